//! Recorded responses of a server, read into their types.

use std::path::Path;

use firecrawl_api::OneOrMany;
use firecrawl_api::types::{
    ActiveCrawls, Document, ErrorBody, JobErrors, JobPage, JobState, ScrapeResponse, SearchResponse,
};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use super::contract::{Case, failures, responses};
use contract_testing::canonical::{Nulls, canonical, difference};

/// Each file with its operation; error responses have none.
pub const RECORDED: [(&str, &str); 27] = [
    ("scrape-default", "scrapeAndExtractFromUrl"),
    ("scrape-html", "scrapeAndExtractFromUrl"),
    ("scrape-list-metadata", "scrapeAndExtractFromUrl"),
    ("scrape-no-metadata", "scrapeAndExtractFromUrl"),
    ("scrape-target-404", "scrapeAndExtractFromUrl"),
    ("crawl-started", "crawlUrls"),
    ("crawl-just-started", "getCrawlStatus"),
    ("crawl-running", "getCrawlStatus"),
    ("crawl-completed", "getCrawlStatus"),
    ("crawl-cancelled", "cancelCrawl"),
    ("crawl-errors", "getCrawlErrors"),
    ("crawl-active", "getActiveCrawls"),
    ("batch-completed", "getBatchScrapeStatus"),
    ("map", "mapUrls"),
    ("search-nothing", "searchAndScrape"),
    ("search-news", "searchAndScrape"),
    ("search-scraped", "searchAndScrape"),
    ("extract-failed", "getExtractStatus"),
    ("extract-failed-text", "getExtractStatus"),
    ("error-400-details", ""),
    ("error-400-json", ""),
    ("error-400-union", ""),
    ("error-401", ""),
    ("error-408", ""),
    ("error-409", ""),
    ("error-429", ""),
    ("error-500", ""),
];

#[test]
fn recorded_answers_are_read_without_loss() {
    for (file, operation) in RECORDED {
        let value: Value = read(file);
        let case = case(operation);
        let again = (case.codec.recode)(&value.to_string()).unwrap_or_else(|error| {
            panic!("{file}: {error}");
        });
        let form = |value| canonical(case.schema, value, Nulls::AreAbsent);
        assert_eq!(difference(&form(&value), &form(&again)), None, "{file}");
    }
}

#[test]
fn every_recording_is_read() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/fixtures");
    let mut found: Vec<String> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    let mut listed: Vec<String> = RECORDED
        .iter()
        .map(|(file, _)| format!("{file}.json"))
        .collect();
    listed.push("webhook-document.json".to_owned());
    found.sort_unstable();
    listed.sort_unstable();
    assert_eq!(found, listed);
}

#[test]
fn a_meta_tag_can_be_a_text_or_a_list() {
    let response: ScrapeResponse = read("scrape-list-metadata");
    let metadata = response.data.unwrap().metadata.unwrap();
    assert_eq!(metadata.og_title, Some("o1".into()));
    let robots = metadata.robots.as_ref().unwrap();
    assert_eq!(robots.as_slice(), ["noindex", "nofollow"]);
    assert!(matches!(metadata.keywords, Some(OneOrMany::Many(_))));
    assert_eq!(metadata.extra["og:title"], json!(["o1", "o2"]));
    assert!(metadata.scrape_id.is_some());

    let response: ScrapeResponse = read("scrape-no-metadata");
    assert_eq!(response.data.unwrap().metadata.unwrap().title, None);
}

#[test]
fn a_job_tells_how_far_it_is() {
    let status: JobPage = read("crawl-just-started");
    assert_eq!(status.status, JobState::Scraping);
    assert_eq!(status.total, Some(0));
    assert!(status.data.is_empty());
    let status: JobPage = read("crawl-completed");
    assert_eq!(status.status, JobState::Completed);
    let times = status.expires_at.unwrap();
    assert!(times.parse().is_some(), "{times}");
    assert!(status.data[0].markdown.is_some());
}

#[test]
fn page_errors_carry_their_code() {
    let errors: JobErrors = read("crawl-errors");
    assert_eq!(errors.errors[0].code, "UNKNOWN_ERROR");
}

#[test]
fn active_crawls_carry_no_status() {
    let crawls: ActiveCrawls = read("crawl-active");
    let crawls = crawls.crawls;
    assert!(crawls[0].created_at.as_ref().unwrap().parse().is_some());
    assert!(crawls[0].options.scrape_options.is_some());
    assert_eq!(crawls[0].options.limit, Some(1));
}

#[test]
fn a_search_without_hits_has_no_lists() {
    let response: SearchResponse = read("search-nothing");
    assert!(response.data.unwrap().web.is_empty());
    assert_eq!(response.credits_used, Some(0));
}

#[test]
fn a_failure_keeps_its_details() {
    let error: ErrorBody = read("error-400-details");
    assert_eq!(error.code.as_deref(), Some("BAD_REQUEST"));
    assert!(error.details.unwrap()[0]["message"].is_string());
}

#[test]
fn a_document_of_a_webhook_is_a_document() {
    let value: Value = read("webhook-document");
    let document: Document = read("webhook-document");
    assert!(document.markdown.is_some());
    assert_eq!(encoded(&document), value);
}

fn case(operation: &str) -> Case {
    let mut cases = if operation.is_empty() {
        failures()
    } else {
        responses()
    };
    let at = cases
        .iter()
        .position(|case| operation.is_empty() || case.place == format!("{operation} response"))
        .unwrap_or_else(|| {
            panic!(
                "crates/firecrawl-api/tests/it/fixtures.rs: RECORDED names {operation}, which the contract \
                 has no response of; remove its row and file, or name the operation that took its place"
            )
        });
    cases.swap_remove(at)
}

fn read<T: DeserializeOwned>(file: &str) -> T {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/it/fixtures/{file}.json"));
    let text = std::fs::read_to_string(path).unwrap();
    serde_json::from_str(&text).unwrap()
}

fn encoded(value: &impl Serialize) -> Value {
    serde_json::to_value(value).unwrap()
}
