//! The idempotency key: whose it is, which calls carry it, and what a 409 means.

use firecrawl_api::types::CrawlRequest;
use firecrawl_local::Fault;
use uuid::Uuid;

use super::operations::{OPERATIONS, operation};
use crate::setup::{Hurry, Setup};
use crate::wire::{Act, Wire, answer, header, json};
use firecrawl_client::CallOptions;
use firecrawl_client::Client;

const NAME: &str = "x-idempotency-key";

fn client(wire: &Wire) -> Client {
    let builder = Client::builder().base_url(wire.url());
    builder.clock(Hurry::default()).build().unwrap()
}

fn keys(wire: &Wire) -> Vec<Option<String>> {
    let seen = wire.seen();
    let keys = seen.iter().map(|request| header(request, NAME));
    keys.map(|key| key.map(str::to_owned)).collect()
}

#[tokio::test]
async fn starts_carry_a_fresh_key_and_nothing_else_carries_one() {
    let wire = Wire::start(|_| Act::Answer(json(r#"{"success":true,"id":"7","data":{}}"#))).await;
    let client = client(&wire);
    let own = CallOptions::new().idempotency_key(Uuid::new_v4());
    for operation in OPERATIONS {
        (operation.call)(client.clone()).await.unwrap();
        (operation.call)(client.with_options(own.clone()))
            .await
            .unwrap();
    }
    let keys = keys(&wire);
    let mut fresh: Vec<Uuid> = Vec::new();
    for (operation, pair) in OPERATIONS.iter().zip(keys.chunks(2)) {
        if operation.class.starts_work() {
            fresh.push(pair[0].as_deref().unwrap().parse().unwrap());
        } else {
            assert_eq!(pair, [None, None], "{}", operation.id);
        }
    }
    assert!(fresh.iter().all(|key| key.get_version_num() == 4));
    let count = fresh.len();
    fresh.sort_unstable();
    fresh.dedup();
    assert_eq!(fresh.len(), count, "each call has its own");
}

#[tokio::test]
async fn all_attempts_of_a_call_carry_the_same_key() {
    let wire = Wire::start(|before| match before % 3 {
        0 => Act::Close(Vec::new()),
        1 => Act::Answer(answer(500, &[], "")),
        _ => Act::Answer(json(r#"{"success":true,"id":"7"}"#)),
    })
    .await;
    let client = client(&wire);
    let crawl = operation("crawlUrls");
    assert_eq!((crawl.call)(client.clone()).await.unwrap(), 3);
    assert_eq!((crawl.call)(client).await.unwrap(), 3);
    let keys = keys(&wire);
    assert!(keys[0].is_some());
    assert_eq!([&keys[0], &keys[0]], [&keys[1], &keys[2]]);
    assert_eq!([&keys[3], &keys[3]], [&keys[4], &keys[5]]);
    assert_ne!(keys[0], keys[3]);
}

#[tokio::test]
async fn a_key_of_ones_own_is_sent() {
    let wire = Wire::start(|_| Act::Answer(json(r#"{"success":true,"id":"7"}"#))).await;
    let client = client(&wire);
    let own = Uuid::new_v4();
    let crawl = operation("crawlUrls");
    let options = CallOptions::new().idempotency_key(own);
    (crawl.call)(client.with_options(options)).await.unwrap();
    let options = CallOptions::new().header(NAME, "by-hand").unwrap();
    (crawl.call)(client.with_options(options)).await.unwrap();
    let expected = [Some(own.to_string()), Some("by-hand".to_owned())];
    assert_eq!(keys(&wire), expected);
}

async fn crawl(
    setup: &Setup,
    options: CallOptions,
) -> Result<Option<String>, firecrawl_client::Error> {
    let client = setup.client.with_options(options);
    let request = CrawlRequest::new(setup.page("/")).limit(1);
    client
        .crawl(request)
        .await
        .map(|job| Some(job.id().to_string()))
}

#[tokio::test]
async fn a_lost_answer_to_a_crawl_start_is_told_apart_and_starts_once() {
    for fault in [
        Fault::reset_after(3),
        Fault::drip(1, std::time::Duration::from_secs(5)),
    ] {
        let setup = Setup::with(
            |server| server,
            |client| client.stall_timeout(std::time::Duration::from_millis(300)),
        )
        .await;
        setup.server.fault("crawlUrls", fault).unwrap();
        let error = crawl(&setup, CallOptions::new()).await.unwrap_err();
        assert!(error.is_ambiguous_start(), "{error}");
        assert_eq!(error.status().unwrap(), 409);
        assert_eq!(error.attempts(), 2);
        assert!(!error.is_retryable());
        reads(&error);
        // The second was turned down, so that one runs.
        assert_eq!(setup.server.coverage().calls("crawlUrls"), 2);
    }
}

fn reads(error: &firecrawl_client::Error) {
    assert_eq!(
        error.to_string(),
        "POST /crawl: 409 Conflict: an attempt whose response was lost has probably started the job, its id is unknown, after 2 attempts; the work may have started all the same, calling again may start it twice"
    );
}

#[tokio::test]
async fn a_start_that_did_not_arrive_is_started_by_its_retry() {
    let setup = Setup::new().await;
    setup.server.fault("crawlUrls", Fault::reset()).unwrap();
    assert!(crawl(&setup, CallOptions::new()).await.unwrap().is_some());
}

#[tokio::test]
async fn a_409_at_the_first_attempt_is_a_plain_conflict() {
    let setup = Setup::new().await;
    let options = CallOptions::new().idempotency_key(Uuid::new_v4());
    assert!(crawl(&setup, options.clone()).await.unwrap().is_some());
    let error = crawl(&setup, options).await.unwrap_err();
    assert!(
        error.is_conflict() && !error.is_ambiguous_start(),
        "{error}"
    );
    assert_eq!(error.attempts(), 1);
}

#[tokio::test]
async fn a_409_after_an_attempt_that_was_surely_not_taken_is_plain_too() {
    let setup = Setup::new().await;
    setup.server.fault("crawlUrls", Fault::status(429)).unwrap();
    setup.server.fault("crawlUrls", Fault::status(409)).unwrap();
    let error = crawl(&setup, CallOptions::new()).await.unwrap_err();
    assert!(
        error.is_conflict() && !error.is_ambiguous_start(),
        "{error}"
    );
    assert_eq!(error.attempts(), 2);
}

#[tokio::test]
async fn a_deletion_whose_response_was_lost_is_done() {
    for status in [404, 409, 410] {
        let body = r#"{"success":false,"error":"Monitor not found."}"#;
        let wire = Wire::start(move |before| match before {
            0 => Act::Close(Vec::new()),
            _ => Act::Answer(answer(status, &[], body)),
        })
        .await;
        let deleted = (operation("deleteMonitor").call)(client(&wire)).await;
        assert_eq!(deleted.unwrap(), 2, "{status}");
        // Nothing was lost before the second call.
        let error = (operation("deleteMonitor").call)(client(&wire)).await;
        assert_eq!(error.unwrap_err().status().unwrap(), status);
    }
}
