//! The results of many batches.

use api_transport::Error;
use firecrawl_api::types::{Document, JobError};

use super::continuation::Continuation;
use super::kind::Batch;
use super::url_matching;
use crate::ids::BatchId;

/// One result of [`Client::batch_scrape_all`](crate::Client::batch_scrape_all).
#[derive(Debug)]
#[non_exhaustive]
pub struct BatchResult {
    /// The index of the batch, from 0 in the order of the URLs.
    pub batch: usize,
    /// The id of that batch; `None` if it could not be started.
    pub id: Option<BatchId>,
    /// The outcome.
    pub outcome: BatchOutcome,
}

/// The outcome of one URL, or of a batch that broke off.
#[derive(Debug)]
#[non_exhaustive]
pub enum BatchOutcome {
    /// A page that was scraped.
    Document(Box<Document>),
    /// A page that failed.
    Failed(Box<JobError>),
    /// A URL that robots.txt blocks.
    RobotsBlocked(String),
    /// A URL that the service left out as invalid.
    Invalid(String),
    /// A URL of a batch that has ended, which the service does not mention.
    Missing(String),
    /// A batch that could not be started; its URLs have no outcome.
    NotStarted {
        /// The URLs of the batch.
        urls: Vec<String>,
        /// The reason.
        error: Error,
    },
    /// A batch whose results broke off; those before were delivered.
    BrokenOff {
        /// The position to continue from, with [`Client::resume`](crate::Client::resume).
        continuation: Box<Continuation<Batch>>,
        /// The reason.
        error: Error,
    },
    /// A batch without further documents, whose errors could not be read.
    ErrorsUnknown {
        /// The URLs without a document: failed, blocked or missing.
        urls: Vec<String>,
        /// The reason.
        error: Error,
    },
    /// The premature end of all results: there is no tokio runtime, or it has ended.
    Stopped {
        /// The reason.
        error: Error,
    },
}

impl BatchOutcome {
    /// Returns the URL of an outcome that is about a single one.
    pub(super) fn url(&self) -> Option<&str> {
        match self {
            Self::Document(document) => url_matching::address(document),
            Self::Failed(failure) => failure.url.as_deref(),
            Self::RobotsBlocked(url) | Self::Invalid(url) | Self::Missing(url) => Some(url),
            _ => None,
        }
    }
}
