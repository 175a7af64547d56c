//! The outcome of every URL of a job.

use std::collections::HashSet;

use api_transport::Error;
use firecrawl_api::types::{BatchScrapeRequest, Document, JobError, JobStatus};

use super::job::Job;
use super::kind::{Batch, WithErrors};
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
/// From [`Job::report`]. All documents are in memory.
#[derive(Debug)]
#[non_exhaustive]
pub struct JobReport {
    /// The last status, without its documents.
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
    /// cancelled has a report as well.
    ///
    /// # Errors
    ///
    /// As [`documents`](Self::documents) and [`errors`](Self::errors).
    ///
    /// ```no_run
    /// # async fn run(client: firecrawl_client::Client) -> Result<(), firecrawl_client::Error> {
    /// let report = client.batch_job("0199c5a2-0000-7000-8000-000000000000").report().await?;
    /// println!("{} pages, {} failures", report.documents.len(), report.failures.len());
    /// # Ok(())
    /// # }
    /// ```
    pub async fn report(&self) -> Result<JobReport, Error> {
        let mut pages = self.pages();
        let mut documents = Vec::new();
        while let Some(page) = pages.next().await {
            match page {
                Ok(page) => documents.extend(page.into_items()),
                // All its documents were delivered.
                Err(error) if error.kind().is_bad_end() => break,
                Err(error) => return Err(error),
            }
        }
        // The page of the last document may have come long before the end.
        let mut status = self.status().await?.into_inner();
        status.data = None;
        let errors = self.errors().await?.into_inner();
        let batch = self.started().and_then(K::batch);
        let invalid = batch.and_then(|batch| batch.response.invalid_urls.clone());
        Ok(JobReport {
            status,
            documents,
            failures: errors.errors.unwrap_or_default(),
            robots_blocked: errors.robots_blocked.unwrap_or_default(),
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
    /// let report = job.report().await?;
    /// if let Some(again) = job.retry_failed(&report).await? {
    ///     println!("{:?}", again.report().await?.failures);
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
                let mut request = started.request.clone();
                request.urls = urls;
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
    /// Empty if the submitted URLs are unknown: for crawls, and for handles that
    /// were created from an id.
    ///
    /// ```no_run
    /// # async fn run(client: firecrawl_client::Client) -> Result<(), firecrawl_client::Error> {
    /// use firecrawl_client::UrlOutcome;
    ///
    /// let report = client.batch_scrape(["https://example.com/a"]).await?.report().await?;
    /// for (url, outcome) in report.outcomes() {
    ///     match outcome {
    ///         UrlOutcome::Document(page) => println!("{url}: {:?}", page.markdown),
    ///         UrlOutcome::Failed(failure) => println!("{url}: {:?}", failure.error),
    ///         other => println!("{url}: {other:?}"),
    ///     }
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub fn outcomes(&self) -> Vec<(&str, UrlOutcome<'_>)> {
        let outcomes = url_matching::assign(&self.submitted, &self.found());
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

    /// Returns the URLs that failed for a temporary reason, and those that the service does not mention.
    ///
    /// Each is listed once, and none that was scraped all the same. Those of a
    /// crawl can be given to [`Client::batch_scrape`](crate::Client::batch_scrape).
    pub fn worth_retrying(&self) -> Vec<String> {
        let mut known = HashSet::new();
        let mut urls: Vec<&str> = if self.submitted.is_empty() {
            let scraped = self.documents.iter().filter_map(url_matching::address);
            known.extend(scraped.map(url_matching::normalized));
            let passing = self.failures.iter().filter(|failure| may_pass(failure));
            passing
                .filter_map(|failure| failure.url.as_deref())
                .collect()
        } else {
            let is_worth_it = |outcome: &UrlOutcome<'_>| match outcome {
                UrlOutcome::Failed(failure) => may_pass(failure),
                outcome => matches!(outcome, UrlOutcome::Missing),
            };
            let outcomes = self.outcomes().into_iter();
            outcomes
                .filter(|(_, outcome)| is_worth_it(outcome))
                .map(|(url, _)| url)
                .collect()
        };
        urls.retain(|url| known.insert(url_matching::normalized(url)));
        urls.into_iter().map(str::to_owned).collect()
    }

    /// Returns all outcomes with their URLs, the documents first.
    fn found(&self) -> Vec<(&str, UrlOutcome<'_>)> {
        let documents = self.documents.iter();
        let documents = documents.filter_map(|document| {
            Some((
                url_matching::address(document)?,
                UrlOutcome::Document(document),
            ))
        });
        let failures = self.failures.iter();
        let failures = failures
            .filter_map(|failure| Some((failure.url.as_deref()?, UrlOutcome::Failed(failure))));
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

fn may_pass(failure: &JobError) -> bool {
    let permanent = failure
        .code
        .as_deref()
        .is_some_and(|code| PERMANENT.contains(&code));
    // Servers list some blocked URLs here, without a specific code.
    let blocked = failure
        .error
        .as_deref()
        .is_some_and(|error| error.contains("robots.txt"));
    !permanent && !blocked && failure.requires_action.is_none()
}
