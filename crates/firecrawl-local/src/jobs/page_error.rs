//! The pages of a job that have no document.

use serde_json::{Value, json};
use url::Url;

use crate::timestamp;

/// The code of every error that has none of its own.
pub const UNKNOWN: &str = "UNKNOWN_ERROR";

/// The service's message for a page that robots.txt forbids.
pub const BLOCKED: &str = "(Internal server error) - URL blocked by robots.txt";

/// The service's message for a redirect out of the crawl.
pub const REDIRECTED: &str =
    "(Internal server error) - Redirected target URL is not allowed by crawlOptions";

/// The service's message for a page that remained when its job was cancelled.
pub const CANCELLED: &str = "(Internal server error) - Parent crawl/batch scrape was cancelled";

/// Returns the entry of a page that failed just now.
pub fn page_error(url: &Url, code: &str, error: &str) -> Value {
    json!({
        "id": uuid::Uuid::new_v4().to_string(),
        "timestamp": timestamp::now(),
        "url": url.as_str(),
        "code": code,
        "error": error,
    })
}
