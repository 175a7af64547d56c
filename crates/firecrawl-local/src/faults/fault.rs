//! The faults that a test can queue.

use std::time::Duration;

use axum::http::{HeaderName, HeaderValue};
use bytes::Bytes;
use serde_json::json;

use super::delivery::Delivery;
use crate::response::{Body, Response};

/// A fault of the server, the connection or the response.
///
/// [`and`](Self::and) joins several that one response is to have.
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
/// let late = Fault::status(500).and(Fault::latency(Duration::from_secs(180)));
/// let odd = Fault::json_at("/data/0/json", "1e999").every(2);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault(pub(super) Vec<Effect>);

/// The effect of a fault.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Effect {
    /// A response in place of the handler's.
    Status(Box<Response>),
    Latency(Duration),
    Silence,
    /// The connection closes before the work is done.
    Reset,
    /// The body is written in another way, or not at all.
    Delivery(Delivery),
    Truncated(usize),
    ContentType(String),
    Gzip,
    /// The response is an error that repeats the key of the request.
    KeyEchoed,
    /// The live watch of a job goes wrong; requests without a WebSocket are not affected.
    Watch(WatchFault),
    /// The JSON changes, in the next response in which there is something to change.
    Json(JsonFault),
}

/// A fault of a live watch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum WatchFault {
    /// A status in place of the handshake.
    Refused(u16),
    /// Nothing at all.
    Silence,
    EarlyEnd,
    LargeCatchup(usize),
    /// After `catchup`, the close frame with this code, or without one.
    Close(Option<u16>),
    /// After `catchup`, the end of the connection.
    Cut,
    /// After `catchup`, nothing.
    Stall,
    /// After `catchup`, another message.
    Text(String),
    DocumentsTwice,
    DocumentsLost,
}

/// A fault in the JSON of a response.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum JsonFault {
    NextElsewhere(String),
    NextToItself,
    NextBackTo(i64),
    NextOnward,
    SkipIgnored,
    RepeatedPage,
    UnknownStatus,
    UnknownValues,
    Nulls,
    /// A text at a JSON pointer.
    Text(String, String),
}

/// A fault and the responses that it applies to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QueuedFault {
    /// The fault.
    pub fault: Fault,
    /// The number of responses; `None` means all.
    pub times: Option<u32>,
    pub(super) share: Share,
}

/// The share of the responses that a fault applies to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Share {
    All,
    Every(u32),
    /// Those beyond so many in a second.
    Above(u32),
}

impl Fault {
    /// Responds with a status; [`header`](Self::header) and [`body`](Self::body) add to it.
    pub fn status(status: u16) -> Self {
        let response = Response::raw(status, "text/plain; charset=utf-8", Bytes::new());
        Self(vec![Effect::Status(Box::new(response))])
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
        Self(vec![Effect::Latency(time)])
    }

    /// Closes the connection before the first byte of the response, and does no work.
    pub fn reset() -> Self {
        Self(vec![Effect::Reset])
    }

    /// Does the work and closes the connection before the first byte of the response.
    pub fn lost_response() -> Self {
        Self(vec![Effect::Delivery(Delivery::Dropped)])
    }

    /// Closes the connection after so many bytes of the body, before its announced length.
    pub fn reset_after(bytes: usize) -> Self {
        Self(vec![Effect::Delivery(Delivery::CutAfter(bytes))])
    }

    /// Sends so many bytes of the body, before its announced length, and then no more.
    pub fn stall_after(bytes: usize) -> Self {
        Self(vec![Effect::Delivery(Delivery::StallAfter(bytes))])
    }

    /// Sends a complete response whose JSON ends after so many bytes, at least one byte early.
    pub fn truncated(bytes: usize) -> Self {
        Self(vec![Effect::Truncated(bytes)])
    }

    /// Sends the body in chunks, with a pause between them.
    pub fn drip(bytes: usize, every: Duration) -> Self {
        Self(vec![Effect::Delivery(Delivery::Drip { bytes, every })])
    }

    /// Accepts the request and sends no response.
    pub fn silence() -> Self {
        Self(vec![Effect::Silence])
    }

    /// Sends the same body with another content type.
    pub fn content_type(value: impl Into<String>) -> Self {
        Self(vec![Effect::ContentType(value.into())])
    }

