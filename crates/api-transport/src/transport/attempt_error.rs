//! The error of an attempt without a usable response.

use std::time::Duration;

use reqwest::header::{HeaderMap, LOCATION};
use url::Url;

use crate::error::{Error, ErrorKind};
use crate::retry::{Outcome, Sent};
use crate::tls;

/// The reason that an attempt has no usable response.
#[derive(Debug)]
pub(super) struct AttemptError {
    /// The error of the call.
    pub error: Error,
    /// The effect on the call.
    pub outcome: Outcome<'static>,
    /// The word that spans use.
    #[cfg_attr(not(feature = "tracing"), allow(dead_code))]
    pub word: &'static str,
    /// True if the connection broke before the response began.
    pub closed: bool,
}

impl AttemptError {
    /// Classifies an error of the HTTP client before the response.
    pub fn new(error: reqwest::Error, limit: Duration) -> Self {
        let (outcome, word, kind, message) = if error.is_redirect() {
            return Self::redirected(error.url());
        } else if error.is_builder() {
            let message = "the request cannot be sent as it is; see the cause";
            let kind = ErrorKind::InvalidRequest;
            (Outcome::Unsent, "not sendable", kind, message)
        } else if error.is_connect() && tls::refused(&error) {
            let message = "the server cannot be trusted: its certificate is not trusted on this platform, or it does not speak TLS; see the cause";
            (Outcome::Unsent, "no TLS", ErrorKind::Connect, message)
        } else if error.is_connect() {
            let message = "no connection to the server; is it running, and is the base URL right?";
            let outcome = Outcome::Lost(Sent::Nothing);
            (outcome, "no connection", ErrorKind::Connect, message)
        } else {
            let closed = !error.is_timeout();
            return Self {
                closed,
                ..Self::broken(error, limit)
            };
        };
        Self::of(outcome, word, kind, message).caused_by(error)
    }

    /// Classifies an error of the HTTP client within the response.
    pub fn broken(error: reqwest::Error, limit: Duration) -> Self {
        if error.is_timeout() {
            return Self::timeout(limit).caused_by(error);
        }
        let message = "the connection broke before the response was complete";
        Self::lost("connection lost", ErrorKind::Connection, message).caused_by(error)
    }

    /// The attempt took too long.
    pub fn timeout(limit: Duration) -> Self {
        let message = format!("no complete response within {limit:?}");
        Self::lost("timeout", ErrorKind::Timeout, message)
    }

    /// The body paused for too long.
    pub fn stalled(stall: Duration) -> Self {
        let message = format!("the response began and then paused for {stall:?}");
        Self::lost("stalled", ErrorKind::Timeout, message)
    }

    /// The body is larger than so many bytes.
    pub fn too_large(limit: usize) -> Self {
        let message =
            format!("the response has more than {limit} bytes; raise `body_limit` or request less");
        Self::of(Outcome::Final, "too large", ErrorKind::TooLarge, message)
    }

    /// The HTTP client followed a redirect to another server, or to too many.
    pub fn redirected(to: Option<&Url>) -> Self {
        let origin = to.map_or_else(String::new, origin);
        let message =
            format!("the HTTP client followed a redirect to {origin}; configure it to follow none");
        Self::of(Outcome::Final, "redirected", ErrorKind::Redirect, message)
    }

    fn lost(word: &'static str, kind: ErrorKind, message: impl Into<String>) -> Self {
        Self::of(Outcome::Lost(Sent::Perhaps), word, kind, message)
    }

    fn of(
        outcome: Outcome<'static>,
        word: &'static str,
        kind: ErrorKind,
        message: impl Into<String>,
    ) -> Self {
        Self {
            error: Error::new(kind, message),
            outcome,
            word,
            closed: false,
        }
    }

    fn caused_by(mut self, source: reqwest::Error) -> Self {
        self.error = self.error.caused_by(source.without_url());
        self
    }
}

/// Returns the message for a redirect, without the private parts of an address.
pub(super) fn redirect_message(headers: &HeaderMap) -> String {
    let target = headers
        .get(LOCATION)
        .and_then(|value| Url::parse(value.to_str().ok()?).ok());
    match target {
        Some(target) => format!(
            "the server redirects to {}, and redirects are not followed; set that as the base URL if you trust it",
            origin(&target)
        ),
        None => {
            "the server redirects, and redirects are not followed; check the base URL".to_owned()
        }
    }
}

/// Returns scheme, host and port.
fn origin(url: &Url) -> String {
    url.origin().ascii_serialization()
}
