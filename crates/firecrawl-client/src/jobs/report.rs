//! The outcome of every URL of a job.

use std::collections::HashSet;

use api_transport::Error;
use firecrawl_api::types::{BatchScrapeRequest, Document, JobError};

use super::job::Job;
use super::kind::{Batch, WithErrors};
use super::status::JobStatus;
use super::url_matching;

/// Codes of failures that another attempt would not change.
///
/// Any other failure is worth another attempt.
const PERMANENT: &[&str] = &[
    "SCRAPE_DNS_RESOLUTION_ERROR",
    "SCRAPE_SSL_ERROR",
    "SCRAPE_UNSUPPORTED_FILE_ERROR",
    "SCRAPE_ZDR_VIOLATION_ERROR",
    "SCRAPE_LOCKDOWN_CACHE_MISS",
    "SCRAPE_NO_CACHED_DATA",
    "SCRAPE_PROMPT_INJECTION_DETECTED",
    "SCRAPE_ACTION_ERROR",
    "THIRD_PARTY_DATA_TERMS_REQUIRED",
    "BAD_REQUEST",
];

/// The complete result of a crawl or batch: documents, failures and blocked URLs.
///
/// From [`Job::collect`]. All documents are in memory.
#[derive(Debug)]
#[non_exhaustive]
pub struct JobReport {
    /// The last status.
    pub status: JobStatus,
    /// The documents, in the order of the service.
    pub documents: Vec<Document>,
    /// The pages that failed, with the reasons.
    pub failures: Vec<JobError>,
    /// The URLs that robots.txt blocked.
    pub robots_blocked: Vec<String>,
    /// The URLs that the service left out at the start as invalid; only the handle of the start knows them.
    pub invalid_urls: Vec<String>,
    /// The URLs that were submitted, if they are known: of a batch whose handle is that of its start.
    pub submitted: Vec<String>,
}

