//! What can go wrong, and how often.

use std::time::Duration;

use axum::http::{HeaderName, HeaderValue};
use bytes::Bytes;
use serde_json::{Value, json};

use crate::response::{Body, Response};

/// One way to misbehave.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Fault {
    /// A status with headers and a body, instead of the work.
    Status(StatusFault),
    /// The response comes later.
    Latency(Duration),
    /// The connection closes without a byte.
    Reset,
    /// The connection closes after so many bytes of the body.
    ResetAfter(usize),
    /// A complete response whose body ends after so many bytes.
    Truncated(usize),
    /// The body comes in small pieces.
    Drip {
        /// How many bytes a piece has.
        bytes: usize,
        /// The pause between two pieces.
        every: Duration,
    },
    /// The request is taken and never answered.
    Silence,
    /// The response says that it is of another type.
    ContentType(String),
    /// The body is compressed with gzip, whether the client asked for it or not.
    Gzip,
    /// The connection closes after the response, which did not announce it.
    CloseAfter,
    /// `next` points at another host.
    NextElsewhere(String),
    /// `next` points at the page that carries it.
    NextToItself,
    /// Every page holds the documents of the first one.
    SkipIgnored,
    /// A page holds the documents of the page before it.
    RepeatedPage,
    /// The job has a status that nobody knows.
    UnknownStatus,
    /// Enumerations hold values that nobody knows, and objects have fields that nobody knows.
    UnknownValues,
    /// Optional fields are `null`.
    Nulls,
}

/// The response that stands in for the work.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatusFault {
    status: u16,
    headers: Vec<(String, String)>,
    body: String,
}

/// A fault and how many answers it spoils.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QueuedFault {
    /// What goes wrong.
    pub fault: Fault,
    /// How often; `None` is always.
    pub times: Option<u32>,
}

impl Fault {
    /// A status without the work; [`header`](Self::header) and [`body`](Self::body) add to it.
    pub fn status(status: u16) -> Self {
        Self::Status(StatusFault {
            status,
            headers: Vec::new(),
            body: String::new(),
        })
    }

    /// 429 with `Retry-After`, in whole seconds rounded up.
    pub fn rate_limited(wait: Duration) -> Self {
        let seconds = whole_seconds(wait);
        Self::status(429)
            .header("retry-after", &seconds.to_string())
            .body(format!(
                r#"{{"success":false,"error":"Rate limit exceeded, please retry after {seconds}s"}}"#
            ))
    }

    /// 408 whose details say that the work goes on: the same request again attaches to it.
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

    /// A status with a page of HTML, as a proxy answers.
    pub fn html(status: u16) -> Self {
        Self::status(status).body(format!(
            "<!DOCTYPE html>\n<html lang=\"en\">\n<head><title>{status}</title></head>\n\
             <body><h1>{status}</h1><p>The gateway is out of sorts.</p></body>\n</html>\n"
        ))
    }

    /// The response comes later by this time.
    pub fn latency(time: Duration) -> Self {
        Self::Latency(time)
    }

    /// The connection closes before the first byte of the response.
    pub fn reset() -> Self {
        Self::Reset
    }

    /// The connection closes after so many bytes of the body, short of its announced length.
    pub fn reset_after(bytes: usize) -> Self {
        Self::ResetAfter(bytes)
    }

    /// A complete response whose JSON ends after so many bytes, and at least one byte early.
    pub fn truncated(bytes: usize) -> Self {
        Self::Truncated(bytes)
    }

    /// The body comes in pieces of so many bytes, with a pause between them.
    pub fn drip(bytes: usize, every: Duration) -> Self {
        Self::Drip { bytes, every }
    }

    /// The request is taken and never answered.
    pub fn silence() -> Self {
        Self::Silence
    }

    /// The same body under another content type.
    pub fn content_type(value: impl Into<String>) -> Self {
        Self::ContentType(value.into())
    }

