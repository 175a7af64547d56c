//! Faults that the local server makes of a job's pages, each on a server of its own.

use firecrawl_client::types::Document;
use firecrawl_client::{Batch, Error, ErrorKind, Job, UrlOutcome};
use firecrawl_local::{Fault, QueuedFault};
use std::time::Duration;

use super::setting::{all, batch, crawl, patient, sources};
use crate::setup::{KEY, Setup};

const STATUS: &str = "getBatchScrapeStatus";
const PATHS: [&str; 5] = ["/", "/visit", "/tea-room", "/history", "/press"];

/// A finished batch with so many documents on a page, whose pages are to have a fault.
async fn ordered(page: usize, fault: impl Into<QueuedFault>) -> (Setup, Job<Batch>) {
    let builder = |server: firecrawl_local::Builder| server.page_documents(page).keys([KEY]);
    let setup = Setup::with(builder, |client| client.key(KEY)).await;
    let job = batch(&setup, &PATHS).await;
    job.wait().await.unwrap();
    setup.server.fault(STATUS, fault).unwrap();
    (setup, job)
}

async fn documents(page: usize, fault: impl Into<QueuedFault>) -> (Vec<Document>, Option<Error>) {
    let (_setup, job) = ordered(page, fault).await;
    all(&mut job.documents()).await
}

#[tokio::test]
async fn pages_that_lead_back_or_on_without_end_are_an_error() {
    for fault in [
        Fault::next_back_to(0),
        Fault::next_back_to(2),
        Fault::next_onward(),
    ] {
        let (setup, job) = ordered(2, fault.clone().always()).await;
        let (documents, error) = all(&mut job.documents()).await;
        assert_eq!(error.unwrap().kind(), ErrorKind::Paging, "{fault:?}");
        assert_eq!(documents.len(), PATHS.len(), "{fault:?}");
        assert!(setup.server.coverage().calls(STATUS) < 100, "{fault:?}");
    }
    let empty = Fault::next_onward().and(Fault::json_at("/data", "[]"));
    let (documents, error) = documents(2, empty.always()).await;
    assert_eq!(error.unwrap().kind(), ErrorKind::Paging);
    assert!(documents.is_empty());
}

#[tokio::test]
async fn an_empty_cursor_is_none() {
    let (documents, error) = documents(100, Fault::json_at("/next", "\"\"").always()).await;
    assert!(error.is_none(), "{error:?}");
    assert_eq!(documents.len(), PATHS.len());
}

#[tokio::test]
async fn an_odd_item_costs_none_of_the_others() {
    let deep = format!("{}1{}", "[".repeat(130), "]".repeat(130));
    for odd in ["null", "7", "\"page\"", "[]", "1e999", "\"\u{1}\"", &deep] {
        let fault = Fault::json_at("/data/1", odd);
        let (documents, error) = documents(PATHS.len(), fault).await;
        assert!(error.is_none(), "{odd:.20}: {error:?}");
        assert_eq!(documents.len(), PATHS.len() + 1, "{odd:.20}");
        assert!(documents[1].extra.contains_key("data"), "{odd:.20}");
    }
}

#[tokio::test]
async fn an_odd_value_costs_its_own_field_only() {
    let deep = format!("{}1{}", "[".repeat(130), "]".repeat(130));
    for (field, odd) in [
        ("markdown", "\"a\u{1}b\tc\""),
        ("json", deep.as_str()),
        ("json", "[1, 1e999]"),
        ("metadata/statusCode", "1e999"),
        ("metadata/statusCode", "\"two hundred\""),
        ("links", "{\"a\":[]}"),
        ("warning", "[]"),
        ("markdown", "7,\"markdown\":\"twice\""),
        ("new", "\"\\ud83d\""),
    ] {
        let fault = Fault::json_at(format!("/data/0/{field}"), odd);
        let (documents, error) = documents(2, fault).await;
        assert!(error.is_none(), "{field} {odd:.20}: {error:?}");
        assert_eq!(documents.len(), PATHS.len(), "{field}");
        assert_eq!(sources(&documents).len(), PATHS.len(), "{field}");
        let (first, text) = (&documents[0], documents[0].markdown.as_deref());
        match (field, odd) {
            ("markdown", twice) if twice.starts_with('7') => assert_eq!(text, Some("twice")),
            ("markdown", _) => assert_eq!(text, Some("a\u{1}b\tc")),
            ("json", _) => assert_eq!(first.extra["json"], odd),
            _ => assert!(text.is_some(), "{field}"),
        }
    }
}

