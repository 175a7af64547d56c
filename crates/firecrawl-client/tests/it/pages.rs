//! Maps, searches, interactions: the parts of the response that reach the caller.

use std::time::Duration;

use firecrawl_client::ErrorKind;
use firecrawl_client::types::{
    DeveloperSearchRequest, FeedbackEndpoint, FeedbackRating, FeedbackRequest, InteractRequest,
    MapRequest, SearchFeedbackRequest, SearchRequest,
};
use firecrawl_local::Response;
use serde_json::json;

use crate::setup::{ID, Setup};

#[tokio::test]
async fn a_map_has_links_and_what_stands_beside_them() {
    let setup = Setup::new().await;
    let request = MapRequest::new(setup.page("/")).limit(5);
    let site = setup.client.map(request).await.unwrap();
    let links = &site.links;
    assert_eq!(links.len(), 5);
    assert!(links[0].url.starts_with(setup.server.demo_url().unwrap()));
    assert_eq!(site.envelope()["success"], true);
    assert!(!site.envelope().contains_key("links"));
}

#[tokio::test]
async fn the_warning_of_a_map_is_where_all_warnings_are() {
    let setup = Setup::new().await;
    let answer = json!({"success": true, "links": [], "id": "m7", "warning": "few links"});
    setup
        .server
        .on("mapUrls", move |_| Response::ok(answer.clone()))
        .unwrap();
    let site = setup.client.map("https://a.example").await.unwrap();
    assert_eq!(site.warning(), Some("few links"));
    assert_eq!(site.id(), Some("m7"));
    assert_eq!(site.warning.as_deref(), Some("few links"));
}

#[tokio::test]
async fn a_search_has_hits_id_and_price() {
    let setup = Setup::new().await;
    let hit = json!({"url": "https://a.example/", "title": "A", "position": 1, "markdown": "# A"});
    let answer = json!({"success": true, "data": {"web": [hit]}, "id": "s7", "creditsUsed": 2, "warning": "slow"});
    setup
        .server
        .on("searchAndScrape", move |_| Response::ok(answer.clone()))
        .unwrap();
    let request = SearchRequest::new("tea").limit(1);
    let found = setup.client.search(request).await.unwrap();
    let hits = &found.web;
    assert_eq!(hits[0].url.as_deref(), Some("https://a.example/"));
    assert_eq!(hits[0].markdown.as_deref(), Some("# A"));
    assert_eq!(found.id(), Some("s7"));
    assert_eq!(found.credits_used(), Some(2.0));
    assert_eq!(found.warning(), Some("slow"));
}

#[tokio::test]
async fn a_search_without_hits_is_no_error() {
    let setup = Setup::new().await;
    setup
        .server
        .on("searchAndScrape", |_| {
            Response::ok(json!({"success": true, "data": {}}))
        })
        .unwrap();
    let found = setup.client.search("nothing at all").await.unwrap();
    assert!(found.web.is_empty());
}

#[tokio::test]
async fn made_up_answers_keep_their_warning() {
    let setup = Setup::new().await;
    let client = &setup.client;
    let made_up = |warning: Option<&str>| warning.unwrap().contains("made up");
    assert!(made_up(client.search("tea").await.unwrap().warning()));
    assert!(made_up(client.search_gov("tea").await.unwrap().warning()));
    let papers = client.research().search_papers("tea").await.unwrap();
    assert!(made_up(papers.warning()));
    let reply = client.support().ask("tea?").await.unwrap();
    assert!(made_up(reply.warning()));
    let reply = client.support().search_docs("tea?").await.unwrap();
    assert!(made_up(reply.warning()));
    let found = client.developer_search_get("tea").await.unwrap();
    assert!(made_up(found.warning()));
}

#[tokio::test]
async fn lists_of_a_developer_search_travel_both_ways() {
    let setup = Setup::new().await;
    let request = DeveloperSearchRequest::new("timeout")
        .repos(["a/b", "c/d"])
        .k(5);
    setup
        .client
        .developer_search_get(request.clone())
        .await
        .unwrap();
    setup.client.developer_search(request).await.unwrap();
    let coverage = setup.server.coverage();
    let used: Vec<&str> = coverage.properties("developerSearch").collect();
    assert_eq!(used, ["?k", "?query", "?repos"]);
    let used: Vec<&str> = coverage.properties("developerSearchPost").collect();
    assert_eq!(used, ["k", "query", "repos"]);
}

