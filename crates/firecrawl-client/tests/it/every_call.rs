//! Each method calls its own operation, once, and reads what comes back.

use firecrawl_client::Method;
use firecrawl_client::types::{
    BrowserSessionRequest, ExchangeQuery, FeedbackEndpoint, FeedbackRating, FeedbackRequest,
    InteractRequest, McpActionLog, MonitorCreateRequest, MonitorSchedule, MonitorUpdateRequest,
    PaperRequest, ScrapeMonitorTarget, SearchFeedbackRequest, ThreatProtectionMode,
    ThreatProtectionRequest,
};
use serde_json::Value;

use crate::setup::{ID, Setup};

/// Calls, and sees that the server counted one call of the operation and of no other.
macro_rules! calls {
    ($setup:ident, $operation:literal, $call:expr) => {{
        let others = |coverage: &firecrawl_local::Coverage| -> u64 {
            let names: Vec<&str> = coverage.operations().collect();
            names.iter().map(|name| coverage.calls(name)).sum()
        };
        let before = $setup.server.coverage();
        let reply = $call.await.unwrap();
        let after = $setup.server.coverage();
        assert_eq!(
            after.calls($operation),
            before.calls($operation) + 1,
            "{} was not called",
            $operation
        );
        assert_eq!(others(&after), others(&before) + 1, "{}", $operation);
        assert_eq!(reply.http_status(), 200, "{}", $operation);
        assert_eq!(reply.attempts(), 1, "{}", $operation);
        reply
    }};
}

#[tokio::test]
async fn what_is_not_below_the_version() {
    let setup = Setup::new().await;
    let client = &setup.client;
    let query = ExchangeQuery::new().expand("all").surface("web");
    let all = query.clone().q("prices").limit(5);
    calls!(setup, "discoverExchange", client.exchange_categories(all));
    let of = client.exchange_cohort("finance", query);
    calls!(setup, "discoverExchangeCohort", of);
    let of = client.exchange_provider("finance", "a b", ExchangeQuery::new());
    calls!(setup, "discoverExchangeProvider", of);
    let of = client.exchange_capability("finance", "ab", "c/d", ExchangeQuery::new());
    calls!(setup, "discoverExchangeCapability", of);
    let request = client.request(Method::GET, "/exchange/discover/finance?limit=5");
    let of = request.query("q", "prices").send::<Value>();
    calls!(setup, "discoverExchangeCohort", of);
    let paths: Vec<_> = setup
        .server
        .requests()
        .into_iter()
        .map(|seen| seen.path)
        .collect();
    assert_eq!(
        paths,
        [
            "/exchange/discover?expand=all&limit=5&q=prices&surface=web",
            "/exchange/discover/finance?expand=all&surface=web",
            "/exchange/discover/finance/a%20b",
            "/exchange/discover/finance/ab/c%2Fd",
            "/exchange/discover/finance?limit=5&q=prices",
        ]
    );
}

#[tokio::test]
async fn pages_and_searches() {
    let setup = Setup::new().await;
    let client = &setup.client;
    calls!(setup, "mapUrls", client.map(setup.page("/")));
    calls!(setup, "searchAndScrape", client.search("tea"));
    calls!(setup, "searchGov", client.search_gov("tea"));
    let logged = McpActionLog::new("team", "scrape", "success", "request");
    calls!(setup, "logMcpAction", client.log_mcp_action(logged));
    calls!(setup, "createParseUpload", client.parse_upload("a.html"));
    let eligible = client.keyless_eligibility("203.0.113.7", "a secret");
    calls!(setup, "getKeylessEligibility", eligible);
    let request = setup.server.requests().pop().unwrap();
    assert_eq!(request.headers["x-firecrawl-keyless-ip"], "203.0.113.7");
    assert_eq!(request.headers["x-firecrawl-keyless-secret"], "redacted");
    calls!(
        setup,
        "developerSearchPost",
        client.developer_search("timeout")
    );
    calls!(
        setup,
        "developerSearch",
        client.developer_search_get("timeout")
    );
    calls!(
        setup,
        "crawlParamsPreview",
        client.crawl_params(setup.page("/"), "only the blog")
    );
    calls!(setup, "getActiveCrawls", client.active_crawls());
    calls!(setup, "getParseFormats", client.parse_formats());
    let prompt = InteractRequest::new().prompt("look around");
    let scrape = setup.scrape_id().await;
    calls!(
        setup,
        "interactWithScrapeBrowserSession",
        client.interact(&scrape, prompt)
    );
    calls!(
        setup,
        "stopInteractiveScrapeBrowserSession",
        client.end_interaction(&scrape)
    );
    // The local server keeps no scrapes.
    setup
        .server
        .on("getScrapeStatus", |_| {
            let page = serde_json::json!({"markdown": "# Tea"});
            firecrawl_local::Response::ok(serde_json::json!({"success": true, "data": page}))
        })
        .unwrap();
    calls!(setup, "getScrapeStatus", client.scrape_status(ID));
}

