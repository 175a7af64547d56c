//! Each document once, in order, to the end, whatever the server does.

use std::collections::HashSet;

use firecrawl_client::ErrorKind;
use firecrawl_client::types::CrawlRequest;
use firecrawl_local::{Fault, Response};
use serde_json::json;

use super::scripts::{Pages, document};
use super::setting::{UNKNOWN_ID, all, batch, crawl, patient, sources};
use crate::setup::{KEY, Setup};

/// A server whose pages hold two documents.
async fn two_a_page() -> Setup {
    Setup::with(|server| server.page_documents(2), |client| client).await
}

const PATHS: [&str; 7] = [
    "/",
    "/visit",
    "/tea-room",
    "/history",
    "/visit/tickets",
    "/lost-page",
    "/press",
];

#[tokio::test]
async fn a_running_crawl_is_read_to_its_end() {
    let setup = two_a_page().await;
    let job = crawl(&setup, 15).await;
    let (documents, error) = all(&mut job.documents()).await;
    assert!(error.is_none(), "{error:?}");
    let status = job.wait().await.unwrap();
    assert_eq!(documents.len() as i64, status.completed);
    let sources = sources(&documents);
    let once: HashSet<&String> = sources.iter().collect();
    assert_eq!(once.len(), sources.len(), "{sources:?}");
}

#[tokio::test]
async fn pages_and_documents_are_the_same_in_the_same_order() {
    let setup = two_a_page().await;
    let job = batch(&setup, &PATHS).await;
    let (documents, _) = all(&mut job.documents()).await;
    let mut pages = job.pages();
    let mut paged = Vec::new();
    while let Some(page) = pages.next().await {
        let page = page.unwrap();
        assert!(page.items().len() <= 2);
        paged.extend(page.into_items());
    }
    assert_eq!(sources(&documents), sources(&paged));
    assert_eq!(documents.len(), PATHS.len());
}

#[tokio::test]
async fn one_page_ahead_and_no_more() {
    let setup = two_a_page().await;
    let job = batch(&setup, &PATHS).await;
    job.wait().await.unwrap();
    let before = setup.server.coverage().calls("getBatchScrapeStatus");
    let mut documents = job.documents();
    documents.next().await.unwrap().unwrap();
    // However long the consumer waits.
    for _ in 0..200 {
        tokio::task::yield_now().await;
    }
    tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    let calls = setup.server.coverage().calls("getBatchScrapeStatus") - before;
    assert_eq!(calls, 2);
}

#[tokio::test]
async fn next_is_kept_at_the_configured_server() {
    let setup = Setup::with(
        |server| server.page_documents(2).keys([KEY]),
        |client| client.key(KEY),
    )
    .await;
    let elsewhere = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}", elsewhere.local_addr().unwrap());
    let fault = Fault::next_elsewhere(address).always();
    setup.server.fault("getBatchScrapeStatus", fault).unwrap();
    let job = batch(&setup, &PATHS).await;
    let (documents, error) = all(&mut job.documents()).await;
    assert!(error.is_none(), "{error:?}");
    assert_eq!(documents.len(), PATHS.len());
    let visitor =
        tokio::time::timeout(std::time::Duration::from_millis(20), elsewhere.accept()).await;
    assert!(visitor.is_err(), "somebody called the other server");
}

#[tokio::test]
async fn a_cursor_that_does_not_move_means_later() {
    let setup = two_a_page().await;
    for times in [1, 2, 5] {
        let fault = Fault::next_to_itself().times(times);
        setup.server.fault("getBatchScrapeStatus", fault).unwrap();
        let job = batch(&setup, &PATHS).await;
        let (documents, error) = all(&mut job.documents()).await;
        assert!(error.is_none(), "{error:?}");
        assert_eq!(documents.len(), PATHS.len(), "{times}");
        setup.server.clear_faults("getBatchScrapeStatus").unwrap();
    }
}

#[tokio::test]
async fn a_cursor_that_never_moves_neither_loops_nor_loses() {
    let setup = two_a_page().await;
    let job = batch(&setup, &PATHS).await;
    job.wait().await.unwrap();
    let fault = Fault::next_to_itself().always();
    setup.server.fault("getBatchScrapeStatus", fault).unwrap();
    let (documents, error) = all(&mut job.documents()).await;
    assert!(error.is_none(), "{error:?}");
    assert_eq!(documents.len(), PATHS.len());
}

