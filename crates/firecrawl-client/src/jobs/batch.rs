//! Batch scrapes.

use std::fmt;

use api_transport::{BuildError, Prepared};
use firecrawl_api::types::{
    BatchScrapeRequest, Document, JobCancelled, JobErrors, JobStarted, JobStatus, JobStatusQuery,
};

use super::kind::{Cancellable, JobKind, Paged, Submitted, WithErrors, private};
use crate::ids::BatchId;

/// The kind of job that [`Client::batch_scrape`](crate::Client::batch_scrape) starts.
#[derive(Clone, Copy, Debug)]
pub enum Batch {}

/// The start of a batch: the request and the response.
#[derive(Clone)]
#[non_exhaustive]
pub struct BatchStarted {
    /// The request.
    pub request: BatchScrapeRequest,
    /// The response, with the URLs that the service left out as invalid.
    pub response: JobStarted,
}

/// Shows the number of URLs, and none of the headers, which may hold secrets.
impl fmt::Debug for BatchStarted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("BatchStarted")
            .field("urls", &self.request.urls.len())
            .field("response", &self.response)
            .finish_non_exhaustive()
    }
}

impl private::Sealed for Batch {}

impl JobKind for Batch {
    type Id = BatchId;
    type Status = JobStatus;
    type Started = BatchStarted;
    type StatusBody = JobStatus;
    const NAME: &'static str = "batch scrape";

    fn status(
        api: &firecrawl_api::Client,
        id: &BatchId,
    ) -> Result<Prepared<JobStatus>, BuildError> {
        // Each response holds a page of documents; one is the least that can be requested.
        api.get_batch_scrape_status(id.as_str(), &JobStatusQuery::new().limit(1))
    }
}

impl Paged for Batch {
    type Item = Document;
    type PageBody = JobStatus;

    fn first_page(
        api: &firecrawl_api::Client,
        id: &BatchId,
    ) -> Result<Prepared<JobStatus>, BuildError> {
        api.get_batch_scrape_status(id.as_str(), &JobStatusQuery::new())
    }
}

impl Cancellable for Batch {
    type Cancelled = JobCancelled;

    fn cancel(
        api: &firecrawl_api::Client,
        id: &BatchId,
    ) -> Result<Prepared<JobCancelled>, BuildError> {
        api.cancel_batch_scrape(id.as_str())
    }
}

impl WithErrors for Batch {
    fn submitted(started: &BatchStarted) -> Submitted {
        Submitted {
            urls: started.request.urls.clone(),
            invalid: started.response.invalid_urls.clone().unwrap_or_default(),
        }
    }

    fn errors(
        api: &firecrawl_api::Client,
        id: &BatchId,
    ) -> Result<Prepared<JobErrors>, BuildError> {
        api.get_batch_scrape_errors(id.as_str())
    }
}
