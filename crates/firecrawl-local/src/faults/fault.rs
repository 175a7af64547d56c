//! The faults that a test can queue.

use std::time::Duration;

use axum::http::{HeaderName, HeaderValue};
use bytes::Bytes;
use serde_json::json;

use super::delivery::Delivery;
use crate::response::{Body, Response};

/// A fault of the server, the connection or the response.
///
/// ```
/// use std::time::Duration;
///
/// use firecrawl_local::Fault;
///
/// let busy = Fault::status(503).header("retry-after", "1").times(2);
/// assert_eq!(busy.times, Some(2));
/// let slow = Fault::latency(Duration::from_millis(20)).always();
/// assert_eq!(slow.times, None);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault(pub(super) Effect);

/// The effect of a fault.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Effect {
    /// A response in place of the handler's.
    Status(Box<Response>),
    Latency(Duration),
    Silence,
    /// The body is written in another way.
    Delivery(Delivery),
    Truncated(usize),
    ContentType(String),
    Gzip,
    /// The JSON changes, in the next response in which there is something to change.
    Json(JsonFault),
}

/// A fault in the JSON of a response.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum JsonFault {
    NextElsewhere(String),
    NextToItself,
    SkipIgnored,
    RepeatedPage,
    UnknownStatus,
    UnknownValues,
    Nulls,
}

/// A fault and the number of responses that it applies to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QueuedFault {
    /// The fault.
    pub fault: Fault,
    /// The number of responses; `None` means all.
    pub times: Option<u32>,
}

impl Fault {
    /// Responds with a status; [`header`](Self::header) and [`body`](Self::body) add to it.
    pub fn status(status: u16) -> Self {
        let response = Response::raw(status, "text/plain; charset=utf-8", Bytes::new());
        Self(Effect::Status(Box::new(response)))
    }

    /// Responds with 429 and `Retry-After`, in whole seconds rounded up.
    pub fn rate_limited(wait: Duration) -> Self {
        let seconds = whole_seconds(wait);
        Self::status(429)
            .header("retry-after", &seconds.to_string())
            .body(format!(
                r#"{{"success":false,"error":"Rate limit exceeded, please retry after {seconds}s"}}"#
            ))
    }

    /// Responds with 408 and details that say that the work continues: a repeated request attaches to it.
    pub fn resume_later(wait: Duration) -> Self {
        let seconds = whole_seconds(wait);
        let body = json!({
            "success": false,
            "code": "SCRAPE_TIMEOUT",
            "error": "The request timed out and is still being processed",
            "details": {"state": "processing_continues", "retryAfterSeconds": seconds},
        });
        Self::status(408)
            .header("retry-after", &seconds.to_string())
            .body(body.to_string())
    }

    /// Responds with an HTML page, like a proxy.
    pub fn html(status: u16) -> Self {
        Self::status(status).body(format!(
            "<!DOCTYPE html>\n<html lang=\"en\">\n<head><title>{status}</title></head>\n\
             <body><h1>{status}</h1><p>The gateway is out of order.</p></body>\n</html>\n"
        ))
    }

    /// Delays the response.
    pub fn latency(time: Duration) -> Self {
        Self(Effect::Latency(time))
    }

    /// Closes the connection before the first byte of the response.
    pub fn reset() -> Self {
        Self(Effect::Delivery(Delivery::Dropped))
    }

    /// Closes the connection after so many bytes of the body, before its announced length.
    pub fn reset_after(bytes: usize) -> Self {
        Self(Effect::Delivery(Delivery::CutAfter(bytes)))
    }

    /// Sends a complete response whose JSON ends after so many bytes, at least one byte early.
    pub fn truncated(bytes: usize) -> Self {
        Self(Effect::Truncated(bytes))
    }

    /// Sends the body in chunks, with a pause between them.
    pub fn drip(bytes: usize, every: Duration) -> Self {
        Self(Effect::Delivery(Delivery::Drip { bytes, every }))
    }

    /// Accepts the request and sends no response.
    pub fn silence() -> Self {
        Self(Effect::Silence)
    }

