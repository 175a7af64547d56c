//! What is sent: the same bytes for each attempt.

use std::future::Future;
use std::pin::Pin;

use reqwest::{Body, Request};

use crate::error::Error;

/// The request of the next attempt on its way; `None` if its body is used up.
pub(crate) type Next<'a> =
    Pin<Box<dyn Future<Output = Result<Option<Request>, Error>> + Send + 'a>>;

/// Makes the same request again for each attempt.
pub(crate) trait Replay: Send {
    /// The request for the next attempt, or `None` if there can be no other.
    fn next(&mut self) -> Next<'_>;

    /// Whether there can be another attempt after the first.
    fn repeats(&self) -> bool;

    /// The options in its body, as JSON; empty if there are none.
    fn options(&self) -> &[u8];

    /// What went wrong in the body itself since the last attempt began.
    fn fault(&mut self) -> Option<Error>;
}

/// What a call sends.
pub(crate) enum Payload {
    /// A request with its body in memory.
    Plain(Box<Request>),
    /// A request whose body is made anew for each attempt; it has the call's extra fields in it.
    Made(Box<dyn Replay>),
}

impl Payload {
    /// A request with its body in memory.
    pub fn plain(request: Request) -> Self {
        Self::Plain(Box::new(request))
    }

    /// The request for the next attempt.
    pub async fn next(&mut self) -> Result<Option<Request>, Error> {
        match self {
            // The body is shared, not copied.
            Self::Plain(request) => Ok(request.try_clone()),
            Self::Made(replay) => replay.next().await,
        }
    }

    /// Whether there can be another attempt after the first.
    pub fn repeats(&self) -> bool {
        match self {
            Self::Plain(_) => true,
            Self::Made(replay) => replay.repeats(),
        }
    }

    /// The options that a request of it sends, as JSON; empty if there are none.
    pub fn options<'a>(&'a self, request: &'a Request) -> &'a [u8] {
        match self {
            Self::Plain(_) => request.body().and_then(Body::as_bytes).unwrap_or_default(),
            Self::Made(replay) => replay.options(),
        }
    }

    /// What went wrong in the body itself since the last attempt began.
    pub fn fault(&mut self) -> Option<Error> {
        match self {
            Self::Plain(_) => None,
            Self::Made(replay) => replay.fault(),
        }
    }

    /// Whether extra fields still have to be put into the body.
    pub fn lacks_fields(&self) -> bool {
        matches!(self, Self::Plain(_))
    }
}
