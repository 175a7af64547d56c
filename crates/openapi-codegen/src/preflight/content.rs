//! Request bodies and responses: their media types and schemas.

use serde_json::Value;

use super::report::{Place, Report};
use super::walk::{Node, object};
use openapi_document::kind;

/// Checks a request body.
pub(super) fn check_request(node: &Node<'_>, report: &mut Report) {
    let place = &node.place;
    let Some(content) = node.value.get("content").and_then(Value::as_object) else {
        return report.fault(
            &place.key("content"),
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
            &place.key("content"),
            message,
            "describe exactly one media type; an overlay can remove the others",
        );
    }
    for (media, body) in content {
        let place = place.keys(&["content", media]);
        if !is_request_type(media) {
            report.fault(
                &place,
                format!("unknown media type `{media}` of a request body"),
                "use application/json, multipart/form-data, \
                 application/x-www-form-urlencoded, text/plain or application/octet-stream",
            );
        }
        check_body(&place, body, true, report);
    }
}

/// Checks a response.
pub(super) fn check_response(node: &Node<'_>, report: &mut Report) {
    if !node.value.is_object() {
        let message = format!("the response is {}, not an object", kind(node.value));
        return report.fault(&node.place, message, "give it a `description`");
    }
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
        check_body(&place, body, is_json(media), report);
    }
}

/// Whether the media type is JSON, by its name or its suffix.
pub(super) fn is_json(media: &str) -> bool {
    let essence = essence(media);
    essence == "application/json" || (essence.contains('/') && essence.ends_with("+json"))
}

/// The media type without its parameters, in lower case.
pub(super) fn essence(media: &str) -> String {
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
    let family = essence.split_once('/');
    is_json(media)
        || matches!(family, Some(("text" | "image" | "audio" | "video", sub)) if !sub.is_empty())
        || matches!(
            family,
            Some((
                "application",
                "octet-stream" | "pdf" | "xml" | "zip" | "x-ndjson"
            ))
        )
}

fn check_body(place: &Place, body: &Value, needs_schema: bool, report: &mut Report) {
    if !body.is_object() {
        let message = format!("the media type holds {}, not an object", kind(body));
        report.fault(place, message, "give it a `schema`");
    } else if needs_schema && body.get("schema").is_none() {
        report.fault(
            place,
            "the body has no schema",
            "add a `schema`; `{}` stands for any value",
        );
    }
}