    /// Sends the same body with another content type.
    pub fn content_type(value: impl Into<String>) -> Self {
        Self(Effect::ContentType(value.into()))
    }

    /// Compresses the body with gzip, and says so in a header.
    pub fn gzip() -> Self {
        Self(Effect::Gzip)
    }

    /// Sends the full response and closes the connection without having announced it.
    pub fn close_after() -> Self {
        Self(Effect::Delivery(Delivery::CloseAfter))
    }

    /// Points `next` at another scheme and host, with the same path and query:
    /// `https://evil.example`.
    ///
    /// Waits for a response that has a `next`.
    pub fn next_elsewhere(base: impl Into<String>) -> Self {
        Self(Effect::Json(JsonFault::NextElsewhere(base.into())))
    }

    /// Points `next` at the page that contains it, also on the last page.
    pub fn next_to_itself() -> Self {
        Self(Effect::Json(JsonFault::NextToItself))
    }

    /// Sends the documents of the first page on every page, while `next` moves on.
    ///
    /// Waits for a page with `skip` after the first page.
    pub fn skip_ignored() -> Self {
        Self(Effect::Json(JsonFault::SkipIgnored))
    }

    /// Sends the documents of the page before, while `next` moves on.
    ///
    /// Waits for a page with `skip` after the page before.
    pub fn repeated_page() -> Self {
        Self(Effect::Json(JsonFault::RepeatedPage))
    }

    /// Sends an unknown job status. Waits for a response that has a `status`.
    pub fn unknown_status() -> Self {
        Self(Effect::Json(JsonFault::UnknownStatus))
    }

    /// Sends unknown values in all enums other than the job's status, and an unknown field in every
    /// object.
    pub fn unknown_values() -> Self {
        Self(Effect::Json(JsonFault::UnknownValues))
    }

    /// Sends `null` in every field that the contract does not require.
    ///
    /// Fields that a client cannot do without stay: `success`, `status`, `id`, `type`, `next`, the `url` of
    /// a start, and the objects and lists of objects that hold the rest.
    pub fn nulls() -> Self {
        Self(Effect::Json(JsonFault::Nulls))
    }

    /// Adds a header to the response of [`status`](Self::status), [`rate_limited`](Self::rate_limited),
    /// [`resume_later`](Self::resume_later) or [`html`](Self::html); other faults have none.
    #[must_use]
    pub fn header(mut self, name: &str, value: &str) -> Self {
        if let Effect::Status(response) = &mut self.0 {
            with_header(response, name, value);
        }
        self
    }

    /// Sets the body of the same responses; other faults have none.
    #[must_use]
    pub fn body(mut self, body: impl Into<String>) -> Self {
        if let Effect::Status(response) = &mut self.0
            && let Body::Raw(content_type, bytes) = &mut response.body
        {
            let body = body.into();
            *content_type = match body.trim_start().chars().next() {
                Some('{' | '[') => "application/json; charset=utf-8",
                Some('<') => "text/html; charset=utf-8",
                _ => "text/plain; charset=utf-8",
            };
            *bytes = body.into();
        }
        self
    }

    /// Applies the fault to the next `count` responses.
    pub fn times(self, count: u32) -> QueuedFault {
        QueuedFault {
            fault: self,
            times: Some(count),
        }
    }

    /// Applies the fault to every response from now on.
    pub fn always(self) -> QueuedFault {
        QueuedFault {
            fault: self,
            times: None,
        }
    }
}

impl From<Fault> for QueuedFault {
    fn from(fault: Fault) -> Self {
        fault.times(1)
    }
}

/// Adds a header; a content type replaces the body's own. One that cannot be sent turns the response
/// into a 500 that says so.
pub(super) fn with_header(response: &mut Response, name: &str, value: &str) {
    match (HeaderName::try_from(name), HeaderValue::try_from(value)) {
        (Ok(name), Ok(value)) => response.headers.push((name, value)),
        _ => {
            let error = format!("the fault has a header `{name}` that cannot be sent");
            *response = Response::error(500, error);
        }
    }
}

fn whole_seconds(wait: Duration) -> u128 {
    wait.as_nanos().div_ceil(1_000_000_000)
}
