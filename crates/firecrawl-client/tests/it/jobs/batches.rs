//! Batches, their errors, and what became of each URL.

use firecrawl_client::types::{BatchScrapeRequest, Format};
use firecrawl_client::{BatchOutcome, UrlOutcome};
use firecrawl_local::{Fault, Request, Response};
use serde_json::{Value, json};

use super::setting::{UNKNOWN_ID, next_result, patience, patient};
use crate::setup::Setup;

const DEAD: &str = "http://127.0.0.1:1/";

async fn with_robots() -> Setup {
    Setup::with(|server| server.batch_robots(true), |client| client).await
}

#[tokio::test]
async fn every_submitted_url_is_accounted_for() {
    let setup = with_robots().await;
    let urls = vec![
        setup.page("/tea-room"),
        DEAD.to_owned(),
        setup.page("/private/staff-rota"),
        setup.page("/lost-page"),
        setup.page("/tea-room"),
        "http://exa mple".to_owned(),
    ];
    let request = BatchScrapeRequest::new(urls.clone())
        .formats([Format::Links])
        .ignore_invalid_urls(true);
    let job = patient(setup.client.batch_scrape(request).await.unwrap());
    let errors = job.errors().await.unwrap();
    assert_eq!(errors.http_status(), 200);
    let report = job.collect().await.unwrap();
    let outcomes = report.outcomes();
    let words: Vec<(&str, &str)> = outcomes
        .iter()
        .map(|(url, outcome)| {
            let word = match outcome {
                UrlOutcome::Document(document) => {
                    assert!(document.links.is_some());
                    "document"
                }
                UrlOutcome::Failed(failure) => {
                    assert!(!failure.error.is_empty());
                    "failed"
                }
                UrlOutcome::RobotsBlocked => "blocked",
                UrlOutcome::Invalid => "invalid",
                other => panic!("{other:?}"),
            };
            (*url, word)
        })
        .collect();
    let expected: Vec<(&str, &str)> = urls
        .iter()
        .map(String::as_str)
        .zip([
            "document", "failed", "blocked", "document", "document", "invalid",
        ])
        .collect();
    assert_eq!(words, expected);
    assert!(report.missing().is_empty());
    assert_eq!(
        report.worth_retrying().len(),
        usize::from(report.failures[0].code != "SCRAPE_DNS_RESOLUTION_ERROR")
    );
}

#[tokio::test]
async fn what_is_worth_it_is_scraped_again_with_the_same_options() {
    let setup = Setup::new().await;
    let [good, bad, lasting, silent] =
        ["/visit", "/slow", "/press", "/history"].map(|path| setup.page(path));
    let script = {
        let (good, bad, lasting) = (good.clone(), bad.clone(), lasting.clone());
        move |_: &firecrawl_local::Request| {
            Response::ok(json!({
                "errors": [
                    {"id": "1", "url": bad, "error": "took too long", "code": "SCRAPE_TIMEOUT"},
                    {"id": "2", "url": lasting, "error": "a file", "code": "SCRAPE_UNSUPPORTED_FILE_ERROR"},
                ],
                "robotsBlocked": [],
                "later": good,
            }))
        }
    };
    setup.server.on("getBatchScrapeErrors", script).unwrap();
    let document = json!({"links": [], "metadata": {"sourceURL": good, "scrapeId": "a"}});
    setup
        .server
        .on("getBatchScrapeStatus", move |_| {
            Response::ok(
                json!({"status": "completed", "completed": 1, "total": 1, "data": [document]}),
            )
        })
        .unwrap();
    let request = BatchScrapeRequest::new([good.clone(), bad.clone(), lasting, silent.clone()])
        .formats([Format::Links]);
    let job = patient(setup.client.batch_scrape(request).await.unwrap());
    let report = job.collect().await.unwrap();
    assert_eq!(report.missing(), [silent.as_str()]);
    let again = job.retry_failed(&report).await.unwrap().unwrap();
    assert_ne!(again.id(), job.id());
    let request = &again.started().unwrap().request;
    assert_eq!(request.urls, [bad, silent]);
    assert_eq!(request.options.formats, Some(vec![Format::Links]));
}

#[tokio::test]
async fn nothing_to_retry_starts_nothing() {
    let setup = Setup::new().await;
    let urls = vec![setup.page("/tea-room")];
    let job = patient(setup.client.batch_scrape(urls).await.unwrap());
    let report = job.collect().await.unwrap();
    assert!(job.retry_failed(&report).await.unwrap().is_none());
    assert_eq!(setup.server.coverage().calls("scrapeAndExtractFromUrls"), 1);
}

#[tokio::test]
async fn a_lost_start_is_ambiguous_and_not_repeated() {
    for fault in [
        Fault::reset(),
        Fault::html(502),
        Fault::truncated(10),
        Fault::status(500),
    ] {
        let setup = Setup::new().await;
        setup
            .server
            .fault("scrapeAndExtractFromUrls", fault.clone())
            .unwrap();
        let urls = vec![setup.page("/tea-room")];
        let error = setup.client.batch_scrape(urls).await.unwrap_err();
        assert!(error.is_ambiguous_start(), "{fault:?}: {error}");
        assert_eq!(setup.server.coverage().calls("scrapeAndExtractFromUrls"), 1);
    }
}

