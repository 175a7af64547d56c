//! The handle of a job.

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant, UNIX_EPOCH};

use api_transport::{Clock, Error, ErrorKind, Progress, Response, ResponseBody};
use firecrawl_api::Client as Api;
use firecrawl_api::types::{JobErrors, JobStarted};

use super::cancel_on_drop::CancelOnDrop;
use super::continuation::Continuation;
use super::documents::Documents;
use super::job_span::JobSpan;
use super::job_state::{JobPhase, StatusResponse};
use super::kind::{Built, Cancellable, JobKind, Paged, WithErrors};
use super::lenient_items;
use super::pages::Pages;
use super::poll_policy::PollPolicy;
use crate::client::Client;

/// The time after its start in which the service may not know a job yet.
const NOT_YET_KNOWN: Duration = Duration::from_secs(10);

/// The handle of a job that runs at the service.
///
/// It holds little more than the id. Recreate it after a restart with
/// [`Client::crawl_job`], [`Client::batch_job`], [`Client::extract_job`],
/// [`Client::agent_job`] or [`Client::check_job`]. Dropping it leaves the job
/// alone; see [`cancel_on_drop`](Job::cancel_on_drop).
///
/// ```no_run
/// # async fn run(client: firecrawl_client::Client) -> Result<(), firecrawl_client::Error> {
/// let job = client.crawl("https://example.com").await?;
/// println!("started crawl {}", job.id());
/// let status = job.wait().await?;
/// println!("{} pages", status.completed);
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct Job<K: JobKind> {
    pub(super) client: Client,
    pub(super) id: K::Id,
    pub(super) poll_policy: PollPolicy,
    shared: Arc<Shared<K>>,
}

/// The parts that clones share.
struct Shared<K: JobKind> {
    /// The response to the start.
    started: Option<K::Started>,
    /// The time of the start if the service has surely started it; else only an id is known.
    since: Option<Instant>,
    /// True once the service has found the job.
    found: AtomicBool,
    /// True once the end was seen.
    ended: AtomicBool,
}

impl<K: JobKind> Job<K> {
    pub(crate) fn new(client: &Client, id: K::Id, started: Option<K::Started>) -> Self {
        let since = started.is_some().then(|| client.transport.clock().now());
        Self::with(client, id, started, since)
    }

    /// Creates the handle of a job that an earlier process started, in seconds since 1970; without a
    /// time, long ago.
    pub(super) fn taken_up(client: &Client, id: K::Id, at: Option<u64>) -> Self {
        let clock = client.transport.clock();
        let now = clock.time_of_day().duration_since(UNIX_EPOCH).ok();
        let age = now.zip(at).map_or(NOT_YET_KNOWN, |(now, at)| {
            // By a clock that was set back, it was just now.
            now.saturating_sub(Duration::from_secs(at))
        });
        // Nothing depends on a higher age, for which a clock may have no value.
        let age = age.min(NOT_YET_KNOWN);
        Self::with(client, id, None, clock.now().checked_sub(age))
    }

    fn with(
        client: &Client,
        id: K::Id,
        started: Option<K::Started>,
        since: Option<Instant>,
    ) -> Self {
        Self {
            client: client.clone(),
            id,
            poll_policy: PollPolicy::default(),
            shared: Arc::new(Shared {
                started,
                since,
                found: AtomicBool::new(false),
                ended: AtomicBool::new(false),
            }),
        }
    }

    pub(crate) fn started_as(client: &Client, started: Response<JobStarted>) -> Result<Self, Error>
    where
        K: JobKind<Started = JobStarted, Id: From<String>>,
    {
        let started = started.into_inner();
        let id = started.id.clone();
        Ok(Self::new(client, id.into(), Some(started)))
    }

    /// Returns the id, from which the handle can be recreated.
    pub fn id(&self) -> &K::Id {
        &self.id
    }

    /// Returns the response to the start; `None` for a handle that was created from an id.
    pub fn started(&self) -> Option<&K::Started> {
        self.shared.started.as_ref()
    }

    /// Sets how often and how long the job is polled.
    #[must_use]
    pub fn poll_policy(mut self, poll_policy: PollPolicy) -> Self {
        self.poll_policy = poll_policy;
        self
    }

