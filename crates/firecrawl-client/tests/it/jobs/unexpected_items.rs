//! Pages of another shape than promised: none of their documents may be lost without a word.

use firecrawl_client::{Client, Crawl, ErrorKind, Job};
use firecrawl_local::{Request, Response};
use serde_json::{Value, json};

use super::scripts::{Pages, document};
use super::setting::{UNKNOWN_ID, all, patient};
use crate::setup::Setup;
use crate::wire::{self, Act, Wire};

/// A crawl that has ended, whose first page is this and whose second has one document.
async fn crawl(first: Value) -> (Setup, Job<Crawl>) {
    let setup = Setup::new().await;
    let script = move |call: &Request| {
        Response::ok(match call.query_i64("skip") {
            None => first.clone(),
            Some(_) => json!({"status": "completed", "data": [document(99)]}),
        })
    };
    setup.server.on("getCrawlStatus", script).unwrap();
    let job = patient(setup.client.crawl_job(UNKNOWN_ID));
    (setup, job)
}

fn next() -> Value {
    json!(format!("/v2/crawl/{UNKNOWN_ID}?skip=3"))
}

#[tokio::test]
async fn an_odd_item_costs_none_of_the_others() {
    for odd in [json!(null), json!("a page"), json!([])] {
        let data = json!([document(1), odd, document(2)]);
        let (_setup, job) =
            crawl(json!({"status": "completed", "data": data, "next": next()})).await;
        let (documents, error) = all(&mut job.documents()).await;
        assert!(error.is_none(), "{error:?}");
        let texts: Vec<_> = documents
            .iter()
            .map(|page| page.markdown.as_deref())
            .collect();
        assert_eq!(texts, [Some("# 1"), None, Some("# 2"), Some("# 99")]);
        // What it was is not lost either.
        let kept = documents[1].extra.get("data").cloned().unwrap_or_default();
        assert_eq!(kept, odd);
    }
}

#[tokio::test]
async fn documents_that_are_no_list_are_an_error() {
    for data in [json!({"markdown": "# 1"}), json!("# 1")] {
        let (_setup, job) =
            crawl(json!({"status": "completed", "data": data, "next": next()})).await;
        let (documents, error) = all(&mut job.documents()).await;
        let error = error.expect("the documents were lost without a word");
        assert_eq!((documents.len(), error.kind()), (0, ErrorKind::Decode));
        assert_eq!(error.job_id(), Some(UNKNOWN_ID));
    }
}

#[tokio::test]
async fn a_next_that_is_no_address_does_not_end_the_stream_like_its_end() {
    let page = json!({"status": "completed", "data": [document(1)], "next": {"skip": 3}});
    let (_setup, job) = crawl(page).await;
    let (documents, error) = all(&mut job.documents()).await;
    let error = error.expect("the second page was lost without a word");
    assert_eq!((documents.len(), error.kind()), (1, ErrorKind::Paging));
}

#[tokio::test]
async fn an_odd_page_of_a_check_is_kept_too() {
    let setup = Setup::new().await;
    let data = json!({"id": "c", "status": "completed", "pages": [{"id": "1", "url": "https://a.example/"}, null]});
    let script = move |_: &Request| Response::ok(json!({"success": true, "data": data.clone()}));
    setup.server.on("getMonitorCheck", script).unwrap();
    let job = patient(setup.client.check_job(UNKNOWN_ID, UNKNOWN_ID));
    let (pages, error) = all(&mut job.documents()).await;
    assert!(error.is_none(), "{error:?}");
    assert_eq!(pages.len(), 2);
}

#[tokio::test]
async fn an_item_that_no_value_can_hold_costs_none_of_the_others() {
    let wire = Wire::start(|_| {
        let items = r##"{"markdown":"# 1"},null,{"markdown":"# 2","new":1e999},1e999,"{} 1","{\"a\":1e999} 1""##;
        let page = format!(r#"{{"status":"completed","data":[{items}]}}"#);
        Act::Answer(wire::json(page))
    })
    .await;
    let client = Client::builder().base_url(wire.url()).build().unwrap();
    let (documents, error) = all(&mut client.crawl_job(UNKNOWN_ID).documents()).await;
    assert!(error.is_none(), "{error:?}");
    let texts: Vec<_> = documents
        .iter()
        .map(|page| page.markdown.as_deref())
        .collect();
    assert_eq!(texts, [Some("# 1"), None, Some("# 2"), None, None, None]);
    assert_eq!(documents[1].extra["data"], json!(null));
    assert_eq!(documents[2].extra["new"], "1e999");
    assert_eq!(documents[3].extra["data"], "1e999");
    assert_eq!(documents[4].extra["data"], "{} 1");
    assert_eq!(documents[5].extra["data"], r#"{"a":1e999} 1"#);
}

#[tokio::test]
async fn a_skip_beyond_all_numbers_is_no_panic() {
    let wire = Wire::start(|before| {
        let next = format!("/v2/crawl/{UNKNOWN_ID}?skip={}", u64::MAX - before as u64);
        let page = json!({"status": "completed", "data": [document(before)], "next": next});
        Act::Answer(wire::json(page.to_string()))
    })
    .await;
    let client = Client::builder().base_url(wire.url()).build().unwrap();
    let (_, error) = all(&mut client.crawl_job(UNKNOWN_ID).documents()).await;
    assert_eq!(error.unwrap().kind(), ErrorKind::Paging);
}

#[tokio::test]
async fn a_count_that_was_tampered_with_is_no_panic() {
    let setup = Setup::new().await;
    Pages::new(2, 2).serve(&setup, "getCrawlStatus");
    let written = json!({"id": UNKNOWN_ID, "offset": 0, "delivered": u64::MAX});
    let continuation = serde_json::from_value(written).unwrap();
    let mut documents = setup.client.resume::<Crawl>(continuation);
    assert_eq!(all(&mut documents).await.0.len(), 2);
}

#[tokio::test]
async fn an_odd_item_costs_no_other_failure() {
    let setup = Setup::new().await;
    let errors = json!({
        "errors": [{"id": "1", "url": "https://a.example/1", "code": "SCRAPE_SSL_ERROR"}, []],
        "robotsBlocked": ["https://a.example/2", null],
    });
    let script = move |_: &Request| Response::ok(errors.clone());
    setup.server.on("getBatchScrapeErrors", script).unwrap();
    let errors = setup.client.batch_job(UNKNOWN_ID).errors().await.unwrap();
    let failed = &errors.errors;
    assert_eq!(failed.len(), 2);
    assert_eq!(failed[0].code, "SCRAPE_SSL_ERROR");
    assert_eq!(failed[1].extra["errors"], json!([]));
    assert_eq!(errors.robots_blocked, ["https://a.example/2"]);
}
