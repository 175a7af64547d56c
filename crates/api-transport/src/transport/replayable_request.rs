//! A request that can be sent again: the same bytes for each attempt.

use std::future::Future;
use std::pin::Pin;

use reqwest::{Body, Request};

use crate::error::Error;

/// The request of the next attempt; `None` if its body is used up.
pub(crate) type Next<'a> =
    Pin<Box<dyn Future<Output = Result<Option<Request>, Error>> + Send + 'a>>;

/// Builds the same request again for each attempt.
pub(crate) trait Replay: Send {
    /// Returns the request for the next attempt, or `None` if there cannot be another.
    fn next(&mut self) -> Next<'_>;

    /// Returns whether there can be another attempt after the first.
    fn is_repeatable(&self) -> bool;

    /// Returns the JSON options in its body; empty if there are none.
    fn options(&self) -> &[u8];

    /// Takes the error of the body itself since the last attempt began.
    fn take_error(&mut self) -> Option<Error>;
}

/// The request of a call.
pub(crate) enum ReplayableRequest {
    /// A request with its body in memory.
    Plain(Box<Request>),
    /// A request whose body is built for each attempt; it includes the call's extra fields.
    Streamed(Box<dyn Replay>),
}

impl ReplayableRequest {
    /// Wraps a request with its body in memory.
    pub fn plain(request: Request) -> Self {
        Self::Plain(Box::new(request))
    }

    /// Returns the request for the next attempt.
    pub async fn next(&mut self) -> Result<Option<Request>, Error> {
        match self {
            // The body is shared, not copied.
            Self::Plain(request) => Ok(request.try_clone()),
            Self::Streamed(replay) => replay.next().await,
        }
    }

    /// Returns whether there can be another attempt after the first.
    pub fn is_repeatable(&self) -> bool {
        match self {
            Self::Plain(_) => true,
            Self::Streamed(replay) => replay.is_repeatable(),
        }
    }

    /// Returns the JSON options that a request of it sends; empty if there are none.
    pub fn options<'a>(&'a self, request: &'a Request) -> &'a [u8] {
        match self {
            Self::Plain(_) => request.body().and_then(Body::as_bytes).unwrap_or_default(),
            Self::Streamed(replay) => replay.options(),
        }
    }

    /// Takes the error of the body itself since the last attempt began.
    pub fn take_error(&mut self) -> Option<Error> {
        match self {
            Self::Plain(_) => None,
            Self::Streamed(replay) => replay.take_error(),
        }
    }

    /// Returns whether extra fields are still to be added to the body.
    pub fn lacks_fields(&self) -> bool {
        matches!(self, Self::Plain(_))
    }
}
