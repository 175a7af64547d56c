//! Options of single calls.

use std::pin::pin;
use std::time::Duration;

use futures_util::future::{Either, select, select_all};
use reqwest::header::{
    AUTHORIZATION, CONNECTION, CONTENT_LENGTH, CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue,
    TRANSFER_ENCODING,
};
use serde::Serialize;
use serde_json::{Map, Value};
use tokio::sync::watch;
use uuid::Uuid;

use crate::error::{Error, ErrorKind};
use crate::retry::RetryPolicy;

/// Options of the calls of a client that [`Client::with_options`](crate::Client::with_options) returns.
///
/// ```
/// use std::time::Duration;
/// use api_transport::{CallOptions, RetryPolicy};
///
/// # fn main() -> Result<(), api_transport::Error> {
/// let options = CallOptions::new()
///     .first_byte_timeout(Duration::from_secs(20))
///     .retry(RetryPolicy::off())
///     .header("x-team", "reports")?
///     // A field that the service knows, and the contract does not know yet.
///     .body_field("newOption", true)?;
/// # let _ = options;
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug, Default)]
pub struct CallOptions {
    pub(crate) first_byte: Option<Duration>,
    pub(crate) stall: Option<Duration>,
    pub(crate) total: Option<Duration>,
    pub(crate) retry: Option<RetryPolicy>,
    pub(crate) idempotency_key: Option<HeaderValue>,
    pub(crate) headers: HeaderMap,
    pub(crate) body_fields: Map<String, Value>,
    pub(crate) keep_body: bool,
    /// Closed once a caller has gone.
    pub(crate) callers: Vec<watch::Receiver<()>>,
}

impl CallOptions {
    /// Creates options that change nothing.
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets how long an attempt may take until its response begins, instead of the client's limit.
    ///
    /// It applies even where the request gives the server more time.
    #[must_use]
    pub fn first_byte_timeout(mut self, limit: Duration) -> Self {
        self.first_byte = Some(limit);
        self
    }

    /// Sets how long a response that has begun may pause, instead of the client's limit.
    #[must_use]
    pub fn stall_timeout(mut self, limit: Duration) -> Self {
        self.stall = Some(limit);
        self
    }

    /// Sets how long the call may take with all its attempts and waits.
    #[must_use]
    pub fn total_timeout(mut self, limit: Duration) -> Self {
        self.total = Some(limit);
        self
    }

    /// Sets the retry policy, instead of the client's.
    ///
    /// The budget stays that of the client.
    #[must_use]
    pub fn retry(mut self, policy: RetryPolicy) -> Self {
        self.retry = Some(policy);
        self
    }

    /// Sets the idempotency key of a call that starts work, instead of a fresh one.
    ///
    /// A service accepts a key once: use these options for one call only.
    #[must_use]
    pub fn idempotency_key(mut self, key: Uuid) -> Self {
        // Letters, digits and dashes are always a valid header value.
        self.idempotency_key = HeaderValue::from_str(&key.to_string()).ok();
        self
    }

    /// Adds a header; it replaces one of the same name.
    ///
    /// # Errors
    ///
    /// If the name or the value is not valid in HTTP, or the header is one that
    /// the client sets itself, such as `Authorization`.
    pub fn header(mut self, name: &str, value: &str) -> Result<Self, Error> {
        let (name, value) = header(name, value)?;
        self.headers.insert(name, value);
        Ok(self)
    }

    /// Adds a field to the JSON body, for options that the request types lack.
    ///
    /// For an upload, which has no JSON body, the field is added to its options.
    ///
    /// # Errors
    ///
    /// If the value cannot be written as JSON.
    pub fn body_field(mut self, name: &str, value: impl Serialize) -> Result<Self, Error> {
        let value = serde_json::to_value(value).map_err(|error| {
            Error::new(
                ErrorKind::InvalidRequest,
                format!("the body field `{name}` cannot be written as JSON"),
            )
            .caused_by(error)
        })?;
        self.body_fields.insert(name.to_owned(), value);
        Ok(self)
    }

    /// Removes the idempotency key, which belongs to a single call.
    ///
    /// `header` is the name of the header that may hold one set by hand.
    #[must_use]
    pub fn without_idempotency_key(mut self, header: &str) -> Self {
        self.idempotency_key = None;
        self.headers.remove(header);
        self
    }