#[tokio::test]
async fn a_start_without_an_id_is_an_error() {
    let setup = Setup::new().await;
    for (answer, ambiguous) in [
        (json!({"success": false, "error": "no room"}), false),
        (json!({"success": true}), true),
        (json!({}), true),
    ] {
        setup
            .server
            .on("scrapeAndExtractFromUrls", move |_| {
                Response::ok(answer.clone())
            })
            .unwrap();
        let error = setup.client.batch_scrape([DEAD]).await.unwrap_err();
        assert_eq!(error.is_ambiguous_start(), ambiguous, "{error}");
        assert_eq!(error.operation(), Some("POST /batch/scrape"));
    }
}

/// A server on which a batch and a crawl end with these documents and errors.
async fn ended(total: usize, documents: Value, errors: Value) -> Setup {
    let setup = Setup::new().await;
    let status = json!({"status": "completed", "total": total, "data": documents});
    let errors = json!({"errors": errors, "robotsBlocked": ["https://a.example/blocked"]});
    for (operation, body) in [
        ("getBatchScrapeStatus", &status),
        ("getCrawlStatus", &status),
        ("getBatchScrapeErrors", &errors),
        ("getCrawlErrors", &errors),
    ] {
        let body = body.clone();
        let script = move |_: &Request| Response::ok(body.clone());
        setup.server.on(operation, script).unwrap();
    }
    setup
}

fn page(name: &str, error: Option<&str>) -> Value {
    let url = format!("https://a.example/{name}");
    json!({"metadata": {"sourceURL": url, "scrapeId": name, "error": error}})
}

fn failure(name: &str) -> Value {
    json!({"id": "1", "url": format!("https://a.example/{name}"), "error": "took too long"})
}

/// An independent server lists a failed page twice.
#[tokio::test]
async fn an_empty_document_with_an_error_that_is_listed_has_failed() {
    let documents = json!([
        page("good", None),
        page("bad", Some("took too long")),
        page("lost", Some("Not Found")),
    ]);
    let setup = ended(3, documents, json!([failure("bad")])).await;
    let urls = ["good", "bad", "lost"].map(|name| format!("https://a.example/{name}"));
    let job = patient(setup.client.batch_scrape(urls.to_vec()).await.unwrap());
    let report = job.collect().await.unwrap();
    let outcomes = report.outcomes().into_iter().map(|(_, outcome)| outcome);
    let words: Vec<&str> = outcomes.map(word).collect();
    assert_eq!(words, ["document", "failed", "document"]);
    assert_eq!((report.documents.len(), report.failures.len()), (2, 1));
    assert_eq!(report.worth_retrying(), [urls[1].as_str()]);

    let crawl = patient(setup.client.crawl_job(UNKNOWN_ID));
    let report = crawl.collect().await.unwrap();
    let outcomes = report.outcomes().into_iter().map(|(_, outcome)| outcome);
    let words: Vec<&str> = outcomes.map(word).collect();
    assert_eq!(words, ["document", "document", "failed", "blocked"]);

    let results = setup.client.batch_scrape_all(urls.to_vec());
    let mut results = results.poll_policy(patience());
    let mut words = Vec::new();
    while let Some(result) = next_result(&mut results).await {
        words.push(match result.outcome {
            BatchOutcome::Document(_) => "document",
            BatchOutcome::Failed(_) => "failed",
            BatchOutcome::RobotsBlocked(_) => "blocked",
            other => panic!("{other:?}"),
        });
    }
    words.sort_unstable();
    assert_eq!(words, ["blocked", "document", "document", "failed"]);
}

fn word(outcome: UrlOutcome<'_>) -> &'static str {
    match outcome {
        UrlOutcome::Document(_) => "document",
        UrlOutcome::Failed(_) => "failed",
        UrlOutcome::RobotsBlocked => "blocked",
        UrlOutcome::Invalid => "invalid",
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn the_report_of_a_crawl_lists_its_pages() {
    let documents = json!([page("one", None), page("two", None), {"markdown": "no address"}]);
    let setup = ended(7, documents, json!([failure("three")])).await;
    let report = patient(setup.client.crawl_job(UNKNOWN_ID)).collect().await;
    let report = report.unwrap();
    let outcomes = report.outcomes().into_iter();
    let outcomes: Vec<(&str, &str)> = outcomes.map(|(url, it)| (url, word(it))).collect();
    assert_eq!(
        outcomes,
        [
            ("https://a.example/one", "document"),
            ("https://a.example/two", "document"),
            ("", "document"),
            ("https://a.example/three", "failed"),
            ("https://a.example/blocked", "blocked"),
        ]
    );
    assert_eq!(report.unmentioned(), 2, "of the seven in all");
}

#[tokio::test]
async fn urls_that_are_not_mentioned_are_counted_by_name_where_they_are_known() {
    let setup = ended(1, json!([page("one", None)]), json!([])).await;
    let urls = ["one", "two", "three"].map(|name| format!("https://a.example/{name}"));
    let job = patient(setup.client.batch_scrape(urls.to_vec()).await.unwrap());
    let report = job.collect().await.unwrap();
    assert_eq!(report.missing(), [urls[1].as_str(), urls[2].as_str()]);
    assert_eq!(report.unmentioned(), 2);
}
