//! From an response to what hyper writes.

use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use axum::body::Body;
use axum::http::header::{CONNECTION, CONTENT_LENGTH, CONTENT_TYPE};
use axum::http::request::Parts;
use axum::http::{self, HeaderName, HeaderValue, StatusCode, Version};
use bytes::Bytes;
use hyper::body::{Body as HttpBody, Frame, SizeHint};

use super::connections::Cut;
use crate::faults;
use crate::response::{self, Response};

const JSON: &str = "application/json; charset=utf-8";
const HTML: &str = "text/html; charset=utf-8";
const KEEP_ALIVE: HeaderName = HeaderName::from_static("keep-alive");

/// Whether the client may send further requests on this connection.
pub(super) fn is_persistent(parts: &Parts) -> bool {
    let closes = parts
        .headers
        .get(CONNECTION)
        .and_then(|value| value.to_str().ok())
        .is_some_and(|value| value.to_ascii_lowercase().contains("close"));
    parts.version == Version::HTTP_11 && !closes
}

/// The response for an response.
pub(super) fn build(response: Response, persistent: bool) -> http::Response<Body> {
    let (kind, bytes) = match response.body {
        response::Body::Json(value) => (JSON, Bytes::from(value.to_string())),
        response::Body::Serialized(bytes) => (JSON, bytes),
        response::Body::Raw(kind, bytes) => (kind, bytes),
    };
    let announced = response.delivery.content_length_lie(bytes.len());
    let mut built = http::Response::new(faults::deliver(bytes, &response.delivery));
    *built.status_mut() =
        StatusCode::from_u16(response.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let headers = built.headers_mut();
    if !kind.is_empty() {
        headers.insert(CONTENT_TYPE, HeaderValue::from_static(kind));
    }
    if persistent {
        headers.insert(CONNECTION, HeaderValue::from_static("keep-alive"));
        headers.insert(KEEP_ALIVE, HeaderValue::from_static("timeout=5"));
    }
    if let Some(announced) = announced {
        headers.insert(CONTENT_LENGTH, HeaderValue::from(announced));
    }
    // A header of the response takes the place of one from above, but may come several times itself.
    let own: Vec<(HeaderName, HeaderValue)> = response.headers;
    for (name, _) in &own {
        headers.remove(name);
    }
    for (name, value) in own {
        headers.append(name, value);
    }
    built
}

/// The page for a path or method that has no operation.
pub(super) fn not_found(parts: &Parts) -> Response {
    let line = format!("Cannot {} {}", parts.method, parts.uri.path());
    let page = format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<title>Error</title>\n\
         </head>\n<body>\n<pre>{}</pre>\n</body>\n</html>\n",
        escaped(&line)
    );
    Response::raw(404, HTML, Bytes::from(page))
}

fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            other => escaped.push(other),
        }
    }
    escaped
}

/// What a browser sees that opens the server itself.
pub(super) fn welcome() -> Response {
    let text = "firecrawl-local: the Firecrawl v2 API for development and tests. Its routes are below /v2.\n";
    Response::raw(
        200,
        "text/plain; charset=utf-8",
        Bytes::from_static(text.as_bytes()),
    )
}

/// A body that ends its connection once it has been written.
pub(super) struct Closing {
    body: Body,
    cut: Arc<Cut>,
}

impl Closing {
    pub fn new(body: Body, cut: Arc<Cut>) -> Self {
        Self { body, cut }
    }
}

impl HttpBody for Closing {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        Pin::new(&mut self.body).poll_frame(context)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

impl Drop for Closing {
    fn drop(&mut self) {
        self.cut.cut();
    }
}
