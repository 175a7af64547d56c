//! Request bodies and responses: their media types and schemas.

use serde_json::Value;

use super::report::{Place, Report};
use super::walk::Node;
use crate::json::{object, text};
use openapi_document::{members, resolve};

/// Checks a request body; one of an unusual media type is sent as bytes.
pub(super) fn check_request(node: &Node<'_>, report: &mut Report) {
    let place = node.place.key("content");
    if !node.value["content"].is_object() {
        let message = "the request body has no content";
        let remedy = "give its media type, such as `application/json`, with a schema";
        return report.fault(&place, message, remedy);
    }
    let found: Vec<&str> = object(node.value, "content")
        .map(|(media, _)| media.as_str())
        .collect();
    // What sends a form is written by hand, and can send the others as well.
    let is_form = found.iter().any(|media| media.starts_with("multipart/"));
    if found.is_empty() || (found.len() > 1 && !is_form) {
        let message = match found.is_empty() {
            true => "the content of the request body is empty".to_owned(),
            false => format!("two bodies: {} cannot all be sent", found.join(" and ")),
        };
        let remedy = "describe exactly one media type; an overlay can remove the others";
        report.fault(&place, message, remedy);
    }
    for (media, body) in object(node.value, "content") {
        // The media type is sent as it is.
        let is_sendable = media.chars().all(|letter| matches!(letter, ' '..='~'));
        if !is_sendable || !is_media_type(media) {
            report.fault(
                &place.key(media),
                format!("unknown media type `{media}` of a request body"),
                "use application/json, multipart/form-data, \
                 application/x-www-form-urlencoded, text/plain or application/octet-stream",
            );
        }
        // Anything else is sent as bytes or as a text.
        if is_json(media) || is_fields(media) {
            check_schema(&place.key(media), body, report);
        }
    }
}

/// Checks a response.
pub(super) fn check_response(node: &Node<'_>, report: &mut Report) {
    for (media, body) in object(node.value, "content") {
        let place = node.place.keys(&["content", media]);
        if !is_media_type(media) {
            report.fault(
                &place,
                format!("unknown media type `{media}` of a response"),
                "use a media type such as application/json or image/png",
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
        let schema = resolve(document, &content["schema"]);
        // Compared as the generator does: with the letters as they are.
        let known = media.split(';').next().unwrap_or(media);
        let (format, remedy) = match known {
            "application/json" | "application/x-www-form-urlencoded" => {
                if object(content, "encoding").next().is_some() {
                    let message = "the generator cannot encode parts of a body";
                    let remedy = "remove `encoding` by an overlay";
                    report.fault(&place.key("encoding"), message, remedy);
                }
                continue;
            }
            "text/plain" => (None, "use a string without format, bounds, enum or default"),
            "application/octet-stream" => (
                Some("binary"),
                "use a string with the format `binary` and nothing else",
            ),
            _ => {
                report.fault(
                    &place,
                    format!("the generator cannot send {}", essence(media)),
                    "remove the operation by a pass and write it by hand, or send `application/json`",
                );
                continue;
            }
        };
        if !is_plain_string(schema, format) {
            let message = format!("a body of {known} with more than a plain schema");
            report.fault(&place.key("schema"), message, remedy);
        }
    }
}

/// Returns true if a schema is a string of this format without other keywords that the generator
/// reads.
fn is_plain_string(schema: &Value, format: Option<&str>) -> bool {
    let is_known = |key: &str| key == "type" || key == "format" || key.starts_with("x-");
    schema["type"] == "string"
        && text(schema, "format") == format
        && members(Some(schema)).all(|(key, _)| is_known(key))
}

fn check_schema(place: &Place, body: &Value, report: &mut Report) {
    if body.is_object() && body.get("schema").is_none() {
        let remedy = "add a `schema`; `{}` allows any value";
        report.fault(place, "the body has no schema", remedy);
    }
}

/// Returns true if the media type is JSON, by its name or its suffix.
fn is_json(media: &str) -> bool {
    let essence = essence(media);
    essence == "application/json" || (essence.contains('/') && essence.ends_with("+json"))
}

/// Returns true for the media types whose body is the properties of an object.
fn is_fields(media: &str) -> bool {
    let essence = essence(media);
    essence == "application/x-www-form-urlencoded" || essence.starts_with("multipart/")
}

/// The media type without its parameters, in lower case.
fn essence(media: &str) -> String {
    let end = media.find(';').unwrap_or(media.len());
    media[..end].trim().to_ascii_lowercase()
}

/// Returns true for a media type: whatever is not JSON is sent and read as bytes.
fn is_media_type(media: &str) -> bool {
    let essence = essence(media);
    essence
        .split_once('/')
        .is_some_and(|(main, sub)| !main.is_empty() && !sub.is_empty())
}
