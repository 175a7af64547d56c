//! Requests as people make them: a few for each operation that takes something.

use std::time::Duration;

use firecrawl_client::types::{
    Action, AgentRequest, AgentWebhook, AttributeSelector, AttributesFormat, AuditMetadata,
    BatchScrapeRequest, BrowserCodeRequest, BrowserProfile, BrowserSessionRequest,
    ChangeTrackingFormat, ChangeTrackingMode, ClickAction, CodeLanguage, CrawlRequest,
    DeveloperSearchRequest, ExtractRequest, FeedbackEndpoint, FeedbackRating, FeedbackRequest,
    Format, GovSearchRequest, InteractRequest, JsonFormat, Location, MapRequest, McpActionLog,
    MonitorCreateRequest, MonitorSchedule, MonitorStatus, MonitorUpdateRequest, MonitorWebhook,
    PaperSearchRequest, ParseFormat, ParseOptions, ParseUploadRequest, PdfParser, ProxyMode,
    RelatedPapersRequest, ScrapeMonitorTarget, ScrapeOptions, ScrapeRequest, ScreenshotFormat,
    SearchFeedbackRequest, SearchRequest, SitemapMode, SupportAskRequest, ThreatProtectionMode,
    ThreatProtectionRequest, ToolCall, WaitAction, Webhook, WebhookEvent,
};
use firecrawl_client::{Client, Upload};
use serde_json::json;

use super::table::Calling;
use crate::setup::ID;

/// A request with a name.
pub struct TypicalRequest {
    /// The operationId.
    pub operation: &'static str,
    pub title: &'static str,
    pub call: fn(Client) -> Calling,
}

const PAGE: &str = "https://example.com/blog";

macro_rules! typical {
    ($($operation:literal, $title:literal: |$client:ident| $call:expr;)+) => {
        /// All of them, by the place of their operation in the contract.
        pub const TYPICAL: &[TypicalRequest] = &[$(TypicalRequest {
            operation: $operation,
            title: $title,
            call: |$client| Box::pin(async move {
                drop($call.await?);
                Ok(())
            }),
        },)+];
    };
}

