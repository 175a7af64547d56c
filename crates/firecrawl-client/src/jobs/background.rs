//! Work in the background of a stream, one result ahead of its reader.

use std::future::Future;
use std::panic::resume_unwind;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use tokio::runtime::Handle;
use tokio::sync::mpsc::{Receiver, Sender, channel};
use tokio::task::{JoinError, JoinHandle};

use crate::error::{Error, ErrorKind};

/// Work in the background that stops when this is dropped.
pub(super) struct Background<T> {
    results: Receiver<T>,
    task: JoinHandle<()>,
}

impl<T> Background<T> {
    /// Lets the work begin, in the tokio runtime that this is called in.
    pub fn start<W>(work: impl FnOnce(Sender<T>) -> W) -> Result<Self, Error>
    where
        W: Future<Output = ()> + Send + 'static,
    {
        let runtime = Handle::try_current().map_err(|_| Error::no_runtime())?;
        let (sender, results) = channel(1);
        let task = runtime.spawn(work(sender));
        Ok(Self { results, task })
    }

    /// The next result; `None` at the end, an error if the work ended with its runtime.
    ///
    /// A stream that ends quietly would look whole in the second case. A panic of
    /// code that the caller gave, such as a list of URLs, goes on in the caller.
    pub fn poll_next(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<T, Error>>> {
        if let Some(result) = ready!(self.results.poll_recv(context)) {
            return Poll::Ready(Some(Ok(result)));
        }
        let ended = ready!(Pin::new(&mut self.task).poll(context));
        Poll::Ready(ended.err().map(|error| {
            pass_on(error);
            Err(Error::new(
                ErrorKind::Config,
                "the tokio runtime that the stream began in has ended before the stream; go on from its continuation",
            ))
        }))
    }
}

impl<T> Drop for Background<T> {
    fn drop(&mut self) {
        self.task.abort();
    }
}

/// Lets a panic go on; anything else was stopped.
pub(super) fn pass_on(error: JoinError) {
    if let Ok(panic) = error.try_into_panic() {
        resume_unwind(panic);
    }
}
