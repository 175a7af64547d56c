//! The whole result of a job at once, and its progress on the way.

use firecrawl_client::ErrorKind;
use firecrawl_client::types::CrawlRequest;
use firecrawl_local::{Request, Response};
use serde_json::json;

use super::scripts::Pages;
use super::setting::{UNKNOWN_ID, batch, crawl, patient};
use crate::setup::Setup;

#[tokio::test]
async fn a_crawl_is_collected_in_one_line() {
    let setup = Setup::with(|server| server.page_documents(2), |client| client).await;
    let request = CrawlRequest::new(setup.page("/")).limit(7);
    let site = setup.client.crawl(request).await.unwrap();
    let site = site.collect().await.unwrap();
    assert_eq!(site.documents.len(), 7);
    assert_eq!(site.status.completed, 7);
    assert_eq!((site.outcomes().len(), site.unmentioned()), (7, 0));
}

#[tokio::test]
async fn the_status_of_a_job_has_neither_documents_nor_a_next() {
    let setup = Setup::new().await;
    Pages::new(5, 2).serve(&setup, "getCrawlStatus");
    let status = patient(setup.client.crawl_job(UNKNOWN_ID)).wait().await;
    let status = status.unwrap();
    assert_eq!((status.completed, status.total), (5, 5));
    // Every field but those two is kept.
    assert!(status.extra.is_empty(), "{:?}", status.extra);

    let page = json!({"id": "p1", "url": "https://a.example/"});
    let data = json!({
        "id": "c1", "monitorId": "m1", "status": "completed", "trigger": "manual",
        "actualCredits": 3, "pages": [page], "next": "/v2/monitor/m1/checks/c1?skip=1", "new": 1,
    });
    let script = move |_: &Request| Response::ok(json!({"success": true, "data": data}));
    setup.server.on("getMonitorCheck", script).unwrap();
    let check = setup
        .client
        .check_job(UNKNOWN_ID, UNKNOWN_ID)
        .wait()
        .await
        .unwrap();
    assert_eq!(check.actual_credits, Some(3));
    let names: Vec<&String> = check.extra.keys().collect();
    assert_eq!(names, ["new"]);
}

#[tokio::test]
async fn waiting_shows_each_status() {
    let setup = Setup::new().await;
    let asked = std::sync::atomic::AtomicI64::new(0);
    let script = move |_: &Request| {
        let done = asked.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
        let status = if done == 3 { "completed" } else { "scraping" };
        Response::ok(json!({"status": status, "completed": done, "total": 3, "data": []}))
    };
    setup.server.on("getCrawlStatus", script).unwrap();
    let mut shown = Vec::new();
    let job = patient(setup.client.crawl_job(UNKNOWN_ID));
    let last = job.wait_with(|status| shown.push(status.completed));
    assert_eq!(last.await.unwrap().completed, 3);
    assert_eq!(shown, [0, 1, 2, 3]);
}

#[tokio::test]
async fn a_stream_knows_how_far_it_is() {
    let setup = Setup::new().await;
    Pages::new(5, 2).serve(&setup, "getCrawlStatus");
    let mut documents = patient(setup.client.crawl_job(UNKNOWN_ID)).documents();
    assert_eq!((documents.delivered(), documents.total()), (0, None));
    for count in 1..=5 {
        documents.next().await.unwrap().unwrap();
        assert_eq!((documents.delivered(), documents.total()), (count, Some(5)));
    }
    let position = documents.continuation();
    assert_eq!(setup.client.resume(position).delivered(), 5);
}

#[tokio::test]
async fn any_list_of_urls_is_a_batch_and_any_url_a_request() {
    let setup = Setup::new().await;
    let urls: Vec<String> = vec![setup.page("/visit"), setup.page("/tea-room")];
    let client = &setup.client;
    client.batch_scrape(&urls).await.unwrap();
    client.batch_scrape(&urls[..1]).await.unwrap();
    client.batch_scrape(urls.iter().take(1)).await.unwrap();
    let parsed = urls.iter().map(|url| url::Url::parse(url).unwrap());
    client.batch_scrape(parsed.clone()).await.unwrap();
    for url in parsed {
        client.scrape(url.clone()).await.unwrap();
        client.map(url.clone()).await.unwrap();
        client.crawl(url).await.unwrap();
    }
}

#[tokio::test]
async fn a_job_that_ended_badly_without_any_result_is_an_error() {
    let setup = Setup::new().await;
    for (state, kind) in [
        ("failed", ErrorKind::JobFailed),
        ("cancelled", ErrorKind::JobCancelled),
    ] {
        let pages = Pages::new(0, 1).state(state);
        pages.serve(&setup, "getCrawlStatus");
        let none = |_: &Request| Response::ok(json!({"errors": [], "robotsBlocked": []}));
        setup.server.on("getCrawlErrors", none).unwrap();
        let job = patient(setup.client.crawl_job(UNKNOWN_ID));
        assert_eq!(job.collect().await.unwrap_err().kind(), kind);
    }
}

#[tokio::test]
async fn a_batch_and_a_crawl_have_the_same_report() {
    let setup = Setup::new().await;
    let collected = batch(&setup, &["/visit"]).await.collect().await.unwrap();
    assert_eq!(collected.documents.len(), 1);
    let collected = crawl(&setup, 1).await.collect().await.unwrap();
    assert_eq!(collected.documents.len(), 1);
}
