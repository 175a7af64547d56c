//! The handler of each operation.

use std::sync::Arc;

use chrono::Utc;

use crate::engine::{parse, search};
use crate::jobs::{batch, crawl, status, synthetic};
use crate::monitors::{handlers, run};
use crate::request::Request;
use crate::response::Response;
use crate::state::ServerState;
use crate::team::usage::{CREDITS, TOKENS};
use crate::team::{activity, browser, feedback, threat_protection, usage};

/// Handles a request; `None` if the server has no handler for the operation.
pub async fn handle(state: &Arc<ServerState>, request: &Request) -> Option<Response> {
    let team = &state.team;
    let engine = &state.engine;
    let now = Utc::now();
    let body = |name: &str| request.body_str(name).unwrap_or_default();
    let handled = match request.id() {
        "scrapeAndExtractFromUrl" => engine.scrape_response(request).await,
        "getScrapeStatus" => engine.stored_response(request.path_param("jobId")),
        "mapUrls" => engine.map_response(request).await,
        "parseFile" => parse::parse(&engine.uploads, request).await,
        "getParseFormats" => Ok(parse::formats()),
        "createParseUpload" => Ok(engine.uploads.create(request)),

        "crawlUrls" => crawl::start(state, request),
        "crawlParamsPreview" => crawl::preview(request),
        "getActiveCrawls" => Ok(crawl::active(state)),
        "scrapeAndExtractFromUrls" => batch::start(state, request),
        "getCrawlStatus" => status::read(state, request, "crawl"),
        "getBatchScrapeStatus" => status::read(state, request, "batch/scrape"),
        "getCrawlErrors" | "getBatchScrapeErrors" => status::errors(state, request),
        "cancelCrawl" | "cancelBatchScrape" => status::cancel(state, request),
        "extractData" => synthetic::start_extract(state, request),
        "getExtractStatus" => synthetic::read_extract(state, request),
        "startAgent" => Ok(synthetic::start_agent(state, request)),
        "getAgentStatus" => synthetic::read_agent(state, request),
        "cancelAgent" => synthetic::cancel_agent(state, request),
        "listAgents" => Ok(synthetic::list_agents(state, request)),
        "getAgentTrace" => synthetic::read_trace(state, request),
        "getAgentSnapshot" => synthetic::read_snapshot(state, request),
        "getAgentThread" => synthetic::read_thread(state, request),

        "searchAndScrape" => search::search(request).await,
        "searchGov" => Ok(search::search_gov(request)),

        "createMonitor" => handlers::create(state, request),
        "listMonitors" => Ok(handlers::list(state, request)),
        "getMonitor" => handlers::get(state, request),
        "updateMonitor" => handlers::update(state, request),
        "deleteMonitor" => handlers::delete(state, request),
        "runMonitor" => run::start(state, request),
        "listMonitorChecks" => handlers::list_checks(state, request),
        "getMonitorCheck" => handlers::get_check(state, request),

        "getCreditUsage" => Ok(usage::remaining(team, CREDITS, now)),
        "getHistoricalCreditUsage" => Ok(usage::history(team, CREDITS, request, now)),
        "getTokenUsage" => Ok(usage::remaining(team, TOKENS, now)),
        "getHistoricalTokenUsage" => Ok(usage::history(team, TOKENS, request, now)),
        "getQueueStatus" => Ok(usage::queue(state)),
        "getConcurrencyCheck" => Ok(usage::concurrency(state)),
        "getActivity" => activity::list(team, request),
        "getThreatProtection" => Ok(threat_protection::get(team)),
        "updateThreatProtection" => Ok(threat_protection::update(team, request)),
        "submitSearchFeedback" => {
            feedback::submit(team, &engine.ids, "search", request.path_param("jobId"))
        }
        "submitEndpointFeedback" => {
            feedback::submit(team, &engine.ids, body("endpoint"), body("jobId"))
        }
        "createBrowserSession" => Ok(browser::create(team, request, now)),
        "listBrowserSessions" => Ok(browser::list(team, request, now)),
        "executeBrowserCode" => browser::execute(team, request, now),
        "deleteBrowserSession" => browser::delete(team, request, now),
        "interactWithScrapeBrowserSession" => browser::interact(team, &engine.ids, request, now),
        "stopInteractiveScrapeBrowserSession" => browser::stop_interaction(team, request, now),
        _ => return None,
    };
    Some(handled.unwrap_or_else(|error| *error))
}