    /// Compresses the body with gzip, and says so in a header.
    pub fn gzip() -> Self {
        Self(vec![Effect::Gzip])
    }

    /// Sends the full response and closes the connection without having announced it.
    pub fn close_after() -> Self {
        Self(vec![Effect::Delivery(Delivery::CloseAfter)])
    }

    /// Points `next` at another scheme and host, with the same path and query:
    /// `https://evil.example`.
    ///
    /// Waits for a response that has a `next`.
    pub fn next_elsewhere(base: impl Into<String>) -> Self {
        Self(vec![Effect::Json(JsonFault::NextElsewhere(base.into()))])
    }

    /// Points `next` at the page that contains it, also on the last page.
    pub fn next_to_itself() -> Self {
        Self(vec![Effect::Json(JsonFault::NextToItself)])
    }

    /// Leads from the last page back to the page that begins at an item, so that pages go round:
    /// with 1 it is 0, 1, 2, 1, 2, … for pages of one item.
    ///
    /// Waits for a page without `next`.
    pub fn next_back_to(skip: i64) -> Self {
        Self(vec![Effect::Json(JsonFault::NextBackTo(skip))])
    }

    /// Adds a `next` that moves on, also on the last page and on those after it, which are empty.
    pub fn next_onward() -> Self {
        Self(vec![Effect::Json(JsonFault::NextOnward)])
    }

    /// Sends the documents of the first page on every page, while `next` moves on.
    ///
    /// Waits for a page with `skip` after the first page.
    pub fn skip_ignored() -> Self {
        Self(vec![Effect::Json(JsonFault::SkipIgnored)])
    }

    /// Sends the documents of the page before, while `next` moves on.
    ///
    /// Waits for a page with `skip` after the page before.
    pub fn repeated_page() -> Self {
        Self(vec![Effect::Json(JsonFault::RepeatedPage)])
    }

    /// Sends an unknown job status. Waits for a response that has a `status`.
    pub fn unknown_status() -> Self {
        Self(vec![Effect::Json(JsonFault::UnknownStatus)])
    }

    /// Sends unknown values in all enums other than the job's status, and an unknown field in every
    /// object.
    pub fn unknown_values() -> Self {
        Self(vec![Effect::Json(JsonFault::UnknownValues)])
    }

    /// Sends `null` in every field that the contract does not require.
    ///
    /// Fields that a client cannot do without stay: `success`, `status`, `id`, `type`, `next`, the `url` of
    /// a start, and the objects and lists of objects that hold the rest.
    pub fn nulls() -> Self {
        Self(vec![Effect::Json(JsonFault::Nulls)])
    }

    /// Writes a text at a JSON pointer, as it is: it need not be valid JSON.
    ///
    /// In an object it sets the field, in a list it becomes a further item at the index, or the last
    /// one for `-`. `json_at("/data/1", "null")` adds an unexpected item, `json_at("/next",
    /// "\"\"")` an empty cursor, `json_at("/data/0/score", "1e999")` a number that has no value.
    /// Waits for a response that has the object or list.
    pub fn json_at(pointer: impl Into<String>, text: impl Into<String>) -> Self {
        let fault = JsonFault::Text(pointer.into(), text.into());
        Self(vec![Effect::Json(fault)])
    }

    /// Writes so many lists inside of each other at a JSON pointer, as [`json_at`](Self::json_at)
    /// writes a text.
    pub fn deep_json(pointer: impl Into<String>, depth: usize) -> Self {
        Self::json_at(pointer, "[".repeat(depth) + &"]".repeat(depth))
    }

