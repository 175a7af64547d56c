//! Fetches pages and makes documents of them.

mod change_tracking;
mod document;
mod elements;
mod fetch;
mod lru_cache;
mod main_content;
mod map;
mod markdown;
mod metadata;
mod page;
mod parse;
mod robots;
mod scrape;
mod scrape_error;
mod scrape_response;
mod sitemap;
mod synthetic;
#[cfg(test)]
mod tests;

pub use robots::Robots;
pub use scrape::Engine;
pub use scrape_response::address;

use std::sync::Arc;

use crate::request::Request;
use crate::response::Response;
use crate::state::ServerState;

/// ResponseCache the operations of scraping, mapping and parsing; `None` for others.
pub async fn handle(state: &Arc<ServerState>, request: &Request) -> Option<Response> {
    let engine = &state.engine;
    match request.id() {
        "scrapeAndExtractFromUrl" => Some(engine.scrape_response(request).await),
        "getScrapeStatus" => Some(engine.status_response(request.path_param("jobId"))),
        "mapUrls" => Some(engine.map_response(request).await),
        "parseFile" => Some(parse::parse_response(request).await),
        "getParseFormats" => Some(parse::formats_response()),
        _ => None,
    }
}
