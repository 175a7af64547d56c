//! Converts a response to the one that hyper writes.

use axum::body::Body;
use axum::http::header::{CONNECTION, CONTENT_LENGTH, CONTENT_TYPE};
use axum::http::request::Parts;
use axum::http::{self, HeaderName, HeaderValue, StatusCode, Version};
use bytes::Bytes;

use crate::faults;
use crate::html::escape;
use crate::response::Response;

const KEEP_ALIVE: HeaderName = HeaderName::from_static("keep-alive");

/// Returns whether the client may send further requests on this connection.
pub(super) fn is_persistent(parts: &Parts) -> bool {
    let closes = parts
        .headers
        .get(CONNECTION)
        .and_then(|value| value.to_str().ok())
        .is_some_and(|value| value.to_ascii_lowercase().contains("close"));
    parts.version == Version::HTTP_11 && !closes
}

/// Builds the HTTP response.
pub(super) fn build(response: Response, persistent: bool) -> http::Response<Body> {
    let (content_type, bytes) = response.body.into_bytes();
    let content_length = response.delivery.content_length(bytes.len());
    let mut built = http::Response::new(faults::deliver(bytes, &response.delivery));
    *built.status_mut() =
        StatusCode::from_u16(response.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let headers = built.headers_mut();
    if !content_type.is_empty() {
        headers.insert(CONTENT_TYPE, HeaderValue::from_static(content_type));
    }
    if persistent {
        headers.insert(CONNECTION, HeaderValue::from_static("keep-alive"));
        headers.insert(KEEP_ALIVE, HeaderValue::from_static("timeout=5"));
    }
    if let Some(length) = content_length {
        headers.insert(CONTENT_LENGTH, HeaderValue::from(length));
    }
    // A header of the response replaces one from above, and may itself occur several times.
    for (name, _) in &response.headers {
        headers.remove(name);
    }
    for (name, value) in response.headers {
        headers.append(name, value);
    }
    built
}

/// Returns the page for a path or method that has no operation.
pub(super) fn not_found(parts: &Parts) -> Response {
    let line = escape(&format!("Cannot {} {}", parts.method, parts.uri.path()));
    let page = format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<title>Error</title>\n\
         </head>\n<body>\n<pre>{line}</pre>\n</body>\n</html>\n"
    );
    Response::raw(404, "text/html; charset=utf-8", Bytes::from(page))
}

/// Returns the page for a browser that opens the server itself.
pub(super) fn welcome() -> Response {
    let text = "firecrawl-local: the Firecrawl v2 API for development and tests. Its routes are below /v2.\n";
    let bytes = Bytes::from_static(text.as_bytes());
    Response::raw(200, "text/plain; charset=utf-8", bytes)
}
