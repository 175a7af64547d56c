//! The results of a job as a stream of pages.

use std::fmt;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};

use futures_core::Stream;
use tokio::sync::Semaphore;

use super::background::Background;
use super::continuation::Continuation;
use super::job::Job;
use super::kind::Paged;
use super::patience::Patience;
use super::position::Position;
use super::walk::Walk;
use crate::error::Error;

/// One page of results, as the service cut it.
pub struct Page<K: Paged> {
    pub(super) items: Vec<K::Item>,
    /// By which each item is recognised, if it surely is.
    pub(super) marks: Vec<Option<u64>>,
    pub(super) status: K::Status,
    /// Where its first item stands.
    pub(super) here: Position,
    /// Where what comes after it stands.
    pub(super) after: Position,
}

impl<K: Paged> Page<K> {
    /// The documents, or the compared pages of a monitor check; never empty.
    pub fn items(&self) -> &[K::Item] {
        &self.items
    }

    /// The documents themselves.
    pub fn into_items(self) -> Vec<K::Item> {
        self.items
    }

    /// How the job stood when the page was fetched.
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
#[must_use = "nothing is fetched before the first page is asked for"]
pub struct Pages<K: Paged> {
    job: Job<K>,
    /// Where the next page begins.
    at: Position,
    state: State<K>,
}

enum State<K: Paged> {
    Idle,
    Walking(Background<Result<Page<K>, Error>>, Wanted),
    Ended,
}

/// Tells the background that a page is waited for.
struct Wanted {
    permits: Arc<Semaphore>,
    told: bool,
}

impl Wanted {
    fn tell(&mut self) {
        if !self.told {
            self.permits.add_permits(1);
            self.told = true;
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

    /// The next page; `None` after the last one or an error.
    pub async fn next(&mut self) -> Option<Result<Page<K>, Error>> {
        std::future::poll_fn(|context| Pin::new(&mut *self).poll_next(context)).await
    }

    /// The place after the last page that was given, to go on from later.
    pub fn continuation(&self) -> Continuation<K> {
        Continuation::new(self.job.id.clone(), &self.at)
    }

    pub(super) fn set_patience(&mut self, patience: Patience) {
        self.job.patience = patience;
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
            let walk = |pages| {
                Walk::run(
                    this.job.clone(),
                    this.at.clone(),
                    Arc::clone(&permits),
                    pages,
                )
            };
            match Background::start(walk) {
                Ok(walk) => {
                    let wanted = Wanted {
                        permits,
                        told: false,
                    };
                    this.state = State::Walking(walk, wanted);
                }
                Err(error) => {
                    this.state = State::Ended;
                    return Poll::Ready(Some(Err(error)));
                }
            }
        }
        let State::Walking(walk, wanted) = &mut this.state else {
            return Poll::Ready(None);
        };
        wanted.tell();
        let page = ready!(walk.poll_next(context)).map(|page| match page {
            Ok(page) => page,
            Err(error) => Err(error.with_progress(this.job.progress(None, this.at.delivered))),
        });
        wanted.told = false;
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
