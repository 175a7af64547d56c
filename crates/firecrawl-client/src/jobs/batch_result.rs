//! The results of many batches.

use api_transport::Error;
use firecrawl_api::types::{Document, JobError};

use super::batch_journal::JournalEntry;
use super::continuation::Continuation;
use super::kind::Batch;
use super::url_matching;
use crate::ids::BatchId;

/// One result of [`Client::batch_scrape_all`](crate::Client::batch_scrape_all).
#[derive(Debug)]
#[non_exhaustive]
pub struct BatchResult {
    /// The index of the batch, from 0 in the order of the starts.
    pub batch: usize,
    /// The id of that batch; `None` if it could not be started.
    pub id: Option<BatchId>,
    /// The position of the URL in the list, from 0.
    ///
    /// `None` for what is about a whole batch, and for a document or failure whose
    /// address is none of those that were submitted.
    pub position: Option<u64>,
    /// The URL as it was submitted, if there is a position.
    pub url: Option<String>,
    /// The outcome.
    pub outcome: BatchOutcome,
    /// The time of a start, in seconds since 1970.
    pub(super) at: Option<u64>,
}

impl BatchResult {
    /// Returns the entry to append to the journal **after** the result was written; `None` if it has none.
    ///
    /// See [`BatchScrapeAll::resume`](crate::BatchScrapeAll::resume).
    pub fn journal_entry(&self) -> Option<JournalEntry> {
        match (&self.outcome, self.position, &self.id) {
            (BatchOutcome::Started { urls }, _, Some(batch)) => {
                let urls = urls.clone();
                Some(JournalEntry::started(batch.clone(), self.at, urls))
            }
            (BatchOutcome::Finished, _, Some(batch)) => Some(JournalEntry::Finished {
                batch: batch.clone(),
            }),
            (outcome, Some(position), _) if outcome.is_of_url() => Some(JournalEntry::Done {
                position,
                mark: None,
            }),
            (outcome, None, Some(batch)) if outcome.is_of_url() => Some(JournalEntry::Unassigned {
                batch: batch.clone(),
                mark: None,
            }),
            _ => None,
        }
    }
}

/// The outcome of one URL, or an event of a batch.
#[derive(Debug)]
#[non_exhaustive]
pub enum BatchOutcome {
    /// A batch was started; its results follow.
    Started {
        /// The positions and the URLs that it scrapes.
        urls: Vec<(u64, String)>,
    },
    /// A batch has no more results.
    Finished,
    /// A page that was scraped.
    Document(Box<Document>),
    /// A page that failed, and is not scraped again.
    Failed(Box<JobError>),
    /// A URL that robots.txt blocks.
    RobotsBlocked(String),
    /// A URL that the service left out as invalid.
    Invalid(String),
    /// A URL of a batch that has ended, which the service does not mention.
    Missing(String),
    /// A batch that could not be started; its URLs have no outcome, and are taken again by a resumed list.
    NotStarted {
        /// The URLs of the batch.
        urls: Vec<String>,
        /// The reason.
        error: Error,
    },
    /// A batch whose results broke off; those before were delivered. A resumed list takes it up again.
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
    /// The premature end of all results: batches could not be started for too long, the list is not the one of its
    /// journal, or it runs outside of a tokio runtime. The rest of the list was not tried.
    Stopped {
        /// The reason.
        error: Error,
    },
}

impl BatchOutcome {
    pub(super) fn of(document: Document) -> Self {
        Self::Document(Box::new(document))
    }

    /// Returns whether it is the outcome of a single URL.
    fn is_of_url(&self) -> bool {
        matches!(
            self,
            Self::Document(_)
                | Self::Failed(_)
                | Self::RobotsBlocked(_)
                | Self::Invalid(_)
                | Self::Missing(_)
        )
    }

    /// Returns the URL of an outcome that is about a single one.
    pub(super) fn url(&self) -> Option<&str> {
        match self {
            Self::Document(document) => url_matching::address(document),
            Self::Failed(failure) => Some(&*failure.url).filter(|url| !url.is_empty()),
            Self::RobotsBlocked(url) | Self::Invalid(url) | Self::Missing(url) => Some(url),
            _ => None,
        }
    }

    /// Returns the same outcome for another position of its URL.
    pub(super) fn copy(&self) -> Option<Self> {
        Some(match self {
            Self::Document(document) => Self::Document(document.clone()),
            Self::Failed(failure) => Self::Failed(failure.clone()),
            Self::RobotsBlocked(url) => Self::RobotsBlocked(url.clone()),
            Self::Invalid(url) => Self::Invalid(url.clone()),
            Self::Missing(url) => Self::Missing(url.clone()),
            _ => return None,
        })
    }
}