    /// The body compressed with gzip and marked so.
    pub fn gzip() -> Self {
        Self::Gzip
    }

    /// A full response after which the connection closes without having said so.
    pub fn close_after() -> Self {
        Self::CloseAfter
    }

    /// `next` with the same path and query at another scheme and host: `https://evil.example`.
    ///
    /// Waits for an response that has a `next`.
    pub fn next_elsewhere(base: impl Into<String>) -> Self {
        Self::NextElsewhere(base.into())
    }

    /// `next` that points at the very page that carries it, on the last page too.
    pub fn next_to_itself() -> Self {
        Self::NextToItself
    }

    /// Every page holds the documents of the first page, while `next` moves on.
    ///
    /// Waits for a page with `skip`, and needs to have seen the first one.
    pub fn skip_ignored() -> Self {
        Self::SkipIgnored
    }

    /// A page holds the documents of the page before it, while `next` moves on.
    ///
    /// Waits for a page with `skip`, and needs to have seen the one before.
    pub fn repeated_page() -> Self {
        Self::RepeatedPage
    }

    /// A job status that nobody knows. Waits for an response that has a `status`.
    pub fn unknown_status() -> Self {
        Self::UnknownStatus
    }

    /// Unknown values in every enumeration but the job's status, and an unknown field in every object.
    pub fn unknown_values() -> Self {
        Self::UnknownValues
    }

    /// `null` in every field that the contract does not require.
    ///
    /// What makes the response usable stays: `success`, `status`, `id`, `type`, `next`, the `url` of
    /// a start, and the objects and lists of objects that hold the rest.
    pub fn nulls() -> Self {
        Self::Nulls
    }

    /// Adds a header to an response made by [`status`](Self::status) and its kin; others have none to add to.
    #[must_use]
    pub fn header(mut self, name: &str, value: &str) -> Self {
        if let Self::Status(response) = &mut self {
            response.headers.push((name.to_owned(), value.to_owned()));
        }
        self
    }

    /// Sets the body of an response made by [`status`](Self::status) and its kin; others keep their own.
    #[must_use]
    pub fn body(mut self, body: impl Into<String>) -> Self {
        if let Self::Status(response) = &mut self {
            response.body = body.into();
        }
        self
    }

    /// Orders it for the next `count` answers.
    pub fn times(self, count: u32) -> QueuedFault {
        QueuedFault {
            fault: self,
            times: Some(count),
        }
    }

    /// Orders it for every response from now on.
    pub fn always(self) -> QueuedFault {
        QueuedFault {
            fault: self,
            times: None,
        }
    }

    /// Whether it may find nothing to spoil in an response, and then waits for another one.
    pub(super) fn waits_for_its_answer(&self) -> bool {
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
    /// The response; one that cannot be sent as ordered is a 500 that says why.
    pub(super) fn response(&self) -> Response {
        let kind = match self.body.trim_start().chars().next() {
            Some('{' | '[') => "application/json; charset=utf-8",
            Some('<') => "text/html; charset=utf-8",
            _ => "text/plain; charset=utf-8",
        };
        let mut response = Response::json(self.status, Value::Null);
        response.body = Body::Raw(kind, Bytes::copy_from_slice(self.body.as_bytes()));
        self.headers
            .iter()
            .fold(response, |response, (name, value)| {
                with_header(response, name, value)
            })
    }
}

/// Adds an ordered header; a type takes the place of the body's own.
pub(super) fn with_header(mut response: Response, name: &str, value: &str) -> Response {
    match (HeaderName::try_from(name), HeaderValue::try_from(value)) {
        (Ok(name), Ok(value)) => {
            response.headers.push((name, value));
            response
        }
        _ => Response::error(
            500,
            format!("the ordered fault has a header `{name}` that cannot be sent"),
        ),
    }
}

fn whole_seconds(wait: Duration) -> u64 {
    wait.as_secs() + u64::from(wait.subsec_nanos() > 0)
}
