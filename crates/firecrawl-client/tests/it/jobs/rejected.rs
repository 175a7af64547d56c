//! Error responses with the status 200: never taken for an empty list, a cancelled job, or one that runs.

use firecrawl_client::{Error, ErrorKind};
use firecrawl_local::{Request, Response};
use serde_json::{Value, json};

use super::setting::UNKNOWN_ID;
use crate::setup::Setup;

async fn answering(operation: &str, answer: Value) -> Setup {
    let setup = Setup::new().await;
    let script = move |_: &Request| Response::ok(answer.clone());
    setup.server.on(operation, script).unwrap();
    setup
}

fn is_the_services(error: &Error, operation: &str) {
    assert_eq!(error.kind(), ErrorKind::Api, "{error:?}");
    assert_eq!(error.message(), "not today");
    assert_eq!(error.operation(), Some(operation));
    assert_eq!(error.job_id(), Some(UNKNOWN_ID));
}

#[tokio::test]
async fn a_refused_list_of_errors_is_no_empty_one() {
    for no in [
        json!({"success": false, "error": "not today"}),
        json!({"error": "not today"}),
    ] {
        let setup = answering("getBatchScrapeErrors", no.clone()).await;
        let error = setup
            .client
            .batch_job(UNKNOWN_ID)
            .errors()
            .await
            .unwrap_err();
        is_the_services(&error, "GET /batch/scrape/{id}/errors");
        let setup = answering("getCrawlErrors", no).await;
        let error = setup
            .client
            .crawl_job(UNKNOWN_ID)
            .errors()
            .await
            .unwrap_err();
        is_the_services(&error, "GET /crawl/{id}/errors");
    }
}

#[tokio::test]
async fn a_refused_cancelling_has_cancelled_nothing() {
    let no = json!({"success": false, "error": "not today"});
    let setup = answering("cancelCrawl", no.clone()).await;
    let job = setup.client.crawl_job(UNKNOWN_ID);
    is_the_services(&job.cancel().await.unwrap_err(), "DELETE /crawl/{id}");
    let setup = answering("cancelBatchScrape", no.clone()).await;
    let job = setup.client.batch_job(UNKNOWN_ID);
    is_the_services(
        &job.cancel().await.unwrap_err(),
        "DELETE /batch/scrape/{id}",
    );
    let setup = answering("cancelAgent", no).await;
    let job = setup.client.agent_job(UNKNOWN_ID);
    is_the_services(&job.cancel().await.unwrap_err(), "DELETE /agent/{jobId}");
}

#[tokio::test]
async fn a_refusal_without_words_is_no_running_job() {
    let no = json!({"success": false});
    let setup = answering("getExtractStatus", no.clone()).await;
    let job = setup.client.extract_job(UNKNOWN_ID);
    assert_eq!(job.wait().await.unwrap_err().kind(), ErrorKind::JobFailed);
    let setup = answering("getCrawlStatus", no).await;
    let job = setup.client.crawl_job(UNKNOWN_ID);
    assert_eq!(job.wait().await.unwrap_err().kind(), ErrorKind::JobFailed);
    assert!(setup.clock.slept().is_empty());
}

#[tokio::test]
async fn a_start_that_was_refused_has_started_nothing() {
    let setup = answering("crawlUrls", json!({"error": "not today"})).await;
    let error = setup.client.crawl(setup.page("/")).await.unwrap_err();
    assert_eq!(
        (error.kind(), error.message()),
        (ErrorKind::Api, "not today")
    );
    assert!(!error.is_ambiguous_start());
}
