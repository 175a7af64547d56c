//! Reports: which document, failure or block belongs to which submitted URL.

use firecrawl_client::types::BatchScrapeRequest;
use firecrawl_client::{JobReport, UrlOutcome};
use firecrawl_local::{Request, Response};
use serde_json::{Value, json};

use super::setting::patient;
use crate::setup::Setup;

/// Returns the report of a batch of these URLs with these documents, by URL, and failures.
async fn report(urls: &[&str], documents: &[&str], failures: Value) -> JobReport {
    let setup = Setup::new().await;
    let answer = |operation: &str, answer: Value| {
        let script = move |_: &Request| Response::ok(answer.clone());
        setup.server.on(operation, script).unwrap();
    };
    let count = documents.len();
    let documents: Vec<Value> = documents
        .iter()
        .enumerate()
        .map(|(number, url)| json!({"metadata": {"sourceURL": url, "scrapeId": format!("{number}")}}))
        .collect();
    answer(
        "scrapeAndExtractFromUrls",
        json!({"success": true, "id": super::setting::UNKNOWN_ID}),
    );
    answer(
        "getBatchScrapeStatus",
        json!({"status": "completed", "completed": count, "total": count, "data": documents}),
    );
    answer(
        "getBatchScrapeErrors",
        json!({"errors": failures, "robotsBlocked": []}),
    );
    let request = BatchScrapeRequest::new(urls.iter().copied());
    let job = patient(setup.client.batch_scrape(request).await.unwrap());
    job.collect().await.unwrap()
}

/// Each submitted URL with what the report says about it.
fn outcomes(report: &JobReport) -> Vec<(&str, String)> {
    let outcomes = report.outcomes().into_iter();
    outcomes
        .map(|(url, outcome)| {
            let word = match outcome {
                UrlOutcome::Document(document) => {
                    let metadata = document.metadata.as_ref().unwrap();
                    metadata.source_url.clone().unwrap()
                }
                UrlOutcome::Failed(failure) => failure.id.clone().unwrap(),
                UrlOutcome::Missing => "missing".to_owned(),
                other => format!("{other:?}"),
            };
            (url, word)
        })
        .collect()
}

#[tokio::test]
async fn routes_behind_a_hash_are_told_apart() {
    let urls = ["https://a.example/#/one", "https://a.example/#/two"];
    let failed = json!([{"id": "f", "url": urls[0], "error": "no", "code": "SCRAPE_TIMEOUT"}]);
    let report = report(&urls, &[urls[1]], failed).await;
    assert_eq!(
        outcomes(&report),
        [(urls[0], "f".to_owned()), (urls[1], urls[1].to_owned())]
    );
    assert_eq!(report.worth_retrying(), [urls[0]]);
}

#[tokio::test]
async fn a_url_is_found_however_it_was_written() {
    let urls = [
        "a.example",
        "a.example:8080/x",
        "HTTPS://B.example:443",
        "https://c.example/x#part",
    ];
    let found = [
        "https://c.example/x",
        "http://a.example/",
        "http://a.example:8080/x",
        "https://b.example/",
    ];
    let report = report(&urls, &found, json!([])).await;
    assert!(report.missing().is_empty(), "{:?}", outcomes(&report));
    assert_eq!(outcomes(&report)[0].1, found[1]);
    assert_eq!(outcomes(&report)[3].1, found[0]);
}

#[tokio::test]
async fn no_url_is_scraped_again_twice_or_for_nothing() {
    let urls = [
        "https://a.example/1",
        "https://a.example/2",
        "https://a.example/3",
    ];
    let passing = |id: &str, url: &str| json!({"id": id, "url": url, "error": "slow", "code": "SCRAPE_TIMEOUT"});
    let failures = json!([
        passing("1", urls[0]),
        passing("2", urls[0]),
        // It worked out at last.
        passing("3", urls[1]),
        {
            "id": "4", "url": urls[2], "code": "UNKNOWN_ERROR",
            "error": "(Internal server error) - URL blocked by robots.txt",
        },
    ]);
    let report = report(&urls, &[urls[1]], failures).await;
    assert_eq!(report.worth_retrying(), [urls[0]]);
    assert_eq!(report.failures.len(), 4);
}

#[tokio::test]
async fn what_was_submitted_twice_and_scraped_once_is_not_missing() {
    let urls = ["https://a.example/1", "https://a.example/1"];
    let report = report(&urls, &urls[..1], json!([])).await;
    assert!(report.missing().is_empty());
    assert!(report.worth_retrying().is_empty());
}

#[tokio::test]
async fn a_slash_at_the_end_makes_no_url_missing() {
    let urls = [
        "https://a.example/x",
        "https://a.example/y/",
        "https://a.example/z?q=1",
    ];
    let found = [
        "https://a.example/x/",
        "https://a.example/y",
        "https://a.example/z/?q=1",
    ];
    let whole = report(&urls, &found, json!([])).await;
    let expected: Vec<_> = urls.into_iter().zip(found.map(str::to_owned)).collect();
    assert_eq!(outcomes(&whole), expected);
    // Where both were asked for, each has its own.
    let both = ["https://a.example/x", "https://a.example/x/"];
    let one = report(&both, &both[1..], json!([])).await;
    assert_eq!(one.missing(), [both[0]]);
}
