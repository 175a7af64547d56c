//! The kinds of job: their common interface, and their differences.

use std::fmt;

use api_transport::{BuildError, Prepared, ResponseBody};
use firecrawl_api::types::{Document, JobErrors, JobStatus};
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::duplicates::Identify;
use super::job_state::StatusResponse;
use super::result_page::ResultPage;

/// A request that the generated client has made.
type Built<T> = Result<Prepared<T>, BuildError>;

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

    /// The status of the job.
    #[allow(private_bounds)]
    type Status: StatusResponse + fmt::Debug + Send + Sync + 'static;

    /// The response to the start.
    type Started: Clone + fmt::Debug + Send + Sync + 'static;

    /// The body of the response with the status.
    #[doc(hidden)]
    type StatusBody: ResponseBody<Value = Self::Status> + Send;

    /// The name in errors: `crawl`.
    const NAME: &'static str;

    #[doc(hidden)]
    fn status(api: &firecrawl_api::Client, id: &Self::Id) -> Built<Self::StatusBody>;
}

/// A kind of job whose result comes in pages; this crate alone implements it.
pub trait Paged: JobKind {
    /// The items of the pages: documents, or for a monitor check the compared pages.
    #[allow(private_bounds)]
    type Item: Identify + fmt::Debug + Send + 'static;

    /// The body of the response with a page.
    #[doc(hidden)]
    #[allow(private_bounds)]
    type PageBody: ResultPage<Item = Self::Item, Status = Self::Status>;

    #[doc(hidden)]
    fn first_page(api: &firecrawl_api::Client, id: &Self::Id) -> Built<Self::PageBody>;
}

/// A kind of job that can be cancelled; this crate alone implements it.
pub trait Cancellable: JobKind {
    /// The response to a cancellation.
    type Cancelled: ResponseBody<Value = Self::Cancelled> + fmt::Debug + Send + Sync + 'static;

    #[doc(hidden)]
    fn cancel(api: &firecrawl_api::Client, id: &Self::Id) -> Built<Self::Cancelled>;
}

/// A kind of job that lists its failed pages; this crate alone implements it.
pub trait WithErrors: Paged<Item = Document, Status = JobStatus> {
    /// Returns the URLs that were submitted at the start, if it was a list of URLs.
    #[doc(hidden)]
    fn submitted(started: &Self::Started) -> Submitted;

    #[doc(hidden)]
    fn errors(api: &firecrawl_api::Client, id: &Self::Id) -> Built<JobErrors>;
}

/// The URLs that were submitted, and those that were left out as invalid.
#[doc(hidden)]
#[derive(Debug, Default)]
pub struct Submitted {
    pub urls: Vec<String>,
    pub invalid: Vec<String>,
}
