//! A 408 whose work goes on: the very same request attaches to it.

use std::time::Duration;

use firecrawl_api::types::ScrapeRequest;
use firecrawl_local::Fault;

use super::operations::{OPERATIONS, operation};
use crate::setup::{Hurry, Setup};
use crate::wire::{Act, Wire, answer, json};
use firecrawl_client::CallOptions;
use firecrawl_client::Client;
use firecrawl_client::RetryPolicy;

fn seconds(count: u64) -> Duration {
    Duration::from_secs(count)
}

fn later(wait: u64) -> Vec<u8> {
    let body = format!(
        r#"{{"error":"timed out","details":{{"state":"processing_continues","retryAfterSeconds":{wait}}}}}"#
    );
    answer(408, &[], body)
}

#[tokio::test]
async fn every_class_resumes_five_times_and_no_more() {
    let setup = Setup::new().await;
    for operation in OPERATIONS {
        let fault = Fault::resume_later(seconds(30)).always();
        setup.server.fault(operation.id, fault).unwrap();
        let before = setup.clock.slept().len();
        let error = (operation.call)(setup.client.clone()).await.unwrap_err();
        let place = operation.id;
        assert_eq!(setup.server.coverage().calls(place), 6, "{place}");
        assert_eq!(setup.clock.slept()[before..], [seconds(30); 5], "{place}");
        assert_eq!(error.status().unwrap(), 408, "{place}");
        assert_eq!(error.code(), Some("SCRAPE_TIMEOUT"), "{place}");
        assert_eq!(error.attempts(), 6, "{place}");
        assert_eq!(error.retry_after(), Some(seconds(30)), "{place}");
        assert!(error.is_timeout() && error.is_retryable(), "{place}");
    }
}

#[tokio::test]
async fn resumes_are_counted_apart_from_attempts() {
    let setup = Setup::new().await;
    let scrape = operation("scrapeAndExtractFromUrl");
    for fault in [
        Fault::resume_later(seconds(9)).times(2),
        Fault::status(429).times(2),
        Fault::resume_later(seconds(9)).times(3),
        Fault::status(429).times(2),
    ] {
        setup.server.fault(scrape.id, fault).unwrap();
    }
    let client = setup.client.clone();
    let page = client.scrape(setup.page("/tea-room")).await.unwrap();
    // Five resumes, and five others.
    assert_eq!(page.attempts(), 10);
    let waits = setup.clock.slept();
    assert_eq!(waits[..2], [seconds(9); 2]);
    assert_eq!(waits[2..4], [seconds(1) / 2, seconds(1)]);
    let resumes = waits.iter().filter(|wait| **wait == seconds(9));
    assert_eq!(resumes.count(), 5);
}

#[tokio::test]
async fn waits_are_kept_within_bounds() {
    let setup = Setup::new().await;
    for (asked, waited) in [(0, 5), (4, 5), (6, 6), (599, 599), (3600, 600)] {
        let fault = Fault::resume_later(seconds(asked));
        setup.server.fault("POST /scrape", fault).unwrap();
        let page = setup.client.scrape(setup.page("/tea-room")).await.unwrap();
        assert_eq!(page.attempts(), 2);
        let last = setup.clock.slept().pop();
        assert_eq!(last, Some(seconds(waited)), "{asked}");
    }
}

#[tokio::test]
async fn all_resumes_together_take_twenty_minutes_at_most() {
    let setup = Setup::new().await;
    let fault = Fault::resume_later(seconds(500)).always();
    setup.server.fault("POST /scrape", fault).unwrap();
    let error = setup
        .client
        .scrape("https://example.com")
        .await
        .unwrap_err();
    assert_eq!(setup.clock.slept(), [seconds(500); 2]);
    assert_eq!(error.attempts(), 3);
}

#[tokio::test]
async fn each_resume_sends_the_very_same_bytes() {
    let wire = Wire::start(|before| {
        Act::Answer(match before {
            0..4 => later(5),
            _ => json(r#"{"success":true,"id":"7"}"#),
        })
    })
    .await;
    let client = Client::builder()
        .base_url(wire.url())
        .key("fc-0123456789")
        .clock(Hurry::default())
        .build()
        .unwrap()
        .with_options(
            CallOptions::new()
                .header("x-team", "a")
                .and_then(|options| options.body_field("newField", [1.5, 2.0]))
                .unwrap(),
        );
    let attempts = (operation("crawlUrls").call)(client).await.unwrap();
    assert_eq!(attempts, 5);
    let seen = wire.seen();
    assert_eq!(seen.len(), 5);
    assert!(seen[0].contains(r#""newField":[1.5,2.0]"#), "{}", seen[0]);
    assert!(seen[0].contains("x-idempotency-key"), "{}", seen[0]);
    assert!(seen.iter().all(|request| *request == seen[0]), "{seen:#?}");
}

#[tokio::test]
async fn nothing_is_resumed_without_the_word_or_by_a_policy_that_is_off() {
    let setup = Setup::new().await;
    let other = Fault::status(408).body(r#"{"details":{"state":"gave_up","retryAfterSeconds":5}}"#);
    setup.server.fault("POST /scrape", other).unwrap();
    let error = setup
        .client
        .scrape("https://example.com")
        .await
        .unwrap_err();
    assert_eq!(error.attempts(), 1);

    let off = CallOptions::new().retry(RetryPolicy::off());
    let fault = Fault::resume_later(seconds(5));
    setup.server.fault("POST /scrape", fault).unwrap();
    let client = setup.client.with_options(off);
    let error = client.scrape("https://example.com").await.unwrap_err();
    assert_eq!(error.attempts(), 1);
    assert!(setup.clock.slept().is_empty());
}

#[tokio::test]
async fn an_attempt_outlives_the_time_that_its_request_gives_the_server() {
    // 30 s beyond the request's own time: the attempt is not cut at 50 ms.
    let setup = Setup::with(
        |server| server,
        |client| client.first_byte_timeout(Duration::from_millis(50)),
    )
    .await;
    let latency = Fault::latency(Duration::from_millis(150)).times(2);
    setup.server.fault("POST /scrape", latency).unwrap();
    let request = ScrapeRequest::new(setup.page("/tea-room"));
    let cut = setup.client.scrape(request.clone()).await.unwrap_err();
    assert!(cut.is_timeout());
    let timed = request.timeout(seconds(1));
    assert!(setup.client.scrape(timed).await.is_ok());
}
