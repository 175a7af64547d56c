//! Background work of a stream, ahead of its consumer.

use api_transport::{Error, ErrorKind};
use std::future::Future;
use std::panic::resume_unwind;

use tokio::runtime::Handle;
use tokio::task::{JoinError, JoinSet};

/// Starts work on the current tokio runtime; it stops when the set is dropped.
pub(super) fn spawn<W>(tasks: &mut JoinSet<W::Output>, work: W) -> Result<(), Error>
where
    W: Future<Output: Send> + Send + 'static,
{
    let runtime = Handle::try_current().map_err(|_| Error::no_runtime())?;
    // Its calls belong to the span of the consumer.
    #[cfg(feature = "tracing")]
    let work = tracing::Instrument::in_current_span(work);
    tasks.spawn_on(work, &runtime);
    Ok(())
}

/// Returns the error of work that was stopped: a stream that ended silently would look complete.
///
/// A panic in code of the caller, such as an iterator of URLs, is propagated.
pub(super) fn stopped(error: JoinError) -> Error {
    match error.try_into_panic() {
        Ok(panic) => resume_unwind(panic),
        Err(_) => Error::new(
            ErrorKind::Config,
            "the tokio runtime of the stream has ended before the stream; resume from its continuation",
        ),
    }
}
