//! Every method of the facade that calls an operation, as a call with any request.

use std::any;
use std::collections::BTreeMap;
use std::future::Future;
use std::pin::Pin;
use std::sync::LazyLock;
use std::time::{Duration, UNIX_EPOCH};

use firecrawl_api::OperationId;
use firecrawl_client::types::{
    ActivityQuery, AgentRequest, BatchScrapeRequest, BrowserCodeRequest, BrowserSessionRequest,
    BrowserSessionStatus, CrawlParamsRequest, CrawlRequest, DeveloperSearchRequest, ExchangeQuery,
    ExtractRequest, FeedbackRequest, GovSearchRequest, InteractRequest, MapRequest, McpActionLog,
    MonitorCheckQuery, MonitorChecksQuery, MonitorCreateRequest, MonitorUpdateRequest,
    MonitorsQuery, PaperRequest, PaperSearchRequest, ParseOptions, ParseUploadRequest,
    RelatedPapersRequest, ScrapeRequest, SearchFeedbackRequest, SearchRequest, SupportAskRequest,
    SupportDocsSearchRequest, ThreatProtectionRequest,
};
use firecrawl_client::{AgentsQuery, Client, Error, QueryBuilder, Upload};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use crate::setup::ID;

/// One method, and the operation that it is to call.
pub struct Row {
    /// Its name in `openapi/facade.toml`, such as `Client::map`.
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

/// Faults on the way to the server and back.
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
    ($($operation:ident => $method:literal: |$client:ident, $given:ident| $call:expr;)+) => {
        /// Every method, in the order of the contract.
        pub static ROWS: LazyLock<Vec<Row>> = LazyLock::new(|| {
            OperationId::ALL.iter().map(|operation| row(*operation)).collect()
        });

        /// Returns the method of an operation. A new operation does not compile until it has a row.
        fn row(operation: OperationId) -> Row {
            let id = operation.operation().id;
            match operation {
                $(OperationId::$operation => Row {
                    method: $method,
                    operation: id,
                    call: |$client, $given| Box::pin(async move {
                        drop($call.await?);
                        Ok(())
                    }),
                },)+
            }
        }
    };
}

