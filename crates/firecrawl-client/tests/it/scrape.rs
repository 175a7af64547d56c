//! Single pages.

use std::time::Duration;

use firecrawl_client::ErrorKind;
use firecrawl_client::types::{BatchScrapeRequest, Format, ScrapeOptions, ScrapeRequest};
use serde_json::json;

use crate::setup::Setup;

#[tokio::test]
async fn a_page_by_its_address_alone() {
    let setup = Setup::new().await;
    let page = setup.client.scrape(setup.page("/tea-room")).await.unwrap();
    assert!(page.markdown.as_deref().unwrap().contains("tea"));
    assert_eq!(page.http_status(), 200);
    assert_eq!(page.status(), Some(200));
    assert_eq!(page.attempts(), 1);
    assert_eq!(page.envelope()["success"], true);
    assert!(page.body().is_none());
}

#[tokio::test]
async fn a_page_with_options() {
    let setup = Setup::new().await;
    let request = ScrapeRequest::new(setup.page("/tea-room"))
        .formats([Format::Links])
        .only_main_content(false);
    let page = setup.client.scrape(request).await.unwrap();
    assert!(page.markdown.is_none());
    assert!(!page.links.as_deref().unwrap().is_empty());
}

#[tokio::test]
async fn a_page_that_answers_404_is_a_page() {
    let setup = Setup::new().await;
    let page = setup.client.scrape(setup.page("/lost-page")).await.unwrap();
    let metadata = page.metadata.as_ref().unwrap();
    assert_eq!(metadata.status_code, Some(404));
}

#[tokio::test]
async fn a_page_that_cannot_be_reached_is_an_error() {
    let setup = Setup::new().await;
    let error = setup
        .client
        .scrape("http://127.0.0.1:1/")
        .await
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Api);
    assert_eq!(error.operation(), Some("POST /scrape"));
    assert_eq!(error.attempts(), 1);
    assert!(error.code().is_some(), "{error}");
}

#[test]
fn a_setter_replaces_a_value_of_an_unexpected_type() {
    let read = json!({"includeTags": ["a", 1], "timeout": "soon", "new": true});
    let options: ScrapeOptions = serde_json::from_value(read.clone()).unwrap();
    assert_eq!(serde_json::to_value(&options).unwrap(), read);
    let options = options.include_tags(["b"]).timeout(Duration::from_secs(2));
    assert_eq!(
        serde_json::to_value(&options).unwrap(),
        json!({"includeTags": ["b"], "timeout": 2000, "new": true})
    );
}

#[test]
fn a_list_of_a_request_with_an_unexpected_item_is_sent_once() {
    let read = r#"{"urls":["https://a.example/",1],"includeTags":["a",1]}"#;
    let request: BatchScrapeRequest = serde_json::from_str(read).unwrap();
    assert_eq!(serde_json::to_string(&request).unwrap(), read);
    let request = request.urls(["b"]).include_tags(["c"]);
    let sent = serde_json::to_string(&request).unwrap();
    assert_eq!(sent, r#"{"urls":["b"],"includeTags":["c"]}"#);
}