#[tokio::test]
async fn an_odd_metadata_costs_no_document() {
    for odd in ["[]", "7", "null"] {
        let fault = Fault::json_at("/data/0/metadata", odd);
        let (documents, error) = documents(2, fault).await;
        assert!(error.is_none(), "{odd}: {error:?}");
        assert_eq!(documents.len(), PATHS.len(), "{odd}");
        assert!(documents[0].markdown.is_some(), "{odd}");
    }
}

#[tokio::test]
async fn what_passes_does_not_end_a_stream() {
    let seconds = Duration::from_secs;
    for fault in [
        Fault::status(425).times(4),
        Fault::status(499).times(4),
        Fault::status(501).times(4),
        Fault::status(520).times(4),
        Fault::lost_response().times(2),
        Fault::rate_limited(seconds(1)).every(2),
        Fault::html(503).every(2),
        Fault::reset().every(3),
        Fault::status(500)
            .and(Fault::latency(Duration::from_millis(5)))
            .every(2),
        Fault::unknown_status()
            .and(Fault::drip(4000, Duration::ZERO))
            .times(2),
    ] {
        let (documents, error) = documents(2, fault.clone()).await;
        assert!(error.is_none(), "{fault:?}: {error:?}");
        assert_eq!(documents.len(), PATHS.len(), "{fault:?}");
    }
}

#[tokio::test]
async fn a_url_that_is_listed_twice_has_failed() {
    let dead = "http://127.0.0.1:1/";
    let error = r#"{"metadata":{"sourceURL":"DEAD","error":"refused"}}"#;
    // As an independent server lists a page that it did not reach.
    let status = r#"{"warning":"refused","metadata":{"sourceURL":"DEAD","statusCode":0}}"#;
    for item in [error, status] {
        let setup = Setup::new().await;
        let urls = [setup.page("/visit"), dead.to_owned()];
        let job = patient(setup.client.batch_scrape(urls.clone()).await.unwrap());
        job.wait().await.unwrap();
        let fault = Fault::json_at("/data/-", item.replace("DEAD", dead));
        setup.server.fault(STATUS, fault.always()).unwrap();
        let report = job.collect().await.unwrap();
        assert_eq!((report.documents.len(), report.failures.len()), (1, 1));
        let outcomes = report.outcomes();
        assert!(matches!(outcomes[1], (url, UrlOutcome::Failed(_)) if url == dead));
    }
}

#[tokio::test]
async fn pages_that_a_total_promises_are_counted() {
    let setup = Setup::new().await;
    let job = crawl(&setup, 3).await;
    let fault = Fault::json_at("/total", "9").always();
    setup.server.fault("getCrawlStatus", fault).unwrap();
    let report = job.collect().await.unwrap();
    assert_eq!((report.documents.len(), report.unmentioned()), (3, 6));
}

#[tokio::test]
async fn a_key_in_a_status_is_redacted() {
    let fault = Fault::json_at("/status", format!("\"{KEY}\""));
    let (_setup, job) = ordered(2, fault.always()).await;
    let error = job.deadline(Duration::from_secs(5)).wait().await;
    let error = error.unwrap_err();
    assert_eq!(error.progress().unwrap().state.as_deref(), Some("[key]"));
    assert!(!format!("{error} {error:?}").contains(KEY));
}

#[tokio::test]
async fn a_cancellation_whose_response_was_lost_is_repeated() {
    let setup = Setup::new().await;
    let job = batch(&setup, &["/slow?ms=60000"]).await;
    let fault = Fault::lost_response();
    setup.server.fault("cancelBatchScrape", fault).unwrap();
    job.cancel().await.unwrap();
    assert_eq!(setup.server.coverage().calls("cancelBatchScrape"), 2);
    let status = serde_json::to_value(&*job.status().await.unwrap()).unwrap();
    assert_eq!(status["status"], "cancelled");
}
