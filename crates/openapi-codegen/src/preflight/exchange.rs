//! Request bodies and responses: their media types and schemas.

use serde_json::Value;

use super::reference::resolve;
use super::report::{Place, Report};
use super::walk::{Kind, Node, object};

/// Checks a request body.
pub(super) fn check_request(node: &Node<'_>, report: &mut Report) {
    let place = node.place.key("content");
    let Some(content) = node.value.get("content").and_then(Value::as_object) else {
        return report.fault(
            &place,
            "the request body has no content",
            "give its media type, such as `application/json`, with a schema",
        );
    };
    if content.len() != 1 {
        let found: Vec<&str> = content.keys().map(String::as_str).collect();
        let message = if found.is_empty() {
            "the content of the request body is empty".to_owned()
        } else {
            format!("two bodies: {} cannot all be sent", found.join(" and "))
        };
        report.fault(
            &place,
            message,
            "describe exactly one media type; an overlay can remove the others",
        );
    }
    for (media, body) in content {
        let place = place.key(media);
        if !is_request_type(media) {
            report.fault(
                &place,
                format!("unknown media type `{media}` of a request body"),
                "use application/json, multipart/form-data, \
                 application/x-www-form-urlencoded, text/plain or application/octet-stream",
            );
        }
        check_schema(&place, body, report);
    }
}

/// Checks a response.
pub(super) fn check_response(node: &Node<'_>, report: &mut Report) {
    for (media, body) in object(node.value, "content") {
        let place = node.place.keys(&["content", media]);
        if !is_response_type(media) {
            report.fault(
                &place,
                format!("unknown media type `{media}` of a response"),
                "use application/json, a text, image, audio or video type, \
                 application/octet-stream, pdf, xml, zip or x-ndjson",
            );
        }
        if is_json(media) {
            check_schema(&place, body, report);
        }
    }
}

/// Checks, before the generator, the request body of an operation.
pub(super) fn check_generated(
    document: &Value,
    place: &Place,
    operation: &Value,
    report: &mut Report,
) {
    for (media, content) in object(&operation["requestBody"], "content") {
        let place = place.keys(&["requestBody", "content", media]);
        // Compared as the generator does: with the letters as they are.
        let known = media.split(';').next().unwrap_or(media);
        let schema = content.get("schema").unwrap_or(&Value::Null);
        let schema = resolve(document, Kind::Schema, schema).unwrap_or(schema);
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
            "text/plain" if !is_plain_string(schema, None) => report.fault(
                &place.key("schema"),
                "a body of text/plain with more than a plain schema",
                "use a string without format, bounds, enum or default",
            ),
            "application/octet-stream" if !is_plain_string(schema, Some("binary")) => report.fault(
                &place.key("schema"),
                "a body of application/octet-stream with more than a plain schema",
                "use a string with the format `binary` and nothing else",
            ),
            "text/plain" | "application/octet-stream" => {}
            _ => report.fault(
                &place,
                format!("the generator cannot send {}", essence(media)),
                "remove the operation by a pass and write it by hand, or send `application/json`",
            ),
        }
    }
}

/// Returns true if a schema is a string of this format without other keywords that the generator
/// reads.
fn is_plain_string(schema: &Value, format: Option<&str>) -> bool {
    let mut keys = schema.as_object().into_iter().flat_map(|map| map.keys());
    schema["type"] == "string"
        && schema.get("format").and_then(Value::as_str) == format
        && keys.all(|key| key == "type" || key == "format" || key.starts_with("x-"))
}

fn check_schema(place: &Place, body: &Value, report: &mut Report) {
    if body.is_object() && body.get("schema").is_none() {
        report.fault(
            place,
            "the body has no schema",
            "add a `schema`; `{}` allows any value",
        );
    }
}

/// Returns true if the media type is JSON, by its name or its suffix.
fn is_json(media: &str) -> bool {
    let essence = essence(media);
    essence == "application/json" || (essence.contains('/') && essence.ends_with("+json"))
}

/// The media type without its parameters, in lower case.
fn essence(media: &str) -> String {
    let end = media.find(';').unwrap_or(media.len());
    media[..end].trim().to_ascii_lowercase()
}

fn is_request_type(media: &str) -> bool {
    is_json(media)
        || matches!(
            essence(media).as_str(),
            "multipart/form-data"
                | "application/x-www-form-urlencoded"
                | "text/plain"
                | "application/octet-stream"
        )
}

fn is_response_type(media: &str) -> bool {
    let essence = essence(media);
    is_json(media)
        || match essence.split_once('/') {
            Some(("text" | "image" | "audio" | "video", sub)) => !sub.is_empty(),
            Some(("application", sub)) => {
                ["octet-stream", "pdf", "xml", "zip", "x-ndjson"].contains(&sub)
            }
            _ => false,
        }
}