#[tokio::test]
async fn a_server_that_ignores_skip_is_an_error_and_no_loop() {
    for fault in [Fault::skip_ignored(), Fault::repeated_page()] {
        let setup = two_a_page().await;
        let job = batch(&setup, &PATHS).await;
        job.wait().await.unwrap();
        let ordered = fault.clone().always();
        setup.server.fault("getBatchScrapeStatus", ordered).unwrap();
        let mut stream = job.documents();
        let (documents, error) = all(&mut stream).await;
        let error = error.unwrap();
        assert_eq!(error.kind(), ErrorKind::Paging, "{fault:?}: {error}");
        assert_eq!(error.job_id(), Some(job.id().as_str()));
        assert_eq!(error.progress().unwrap().delivered, documents.len() as u64);
        let sources = sources(&documents);
        let once: HashSet<&String> = sources.iter().collect();
        assert_eq!(once.len(), sources.len(), "{fault:?}");
        assert!(stream.next().await.is_none());
    }
}

#[tokio::test]
async fn what_passes_does_not_end_a_stream() {
    for fault in [
        Fault::html(502).times(8),
        Fault::status(500).times(8),
        Fault::reset().times(7),
        Fault::reset_after(40).times(3),
        Fault::truncated(40).times(3),
        Fault::rate_limited(std::time::Duration::from_secs(30)).times(6),
        Fault::status(408).times(6),
        Fault::close_after().always(),
        Fault::gzip().always(),
        Fault::content_type("text/plain").always(),
        Fault::unknown_status().times(3),
        Fault::unknown_values().always(),
        Fault::nulls().always(),
        Fault::drip(2_000, std::time::Duration::from_millis(1)).times(3),
    ] {
        let setup = two_a_page().await;
        setup.server.fault("getCrawlStatus", fault.clone()).unwrap();
        let request = CrawlRequest::new(setup.page("/")).limit(7);
        let job = patient(setup.client.crawl(request).await.unwrap());
        let (documents, error) = all(&mut job.documents()).await;
        assert!(error.is_none(), "{fault:?}: {error:?}");
        assert_eq!(documents.len(), 7, "{fault:?}");
    }
}

#[tokio::test]
async fn what_does_not_pass_ends_a_stream_with_the_id() {
    let setup = two_a_page().await;
    let job = patient(setup.client.crawl_job(UNKNOWN_ID));
    let (documents, error) = all(&mut job.documents()).await;
    let error = error.unwrap();
    assert!(documents.is_empty() && error.is_not_found(), "{error}");
    assert_eq!(error.job_id(), Some(UNKNOWN_ID));
    assert_eq!(error.operation(), Some("GET /crawl/{id}"));
}

#[tokio::test]
async fn an_id_that_leads_elsewhere_sends_nothing() {
    let setup = two_a_page().await;
    for id in ["", ".", ".."] {
        let error = setup.client.crawl_job(id).documents().next().await;
        let error = error.unwrap().unwrap_err();
        assert_eq!(error.kind(), ErrorKind::InvalidRequest, "{id:?}");
    }
    assert_eq!(setup.server.coverage().operations().count(), 0);
}

#[tokio::test]
async fn pages_that_go_round_are_an_error_and_no_loop() {
    let setup = Setup::new().await;
    // Pages 0, 1, 2, 1, 2, … at addresses that only grow.
    let script = |call: &firecrawl_local::Request| {
        let skip = call.query_i64("skip").unwrap_or(0);
        let page = usize::try_from(if skip < 6 { skip } else { 2 + (skip + 2) % 4 }).unwrap();
        let next = format!("/v2/crawl/{UNKNOWN_ID}?skip={}", skip + 2);
        let data = [document(page), document(page + 1)];
        Response::ok(json!({"status": "completed", "next": next, "data": data}))
    };
    setup.server.on("getCrawlStatus", script).unwrap();
    let job = patient(setup.client.crawl_job(UNKNOWN_ID));
    let (documents, error) = all(&mut job.documents()).await;
    assert_eq!(error.unwrap().kind(), ErrorKind::Paging);
    assert_eq!(documents.len(), 6);
}

#[tokio::test]
async fn documents_without_any_mark_do_not_loop_either() {
    let setup = Setup::new().await;
    let script = |call: &firecrawl_local::Request| {
        let skip = call.query_i64("skip").unwrap_or(0);
        let next = format!("/v2/crawl/{UNKNOWN_ID}?skip={}", skip + 2);
        let data = json!([{"markdown": "one"}, {"summary": "two"}]);
        Response::ok(json!({"status": "completed", "next": next, "data": data}))
    };
    setup.server.on("getCrawlStatus", script).unwrap();
    let job = patient(setup.client.crawl_job(UNKNOWN_ID));
    let (documents, error) = all(&mut job.documents()).await;
    assert_eq!(error.unwrap().kind(), ErrorKind::Paging);
    assert_eq!(documents.len(), 2);
}

