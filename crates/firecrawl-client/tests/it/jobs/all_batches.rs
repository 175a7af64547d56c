//! Lists of URLs that are longer than a batch.

use std::collections::BTreeMap;

use firecrawl_client::types::BatchScrapeRequest;
use firecrawl_client::{BatchOutcome, BatchResult, CallOptions, Uuid};
use firecrawl_local::{Fault, Request, Response};
use futures_util::{FutureExt, StreamExt, stream};
use serde_json::{Value, json};
use tokio::runtime::Builder;

use super::setting::{UNKNOWN_ID, next_result, patience};
use crate::setup::Setup;

fn urls(setup: &Setup, count: usize) -> Vec<String> {
    (0..count)
        .map(|number| setup.page(&format!("/visit?number={number}")))
        .collect()
}

async fn all(mut results: firecrawl_client::BatchScrapeAll) -> Vec<BatchResult> {
    let mut all = Vec::new();
    while let Some(result) = next_result(&mut results).await {
        all.push(result);
    }
    all
}

fn source(result: &BatchResult) -> Option<String> {
    match &result.outcome {
        BatchOutcome::Document(document) => document.metadata.as_ref()?.source_url.clone(),
        _ => None,
    }
}

#[tokio::test]
async fn a_long_list_comes_back_whole() {
    let setup = Setup::new().await;
    let urls = urls(&setup, 23);
    let results = setup
        .client
        .batch_scrape_all(urls.clone())
        .chunk(5)
        .at_once(2)
        .poll_policy(patience());
    let results = all(results).await;
    let mut found: Vec<String> = results.iter().filter_map(source).collect();
    let mut expected = urls;
    found.sort();
    expected.sort();
    assert_eq!(found, expected);
    assert_eq!(setup.server.coverage().calls("scrapeAndExtractFromUrls"), 5);
}

#[test]
fn a_list_that_outlives_its_runtime_stops_for_good() {
    let runtime = || Builder::new_current_thread().enable_all().build().unwrap();
    let (lasting, short) = (runtime(), runtime());
    let setup = lasting.block_on(Setup::new());
    let urls = stream::iter(urls(&setup, 3)).chain(stream::pending());
    let mut results = setup.client.batch_scrape_stream(urls).chunk(2);
    // The first batch is about to start, and the second one has one of its two URLs.
    let first = short.block_on(async { results.next().now_or_never() });
    assert!(first.is_none());
    drop(short);
    lasting.block_on(async {
        let result = results.next().await.unwrap();
        assert!(matches!(result.outcome, BatchOutcome::Stopped { .. }));
        assert!(results.next().await.is_none());
    });
    assert_eq!(setup.server.coverage().calls("scrapeAndExtractFromUrls"), 0);
}

#[tokio::test]
async fn a_stream_of_urls_will_do() {
    let setup = Setup::new().await;
    let urls = futures_util::stream::iter(urls(&setup, 3));
    let results = setup
        .client
        .batch_scrape_stream(urls)
        .poll_policy(patience());
    assert_eq!(all(results).await.len(), 3);
}

#[tokio::test]
async fn what_goes_wrong_with_one_batch_touches_no_other() {
    let setup = Setup::new().await;
    setup
        .server
        .fault("scrapeAndExtractFromUrls", Fault::status(500))
        .unwrap();
    let urls = urls(&setup, 9);
    let results = setup
        .client
        .batch_scrape_all(urls.clone())
        .chunk(3)
        .at_once(1)
        .poll_policy(patience());
    let results = all(results).await;
    let mut of_batch: BTreeMap<usize, usize> = BTreeMap::new();
    for result in &results {
        match &result.outcome {
            BatchOutcome::Document(_) => *of_batch.entry(result.batch).or_default() += 1,
            BatchOutcome::NotStarted { urls: lost, error } => {
                assert_eq!((result.batch, lost.as_slice()), (0, &urls[..3]));
                assert!(error.is_ambiguous_start());
            }
            other => panic!("{other:?}"),
        }
    }
    assert_eq!(of_batch, BTreeMap::from([(1, 3), (2, 3)]));
    assert_eq!(results.len(), 7);
}

#[tokio::test]
async fn nothing_is_started_before_it_is_asked_for() {
    let setup = Setup::new().await;
    drop(setup.client.batch_scrape_all(urls(&setup, 3)));
    assert!(
        setup
            .client
            .batch_scrape_all([""; 0])
            .next()
            .await
            .is_none()
    );
    assert_eq!(setup.server.coverage().operations().count(), 0);
}

