//! The handle of a job.

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use firecrawl_api::types::JobErrors;
use serde_json::Value;

use super::cancel_on_drop::CancelOnDrop;
use super::documents::Documents;
use super::kind::{Cancellable, JobKind, Paged, WithErrors};
use super::odd_items;
use super::pages::Pages;
use super::patience::Patience;
use super::phase::{Phase, Standing};
use super::position::Position;
use crate::client::Client;
use crate::error::{Error, ErrorKind, Progress};
use crate::options::CallOptions;
use crate::reply::Reply;

/// What is kept of the time for the last question; in less, no answer comes.
const LAST_QUESTION: Duration = Duration::from_secs(1);

/// The handle of a job that goes on at the service.
///
/// It holds the id and nothing that is lost with it: after a restart,
/// [`Client::crawl_job`] and its kin make another one. Dropping it leaves the
/// job alone; see [`cancel_on_drop`](Job::cancel_on_drop).
///
/// ```no_run
/// # async fn run(client: firecrawl_client::Client) -> Result<(), firecrawl_client::Error> {
/// let job = client.crawl("https://example.com").await?;
/// println!("crawl {} goes on", job.id());
/// let status = job.wait().await?;
/// println!("{:?} pages", status.completed);
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct Job<K: JobKind> {
    pub(super) client: Client,
    pub(super) id: K::Id,
    pub(super) patience: Patience,
    pub(super) started: Option<Arc<K::Started>>,
    /// Whether the end was seen, by any clone.
    pub(super) ended: Arc<AtomicBool>,
}

impl<K: JobKind> Job<K> {
    pub(crate) fn new(client: &Client, id: K::Id, started: Option<K::Started>) -> Self {
        Self {
            client: client.clone(),
            id,
            patience: Patience::default(),
            started: started.map(Arc::new),
            ended: Arc::default(),
        }
    }

    /// The id, to make the handle again later.
    pub fn id(&self) -> &K::Id {
        &self.id
    }

    /// What was known at the start; `None` for a handle that was made from an id.
    pub fn started(&self) -> Option<&K::Started> {
        self.started.as_deref()
    }

    /// How often and how long the job is asked about.
    #[must_use]
    pub fn patience(mut self, patience: Patience) -> Self {
        self.patience = patience;
        self
    }

    /// How long to wait for the end: a short way to write [`patience`](Self::patience).
    #[must_use]
    pub fn deadline(mut self, deadline: Duration) -> Self {
        self.patience = self.patience.deadline(deadline);
        self
    }

    /// Asks once how the job stands: `GET /crawl/{id}` and its kin. It costs nothing.
    ///
    /// Of a crawl or batch it asks for one document only; servers may send more.
    ///
    /// # Errors
    ///
    /// [`Error::is_not_found`] for an unknown job, or one that ended more than
    /// about 24 hours ago.
    ///
    /// ```no_run
    /// # async fn run(client: firecrawl_client::Client) -> Result<(), firecrawl_client::Error> {
    /// let status = client.crawl_job("0199c5a2-0000-7000-8000-000000000000").status().await?;
    /// println!("{:?}, {:?} of {:?} pages", status.status, status.completed, status.total);
    /// # Ok(())
    /// # }
    /// ```
    pub async fn status(&self) -> Result<Reply<K::Status>, Error> {
        let status = K::status(&self.client.after_start(), &self.id)
            .await
            .map_err(|error| error.with_progress(self.progress(None, 0)))?;
        self.note(status.phase());
        Ok(status)
    }

