//! What comes out of many batches.

use firecrawl_api::types::{Document, JobError};

use super::batch::Batch;
use super::continuation::Continuation;
use crate::error::Error;
use crate::ids::BatchId;

/// One result of [`Client::batch_scrape_all`](crate::Client::batch_scrape_all).
#[derive(Debug)]
#[non_exhaustive]
pub struct BatchResult {
    /// Which batch it is from, counted from 0 in the order of the URLs.
    pub batch: usize,
    /// The id of that batch; `None` if it could not be started.
    pub id: Option<BatchId>,
    /// What came out.
    pub outcome: BatchOutcome,
}

/// What came out of one URL, or of a batch that broke off.
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
    /// A URL of a batch that has ended, of which the service says nothing.
    Missing(String),
    /// A batch that could not be started; nothing came of its URLs.
    NotStarted {
        /// The URLs of the batch.
        urls: Vec<String>,
        /// Why it could not be started.
        error: Error,
    },
    /// A batch whose results broke off; what came before was given.
    BrokenOff {
        /// The place to go on from, with [`Client::resume`](crate::Client::resume).
        continuation: Box<Continuation<Batch>>,
        /// Why they broke off.
        error: Error,
    },
    /// A batch of which no more documents come, and whose errors could not be read.
    ErrorsUnknown {
        /// The URLs of which there is no document: failed, blocked or missing.
        urls: Vec<String>,
        /// Why they could not be read.
        error: Error,
    },
    /// The end of all results before their time: there is no tokio runtime, or it has ended.
    Stopped {
        /// Which of the two.
        error: Error,
    },
}