#[tokio::test]
async fn failures_and_blocked_urls_are_results() {
    let setup = Setup::with(|server| server.batch_robots(true), |client| client).await;
    let urls = vec![
        "http://127.0.0.1:1/".to_owned(),
        setup.page("/private/staff-rota"),
        setup.page("/visit"),
    ];
    let results = setup.client.batch_scrape_all(urls).poll_policy(patience());
    let mut words: Vec<&str> = Vec::new();
    for result in &all(results).await {
        words.push(match &result.outcome {
            BatchOutcome::Document(_) => "document",
            BatchOutcome::Failed(_) => "failed",
            BatchOutcome::RobotsBlocked(_) => "blocked",
            other => panic!("{other:?}"),
        });
    }
    words.sort_unstable();
    assert_eq!(words, ["blocked", "document", "failed"]);
}

/// A server on which each batch has these documents, by URL, and ends so.
async fn scripted(state: &'static str, documents: &[&str]) -> Setup {
    let setup = Setup::new().await;
    let documents: Vec<Value> = documents
        .iter()
        .map(|url| json!({"metadata": {"sourceURL": url, "scrapeId": url}}))
        .collect();
    for (operation, answer) in [
        (
            "scrapeAndExtractFromUrls",
            json!({"success": true, "id": UNKNOWN_ID}),
        ),
        (
            "getBatchScrapeStatus",
            json!({"status": state, "data": documents}),
        ),
        (
            "getBatchScrapeErrors",
            json!({"errors": [], "robotsBlocked": []}),
        ),
    ] {
        let script = move |_: &Request| Response::ok(answer.clone());
        setup.server.on(operation, script).unwrap();
    }
    setup
}

#[tokio::test]
async fn a_url_that_the_service_says_nothing_of_is_a_result() {
    let urls = [
        "https://a.example/1",
        "https://a.example/2",
        "https://a.example/2",
    ];
    for state in ["completed", "cancelled"] {
        let setup = scripted(state, &urls[..1]).await;
        let results = all(setup.client.batch_scrape_all(urls).poll_policy(patience())).await;
        let missing: Vec<&str> = results
            .iter()
            .filter_map(|result| match &result.outcome {
                BatchOutcome::Missing(url) => Some(url.as_str()),
                _ => None,
            })
            .collect();
        assert_eq!(missing, &urls[1..], "{state}: {results:?}");
    }
}

#[tokio::test]
async fn what_may_have_failed_is_named_where_the_errors_cannot_be_read() {
    let urls = ["https://a.example/1", "https://a.example/2"];
    let setup = scripted("completed", &urls[..1]).await;
    let fault = Fault::status(404).always();
    setup.server.fault("getBatchScrapeErrors", fault).unwrap();
    let results = all(setup.client.batch_scrape_all(urls).poll_policy(patience())).await;
    assert_eq!(results.len(), 2, "{results:?}");
    match &results[1].outcome {
        BatchOutcome::ErrorsUnknown { urls: open, error } => {
            assert_eq!(open.as_slice(), &urls[1..]);
            assert!(error.is_not_found());
        }
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn each_batch_is_one_of_its_own() {
    let setup = Setup::new().await;
    let request = BatchScrapeRequest::new([""; 0]).append_to_id(UNKNOWN_ID);
    let own = Uuid::from_u128(7).to_string();
    let options = CallOptions::new()
        .header("x-idempotency-key", &own)
        .unwrap();
    let client = setup.client.with_options(options);
    let seen = std::sync::Arc::new(std::sync::Mutex::new(Vec::new()));
    let notes = std::sync::Arc::clone(&seen);
    let script = move |call: &Request| {
        let key = call.headers["x-idempotency-key"].to_str().unwrap();
        let mut notes = notes.lock().unwrap();
        notes.push((key.to_owned(), call.body.get("appendToId").cloned()));
        Response::error(400, "seen")
    };
    setup.server.on("scrapeAndExtractFromUrls", script).unwrap();
    let results = client.batch_scrape_all(urls(&setup, 2)).options(request);
    all(results.chunk(1).at_once(1)).await;
    let seen = seen.lock().unwrap();
    assert_ne!(
        seen[0].0, seen[1].0,
        "one key for two batches makes the second a repetition"
    );
    assert!(seen.iter().all(|(_, append)| append.is_none()), "{seen:?}");
}

#[tokio::test]
async fn the_urls_replace_those_of_the_options() {
    let setup = Setup::new().await;
    let read = json!({"urls": ["https://a.example/", 1]});
    let options: BatchScrapeRequest = serde_json::from_value(read).unwrap();
    let results = setup
        .client
        .batch_scrape_all(urls(&setup, 2))
        .options(options)
        .poll_policy(patience());
    let found: Vec<String> = all(results).await.iter().filter_map(source).collect();
    assert_eq!(found.len(), 2);
}