/// The outcome of one submitted URL.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub enum UrlOutcome<'a> {
    /// It was scraped; its page may have any status.
    Document(&'a Document),
    /// It failed.
    Failed(&'a JobError),
    /// Its robots.txt blocks it.
    RobotsBlocked,
    /// The service left it out as invalid.
    Invalid,
    /// The service does not mention it, neither as done nor as failed.
    Missing,
}

impl<K: WithErrors> Job<K> {
    /// Waits for the end and returns documents, failures and blocked URLs together.
    ///
    /// Reads all documents into memory, then `GET /batch/scrape/{id}/errors` or
    /// `GET /crawl/{id}/errors`. It costs nothing. A job that failed or was
    /// cancelled has a report as well if it has any result; see its `status`.
    ///
    /// # Errors
    ///
    /// As [`documents`](Self::documents) and [`errors`](Self::errors);
    /// [`ErrorKind::JobFailed`](crate::ErrorKind::JobFailed) and [`ErrorKind::JobCancelled`](crate::ErrorKind::JobCancelled) if it ended so without any result.
    ///
    /// ```no_run
    /// # async fn run(client: firecrawl_client::Client) -> Result<(), firecrawl_client::Error> {
    /// let site = client.crawl("https://example.com").await?.collect().await?;
    /// for page in &site.documents {
    ///     println!("{:?}", page.markdown);
    /// }
    /// println!("{} failures", site.failures.len());
    /// # Ok(())
    /// # }
    /// ```
    pub async fn collect(&self) -> Result<JobReport, Error> {
        let mut pages = self.pages();
        let mut documents = Vec::new();
        let mut bad_end = None;
        while let Some(page) = pages.next().await {
            match page {
                Ok(page) => documents.extend(page.into_items()),
                // All its documents were delivered.
                Err(error) if error.kind().is_bad_end() => bad_end = Some(error),
                Err(error) => return Err(error),
            }
        }
        // The page of the last document may have come long before the end.
        let status = self.status().await?.into_inner();
        let errors = self.errors().await?.into_inner();
        let batch = self.started().and_then(K::batch);
        let invalid = batch.map(|batch| batch.response.invalid_urls.clone());
        let failures = errors.errors;
        let failed = failed_urls(&failures);
        documents.retain(|document| !has_failed(document, &failed));
        let robots_blocked = errors.robots_blocked;
        if documents.is_empty()
            && failures.is_empty()
            && robots_blocked.is_empty()
            && let Some(error) = bad_end
        {
            return Err(error);
        }
        Ok(JobReport {
            status,
            documents,
            failures,
            robots_blocked,
            invalid_urls: invalid.unwrap_or_default(),
            submitted: batch.map_or_else(Vec::new, |batch| batch.request.urls.clone()),
        })
    }
}

impl Job<Batch> {
    /// Scrapes the URLs of the batch again that are [worth retrying](JobReport::worth_retrying), as a new batch.
    ///
    /// The options are those of the first batch, if this is the handle of its
    /// start, and the defaults of the service otherwise. `None` if there is
    /// nothing to retry. Costs credits for each page: `POST /batch/scrape`.
    ///
    /// # Errors
    ///
    /// As [`Client::batch_scrape`](crate::Client::batch_scrape).
    ///
    /// ```no_run
    /// # async fn run(client: firecrawl_client::Client) -> Result<(), firecrawl_client::Error> {
    /// let job = client.batch_scrape(["https://example.com/a"]).await?;
    /// let report = job.collect().await?;
    /// if let Some(again) = job.retry_failed(&report).await? {
    ///     println!("{:?}", again.collect().await?.failures);
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub async fn retry_failed(&self, report: &JobReport) -> Result<Option<Self>, Error> {
        let urls = report.worth_retrying();
        if urls.is_empty() {
            return Ok(None);
        }
        let request = match self.started() {
            Some(started) => {
                let mut request = started.request.clone().urls(urls);
                // A batch of its own, not a part of the first one.
                request.append_to_id = None;
                request
            }
            None => BatchScrapeRequest::new(urls),
        };
        let client = self.client.with_fresh_keys();
        client.batch_scrape(request).await.map(Some)
    }
}

impl JobReport {
    /// Returns the outcome of each submitted URL, in the order of submission.
    ///
    /// If the submitted URLs are unknown, as of crawls and of handles that were
    /// created from an id, all URLs that the service mentions, the documents first. A
    /// document without an address has an empty one.
    ///
    /// ```no_run
    /// # async fn run(client: firecrawl_client::Client) -> Result<(), firecrawl_client::Error> {
    /// use firecrawl_client::UrlOutcome;
    ///
    /// let report = client.batch_scrape(["https://example.com/a"]).await?.collect().await?;
    /// for (url, outcome) in report.outcomes() {
    ///     match outcome {
    ///         UrlOutcome::Document(page) => println!("{url}: {:?}", page.markdown),
    ///         UrlOutcome::Failed(failure) => println!("{url}: {}", failure.error),
    ///         other => println!("{url}: {other:?}"),
    ///     }
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub fn outcomes(&self) -> Vec<(&str, UrlOutcome<'_>)> {
        let found = self.found();
        if self.submitted.is_empty() {
            return found;
        }
        let outcomes = url_matching::assign(&self.submitted, &found);
        let urls = self.submitted.iter().map(String::as_str);
        urls.zip(outcomes)
            .map(|(url, outcome)| (url, outcome.unwrap_or(UrlOutcome::Missing)))
            .collect()
    }

    /// Returns the submitted URLs that the service does not mention.
    pub fn missing(&self) -> Vec<&str> {
        let outcomes = self.outcomes().into_iter();
        outcomes
            .filter(|(_, outcome)| matches!(outcome, UrlOutcome::Missing))
            .map(|(url, _)| url)
            .collect()
    }

    /// Returns how many pages the service has counted or was given, and does not mention.
    ///
    /// They are in none of the lists. For a crawl it is the rest of the `total` of its status.
    pub fn unmentioned(&self) -> usize {
        let listed = self.documents.len() + self.failures.len() + self.robots_blocked.len();
        let rest = usize::try_from(self.status.total).unwrap_or_default();
        rest.saturating_sub(listed).max(self.missing().len())
    }

    /// Returns the URLs that failed for a temporary reason, and those that the service does not mention.
    ///
    /// Each is listed once, and none that was scraped all the same. Those of a
    /// crawl can be given to [`Client::batch_scrape`](crate::Client::batch_scrape).
    pub fn worth_retrying(&self) -> Vec<String> {
        let scraped = self.documents.iter().filter_map(url_matching::address);
        let mut known: HashSet<String> = scraped.map(url_matching::normalized).collect();
        let worth_it = |(url, outcome): (&str, UrlOutcome<'_>)| match outcome {
            UrlOutcome::Failed(failure) => may_pass(failure).then(|| url.to_owned()),
            UrlOutcome::Missing => Some(url.to_owned()),
            _ => None,
        };
        let mut urls: Vec<String> = self.outcomes().into_iter().filter_map(worth_it).collect();
        urls.retain(|url| !url.is_empty() && known.insert(url_matching::normalized(url)));
        urls
    }

    /// Returns all outcomes with their URLs, the documents first.
    fn found(&self) -> Vec<(&str, UrlOutcome<'_>)> {
        let documents = self.documents.iter().map(|document| {
            let url = url_matching::address(document).unwrap_or_default();
            (url, UrlOutcome::Document(document))
        });
        let failures = self.failures.iter();
        let failures = failures.map(|failure| (failure.url.as_str(), UrlOutcome::Failed(failure)));
        let blocked = self.robots_blocked.iter();
        let blocked = blocked.map(|url| (url.as_str(), UrlOutcome::RobotsBlocked));
        let invalid = self.invalid_urls.iter();
        let invalid = invalid.map(|url| (url.as_str(), UrlOutcome::Invalid));
        documents
            .chain(failures)
            .chain(blocked)
            .chain(invalid)
            .collect()
    }
}

/// Returns the normalized URLs of failed pages.
pub(super) fn failed_urls(failures: &[JobError]) -> HashSet<String> {
    let urls = failures.iter().map(|failure| &*failure.url);
    let urls = urls.filter(|url| !url.is_empty());
    urls.map(url_matching::normalized).collect()
}

/// Returns whether a document is that of a failed page: some servers list it twice.
pub(super) fn has_failed(document: &Document, failed: &HashSet<String>) -> bool {
    let url = url_matching::address(document).map(url_matching::normalized);
    has_error(document) && url.is_some_and(|url| failed.contains(&url))
}

/// Returns whether a document has an error, with which its target may have responded, or no HTTP
/// status, as of a target that was not reached.
pub(super) fn has_error(document: &Document) -> bool {
    let metadata = document.metadata.as_ref();
    metadata.is_some_and(|metadata| metadata.error.is_some() || metadata.status_code == Some(0))
}

/// Returns whether another attempt may succeed.
pub(super) fn may_pass(failure: &JobError) -> bool {
    let permanent = PERMANENT.contains(&&*failure.code);
    // Servers list some blocked URLs here, without a specific code.
    let blocked = failure.error.contains("robots.txt");
    !permanent && !blocked && failure.requires_action.is_none()
}