    /// Removes the extra fields of the body.
    #[must_use]
    pub fn without_body_fields(mut self) -> Self {
        self.body_fields.clear();
        self
    }

    /// Limits the total time further, if it is longer than `limit`.
    #[must_use]
    pub fn at_most(mut self, limit: Duration) -> Self {
        self.total = Some(self.total.map_or(limit, |total| total.min(limit)));
        self
    }

    /// Sends no further attempt once `caller`, or that of an earlier call of this method, is dropped.
    ///
    /// An attempt that was sent is read to its end, since its result may be needed although nothing waits
    /// for it. A wait for the next attempt, such as for a rate limit, ends with the error of the last one.
    #[must_use]
    pub fn while_held(mut self, caller: &watch::Sender<()>) -> Self {
        self.callers.push(caller.subscribe());
        self
    }

    /// Returns whether nothing waits for the call any more.
    pub(crate) fn is_abandoned(&self) -> bool {
        self.callers
            .iter()
            .any(|caller| caller.has_changed().is_err())
    }

    /// Returns the result of a future; `None` if nothing waits for the call before.
    pub(crate) async fn unless_abandoned<T>(&self, wait: impl Future<Output = T>) -> Option<T> {
        if self.callers.is_empty() {
            return Some(wait.await);
        }
        let callers = self.callers.iter().cloned();
        let gone = callers
            .map(|mut caller| Box::pin(async move { while caller.changed().await.is_ok() {} }));
        match select(pin!(wait), select_all(gone)).await {
            Either::Left((value, _)) => Some(value),
            Either::Right(_) => None,
        }
    }

    /// Keeps the bytes of the response for [`Response::body`](crate::Response::body).
    #[must_use]
    pub fn keep_body(mut self, keep: bool) -> Self {
        self.keep_body = keep;
        self
    }
}

/// Headers that the client and its connection set themselves.
const RESERVED: [HeaderName; 5] = [
    AUTHORIZATION,
    CONNECTION,
    CONTENT_LENGTH,
    CONTENT_TYPE,
    TRANSFER_ENCODING,
];

/// Removes the headers that the client and its connection set themselves.
pub(crate) fn remove_reserved(headers: &mut HeaderMap) {
    for name in RESERVED {
        headers.remove(name);
    }
}

/// Parses a header.
pub(crate) fn header(name: &str, value: &str) -> Result<(HeaderName, HeaderValue), Error> {
    match HeaderName::from_bytes(name.as_bytes()) {
        Ok(name) if RESERVED.contains(&name) => Err(Error::config(format!(
            "the header `{name}` is set by the client itself; set an API key with `key`, and another `Authorization` with `authorization`"
        ))),
        Ok(parsed) => Ok((parsed, self::value(name, value)?)),
        Err(_) => Err(invalid(name)),
    }
}

/// Parses the value of a header, which may be a secret and is never shown.
pub(crate) fn value(name: &str, value: &str) -> Result<HeaderValue, Error> {
    match HeaderValue::from_str(value) {
        Ok(mut value) => {
            value.set_sensitive(true);
            Ok(value)
        }
        _ => Err(invalid(name)),
    }
}

fn invalid(name: &str) -> Error {
    Error::config(format!(
        "the header `{name}` has a name or value that HTTP does not allow"
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_that_cannot_be_sent_are_refused_without_their_value() {
        for (name, value) in [
            ("a b", "x"),
            ("a\nb", "x"),
            ("x", "z9\nb"),
            ("Authorization", "Bearer z9"),
            ("content-length", "z9"),
            ("Transfer-Encoding", "z9"),
        ] {
            let error = CallOptions::new().header(name, value).unwrap_err();
            assert_eq!(error.kind(), ErrorKind::Config);
            assert!(!error.to_string().contains("z9"), "{error}");
            assert!(!error.to_string().contains('\n'), "{error}");
        }
    }

    #[test]
    fn header_values_do_not_show() {
        let options = CallOptions::new().header("x-proxy-auth", "secret").unwrap();
        assert!(!format!("{options:?}").contains("secret"));
    }
}