    /// Responds with 404 as if the job were unknown, as the service does for a moment after a
    /// start: `job_not_found().times(2)` of the status operation.
    pub fn job_not_found() -> Self {
        Self::status(404).body(r#"{"success":false,"error":"Job not found"}"#)
    }

    /// Responds with 401 and an error that repeats the key of the request.
    pub fn key_echoed() -> Self {
        Self(vec![Effect::KeyEchoed])
    }

    /// Ends the live watch at once: `catchup` with `completed` and a total of 0, then the close
    /// `done`, while the job goes on.
    ///
    /// The faults of a watch are queued for the status operation of the job, and apply to its
    /// WebSocket only.
    pub fn watch_early_end() -> Self {
        Self(vec![Effect::Watch(WatchFault::EarlyEnd)])
    }

    /// Accepts the WebSocket of a live watch with status 101 and sends nothing.
    pub fn watch_silence() -> Self {
        Self(vec![Effect::Watch(WatchFault::Silence)])
    }

    /// Closes a live watch after `catchup`, without a code.
    pub fn watch_close_without_code() -> Self {
        Self(vec![Effect::Watch(WatchFault::Close(None))])
    }

    /// Closes a live watch after `catchup` with a code, as the service does: 1000 (done), 1008 (not
    /// found), 1011 (server error), 3000 (unauthorized), 3003 (forbidden).
    pub fn watch_close(code: u16) -> Self {
        Self(vec![Effect::Watch(WatchFault::Close(Some(code)))])
    }

    /// Closes the connection of a live watch after `catchup`, without a close frame.
    pub fn watch_cut() -> Self {
        Self(vec![Effect::Watch(WatchFault::Cut)])
    }

    /// Sends nothing more on a live watch after `catchup`, not even its end.
    pub fn watch_stall() -> Self {
        Self(vec![Effect::Watch(WatchFault::Stall)])
    }

    /// Sends another text message on a live watch after `catchup`: of an unknown type, or invalid.
    pub fn watch_text(text: impl Into<String>) -> Self {
        Self(vec![Effect::Watch(WatchFault::Text(text.into()))])
    }

    /// Sends each document of a live watch twice.
    pub fn watch_documents_twice() -> Self {
        Self(vec![Effect::Watch(WatchFault::DocumentsTwice)])
    }

    /// Leaves out every second document of a live watch, the first one included.
    pub fn watch_documents_lost() -> Self {
        Self(vec![Effect::Watch(WatchFault::DocumentsLost)])
    }

    /// Responds with a status in place of the handshake of a live watch, as a proxy does that knows no
    /// WebSockets.
    pub fn watch_refused(status: u16) -> Self {
        Self(vec![Effect::Watch(WatchFault::Refused(status))])
    }

    /// Makes the `catchup` of a live watch at least this large, with a field that clients do not
    /// know; the usual limit of clients is 16 MiB for a frame and 64 MiB for a message.
    pub fn watch_large_catchup(bytes: usize) -> Self {
        Self(vec![Effect::Watch(WatchFault::LargeCatchup(bytes))])
    }

    /// Adds another fault to the same response.
    ///
    /// A fault that waits for a response that it can change waits for one that all can change. The
    /// response of [`status`](Self::status) can be sent late, slowly or in part; its JSON is its own.
    #[must_use]
    pub fn and(mut self, other: Self) -> Self {
        self.0.extend(other.0);
        self
    }

    /// Adds a header to the response of [`status`](Self::status), [`rate_limited`](Self::rate_limited),
    /// [`resume_later`](Self::resume_later) or [`html`](Self::html); other faults have none.
    #[must_use]
    pub fn header(mut self, name: &str, value: &str) -> Self {
        if let Some(response) = self.response() {
            with_header(response, name, value);
        }
        self
    }

    /// Sets the body of the same responses; other faults have none.
    #[must_use]
    pub fn body(mut self, body: impl Into<String>) -> Self {
        if let Some(response) = self.response()
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
        self.queued(Some(count), Share::All)
    }

    /// Applies the fault to every response from now on.
    pub fn always(self) -> QueuedFault {
        self.queued(None, Share::All)
    }

    /// Applies the fault to each `nth` response from now on: with 2 to the second, the fourth, …
    pub fn every(self, nth: u32) -> QueuedFault {
        self.queued(None, Share::Every(nth.max(1)))
    }

    /// Applies the fault to the responses beyond so many in a second: `status(429).above(10)` is a
    /// rate limit of ten a second, and `rate_limited(wait).above(10)` one with `Retry-After`.
    pub fn above(self, per_second: u32) -> QueuedFault {
        self.queued(None, Share::Above(per_second))
    }

    fn queued(self, times: Option<u32>, share: Share) -> QueuedFault {
        QueuedFault {
            fault: self,
            times,
            share,
        }
    }

    fn response(&mut self) -> Option<&mut Response> {
        self.0.iter_mut().find_map(|effect| match effect {
            Effect::Status(response) => Some(&mut **response),
            _ => None,
        })
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
