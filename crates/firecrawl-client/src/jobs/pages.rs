//! The results of a job as a stream of pages.

use api_transport::Error;
use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use futures_core::Stream;
use tokio::sync::watch;
use tokio::task::JoinSet;

use super::continuation::Continuation;
use super::job::Job;
use super::job_span::JobSpan;
use super::kind::Paged;
use super::page_fetcher::{Fetched, PageFetcher};
use super::prefetch;

/// One page of results, as the service divides them.
pub struct Page<K: Paged> {
    pub(super) items: Vec<K::Item>,
    pub(super) status: K::Status,
    /// The position of its first item.
    pub(super) here: Continuation<K>,
}

impl<K: Paged> Page<K> {
    /// Returns the documents, or the compared pages of a monitor check; never empty.
    pub fn items(&self) -> &[K::Item] {
        &self.items
    }

    /// Returns the documents, or the compared pages, by value.
    pub fn into_items(self) -> Vec<K::Item> {
        self.items
    }

    /// Returns the status of the job when the page was fetched.
    pub fn status(&self) -> &K::Status {
        &self.status
    }
}

impl<K: Paged> fmt::Debug for Page<K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Page")
            .field("items", &self.items.len())
            .field("status", &self.status)
            .finish_non_exhaustive()
    }
}

/// The pages of a job as they come, from [`Job::pages`].
///
/// A [`Stream`] that fetches the next page in the background while the last
/// one is used, and stops when it is dropped. It ends after an error.
#[must_use = "nothing is fetched before the first page is requested"]
pub struct Pages<K: Paged> {
    pub(super) job: Job<K>,
    /// The position of the next page.
    at: Continuation<K>,
    /// The fetch of the next page; the fetcher comes back with it.
    fetch: JoinSet<Fetched<K>>,
    /// Signals to it that the consumer waits for the page.
    wanted: watch::Sender<bool>,
    ended: bool,
    span: JobSpan,
}

impl<K: Paged> Pages<K> {
    pub(super) fn new(job: Job<K>, at: Continuation<K>) -> Self {
        Self {
            job,
            at,
            fetch: JoinSet::new(),
            wanted: watch::Sender::default(),
            ended: false,
            span: JobSpan::new(K::NAME),
        }
    }

    /// Returns the next page; `None` after the last one or an error.
    pub async fn next(&mut self) -> Option<Result<Page<K>, Error>> {
        std::future::poll_fn(|context| Pin::new(&mut *self).poll_next(context)).await
    }

    /// Returns the position after the last delivered page, to continue from later.
    pub fn continuation(&self) -> Continuation<K> {
        self.at.clone()
    }

    fn failed(&self, error: Error) -> Error {
        let progress = self.job.progress(None, self.at.delivered);
        self.job.failed(error, progress)
    }

    fn start(&mut self, fetcher: PageFetcher<K>) -> Result<(), Error> {
        self.wanted = watch::Sender::new(false);
        let page = self.span.around(fetcher.fetch(self.wanted.subscribe()));
        prefetch::spawn(&mut self.fetch, page)
    }
}

impl<K: Paged> Stream for Pages<K> {
    type Item = Result<Page<K>, Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = &mut *self;
        if this.ended {
            return Poll::Ready(None);
        }
        let mut started = Ok(());
        if this.fetch.is_empty() {
            let fetcher = PageFetcher::new(this.job.clone(), this.at.clone());
            started = fetcher.and_then(|fetcher| this.start(fetcher));
        }
        this.wanted.send_replace(true);
        let fetched = match started {
            Ok(()) => ready!(this.fetch.poll_join_next(context)).transpose(),
            Err(error) => {
                this.ended = true;
                return Poll::Ready(Some(Err(this.failed(error))));
            }
        };
        let page = match fetched {
            Ok(Some((fetcher, Ok(Some(page))))) => {
                this.at.clone_from(fetcher.at());
                // Without a runtime, the next poll reports it.
                let _ = this.start(fetcher);
                return Poll::Ready(Some(Ok(page)));
            }
            Ok(Some((_, Err(error)))) => Some(Err(error)),
            Ok(_) => None,
            Err(error) => Some(Err(this.failed(prefetch::stopped(error)))),
        };
        this.ended = true;
        Poll::Ready(page)
    }
}

impl<K: Paged> fmt::Debug for Pages<K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pages")
            .field("job", &self.job)
            .field("at", &self.at)
            .finish_non_exhaustive()
    }
}
