//! The results of a job as a stream of documents.

use api_transport::Error;
use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::vec;

use futures_core::Stream;

use super::continuation::Continuation;
use super::duplicates::Identify;
use super::job_state::StatusResponse;
use super::kind::Paged;
use super::pages::Pages;
use super::poll_policy::PollPolicy;

/// The documents of a job as they come, from [`Job::documents`](crate::Job::documents).
///
/// A [`Stream`] of each document once, in order, to the end of the job. For a
/// monitor check its items are the compared pages. It ends after an error.
#[must_use = "nothing is fetched before the first document is requested"]
pub struct Documents<K: Paged> {
    pages: Pages<K>,
    items: vec::IntoIter<K::Item>,
    /// The position of the next item.
    here: Continuation<K>,
    total: Option<u64>,
}

impl<K: Paged> Documents<K> {
    pub(super) fn new(pages: Pages<K>) -> Self {
        Self {
            here: pages.continuation(),
            pages,
            items: Vec::new().into_iter(),
            total: None,
        }
    }

    /// Sets how often and how long the job is polled; it has no effect after the first document.
    ///
    /// For a stream of [`Client::resume`](crate::Client::resume); others have the
    /// policy of their [`Job`](crate::Job::poll_policy).
    pub fn poll_policy(mut self, poll_policy: PollPolicy) -> Self {
        self.pages.job.poll_policy = poll_policy;
        self
    }

    /// Returns the next document; `None` after the last one or an error.
    ///
    /// The same as `StreamExt::next`, for programs that do not use it otherwise.
    pub async fn next(&mut self) -> Option<Result<K::Item, Error>> {
        std::future::poll_fn(|context| Pin::new(&mut *self).poll_next(context)).await
    }

    /// Returns the number of documents that were delivered, also before a [continuation](Self::continuation).
    pub fn delivered(&self) -> u64 {
        self.here.delivered
    }

    /// Returns the number of pages that the service knew of when it sent the last document, if it counts them.
    ///
    /// It grows while links are found, and can shrink as pages fail.
    pub fn total(&self) -> Option<u64> {
        self.total
    }

    /// Returns the position after the last delivered document, to continue from later.
    ///
    /// It can be serialized and outlives the process; no document is delivered
    /// twice, and none is skipped.
    ///
    /// ```no_run
    /// # async fn run(client: firecrawl_client::Client) -> Result<(), Box<dyn std::error::Error>> {
    /// let mut documents = client.crawl("https://example.com").await?.documents();
    /// let _first = documents.next().await;
    /// let written = serde_json::to_string(&documents.continuation())?;
    ///
    /// // Later, in another process:
    /// let mut documents = client.resume(serde_json::from_str::<
    ///     firecrawl_client::Continuation<firecrawl_client::Crawl>,
    /// >(&written)?);
    /// let _second = documents.next().await;
    /// # Ok(())
    /// # }
    /// ```
    pub fn continuation(&self) -> Continuation<K> {
        if self.items.len() == 0 {
            return self.pages.continuation();
        }
        self.here.clone()
    }
}

impl<K: Paged> Stream for Documents<K> {
    type Item = Result<K::Item, Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = &mut *self;
        loop {
            if let Some(item) = this.items.next() {
                this.here.advance(item.unique_id());
                return Poll::Ready(Some(Ok(item)));
            }
            match ready!(Pin::new(&mut this.pages).poll_next(context)) {
                Some(Ok(page)) => {
                    let (_, total) = page.status.snapshot().counts;
                    this.total = total.and_then(|total| u64::try_from(total).ok());
                    this.here = page.here;
                    this.items = page.items.into_iter();
                }
                Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                None => return Poll::Ready(None),
            }
        }
    }
}

// No item is pinned.
impl<K: Paged> Unpin for Documents<K> {}

impl<K: Paged> fmt::Debug for Documents<K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Documents")
            .field("job", &self.pages.job)
            .field("at", &self.here)
            .finish_non_exhaustive()
    }
}
