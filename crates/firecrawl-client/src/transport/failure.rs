//! An attempt without a usable answer.

use std::time::Duration;

use crate::error::{Error, ErrorKind};
use crate::retry::Sent;

/// Why an attempt has no usable answer.
#[derive(Debug)]
pub(super) enum Failure {
    /// No connection.
    Connect(reqwest::Error),
    /// The connection broke.
    Broken(reqwest::Error),
    /// The attempt took too long; the limit of a client that was handed in says so itself.
    Timeout(Option<reqwest::Error>),
    /// The body paused for too long.
    Stalled(Duration),
    /// The body is larger than so many bytes.
    TooLarge(usize),
    /// The request cannot be sent.
    Unsendable(reqwest::Error),
}

impl Failure {
    /// Sorts what the HTTP client reports.
    pub fn of(error: reqwest::Error) -> Self {
        if error.is_builder() {
            Self::Unsendable(error)
        } else if error.is_connect() {
            Self::Connect(error)
        } else if error.is_timeout() {
            Self::Timeout(Some(error))
        } else {
            Self::Broken(error)
        }
    }

    /// How far the request came, if another attempt may fare better.
    pub fn sent(&self) -> Option<Sent> {
        match self {
            Self::Connect(_) => Some(Sent::Nothing),
            Self::Broken(_) | Self::Timeout(_) | Self::Stalled(_) => Some(Sent::Perhaps),
            Self::TooLarge(_) | Self::Unsendable(_) => None,
        }
    }

    /// As spans name it.
    #[cfg(feature = "tracing")]
    pub fn word(&self) -> &'static str {
        match self {
            Self::Connect(_) => "no connection",
            Self::Broken(_) => "connection lost",
            Self::Timeout(_) => "timeout",
            Self::Stalled(_) => "stalled",
            Self::TooLarge(_) => "too large",
            Self::Unsendable(_) => "not sendable",
        }
    }

    /// The error to give up with.
    pub fn into_error(self, limit: Duration) -> Error {
        match self {
            Self::Connect(source) => Error::new(
                ErrorKind::Connect,
                "no connection to the server; is it running, and is the base URL right?",
            )
            .caused_by(source.without_url()),
            Self::Broken(source) => Error::new(
                ErrorKind::Connection,
                "the connection broke before the answer was complete",
            )
            .caused_by(source.without_url()),
            Self::Timeout(source) => {
                let error = Error::new(
                    ErrorKind::Timeout,
                    format!("no complete answer within {limit:?}"),
                );
                match source {
                    Some(source) => error.caused_by(source.without_url()),
                    None => error,
                }
            }
            Self::Stalled(stall) => Error::new(
                ErrorKind::Timeout,
                format!("the answer began and then paused for {stall:?}"),
            ),
            Self::TooLarge(limit) => Error::new(
                ErrorKind::TooLarge,
                format!(
                    "the answer has more than {limit} bytes; raise `ClientBuilder::body_limit` or ask for less"
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