#[tokio::test]
async fn words_become_crawl_options() {
    let setup = Setup::new().await;
    let options = setup
        .client
        .crawl_params("https://a.example", "only the blog, 20 pages")
        .await
        .unwrap();
    assert!(!options.include_paths.is_empty());
    assert!(options.warning().is_some());
}

#[tokio::test]
async fn an_active_crawl_is_listed() {
    let setup = Setup::new().await;
    assert!(setup.client.active_crawls().await.unwrap().is_empty());
    let crawl = json!({"id": "c7", "teamId": "t", "url": "https://a.example", "options": {}, "created_at": "2026-01-01T00:00:00Z"});
    setup
        .server
        .on("getActiveCrawls", move |_| {
            Response::ok(json!({"success": true, "crawls": [crawl]}))
        })
        .unwrap();
    let crawls = setup.client.active_crawls().await.unwrap();
    assert_eq!(crawls[0].id, "c7");
    assert_eq!(crawls.envelope()["success"], true);
}

#[tokio::test]
async fn interact_needs_exactly_one_of_code_and_prompt() {
    let setup = Setup::new().await;
    for request in [
        InteractRequest::new(),
        InteractRequest::new().code("1").prompt("one"),
    ] {
        let error = setup.client.interact("s7", request).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::InvalidRequest);
        assert_eq!(error.operation(), Some("POST /scrape/{jobId}/interact"));
        assert!(error.is_invalid_request());
    }
    assert_eq!(setup.server.coverage().operations().count(), 0);
}

#[tokio::test]
async fn an_interaction_lasts_until_it_is_ended() {
    let setup = Setup::new().await;
    let client = &setup.client;
    let request = InteractRequest::new()
        .code("1 + 1")
        .timeout(Duration::from_secs(20));
    let error = client.interact(ID, request.clone()).await.unwrap_err();
    assert!(error.is_not_found());
    let scrape = setup.scrape_id().await;
    let done = client.interact(&scrape, request).await.unwrap();
    assert_eq!(done.exit_code, Some(0));
    let ended = client.end_interaction(&scrape).await.unwrap();
    assert!(ended.session_duration_ms.is_some());
    assert_eq!(ended.credits_billed, Some(2.0));
    assert_eq!(ended.status.as_deref(), Some("destroyed"));
    let error = client.end_interaction(&scrape).await.unwrap_err();
    assert!(error.is_not_found());
    assert_eq!(error.operation(), Some("DELETE /scrape/{jobId}/interact"));
    assert_eq!(error.message(), "Browser session not found.");
}

#[tokio::test]
async fn code_that_fails_is_an_answer() {
    let setup = Setup::new().await;
    let answer = json!({"success": false, "error": "ReferenceError", "exitCode": 1, "killed": false, "stderr": "at line 1"});
    for operation in ["interactWithScrapeBrowserSession", "executeBrowserCode"] {
        let answer = answer.clone();
        setup
            .server
            .on(operation, move |_| Response::ok(answer.clone()))
            .unwrap();
    }
    let request = InteractRequest::new().code("nothing()");
    let done = setup.client.interact(ID, request).await.unwrap();
    assert_eq!(done.success, Some(false));
    assert_eq!(done.exit_code, Some(1));
    let done = setup.client.browser().execute(ID, "x").await.unwrap();
    assert_eq!(done.error.as_deref(), Some("ReferenceError"));
}

#[tokio::test]
async fn feedback_counts_once() {
    let setup = Setup::new().await;
    let client = &setup.client;
    let found = client.search("tea").await.unwrap();
    let search = found.id().unwrap();
    let request = FeedbackRequest::new(FeedbackRating::Bad, FeedbackEndpoint::Search);
    let request = request.job_id(search);
    let first = client.feedback(request).await.unwrap();
    assert!(first.credits_refunded > 0.0);
    let again = SearchFeedbackRequest::new(FeedbackRating::Bad);
    let second = client.search_feedback(search, again).await.unwrap();
    assert_eq!(second.already_submitted, Some(true));
    assert_eq!(second.feedback_id, first.feedback_id);
}
