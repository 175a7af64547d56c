//! Batches and extracts.

use serde_json::{Value, json};

use super::compare::Depth::{Kinds, Values};
use super::crawls::completed;
use super::hooks::Receiver;
use super::recording::{poll, start};
use super::replay::{Replay, builder, open};
use super::site::Site;

pub const MANY: &[&str] = &["359-batch-many-done"];

pub const MAIN: &[&str] = &["367-batch-main-errors-via-crawl", "370-batch-main-webhooks"];

pub const FAILING: &[&str] = &[
    "394-batch-allfail-poll02",
    "396-batch-allfail-webhooks",
    "400-batch-hookfail-webhooks",
];

pub const FOLLOWED: &[&str] = &[
    "565-follow-next-1",
    "566-follow-next-2",
    "567-follow-next-3",
    "568-follow-next-4",
];

pub const EXTRACTS: &[&str] = &[
    "188-extract-nollm-status-poll02",
    "436-extract-llm-dead-url-status-poll02",
];

fn pages(paths: &[&str]) -> Vec<String> {
    paths
        .iter()
        .map(|path| format!("http://site.test:13080{path}"))
        .collect()
}

#[tokio::test]
async fn many_pages() {
    let site = Site::start().await;
    // The recorded server cuts its pages by bytes alone.
    let server = builder(&site).page_documents(1000).start().await.unwrap();
    let mut replay = Replay::new(MANY);
    let urls: Vec<String> = (0..130)
        .map(|page| format!("http://site.test:13080/many/p{page}"))
        .collect();
    let id = start(&server, "/v2/batch/scrape", &json!({"urls": urls})).await;
    let done = poll(&server, MANY[0], &id, completed).await;
    assert_eq!(done.body["data"].as_array().unwrap().len(), 130);
    assert_eq!(done.body["completed"], 130);
    // The fixture has four of the documents.
    replay.compare(MANY[0], &done, Kinds);
    replay.finish();
}

#[tokio::test]
async fn pages_of_all_sorts() {
    let site = Site::start().await;
    let server = open(&site).await;
    let receiver = Receiver::start(200).await;
    let mut replay = Replay::new(MAIN);
    let body = json!({
        "urls": pages(&["/docs/1", "/docs/2", "/missing", "/private/secret", "/error", "/abort"]),
        "webhook": {
            "url": receiver.url("/batch"),
            "headers": {"X-Hook": "1"},
            "metadata": {"k": "v"},
        },
    });
    let id = start(&server, "/v2/batch/scrape", &body).await;
    let failed = |body: &Value| body["errors"] != json!([]);
    let errors = poll(&server, MAIN[0], &id, failed).await;
    replay.compare(MAIN[0], &errors, Values);
    receiver.compare(&mut replay, MAIN[1]).await;
    replay.finish();
}

#[tokio::test]
async fn failing_pages_and_receivers() {
    let site = Site::start().await;
    let server = open(&site).await;
    let mut replay = Replay::new(FAILING);

    let receiver = Receiver::start(200).await;
    let body = json!({"urls": pages(&["/abort"]), "webhook": receiver.url("/allfail")});
    let id = start(&server, "/v2/batch/scrape", &body).await;
    let done = poll(&server, FAILING[0], &id, completed).await;
    replay.compare(FAILING[0], &done, Values);
    receiver.compare(&mut replay, FAILING[1]).await;

    let receiver = Receiver::start(500).await;
    let body = json!({"urls": pages(&["/docs/1"]), "webhook": receiver.url("/fail")});
    start(&server, "/v2/batch/scrape", &body).await;
    receiver.compare(&mut replay, FAILING[2]).await;
    replay.finish();
}

#[tokio::test]
async fn next_points_at_itself_while_nothing_is_new() {
    let site = Site::start().await;
    let server = open(&site).await;
    let mut replay = Replay::new(FOLLOWED);
    site.hold(["/docs/1", "/docs/2"]);
    let body = json!({"urls": pages(&["/docs/1", "/docs/2"])});
    let id = start(&server, "/v2/batch/scrape", &body).await;
    for name in FOLLOWED {
        replay.about(&server, &id, name, Values).await;
    }
    replay.finish();
}

#[tokio::test]
async fn extracts_that_fail() {
    let site = Site::start().await;
    let server = open(&site).await;
    let mut replay = Replay::new(EXTRACTS);
    let ended = |body: &Value| body["status"] != "processing";
    let urls = [
        pages(&["/docs/1"]),
        vec!["http://nxdomain.invalid/".to_owned()],
    ];
    for (name, urls) in EXTRACTS.iter().zip(urls) {
        let body = json!({"urls": urls, "prompt": "title?"});
        let id = start(&server, "/v2/extract", &body).await;
        let reply = poll(&server, name, &id, ended).await;
        replay.compare(name, &reply, Values);
    }
    replay.finish();
}
