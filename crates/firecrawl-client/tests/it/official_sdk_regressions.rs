//! Known faults of other clients of this API, with a test for each.
//!
//! Faults of jobs (a single 502 that loses a running job, paging that never
//! ends) are tested with the jobs.

use std::time::Duration;

use firecrawl_client::types::{Format, JsonFormat, ScrapeRequest};
use firecrawl_client::{CallOptions, Client, RetryPolicy};
use firecrawl_local::Fault;
use serde_json::{Value, json};

use crate::setup::{Hurry, KEY, Setup};
use crate::wire::{Act, Wire, answer, header, json as answered};

fn body(request: &str) -> Value {
    let (_, body) = request.split_once("\r\n\r\n").unwrap();
    serde_json::from_str(body).unwrap()
}

fn client(wire: &Wire) -> Client {
    let builder = Client::builder().base_url(wire.url()).key(KEY);
    builder.clock(Hurry::default()).build().unwrap()
}

async fn taking(text: &'static str) -> Wire {
    Wire::start(move |_| Act::Answer(answered(text))).await
}

const EMPTY: &str = r#"{"success":true,"data":{}}"#;

#[tokio::test]
async fn a_passing_failure_does_not_fail_a_read() {
    let setup = Setup::new().await;
    for fault in [Fault::html(502), Fault::status(503), Fault::reset()] {
        setup.server.fault("getScrapeStatus", fault).unwrap();
    }
    let error = setup
        .client
        .scrape_status("0199c5a2-0000-7000-8000-000000000000")
        .await;
    // Unknown, as a healthy server says; not 502, not 503, not a broken connection.
    assert!(error.unwrap_err().is_not_found());
    assert_eq!(setup.clock.slept().len(), 3);
}

#[tokio::test]
async fn a_rate_limit_is_waited_for_and_told() {
    let setup = Setup::new().await;
    let wait = Duration::from_secs(60);
    setup
        .server
        .fault("POST /scrape", Fault::rate_limited(wait))
        .unwrap();
    let page = setup.client.scrape(setup.page("/tea-room")).await.unwrap();
    assert_eq!((page.attempts(), setup.clock.slept()), (2, vec![wait]));

    setup
        .server
        .fault("POST /scrape", Fault::rate_limited(wait))
        .unwrap();
    let off = CallOptions::new().retry(RetryPolicy::off());
    let client = setup.client.with_options(off);
    let error = client.scrape("https://example.com").await.unwrap_err();
    assert!(error.is_rate_limited());
    assert_eq!(error.retry_after(), Some(wait));
}

#[tokio::test]
async fn a_server_that_never_answers_does_not_hold_a_call_for_ever() {
    let setup = Setup::with(
        |server| server,
        |client| client.first_byte_timeout(Duration::from_millis(100)),
    )
    .await;
    setup
        .server
        .fault("POST /scrape", Fault::silence())
        .unwrap();
    let error = setup
        .client
        .scrape("https://example.com")
        .await
        .unwrap_err();
    assert!(error.is_timeout());
}

#[tokio::test]
async fn a_failed_post_is_not_blindly_sent_again() {
    let setup = Setup::new().await;
    setup
        .server
        .fault("POST /scrape", Fault::status(502).always())
        .unwrap();
    let error = setup
        .client
        .scrape("https://example.com")
        .await
        .unwrap_err();
    assert_eq!(setup.server.coverage().calls("scrapeAndExtractFromUrl"), 1);
    assert!(error.is_retryable(), "the caller decides");
}

