//! Parameters, bodies and responses, each where it is defined.

use serde_json::{Map, Value, json};

use crate::json::{object, text};
use openapi_document::{join, members};

/// The warnings of a relaxation, each behind the place.
pub(super) type Warnings = Vec<String>;

/// Adds a warning about a place.
pub(super) fn warn(warnings: &mut Warnings, at: &str, text: impl AsRef<str>) {
    warnings.push(format!("{at}: {}", text.as_ref()));
}

/// Completes a parameter that says less, or something else, than OpenAPI asks for.
pub(super) fn parameter(value: &mut Value, at: &str, warnings: &mut Warnings) {
    let place = text(value, "in").unwrap_or_default().to_owned();
    let Some(parameter) = value.as_object_mut() else {
        return;
    };
    if place == "path" && parameter.get("required") != Some(&Value::Bool(true)) {
        warn(warnings, at, "a path parameter is always required");
        parameter.insert("required".to_owned(), json!(true));
    }
    let style = parameter.get("style").and_then(Value::as_str);
    let styles: &[&str] = match place.as_str() {
        "query" => &["form", "spaceDelimited", "pipeDelimited", "deepObject"],
        "cookie" => &["form"],
        _ => &["simple", "label", "matrix"],
    };
    if let Some(style) = style.filter(|style| !styles.contains(style)) {
        let message = format!("the style `{style}` is not one of a {place} parameter; ignored");
        warn(warnings, at, message);
        parameter.shift_remove("style");
    }
    if parameter.get("schema").is_none() && parameter.get("content").is_none() {
        warn(warnings, at, "the parameter has no schema; sent as text");
        parameter.insert("schema".to_owned(), json!({"type": "string"}));
    }
}

/// The order in which one of several bodies is chosen.
fn rank(media: &str) -> usize {
    let essence = media.split(';').next().unwrap_or(media).trim();
    let order = [
        "application/json",
        "+json",
        "application/x-www-form-urlencoded",
        "text/plain",
    ];
    let is = |end: &&str| essence.eq_ignore_ascii_case(end) || essence.ends_with(*end);
    // A form of parts is the only one that cannot be generated.
    let last = order.len() + usize::from(essence.starts_with("multipart/"));
    order.iter().position(is).unwrap_or(last)
}

/// Completes the body of a request, and leaves one of several.
pub(super) fn request_body(value: &mut Value, at: &str, warnings: &mut Warnings) {
    let Some(content) = value.get_mut("content").and_then(Value::as_object_mut) else {
        return;
    };
    others(content, &join(at, "content"), "ignored", warnings);
    request_schemas(value, at, warnings);
    encodings(value, at, warnings);
    one_body(value, at, warnings);
}

/// Leaves of several bodies the one that is sent.
pub(super) fn one_body(value: &mut Value, at: &str, warnings: &mut Warnings) {
    let Some(content) = value.get_mut("content").and_then(Value::as_object_mut) else {
        return;
    };
    let mut medias: Vec<String> = content.keys().cloned().collect();
    // The sort is stable, so that the first of equals is taken.
    medias.sort_by_key(|media| rank(media));
    if let [taken, others @ ..] = medias.as_slice()
        && !others.is_empty()
    {
        let others = others.join("`, `");
        let message = format!("the body is sent as `{taken}`, not as `{others}`");
        warn(warnings, &join(at, "content"), message);
        content.retain(|media, _| media == taken);
    }
}

/// Completes a response.
pub(super) fn response(value: &mut Value, at: &str, warnings: &mut Warnings) {
    let Some(response) = value.as_object_mut() else {
        return;
    };
    response.entry("description").or_insert_with(|| {
        warn(warnings, at, "the response has no description");
        json!("")
    });
    // Neither is generated.
    response.shift_remove("links");
    response.shift_remove("headers");
    response_content(value, at, warnings);
    encodings(value, at, warnings);
}

/// Drops what is not a media type; what becomes of it is said in a warning.
fn others(content: &mut Map<String, Value>, at: &str, end: &str, warnings: &mut Warnings) {
    content.retain(|media, _| {
        let is_media = media.contains('/');
        if !is_media {
            warn(
                warnings,
                at,
                format!("`{media}` is not a media type; {end}"),
            );
        }
        is_media
    });
}

/// Allows any JSON where a request body has no schema.
pub(super) fn request_schemas(body: &mut Value, at: &str, warnings: &mut Warnings) {
    let at = join(at, "content");
    let content = body.get_mut("content").and_then(Value::as_object_mut);
    for (media, body) in content.into_iter().flatten() {
        if let Some(body) = body.as_object_mut()
            && body.get("schema").is_none()
            && rank(media) < 3
        {
            warn(warnings, &join(&at, media), "no schema; any JSON value");
            body.insert("schema".to_owned(), json!({}));
        }
    }
}