/// A server whose pages have these numbers, one after the other, with documents without ids.
async fn anonymous(pages: &'static [usize], next: fn(usize) -> String) -> Setup {
    let setup = Setup::new().await;
    let asked = std::sync::atomic::AtomicUsize::new(0);
    let script = move |_: &firecrawl_local::Request| {
        let at = asked.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
        let page = pages[at % pages.len()];
        let data = [0, 1].map(|item| json!({"markdown": format!("{page}.{item}")}));
        let next = format!(
            "/v2/crawl/{UNKNOWN_ID}?{}",
            next(pages[(at + 1) % pages.len()])
        );
        Response::ok(json!({"status": "completed", "next": next, "data": data}))
    };
    setup.server.on("getCrawlStatus", script).unwrap();
    setup
}

#[tokio::test]
async fn cursors_that_go_round_are_an_error_without_ids_too() {
    let setup = anonymous(&[1, 2, 3, 2, 3, 2, 3], |page| format!("cursor={page}")).await;
    let job = patient(setup.client.crawl_job(UNKNOWN_ID));
    let (documents, error) = all(&mut job.documents()).await;
    assert_eq!(error.unwrap().kind(), ErrorKind::Paging);
    assert_eq!(documents.len(), 6);
    assert_eq!(setup.server.coverage().calls("getCrawlStatus"), 3);
}

#[tokio::test]
async fn cursors_that_go_round_are_an_error_for_batches_and_checks_too() {
    let setup = Setup::new().await;
    // 0, 1, 2, 1, 2, …
    let turns = || {
        let asked = std::sync::atomic::AtomicUsize::new(0);
        let at = |count: usize| if count < 3 { count } else { 2 - count % 2 };
        move || {
            let count = asked.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
            (at(count), format!("?cursor={}", at(count + 1)))
        }
    };
    let turn = turns();
    let batch = move |_: &firecrawl_local::Request| {
        let (at, next) = turn();
        let next = format!("/v2/batch/scrape/{UNKNOWN_ID}{next}");
        let data = json!([{"markdown": at.to_string()}]);
        Response::ok(json!({"status": "completed", "next": next, "data": data}))
    };
    let turn = turns();
    let check = move |_: &firecrawl_local::Request| {
        let (at, next) = turn();
        let next = format!("/v2/monitor/{UNKNOWN_ID}/checks/{UNKNOWN_ID}{next}");
        let pages = json!([{"url": format!("https://a.example/{at}")}]);
        let data = json!({"id": UNKNOWN_ID, "status": "completed", "pages": pages});
        Response::ok(json!({"success": true, "next": next, "data": data}))
    };
    setup.server.on("getBatchScrapeStatus", batch).unwrap();
    setup.server.on("getMonitorCheck", check).unwrap();
    let job = patient(setup.client.batch_job(UNKNOWN_ID));
    let (documents, error) = all(&mut job.documents()).await;
    assert_eq!(error.unwrap().kind(), ErrorKind::Paging);
    assert_eq!(documents.len(), 3);
    let job = patient(setup.client.check_job(UNKNOWN_ID, UNKNOWN_ID));
    let (pages, error) = all(&mut job.documents()).await;
    assert_eq!(error.unwrap().kind(), ErrorKind::Paging);
    assert_eq!(pages.len(), 3);
}

#[tokio::test]
async fn pages_that_go_round_at_ever_new_addresses_are_an_error_without_ids_too() {
    static COUNT: std::sync::atomic::AtomicUsize = std::sync::atomic::AtomicUsize::new(0);
    let fresh = |_| {
        let count = COUNT.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
        format!("cursor={count}")
    };
    let setup = anonymous(&[1, 2, 3, 2, 3, 2, 3], fresh).await;
    let job = patient(setup.client.crawl_job(UNKNOWN_ID));
    let (documents, error) = all(&mut job.documents()).await;
    assert_eq!(error.unwrap().kind(), ErrorKind::Paging);
    assert_eq!(documents.len(), 6);
}

