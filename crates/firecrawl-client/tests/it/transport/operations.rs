//! Operations of each safety class, as their callers see them.

use std::future::Future;
use std::pin::Pin;

use firecrawl_api::types::{
    AgentRequest, BatchScrapeRequest, BrowserSessionRequest, CrawlRequest, ExtractRequest,
    MapRequest, MonitorCreateRequest, MonitorSchedule, MonitorTarget, ScrapeMonitorTarget,
    ScrapeRequest, SearchRequest,
};
use firecrawl_api::{Prepared, RetryClass};
use firecrawl_client::{Client, Error};
use serde::de::DeserializeOwned;
use serde_json::Value;

/// The attempts of a call that worked out, or its error.
pub type Calling = Pin<Box<dyn Future<Output = Result<u32, Error>> + Send>>;

/// An operation, and the response of a healthy server.
pub struct Operation {
    pub id: &'static str,
    pub class: RetryClass,
    pub call: fn(Client) -> Calling,
    pub answer: &'static str,
}

const PAGE: &str = "https://example.com/";

/// Sends a prepared request as a request to any route, which is retried as its operation.
fn send<T: DeserializeOwned + Send + 'static>(
    client: Client,
    prepared: Result<Prepared<T>, Error>,
) -> Calling {
    let (request, _) = prepared.unwrap().into_parts();
    let body = Some(request.body()).filter(|body| !body.is_empty());
    let call = client.request(request.method().clone(), request.url().as_str());
    let call = match body {
        Some(body) => call
            .json(&serde_json::from_slice::<Value>(body).unwrap())
            .unwrap(),
        None => call,
    };
    Box::pin(async move { call.send::<T>().await.map(|response| response.attempts()) })
}

macro_rules! operations {
    ($($id:literal $class:ident |$api:ident| $call:expr => $answer:literal;)+) => {
        pub const OPERATIONS: &[Operation] = &[$(Operation {
            id: $id,
            class: RetryClass::$class,
            call: |client| {
                let $api = firecrawl_api::Client::new(client.api_root().parse().unwrap());
                send(client, $call)
            },
            answer: $answer,
        },)+];
    };
}

operations! {
    "getCreditUsage" Idempotent |api| api.get_credit_usage()
        => r#"{"success":true,"data":{"remainingCredits":5,"note":"PAGE"}}"#;
    "deleteMonitor" Idempotent |api| api.delete_monitor("0199c5a2-0000-7000-8000-000000000000")
        => r#"{"success":true,"note":"PAGE"}"#;
    "crawlUrls" Keyed |api| api.crawl_urls(&CrawlRequest::new(PAGE))
        => r#"{"success":true,"id":"7","url":"https://x.example/","note":"PAGE"}"#;
    "scrapeAndExtractFromUrl" Costly |api| api.scrape_and_extract_from_url(&ScrapeRequest::new(PAGE))
        => r#"{"success":true,"data":{"markdown":"PAGE","metadata":{"title":"PAGE"}}}"#;
    "mapUrls" Costly |api| api.map_urls(&MapRequest::new(PAGE))
        => r#"{"success":true,"links":[{"url":"https://x.example/PAGE"}]}"#;
    "searchAndScrape" Costly |api| api.search_and_scrape(&SearchRequest::new("rocks"))
        => r#"{"success":true,"data":{"web":[{"url":"https://x.example/","title":"PAGE"}]}}"#;
    "scrapeAndExtractFromUrls" Starts |api| api.scrape_and_extract_from_urls(&BatchScrapeRequest::new([PAGE]))
        => r#"{"success":true,"id":"7","url":"https://x.example/","note":"PAGE"}"#;
    "startAgent" Starts |api| api.start_agent(&AgentRequest::new("count rocks"))
        => r#"{"success":true,"id":"7","note":"PAGE"}"#;
    "extractData" Starts |api| api.extract_data(&ExtractRequest::new([PAGE]).prompt("count rocks"))
        => r#"{"success":true,"id":"7","note":"PAGE"}"#;
    "createBrowserSession" Starts |api| api.create_browser_session(&BrowserSessionRequest::new())
        => r#"{"success":true,"id":"7","cdpUrl":"wss://x.example/PAGE"}"#;
    "createMonitor" Starts |api| api.create_monitor(&monitor())
        => r#"{"success":true,"data":{"id":"7","name":"PAGE"}}"#;
}

fn monitor() -> MonitorCreateRequest {
    MonitorCreateRequest::new(
        "rocks",
        MonitorSchedule::new().cron("0 9 * * *"),
        [MonitorTarget::Scrape(ScrapeMonitorTarget::new([PAGE]))],
    )
}

/// The operation with this id.
pub fn operation(id: &str) -> &'static Operation {
    OPERATIONS
        .iter()
        .find(|operation| operation.id == id)
        .unwrap()
}

#[test]
fn each_operation_is_of_the_class_that_it_is_tested_as() {
    for operation in OPERATIONS {
        let known = firecrawl_api::OPERATIONS
            .iter()
            .find(|known| known.id == operation.id)
            .unwrap();
        assert_eq!(known.retry, operation.class, "{}", operation.id);
    }
}

#[test]
fn whatever_is_left_starts_something() {
    let starting: Vec<&str> = firecrawl_api::OPERATIONS
        .iter()
        .filter(|operation| operation.retry == RetryClass::Starts)
        .map(|operation| operation.id)
        .collect();
    // A new operation lands here by itself; give it `x-retry: costly` only if it
    // leaves nothing behind. A snapshot, which is written anew for a revision of the contract.
    insta::assert_snapshot!(starting.join("\n"));
}