    /// Sets how long to wait for the end: a shorthand for [`poll_policy`](Self::poll_policy).
    #[must_use]
    pub fn deadline(mut self, deadline: Duration) -> Self {
        self.poll_policy = self.poll_policy.deadline(deadline);
        self
    }

    /// Returns the status of the job, such as with `GET /crawl/{id}`. It costs nothing.
    ///
    /// Of a crawl or batch it requests one document only; servers may send more.
    ///
    /// # Errors
    ///
    /// [`Error::is_not_found`] for an unknown job, or one that ended more than
    /// about 24 hours ago.
    ///
    /// ```no_run
    /// # async fn run(client: firecrawl_client::Client) -> Result<(), firecrawl_client::Error> {
    /// let status = client.crawl_job("0199c5a2-0000-7000-8000-000000000000").status().await?;
    /// println!("{}, {} of {} pages", status.status, status.completed, status.total);
    /// # Ok(())
    /// # }
    /// ```
    pub async fn status(&self) -> Result<Response<K::Status>, Error> {
        let response = self.send(|api, id| K::request(api, id, Some(1))).await?;
        let status = response.map(K::status);
        self.note(status.snapshot().phase);
        Ok(status)
    }

    /// Sends a request about the job; an error has its id.
    async fn send<T: ResponseBody>(
        &self,
        request: fn(&Api, &K::Id) -> Built<T>,
    ) -> Result<Response<T::Value>, Error> {
        let client = self.client.after_start();
        let total = client.transport.total();
        let end = total.map(|total| self.clock().now() + total);
        let mut polls = 0;
        loop {
            match client.send(|api| request(api, &self.id)).await {
                Err(error) => {
                    let Some(left) = self.time_to_be_known(&error) else {
                        return Err(self.failed(error, self.progress(None, 0)));
                    };
                    let pause = self.poll_policy.pause(polls, client.transport.random());
                    let pause = pause.min(left);
                    if end.is_some_and(|end| self.clock().now() + pause >= end) {
                        return Err(self.failed(error, self.progress(None, 0)));
                    }
                    self.clock().sleep(pause).await;
                    polls += 1;
                }
                Ok(response) => {
                    self.shared.found.store(true, Ordering::Relaxed);
                    return Ok(response);
                }
            }
        }
    }

    /// Returns whether a poll that failed so may succeed later, and is to be repeated.
    pub(super) fn may_pass(&self, error: &Error) -> bool {
        // The service has shown the job, or started it.
        let is_known = || self.shared.found.load(Ordering::Relaxed) || self.shared.since.is_some();
        let is_patient = || self.poll_policy.outage.is_none() || is_known();
        (error.is_retryable() && is_patient()) || self.is_early(error)
    }

    /// Returns whether the job was not found because its start was only a moment ago.
    fn is_early(&self, error: &Error) -> bool {
        self.time_to_be_known(error).is_some()
    }

    /// Returns for how long a job that was not found may still become known.
    pub(super) fn time_to_be_known(&self, error: &Error) -> Option<Duration> {
        let may_be_new = error.is_not_found() && !self.shared.found.load(Ordering::Relaxed);
        let since = self.shared.since.filter(|_| may_be_new)?;
        let age = self.clock().now().saturating_duration_since(since);
        NOT_YET_KNOWN
            .checked_sub(age)
            .filter(|left| !left.is_zero())
    }

    /// Waits until the job has ended, and returns its last status.
    ///
    /// Polls in growing intervals, and continues after lost responses. An unknown
    /// status word counts as running. It costs nothing.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::JobFailed`] and [`ErrorKind::JobCancelled`] if it ended so,
    /// [`ErrorKind::JobDeadline`] if it did not end in the time of its
    /// [`PollPolicy`]; the job then goes on. The error of the last poll if polls fail for longer than
    /// [`PollPolicy::outage`]. Each has the id and the progress.
    ///
    /// ```no_run
    /// # async fn run(client: firecrawl_client::Client) -> Result<(), firecrawl_client::Error> {
    /// use std::time::Duration;
    ///
    /// let job = client.agent("Find the opening hours of the Rijksmuseum").await?;
    /// match job.deadline(Duration::from_secs(300)).wait().await {
    ///     Ok(status) => println!("{:?}", status.data),
    ///     Err(error) if error.is_timeout() => println!("{:?} goes on", error.job_id()),
    ///     Err(error) => return Err(error),
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub async fn wait(&self) -> Result<Response<K::Status>, Error> {
        self.wait_with(|_| {}).await
    }

