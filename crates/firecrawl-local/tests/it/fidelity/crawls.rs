//! Crawls from their start to their end.

use serde_json::{Value, json};

use super::compare::Depth::{Kinds, Values};
use super::hooks::Receiver;
use super::recording::{poll, start};
use super::replay::{Replay, builder, open};
use super::site::Site;

pub const MAIN: &[&str] = &[
    "217-crawl-main-first-status",
    "218-crawl-active-one",
    "219-crawl-main-poll01",
    "222-crawl-main-poll04",
    "226-crawl-main-poll08",
    "230-crawl-main-poll12",
    "231-crawl-main-poll13",
    "232-crawl-main-poll14",
    "233-crawl-main-poll15",
    "240-crawl-main-done",
    "242-crawl-main-page-limit2",
    "258-crawl-main-delete-after-done",
    "259-crawl-main-status-after-late-delete",
];

pub const STARTS: &[&str] = &[
    "291-crawl-start-nxdomain-poll02",
    "294-crawl-start-404start-poll01",
    "298-crawl-start-500start",
    "310-crawl-start-private-errors",
];

pub const CANCELLED: &[&str] = &[
    "321-crawl-cancel-status-after",
    "325-crawl-cancel-status-settled",
    "326-crawl-cancel-errors",
    "328-crawl-cancel-webhooks",
];

pub const BIG: &[&str] = &["353-crawl-big-page1", "354-crawl-big-page2"];

pub const PRODUCTION: &[&str] = &["549-prodenv-crawl", "561-prodenv2-crawl-status"];

const START: &str = "http://site.test:13080/";

/// The pages below the index of the slow site.
pub fn slow_pages() -> impl Iterator<Item = String> {
    (0..12).map(|page| format!("/slowsite/s{page}"))
}

/// Returns whether this many pages are done.
pub fn at_least(count: u64) -> impl Fn(&Value) -> bool {
    move |body| body["completed"].as_u64() >= Some(count)
}

pub fn completed(body: &Value) -> bool {
    body["status"] == "completed"
}

#[tokio::test]
async fn a_whole_site() {
    let site = Site::start().await;
    let server = open(&site).await;
    let mut replay = Replay::new(MAIN);
    site.hold(["/robots.txt", "/"]);
    let docs: Vec<String> = (1..=12).map(|doc| format!("/docs/{doc}")).collect();
    site.hold(docs.clone());
    site.hold(["/docs/sitemap-only", "/slow", "/missing", "/error"]);

    let one = format!("{START}docs/1");
    let other = json!({"url": one, "limit": 1, "regexOnFullURL": true});
    start(&server, "/v2/crawl", &other).await;
    let body = json!({
        "url": START,
        "limit": 40,
        "crawlEntireDomain": true,
        "scrapeOptions": {"formats": ["markdown", "links"]},
    });
    let id = start(&server, "/v2/crawl", &body).await;
    replay.about(&server, &id, MAIN[0], Values).await;
    replay.exchange(&server, MAIN[1], Values).await;
    replay.about(&server, &id, MAIN[2], Values).await;

    site.release("/robots.txt");
    let queued = poll(&server, MAIN[3], &id, |body| body["total"] != 0).await;
    replay.compare(MAIN[3], &queued, Kinds);
    site.release("/");
    let begun = poll(&server, MAIN[4], &id, at_least(1)).await;
    replay.compare(MAIN[4], &begun, Kinds);
    // From here on the recorded polls differ in how far the crawl is.
    for (name, path) in MAIN[5..9]
        .iter()
        .zip(["/docs/6", "/missing", "/error", "/docs/7"])
    {
        site.release(path);
        let further = poll(&server, name, &id, at_least(2)).await;
        replay.compare(name, &further, Kinds);
    }
    site.release_all();
    let done = poll(&server, MAIN[9], &id, completed).await;
    replay.compare(MAIN[9], &done, Values);
    // A part of the documents only, where the recorded server gave all.
    replay.about(&server, &id, MAIN[10], Kinds).await;
    for name in &MAIN[11..] {
        replay.about(&server, &id, name, Values).await;
    }
    replay.finish();
}

