//! Every method of the facade that calls an operation, as a call with any request.

use std::any;
use std::future::Future;
use std::pin::Pin;
use std::time::{Duration, UNIX_EPOCH};

use firecrawl_client::types::{
    ActivityQuery, AgentRequest, BatchScrapeRequest, BrowserCodeRequest, BrowserSessionRequest,
    BrowserSessionStatus, CrawlParamsRequest, CrawlRequest, DeveloperSearchRequest, ExtractRequest,
    FeedbackRequest, GovSearchRequest, InteractRequest, MapRequest, MonitorCheckQuery,
    MonitorChecksQuery, MonitorCreateRequest, MonitorUpdateRequest, MonitorsQuery, PaperRequest,
    PaperSearchRequest, ParseOptions, RelatedPapersRequest, ScrapeRequest, SearchFeedbackRequest,
    SearchRequest, SupportAskRequest, SupportDocsSearchRequest, ThreatProtectionRequest,
};
use firecrawl_client::{
    AgentThreadQuery, AgentTraceQuery, AgentsQuery, BrowserSessionsQuery, Client, Error, Upload,
    UsageHistoryQuery,
};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use crate::setup::ID;

/// One method, and the operation that it is to call.
pub struct Row {
    /// As `cargo xtask list` names it: `Client::map`.
    pub method: &'static str,
    /// The operationId.
    pub operation: &'static str,
    /// Calls the method with a request.
    pub call: fn(Client, Given) -> Calling,
}

/// A method that is called.
pub type Calling = Pin<Box<dyn Future<Output = Result<(), Trouble>>>>;

/// The request of a call, as it is to arrive.
#[derive(Clone, Debug, Default)]
pub struct Given {
    pub body: Value,
    pub query: Value,
}

/// What can go wrong on the way to the server and back.
#[derive(Debug)]
pub enum Trouble {
    /// The request cannot be read into its type.
    Unreadable { name: &'static str, why: String },
    /// The call failed.
    Failed(Error),
}

impl From<Error> for Trouble {
    fn from(error: Error) -> Self {
        Self::Failed(error)
    }
}

impl Given {
    fn body<T: DeserializeOwned>(self) -> Result<T, Trouble> {
        read(self.body)
    }

    fn query<T: DeserializeOwned>(self) -> Result<T, Trouble> {
        read(self.query)
    }

