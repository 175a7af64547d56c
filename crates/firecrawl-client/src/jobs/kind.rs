//! The kinds of job: their common interface, and their differences.

use std::fmt;

use api_transport::{Error, Prepared, ResponseBody};
use firecrawl_api::Client as Api;
use firecrawl_api::types::{
    AgentStatus, BatchScrapeRequest, Document, ExtractStatus, JobCancelled, JobErrors, JobPage,
    JobStarted, JobStatusQuery, SuccessResponse,
};
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::duplicates::Identify;
use super::job_state::StatusResponse;
use super::result_page::ResultPage;
use super::status::JobStatus;
use crate::ids::{AgentId, BatchId, CrawlId, ExtractId};

/// A request that the generated client has made.
pub(super) type Built<T> = Result<Prepared<T>, Error>;

pub(crate) mod private {
    /// Keeps the kinds of job to this crate.
    pub trait Sealed {}
}

/// A kind of job; this crate alone implements it.
pub trait JobKind: private::Sealed + Clone + Send + Sync + 'static {
    /// The id of the job.
    type Id: Clone
        + fmt::Debug
        + fmt::Display
        + Serialize
        + DeserializeOwned
        + Send
        + Sync
        + Unpin
        + 'static;

    /// The status of the job, without its results if they come in pages.
    #[allow(private_bounds)]
    type Status: StatusResponse + fmt::Debug + Send + Sync + 'static;

    /// The response to the start.
    type Started: Clone + fmt::Debug + Send + Sync + 'static;

    /// The body of the response with the status, and with a page of results if there are any.
    #[doc(hidden)]
    type StatusBody: ResponseBody<Value: Send> + Send;

    /// The name in errors: `crawl`.
    const NAME: &'static str;

    /// Builds the request for the status; of results that come in pages, at most `limit` come along.
    #[doc(hidden)]
    fn request(api: &Api, id: &Self::Id, limit: Option<i64>) -> Built<Self::StatusBody>;

    /// Returns the status of a response.
    #[doc(hidden)]
    fn status(response: <Self::StatusBody as ResponseBody>::Value) -> Self::Status;
}

/// A kind of job whose result comes in pages; this crate alone implements it.
#[allow(private_bounds)]
pub trait Paged:
    JobKind<StatusBody: ResultPage<Item = Self::Item, Status = <Self as JobKind>::Status>>
{
    /// The items of the pages: documents, or for a monitor check the compared pages.
    type Item: Identify + fmt::Debug + Send + 'static;
}

/// A kind of job that can be cancelled; this crate alone implements it.
pub trait Cancellable: JobKind {
    /// The response to a cancellation.
    type Cancelled: ResponseBody<Value = Self::Cancelled> + fmt::Debug + Send + Sync + 'static;

    #[doc(hidden)]
    fn cancel(api: &Api, id: &Self::Id) -> Built<Self::Cancelled>;
}

/// A kind of job that lists its failed pages; this crate alone implements it.
pub trait WithErrors: Paged<Item = Document, Status = JobStatus> {
    /// Returns the start, if it was one of a list of URLs.
    #[doc(hidden)]
    fn batch(started: &Self::Started) -> Option<&BatchStarted>;

    #[doc(hidden)]
    fn errors(api: &Api, id: &Self::Id) -> Built<JobErrors>;
}

/// The kind of job that [`Client::crawl`](crate::Client::crawl) starts.
#[derive(Clone, Copy, Debug)]
pub enum Crawl {}

impl private::Sealed for Crawl {}

impl JobKind for Crawl {
    type Id = CrawlId;
    type Status = JobStatus;
    type Started = JobStarted;
    type StatusBody = JobPage;
    const NAME: &'static str = "crawl";

    fn request(api: &Api, id: &CrawlId, limit: Option<i64>) -> Built<JobPage> {
        api.get_crawl_status(id.as_str(), &limited(limit))
    }

    fn status(page: JobPage) -> JobStatus {
        page.into()
    }
}

impl Paged for Crawl {
    type Item = Document;
}

impl Cancellable for Crawl {
    type Cancelled = JobCancelled;

    fn cancel(api: &Api, id: &CrawlId) -> Built<JobCancelled> {
        api.cancel_crawl(id.as_str())
    }
}

impl WithErrors for Crawl {
    fn batch(_: &JobStarted) -> Option<&BatchStarted> {
        None
    }

    fn errors(api: &Api, id: &CrawlId) -> Built<JobErrors> {
        api.get_crawl_errors(id.as_str())
    }
}

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
    type StatusBody = JobPage;
    const NAME: &'static str = "batch scrape";

    fn request(api: &Api, id: &BatchId, limit: Option<i64>) -> Built<JobPage> {
        api.get_batch_scrape_status(id.as_str(), &limited(limit))
    }

    fn status(page: JobPage) -> JobStatus {
        page.into()
    }
}

impl Paged for Batch {
    type Item = Document;
}

impl Cancellable for Batch {
    type Cancelled = JobCancelled;

    fn cancel(api: &Api, id: &BatchId) -> Built<JobCancelled> {
        api.cancel_batch_scrape(id.as_str())
    }
}

impl WithErrors for Batch {
    fn batch(started: &BatchStarted) -> Option<&BatchStarted> {
        Some(started)
    }

    fn errors(api: &Api, id: &BatchId) -> Built<JobErrors> {
        api.get_batch_scrape_errors(id.as_str())
    }
}

fn limited(limit: Option<i64>) -> JobStatusQuery {
    let mut query = JobStatusQuery::new();
    query.limit = limit;
    query
}

/// The kind of job that [`Client::extract`](crate::Client::extract) starts.
#[derive(Clone, Copy, Debug)]
pub enum Extract {}

impl private::Sealed for Extract {}

impl JobKind for Extract {
    type Id = ExtractId;
    type Status = ExtractStatus;
    type Started = JobStarted;
    type StatusBody = ExtractStatus;
    const NAME: &'static str = "extraction";

    fn request(api: &Api, id: &ExtractId, _: Option<i64>) -> Built<ExtractStatus> {
        api.get_extract_status(id.as_str())
    }

    fn status(status: ExtractStatus) -> ExtractStatus {
        status
    }
}

/// The kind of job that [`Client::agent`](crate::Client::agent) starts.
#[derive(Clone, Copy, Debug)]
pub enum Agent {}

impl private::Sealed for Agent {}

impl JobKind for Agent {
    type Id = AgentId;
    type Status = AgentStatus;
    type Started = JobStarted;
    type StatusBody = AgentStatus;
    const NAME: &'static str = "agent run";

    fn request(api: &Api, id: &AgentId, _: Option<i64>) -> Built<AgentStatus> {
        api.get_agent_status(id.as_str())
    }

    fn status(status: AgentStatus) -> AgentStatus {
        status
    }
}

impl Cancellable for Agent {
    type Cancelled = SuccessResponse;

    fn cancel(api: &Api, id: &AgentId) -> Built<SuccessResponse> {
        api.cancel_agent(id.as_str())
    }
}