#[tokio::test]
async fn empty_pages_without_end_are_an_error_once_the_job_has_ended() {
    let setup = Setup::new().await;
    let script = |call: &firecrawl_local::Request| {
        let skip = call.query_i64("skip").unwrap_or(0);
        let next = format!("/v2/crawl/{UNKNOWN_ID}?skip={}", skip + 100);
        let mut data = json!([]);
        if skip == 300 {
            data = json!([document(1)]);
        }
        Response::ok(json!({"status": "completed", "next": next, "data": data}))
    };
    setup.server.on("getCrawlStatus", script).unwrap();
    let job = patient(setup.client.crawl_job(UNKNOWN_ID));
    let (documents, error) = all(&mut job.documents()).await;
    assert_eq!(error.unwrap().kind(), ErrorKind::Paging);
    assert_eq!(documents.len(), 1, "a few empty pages are skipped");
    assert!(setup.clock.slept().is_empty());
    assert!(setup.server.coverage().calls("getCrawlStatus") < 100);
}

#[tokio::test]
async fn an_empty_next_is_no_next() {
    let setup = Setup::new().await;
    let mut page = Pages::new(2, 2).page(0);
    page["next"] = json!("");
    let script = move |_: &firecrawl_local::Request| Response::ok(page.clone());
    setup.server.on("getCrawlStatus", script).unwrap();
    let job = patient(setup.client.crawl_job(UNKNOWN_ID));
    let (documents, error) = all(&mut job.documents()).await;
    assert!(error.is_none(), "{error:?}");
    assert_eq!(documents.len(), 2);
}

#[tokio::test]
async fn a_bad_next_takes_nothing_from_the_page_it_stands_on() {
    for next in [
        "https://evil.example/v2/team/credit-usage",
        "/v2/crawl/other?skip=2",
        &format!("/v2/crawl/{UNKNOWN_ID}?skip=1"),
    ] {
        let setup = Setup::new().await;
        let mut page = Pages::new(2, 2).page(0);
        page["next"] = json!(next);
        let script = move |_: &firecrawl_local::Request| Response::ok(page.clone());
        setup.server.on("getCrawlStatus", script).unwrap();
        let job = patient(setup.client.crawl_job(UNKNOWN_ID));
        let (documents, error) = all(&mut job.documents()).await;
        let error = error.unwrap();
        assert_eq!((documents.len(), error.kind()), (2, ErrorKind::Paging));
        assert_eq!(error.progress().unwrap().delivered, 2);
        assert_eq!(setup.server.coverage().calls("getCrawlStatus"), 1);
    }
}

/// A server without a database: it ignores `skip`, and has a `next` while the job runs.
///
/// It has so many documents at each question, the last number for ever.
async fn without_database(counts: &'static [usize], page: usize) -> Setup {
    let setup = Setup::new().await;
    let asked = std::sync::atomic::AtomicUsize::new(0);
    let script = move |_: &firecrawl_local::Request| {
        let at = asked.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
        let count = counts[at.min(counts.len() - 1)];
        let ended = at >= counts.len() - 1;
        let mut body = Pages::new(count, page).page(0);
        if !ended {
            body["status"] = json!("scraping");
            body["next"] = json!(format!("/v2/crawl/{UNKNOWN_ID}?skip={}", count.min(page)));
        }
        Response::ok(body)
    };
    setup.server.on("getCrawlStatus", script).unwrap();
    setup
}

#[tokio::test]
async fn a_growing_first_page_is_read_on_a_server_without_skip() {
    for counts in [&[0, 2, 9, 10, 10, 11, 18][..], &[3, 3, 4], &[1, 5], &[5]] {
        let setup = without_database(counts, 100).await;
        let job = patient(setup.client.crawl_job(UNKNOWN_ID));
        let (documents, error) = all(&mut job.documents()).await;
        assert!(error.is_none(), "{counts:?}: {error:?}");
        let all: Vec<_> = (0..*counts.last().unwrap()).collect();
        let expected = all.iter().map(|at| format!("https://a.example/{at}"));
        assert_eq!(sources(&documents), expected.collect::<Vec<_>>());
    }
}

#[tokio::test]
async fn what_does_not_fit_on_the_first_page_of_such_a_server_is_an_error() {
    for counts in [&[1, 3, 6][..], &[6], &[2, 2, 2, 3, 4]] {
        let setup = without_database(counts, 3).await;
        let job = patient(setup.client.crawl_job(UNKNOWN_ID));
        let (documents, error) = all(&mut job.documents()).await;
        assert_eq!(error.unwrap().kind(), ErrorKind::Paging, "{counts:?}");
        assert_eq!(documents.len(), 3);
    }
}