/// Allows any JSON where a response has no schema, and bytes where it has no media type.
pub(super) fn response_content(response: &mut Value, at: &str, warnings: &mut Warnings) {
    if let Some(Value::Object(content)) = response.get_mut("content")
        && !content.is_empty()
    {
        let is_any = content.keys().any(|media| media.contains('/'));
        let end = if is_any { "ignored" } else { "read as bytes" };
        others(content, &join(at, "content"), end, warnings);
        if content.is_empty() {
            content.insert("*/*".to_owned(), json!({}));
        }
    }
    request_schemas(response, at, warnings);
}

/// Drops parameters without a name that need not be sent.
pub(super) fn named_parameters(holder: &mut Value, at: &str, warnings: &mut Warnings) {
    if let Some(Value::Array(parameters)) = holder.get_mut("parameters") {
        let is_nameless = |parameter: &Value| {
            parameter["name"] == "" && parameter["in"] != "path" && parameter["required"] != true
        };
        let before = parameters.len();
        parameters.retain(|parameter| !is_nameless(parameter));
        if parameters.len() < before {
            warn(warnings, at, "a parameter without a name is not sent");
        }
    }
}

/// Keeps of the encodings of each body those that a form is sent in.
fn encodings(value: &mut Value, at: &str, warnings: &mut Warnings) {
    let at = join(at, "content");
    let content = value.get_mut("content").and_then(Value::as_object_mut);
    for (media, body) in content.into_iter().flatten() {
        if let Some(body) = body.as_object_mut() {
            encoding(body, media, &join(&at, media), warnings);
        }
    }
}

/// Drops the encodings of a body without parts, and reads those that forms are sent in.
pub(super) fn plain_encodings(value: &mut Value, at: &str, warnings: &mut Warnings) {
    let at = join(at, "content");
    let content = value.get_mut("content").and_then(Value::as_object_mut);
    for (media, body) in content.into_iter().flatten() {
        let is_plain = members(body.get("encoding")).all(|(_, part)| is_plain(part));
        if let Some(body) = body
            .as_object_mut()
            .filter(|_| is_plain || rank(media) != 2)
        {
            encoding(body, media, &join(&at, media), warnings);
        }
    }
}

/// Returns true for an encoding that forms are sent in.
fn is_plain(part: &Value) -> bool {
    part["style"] == "deepObject"
        || part.is_object()
            && members(Some(part)).all(|(key, value)| match key.as_str() {
                "style" => value == "form",
                "explode" => value == true,
                "allowReserved" => value == false,
                _ => false,
            })
}

/// Keeps of the encodings of parts those that a form is sent in.
fn encoding(body: &mut Map<String, Value>, media: &str, at: &str, warnings: &mut Warnings) {
    if media.starts_with("multipart/") {
        return;
    }
    let Some(encoding) = body.shift_remove("encoding") else {
        return;
    };
    let is_deep = |(_, part): (&String, &Value)| part["style"] == "deepObject";
    if rank(media) == 2 && members(Some(&encoding)).any(is_deep) {
        body.insert("x-style".to_owned(), json!("deepObject"));
    }
    if !members(Some(&encoding)).all(|(_, part)| is_plain(part)) {
        warn(warnings, at, "the encoding of its parts is ignored");
    }
}

/// A function that completes what is at a place.
pub(super) type Completion = fn(&mut Value, &str, &mut Warnings);

/// The sections of the components that are defined apart from operations, with what completes each.
const SECTIONS: [(&str, Completion); 3] = [
    ("parameters", parameter),
    ("requestBodies", request_body),
    ("responses", response),
];

/// Completes what the components define.
pub(super) fn components(document: &mut Value, warnings: &mut Warnings) {
    let Some(components) = document
        .get_mut("components")
        .and_then(Value::as_object_mut)
    else {
        return;
    };
    components.retain(|section, _| !["examples", "links", "callbacks"].contains(&section.as_str()));
    for (section, complete) in SECTIONS {
        let at = format!("/components/{section}");
        if let Some(Value::Object(all)) = components.get_mut(section) {
            for (name, value) in all
                .iter_mut()
                .filter(|(_, value)| value.get("$ref").is_none())
            {
                complete(value, &join(&at, name), warnings);
            }
        }
    }
}

/// Completes what an operation or a path item defines itself.
pub(super) fn own(holder: &mut Value, at: &str, warnings: &mut Warnings) {
    let is_own = |value: &Value| value.get("$ref").is_none();
    named_parameters(holder, at, warnings);
    let parameters = holder.get_mut("parameters").and_then(Value::as_array_mut);
    for (index, value) in parameters.into_iter().flatten().enumerate() {
        if is_own(value) {
            parameter(value, &format!("{at}/parameters/{index}"), warnings);
        }
    }
    if let Some(body) = holder.get_mut("requestBody").filter(|body| is_own(body)) {
        request_body(body, &format!("{at}/requestBody"), warnings);
        if object(body, "content").next().is_none() {
            warn(
                warnings,
                at,
                "the request body has no content; none is sent",
            );
            if let Some(holder) = holder.as_object_mut() {
                holder.shift_remove("requestBody");
            }
        }
    }
    let responses = holder.get_mut("responses").and_then(Value::as_object_mut);
    for (status, value) in responses.into_iter().flatten() {
        if is_own(value) {
            response(value, &join(&format!("{at}/responses"), status), warnings);
        }
    }
}