#[tokio::test]
async fn feedback() {
    let setup = Setup::new().await;
    let client = &setup.client;
    let scrape = setup.scrape_id().await;
    let request = FeedbackRequest::new(FeedbackRating::Bad, FeedbackEndpoint::Scrape);
    let request = request.job_id(scrape);
    calls!(setup, "submitEndpointFeedback", client.feedback(request));
    let request = SearchFeedbackRequest::new(FeedbackRating::Good);
    let found = client.search("tea").await.unwrap();
    calls!(
        setup,
        "submitSearchFeedback",
        client.search_feedback(found.id().unwrap(), request)
    );
}

#[tokio::test]
async fn agent_runs() {
    let setup = Setup::new().await;
    let client = &setup.client;
    calls!(setup, "listAgents", client.agents());
    let run = client.agent("how much is tea?").await.unwrap();
    let (id, status) = (run.id().to_string(), run.wait().await.unwrap());
    let thread = status.thread_id.clone().unwrap();
    calls!(setup, "getAgentThread", client.agent_thread(thread));
    let trace = calls!(setup, "getAgentTrace", client.agent_trace(id.clone()));
    let artifact = trace
        .events
        .iter()
        .find_map(|event| event.artifact.as_ref());
    let snapshot = artifact.unwrap().snapshot_id.clone().unwrap();
    calls!(
        setup,
        "getAgentSnapshot",
        client.agent_snapshot(id, snapshot)
    );
}

#[tokio::test]
async fn monitors() {
    let setup = Setup::new().await;
    let monitors = setup.client.monitors();
    let request = MonitorCreateRequest::new(
        "tea",
        MonitorSchedule::new().cron("0 9 * * *"),
        [ScrapeMonitorTarget::new([setup.page("/tea-room")])],
    );
    let made = calls!(setup, "createMonitor", monitors.create(request));
    let id = made.id.as_str();
    let check = {
        let run = format!("/monitor/{id}/run");
        let started = setup
            .client
            .request(firecrawl_client::Method::POST, run)
            .send::<serde_json::Value>()
            .await
            .unwrap();
        started["data"]["id"].as_str().unwrap().to_owned()
    };
    calls!(setup, "listMonitors", monitors.list());
    calls!(setup, "getMonitor", monitors.get(id));
    let request = MonitorUpdateRequest::new().name("more tea");
    calls!(setup, "updateMonitor", monitors.update(id, request));
    calls!(setup, "listMonitorChecks", monitors.checks(id));
    calls!(setup, "getMonitorCheck", monitors.check(id, check));
    calls!(setup, "deleteMonitor", monitors.delete(id));
}

#[tokio::test]
async fn browser_sessions() {
    let setup = Setup::new().await;
    let browser = setup.client.browser();
    let request = BrowserSessionRequest::new();
    let session = calls!(setup, "createBrowserSession", browser.create(request));
    let id = session.id.as_str();
    calls!(setup, "listBrowserSessions", browser.list());
    calls!(setup, "executeBrowserCode", browser.execute(id, "1 + 1"));
    calls!(setup, "deleteBrowserSession", browser.delete(id));
}

#[tokio::test]
async fn the_account() {
    let setup = Setup::new().await;
    let team = setup.client.team();
    calls!(setup, "getCreditUsage", team.credit_usage());
    calls!(
        setup,
        "getHistoricalCreditUsage",
        team.credit_usage_history()
    );
    calls!(setup, "getTokenUsage", team.token_usage());
    calls!(setup, "getHistoricalTokenUsage", team.token_usage_history());
    calls!(setup, "getQueueStatus", team.queue_status());
    calls!(setup, "getActivity", team.activity());
    calls!(setup, "getConcurrencyCheck", team.concurrency());
    let threats = setup.client.threat_protection();
    calls!(setup, "getThreatProtection", threats.get());
    let request = ThreatProtectionRequest::new(ThreatProtectionMode::Normal);
    calls!(setup, "updateThreatProtection", threats.update(request));
}

#[tokio::test]
async fn research_and_support() {
    let setup = Setup::new().await;
    let research = setup.client.research();
    calls!(
        setup,
        "researchSearchPapers",
        research.search_papers("tides")
    );
    calls!(
        setup,
        "researchGetPaper",
        research.paper("arxiv:1706.03762", PaperRequest::new())
    );
    calls!(
        setup,
        "researchRelatedPapers",
        research.related_papers("arxiv:1706.03762", "cheaper")
    );
    let support = setup.client.support();
    calls!(setup, "askSupportAgent", support.ask("why?"));
    calls!(setup, "searchSupportDocs", support.search_docs("how?"));
}
