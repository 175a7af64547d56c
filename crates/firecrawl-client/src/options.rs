//! Options of single calls.

use std::time::Duration;

use reqwest::header::{
    AUTHORIZATION, CONNECTION, CONTENT_LENGTH, CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue,
    TRANSFER_ENCODING,
};
use serde::Serialize;
use serde_json::{Map, Value};
use uuid::Uuid;

use crate::error::{Error, ErrorKind};
use crate::retry::RetryPolicy;

/// The header by which the service recognises a repeated start.
pub(crate) const IDEMPOTENCY_KEY: HeaderName = HeaderName::from_static("x-idempotency-key");

/// What is different for the calls of [`Client::with_options`](crate::Client::with_options).
///
/// ```
/// use std::time::Duration;
/// use firecrawl_client::{CallOptions, RetryPolicy};
///
/// # fn main() -> Result<(), firecrawl_client::Error> {
/// let options = CallOptions::new()
///     .attempt_timeout(Duration::from_secs(20))
///     .retry(RetryPolicy::off())
///     .header("x-team", "reports")?
///     // A field that the service knows and the contract does not, yet.
///     .body_field("newOption", true)?;
/// # let _ = options;
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug, Default)]
pub struct CallOptions {
    pub(crate) attempt: Option<Duration>,
    pub(crate) total: Option<Duration>,
    pub(crate) retry: Option<RetryPolicy>,
    pub(crate) idempotency_key: Option<HeaderValue>,
    pub(crate) headers: HeaderMap,
    pub(crate) body_fields: Map<String, Value>,
    pub(crate) keep_body: bool,
}

impl CallOptions {
    /// Nothing different.
    pub fn new() -> Self {
        Self::default()
    }

    /// How long one attempt may take, instead of the client's limit.
    ///
    /// It is taken as it is, even where the request gives the server more time.
    #[must_use]
    pub fn attempt_timeout(mut self, limit: Duration) -> Self {
        self.attempt = Some(limit);
        self
    }

    /// How long the call may take with all its attempts and waits.
    #[must_use]
    pub fn total_timeout(mut self, limit: Duration) -> Self {
        self.total = Some(limit);
        self
    }

    /// When requests are sent again, instead of the client's policy.
    ///
    /// The budget stays that of the client.
    #[must_use]
    pub fn retry(mut self, policy: RetryPolicy) -> Self {
        self.retry = Some(policy);
        self
    }

    /// The `x-idempotency-key` of a call that starts something, instead of a fresh one.
    ///
    /// The service takes a key once: use these options for one call only. It
    /// is known to check it for crawls.
    #[must_use]
    pub fn idempotency_key(mut self, key: Uuid) -> Self {
        // Letters, digits and dashes are always a header value.
        self.idempotency_key = HeaderValue::from_str(&key.to_string()).ok();
        self
    }

    /// Another header; it replaces one of the same name, `Authorization` excepted.
    ///
    /// # Errors
    ///
    /// If the name or the value is nothing that HTTP allows, or the header is
    /// one that the client sets itself.
    pub fn header(mut self, name: &str, value: &str) -> Result<Self, Error> {
        let (name, value) = header(name, value)?;
        self.headers.insert(name, value);
        Ok(self)
    }

    /// Another field of the JSON body, for options that the request types lack.
    ///
    /// The service refuses what it does not know. Uploads have no JSON body:
    /// there the field goes into the part `options`.
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

    /// Leaves out what was meant for one start alone.
    pub(crate) fn without_key(mut self) -> Self {
        self.idempotency_key = None;
        self.headers.remove(IDEMPOTENCY_KEY);
        self
    }

    /// Keeps the bytes of the answer for [`Reply::body`](crate::Reply::body).
    #[must_use]
    pub fn keep_body(mut self, keep: bool) -> Self {
        self.keep_body = keep;
        self
    }
}

/// What the client and its connection set themselves: the key, and what a body is and where it ends.
const RESERVED: [HeaderName; 5] = [
    AUTHORIZATION,
    CONNECTION,
    CONTENT_LENGTH,
    CONTENT_TYPE,
    TRANSFER_ENCODING,
];

/// A header from what people write.
pub(crate) fn header(name: &str, value: &str) -> Result<(HeaderName, HeaderValue), Error> {
    let parsed = HeaderName::from_bytes(name.as_bytes());
    match (parsed, HeaderValue::from_str(value)) {
        (Ok(name), _) if RESERVED.contains(&name) => Err(Error::reserved_header(name.as_str())),
        (Ok(name), Ok(mut value)) => {
            // It may be a secret of a proxy: never shown.
            value.set_sensitive(true);
            Ok((name, value))
        }
        _ => Err(Error::bad_header(name)),
    }
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
