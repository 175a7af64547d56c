//! Fetches pages and makes documents of them.

mod answers;
mod cache;
mod changes;
mod clean;
mod document;
mod extract;
mod failure;
mod fetch;
mod made_up;
mod map;
mod markdown;
mod metadata;
mod page;
mod parse;
mod robots;
mod scrape;
mod sitemap;
#[cfg(test)]
mod tests;

pub use answers::address;
pub use robots::Robots;
pub use scrape::Engine;

use std::sync::Arc;

use crate::answer::Answer;
use crate::app::App;
use crate::call::Call;

/// Answers the operations of scraping, mapping and parsing; `None` for others.
pub async fn handle(app: &Arc<App>, call: &Call) -> Option<Answer> {
    let engine = &app.engine;
    match call.id() {
        "scrapeAndExtractFromUrl" => Some(engine.scrape_answer(call).await),
        "getScrapeStatus" => Some(engine.status_answer(call.path_value("jobId"))),
        "mapUrls" => Some(engine.map_answer(call).await),
        "parseFile" => Some(parse::parse_answer(call).await),
        "getParseFormats" => Some(parse::formats_answer()),
        _ => None,
    }
}
