//! The pages of a job that have no document.

use chrono::Utc;
use serde_json::{Value, json};
use url::Url;

use crate::timestamp;

/// The code of every failure that has none of its own.
pub const UNKNOWN: &str = "UNKNOWN_ERROR";

/// What robots.txt says about a page, in the service's words.
pub const BLOCKED: &str = "(Internal server error) - URL blocked by robots.txt";

/// A redirect out of the crawl, in the service's words.
pub const REDIRECTED: &str =
    "(Internal server error) - Redirected target URL is not allowed by crawlOptions";

const CANCELLED: &str = "(Internal server error) - Parent crawl/batch scrape was cancelled";

/// One page that failed.
#[derive(Clone, Debug)]
pub struct PageError {
    id: String,
    timestamp: String,
    url: String,
    code: &'static str,
    error: String,
}

impl PageError {
    /// A failure that happened now.
    pub fn new(url: &Url, code: &'static str, error: impl Into<String>) -> Self {
        Self {
            id: uuid::Uuid::new_v4().to_string(),
            timestamp: timestamp::millis(Utc::now()),
            url: url.to_string(),
            code,
            error: error.into(),
        }
    }

    /// A page that was left when its job was cancelled.
    pub fn cancelled(url: &Url) -> Self {
        Self::new(url, UNKNOWN, CANCELLED)
    }

    /// The failure as the errors operation shows it.
    pub fn to_json(&self) -> Value {
        json!({
            "id": self.id,
            "timestamp": self.timestamp,
            "url": self.url,
            "code": self.code,
            "error": self.error,
        })
    }
}
