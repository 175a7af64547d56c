//! Calls from code that is not async, with the feature `blocking`.
//!
//! There is no second set of methods: [`Runtime::run`] waits for any call, and
//! [`Runtime::iter`] walks any stream of results.

use api_transport::{Error, ErrorKind};
use std::future::IntoFuture;
use std::pin::{Pin, pin};

use futures_core::Stream;
use tokio::runtime::{Builder, Handle};

/// Runs calls to their end in code that is not async.
///
/// It has one thread of its own, on which connections are kept; make one and
/// keep it as long as the client.
///
/// ```no_run
/// use firecrawl_client::{Client, blocking::Runtime};
///
/// fn main() -> Result<(), firecrawl_client::Error> {
///     let runtime = Runtime::new()?;
///     let client = Client::from_env()?;
///     let page = runtime.run(client.scrape("https://example.com"))?;
///     println!("{}", page.markdown.as_deref().unwrap_or_default());
///     Ok(())
/// }
/// ```
#[derive(Debug)]
pub struct Runtime {
    /// Always there; taken when it is dropped.
    inner: Option<tokio::runtime::Runtime>,
}

impl Runtime {
    /// Starts the thread.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Config`] if the system has no thread to give.
    pub fn new() -> Result<Self, Error> {
        let inner = Builder::new_multi_thread()
            .worker_threads(1)
            .thread_name("firecrawl-client")
            .enable_all()
            .build()
            .map_err(|error| {
                Error::new(ErrorKind::Config, "no runtime for calls can be started")
                    .caused_by(error)
            })?;
        Ok(Self { inner: Some(inner) })
    }

    /// Waits for a call, or any other future, and gives its result.
    ///
    /// # Errors
    ///
    /// Those of the future, and [`ErrorKind::Config`] within an async runtime,
    /// where waiting would block others: use `.await` there. In
    /// `tokio::task::spawn_blocking`, use `tokio::runtime::Handle::block_on`.
    pub fn run<T, E: From<Error>>(
        &self,
        future: impl IntoFuture<Output = Result<T, E>>,
    ) -> Result<T, E> {
        self.usable()?.block_on(future.into_future())
    }

    /// Walks a stream, such as the documents of a job; each step waits for the next item.
    ///
    /// For the results of [`Client::batch_scrape_all`](crate::Client::batch_scrape_all),
    /// which are no `Result`s, [`run`](Self::run) takes one step:
    /// `runtime.run(async { Ok::<_, Error>(results.next().await) })`.
    ///
    /// Within an async runtime it gives one error as described at
    /// [`run`](Self::run) and ends.
    ///
    /// ```
    /// use firecrawl_client::{Error, blocking::Runtime};
    ///
    /// # fn main() -> Result<(), Error> {
    /// # let documents = futures_util::stream::iter([Ok::<_, Error>(1), Ok(2)]);
    /// let runtime = Runtime::new()?;
    /// for document in runtime.iter(documents) {
    ///     println!("{:?}", document?);
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub fn iter<T, E, S>(&self, stream: S) -> impl Iterator<Item = Result<T, E>>
    where
        E: From<Error>,
        S: Stream<Item = Result<T, E>>,
    {
        Iter {
            runtime: self,
            stream: Some(Box::pin(stream)),
        }
    }

    fn usable(&self) -> Result<&tokio::runtime::Runtime, Error> {
        match &self.inner {
            Some(inner) if Handle::try_current().is_err() => Ok(inner),
            _ => Err(Error::new(
                ErrorKind::Config,
                "blocking calls cannot be made within an async runtime; use `.await` there",
            )),
        }
    }
}

/// Ends without waiting: where it is dropped within a runtime, waiting would be a panic.
impl Drop for Runtime {
    fn drop(&mut self) {
        if let Some(inner) = self.inner.take() {
            inner.shutdown_background();
        }
    }
}

struct Iter<'a, S> {
    runtime: &'a Runtime,
    stream: Option<Pin<Box<S>>>,
}

impl<T, E: From<Error>, S: Stream<Item = Result<T, E>>> Iterator for Iter<'_, S> {
    type Item = Result<T, E>;

    fn next(&mut self) -> Option<Self::Item> {
        let stream = self.stream.as_mut()?;
        let next = match self.runtime.usable() {
            Ok(inner) => {
                let mut stream = pin!(stream);
                inner.block_on(std::future::poll_fn(|context| {
                    stream.as_mut().as_mut().poll_next(context)
                }))
            }
            Err(error) => {
                self.stream = None;
                return Some(Err(error.into()));
            }
        };
        if next.is_none() {
            self.stream = None;
        }
        next
    }
}
