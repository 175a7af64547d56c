//! A hook that sees each attempt.

use std::time::{Duration, Instant};

use reqwest::StatusCode;
use reqwest::header::HeaderMap;
use url::Url;

use crate::client::Shared;
use crate::error::ErrorKind;
use crate::options::remove_reserved;
use crate::transport::Route;

/// A hook that sees the heads of each attempt's request and response.
///
/// It can add headers, such as `traceparent`, and count. It runs within the call, so
/// that it must not block. It sees neither the API key nor a body nor an id.
///
/// ```
/// use std::sync::atomic::{AtomicU64, Ordering};
/// use std::time::Duration;
/// use api_transport::{Attempt, AttemptHook, ErrorKind, ResponseHead};
///
/// /// Counts attempts, and those that failed.
/// #[derive(Default)]
/// struct Counters {
///     sent: AtomicU64,
///     failed: AtomicU64,
/// }
///
/// impl AttemptHook for Counters {
///     fn on_response(&self, _: &Attempt<'_>, response: &ResponseHead<'_>) {
///         self.sent.fetch_add(1, Ordering::Relaxed);
///         let failed = u64::from(!response.status.is_success());
///         self.failed.fetch_add(failed, Ordering::Relaxed);
///     }
///
///     fn on_failure(&self, _: &Attempt<'_>, _: ErrorKind, _: Duration) {
///         self.failed.fetch_add(1, Ordering::Relaxed);
///     }
/// }
/// ```
pub trait AttemptHook: Send + Sync {
    /// Adds headers to a request that is about to be sent.
    ///
    /// `headers` is empty at first. A header replaces one of the same name that the client
    /// adds to every request. `Authorization`, the idempotency key, and the headers of body
    /// and connection cannot be replaced: they are ignored.
    ///
    /// ```
    /// use api_transport::{Attempt, AttemptHook};
    /// use reqwest::header::{HeaderMap, HeaderValue};
    ///
    /// /// Sends the context of a trace.
    /// struct TraceContext {
    ///     trace_id: u128,
    ///     span_id: u64,
    /// }
    ///
    /// impl AttemptHook for TraceContext {
    ///     fn on_request(&self, _: &Attempt<'_>, headers: &mut HeaderMap) {
    ///         let value = format!("00-{:032x}-{:016x}-01", self.trace_id, self.span_id);
    ///         if let Ok(value) = HeaderValue::from_str(&value) {
    ///             headers.insert("traceparent", value);
    ///         }
    ///     }
    /// }
    /// ```
    fn on_request(&self, attempt: &Attempt<'_>, headers: &mut HeaderMap) {
        let _ = (attempt, headers);
    }

    /// Sees the head of a response, whose body is not received yet.
    fn on_response(&self, attempt: &Attempt<'_>, response: &ResponseHead<'_>) {
        let _ = (attempt, response);
    }

    /// Sees that an attempt ended without a usable response, after a time.
    ///
    /// It follows the head of a response whose body broke off.
    fn on_failure(&self, attempt: &Attempt<'_>, kind: ErrorKind, elapsed: Duration) {
        let _ = (attempt, kind, elapsed);
    }
}

/// The facts of an attempt, without private parts.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Attempt<'a> {
    /// The operationId, such as `crawlUrls`; empty for a route that is not an operation.
    pub operation: &'static str,
    /// The HTTP method.
    pub method: &'a str,
    /// The path template below the API root, such as `/crawl/{id}`; empty for a route that is not
    /// an operation, whose path may be private.
    pub path: &'static str,
    /// The host of the server.
    pub server: &'a str,
    /// The port of the server.
    pub port: u16,
    /// The number of the attempt of its call, from 1.
    pub number: u32,
}

impl<'a> Attempt<'a> {
    pub(crate) fn new(route: &'a Route, root: &'a Url, number: u32) -> Self {
        let operation = route.operation();
        let (id, path) = operation.map_or(("", ""), |operation| (operation.id, operation.path));
        Self {
            operation: id,
            method: route.method(),
            path,
            server: root.host_str().unwrap_or_default(),
            port: root.port_or_known_default().unwrap_or_default(),
            number,
        }
    }
}

/// The head of a response.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct ResponseHead<'a> {
    /// The status.
    pub status: StatusCode,
    /// The headers, as the server sent them.
    pub headers: &'a HeaderMap,
    /// The time since the attempt began.
    pub elapsed: Duration,
}

/// The hook of an attempt that is being made.
pub(crate) struct Hooked<'a> {
    hook: &'a dyn AttemptHook,
    attempt: &'a Attempt<'a>,
    began: Instant,
}

impl<'a> Hooked<'a> {
    /// Lets the hook add headers to a request.
    pub fn new(
        hook: &'a dyn AttemptHook,
        attempt: &'a Attempt<'a>,
        request: &mut reqwest::Request,
        shared: &Shared,
    ) -> Self {
        let mut added = HeaderMap::new();
        hook.on_request(attempt, &mut added);
        remove_reserved(&mut added);
        added.remove(&shared.idempotency_header);
        request.headers_mut().extend(added);
        Self {
            hook,
            attempt,
            began: Instant::now(),
        }
    }

    pub fn response(&self, status: StatusCode, headers: &HeaderMap) {
        let response = ResponseHead {
            status,
            headers,
            elapsed: self.began.elapsed(),
        };
        self.hook.on_response(self.attempt, &response);
    }

    pub fn failure(&self, kind: ErrorKind) {
        let elapsed = self.began.elapsed();
        self.hook.on_failure(self.attempt, kind, elapsed);
    }
}
