//! What the kinds of job have in common, and in what they differ.

use std::fmt;
use std::future::Future;

use firecrawl_api::OperationId;
use firecrawl_api::types::{Document, JobErrors, JobStatus};
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::phase::Standing;
use super::repeats::Recognised;
use super::result_page::ResultPage;
use crate::client::Client;
use crate::error::Error;
use crate::reply::Reply;

/// The answer to a question about a job.
type Answered<T> = Result<Reply<T>, Error>;

pub(crate) mod private {
    /// Keeps the kinds of job to this crate.
    pub trait Sealed {}
}

/// A kind of job; it is implemented by this crate alone.
pub trait JobKind: private::Sealed + Clone + Send + Sync + 'static {
    /// How the job is identified.
    type Id: Clone
        + fmt::Debug
        + fmt::Display
        + Serialize
        + DeserializeOwned
        + Send
        + Sync
        + Unpin
        + 'static;

    /// The answer to how it stands.
    #[allow(private_bounds)]
    type Status: Standing + fmt::Debug + Send + Sync + 'static;

    /// What the service answered at the start.
    type Started: Clone + fmt::Debug + Send + Sync + 'static;

    /// As errors name it: `crawl`.
    const NAME: &'static str;

    #[doc(hidden)]
    fn status(
        client: &Client,
        id: &Self::Id,
    ) -> impl Future<Output = Answered<Self::Status>> + Send;
}

/// A kind of job whose result comes in pages; it is implemented by this crate alone.
pub trait Paged: JobKind {
    /// What the pages hold: documents, or for a monitor check the compared pages.
    #[allow(private_bounds)]
    type Item: Recognised + fmt::Debug + Send + 'static;

    /// The whole answer that a page is.
    #[doc(hidden)]
    #[allow(private_bounds)]
    type Whole: ResultPage<Item = Self::Item, Status = Self::Status>;

    /// The operation that reads a page.
    #[doc(hidden)]
    const OPERATION: OperationId;

    /// The path of the first page below the API root.
    #[doc(hidden)]
    fn first_page(id: &Self::Id) -> Result<String, Error>;
}

/// A kind of job that can be cancelled; it is implemented by this crate alone.
pub trait Cancellable: JobKind {
    /// What the service answers.
    type Cancelled: fmt::Debug + Send + Sync + 'static;

    #[doc(hidden)]
    fn cancel(
        client: &Client,
        id: &Self::Id,
    ) -> impl Future<Output = Answered<Self::Cancelled>> + Send;
}

/// A kind of job that lists its failed pages; it is implemented by this crate alone.
pub trait WithErrors: Paged<Item = Document, Status = JobStatus> {
    /// What was submitted at the start, as far as it is a list of URLs.
    #[doc(hidden)]
    fn submitted(started: &Self::Started) -> Submitted;

    #[doc(hidden)]
    fn errors(client: &Client, id: &Self::Id) -> impl Future<Output = Answered<JobErrors>> + Send;
}

/// URLs that were submitted, and those that were left out as invalid.
#[doc(hidden)]
#[derive(Debug, Default)]
pub struct Submitted {
    pub urls: Vec<String>,
    pub invalid: Vec<String>,
}
