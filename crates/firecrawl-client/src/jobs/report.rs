//! What became of every URL of a job.

use std::collections::HashMap;

use firecrawl_api::types::{BatchScrapeRequest, Document, JobError, JobStatus};
use url::Url;

use super::batch::Batch;
use super::job::Job;
use super::kind::WithErrors;
use crate::error::Error;

/// Codes of failures that another attempt would not change.
///
/// Whatever is not listed is worth another attempt.
const LASTING: &[&str] = &[
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

/// Everything that a crawl or batch brought: documents, failures and blocked URLs side by side.
///
/// From [`Job::report`]. All documents are in memory.
#[derive(Debug)]
#[non_exhaustive]
pub struct JobReport {
    /// The last status.
    pub status: Option<JobStatus>,
    /// The documents, in the order of the service.
    pub documents: Vec<Document>,
    /// The pages that failed, and why.
    pub failures: Vec<JobError>,
    /// The URLs that robots.txt blocked.
    pub robots_blocked: Vec<String>,
    /// The URLs that the service left out at the start as invalid; known to the handle of the start only.
    pub invalid_urls: Vec<String>,
    /// The URLs that were submitted, if they are known: of a batch whose handle is that of its start.
    pub submitted: Vec<String>,
}

/// What became of one submitted URL.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub enum UrlOutcome<'a> {
    /// It was scraped; its page may have answered with any status.
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
    /// Waits for the end and puts documents, failures and blocked URLs side by side.
    ///
    /// Reads all documents into memory, then `GET /batch/scrape/{id}/errors` or
    /// `GET /crawl/{id}/errors`. It costs nothing. A job that failed or was
    /// cancelled has a report as well.
    ///
    /// # Errors
    ///
    /// As [`documents`](Self::documents) and [`errors`](Self::errors).
    pub async fn report(&self) -> Result<JobReport, Error> {
        let mut pages = self.pages();
        let (mut status, mut documents) = (None, Vec::new());
        while let Some(page) = pages.next().await {
            let page = page?;
            status = Some(page.status().clone());
            documents.extend(page.into_items());
        }
        let errors = self.errors().await?.into_inner();
        let started = self.started().map(K::submitted).unwrap_or_default();
        Ok(JobReport {
            status,
            documents,
            failures: errors.errors.unwrap_or_default(),
            robots_blocked: errors.robots_blocked.unwrap_or_default(),
            invalid_urls: started.invalid,
            submitted: started.urls,
        })
    }
}

impl Job<Batch> {
    /// Scrapes those URLs of the batch again that are [worth it](JobReport::worth_retrying), as a new batch.
    ///
    /// The options are those of the first batch, if this is the handle of its
    /// start, and the defaults of the service otherwise. `None` if there is
    /// nothing to scrape again. Costs credits for each page: `POST /batch/scrape`.
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
                // A batch of its own, not a part of the one before.
                request.append_to_id = None;
                request
            }
            None => BatchScrapeRequest::new(urls),
        };
        self.client.batch_scrape(request).await.map(Some)
    }
}

impl JobReport {
    /// What became of each submitted URL, in the order in which they were submitted.
    ///
    /// Empty if it is not known what was submitted: for crawls, and for handles
    /// that were made from an id.
    pub fn outcomes(&self) -> Vec<(&str, UrlOutcome<'_>)> {
        let mut found = self.found();
        // A URL that was submitted twice takes its outcomes one after the other.
        let mut outcomes: Vec<_> = self
            .submitted
            .iter()
            .map(|url| {
                let list = found.get_mut(&normal(url));
                let outcome = list.and_then(|list| {
                    if list.len() > 1 {
                        list.pop()
                    } else {
                        list.first().copied()
                    }
                });
                (url.as_str(), outcome.unwrap_or(UrlOutcome::Missing))
            })
            .collect();
        outcomes.shrink_to_fit();
        outcomes
    }

    /// The submitted URLs of which the service says nothing.
    pub fn missing(&self) -> Vec<&str> {
        let outcomes = self.outcomes().into_iter();
        outcomes
            .filter(|(_, outcome)| matches!(outcome, UrlOutcome::Missing))
            .map(|(url, _)| url)
            .collect()
    }

    /// The URLs that failed for a reason that may pass, and those of which the service says nothing.
    pub fn worth_retrying(&self) -> Vec<String> {
        let failed = self.failures.iter().filter(|failure| may_pass(failure));
        let mut urls: Vec<String> = failed.filter_map(|failure| failure.url.clone()).collect();
        urls.extend(self.missing().into_iter().map(str::to_owned));
        urls
    }

    /// All outcomes by URL, the last one first.
    fn found(&self) -> HashMap<String, Vec<UrlOutcome<'_>>> {
        let mut found: HashMap<String, Vec<UrlOutcome<'_>>> = HashMap::new();
        let mut add = |url: &str, outcome| found.entry(normal(url)).or_default().push(outcome);
        for url in &self.invalid_urls {
            add(url, UrlOutcome::Invalid);
        }
        for url in &self.robots_blocked {
            add(url, UrlOutcome::RobotsBlocked);
        }
        for failure in self.failures.iter().rev() {
            if let Some(url) = &failure.url {
                add(url, UrlOutcome::Failed(failure));
            }
        }
        for document in self.documents.iter().rev() {
            let metadata = document.metadata.as_ref();
            let source = metadata.and_then(|metadata| metadata.source_url.as_deref());
            let landed = metadata.and_then(|metadata| metadata.url.as_deref());
            if let Some(url) = source.or(landed).or(document.url.as_deref()) {
                add(url, UrlOutcome::Document(document));
            }
        }
        found
    }
}

fn may_pass(failure: &JobError) -> bool {
    let lasting = failure
        .code
        .as_deref()
        .is_some_and(|code| LASTING.contains(&code));
    !lasting && failure.requires_action.is_none()
}

/// A URL as it is compared: `https://EXAMPLE.com` and `https://example.com/` are one.
fn normal(url: &str) -> String {
    match Url::parse(url.trim()) {
        Ok(mut url) => {
            url.set_fragment(None);
            String::from(url)
        }
        Err(_) => url.trim().to_owned(),
    }
}
