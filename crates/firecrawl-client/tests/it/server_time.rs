//! An attempt outlives the time that its request gives to the server.

use std::time::Duration;

use firecrawl_client::types::{
    BrowserCodeRequest, InteractRequest, MapRequest, ScrapeOptions, SearchRequest,
};
use firecrawl_client::{CallOptions, Error, Method, Response, RetryPolicy};
use firecrawl_local::Fault;
use serde_json::json;

use crate::setup::{ID, Setup};

/// The limit of an attempt, and how long the server takes.
const LIMIT: Duration = Duration::from_millis(40);
const SLOW: Duration = Duration::from_millis(200);
/// The time limit that a request gives to the server.
const GIVEN: Duration = Duration::from_secs(20);

async fn slow() -> Setup {
    let off = |client: firecrawl_client::ClientBuilder| {
        client.first_byte_timeout(LIMIT).retry(RetryPolicy::off())
    };
    let setup = Setup::with(|server| server, off).await;
    for operation in [
        "mapUrls",
        "searchAndScrape",
        "interactWithScrapeBrowserSession",
        "executeBrowserCode",
    ] {
        let answer = json!({"success": true, "links": [], "data": {}});
        let answers = setup.server.on(operation, move |_| {
            firecrawl_local::Response::ok(answer.clone())
        });
        answers.unwrap();
        let fault = Fault::latency(SLOW).always();
        setup.server.fault(operation, fault).unwrap();
    }
    setup
}

/// That the call without a time ran into the limit, and the one with a time did not.
fn outlives<T: std::fmt::Debug>(
    without: Result<Response<T>, Error>,
    with: Result<Response<T>, Error>,
) {
    assert!(without.unwrap_err().is_timeout());
    with.unwrap();
}

#[tokio::test]
async fn a_map_and_a_search() {
    let setup = slow().await;
    let client = &setup.client;
    let map = MapRequest::new("https://a.example");
    outlives(
        client.map(map.clone()).await,
        client.map(map.timeout(GIVEN)).await,
    );
    let search = SearchRequest::new("tea");
    outlives(
        client.search(search.clone()).await,
        client.search(search.clone().timeout(GIVEN)).await,
    );
    let pages = ScrapeOptions::new().timeout(GIVEN);
    client.search(search.scrape_options(pages)).await.unwrap();
}

#[tokio::test]
async fn code_in_a_browser() {
    let setup = slow().await;
    let client = &setup.client;
    let interact = InteractRequest::new().code("1");
    outlives(
        client.interact(ID, interact.clone()).await,
        client.interact(ID, interact.timeout(GIVEN)).await,
    );
    let browser = client.browser();
    let code = BrowserCodeRequest::new("1");
    outlives(
        browser.execute(ID, code.clone()).await,
        browser.execute(ID, code.timeout(GIVEN)).await,
    );
}

#[tokio::test]
async fn a_time_that_was_written_by_hand() {
    let setup = slow().await;
    let millis = u64::try_from(GIVEN.as_millis()).unwrap();
    let options = CallOptions::new().body_field("timeout", millis).unwrap();
    let client = setup.client.with_options(options);
    outlives(
        setup.client.map("https://a.example").await,
        client.map("https://a.example").await,
    );
    let request = |body: serde_json::Value| {
        let request = setup.client.request(Method::POST, "/map").json(&body);
        request.unwrap().send::<serde_json::Value>()
    };
    outlives(
        request(json!({"url": "https://a.example"})).await,
        request(json!({"url": "https://a.example", "timeout": millis})).await,
    );
}
