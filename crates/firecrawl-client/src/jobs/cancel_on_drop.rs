//! A handle that cancels its job.

use std::ops::Deref;

use super::job::Job;
use super::kind::Cancellable;

/// A handle that cancels its job when it is dropped before the end was seen.
///
/// The cancellation runs in the background on the current tokio runtime; without
/// one, or if the process ends first, the job goes on. [`Job::cancel`] reports
/// whether it succeeded.
///
/// ```no_run
/// # async fn run(client: firecrawl_client::Client) -> Result<(), firecrawl_client::Error> {
/// let job = client.crawl("https://example.com").await?.cancel_on_drop();
/// job.wait().await?; // an error here drops the handle and cancels the crawl
/// # Ok(())
/// # }
/// ```
#[derive(Debug)]
#[must_use = "dropping it cancels the job"]
pub struct CancelOnDrop<K: Cancellable> {
    job: Job<K>,
    armed: bool,
}

impl<K: Cancellable> CancelOnDrop<K> {
    pub(super) fn new(job: Job<K>) -> Self {
        Self { job, armed: true }
    }

    /// Returns the plain handle; the job then outlives it.
    pub fn keep(mut self) -> Job<K> {
        self.armed = false;
        self.job.clone()
    }
}

impl<K: Cancellable> Deref for CancelOnDrop<K> {
    type Target = Job<K>;

    fn deref(&self) -> &Job<K> {
        &self.job
    }
}

impl<K: Cancellable> Drop for CancelOnDrop<K> {
    fn drop(&mut self) {
        if !self.armed || self.job.has_ended() {
            return;
        }
        if let Ok(runtime) = tokio::runtime::Handle::try_current() {
            let job = self.job.clone();
            // A failure cannot be reported to anyone.
            runtime.spawn(async move { job.cancel().await.map(drop) });
        }
    }
}
