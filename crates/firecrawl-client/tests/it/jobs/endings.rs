//! The end of streams and reports when a job, a runtime or a list of URLs ends badly.

use std::time::Duration;

use firecrawl_client::{BatchOutcome, ErrorKind, PollPolicy};
use firecrawl_local::Response;
use serde_json::json;

use super::scripts::{Pages, document};
use super::setting::{UNKNOWN_ID, all, next_result, patience, patient};
use crate::setup::{KEY, Setup};

#[tokio::test]
async fn the_stream_of_a_job_that_ended_badly_does_not_end_like_a_whole_one() {
    for (state, kind) in [
        ("failed", ErrorKind::JobFailed),
        ("cancelled", ErrorKind::JobCancelled),
    ] {
        let setup = Setup::new().await;
        Pages::new(5, 2)
            .state(state)
            .serve(&setup, "getCrawlStatus");
        let job = patient(setup.client.crawl_job(UNKNOWN_ID));
        let mut stream = job.documents();
        let (documents, error) = all(&mut stream).await;
        let error = error.unwrap();
        assert_eq!((documents.len(), error.kind()), (5, kind));
        let progress = error.progress().unwrap();
        assert_eq!(progress.job_id, UNKNOWN_ID);
        assert_eq!(progress.state.as_deref(), Some(state));
        assert_eq!(progress.delivered, 5);
        assert!(stream.next().await.is_none());
        assert_eq!(stream.continuation().delivered(), 5);
    }
}

#[tokio::test]
async fn a_job_that_ended_badly_has_a_report_all_the_same() {
    let setup = Setup::new().await;
    Pages::new(3, 2)
        .state("cancelled")
        .serve(&setup, "getCrawlStatus");
    let errors =
        json!({"errors": [{"id": "1", "url": "https://a.example/x"}], "robotsBlocked": []});
    let script = move |_: &firecrawl_local::Request| Response::ok(errors.clone());
    setup.server.on("getCrawlErrors", script).unwrap();
    let report = patient(setup.client.crawl_job(UNKNOWN_ID))
        .collect()
        .await
        .unwrap();
    assert_eq!((report.documents.len(), report.failures.len()), (3, 1));
    assert_eq!(report.status.status.as_str(), "cancelled");
}

#[tokio::test]
async fn a_report_has_the_last_status_even_without_a_document() {
    let setup = Setup::new().await;
    let job = setup.client.batch_scrape(["http://127.0.0.1:1/"]).await;
    let report = patient(job.unwrap()).collect().await.unwrap();
    assert!(report.documents.is_empty());
    assert_eq!(report.status.status.as_str(), "completed");
}

#[tokio::test]
async fn a_refusal_in_place_of_a_status_is_no_running_job() {
    let setup = Setup::new().await;
    setup
        .server
        .on("getCrawlStatus", |_| {
            Response::ok(json!({"success": false, "error": "the job is broken"}))
        })
        .unwrap();
    let job = setup.client.crawl_job(UNKNOWN_ID);
    let error = job.wait().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::JobFailed);
    assert_eq!(error.message(), "the job is broken");
    let error = job.documents().next().await.unwrap().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::JobFailed);
    assert!(setup.clock.slept().is_empty());
}

#[tokio::test]
async fn a_refusal_in_place_of_a_check_is_no_running_check() {
    let setup = Setup::new().await;
    setup
        .server
        .on("getMonitorCheck", |_| {
            Response::ok(json!({"success": false, "error": "the check is broken"}))
        })
        .unwrap();
    let job = setup.client.check_job(UNKNOWN_ID, UNKNOWN_ID);
    let error = job.wait().await.unwrap_err();
    assert_eq!(error.message(), "the check is broken");
    let error = job.documents().next().await.unwrap().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::JobFailed);
    assert_eq!(error.message(), "the check is broken");
    assert!(setup.clock.slept().is_empty());
}

#[tokio::test]
async fn a_slow_reader_uses_up_no_patience() {
    let setup = Setup::new().await;
    Pages::new(6, 1).serve(&setup, "getCrawlStatus");
    let job = setup.client.crawl_job(UNKNOWN_ID);
    let job = job.poll_policy(PollPolicy::default().deadline(Duration::from_secs(60)));
    let mut documents = job.documents();
    let mut count = 0;
    while let Some(document) = documents.next().await {
        document.unwrap();
        count += 1;
        // An hour of work on each.
        use firecrawl_client::Clock;
        setup.clock.sleep(Duration::from_secs(3600)).await;
    }
    assert_eq!(count, 6);
}

#[test]
fn a_stream_that_outlives_its_runtime_says_so() {
    let runtime = || {
        tokio::runtime::Builder::new_multi_thread()
            .enable_all()
            .build()
            .unwrap()
    };
    let server_side = runtime();
    let setup = server_side.block_on(Setup::new());
    Pages::new(6, 1).serve(&setup, "getCrawlStatus");
    let first = runtime();
    let mut documents = patient(setup.client.crawl_job(UNKNOWN_ID)).documents();
    first.block_on(documents.next()).unwrap().unwrap();
    drop(first);
    let (rest, error) = runtime().block_on(all(&mut documents));
    let Some(error) = error else {
        // The next page had come before its runtime ended, so that nothing was lost.
        assert_eq!(rest.len(), 5, "it ended as if it were whole");
        return;
    };
    assert_eq!(error.job_id(), Some(UNKNOWN_ID));
    let place = documents.continuation();
    let mut rest = setup.client.resume(place.clone());
    let (rest, error) = server_side.block_on(all(&mut rest));
    assert!(error.is_none(), "{error:?}");
    assert_eq!(place.delivered() + rest.len() as u64, 6);
}

#[tokio::test]
async fn a_list_of_urls_that_panics_does_not_end_like_a_whole_one() {
    let setup = Setup::new().await;
    let first = setup.page("/visit");
    let urls = (0..3).map(move |number| match number {
        0 => first.clone(),
        _ => panic!("no more URLs"),
    });
    let mut results = setup
        .client
        .batch_scrape_all(urls)
        .chunk(1)
        .at_once(1)
        .poll_policy(patience());
    let reading = tokio::spawn(async move {
        let mut documents = 0;
        while let Some(result) = next_result(&mut results).await {
            assert!(matches!(result.outcome, BatchOutcome::Document(_)));
            documents += 1;
        }
        documents
    });
    assert!(reading.await.unwrap_err().is_panic());
}

/// Makes sure that [`document`] gives what services give.
#[test]
fn scripted_documents_have_an_id() {
    assert!(document(3)["metadata"]["scrapeId"].is_string());
}

#[tokio::test]
async fn the_reason_of_a_failed_job_does_not_show_the_key() {
    let setup = Setup::with(|server| server.keys([KEY]), |client| client.key(KEY)).await;
    let reason = format!("the key {KEY} has no credits");
    let script = move |_: &firecrawl_local::Request| {
        Response::ok(json!({"status": "failed", "success": false, "error": reason, "data": []}))
    };
    setup.server.on("getExtractStatus", script).unwrap();
    let error = setup
        .client
        .extract_job(UNKNOWN_ID)
        .wait()
        .await
        .unwrap_err();
    assert_eq!(error.message(), "the key [key] has no credits");
    assert!(!format!("{error}{error:?}").contains(KEY));
}
