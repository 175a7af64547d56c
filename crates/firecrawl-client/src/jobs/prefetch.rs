//! Background work of a stream, one result ahead of its consumer.

use api_transport::{Error, ErrorKind};
use std::future::Future;
use std::panic::resume_unwind;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use tokio::runtime::Handle;
use tokio::sync::mpsc::{Receiver, Sender, channel};
use tokio::task::{JoinError, JoinHandle};

/// Background work that stops when this is dropped.
pub(super) struct Prefetch<T> {
    results: Receiver<T>,
    task: JoinHandle<()>,
}

impl<T> Prefetch<T> {
    /// Starts the work on the current tokio runtime.
    pub fn start<W>(work: impl FnOnce(Sender<T>) -> W) -> Result<Self, Error>
    where
        W: Future<Output = ()> + Send + 'static,
    {
        let runtime = Handle::try_current().map_err(|_| Error::no_runtime())?;
        let (sender, results) = channel(1);
        let task = runtime.spawn(work(sender));
        Ok(Self { results, task })
    }

    /// Returns the next result; `None` at the end, an error if the work ended with its runtime.
    ///
    /// A stream that ended silently would look complete in the second case. A panic
    /// in code of the caller, such as an iterator of URLs, is propagated.
    pub fn poll_next(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<T, Error>>> {
        if let Some(result) = ready!(self.results.poll_recv(context)) {
            return Poll::Ready(Some(Ok(result)));
        }
        let ended = ready!(Pin::new(&mut self.task).poll(context));
        Poll::Ready(ended.err().map(|error| {
            propagate_panic(error);
            Err(Error::new(
                ErrorKind::Config,
                "the tokio runtime of the stream has ended before the stream; resume from its continuation",
            ))
        }))
    }
}

impl<T> Drop for Prefetch<T> {
    fn drop(&mut self) {
        self.task.abort();
    }
}

/// Propagates a panic; any other error is that of a stopped task.
pub(super) fn propagate_panic(error: JoinError) {
    if let Ok(panic) = error.try_into_panic() {
        resume_unwind(panic);
    }
}