rows! {
    CreateMonitor => "Monitors::create": |client, given| client.monitors().create(given.body::<MonitorCreateRequest>()?);
    ListMonitors => "Monitors::list": |client, given| client.monitors().list().query(given.query::<MonitorsQuery>()?);
    GetMonitor => "Monitors::get": |client, _given| client.monitors().get(ID);
    UpdateMonitor => "Monitors::update": |client, given| client.monitors().update(ID, given.body::<MonitorUpdateRequest>()?);
    DeleteMonitor => "Monitors::delete": |client, _given| client.monitors().delete(ID);
    RunMonitor => "Monitors::run": |client, _given| client.monitors().run(ID);
    ListMonitorChecks => "Monitors::checks": |client, given| client.monitors().checks(ID).query(given.query::<MonitorChecksQuery>()?);
    GetMonitorCheck => "Monitors::check": |client, given| client.monitors().check(ID, ID).query(given.query::<MonitorCheckQuery>()?);
    ScrapeAndExtractFromUrl => "Client::scrape": |client, given| client.scrape(given.body::<ScrapeRequest>()?);
    InteractWithScrapeBrowserSession => "Client::interact": |client, given| client.interact(ID, given.body::<InteractRequest>()?);
    StopInteractiveScrapeBrowserSession => "Client::end_interaction": |client, _given| client.end_interaction(ID);
    ParseFile => "Client::parse": |client, given| client.parse(upload(given)?);
    ScrapeAndExtractFromUrls => "Client::batch_scrape": |client, given| client.batch_scrape(given.body::<BatchScrapeRequest>()?);
    GetBatchScrapeStatus => "Batch::status": |client, _given| client.batch_job(ID).status();
    CancelBatchScrape => "Batch::cancel": |client, _given| client.batch_job(ID).cancel();
    GetBatchScrapeErrors => "Batch::errors": |client, _given| client.batch_job(ID).errors();
    GetCrawlStatus => "Crawl::status": |client, _given| client.crawl_job(ID).status();
    CancelCrawl => "Crawl::cancel": |client, _given| client.crawl_job(ID).cancel();
    GetCrawlErrors => "Crawl::errors": |client, _given| client.crawl_job(ID).errors();
    CrawlUrls => "Client::crawl": |client, given| client.crawl(given.body::<CrawlRequest>()?);
    CrawlParamsPreview => "Client::crawl_params": |client, given| {
        let request = given.body::<CrawlParamsRequest>()?;
        client.crawl_params(request.url, request.prompt)
    };
    MapUrls => "Client::map": |client, given| client.map(given.body::<MapRequest>()?);
    ExtractData => "Client::extract": |client, given| client.extract(given.body::<ExtractRequest>()?);
    GetExtractStatus => "Extract::status": |client, _given| client.extract_job(ID).status();
    StartAgent => "Client::agent": |client, given| client.agent(given.body::<AgentRequest>()?);
    ListAgents => "Client::agents": |client, given| given.only("before", client.agents(), before)?;
    GetAgentStatus => "Agent::status": |client, _given| client.agent_job(ID).status();
    CancelAgent => "Agent::cancel": |client, _given| client.agent_job(ID).cancel();
    GetActiveCrawls => "Client::active_crawls": |client, _given| client.active_crawls();
    GetCreditUsage => "Team::credit_usage": |client, _given| client.team().credit_usage();
    GetHistoricalCreditUsage => "Team::credit_usage_history": |client, given| given.only("byApiKey", client.team().credit_usage_history(), |query, split: bool| query.by_api_key(split))?;
    GetTokenUsage => "Team::token_usage": |client, _given| client.team().token_usage();
    GetHistoricalTokenUsage => "Team::token_usage_history": |client, given| given.only("byApiKey", client.team().token_usage_history(), |query, split: bool| query.by_api_key(split))?;
    GetQueueStatus => "Team::queue_status": |client, _given| client.team().queue_status();
    GetActivity => "Team::activity": |client, given| client.team().activity().query(given.query::<ActivityQuery>()?);
    SearchAndScrape => "Client::search": |client, given| client.search(given.body::<SearchRequest>()?);
    CreateBrowserSession => "Browser::create": |client, given| client.browser().create(given.body::<BrowserSessionRequest>()?);
    ListBrowserSessions => "Browser::list": |client, given| given.only("status", client.browser().list(), |query, status: BrowserSessionStatus| query.status(status))?;
    ExecuteBrowserCode => "Browser::execute": |client, given| client.browser().execute(ID, given.body::<BrowserCodeRequest>()?);
    DeleteBrowserSession => "Browser::delete": |client, _given| client.browser().delete(ID);
    GetScrapeStatus => "Client::scrape_status": |client, _given| client.scrape_status(ID);
    SubmitSearchFeedback => "Client::search_feedback": |client, given| client.search_feedback(ID, given.body::<SearchFeedbackRequest>()?);
    AskSupportAgent => "Support::ask": |client, given| client.support().ask(given.body::<SupportAskRequest>()?);
    SearchSupportDocs => "Support::search_docs": |client, given| client.support().search_docs(given.body::<SupportDocsSearchRequest>()?);
    ResearchSearchPapers => "Research::search_papers": |client, given| client.research().search_papers(given.query::<PaperSearchRequest>()?);
    ResearchGetPaper => "Research::paper": |client, given| client.research().paper(ID, given.query::<PaperRequest>()?);
    ResearchRelatedPapers => "Research::related_papers": |client, given| client.research().related_papers(ID, given.query::<RelatedPapersRequest>()?);
    DeveloperSearch => "Client::developer_search_get": |client, given| client.developer_search_get(given.query::<DeveloperSearchRequest>()?);
    DeveloperSearchPost => "Client::developer_search": |client, given| client.developer_search(given.body::<DeveloperSearchRequest>()?);
    SubmitEndpointFeedback => "Client::feedback": |client, given| client.feedback(given.body::<FeedbackRequest>()?);
    GetThreatProtection => "ThreatSettings::get": |client, _given| client.threat_protection().get();
    UpdateThreatProtection => "ThreatSettings::update": |client, given| client.threat_protection().update(given.body::<ThreatProtectionRequest>()?);
    GetAgentTrace => "Client::agent_trace": |client, given| given.only("liveView", client.agent_trace(ID), |query, show: bool| query.live_view(show))?;
    GetAgentSnapshot => "Client::agent_snapshot": |client, _given| client.agent_snapshot(ID, "7");
    GetAgentThread => "Client::agent_thread": |client, given| given.only("includeData", client.agent_thread(ID), |query, include: bool| query.include_data(include))?;
    GetParseFormats => "Client::parse_formats": |client, _given| client.parse_formats();
    GetConcurrencyCheck => "Team::concurrency": |client, _given| client.team().concurrency();
    SearchGov => "Client::search_gov": |client, given| client.search_gov(given.body::<GovSearchRequest>()?);
    CreateParseUpload => "Client::parse_upload": |client, given| client.parse_upload(given.body::<ParseUploadRequest>()?);
    DiscoverExchange => "Client::exchange_categories": |client, given| client.exchange_categories(given.query::<ExchangeQuery>()?);
    DiscoverExchangeCohort => "Client::exchange_cohort": |client, given| client.exchange_cohort(ID, given.query::<ExchangeQuery>()?);
    DiscoverExchangeProvider => "Client::exchange_provider": |client, given| client.exchange_provider(ID, ID, given.query::<ExchangeQuery>()?);
    DiscoverExchangeCapability => "Client::exchange_capability": |client, given| client.exchange_capability(ID, ID, ID, given.query::<ExchangeQuery>()?);
    LogMcpAction => "Client::log_mcp_action": |client, given| client.log_mcp_action(given.body::<McpActionLog>()?);
    GetKeylessEligibility => "Client::keyless_eligibility": |client, _given| client.keyless_eligibility("203.0.113.7", "secret");
}

