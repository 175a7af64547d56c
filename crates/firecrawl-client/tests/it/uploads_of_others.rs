//! Files that another program uploads, tools of data providers, and hints.

use firecrawl_client::types::{ParseUploadedRequest, ScrapeRequest, ToolCall};

use crate::setup::Setup;

#[tokio::test]
async fn a_file_that_was_uploaded_is_parsed() {
    let setup = Setup::new().await;
    let upload = setup.client.parse_upload("tides.html").await.unwrap();
    let reference = upload.upload_ref.clone().unwrap();
    let early = setup.client.parse_uploaded(&reference).await.unwrap_err();
    assert!(early.is_not_found(), "{early}");
    assert_eq!(early.operation(), Some("POST /parse"));

    let address = upload.upload_url.as_deref().unwrap();
    let put = reqwest::Client::new()
        .put(address)
        .body("<h1>Tides</h1><p>High at noon.</p>");
    assert_eq!(put.send().await.unwrap().status(), 200);
    let request = ParseUploadedRequest::new(reference).formats(["html"]);
    let page = setup.client.parse_uploaded(request).await.unwrap();
    assert!(page.html.as_deref().unwrap().contains("High at noon."));
    assert_eq!(page.markdown, None);
}

#[tokio::test]
async fn data_providers_are_called_in_place_of_a_page() {
    let setup = Setup::new().await;
    let calls = [
        ToolCall::new("weather", "forecast"),
        ToolCall::new("weather", "tides"),
    ];
    let request = ScrapeRequest::default().alexandria(calls);
    let page = setup.client.scrape(request).await.unwrap();
    let results = &page.alexandria;
    assert_eq!(results.len(), 2);
    assert_eq!(results[1].capability.as_deref(), Some("tides"));
    assert_eq!(page.credits_cost, Some(0.0));
    let nothing = setup
        .client
        .scrape(ScrapeRequest::default())
        .await
        .unwrap_err();
    assert!(nothing.is_invalid_request(), "{nothing}");
}

#[tokio::test]
async fn hints_are_asked_for_by_the_builder() {
    let setup = Setup::new().await;
    let plain = setup.client.active_crawls().await.unwrap();
    assert_eq!(plain.agent_hints().count(), 0);
    let asking = firecrawl_client::Client::builder().base_url(setup.server.base_url());
    let asking = asking.agent_hints().build().unwrap();
    let found = asking.search("tea").await.unwrap();
    assert_eq!(found.agent_hints().count(), 1);
    let credits = asking.team().credit_usage().await.unwrap();
    assert_eq!(credits.agent_hints().count(), 1);
}