    /// Waits until the job has ended, as [`wait`](Self::wait) does, and shows each status on the way.
    ///
    /// # Errors
    ///
    /// As [`wait`](Self::wait).
    ///
    /// ```no_run
    /// # async fn run(client: firecrawl_client::Client) -> Result<(), firecrawl_client::Error> {
    /// let job = client.crawl("https://example.com").await?;
    /// job.wait_with(|status| println!("{} of {} pages", status.completed, status.total))
    ///     .await?;
    /// # Ok(())
    /// # }
    /// ```
    pub async fn wait_with(
        &self,
        mut show: impl FnMut(&K::Status),
    ) -> Result<Response<K::Status>, Error> {
        let mut progress = self.progress(None, 0);
        let ended = self.poll_to_end(&mut progress, &mut show);
        let ended = JobSpan::new(K::NAME).around(ended).await;
        ended.map_err(|error| self.failed(error, progress))
    }

    async fn poll_to_end(
        &self,
        progress: &mut Progress,
        show: &mut impl FnMut(&K::Status),
    ) -> Result<Response<K::Status>, Error> {
        let mut polling = self.polling("the job did not end", 0);
        loop {
            let client = self.client_within(&mut polling);
            let response = client.send(|api| K::request(api, &self.id, Some(1)));
            let problem = match response.await {
                Ok(response) => {
                    let status = response.map(K::status);
                    show(&status);
                    *progress = self.progress(Some(&status), 0);
                    if let Some(end) = self.end_of(&status) {
                        return end.map(|()| status);
                    }
                    None
                }
                Err(error) if self.may_pass(&error) => Some(error),
                Err(error) => return Err(error),
            };
            self.pause(&mut polling, problem).await?;
        }
    }

    pub(super) fn clock(&self) -> &dyn Clock {
        self.client.transport.clock()
    }

    /// Returns the end that a status reports; `None` while the job runs.
    pub(super) fn end_of(&self, status: &K::Status) -> Option<Result<(), Error>> {
        let snapshot = status.snapshot();
        self.note(snapshot.phase);
        let (kind, ours) = match snapshot.phase {
            JobPhase::Running => return None,
            JobPhase::Completed => return Some(Ok(())),
            JobPhase::Failed => (ErrorKind::JobFailed, "the job ended without a result"),
            JobPhase::Cancelled => (ErrorKind::JobCancelled, "the job was cancelled"),
        };
        let error = Error::new(kind, ours);
        Some(Err(match snapshot.reason {
            Some(reason) => error.with_message(reason),
            None => error,
        }))
    }

    /// Notes that the job was found, and its phase.
    pub(super) fn note(&self, phase: JobPhase) {
        self.shared.found.store(true, Ordering::Relaxed);
        if phase != JobPhase::Running {
            self.shared.ended.store(true, Ordering::Relaxed);
        }
    }

    /// Returns whether the end of the job was seen, by any clone.
    pub(super) fn has_ended(&self) -> bool {
        self.shared.ended.load(Ordering::Relaxed)
    }

    /// Builds a progress snapshot for error messages.
    pub(crate) fn progress(&self, status: Option<&K::Status>, delivered: u64) -> Progress {
        let mut progress = Progress::new(K::NAME, self.id.to_string());
        if let Some(status) = status {
            let snapshot = status.snapshot();
            progress.state = snapshot.word.map(str::to_owned);
            (progress.completed, progress.total) = snapshot.counts;
        }
        progress.delivered = delivered;
        progress
    }

    /// Completes an error of this job: with its progress, without the key.
    ///
    /// Every error about a job passes here.
    pub(crate) fn failed(&self, error: Error, progress: Progress) -> Error {
        self.client.transport.redact(error.with_progress(progress))
    }
}