#[tokio::test]
async fn starts_that_lead_nowhere() {
    let site = Site::start().await;
    let server = open(&site).await;
    let mut replay = Replay::new(STARTS);

    let body = json!({"url": "http://nxdomain.invalid/", "limit": 3});
    let id = start(&server, "/v2/crawl", &body).await;
    let done = poll(&server, STARTS[0], &id, completed).await;
    replay.compare(STARTS[0], &done, Values);

    replay.exchange(&server, STARTS[2], Values).await;

    let body = json!({"url": format!("{START}private/secret"), "limit": 3});
    let id = start(&server, "/v2/crawl", &body).await;
    let blocked = |body: &Value| {
        body["errors"]
            .as_array()
            .is_some_and(|list| !list.is_empty())
    };
    let errors = poll(&server, STARTS[3], &id, blocked).await;
    replay.compare(STARTS[3], &errors, Values);

    // A site of its own, whose robots.txt was not read yet.
    let site = Site::start().await;
    let server = open(&site).await;
    site.hold(["/robots.txt"]);
    let body = json!({"url": format!("{START}missing"), "limit": 3});
    let id = start(&server, "/v2/crawl", &body).await;
    replay.about(&server, &id, STARTS[1], Values).await;
    replay.finish();
}

#[tokio::test]
async fn a_cancelled_crawl() {
    let site = Site::start().await;
    let server = open(&site).await;
    let receiver = Receiver::start(200).await;
    let mut replay = Replay::new(CANCELLED);
    site.hold(slow_pages());
    let body = json!({
        "url": format!("{START}slowsite/"),
        "limit": 12,
        "sitemap": "skip",
        "webhook": receiver.url("/cancel"),
    });
    let id = start(&server, "/v2/crawl", &body).await;
    poll(&server, CANCELLED[0], &id, at_least(1)).await;
    site.release("/slowsite/s7");
    poll(&server, CANCELLED[0], &id, at_least(2)).await;
    let url = format!("{}/v2/crawl/{id}", server.base_url());
    let cancelled = reqwest::Client::new().delete(url).send().await.unwrap();
    assert_eq!(cancelled.status().as_u16(), 200);

    let settled = |body: &Value| body.get("next").is_none();
    let last = poll(&server, CANCELLED[1], &id, settled).await;
    replay.compare(CANCELLED[1], &last, Values);
    replay.about(&server, &id, CANCELLED[0], Kinds).await;
    replay.about(&server, &id, CANCELLED[2], Values).await;
    receiver.compare(&mut replay, CANCELLED[3]).await;
    replay.finish();
}

#[tokio::test]
async fn large_pages_are_split() {
    let site = Site::start().await;
    // Our large pages have three kilobytes, so the limit is lower too.
    let server = builder(&site).page_bytes(7000).start().await.unwrap();
    let mut replay = Replay::new(BIG);
    let body = json!({"url": format!("{START}big/"), "limit": 10, "sitemap": "skip"});
    let id = start(&server, "/v2/crawl", &body).await;
    let done = poll(&server, BIG[0], &id, completed).await;
    replay.compare(BIG[0], &done, Kinds);
    let skip = |next: &Value| next.as_str().unwrap().split_once('?').unwrap().1.to_owned();
    assert_eq!(skip(&done.body["next"]), "skip=3");
    replay.about(&server, &id, BIG[1], Kinds).await;
    replay.finish();
}

#[tokio::test]
async fn links_as_in_production() {
    let site = Site::start().await;
    let server = open(&site).await;
    let mut replay = Replay::new(PRODUCTION);
    site.hold(slow_pages());
    replay.exchange(&server, PRODUCTION[0], Values).await;
    let body = json!({"url": format!("{START}slowsite/"), "limit": 6, "sitemap": "skip"});
    let id = start(&server, "/v2/crawl", &body).await;
    let begun = poll(&server, PRODUCTION[1], &id, at_least(1)).await;
    replay.compare(PRODUCTION[1], &begun, Values);
    replay.finish();
}
