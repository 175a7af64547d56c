//! The faults that a test can queue.

use std::time::Duration;

use axum::http::{HeaderName, HeaderValue};
use bytes::Bytes;
use serde_json::json;

use crate::response::Response;

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
#[non_exhaustive]
pub enum Fault {
    /// A response without the handler.
    Status(StatusFault),
    /// A delay.
    Latency(Duration),
    /// The connection closes without a byte.
    Reset,
    /// The connection closes after so many bytes of the body.
    ResetAfter(usize),
    /// A complete response whose body ends after so many bytes.
    Truncated(usize),
    /// A body in small chunks.
    Drip {
        /// The bytes of a chunk.
        bytes: usize,
        /// The pause between two chunks.
        every: Duration,
    },
    /// No response, on an open connection.
    Silence,
    /// Another content type.
    ContentType(String),
    /// A body compressed with gzip, whether the client accepts it or not.
    Gzip,
    /// The connection closes after the response, which does not announce it.
    CloseAfter,
    /// `next` points at another host.
    NextElsewhere(String),
    /// `next` points at the page that carries it.
    NextToItself,
    /// Every page holds the documents of the first one.
    SkipIgnored,
    /// A page holds the documents of the page before it.
    RepeatedPage,
    /// An unknown job status.
    UnknownStatus,
    /// Unknown enum values and unknown fields.
    UnknownValues,
    /// `null` in optional fields.
    Nulls,
}

/// A response in place of the handler.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatusFault {
    status: u16,
    headers: Vec<(String, String)>,
    body: String,
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
        Self::Status(StatusFault {
            status,
            headers: Vec::new(),
            body: String::new(),
        })
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
        Self::Latency(time)
    }

    /// Closes the connection before the first byte of the response.
    pub fn reset() -> Self {
        Self::Reset
    }

    /// Closes the connection after so many bytes of the body, before its announced length.
    pub fn reset_after(bytes: usize) -> Self {
        Self::ResetAfter(bytes)
    }

    /// Sends a complete response whose JSON ends after so many bytes, at least one byte early.
    pub fn truncated(bytes: usize) -> Self {
        Self::Truncated(bytes)
    }

    /// Sends the body in chunks, with a pause between them.
    pub fn drip(bytes: usize, every: Duration) -> Self {
        Self::Drip { bytes, every }
    }

    /// Accepts the request and sends no response.
    pub fn silence() -> Self {
        Self::Silence
    }

    /// Sends the same body with another content type.
    pub fn content_type(value: impl Into<String>) -> Self {
        Self::ContentType(value.into())
    }

    /// Compresses the body with gzip, and says so in a header.
    pub fn gzip() -> Self {
        Self::Gzip
    }

    /// Sends the full response and closes the connection without having announced it.
    pub fn close_after() -> Self {
        Self::CloseAfter
    }

    /// Points `next` at another scheme and host, with the same path and query:
    /// `https://evil.example`.
    ///
    /// Waits for a response that has a `next`.
    pub fn next_elsewhere(base: impl Into<String>) -> Self {
        Self::NextElsewhere(base.into())
    }

    /// Points `next` at the page that contains it, also on the last page.
    pub fn next_to_itself() -> Self {
        Self::NextToItself
    }

    /// Sends the documents of the first page on every page, while `next` moves on.
    ///
    /// Waits for a page with `skip` after the first page.
    pub fn skip_ignored() -> Self {
        Self::SkipIgnored
    }

    /// Sends the documents of the page before, while `next` moves on.
    ///
    /// Waits for a page with `skip` after the page before.
    pub fn repeated_page() -> Self {
        Self::RepeatedPage
    }

    /// Sends an unknown job status. Waits for a response that has a `status`.
    pub fn unknown_status() -> Self {
        Self::UnknownStatus
    }

    /// Sends unknown values in all enums other than the job's status, and an unknown field in every
    /// object.
    pub fn unknown_values() -> Self {
        Self::UnknownValues
    }

    /// Sends `null` in every field that the contract does not require.
    ///
    /// Fields that a client cannot do without stay: `success`, `status`, `id`, `type`, `next`, the `url` of
    /// a start, and the objects and lists of objects that hold the rest.
    pub fn nulls() -> Self {
        Self::Nulls
    }

    /// Adds a header to the response of [`status`](Self::status), [`rate_limited`](Self::rate_limited),
    /// [`resume_later`](Self::resume_later) or [`html`](Self::html); other faults have none.
    #[must_use]
    pub fn header(mut self, name: &str, value: &str) -> Self {
        if let Self::Status(response) = &mut self {
            response.headers.push((name.to_owned(), value.to_owned()));
        }
        self
    }

    /// Sets the body of the same responses; other faults have none.
    #[must_use]
    pub fn body(mut self, body: impl Into<String>) -> Self {
        if let Self::Status(response) = &mut self {
            response.body = body.into();
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

    /// Returns whether the fault waits for a response in which it finds something to change.
    pub(super) fn is_conditional(&self) -> bool {
        matches!(
            self,
            Self::NextElsewhere(_)
                | Self::NextToItself
                | Self::SkipIgnored
                | Self::RepeatedPage
                | Self::UnknownStatus
                | Self::UnknownValues
                | Self::Nulls
        )
    }
}

impl From<Fault> for QueuedFault {
    fn from(fault: Fault) -> Self {
        fault.times(1)
    }
}

impl StatusFault {
    /// Returns the response; a header that cannot be sent becomes a 500 that says so.
    pub(super) fn response(&self) -> Response {
        let content_type = match self.body.trim_start().chars().next() {
            Some('{' | '[') => "application/json; charset=utf-8",
            Some('<') => "text/html; charset=utf-8",
            _ => "text/plain; charset=utf-8",
        };
        let response = Response::raw(self.status, content_type, Bytes::from(self.body.clone()));
        self.headers
            .iter()
            .fold(response, |response, (name, value)| {
                with_header(response, name, value)
            })
    }
}

/// Adds a header; a content type replaces the body's own.
pub(super) fn with_header(mut response: Response, name: &str, value: &str) -> Response {
    match (HeaderName::try_from(name), HeaderValue::try_from(value)) {
        (Ok(name), Ok(value)) => {
            response.headers.push((name, value));
            response
        }
        _ => Response::error(
            500,
            format!("the fault has a header `{name}` that cannot be sent"),
        ),
    }
}

fn whole_seconds(wait: Duration) -> u64 {
    wait.as_secs() + u64::from(wait.subsec_nanos() > 0)
}
