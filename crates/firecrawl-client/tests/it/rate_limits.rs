//! Many calls of one client against servers that limit their rate, by a clock that does not wait.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use firecrawl_client::types::BatchScrapeRequest;
use firecrawl_client::{CallOptions, Client, Clock, Error, ErrorKind, RetryPolicy, Upload};
use firecrawl_local::Response;
use futures_util::StreamExt;
use reqwest::header::{HeaderValue, RETRY_AFTER};
use serde_json::json;

use crate::setup::{Hurry, ID, KEY, Setup};

const CALLS: usize = 200;
const AT_ONCE: usize = 16;
const PER_SECOND: u32 = 10;

/// The place in a 429 that says how long to wait.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Hint {
    None,
    Header,
    Message,
}

/// A server that accepts a number of requests in each second.
struct Limited {
    setup: Setup,
    refused: Arc<Mutex<u32>>,
}

impl Limited {
    async fn new(operation: &'static str, body: serde_json::Value, hint: Hint) -> Self {
        let setup = Setup::with(|server| server.keys([KEY]), |client| client.key(KEY)).await;
        let (refused, clock) = (Arc::new(Mutex::new(0)), setup.clock.clone());
        let began = clock.now();
        let (count, window) = (Arc::clone(&refused), Mutex::new((0_u64, 0_u32)));
        let script = move |_: &firecrawl_local::Request| {
            let mut window = window.lock().unwrap();
            let second = clock.now().saturating_duration_since(began).as_secs();
            if second > window.0 {
                *window = (second, 0);
            }
            if window.1 < PER_SECOND {
                window.1 += 1;
                return Response::ok(body.clone());
            }
            *count.lock().unwrap() += 1;
            rejection(hint)
        };
        setup.server.on(operation, script).unwrap();
        Self { setup, refused }
    }

    /// Makes all calls, some at once; none may fail.
    async fn calls<F: Future<Output = Result<(), Error>>>(&self, call: impl Fn(Client) -> F) {
        self.calls_at_once(CALLS, AT_ONCE, call).await;
    }

    async fn calls_at_once<F: Future<Output = Result<(), Error>>>(
        &self,
        calls: usize,
        at_once: usize,
        call: impl Fn(Client) -> F,
    ) {
        let results: Vec<Result<(), Error>> = futures_util::stream::iter(0..calls)
            .map(|_| call(self.setup.client.clone()))
            .buffer_unordered(at_once)
            .collect()
            .await;
        let failed: Vec<_> = results
            .iter()
            .filter_map(|one| one.as_ref().err())
            .collect();
        assert!(failed.is_empty(), "{} failed: {}", failed.len(), failed[0]);
        let refused = *self.refused.lock().unwrap();
        let calls = u32::try_from(calls).unwrap();
        let sent = calls + refused;
        // The waits alone: the time of the calls themselves is that of the machine.
        let took: Duration = self.setup.clock.slept().iter().sum();
        assert!(refused * 10 <= sent, "{refused} of {sent} were refused");
        let most = Duration::from_secs(1) * calls / PER_SECOND * 10 / 9;
        assert!(took <= most, "{took:?}");
    }
}

fn rejection(hint: Hint) -> Response {
    let message = match hint {
        Hint::Message => "Rate limit exceeded, please retry after 1s",
        _ => "Rate limit exceeded",
    };
    let response = Response::error(429, message);
    match hint {
        Hint::Header => response.header(RETRY_AFTER, HeaderValue::from_static("1")),
        _ => response,
    }
}

fn page() -> serde_json::Value {
    json!({"success": true, "data": {"markdown": "a", "metadata": {"statusCode": 200}}})
}

async fn scrapes(hint: Hint) {
    let limited = Limited::new("scrapeAndExtractFromUrl", page(), hint).await;
    limited
        .calls(async |client| client.scrape("https://example.com").await.map(drop))
        .await;
}

#[tokio::test]
async fn scrapes_take_time_where_the_server_says_how_long() {
    scrapes(Hint::Header).await;
}

#[tokio::test]
async fn scrapes_take_time_where_the_message_says_how_long() {
    scrapes(Hint::Message).await;
}

#[tokio::test]
async fn scrapes_take_time_where_nothing_says_how_long() {
    scrapes(Hint::None).await;
}

#[tokio::test]
async fn one_at_a_time_is_as_good_as_all_at_once() {
    for (calls, at_once) in [(CALLS, 1), (CALLS, CALLS), (500, 500)] {
        for hint in [Hint::None, Hint::Header] {
            let limited = Limited::new("scrapeAndExtractFromUrl", page(), hint).await;
            let scrape =
                async |client: Client| client.scrape("https://example.com").await.map(drop);
            limited.calls_at_once(calls, at_once, scrape).await;
        }
    }
}

#[tokio::test]
async fn starts_take_time() {
    let started = json!({"success": true, "id": ID, "url": "https://x.example/"});
    let limited = Limited::new("scrapeAndExtractFromUrls", started.clone(), Hint::Header).await;
    limited
        .calls(async |client| {
            let request = BatchScrapeRequest::new(["https://example.com"]);
            client.batch_scrape(request).await.map(drop)
        })
        .await;
    let limited = Limited::new("crawlUrls", started, Hint::None).await;
    limited
        .calls(async |client| client.crawl("https://example.com").await.map(drop))
        .await;
}

#[tokio::test]
async fn polls_take_time() {
    let running = json!({"success": true, "status": "scraping", "data": []});
    let limited = Limited::new("getCrawlStatus", running, Hint::Message).await;
    limited
        .calls(async |client| client.crawl_job(ID).status().await.map(drop))
        .await;
}

#[tokio::test]
async fn uploads_take_time() {
    let limited = Limited::new("parseFile", page(), Hint::Header).await;
    limited
        .calls(async |client| client.parse(Upload::bytes("a.html", "a")).await.map(drop))
        .await;
}

#[tokio::test]
async fn an_error_says_how_long_was_waited() {
    let setup = Setup::new().await;
    let clock: &Hurry = &setup.clock;
    setup
        .server
        .on("mapUrls", |_: &firecrawl_local::Request| {
            rejection(Hint::Header)
        })
        .unwrap();
    let policy = RetryPolicy::default().rate_limit_time(Duration::from_millis(10_500));
    let client = setup.client.with_options(CallOptions::new().retry(policy));
    let error = client.map("https://example.com").await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::RateLimited);
    assert!(error.is_rate_limited());
    assert_eq!(error.rate_limit_wait().as_secs(), 10);
    assert!(
        error
            .to_string()
            .contains("s of waiting for the rate limit"),
        "{error}"
    );
    assert_eq!(clock.slept(), [Duration::from_secs(1); 10]);

    // Who wants no second attempt does not wait either.
    let off = CallOptions::new().retry(RetryPolicy::off());
    let error = setup
        .client
        .with_options(off)
        .map("https://example.com")
        .await;
    assert_eq!(error.unwrap_err().attempts(), 1);
    assert_eq!(clock.slept().len(), 10);
}
