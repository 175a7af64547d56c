//! Options of a start that apply to the following calls.

use std::sync::{Arc, Mutex};

use firecrawl_client::{CallOptions, Client};
use firecrawl_local::{Request, Response};
use serde_json::{Value, json};

use super::setting::{all, patience, patient};
use crate::setup::Setup;

type Seen = Arc<Mutex<Vec<(Option<String>, Option<String>, Value)>>>;

/// Notes idempotency key, own header and body of each call of an operation.
fn noting(setup: &Setup, operation: &'static str, answer: Value) -> Seen {
    let seen = Seen::default();
    let notes = Arc::clone(&seen);
    let header = |call: &Request, name: &str| {
        let value = call.headers.get(name)?;
        value.to_str().ok().map(str::to_owned)
    };
    let script = move |call: &Request| {
        notes.lock().unwrap().push((
            header(call, "x-idempotency-key"),
            header(call, "x-team"),
            call.body.clone(),
        ));
        Response::ok(answer.clone())
    };
    setup.server.on(operation, script).unwrap();
    seen
}

fn with_options(client: &Client) -> Client {
    let options = CallOptions::new()
        .header("x-team", "reports")
        .unwrap()
        .idempotency_key(uuid())
        .body_field("maxConcurrency", 2)
        .unwrap();
    client.with_options(options)
}

fn uuid() -> uuid::Uuid {
    uuid::Uuid::from_u128(7)
}

#[tokio::test]
async fn an_extra_field_of_the_start_does_not_break_its_job() {
    let setup = Setup::new().await;
    let client = with_options(&setup.client);
    let job = patient(client.batch_scrape([setup.page("/visit")]).await.unwrap());
    job.status().await.unwrap();
    let (documents, error) = all(&mut job.documents()).await;
    assert!(error.is_none(), "{error:?}");
    assert_eq!(documents.len(), 1);
    job.wait().await.unwrap();
    job.errors().await.unwrap();
    let slow = client.batch_scrape([setup.page("/slow?ms=60000")]).await;
    slow.unwrap().cancel().await.unwrap();
}

#[tokio::test]
async fn what_follows_a_start_has_its_headers_and_not_its_key() {
    let setup = Setup::new().await;
    let status = json!({"status": "completed", "completed": 0, "total": 0, "data": []});
    let polls = noting(&setup, "getBatchScrapeStatus", status);
    let job = with_options(&setup.client).batch_job(super::setting::UNKNOWN_ID);
    job.wait().await.unwrap();
    assert!(job.documents().next().await.is_none());
    let polls = polls.lock().unwrap();
    assert_eq!(polls.len(), 2);
    for (key, team, _) in polls.iter() {
        assert_eq!((key.as_deref(), team.as_deref()), (None, Some("reports")));
    }
}

#[tokio::test]
async fn each_batch_has_a_key_of_its_own_and_the_extra_fields() {
    let setup = Setup::new().await;
    let id = json!({"success": true, "id": super::setting::UNKNOWN_ID});
    let starts = noting(&setup, "scrapeAndExtractFromUrls", id);
    let document = json!({"metadata": {"sourceURL": "https://a.example/1", "scrapeId": "a"}});
    let status = json!({"status": "completed", "completed": 1, "total": 1, "data": [document]});
    let _ = noting(&setup, "getBatchScrapeStatus", status);
    let _ = noting(
        &setup,
        "getBatchScrapeErrors",
        json!({"errors": [], "robotsBlocked": []}),
    );
    let client = with_options(&setup.client);
    let urls = ["https://a.example/1", "https://a.example/2"];
    let mut results = client
        .batch_scrape_all(urls)
        .chunk(1)
        .poll_policy(patience());
    while results.next().await.is_some() {}
    let job = client.batch_scrape(urls).await.unwrap();
    let report = job.collect().await.unwrap();
    assert_eq!(report.missing(), ["https://a.example/2"]);
    job.retry_failed(&report).await.unwrap().unwrap();
    let starts = starts.lock().unwrap();
    let mut keys: Vec<&str> = starts
        .iter()
        .filter_map(|start| start.0.as_deref())
        .collect();
    assert_eq!(keys.len(), 4);
    assert_eq!(keys[2], uuid().to_string());
    keys.sort_unstable();
    keys.dedup();
    assert_eq!(keys.len(), 4, "{keys:?}");
    assert!(starts.iter().all(|start| start.2["maxConcurrency"] == 2));
}
