//! The pages of a job that have no document.

use chrono::Utc;
use serde::Serialize;
use url::Url;

use crate::timestamp;

/// The code of every error that has none of its own.
pub const UNKNOWN: &str = "UNKNOWN_ERROR";

/// The service's message for a page that robots.txt forbids.
pub const BLOCKED: &str = "(Internal server error) - URL blocked by robots.txt";

/// The service's message for a redirect out of the crawl.
pub const REDIRECTED: &str =
    "(Internal server error) - Redirected target URL is not allowed by crawlOptions";

const CANCELLED: &str = "(Internal server error) - Parent crawl/batch scrape was cancelled";

/// A page that failed.
#[derive(Clone, Debug, Serialize)]
pub struct PageError {
    id: String,
    timestamp: String,
    url: String,
    code: &'static str,
    error: String,
}

impl PageError {
    /// Creates an error with the current time.
    pub fn new(url: &Url, code: &'static str, error: impl Into<String>) -> Self {
        Self {
            id: uuid::Uuid::new_v4().to_string(),
            timestamp: timestamp::millis(Utc::now()),
            url: url.to_string(),
            code,
            error: error.into(),
        }
    }

    /// Creates the error of a page that remained when its job was cancelled.
    pub fn cancelled(url: &Url) -> Self {
        Self::new(url, UNKNOWN, CANCELLED)
    }
}