    /// The only parameter of an operation that has a single one.
    fn only<T, Q>(self, name: &str, query: Q, set: fn(Q, T) -> Q) -> Result<Q, Trouble>
    where
        T: DeserializeOwned,
    {
        Ok(match self.query.get(name) {
            Some(value) => set(query, read(value.clone())?),
            None => query,
        })
    }
}

fn read<T: DeserializeOwned>(value: Value) -> Result<T, Trouble> {
    let value = if value.is_null() { json!({}) } else { value };
    serde_json::from_value(value).map_err(|error| Trouble::Unreadable {
        name: any::type_name::<T>()
            .rsplit("::")
            .next()
            .unwrap_or_default(),
        why: error.to_string(),
    })
}

macro_rules! rows {
    ($($method:literal => $operation:literal: |$client:ident, $given:ident| $call:expr;)+) => {
        /// Every method, by the place of its operation in the contract.
        pub const ROWS: &[Row] = &[$(Row {
            method: $method,
            operation: $operation,
            call: |$client, $given| Box::pin(async move {
                drop($call.await?);
                Ok(())
            }),
        },)+];
    };
}

// `cargo test -p xtask` compares the names in it with the source of the facade.
rows! {
    "Monitors::create" => "createMonitor": |client, given| client.monitors().create(given.body::<MonitorCreateRequest>()?);
    "Monitors::list" => "listMonitors": |client, given| client.monitors().list(given.query::<MonitorsQuery>()?);
    "Monitors::get" => "getMonitor": |client, _given| client.monitors().get(ID);
    "Monitors::update" => "updateMonitor": |client, given| client.monitors().update(ID, given.body::<MonitorUpdateRequest>()?);
    "Monitors::delete" => "deleteMonitor": |client, _given| client.monitors().delete(ID);
    "Monitors::run" => "runMonitor": |client, _given| client.monitors().run(ID);
    "Monitors::checks" => "listMonitorChecks": |client, given| client.monitors().checks(ID, given.query::<MonitorChecksQuery>()?);
    "Monitors::check" => "getMonitorCheck": |client, given| client.monitors().check(ID, ID, given.query::<MonitorCheckQuery>()?);
    "Client::scrape" => "scrapeAndExtractFromUrl": |client, given| client.scrape(given.body::<ScrapeRequest>()?);
    "Client::interact" => "interactWithScrapeBrowserSession": |client, given| client.interact(ID, given.body::<InteractRequest>()?);
    "Client::end_interaction" => "stopInteractiveScrapeBrowserSession": |client, _given| client.end_interaction(ID);
    "Client::parse" => "parseFile": |client, given| client.parse(upload(given)?);
    "Client::batch_scrape" => "scrapeAndExtractFromUrls": |client, given| client.batch_scrape(given.body::<BatchScrapeRequest>()?);
    "Batch::status" => "getBatchScrapeStatus": |client, _given| client.batch_job(ID).status();
    "Batch::cancel" => "cancelBatchScrape": |client, _given| client.batch_job(ID).cancel();
    "Batch::errors" => "getBatchScrapeErrors": |client, _given| client.batch_job(ID).errors();
    "Crawl::status" => "getCrawlStatus": |client, _given| client.crawl_job(ID).status();
    "Crawl::cancel" => "cancelCrawl": |client, _given| client.crawl_job(ID).cancel();
    "Crawl::errors" => "getCrawlErrors": |client, _given| client.crawl_job(ID).errors();
    "Client::crawl" => "crawlUrls": |client, given| client.crawl(given.body::<CrawlRequest>()?);
    "Client::crawl_params" => "crawlParamsPreview": |client, given| {
        let request = given.body::<CrawlParamsRequest>()?;
        client.crawl_params(request.url, request.prompt)
    };
    "Client::map" => "mapUrls": |client, given| client.map(given.body::<MapRequest>()?);
    "Client::extract" => "extractData": |client, given| client.extract(given.body::<ExtractRequest>()?);
    "Extract::status" => "getExtractStatus": |client, _given| client.extract_job(ID).status();
    "Client::agent" => "startAgent": |client, given| client.agent(given.body::<AgentRequest>()?);
    "Client::agents" => "listAgents": |client, given| client.agents(given.only("before", AgentsQuery::new(), before)?);
    "Agent::status" => "getAgentStatus": |client, _given| client.agent_job(ID).status();
    "Agent::cancel" => "cancelAgent": |client, _given| client.agent_job(ID).cancel();
    "Client::active_crawls" => "getActiveCrawls": |client, _given| client.active_crawls();
    "Team::credit_usage" => "getCreditUsage": |client, _given| client.team().credit_usage();
    "Team::credit_usage_history" => "getHistoricalCreditUsage": |client, given| client.team().credit_usage_history(history(given)?);
    "Team::token_usage" => "getTokenUsage": |client, _given| client.team().token_usage();
    "Team::token_usage_history" => "getHistoricalTokenUsage": |client, given| client.team().token_usage_history(history(given)?);
    "Team::queue_status" => "getQueueStatus": |client, _given| client.team().queue_status();
    "Team::activity" => "getActivity": |client, given| client.team().activity(given.query::<ActivityQuery>()?);
    "Client::search" => "searchAndScrape": |client, given| client.search(given.body::<SearchRequest>()?);
    "Browser::create" => "createBrowserSession": |client, given| client.browser().create(given.body::<BrowserSessionRequest>()?);
    "Browser::list" => "listBrowserSessions": |client, given| client.browser().list(given.only("status", BrowserSessionsQuery::new(), session_status)?);
    "Browser::execute" => "executeBrowserCode": |client, given| client.browser().execute(ID, given.body::<BrowserCodeRequest>()?);
    "Browser::delete" => "deleteBrowserSession": |client, _given| client.browser().delete(ID);
    "Client::scrape_status" => "getScrapeStatus": |client, _given| client.scrape_status(ID);
    "Client::search_feedback" => "submitSearchFeedback": |client, given| client.search_feedback(ID, given.body::<SearchFeedbackRequest>()?);
    "Support::ask" => "askSupportAgent": |client, given| client.support().ask(given.body::<SupportAskRequest>()?);
    "Support::search_docs" => "searchSupportDocs": |client, given| client.support().search_docs(given.body::<SupportDocsSearchRequest>()?);
    "Research::search_papers" => "researchSearchPapers": |client, given| client.research().search_papers(given.query::<PaperSearchRequest>()?);
    "Research::paper" => "researchGetPaper": |client, given| client.research().paper(ID, given.query::<PaperRequest>()?);
    "Research::related_papers" => "researchRelatedPapers": |client, given| client.research().related_papers(ID, given.query::<RelatedPapersRequest>()?);
    "Client::developer_search_get" => "developerSearch": |client, given| client.developer_search_get(given.query::<DeveloperSearchRequest>()?);
    "Client::developer_search" => "developerSearchPost": |client, given| client.developer_search(given.body::<DeveloperSearchRequest>()?);
    "Client::feedback" => "submitEndpointFeedback": |client, given| client.feedback(given.body::<FeedbackRequest>()?);
    "ThreatSettings::get" => "getThreatProtection": |client, _given| client.threat_protection().get();
    "ThreatSettings::update" => "updateThreatProtection": |client, given| client.threat_protection().update(given.body::<ThreatProtectionRequest>()?);
    "Client::agent_trace" => "getAgentTrace": |client, given| client.agent_trace(ID, given.only("liveView", AgentTraceQuery::new(), AgentTraceQuery::live_view)?);
    "Client::agent_snapshot" => "getAgentSnapshot": |client, _given| client.agent_snapshot(ID, "7");
    "Client::agent_thread" => "getAgentThread": |client, given| client.agent_thread(ID, given.only("includeData", AgentThreadQuery::new(), AgentThreadQuery::include_data)?);
    "Client::parse_formats" => "getParseFormats": |client, _given| client.parse_formats();
    "Team::concurrency" => "getConcurrencyCheck": |client, _given| client.team().concurrency();
    "Client::search_gov" => "searchGov": |client, given| client.search_gov(given.body::<GovSearchRequest>()?);
}

fn upload(given: Given) -> Result<Upload, Trouble> {
    let upload = Upload::bytes("lamp.html", "<h1>Lamp</h1>");
    Ok(match given.body.get("options") {
        Some(options) => upload.options(read::<ParseOptions>(options.clone())?),
        None => upload,
    })
}

fn before(query: AgentsQuery, milliseconds: u64) -> AgentsQuery {
    query.before(UNIX_EPOCH + Duration::from_millis(milliseconds))
}

fn session_status(
    query: BrowserSessionsQuery,
    status: BrowserSessionStatus,
) -> BrowserSessionsQuery {
    query.status(status)
}

fn history(given: Given) -> Result<UsageHistoryQuery, Trouble> {
    given.only(
        "byApiKey",
        UsageHistoryQuery::new(),
        UsageHistoryQuery::by_api_key,
    )
}