    /// Waits until the job has ended, and gives its last status.
    ///
    /// Asks in growing intervals, and goes on after answers that get lost. A
    /// status word that nobody knows counts as running. It costs nothing.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::JobFailed`] and [`ErrorKind::JobCancelled`] if it ended so,
    /// [`ErrorKind::JobDeadline`] if it did not end in the time of its
    /// [`Patience`]; the job then goes on. Each tells the id and what was seen.
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
    pub async fn wait(&self) -> Result<Reply<K::Status>, Error> {
        let clock = &self.client.shared.clock;
        let started = clock.now();
        let mut seen: Option<Progress> = None;
        let mut asked = 0;
        loop {
            let spent = clock.now().saturating_duration_since(started);
            let left = self.patience.deadline.saturating_sub(spent);
            let outcome = K::status(&self.patient_client(left), &self.id).await;
            let problem = match outcome {
                Ok(status) => {
                    let progress = self.progress(Some(&*status), 0);
                    match self.ended_as(&status, &progress) {
                        Some(Err(error)) => return Err(error),
                        Some(Ok(())) => return Ok(status),
                        None => seen = Some(progress),
                    }
                    None
                }
                Err(error) if error.is_retryable() => Some(error),
                Err(error) => {
                    return Err(error.with_progress(seen.unwrap_or_else(|| self.progress(None, 0))));
                }
            };
            let spent = clock.now().saturating_duration_since(started);
            let Some(pause) = self.pause(asked, problem.as_ref(), spent) else {
                let progress = seen.unwrap_or_else(|| self.progress(None, 0));
                return Err(self.too_long("the job did not end", problem, progress));
            };
            clock.sleep(pause).await;
            asked += 1;
        }
    }

    /// How long to wait before the next question; `None` if the time is over.
    pub(super) fn pause(
        &self,
        asked: u32,
        problem: Option<&Error>,
        spent: Duration,
    ) -> Option<Duration> {
        let pause = self.patience.pause(asked, (self.client.shared.jitter)());
        let wanted = problem.and_then(Error::retry_after).unwrap_or_default();
        let left = self.patience.deadline.checked_sub(spent)?;
        let left = left.checked_sub(LAST_QUESTION)?;
        (!left.is_zero()).then(|| pause.max(wanted).min(left))
    }

    /// The error of a job that takes too long.
    pub(super) fn too_long(&self, what: &str, problem: Option<Error>, progress: Progress) -> Error {
        let deadline = self.patience.deadline;
        let error = Error::new(
            ErrorKind::JobDeadline,
            format!(
                "{what} within {deadline:?}; it goes on, and its handle can be made again from its id"
            ),
        )
        .retryable(true)
        .with_progress(progress);
        match problem {
            Some(problem) => error.caused_by(problem),
            None => error,
        }
    }

    /// Whether a status is the end, and of which kind.
    pub(super) fn ended_as(
        &self,
        status: &K::Status,
        progress: &Progress,
    ) -> Option<Result<(), Error>> {
        let phase = status.phase();
        self.note(phase);
        let (kind, ours) = match phase {
            Phase::Running => return None,
            Phase::Completed => return Some(Ok(())),
            Phase::Failed => (ErrorKind::JobFailed, "the job ended without a result"),
            Phase::Cancelled => (ErrorKind::JobCancelled, "the job was cancelled"),
        };
        let error = Error::new(kind, ours);
        let error = match status.reason() {
            Some(words) => error.saying(words).hiding(self.client.key_text()),
            None => error,
        };
        Some(Err(error.with_progress(progress.clone())))
    }

    /// Remembers that the end was seen.
    pub(super) fn note(&self, phase: Phase) {
        if phase != Phase::Running {
            self.ended.store(true, Ordering::Relaxed);
        }
    }

    /// What is known at this moment.
    pub(crate) fn progress(&self, status: Option<&K::Status>, delivered: u64) -> Progress {
        let (completed, total) = status.map_or((None, None), Standing::counts);
        Progress {
            job_id: self.id.to_string(),
            kind: K::NAME,
            state: status.and_then(Standing::word).map(str::to_owned),
            completed,
            total,
            delivered,
        }
    }

    /// The client with no call longer than what is left of the deadline.
    pub(super) fn patient_client(&self, left: Duration) -> Client {
        let client = self.client.after_start();
        let options = CallOptions::clone(&client.options);
        let total = options.total.or(client.shared.timeouts.total);
        let total = total.map_or(left, |total| total.min(left));
        // At least one question is asked, whatever the deadline.
        let total = total.max(Duration::from_millis(1));
        client.with_options(options.total_timeout(total))
    }
}

