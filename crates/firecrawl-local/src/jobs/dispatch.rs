//! Which function answers which operation.

use std::sync::Arc;

use super::{batch, crawl, made_up, status};
use crate::answer::Answer;
use crate::app::App;
use crate::call::Call;

/// Answers the operations of crawls, batches, extracts and agents; `None` for others.
pub async fn handle(app: &Arc<App>, call: &Call) -> Option<Answer> {
    let answer = match call.id() {
        "crawlUrls" => crawl::start(app, call),
        "crawlParamsPreview" => crawl::preview(call),
        "getActiveCrawls" => crawl::active(app),
        "scrapeAndExtractFromUrls" => batch::start(app, call),
        "getCrawlStatus" => status::read(app, call, "crawl"),
        "getBatchScrapeStatus" => status::read(app, call, "batch/scrape"),
        "getCrawlErrors" | "getBatchScrapeErrors" => status::errors(app, call),
        "cancelCrawl" | "cancelBatchScrape" => status::cancel(app, call),
        "extractData" => made_up::start_extract(app, call),
        "getExtractStatus" => made_up::read_extract(app, call),
        "startAgent" => made_up::start_agent(app, call),
        "getAgentStatus" => made_up::read_agent(app, call),
        "cancelAgent" => made_up::cancel_agent(app, call),
        "listAgents" => made_up::list_agents(app, call),
        _ => return None,
    };
    Some(answer)
}
