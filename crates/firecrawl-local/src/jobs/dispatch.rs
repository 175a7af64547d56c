//! Which function answers which operation.

use std::sync::Arc;

use super::{batch, crawl, status, synthetic};
use crate::request::Request;
use crate::response::Response;
use crate::state::ServerState;

/// Answers the operations of crawls, batches, extracts and agents; `None` for others.
pub async fn handle(state: &Arc<ServerState>, request: &Request) -> Option<Response> {
    let response = match request.id() {
        "crawlUrls" => crawl::start(state, request),
        "crawlParamsPreview" => crawl::preview(request),
        "getActiveCrawls" => crawl::active(state),
        "scrapeAndExtractFromUrls" => batch::start(state, request),
        "getCrawlStatus" => status::read(state, request, "crawl"),
        "getBatchScrapeStatus" => status::read(state, request, "batch/scrape"),
        "getCrawlErrors" | "getBatchScrapeErrors" => status::errors(state, request),
        "cancelCrawl" | "cancelBatchScrape" => status::cancel(state, request),
        "extractData" => synthetic::start_extract(state, request),
        "getExtractStatus" => synthetic::read_extract(state, request),
        "startAgent" => synthetic::start_agent(state, request),
        "getAgentStatus" => synthetic::read_agent(state, request),
        "cancelAgent" => synthetic::cancel_agent(state, request),
        "listAgents" => synthetic::list_agents(state, request),
        _ => return None,
    };
    Some(response)
}