#[tokio::test]
async fn debug_shows_no_key() {
    let wire = Wire::start(|_| {
        let words = format!(r#"{{"error":"unknown key {KEY}"}}"#);
        Act::Answer(answer(401, &[], words))
    })
    .await;
    let client = client(&wire);
    let error = client.scrape("https://example.com").await.unwrap_err();
    for shown in [
        format!("{client:?}"),
        format!("{:#?}", client.with_options(CallOptions::new())),
        format!("{error}"),
        format!("{error:?}"),
        format!("{:?}", error.response()),
        format!("{:?}", Client::builder().key(KEY)),
    ] {
        assert!(!shown.contains(KEY), "{shown}");
    }
    assert_eq!(error.message(), "unknown key [key]");
}

#[tokio::test]
async fn only_what_was_set_is_sent() {
    let wire = taking(EMPTY).await;
    let client = client(&wire);
    client.scrape("https://example.com").await.unwrap();
    let bare = body(&wire.seen()[0]);
    // No defaults, no null, no `origin` that some routes refuse.
    assert_eq!(bare, json!({"url": "https://example.com"}));
    let request = ScrapeRequest::new("https://example.com").formats(Vec::<Format>::new());
    client.scrape(request).await.unwrap();
    let empty = body(&wire.seen()[1]);
    assert_eq!(
        empty["formats"],
        json!([]),
        "an empty list is not an absent one"
    );
    let request = &wire.seen()[1];
    assert_eq!(
        header(request, "api-version"),
        None,
        "it is not of this API"
    );
    assert_eq!(header(request, "content-type"), Some("application/json"));
}

#[tokio::test]
async fn simple_formats_and_those_with_options_go_together() {
    let wire = taking(EMPTY).await;
    let request = ScrapeRequest::new("https://example.com").formats([
        Format::Links,
        Format::Json(JsonFormat::new().prompt("the price")),
    ]);
    client(&wire).scrape(request).await.unwrap();
    let formats = &body(&wire.seen()[0])["formats"];
    assert_eq!(formats[0].get("type").unwrap_or(&formats[0]), "links");
    assert_eq!(formats[1], json!({"type": "json", "prompt": "the price"}));
}

#[tokio::test]
async fn what_nobody_knew_of_is_kept() {
    let wire = taking(
        r#"{"success":true,"id":"e7","credits":{"left":1},"data":{
            "markdown":"m","fieldFromTomorrow":[1],"images":["https://a.example/i.png"],
            "metadata":{"title":["a","b"],"og:colour":"red","statusCode":200,"proxyUsed":"future"}}}"#,
    )
    .await;
    let page = client(&wire).scrape("https://example.com").await.unwrap();
    assert_eq!(page.extra["fieldFromTomorrow"], json!([1]));
    assert_eq!(page.images.as_deref().map(<[_]>::len), Some(1));
    assert_eq!(page.id(), Some("e7"));
    assert_eq!(page.envelope()["credits"], json!({"left": 1}));
    let metadata = page.metadata.as_ref().unwrap();
    assert_eq!(metadata.extra["og:colour"], "red");
    assert_eq!(
        serde_json::to_value(metadata).unwrap()["title"],
        json!(["a", "b"])
    );
    assert_eq!(
        serde_json::to_value(metadata).unwrap()["proxyUsed"],
        "future"
    );
}

#[tokio::test]
async fn one_odd_value_does_not_cost_a_page() {
    for odd in [
        r#"{"markdown":"m","links":null,"metadata":null}"#,
        r#"{"markdown":"m","metadata":{"title":null,"statusCode":"200","cachedAt":"yesterday"}}"#,
        r#"{"markdown":"m","screenshot":7,"actions":[],"links":[1,"https://a.example/"]}"#,
        r#"{"markdown":"m","metadata":{"description":"cut \ud83d"}}"#,
    ] {
        let wire = Wire::start(move |_| {
            Act::Answer(answered(format!(r#"{{"success":true,"data":{odd}}}"#)))
        })
        .await;
        let page = client(&wire).scrape("https://example.com").await;
        let page = page.unwrap_or_else(|error| panic!("{odd}: {error}"));
        assert_eq!(page.markdown.as_deref(), Some("m"), "{odd}");
    }
}

#[tokio::test]
async fn the_words_of_a_refusal_are_found_in_every_shape() {
    for (status, body, words) in [
        (
            400,
            r#"{"success":false,"error":"Bad Request","details":[{"message":"Unrecognized key"}]}"#,
            "Bad Request: Unrecognized key",
        ),
        (
            404,
            r#"{"title":"Not found","detail":"no such paper"}"#,
            "Not found: no such paper",
        ),
        (409, r#"{"error":"already finished"}"#, "already finished"),
        (
            502,
            "<html><title>Bad gateway</title>PAGE</html>",
            "Bad gateway",
        ),
        (500, "", "the service gave no reason"),
        (500, "PAGE", "the service gave no reason"),
    ] {
        let wire =
            Wire::start(move |_| Act::Answer(answer(status, &["x-request-id: 17"], body))).await;
        let error = client(&wire)
            .scrape("https://example.com")
            .await
            .unwrap_err();
        assert_eq!(error.message(), words, "{body}");
        assert_eq!(error.status().unwrap(), status);
        assert_eq!(error.body(), Some(body.as_bytes()));
        assert_eq!(error.request_id(), Some("17"));
        assert!(!error.to_string().contains("PAGE"), "{error}");
    }
}

#[tokio::test]
async fn success_false_with_status_200_is_an_error() {
    let wire =
        taking(r#"{"success":false,"code":"SCRAPE_DNS_RESOLUTION_ERROR","error":"no such host"}"#)
            .await;
    let error = client(&wire)
        .scrape("https://nowhere.example")
        .await
        .unwrap_err();
    assert_eq!(error.code(), Some("SCRAPE_DNS_RESOLUTION_ERROR"));
    assert_eq!(error.message(), "no such host");
    assert_eq!(error.operation(), Some("POST /scrape"));
}

#[tokio::test]
async fn ids_are_encoded_and_lead_to_no_other_route() {
    let wire = taking(EMPTY).await;
    let client = client(&wire);
    client
        .scrape_status("../team/credit-usage?x=1#y")
        .await
        .unwrap();
    let line = wire.seen()[0].lines().next().unwrap().to_owned();
    assert_eq!(
        line,
        "GET /v2/scrape/..%2Fteam%2Fcredit-usage%3Fx=1%23y HTTP/1.1"
    );
    for id in ["", ".", ".."] {
        let error = client.scrape_status(id).await.unwrap_err();
        assert!(error.is_invalid_request());
    }
    assert_eq!(wire.seen().len(), 1, "nothing else was sent");
}