impl<K: Paged> Job<K> {
    /// The documents as they come, from the first to the last, **while the job runs**.
    ///
    /// Each comes once, in the order of the service, until the job has ended
    /// and all are read. The next page is fetched while the last one is used,
    /// and no more than two are held. Pages that failed are not among them: see
    /// [`errors`](Job::errors). It costs nothing.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Paging`] if a server repeats a page or leads elsewhere,
    /// [`ErrorKind::JobDeadline`] if nothing new comes for the time of the
    /// [`Patience`]. After the last document of a job that ended so,
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

    /// The same in pages, as the service cuts them, each with the status of its moment.
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
    ///     println!("{} more, {:?} in all", page.items().len(), page.status().completed);
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub fn pages(&self) -> Pages<K> {
        Pages::new(self.clone(), Position::default())
    }
}

impl<K: WithErrors> Job<K> {
    /// Which URLs failed and why, and which robots.txt blocked.
    ///
    /// `GET /batch/scrape/{id}/errors` or `GET /crawl/{id}/errors`. It costs
    /// nothing. While the job runs, these are the failures so far:
    /// [`wait`](Job::wait) first, or take the [`report`](Job::report). A start
    /// URL that robots.txt blocks stands among the errors.
    /// Pages that were not done when a job was cancelled have the code
    /// `UNKNOWN_ERROR`.
    ///
    /// # Errors
    ///
    /// [`Error::is_not_found`] for an unknown or expired job.
    ///
    /// ```no_run
    /// # async fn run(client: firecrawl_client::Client) -> Result<(), firecrawl_client::Error> {
    /// let errors = client.batch_job("0199c5a2-0000-7000-8000-000000000000").errors().await?;
    /// for failed in errors.errors.iter().flatten() {
    ///     println!("{:?}: {:?}", failed.url, failed.error);
    /// }
    /// for blocked in errors.robots_blocked.iter().flatten() {
    ///     println!("{blocked}: robots.txt");
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub async fn errors(&self) -> Result<Reply<JobErrors>, Error> {
        let mut errors = K::errors(&self.client.after_start(), &self.id)
            .await
            .map_err(|error| error.with_progress(self.progress(None, 0)))?;
        let JobErrors {
            errors: failed,
            robots_blocked,
            extra,
            ..
        } = &mut *errors;
        *failed = odd_items::list(failed.take(), extra, "errors", |failed| &mut failed.extra);
        if let (None, Some(Value::Array(urls))) = (&robots_blocked, extra.get("robotsBlocked")) {
            let urls = urls.iter().filter_map(Value::as_str);
            *robots_blocked = Some(urls.map(str::to_owned).collect());
        }
        Ok(errors)
    }
}

impl<K: Cancellable> Job<K> {
    /// Cancels the job: `DELETE /crawl/{id}` and its kin. What was done stays readable and stays paid.
    ///
    /// # Errors
    ///
    /// [`Error::is_conflict`] if it has ended already; older servers make a
    /// completed job a cancelled one instead. [`Error::is_not_found`] for an
    /// unknown or expired job.
    ///
    /// ```no_run
    /// # async fn run(client: firecrawl_client::Client) -> Result<(), firecrawl_client::Error> {
    /// client.crawl_job("0199c5a2-0000-7000-8000-000000000000").cancel().await?;
    /// # Ok(())
    /// # }
    /// ```
    pub async fn cancel(&self) -> Result<Reply<K::Cancelled>, Error> {
        let cancelled = K::cancel(&self.client.after_start(), &self.id)
            .await
            .map_err(|error| error.with_progress(self.progress(None, 0)))?;
        self.note(Phase::Cancelled);
        Ok(cancelled)
    }

    /// A handle that cancels the job when it is dropped before the end was seen.
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
