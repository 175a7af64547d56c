//! The error of an attempt without a usable response.

use std::time::Duration;

use super::redirect;
use crate::error::{Error, ErrorKind};
use crate::retry::Sent;
use crate::tls;

/// The reason that an attempt has no usable response.
#[derive(Debug)]
pub(super) enum AttemptError {
    /// No connection.
    Connect(reqwest::Error),
    /// No connection, since the two sides did not agree on TLS.
    Tls(reqwest::Error),
    /// The connection broke before the response began.
    Closed(reqwest::Error),
    /// The connection broke within the response.
    Broken(reqwest::Error),
    /// The attempt took too long; the source is the error of a client that was handed in.
    Timeout(Option<reqwest::Error>),
    /// The body paused for too long.
    Stalled(Duration),
    /// The body is larger than so many bytes.
    TooLarge(usize),
    /// The HTTP client followed a redirect to another server, or to too many.
    Redirected(String),
    /// The request cannot be sent.
    Unsendable(reqwest::Error),
}

impl AttemptError {
    /// Classifies an error of the HTTP client.
    pub fn new(error: reqwest::Error) -> Self {
        if error.is_builder() {
            Self::Unsendable(error)
        } else if error.is_redirect() {
            Self::Redirected(error.url().map_or_else(String::new, redirect::origin))
        } else if error.is_connect() && tls::refused(&error) {
            Self::Tls(error)
        } else if error.is_connect() {
            Self::Connect(error)
        } else if error.is_timeout() {
            Self::Timeout(Some(error))
        } else {
            Self::Closed(error)
        }
    }

    /// Returns how far the request came, if another attempt may succeed.
    pub fn sent(&self) -> Option<Sent> {
        match self {
            Self::Connect(_) => Some(Sent::Nothing),
            Self::Closed(_) | Self::Broken(_) | Self::Timeout(_) | Self::Stalled(_) => {
                Some(Sent::Perhaps)
            }
            Self::Tls(_) | Self::TooLarge(_) | Self::Redirected(_) | Self::Unsendable(_) => None,
        }
    }

    /// Returns the word that spans use.
    #[cfg(feature = "tracing")]
    pub fn word(&self) -> &'static str {
        match self {
            Self::Connect(_) => "no connection",
            Self::Tls(_) => "no TLS",
            Self::Closed(_) | Self::Broken(_) => "connection lost",
            Self::Timeout(_) => "timeout",
            Self::Stalled(_) => "stalled",
            Self::TooLarge(_) => "too large",
            Self::Redirected(_) => "redirected",
            Self::Unsendable(_) => "not sendable",
        }
    }

    /// Returns the error of the call.
    pub fn into_error(self, limit: Duration) -> Error {
        match self {
            Self::Connect(source) => Error::new(
                ErrorKind::Connect,
                "no connection to the server; is it running, and is the base URL right?",
            )
            .caused_by(source.without_url()),
            Self::Tls(source) => Error::new(
                ErrorKind::Connect,
                "the server cannot be trusted: its certificate is not trusted on this platform, or it does not speak TLS; see the cause",
            )
            .caused_by(source.without_url()),
            Self::Closed(source) | Self::Broken(source) => Error::new(
                ErrorKind::Connection,
                "the connection broke before the response was complete",
            )
            .caused_by(source.without_url()),
            Self::Timeout(source) => {
                let error = Error::new(
                    ErrorKind::Timeout,
                    format!("no complete response within {limit:?}"),
                );
                match source {
                    Some(source) => error.caused_by(source.without_url()),
                    None => error,
                }
            }
            Self::Stalled(stall) => Error::new(
                ErrorKind::Timeout,
                format!("the response began and then paused for {stall:?}"),
            ),
            Self::TooLarge(limit) => Error::new(
                ErrorKind::TooLarge,
                format!(
                    "the response has more than {limit} bytes; raise `body_limit` or request less"
                ),
            ),
            Self::Redirected(origin) => Error::new(
                ErrorKind::Redirect,
                format!(
                    "the HTTP client followed a redirect to {origin}; configure it to follow none"
                ),
            ),
            Self::Unsendable(source) => Error::new(
                ErrorKind::InvalidRequest,
                "the request cannot be sent as it is; see the cause",
            )
            .caused_by(source.without_url()),
        }
    }
}
