//! What an operation sends and receives, as far as the generator can write it.

use std::collections::HashSet;

use serde_json::Value;

use super::content::essence;
use super::names::{clash, snake};
use super::reference::resolve;
use super::report::{Place, Report};
use super::walk::{Kind, Operation, elements, object};

/// Checks the parameters, the body and the responses of one operation.
pub(super) fn check(document: &Value, operation: &Operation<'_>, report: &mut Report) {
    check_names(document, operation, report);
    for key in ["x-dropshot-pagination", "x-dropshot-websocket"] {
        if operation.value.get(key).is_some() {
            report.fault(
                &operation.place.key(key),
                "an extension that changes the shape of the generated code",
                "remove it by an overlay",
            );
        }
    }
    if let Some(body) = operation.value.get("requestBody") {
        let body = resolve(document, Kind::RequestBody, body).unwrap_or(body);
        let place = operation.place.keys(&["requestBody", "content"]);
        for (media, content) in object(body, "content") {
            check_request(document, &place.key(media), media, content, report);
        }
    }
    check_responses(document, operation, report);
}

fn check_names(document: &Value, operation: &Operation<'_>, report: &mut Report) {
    const TAKEN: [&str; 7] = [
        "new",
        "new_with_client",
        "pre",
        "post",
        "exec",
        "url",
        "answered",
    ];
    let id = operation.value.get("operationId").and_then(Value::as_str);
    if let Some(id) = id.filter(|id| TAKEN.contains(&snake(id).as_str())) {
        report.fault(
            &operation.place.key("operationId"),
            format!(
                "the generated client has a function `{}` of its own",
                snake(id)
            ),
            "rename the operation by an overlay",
        );
    }
    // An operation may override a parameter of its path, which is then the same parameter.
    let mut seen = HashSet::new();
    let mut names: Vec<&str> = elements(operation.item, "parameters")
        .iter()
        .chain(elements(operation.value, "parameters"))
        .filter_map(|parameter| resolve(document, Kind::Parameter, parameter).ok())
        .filter_map(|parameter| {
            let name = parameter.get("name")?.as_str()?;
            seen.insert((name, parameter.get("in")?.as_str()?))
                .then_some(name)
        })
        .collect();
    if operation.value.get("requestBody").is_some() {
        names.push("body");
    }
    if let Some((first, second, made)) = clash(names, snake) {
        report.fault(
            &operation.place.key("parameters"),
            format!("the parameters `{first}` and `{second}` both become the argument `{made}`"),
            "rename or remove one of the two by an overlay",
        );
    }
}

fn check_request(
    document: &Value,
    place: &Place,
    media: &str,
    content: &Value,
    report: &mut Report,
) {
    // Compared as the generator does: with the letters as they are.
    let known = media.split(';').next().unwrap_or(media);
    match known {
        "application/json" | "application/x-www-form-urlencoded" => {
            if object(content, "encoding").next().is_some() {
                report.fault(
                    &place.key("encoding"),
                    "the generator cannot encode parts of a body",
                    "remove `encoding` by an overlay",
                );
            }
        }
        "text/plain" | "application/octet-stream" => {
            let format = (known != "text/plain").then_some("binary");
            let schema = content.get("schema").unwrap_or(&Value::Null);
            let schema = resolve(document, Kind::Schema, schema).unwrap_or(schema);
            if !is_plain_string(schema, format) {
                report.fault(
                    &place.key("schema"),
                    format!("a body of {known} with more than a plain schema"),
                    match format {
                        Some(_) => "use a string with the format `binary` and nothing else",
                        None => "use a string without format, bounds, enum or default",
                    },
                );
            }
        }
        _ => report.fault(
            place,
            format!("the generator cannot send {}", essence(media)),
            "remove the operation by a pass and write it by hand, or send `application/json`",
        ),
    }
}

fn is_plain_string(schema: &Value, format: Option<&str>) -> bool {
    const BARRED: [&str; 11] = [
        "nullable",
        "discriminator",
        "default",
        "pattern",
        "enum",
        "minLength",
        "maxLength",
        "oneOf",
        "allOf",
        "anyOf",
        "properties",
    ];
    schema.get("type").and_then(Value::as_str) == Some("string")
        && schema.get("format").and_then(Value::as_str) == format
        && BARRED.iter().all(|key| schema.get(*key).is_none())
}

/// What the generator makes of a response.
#[derive(PartialEq)]
enum Received<'a> {
    Typed(&'a Value),
    Raw,
    Nothing,
    Upgrade,
}

fn check_responses(document: &Value, operation: &Operation<'_>, report: &mut Report) {
    let place = operation.place.key("responses");
    let mut received: Vec<(u16, &str, Received<'_>)> = Vec::new();
    for (code, response) in object(operation.value, "responses") {
        let Some(order) = order(code) else {
            continue;
        };
        let response = resolve(document, Kind::Response, response).unwrap_or(response);
        received.push((
            order,
            code,
            receive(&place.key(code), code, response, report),
        ));
    }
    received.sort_by_key(|(order, ..)| *order);
    let success: Vec<_> = received
        .iter()
        .filter(|(order, ..)| matches!(order, 101 | 200..=299 | 1000))
        .collect();
    let success = match success.as_slice() {
        // Behind a range of successes the default is only for errors.
        [before @ .., (_, "2XX", _), (_, "default", _)] => &success[..=before.len()],
        all => all,
    };
    check_same(&place, success, "success", report);
    let errors: Vec<_> = received
        .iter()
        .filter(|(order, ..)| matches!(order, 400..=599 | 1000))
        .collect();
    check_same(&place, &errors, "error", report);
}

fn check_same(
    place: &Place,
    received: &[&(u16, &str, Received<'_>)],
    what: &str,
    report: &mut Report,
) {
    let Some((_, first, body)) = received.first() else {
        return;
    };
    if let Some((_, code, _)) = received.iter().find(|(.., other)| other != body) {
        report.fault(
            &place.key(code),
            format!("the {what} bodies of {first} and {code} differ, and there can be one type"),
            "let a pass give them one schema, or remove the content of both",
        );
    }
}

fn receive<'a>(
    place: &Place,
    code: &str,
    response: &'a Value,
    report: &mut Report,
) -> Received<'a> {
    let json = object(response, "content")
        .find(|(media, _)| *media == "application/json" || media.starts_with("application/json;"));
    if let Some((media, content)) = json {
        if object(content, "encoding").next().is_some() {
            report.fault(
                &place.keys(&["content", media, "encoding"]),
                "the generator cannot decode parts of a body",
                "remove `encoding` by an overlay",
            );
        }
        Received::Typed(content.get("schema").unwrap_or(&Value::Null))
    } else if code == "101" {
        Received::Upgrade
    } else if object(response, "content").next().is_some() {
        Received::Raw
    } else {
        Received::Nothing
    }
}

/// The status by which the generator sorts a response; a range counts as its first status.
fn order(code: &str) -> Option<u16> {
    match code {
        "default" => Some(1000),
        range if range.ends_with("XX") => {
            range[..range.len() - 2].parse().ok().map(|n: u16| n * 100)
        }
        status => status.parse().ok(),
    }
}
