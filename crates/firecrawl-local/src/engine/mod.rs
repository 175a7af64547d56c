//! Fetches pages and makes documents of them.

mod robots;
mod scrape;

pub use robots::Robots;
pub use scrape::{Engine, ScrapeFailure, Scraped};

use std::sync::Arc;

use crate::answer::Answer;
use crate::app::App;
use crate::call::Call;

/// Answers the operations of scraping, mapping and parsing; `None` for others.
pub async fn handle(_app: &Arc<App>, _call: &Call) -> Option<Answer> {
    None
}
