//! Leaves of each operation the forms of parameters and bodies that progenitor knows.
//!
//! The code generation reads the rest from extensions: `x-style` of a query parameter or a form,
//! `x-wire` of a renamed parameter, `x-media` of a request body, and `x-accept-any` of an operation.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use super::Context;
use crate::json::{object, text};
use crate::naming::snake_as_progenitor;
use crate::notices::is_own_header;
use openapi_document::{Result, each_operation_mut, join, resolve};

/// The extensions of an operation by which progenitor writes more than a request.
const EXTENSIONS: [&str; 2] = ["x-dropshot-pagination", "x-dropshot-websocket"];

pub fn run(document: &mut Value, context: &Context<'_>) -> Result<()> {
    // Only components are looked up.
    let mut apart = json!({"paths": document["paths"].take()});
    let outcome = each_operation_mut(&mut apart, &mut |pointer, operation| {
        for key in EXTENSIONS {
            if operation.shift_remove(key).is_some() {
                let pointer = join(pointer, key);
                context.warn(format!("{pointer}: ignored; the operation is a plain one"));
            }
        }
        if let Some(Value::Array(parameters)) = operation.get_mut("parameters") {
            parameters.retain(|parameter| !is_own_header(parameter));
            for parameter in parameters {
                simplify(parameter, document);
            }
        }
        distinct_names(operation, pointer, context);
        if let Some(body) = operation.get_mut("requestBody") {
            request(body);
        }
        let mut accepts_any = false;
        let responses = operation
            .get_mut("responses")
            .and_then(Value::as_object_mut);
        for (status, response) in responses.into_iter().flatten() {
            let medias: Vec<String> = object(response, "content")
                .map(|(media, _)| media.clone())
                .collect();
            if let (Some(taken), 2..) = (taken(response), medias.len())
                && (status.starts_with('2') || status == "default")
            {
                let others = medias.iter().filter(|media| **media != taken);
                let others: Vec<String> = others.map(|media| format!("`{media}`")).collect();
                context.warn(format!(
                    "{pointer}/responses/{status}/content: the response is read as `{taken}`, not as {}",
                    others.join(", ")
                ));
            }
            accepts_any |= content(response) && status.starts_with('2');
        }
        if accepts_any {
            operation.insert("x-accept-any".to_owned(), json!(true));
        }
        Ok(())
    });
    document["paths"] = apart["paths"].take();
    outcome
}

/// Leaves of a parameter its schema.
fn simplify(parameter: &mut Value, whole: &Value) {
    let place = text(parameter, "in").unwrap_or_default().to_owned();
    let Some(map) = parameter.as_object_mut() else {
        return;
    };
    if let Some(content) = map.shift_remove("content") {
        let body = openapi_document::members(Some(&content)).next();
        let schema = body.filter(|(media, _)| place == "query" && is_json(media));
        let schema =
            schema.map(|(_, body)| body.get("schema").cloned().unwrap_or_else(|| json!({})));
        if schema.is_some() {
            map.insert("x-style".to_owned(), json!("json"));
        }
        let text = || json!({"type": "string"});
        map.insert("schema".to_owned(), schema.unwrap_or_else(text));
    }
    let explode = map.shift_remove("explode");
    let style = map.shift_remove("style");
    let style = match style.as_ref().and_then(Value::as_str).unwrap_or("form") {
        "deepObject" => Some("deep"),
        "form" if explode == Some(json!(false)) => Some("comma"),
        "spaceDelimited" if explode != Some(json!(true)) => Some("space"),
        "pipeDelimited" if explode != Some(json!(true)) => Some("pipe"),
        _ => None,
    };
    let schema = map.get("schema").cloned().unwrap_or_default();
    let schema = resolve(whole, &schema);
    let is_scalar = is_scalar(schema);
    if place != "query" && schema["nullable"] == true && !is_scalar {
        // `null` has no text there.
        let mut plain = schema.clone();
        plain["nullable"] = json!(false);
        map.insert("schema".to_owned(), plain);
        return simplify(parameter, whole);
    }
    if let Some(style) = style.filter(|_| place == "query" && !is_scalar) {
        map.insert("x-style".to_owned(), json!(style));
    }
    let is_list = schema["type"] == "array" && is_scalar_of(whole, &schema["items"]);
    if place != "query" && !is_scalar && !is_list {
        // Whatever else it may be, it is text there.
        map.insert("schema".to_owned(), json!({"type": "string"}));
    }
}

