//! Failed pages of long lists, which are scraped again.

use firecrawl_client::{BatchOutcome, BatchResult, Uuid};
use firecrawl_local::{Request, Response};
use serde_json::{Value, json};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::setting::{next_result, patience};
use crate::setup::Setup;

const URLS: [&str; 2] = ["https://a.example/good", "https://a.example/bad"];

/// A server on which the second URL fails so, and succeeds in the batch of this index.
async fn failing(state: &'static str, failure: Value, good_at: usize) -> Setup {
    let setup = Setup::new().await;
    let starts = Arc::new(AtomicUsize::new(0));
    let start = move |_: &Request| {
        let batch = starts.fetch_add(1, Ordering::Relaxed);
        let batch = u128::try_from(batch).unwrap();
        Response::ok(json!({"success": true, "id": Uuid::from_u128(batch).to_string()}))
    };
    setup.server.on("scrapeAndExtractFromUrls", start).unwrap();
    let page = |url: &str| json!({"metadata": {"sourceURL": url, "scrapeId": url}});
    let batch = |call: &Request| {
        let id = Uuid::parse_str(call.path_param("id")).unwrap();
        usize::try_from(id.as_u128()).unwrap()
    };
    let status = move |call: &Request| {
        let data = match batch(call) {
            0 if good_at == 0 => json!([page(URLS[0]), page(URLS[1])]),
            0 => json!([page(URLS[0])]),
            this if this == good_at => json!([page(URLS[1])]),
            _ => json!([]),
        };
        Response::ok(json!({"status": state, "data": data}))
    };
    setup.server.on("getBatchScrapeStatus", status).unwrap();
    let errors = move |call: &Request| {
        let errors = match batch(call) >= good_at || failure.is_null() {
            true => json!([]),
            false => json!([failure]),
        };
        Response::ok(json!({"errors": errors, "robotsBlocked": []}))
    };
    setup.server.on("getBatchScrapeErrors", errors).unwrap();
    setup
}

/// Returns the results of the second URL, and the number of batches.
async fn second(setup: &Setup, retries: u32) -> (Vec<BatchResult>, u64) {
    let results = setup.client.batch_scrape_all(URLS).retries(retries);
    let mut results = results.poll_policy(patience());
    let mut of_second = Vec::new();
    while let Some(result) = next_result(&mut results).await {
        match result.position {
            Some(0) => assert!(matches!(result.outcome, BatchOutcome::Document(_))),
            Some(1) => of_second.push(result),
            _ => assert!(
                matches!(result.outcome, BatchOutcome::BrokenOff { .. }),
                "{result:?}"
            ),
        }
    }
    let starts = setup.server.coverage().calls("scrapeAndExtractFromUrls");
    (of_second, starts)
}

fn failure(code: &str, error: &str) -> Value {
    json!({"id": "1", "url": URLS[1], "code": code, "error": error})
}

const NEVER: usize = usize::MAX;

#[tokio::test]
async fn a_page_that_may_work_later_is_scraped_again() {
    for (failure, good_at) in [
        (failure("SCRAPE_TIMEOUT", "timed out"), 2),
        (failure("SCRAPE_SITE_ERROR", "502"), 1),
        (Value::Null, 1),
    ] {
        let setup = failing("completed", failure, good_at).await;
        let (results, starts) = second(&setup, 3).await;
        assert_eq!(results.len(), 1, "{results:?}");
        assert!(matches!(results[0].outcome, BatchOutcome::Document(_)));
        assert_eq!(results[0].url.as_deref(), Some(URLS[1]));
        assert_eq!(starts, good_at as u64 + 1);
    }
}

#[tokio::test]
async fn the_last_failure_is_a_result() {
    for (retries, timeout) in [(0, true), (2, true), (2, false)] {
        let failure = match timeout {
            true => failure("SCRAPE_TIMEOUT", "timed out"),
            false => Value::Null,
        };
        let setup = failing("completed", failure, NEVER).await;
        let (results, starts) = second(&setup, retries).await;
        assert_eq!((results.len(), starts), (1, u64::from(retries) + 1));
        match &results[0].outcome {
            BatchOutcome::Failed(_) => assert!(timeout),
            BatchOutcome::Missing(_) => assert!(!timeout),
            other => panic!("{other:?}"),
        }
    }
}

#[tokio::test]
async fn what_another_attempt_would_not_change_is_not_scraped_again() {
    for (state, failure) in [
        (
            "completed",
            failure("SCRAPE_DNS_RESOLUTION_ERROR", "no such host"),
        ),
        (
            "completed",
            failure("UNKNOWN_ERROR", "blocked by robots.txt"),
        ),
        ("cancelled", failure("UNKNOWN_ERROR", "cancelled")),
        ("cancelled", Value::Null),
    ] {
        let setup = failing(state, failure, NEVER).await;
        let (results, starts) = second(&setup, 3).await;
        assert_eq!((results.len(), starts), (1, 1), "{results:?}");
    }
}

#[tokio::test]
async fn failed_pages_fill_batches_of_their_own() {
    let setup = Setup::new().await;
    let urls = (0..6).map(|number| format!("http://127.0.0.1:1/{number}"));
    let results = setup.client.batch_scrape_all(urls).chunk(2).at_once(1);
    let mut results = results.retries(1).poll_policy(patience());
    let mut positions = Vec::new();
    while let Some(result) = next_result(&mut results).await {
        assert!(
            matches!(result.outcome, BatchOutcome::Failed(_)),
            "{result:?}"
        );
        positions.push(result.position.unwrap());
    }
    positions.sort_unstable();
    assert_eq!(positions, (0..6).collect::<Vec<u64>>());
    assert_eq!(setup.server.coverage().calls("scrapeAndExtractFromUrls"), 6);
}
