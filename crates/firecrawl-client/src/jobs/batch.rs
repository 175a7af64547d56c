//! Batch scrapes.

use std::fmt;

use firecrawl_api::OperationId;
use firecrawl_api::types::{
    BatchScrapeRequest, Document, JobCancelled, JobErrors, JobStarted, JobStatus, JobStatusQuery,
};

use super::cursor;
use super::job::Job;
use super::kind::{Cancellable, JobKind, Paged, Submitted, WithErrors, private};
use crate::client::Client;
use crate::error::Error;
use crate::ids::BatchId;
use crate::reply::Reply;

/// The kind of job that [`Client::batch_scrape`] starts.
#[derive(Clone, Copy, Debug)]
pub enum Batch {}

/// What is known of a batch from its start.
#[derive(Clone)]
#[non_exhaustive]
pub struct BatchStarted {
    /// What was asked for.
    pub request: BatchScrapeRequest,
    /// What the service answered, with the URLs that it left out as invalid.
    pub answer: JobStarted,
}

impl Client {
    /// Starts to scrape a list of pages and gives the handle: `POST /batch/scrape`.
    ///
    /// Costs credits for each page. A start whose answer was lost is not
    /// repeated, because the service would scrape everything twice.
    /// [`batch_scrape_all`](Self::batch_scrape_all) takes lists of any length.
    ///
    /// # Errors
    ///
    /// [`Error::is_ambiguous_start`] if the answer was lost and the batch may
    /// have started.
    ///
    /// ```no_run
    /// # async fn run(client: firecrawl_client::Client) -> Result<(), firecrawl_client::Error> {
    /// let urls = ["https://example.com/a", "https://example.com/b"];
    /// let report = client.batch_scrape(urls).await?.report().await?;
    /// println!("{} pages", report.documents.len());
    /// for failed in &report.failures {
    ///     println!("{:?}: {:?}", failed.url, failed.error);
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub async fn batch_scrape(
        &self,
        request: impl Into<BatchScrapeRequest>,
    ) -> Result<Job<Batch>, Error> {
        let request = request.into();
        let answer = self
            .send(self.api().scrape_and_extract_from_urls(&request))
            .await?
            .into_inner();
        let id = answer.id.clone().unwrap_or_default();
        let started = BatchStarted { request, answer };
        Ok(Job::new(self, BatchId::from(id), Some(started)))
    }

    /// The handle of a batch that was started before; it asks nothing yet.
    pub fn batch_job(&self, id: impl Into<BatchId>) -> Job<Batch> {
        Job::new(self, id.into(), None)
    }
}

/// Shows how much was asked for, and none of the headers, which may hold secrets.
impl fmt::Debug for BatchStarted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("BatchStarted")
            .field("urls", &self.request.urls.len())
            .field("answer", &self.answer)
            .finish_non_exhaustive()
    }
}

impl private::Sealed for Batch {}

impl JobKind for Batch {
    type Id = BatchId;
    type Status = JobStatus;
    type Started = BatchStarted;
    const NAME: &'static str = "batch scrape";

    async fn status(client: &Client, id: &BatchId) -> Result<Reply<JobStatus>, Error> {
        let id = id.as_str();
        // Each answer holds a page of documents; one is the least that can be asked for.
        let query = JobStatusQuery::new().limit(1);
        client
            .send(client.api().get_batch_scrape_status(id, &query))
            .await
    }
}

impl Paged for Batch {
    type Item = Document;
    type Whole = JobStatus;
    const OPERATION: OperationId = OperationId::GetBatchScrapeStatus;

    fn first_page(id: &BatchId) -> Result<String, Error> {
        Ok(format!("/batch/scrape/{}", cursor::encoded(id.in_path()?)))
    }
}

impl Cancellable for Batch {
    type Cancelled = JobCancelled;

    async fn cancel(client: &Client, id: &BatchId) -> Result<Reply<JobCancelled>, Error> {
        let id = id.as_str();
        client.send(client.api().cancel_batch_scrape(id)).await
    }
}

impl WithErrors for Batch {
    fn submitted(started: &BatchStarted) -> Submitted {
        Submitted {
            urls: started.request.urls.clone(),
            invalid: started.answer.invalid_urls.clone().unwrap_or_default(),
        }
    }

    async fn errors(client: &Client, id: &BatchId) -> Result<Reply<JobErrors>, Error> {
        let id = id.as_str();
        client.send(client.api().get_batch_scrape_errors(id)).await
    }
}
