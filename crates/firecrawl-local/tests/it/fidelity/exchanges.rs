//! Independent exchanges.

use super::compare::Depth::{Kinds, Values};
use super::replay::{Replay, builder, open};
use super::site::Site;

pub const PAGES: &[&str] = &[
    "001-scrape-default",
    "002-scrape-fmt-markdown",
    "003-scrape-fmt-html",
    "005-scrape-fmt-links",
    "022-scrape-ofmt-rawHtml",
    "033-scrape-ofmt-mixed",
    "034-scrape-fmt-empty-array",
    "088-scrape-url-404",
    "089-scrape-url-500",
    "090-scrape-url-redirect",
    "555-url-403-proxy-basic",
    "558-meta-duplicates",
    "559-meta-none",
];

pub const ERROR_RESPONSES: &[&str] = &[
    "006-scrape-fmt-images",
    "016-scrape-fmt-bogus",
    "035-scrape-fmt-not-array",
    "042-scrape-opt-includeTags-null",
    "044-scrape-opt-headers-num",
    "048-scrape-opt-timeout-0",
    "050-scrape-opt-timeout-str",
    "052-scrape-opt-timeout-null",
    "104-raw-json-string",
    "107-raw-text-plain",
    "111-raw-ct-charset-bad",
    "113-raw-oversized",
    "115-raw-bad-content-encoding",
    "166-map-missing-url",
    "278-crawl-status-bad-percent",
    "286-crawl-idem-1",
    "288-crawl-idem-bad",
    "316-crawl-maxConcurrency-noauth",
    "374-batch-append-unknown",
    "376-batch-invalid-default",
    "378-batch-invalid-ignore-false",
];

pub const UNKNOWN: &[&str] = &[
    "134-scrape-status-unknown",
    "140-team-credit-usage-historical",
    "150-newroute-agent-",
];

pub const LATE: &[&str] = &["053-scrape-opt-timeout-tiny", "100-scrape-slow-timeout"];

pub const PROXIES: &[&str] = &[
    "554-url-403-proxy-default-timeout5s",
    "557-stealth-no-timeout",
];

/// Operations that need a model, a browser or a search engine, with synthetic responses.
pub const MADE_UP: &[&str] = &[
    "008-scrape-fmt-json",
    "009-scrape-fmt-screenshot",
    "026-scrape-ofmt-json",
    "054-scrape-opt-actions",
    "175-search-noprovider",
    "412-scrape-llm-summary",
    "416-scrape-llm-json-bare-string",
    "445-search-searx-news",
    "447-search-searx-scrape-timeout",
];

/// Answers whose values depend on what a server finds on its own.
pub const FINDINGS: &[&str] = &["160-map-subdomains-false", "420-crawl-llm-prompt"];

pub const KEYS: &[&str] = &[
    "464-auth-lowercase-bearer",
    "466-auth-two-spaces",
    "486-auth-bad-and-malformed-json",
    "508-db-crawl-status-unknown",
    "511-db-batch-status-unknown",
];

async fn replay(names: &'static [&'static str]) {
    let site = Site::start().await;
    let server = open(&site).await;
    let mut replay = Replay::new(names);
    for name in names {
        replay.exchange(&server, name, Values).await;
    }
    replay.finish();
}

#[tokio::test]
async fn pages() {
    replay(PAGES).await;
}

#[tokio::test]
async fn error_responses() {
    replay(ERROR_RESPONSES).await;
}

#[tokio::test]
async fn unknown_things() {
    replay(UNKNOWN).await;
}

#[tokio::test]
async fn pages_that_come_too_late() {
    replay(LATE).await;
}

#[tokio::test]
async fn proxies() {
    replay(PROXIES).await;
}

#[tokio::test]
async fn what_is_made_up_here() {
    replay(MADE_UP).await;
}

#[tokio::test]
async fn what_a_server_finds() {
    let site = Site::start().await;
    let server = open(&site).await;
    let mut replay = Replay::new(FINDINGS);
    for name in FINDINGS {
        replay.exchange(&server, name, Kinds).await;
    }
    replay.finish();
}

#[tokio::test]
async fn keys() {
    let site = Site::start().await;
    let key = "fc-00000000000040008000000000000001";
    let server = builder(&site).keys([key]).start().await.unwrap();
    let mut replay = Replay::new(KEYS);
    for name in KEYS {
        replay.exchange(&server, name, Values).await;
    }
    replay.finish();
}
