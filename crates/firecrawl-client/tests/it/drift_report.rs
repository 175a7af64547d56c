//! Reports of the client about responses that differ from the contract.

use std::sync::{Arc, Mutex};

use firecrawl_client::types::CrawlRequest;
use firecrawl_client::{Client, CrawlId, Drift, DriftKind};
use firecrawl_local::{Fault, LocalServer, Response};
use serde_json::{Value, json};

use crate::setup::{ID, Setup};
use crate::tracing::Recorder;

/// The reports, one line each.
type Reports = Arc<Mutex<Vec<String>>>;

async fn listening() -> (Setup, Reports) {
    let reports = Reports::default();
    let lines = Arc::clone(&reports);
    let tell = move |drift: &Drift| lines.lock().unwrap().push(drift.to_string());
    let setup = Setup::with(|server| server, |client| client.on_drift(tell)).await;
    (setup, reports)
}

fn script(server: &LocalServer, operation: &str, answer: &Value) {
    let answer = answer.clone();
    server
        .on(operation, move |_| Response::ok(answer.clone()))
        .unwrap();
}

/// Every drift with its count.
fn counted(client: &Client) -> Vec<String> {
    let drifts = client.drifts();
    drifts
        .iter()
        .map(|drift| format!("{drift} ×{}", drift.count))
        .collect()
}

#[tokio::test]
async fn what_comes_from_tomorrow_is_told() {
    let (setup, reports) = listening().await;
    let page = setup.page("/tea-room");
    setup.client.scrape(page.as_str()).await.unwrap();
    assert_eq!(*reports.lock().unwrap(), [""; 0], "of a good response");
    setup
        .server
        .fault("POST /scrape", Fault::unknown_values())
        .unwrap();
    setup.client.scrape(page.as_str()).await.unwrap();
    assert_eq!(
        *reports.lock().unwrap(),
        [
            "scrapeAndExtractFromUrl: unknown field at data.fieldFromTomorrow",
            "scrapeAndExtractFromUrl: unknown value at data.metadata.proxyUsed",
            "scrapeAndExtractFromUrl: unknown field at fieldFromTomorrow",
        ]
    );
}

#[tokio::test]
async fn every_place_is_told_once_and_counted() {
    let (setup, reports) = listening().await;
    let page = json!({
        "markdown": "m", "newField": "x", "links": 7,
        "changeTracking": {"changeStatus": "odd", "new": {"deeper": 1}},
    });
    let answer = json!({
        "success": true, "status": "completed", "total": 2, "completed": 2, "creditsUsed": 2,
        "data": [page.clone(), page],
    });
    script(&setup.server, "getCrawlStatus", &answer);
    let job = setup.client.crawl_job(ID);
    for _ in 0..2 {
        let mut documents = job.documents();
        // The same page twice would be an error of paging.
        documents.next().await.unwrap().unwrap();
    }
    job.status().await.unwrap();
    let expected = [
        "getCrawlStatus: unknown value at data[].changeTracking.changeStatus",
        "getCrawlStatus: unknown field at data[].changeTracking.new",
        "getCrawlStatus: other type at data[].links",
        "getCrawlStatus: unknown field at data[].newField",
    ];
    assert_eq!(*reports.lock().unwrap(), expected);
    assert_eq!(
        counted(&setup.client.clone()),
        expected.map(|line| format!("{line} ×6"))
    );
    let first = &setup.client.drifts()[0];
    assert_eq!(first.operation, "getCrawlStatus");
    assert_eq!(first.kind, DriftKind::UnknownValue);
}

#[tokio::test]
async fn neither_values_nor_keys_of_a_page_are_told() {
    let (setup, reports) = listening().await;
    let answer = json!({
        "success": true,
        "SECRET of a page": 1,
        "data": {
            "markdown": "SECRET",
            "json": {"SECRET": {"SECRET": "SECRET"}},
            "metadata": {"title": {"SECRET": 1}, "SECRET": "SECRET", "og:SECRET": ["SECRET"]},
            "changeTracking": {"changeStatus": "SECRET", "json": {"SECRET": 1}},
            "branding": {"colorScheme": "SECRET", "SECRET.colors": "SECRET"},
            "newField": {"SECRET": "SECRET"},
        },
    });
    script(&setup.server, "scrapeAndExtractFromUrl", &answer);
    setup.client.scrape(setup.page("/")).await.unwrap();
    assert_eq!(
        *reports.lock().unwrap(),
        [
            "scrapeAndExtractFromUrl: unknown field at *",
            "scrapeAndExtractFromUrl: unknown field at data.branding.*",
            "scrapeAndExtractFromUrl: unknown value at data.branding.colorScheme",
            "scrapeAndExtractFromUrl: unknown value at data.changeTracking.changeStatus",
            "scrapeAndExtractFromUrl: other type at data.metadata.title",
            "scrapeAndExtractFromUrl: unknown field at data.newField",
        ]
    );
    let all = format!("{:?}", setup.client.drifts());
    assert!(!all.contains("SECRET"), "{all}");
}

#[tokio::test]
async fn without_a_listener_nothing_is_counted() {
    let setup = Setup::new().await;
    script(
        &setup.server,
        "mapUrls",
        &json!({"success": true, "links": [], "new": 1}),
    );
    setup.client.map(setup.page("/")).await.unwrap();
    assert_eq!(setup.client.drifts(), []);
}

#[tokio::test]
async fn events_tell_the_same() {
    let setup = Setup::new().await;
    let recorder = Recorder::default();
    let _listening = recorder.listen();
    let answer = json!({"success": true, "id": "SECRET", "SECRET text": 1, "new": "SECRET"});
    script(&setup.server, "crawlUrls", &answer);
    for _ in 0..2 {
        let request = CrawlRequest::new(setup.page("/"));
        let job = setup.client.crawl(request).await.unwrap();
        assert_eq!(job.id(), &CrawlId::from("SECRET"));
    }
    let events = recorder.events();
    let shown: Vec<String> = events
        .iter()
        .map(|event| format!("{} {} {}", event["operation"], event["kind"], event["path"]))
        .collect();
    assert_eq!(
        shown,
        ["crawlUrls unknown field *", "crawlUrls unknown field new",]
    );
    assert!(!format!("{events:?}").contains("SECRET"));
    assert_eq!(setup.client.drifts()[1].count, 2);
}
