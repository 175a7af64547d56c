//! The end of what runs in the background of a stream.

use std::panic::resume_unwind;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use tokio::task::{JoinError, JoinHandle};

use crate::error::{Error, ErrorKind};

/// How a task ended that sends nothing more: by itself, or with its runtime.
///
/// A stream that ends quietly would look whole in the second case. A panic of
/// code that the caller gave, such as a list of URLs, goes on in the caller.
pub(super) fn ended(
    task: &mut JoinHandle<()>,
    context: &mut Context<'_>,
) -> Poll<Result<(), Error>> {
    let ended = ready!(Pin::new(task).poll(context));
    Poll::Ready(ended.map_err(|error| {
        pass_on(error);
        Error::new(
            ErrorKind::Config,
            "the tokio runtime that the stream began in has ended before the stream; go on from its continuation",
        )
    }))
}

/// Lets a panic go on; anything else was stopped.
pub(super) fn pass_on(error: JoinError) {
    if let Ok(panic) = error.try_into_panic() {
        resume_unwind(panic);
    }
}

/// The error of a stream that cannot begin.
pub(super) fn no_runtime() -> Error {
    Error::new(ErrorKind::Config, "a stream needs a tokio runtime")
}