fn upload(given: Given) -> Result<Upload, Trouble> {
    let upload = Upload::bytes("lamp.html", "<h1>Lamp</h1>");
    Ok(match given.body.get("options") {
        Some(options) => upload.options(read::<ParseOptions>(options.clone())?),
        None => upload,
    })
}

fn before<R>(
    query: QueryBuilder<AgentsQuery, R>,
    milliseconds: u64,
) -> QueryBuilder<AgentsQuery, R> {
    query.before(UNIX_EPOCH + Duration::from_millis(milliseconds))
}

/// The list that `cargo xtask list`, `check`, `diff` and `update` read.
const FACADE: &str = include_str!("../../../../../openapi/facade.toml");

#[test]
fn the_list_of_methods_is_true() {
    let listed: BTreeMap<&str, &str> = FACADE
        .lines()
        .filter_map(|line| line.split_once(" = "))
        .map(|(operation, method)| (operation, method.trim_matches('"')))
        .collect();
    let rows: BTreeMap<&str, &str> = ROWS.iter().map(|row| (row.operation, row.method)).collect();
    let lines = |of: &BTreeMap<&str, &str>, other: &BTreeMap<&str, &str>| -> Vec<String> {
        let own = of
            .iter()
            .filter(|(operation, method)| other.get(*operation) != Some(method));
        own.map(|(operation, method)| format!("{operation} = \"{method}\""))
            .collect()
    };
    let (missing, extra) = (lines(&rows, &listed), lines(&listed, &rows));
    assert!(
        missing.is_empty() && extra.is_empty(),
        "openapi/facade.toml: add {missing:?}, remove {extra:?}, as the rows of \
         crates/firecrawl-client/tests/it/drift/table.rs say; or change those"
    );
}