fn is_scalar_of(whole: &Value, schema: &Value) -> bool {
    is_scalar(resolve(whole, schema))
}

fn is_scalar(schema: &Value) -> bool {
    let is_type = ["string", "integer", "number", "boolean"]
        .iter()
        .any(|name| schema["type"] == *name);
    is_type && schema["nullable"] != true
}

/// Renames parameters whose arguments would have one name, such as `id` of path and query.
fn distinct_names(operation: &mut Map<String, Value>, pointer: &str, context: &Context<'_>) {
    let mut taken: BTreeSet<String> = operation
        .get("requestBody")
        .map(|_| "body".to_owned())
        .into_iter()
        .collect();
    let parameters = operation
        .get_mut("parameters")
        .and_then(Value::as_array_mut);
    let (path, others): (Vec<_>, Vec<_>) = parameters
        .into_iter()
        .flatten()
        .partition(|parameter| parameter["in"] == "path");
    for parameter in path.into_iter().chain(others) {
        let name = text(parameter, "name").unwrap_or_default().to_owned();
        if taken.insert(snake_as_progenitor(&name)) || parameter["in"] == "path" {
            continue;
        }
        let place = text(parameter, "in").unwrap_or_default();
        let by_place = format!("{name}_{place}");
        let numbered = (2..).map(|number: usize| format!("{by_place}_{number}"));
        let mut candidates = std::iter::once(by_place.clone()).chain(numbered);
        if let Some(free) = candidates.find(|name| taken.insert(snake_as_progenitor(name))) {
            context.warn(format!(
                "{pointer}/parameters: the argument for the {place} parameter `{name}` is `{}`: \
                 another one has its name",
                snake_as_progenitor(&free)
            ));
            parameter["name"] = json!(free);
            parameter["x-wire"] = json!(name);
        }
    }
}

/// Leaves of a request body JSON, a form, a plain text or bytes.
fn request(body: &mut Value) {
    let Some((media, content)) = object(body, "content").next() else {
        return;
    };
    let (media, mut content) = (media.clone(), content.clone());
    let essence = media
        .split(';')
        .next()
        .unwrap_or_default()
        .trim()
        .to_lowercase();
    let kind = match essence.as_str() {
        "application/json" | "application/x-www-form-urlencoded" => essence.clone(),
        _ if essence.starts_with("multipart/") => return,
        _ if is_json(&essence) => "application/json".to_owned(),
        "text/plain" => {
            content = json!({"schema": {"type": "string"}});
            essence.clone()
        }
        _ => {
            let is_binary = |schema: &Value| {
                schema["x-facts"]["format"] == "binary" || schema["format"] == "binary"
            };
            if essence != "application/octet-stream" || !is_binary(&content["schema"]) {
                content = json!({"schema": {"type": "string", "format": "binary"}});
            }
            "application/octet-stream".to_owned()
        }
    };
    if kind != essence && !essence.contains('*') {
        body["x-media"] = json!(media);
    }
    let mut only = Map::new();
    only.insert(kind, content);
    body["content"] = Value::Object(only);
}

/// The media type that a response is read as: JSON, or else the first.
fn taken(response: &Value) -> Option<String> {
    let medias = || object(response, "content").map(|(media, _)| media);
    let found = medias().find(|media| is_usual(media));
    let found = found.or_else(|| medias().find(|media| is_json(media)));
    found.or_else(|| medias().next()).cloned()
}

fn is_usual(media: &str) -> bool {
    media.split(';').next().map(str::trim) == Some("application/json")
}

/// Leaves of a response its JSON, or else bytes; true if JSON has another media type than usual.
fn content(response: &mut Value) -> bool {
    let Some(media) = taken(response) else {
        return false;
    };
    let schema = &response["content"][&media]["schema"];
    let content = match is_usual(&media) || is_json(&media) {
        true => json!({"application/json": {"schema": schema}}),
        false => json!({&media: {}}),
    };
    response["content"] = content;
    is_json(&media) && !is_usual(&media)
}