impl<K: Paged> Job<K> {
    /// Returns the documents as a stream, from the first to the last, **while the job runs**.
    ///
    /// Each comes once, in the order of the service, until the job has ended and
    /// all are read. The next page is fetched while the last one is used, and at
    /// most two are in memory. Failed pages are not included: see
    /// [`errors`](Job::errors). It costs nothing.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Paging`] if a server repeats a page or leads elsewhere,
    /// [`ErrorKind::JobDeadline`] if nothing new comes for the time of the
    /// [`PollPolicy`], and the error of the last poll if polls fail for longer than its
    /// [`outage`](PollPolicy::outage). After the last document of a job that ended so,
    /// [`ErrorKind::JobFailed`] or [`ErrorKind::JobCancelled`]. The stream ends
    /// after an error; its [`continuation`](Documents::continuation) goes on
    /// from there.
    ///
    /// ```no_run
    /// # async fn run(client: firecrawl_client::Client) -> Result<(), firecrawl_client::Error> {
    /// let job = client.crawl("https://example.com").await?;
    /// let mut documents = job.documents();
    /// while let Some(document) = documents.next().await {
    ///     println!("{:?}", document?.markdown);
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub fn documents(&self) -> Documents<K> {
        Documents::new(self.pages())
    }

    /// Returns the same in pages, as the service divides them, each with the status at its time.
    ///
    /// # Errors
    ///
    /// As [`documents`](Self::documents).
    ///
    /// ```no_run
    /// # async fn run(client: firecrawl_client::Client) -> Result<(), firecrawl_client::Error> {
    /// let mut pages = client.crawl("https://example.com").await?.pages();
    /// while let Some(page) = pages.next().await {
    ///     let page = page?;
    ///     println!("{} more, {} in all", page.items().len(), page.status().completed);
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub fn pages(&self) -> Pages<K> {
        Pages::new(self.clone(), Continuation::start(self.id.clone()))
    }
}

impl<K: WithErrors> Job<K> {
    /// Returns the URLs that failed, with the reasons, and those that robots.txt blocked.
    ///
    /// `GET /batch/scrape/{id}/errors` or `GET /crawl/{id}/errors`. It costs
    /// nothing. While the job runs, these are the failures so far:
    /// [`wait`](Job::wait) first, or use [`collect`](Job::collect). A start
    /// URL that robots.txt blocks is listed among the errors. Pages that were not
    /// done when a job was cancelled have the code `UNKNOWN_ERROR`.
    ///
    /// # Errors
    ///
    /// [`Error::is_not_found`] for an unknown or expired job.
    ///
    /// ```no_run
    /// # async fn run(client: firecrawl_client::Client) -> Result<(), firecrawl_client::Error> {
    /// let errors = client.batch_job("0199c5a2-0000-7000-8000-000000000000").errors().await?;
    /// for failed in &errors.errors {
    ///     println!("{failed}");
    /// }
    /// for blocked in &errors.robots_blocked {
    ///     println!("{blocked}: robots.txt");
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub async fn errors(&self) -> Result<Response<JobErrors>, Error> {
        let mut errors = self.send(K::errors).await?;
        let JobErrors {
            errors: failed,
            extra,
            ..
        } = &mut *errors;
        lenient_items::complete(failed, extra, "errors", |failed| &mut failed.extra);
        Ok(errors)
    }
}

impl<K: Cancellable> Job<K> {
    /// Cancels the job, such as with `DELETE /crawl/{id}`. Finished pages stay readable and stay paid.
    ///
    /// # Errors
    ///
    /// [`Error::is_conflict`] if it has ended already; older servers turn a
    /// completed job into a cancelled one instead. [`Error::is_not_found`] for an
    /// unknown or expired job.
    ///
    /// ```no_run
    /// # async fn run(client: firecrawl_client::Client) -> Result<(), firecrawl_client::Error> {
    /// client.crawl_job("0199c5a2-0000-7000-8000-000000000000").cancel().await?;
    /// # Ok(())
    /// # }
    /// ```
    pub async fn cancel(&self) -> Result<Response<K::Cancelled>, Error> {
        let cancelled = self.send(K::cancel).await?;
        self.note(JobPhase::Cancelled);
        Ok(cancelled)
    }

    /// Returns a handle that cancels the job when it is dropped before the end was seen.
    #[must_use = "dropping it cancels the job"]
    pub fn cancel_on_drop(self) -> CancelOnDrop<K> {
        CancelOnDrop::new(self)
    }
}

impl<K: JobKind> fmt::Debug for Job<K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Job")
            .field("kind", &K::NAME)
            .field("id", &self.id)
            .finish_non_exhaustive()
    }
}