typical! {
    "createMonitor", "a page each morning": |client| client.monitors().create(
        MonitorCreateRequest::new(
            "prices",
            MonitorSchedule::new().cron("0 6 * * *").timezone("Europe/London"),
            [ScrapeMonitorTarget::new([PAGE])],
        )
        .goal("tell me when a price changes")
        .webhook(MonitorWebhook::new("https://hooks.example.com/prices"))
        .retention_days(30),
    );
    "updateMonitor", "pause": |client| client.monitors().update(
        ID,
        MonitorUpdateRequest::new().status(MonitorStatus::Paused).clear_goal(),
    );
    "scrapeAndExtractFromUrl", "an address": |client| client.scrape(PAGE);
    "scrapeAndExtractFromUrl", "many formats": |client| client.scrape(
        ScrapeRequest::new(PAGE)
            .formats([
                Format::from("markdown"),
                ScreenshotFormat::new().full_page(true).quality(80).into(),
                JsonFormat::new()
                    .prompt("the author")
                    .schema(json!({"type": "object"}))
                    .into(),
                ChangeTrackingFormat::new().modes([ChangeTrackingMode::GitDiff]).into(),
                AttributesFormat::new([AttributeSelector::new("a", "href")]).into(),
            ])
            .only_main_content(false)
            .max_age(Duration::ZERO),
    );
    "scrapeAndExtractFromUrl", "a page behind clicks": |client| client.scrape(
        ScrapeRequest::new(PAGE)
            .actions([
                WaitAction::new().milliseconds(Duration::from_millis(500)).into(),
                Action::from(ClickAction::new("#more")),
            ])
            .headers([("cookie", "seen=1")])
            .location(Location::new().country("DE"))
            .proxy(ProxyMode::Auto)
            .timeout(Duration::from_secs(60))
            .wait_for(Duration::from_secs(2))
            .parsers([PdfParser::new().max_pages(3)])
            .redact_pii(true)
            .audit_metadata(AuditMetadata::new("keeper")),
    );
    "scrapeAndExtractFromUrl", "metadata alone": |client| client.scrape(
        ScrapeRequest::new(PAGE).formats([""; 0]).parsers([""; 0]),
    );
    "interactWithScrapeBrowserSession", "in words": |client| client.interact(
        ID,
        InteractRequest::new().prompt("open the second article"),
    );
    "interactWithScrapeBrowserSession", "in code": |client| client.interact(
        ID,
        InteractRequest::new()
            .code("await page.title()")
            .language(CodeLanguage::Node)
            .timeout(Duration::from_secs(30)),
    );
    "parseFile", "a file": |client| client.parse(Upload::bytes("lamp.pdf", "%PDF"));
    "parseFile", "a file with options": |client| client.parse(
        Upload::bytes("lamp.pdf", "%PDF").options(
            ParseOptions::new()
                .formats([ParseFormat::Markdown, ParseFormat::Links])
                .timeout(Duration::from_secs(60)),
        ),
    );
    "scrapeAndExtractFromUrls", "a list of addresses": |client| client.batch_scrape([PAGE, "https://example.com/about"]);
    "scrapeAndExtractFromUrls", "with options and a webhook": |client| client.batch_scrape(
        BatchScrapeRequest::new([PAGE])
            .formats(["markdown", "links"])
            .ignore_invalid_urls(true)
            .max_concurrency(5)
            .webhook(Webhook::new("https://hooks.example.com/batch")),
    );
    "crawlUrls", "an address": |client| client.crawl("https://example.com");
    "crawlUrls", "a part of a site": |client| client.crawl(
        CrawlRequest::new("https://example.com")
            .include_paths(["^/blog/.*"])
            .limit(50)
            .max_discovery_depth(2)
            .sitemap(SitemapMode::Include)
            .delay(Duration::from_secs(1))
            .scrape_options(ScrapeOptions::new().formats(["markdown"]).only_main_content(true)),
    );
    "crawlParamsPreview", "in words": |client| client.crawl_params(PAGE, "only the blog");
    "mapUrls", "an address": |client| client.map("https://example.com");
    "mapUrls", "a search": |client| client.map(
        MapRequest::new("https://example.com").search("prices").limit(100).sitemap(SitemapMode::Only),
    );
    "scrapeAndExtractFromUrl", "calls of data providers": |client| client.scrape(
        ScrapeRequest::default().alexandria([ToolCall::new("weather", "forecast/day")]),
    );
    "extractData", "a prompt": |client| client.extract(
        ExtractRequest::default().prompt("the founders of example.com"),
    );
    "extractData", "a question": |client| client.extract(
        ExtractRequest::new(["https://example.com/*"])
            .prompt("who works here?")
            .schema(json!({"type": "object"}))
            .enable_web_search(true),
    );
    "startAgent", "a question": |client| client.agent("find the opening hours of the museum");
    "startAgent", "with limits": |client| client.agent(
        AgentRequest::new("find the opening hours")
            .urls(["https://museum.example.com"])
            .strict_constrain_to_urls(true)
            .max_credits(100)
            .webhook(AgentWebhook::new("https://hooks.example.com/agent")),
    );
    "getActivity", "the last of one kind": |client| client.team().activity().endpoint("scrape").limit(10);
    "searchAndScrape", "words": |client| client.search("lighthouse keepers");
    "searchAndScrape", "news with their pages": |client| client.search(
        SearchRequest::new("lighthouse keepers")
            .limit(5)
            .sources(["web", "news"])
            .categories(["github"])
            .include_domains(["example.com"])
            .country("GB")
            .scrape_options(ScrapeOptions::new().formats(["markdown"])),
    );
    "createBrowserSession", "for ten minutes": |client| client.browser().create(
        BrowserSessionRequest::new()
            .ttl(Duration::from_secs(600))
            .profile(BrowserProfile::new("keeper")),
    );
    "executeBrowserCode", "a line": |client| client.browser().execute(ID, "await page.title()");
    "executeBrowserCode", "in Python": |client| client.browser().execute(
        ID,
        BrowserCodeRequest::new("print(1)")
            .language(CodeLanguage::Python)
            .timeout(Duration::from_secs(30)),
    );
    "submitSearchFeedback", "a good search": |client| client.search_feedback(
        ID,
        SearchFeedbackRequest::new(FeedbackRating::Good),
    );
    "submitEndpointFeedback", "a bad scrape": |client| client.feedback(
        FeedbackRequest::new(FeedbackRating::Bad, FeedbackEndpoint::Scrape)
            .job_id(ID)
            .note("the table is missing")
            .url(PAGE),
    );
    "submitEndpointFeedback", "a missing tool": |client| client.feedback(
        FeedbackRequest::new(FeedbackRating::Bad, FeedbackEndpoint::Alexandria)
            .requested_website("https://tides.example.com"),
    );
    "updateMonitor", "no receivers": |client| client.monitors().update(
        ID,
        MonitorUpdateRequest::new().clear_webhook().clear_notification(),
    );
    "crawlUrls", "a receiver by its URL": |client| client.crawl(
        CrawlRequest::new(PAGE).webhook("https://hooks.example.com/crawl"),
    );
    "crawlUrls", "full names of events": |client| client.crawl(
        CrawlRequest::new(PAGE).webhook(
            Webhook::new("https://hooks.example.com").events([WebhookEvent::CrawlPage]),
        ),
    );
    "scrapeAndExtractFromUrl", "no schema": |client| client.scrape(
        ScrapeRequest::new(PAGE).formats([JsonFormat::new().prompt("prices").clear_schema()]),
    );
    "askSupportAgent", "a question": |client| client.support().ask(
        SupportAskRequest::new("why is it slow?").rationale("all pages take a minute"),
    );
    "searchSupportDocs", "a question": |client| client.support().search_docs("how do webhooks work?");
    "researchSearchPapers", "of some years": |client| client.research().search_papers(
        PaperSearchRequest::new("tides").k(5).from("2024-01-01").to("2025-12-31"),
    );
    "researchRelatedPapers", "what cites it": |client| client.research().related_papers(
        "arxiv:1706.03762",
        RelatedPapersRequest::new("cheaper attention").k(5).rerank(true),
    );
    "developerSearch", "words": |client| client.developer_search_get("retry after");
    "developerSearchPost", "in one language": |client| client.developer_search(
        DeveloperSearchRequest::new("retry after").language("rust").repos(["tower-rs/tower"]).k(5),
    );
    "updateThreatProtection", "block some": |client| client.threat_protection().update(
        ThreatProtectionRequest::new(ThreatProtectionMode::Normal)
            .risk_score_threshold(70)
            .blacklist(["bad.example"]),
    );
    "logMcpAction", "a call": |client| client.log_mcp_action(
        McpActionLog::new("team", "scrape", "success", "request").auth_type("oauth"),
    );
    "createParseUpload", "a page": |client| client.parse_upload(
        ParseUploadRequest::new("a.html").content_type("text/html").declared_size_bytes(10),
    );
    "searchGov", "words": |client| client.search_gov(GovSearchRequest::new("tide tables").k(3));
}