/// Returns true for JSON, also by the suffix of its media type.
fn is_json(media: &str) -> bool {
    let essence = media
        .split(';')
        .next()
        .unwrap_or_default()
        .trim()
        .to_lowercase();
    matches!(essence.as_str(), "application/json" | "text/json") || essence.ends_with("+json")
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use crate::passes::tests::after;

    fn operation(operation: Value) -> Value {
        after(super::run, json!({"paths": {"/a": {"post": operation}}}))["paths"]["/a"]["post"]
            .clone()
    }

    #[test]
    fn a_style_stays_beside_the_schema() {
        let list = json!({"type": "array", "items": {"type": "string"}});
        for (given, left) in [
            (
                json!({"in": "query", "style": "form", "explode": false}),
                "comma",
            ),
            (json!({"in": "query", "style": "spaceDelimited"}), "space"),
            (
                json!({"in": "query", "style": "pipeDelimited", "explode": false}),
                "pipe",
            ),
            (
                json!({"in": "query", "style": "deepObject", "explode": true}),
                "deep",
            ),
            (json!({"in": "query", "explode": true}), ""),
            (json!({"in": "path", "style": "simple"}), ""),
        ] {
            let mut parameter = given.clone();
            parameter["schema"] = list.clone();
            let made = operation(json!({"parameters": [parameter]}));
            let mut expected = json!({"in": given["in"], "schema": list});
            if !left.is_empty() {
                expected["x-style"] = json!(left);
            }
            assert_eq!(made["parameters"][0], expected);
        }
        let content = json!({"application/json": {"schema": {"type": "object"}}});
        let made = operation(json!({"parameters": [{"in": "query", "content": content}]}));
        let expected = json!({"in": "query", "x-style": "json", "schema": {"type": "object"}});
        assert_eq!(made["parameters"][0], expected);
    }

    #[test]
    fn what_is_no_scalar_is_text_in_a_path_or_header() {
        for schema in [
            json!({"type": "object"}),
            json!({}),
            json!({"type": "array", "items": {}}),
        ] {
            let made = operation(json!({"parameters": [{"in": "header", "schema": schema}]}));
            assert_eq!(made["parameters"][0]["schema"], json!({"type": "string"}));
        }
    }

    #[test]
    fn a_body_is_json_text_or_bytes() {
        let bytes = json!({"type": "string", "format": "binary"});
        let schema = json!({"type": "object"});
        for (media, kind, left, kept) in [
            (
                "application/json; charset=utf-8",
                "application/json",
                &schema,
                None,
            ),
            (
                "application/merge-patch+json",
                "application/json",
                &schema,
                Some(()),
            ),
            (
                "application/xml",
                "application/octet-stream",
                &bytes,
                Some(()),
            ),
            ("image/*", "application/octet-stream", &bytes, None),
            (
                "application/octet-stream",
                "application/octet-stream",
                &bytes,
                None,
            ),
            ("text/plain", "text/plain", &json!({"type": "string"}), None),
        ] {
            let made = operation(json!({"requestBody": {"content": {media: {"schema": schema}}}}));
            let mut expected = json!({"content": {kind: {"schema": left}}});
            if kept.is_some() {
                expected["x-media"] = json!(media);
            }
            assert_eq!(made["requestBody"], expected);
        }
    }

    #[test]
    fn a_response_is_json_or_bytes() {
        let body = json!({"schema": {"type": "string"}});
        for (content, left, any) in [
            (
                json!({"text/csv": body, "application/json": body}),
                json!({"application/json": body}),
                false,
            ),
            (
                json!({"application/hal+json": body}),
                json!({"application/json": body}),
                true,
            ),
            (json!({"*/*": body}), json!({"*/*": {}}), false),
        ] {
            let made = operation(json!({"responses": {"200": {"content": content}}}));
            assert_eq!(made["responses"]["200"]["content"], left);
            assert_eq!(made.get("x-accept-any").is_some(), any);
        }
    }
}
