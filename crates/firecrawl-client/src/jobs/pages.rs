//! The results of a job as a stream of pages.

use api_transport::Error;
use std::fmt;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};

use futures_core::Stream;
use tokio::sync::Semaphore;

use super::continuation::Continuation;
use super::job::Job;
use super::kind::Paged;
use super::page_fetcher::PageFetcher;
use super::poll_policy::PollPolicy;
use super::position::Position;
use super::prefetch::Prefetch;

/// One page of results, as the service divides them.
pub struct Page<K: Paged> {
    pub(super) items: Vec<K::Item>,
    /// The unique id of each item, if it has one.
    pub(super) marks: Vec<Option<u64>>,
    pub(super) status: K::Status,
    /// The position of its first item.
    pub(super) here: Position,
    /// The position after it.
    pub(super) after: Position,
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
    job: Job<K>,
    /// The position of the next page.
    at: Position,
    state: State<K>,
}

enum State<K: Paged> {
    Idle,
    Fetching(Prefetch<Result<Page<K>, Error>>, Wanted),
    Ended,
}

/// Signals to the background task that the consumer waits for a page.
struct Wanted {
    permits: Arc<Semaphore>,
    signaled: bool,
}

impl Wanted {
    fn signal(&mut self) {
        if !self.signaled {
            self.permits.add_permits(1);
            self.signaled = true;
        }
    }
}

impl<K: Paged> Pages<K> {
    pub(super) fn new(job: Job<K>, at: Position) -> Self {
        Self {
            job,
            at,
            state: State::Idle,
        }
    }

    /// Returns the next page; `None` after the last one or an error.
    pub async fn next(&mut self) -> Option<Result<Page<K>, Error>> {
        std::future::poll_fn(|context| Pin::new(&mut *self).poll_next(context)).await
    }

    /// Returns the position after the last delivered page, to continue from later.
    pub fn continuation(&self) -> Continuation<K> {
        Continuation::new(self.job.id.clone(), &self.at)
    }

    pub(super) fn set_patience(&mut self, poll_policy: PollPolicy) {
        self.job.poll_policy = poll_policy;
    }

    pub(super) fn job(&self) -> &Job<K> {
        &self.job
    }

    pub(super) fn at(&self) -> &Position {
        &self.at
    }
}

impl<K: Paged> Stream for Pages<K> {
    type Item = Result<Page<K>, Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = &mut *self;
        if matches!(this.state, State::Idle) {
            let permits = Arc::new(Semaphore::new(0));
            let fetch = |pages| {
                PageFetcher::run(
                    this.job.clone(),
                    this.at.clone(),
                    Arc::clone(&permits),
                    pages,
                )
            };
            match Prefetch::start(fetch) {
                Ok(pages) => {
                    let wanted = Wanted {
                        permits,
                        signaled: false,
                    };
                    this.state = State::Fetching(pages, wanted);
                }
                Err(error) => {
                    this.state = State::Ended;
                    return Poll::Ready(Some(Err(error)));
                }
            }
        }
        let State::Fetching(pages, wanted) = &mut this.state else {
            return Poll::Ready(None);
        };
        wanted.signal();
        let page = ready!(pages.poll_next(context)).map(|page| match page {
            Ok(page) => page,
            Err(error) => Err(this
                .job
                .failed(error, this.job.progress(None, this.at.delivered))),
        });
        wanted.signaled = false;
        match &page {
            Some(Ok(page)) => this.at.clone_from(&page.after),
            Some(Err(_)) | None => this.state = State::Ended,
        }
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
