//! Crawls.

use api_transport::{BuildError, Prepared};
use firecrawl_api::types::{
    Document, JobCancelled, JobErrors, JobStarted, JobStatus, JobStatusQuery,
};

use super::kind::{Cancellable, JobKind, Paged, Submitted, WithErrors, private};
use crate::ids::CrawlId;

/// The kind of job that [`Client::crawl`](crate::Client::crawl) starts.
#[derive(Clone, Copy, Debug)]
pub enum Crawl {}

impl private::Sealed for Crawl {}

impl JobKind for Crawl {
    type Id = CrawlId;
    type Status = JobStatus;
    type Started = JobStarted;
    type StatusBody = JobStatus;
    const NAME: &'static str = "crawl";

    fn status(
        api: &firecrawl_api::Client,
        id: &CrawlId,
    ) -> Result<Prepared<JobStatus>, BuildError> {
        // Each response holds a page of documents; one is the least that can be requested.
        api.get_crawl_status(id.as_str(), &JobStatusQuery::new().limit(1))
    }
}

impl Paged for Crawl {
    type Item = Document;
    type PageBody = JobStatus;

    fn first_page(
        api: &firecrawl_api::Client,
        id: &CrawlId,
    ) -> Result<Prepared<JobStatus>, BuildError> {
        api.get_crawl_status(id.as_str(), &JobStatusQuery::new())
    }
}

impl Cancellable for Crawl {
    type Cancelled = JobCancelled;

    fn cancel(
        api: &firecrawl_api::Client,
        id: &CrawlId,
    ) -> Result<Prepared<JobCancelled>, BuildError> {
        api.cancel_crawl(id.as_str())
    }
}

impl WithErrors for Crawl {
    fn submitted(_: &JobStarted) -> Submitted {
        Submitted::default()
    }

    fn errors(
        api: &firecrawl_api::Client,
        id: &CrawlId,
    ) -> Result<Prepared<JobErrors>, BuildError> {
        api.get_crawl_errors(id.as_str())
    }
}
