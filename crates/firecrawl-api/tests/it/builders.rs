//! Requests as a user builds them, and responses as a user reads them.

use std::time::Duration;

use firecrawl_api::types::{
    Action, BatchScrapeRequest, CrawlMonitorTarget, CrawlRequest, Document, ExtractRequest, Format,
    InteractRequest, JobPage, JobState, JsonFormat, MonitorTarget, MonitorUpdateRequest,
    ScrapeOptions, ScrapeRequest, SearchRequest, WaitAction,
};
use serde::Serialize;
use serde_json::{Value, json};

#[test]
fn a_scrape_says_what_was_set_and_nothing_else() {
    assert_eq!(
        sent(&ScrapeRequest::new("https://example.com")),
        json!({"url": "https://example.com"})
    );
    let request = ScrapeRequest::new("https://example.com")
        .formats([Format::Markdown])
        .only_main_content(false)
        .timeout(Duration::from_secs(30));
    assert_eq!(
        sent(&request),
        json!({
            "url": "https://example.com",
            "formats": [{"type": "markdown"}],
            "onlyMainContent": false,
            "timeout": 30_000
        })
    );
}

#[test]
fn a_text_is_a_request() {
    let request: ScrapeRequest = "https://example.com".into();
    assert_eq!(request, ScrapeRequest::new("https://example.com"));
    let request: BatchScrapeRequest = ["https://a.example", "https://b.example"].into();
    assert_eq!(
        sent(&request),
        json!({"urls": ["https://a.example", "https://b.example"]})
    );
}

#[test]
fn formats_may_be_texts() {
    let request = ScrapeRequest::new("https://example.com").formats(["markdown", "links", "new"]);
    assert_eq!(
        sent(&request)["formats"],
        json!([{"type": "markdown"}, {"type": "links"}, {"type": "new"}])
    );
}

#[test]
fn formats_and_actions_may_have_options() {
    let format = JsonFormat::new().prompt("the price");
    let request = ScrapeRequest::new("https://example.com")
        .formats([Format::from(format), Format::Links])
        .actions([Action::from(
            WaitAction::new().milliseconds(Duration::from_millis(1500)),
        )]);
    assert_eq!(
        sent(&request),
        json!({
            "url": "https://example.com",
            "formats": [{"type": "json", "prompt": "the price"}, {"type": "links"}],
            "actions": [{"type": "wait", "milliseconds": 1500}]
        })
    );
}

#[test]
fn an_empty_list_is_sent() {
    let request = ScrapeRequest::new("https://example.com").formats(Vec::<Format>::new());
    assert_eq!(sent(&request)["formats"], json!([]));
    let options = ScrapeOptions::new().parsers(Vec::<&str>::new());
    assert_eq!(sent(&options), json!({"parsers": []}));
}

#[test]
fn a_null_is_sent_on_purpose_only() {
    assert_eq!(sent(&MonitorUpdateRequest::new()), json!({}));
    assert_eq!(
        sent(&MonitorUpdateRequest::new().clear_goal()),
        json!({"goal": null})
    );
    assert_eq!(
        sent(&MonitorUpdateRequest::new().goal("prices")),
        json!({"goal": "prices"})
    );
}

#[test]
fn seconds_are_seconds_where_the_contract_says_so() {
    let request = InteractRequest::new()
        .prompt("log in")
        .timeout(Duration::from_secs(20));
    assert_eq!(sent(&request), json!({"prompt": "log in", "timeout": 20}));
    let request = CrawlRequest::new("https://example.com").delay(Duration::from_millis(500));
    assert_eq!(sent(&request)["delay"], 0.5);
}

#[test]
fn one_value_of_options_serves_everywhere() {
    let options = ScrapeOptions::new().mobile(true).formats(["markdown"]);
    let expected = json!({"mobile": true, "formats": [{"type": "markdown"}]});
    let url = "https://example.com";

    let scrape = sent(&ScrapeRequest::new(url).options(options.clone()));
    let batch = sent(&BatchScrapeRequest::new([url]).options(options.clone()));
    for request in [scrape, batch] {
        assert_eq!(request["mobile"], expected["mobile"]);
        assert_eq!(request["formats"], expected["formats"]);
    }
    let crawl = sent(&CrawlRequest::new(url).scrape_options(options.clone()));
    let search = sent(&SearchRequest::new("q").scrape_options(options.clone()));
    let extract = sent(&ExtractRequest::new([url]).scrape_options(options.clone()));
    let target = CrawlMonitorTarget::new(url).scrape_options(options);
    let monitor = sent(&MonitorUpdateRequest::new().targets([MonitorTarget::from(target)]));
    assert_eq!(crawl["scrapeOptions"], expected);
    assert_eq!(search["scrapeOptions"], expected);
    assert_eq!(extract["scrapeOptions"], expected);
    assert_eq!(monitor["targets"][0]["scrapeOptions"], expected);
    assert_eq!(monitor["targets"][0]["type"], "crawl");
}

#[test]
fn an_option_that_is_not_known_can_be_sent() {
    let mut options = ScrapeOptions::new();
    options.extra.insert("notYetKnown".to_owned(), json!([1]));
    let request = ScrapeRequest::new("https://example.com").options(options);
    assert_eq!(
        sent(&request),
        json!({"url": "https://example.com", "notYetKnown": [1]})
    );
}

#[test]
fn a_state_that_is_not_known_keeps_its_text() {
    let status: JobPage = serde_json::from_value(json!({"status": "paused"})).unwrap();
    let state = status.status.clone();
    assert_eq!(state, JobState::from("paused"));
    assert_eq!(state.as_str(), "paused");
    assert_eq!(sent(&status), json!({"status": "paused"}));
}

#[test]
fn a_bad_time_does_not_cost_the_page() {
    let value = json!({"markdown": "# Page", "metadata": {"cachedAt": "yesterday"}});
    let document: Document = serde_json::from_value(value.clone()).unwrap();
    let cached_at = document.metadata.clone().unwrap().cached_at.take().unwrap();
    assert_eq!(cached_at.parse(), None);
    assert_eq!(cached_at.as_str(), "yesterday");
    assert_eq!(sent(&document), value);
}

fn sent(value: &impl Serialize) -> Value {
    serde_json::to_value(value).unwrap()
}
