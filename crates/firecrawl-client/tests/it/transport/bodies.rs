//! Bodies: too large, too slow, never ending, empty, and almost JSON.

use std::sync::OnceLock;
use std::time::Duration;

use super::operations::{OPERATIONS, operation};
use crate::setup::Hurry;
use crate::wire::{Act, Wire, answer, head, json};
use firecrawl_client::CallOptions;
use firecrawl_client::Client;
use firecrawl_client::ClientBuilder;
use firecrawl_client::{Error, ErrorKind};

/// The number of bytes of an error response that are kept.
const KEPT_BYTES: usize = 64 * 1024;

const LIMIT: Duration = Duration::from_millis(200);

async fn scrape(
    act: impl Fn() -> Act + Send + Sync + 'static,
    settings: impl FnOnce(ClientBuilder) -> ClientBuilder,
) -> (Result<String, Error>, usize) {
    let wire = Wire::start(move |_| act()).await;
    // Making one reads all certificates of the platform.
    static HTTP: OnceLock<reqwest::Client> = OnceLock::new();
    let unpooled = || reqwest::Client::builder().pool_max_idle_per_host(0).build();
    let builder = Client::builder()
        .base_url(wire.url())
        .http_client(HTTP.get_or_init(|| unpooled().unwrap()).clone())
        .clock(Hurry::default());
    let client = settings(builder).build().unwrap();
    let client = client.with_options(CallOptions::new().keep_body(true));
    let result = client.scrape("https://example.com").await;
    let result = result.map(|page| page.markdown.clone().unwrap_or_default());
    (result, wire.seen().len())
}

fn page(markdown: &str) -> String {
    format!(r#"{{"success":true,"data":{{"markdown":"{markdown}"}}}}"#)
}

fn chunked(body: &str) -> Vec<u8> {
    let mut bytes = head(200, &["transfer-encoding: chunked"]);
    for piece in body.as_bytes().chunks(7) {
        bytes.extend(format!("{:x}\r\n", piece.len()).bytes());
        bytes.extend(piece);
        bytes.extend(b"\r\n");
    }
    bytes.extend(b"0\r\n\r\n");
    bytes
}

#[tokio::test]
async fn an_answer_beyond_the_limit_is_an_error_however_it_comes() {
    let body = page(&"x".repeat(1000));
    let whole = body.len();
    for bytes in [json(&body), chunked(&body)] {
        for (limit, fits) in [(whole, true), (whole - 1, false), (0, false)] {
            let bytes = bytes.clone();
            let act = move || Act::Answer(bytes.clone());
            let (result, requests) = scrape(act, |client| client.body_limit(limit)).await;
            assert_eq!(result.is_ok(), fits, "{limit}");
            assert_eq!(requests, 1);
            if let Err(error) = result {
                assert_eq!(error.kind(), ErrorKind::TooLarge);
                assert!(!error.is_retryable());
                assert!(error.message().contains("body_limit"), "{error}");
            }
        }
    }
}

#[tokio::test]
async fn an_announced_length_alone_costs_no_memory_and_no_wait() {
    let bytes = head(200, &["content-length: 9999999999999"]);
    let act = move || Act::Answer(bytes.clone());
    let (result, _) = scrape(act, |client| client).await;
    assert_eq!(result.unwrap_err().kind(), ErrorKind::TooLarge);
}

#[cfg(feature = "gzip")]
#[tokio::test]
async fn a_small_answer_that_unpacks_without_end_is_cut_at_the_limit() {
    use std::io::Write;
    let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    for _ in 0..8 {
        packer.write_all(&[b' '; 1024 * 1024]).unwrap();
    }
    let packed = packer.finish().unwrap();
    assert!(packed.len() < 100 * 1024);
    let bytes = answer(200, &["content-encoding: gzip"], packed);
    let act = move || Act::Answer(bytes.clone());
    let (result, _) = scrape(act, |client| client.body_limit(1024 * 1024)).await;
    assert_eq!(result.unwrap_err().kind(), ErrorKind::TooLarge);
}

#[tokio::test]
async fn a_body_that_stalls_is_a_timeout_and_so_is_one_beyond_the_total_time() {
    let begun = head(200, &["content-length: 4000"]);
    let (stalled, trickling) = (begun.clone(), begun);
    let stall = move || Act::Endless(stalled.clone(), Vec::new(), LIMIT * 50);
    let (result, _) = scrape(stall, |client| client.stall_timeout(LIMIT)).await;
    let error = result.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Timeout);
    assert!(error.message().contains("paused"), "{error}");
    assert!(error.message().contains("`stall_timeout`"), "{error}");

    let trickle = move || Act::Endless(trickling.clone(), b" ".to_vec(), LIMIT / 10);
    let (result, _) = scrape(trickle, |client| client.total_timeout(LIMIT)).await;
    let error = result.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Timeout);
    assert!(error.message().contains("no complete response"), "{error}");
    assert!(error.message().contains("total time"), "{error}");
}

#[tokio::test]
async fn a_body_that_arrives_steadily_is_not_cut_and_not_begun_again() {
    let limit = Duration::from_secs(1);
    let body = page("slow");
    let length = format!("content-length: {}", body.len() + 30);
    let begun = [head(200, &[&length]), body.into_bytes()].concat();
    // It takes longer than the response may take to begin.
    let act = move || Act::Endless(begun.clone(), b" ".to_vec(), limit / 20);
    let (result, requests) = scrape(act, |client| {
        client
            .connect_timeout(limit)
            .first_byte_timeout(limit)
            .stall_timeout(limit * 10)
    })
    .await;
    assert_eq!((result.unwrap().as_str(), requests), ("slow", 1));
}

#[tokio::test]
async fn a_read_whose_body_stalls_is_read_again() {
    let begun = head(200, &["content-length: 4000"]);
    let wire = Wire::start(move |before| match before {
        0 => Act::Endless(begun.clone(), Vec::new(), LIMIT * 50),
        _ => Act::Answer(json(page("whole"))),
    })
    .await;
    let builder = Client::builder().base_url(wire.url()).stall_timeout(LIMIT);
    let client = builder.clock(Hurry::default()).build().unwrap();
    assert_eq!((OPERATIONS[0].call)(client).await.unwrap(), 2);
}

#[tokio::test]
async fn a_response_beyond_32_mib_is_an_error_unless_the_limit_is_raised() {
    let act = || Act::Answer(head(200, &["content-length: 33554433"]));
    let (result, _) = scrape(act, |client| client).await;
    assert_eq!(result.unwrap_err().kind(), ErrorKind::TooLarge);
    let act = || Act::Close(head(200, &["content-length: 33554433"]));
    let (result, _) = scrape(act, |client| client.body_limit(33_554_433)).await;
    assert_eq!(result.unwrap_err().kind(), ErrorKind::Connection);
}

#[tokio::test]
async fn complete_json_that_is_not_valid_is_not_fetched_again() {
    for body in [
        r#"{"success":true,"data":{},}"#,
        r#" {"success":nope,"data":{}}"#,
        r#"[1 2]"#,
    ] {
        let wire = Wire::start(move |_| Act::Answer(json(body))).await;
        let builder = Client::builder().base_url(wire.url());
        let client = builder.clock(Hurry::default()).build().unwrap();
        let error = (OPERATIONS[0].call)(client).await.expect_err(body);
        assert_eq!(error.kind(), ErrorKind::Decode, "{body}");
        assert!(!error.is_retryable(), "{body}");
        assert_eq!(wire.seen().len(), 1, "{body}");
    }
}

#[tokio::test]
async fn a_refusal_whose_body_never_ends_is_reported_with_its_status() {
    let mut begun = head(402, &["content-length: 4000000"]);
    begun.extend(b"<title>out of credits</title>");
    let (stalled, trickling) = (begun.clone(), begun.clone());
    let acts: [Box<dyn Fn() -> Act + Send + Sync>; 2] = [
        Box::new(move || Act::Endless(stalled.clone(), Vec::new(), LIMIT * 50)),
        Box::new(move || Act::Endless(trickling.clone(), b" ".to_vec(), LIMIT / 10)),
    ];
    for act in acts {
        let (result, _) = scrape(act, |client| client.stall_timeout(LIMIT)).await;
        let error = result.unwrap_err();
        assert!(error.is_payment_required(), "{error:?}");
        assert_eq!(error.message(), "out of credits");
    }
    // The total time ends it as well.
    let act = move || Act::Endless(begun.clone(), b" ".to_vec(), LIMIT / 10);
    let (result, _) = scrape(act, |client| client.total_timeout(LIMIT)).await;
    assert!(result.unwrap_err().is_payment_required());
}

#[tokio::test]
async fn a_refusal_that_breaks_off_is_a_refusal() {
    let mut begun = head(402, &["content-length: 4000"]);
    begun.extend(b"{\"error\":");
    let act = move || Act::Close(begun.clone());
    let error = scrape(act, |client| client).await.0.unwrap_err();
    assert!(error.is_payment_required());
    assert_eq!(error.body(), Some(&b"{\"error\":"[..]));
}

#[tokio::test]
async fn of_a_long_refusal_the_words_are_read_and_the_start_is_kept() {
    let faults = (0..3000).map(|index| format!(r#"{{"message":"url {index} is wrong"}}"#));
    let faults = faults.collect::<Vec<_>>().join(",");
    let body = format!(r#"{{"error":"Bad Request","code":"BAD_REQUEST","details":[{faults}]}}"#);
    assert!(body.len() > KEPT_BYTES);
    let bytes = answer(400, &[], &body);
    let act = move || Act::Answer(bytes.clone());
    let error = scrape(act, |client| client).await.0.unwrap_err();
    assert_eq!(error.code(), Some("BAD_REQUEST"));
    assert!(error.message().starts_with("Bad Request: url 0 is wrong"));
    assert!(error.message().chars().count() <= 501);
    assert_eq!(error.details().unwrap().as_array().unwrap().len(), 3000);
    assert_eq!(error.body().unwrap(), &body.as_bytes()[..KEPT_BYTES]);
}

#[tokio::test]
async fn nothing_where_a_page_should_be_is_an_error() {
    for (status, body, words) in [
        (200, "", "the response is empty"),
        (
            204,
            "",
            "the response lacks the value that the operation returns",
        ),
        (
            200,
            "null",
            "the response does not match the expected type at `.`",
        ),
        (
            200,
            "[]",
            "the response does not match the expected type at `.`",
        ),
        (
            200,
            "{}",
            "the response lacks the value that the operation returns",
        ),
        (
            200,
            "<html>PAGE</html>",
            "the response (text/html) is not complete JSON",
        ),
        (
            206,
            r#"{"success":true,"data":{"#,
            "the response (text/html) is not complete JSON",
        ),
    ] {
        let bytes = answer(status, &["content-type: text/html"], body);
        let bytes = if status == 204 { head(204, &[]) } else { bytes };
        let act = move || Act::Answer(bytes.clone());
        let (result, requests) = scrape(act, |client| client).await;
        let error = result.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Decode, "{body}");
        assert_eq!(error.message(), words, "{body}");
        assert_eq!(error.operation(), Some("POST /scrape"));
        assert_eq!(error.status().unwrap(), status);
        assert!(!error.is_ambiguous_start());
        assert!(!format!("{error} {error:?}").contains("PAGE"));
        assert_eq!(requests, 1, "a scrape is not repeated");
    }
}

#[tokio::test]
async fn no_content_is_an_answer_where_nothing_is_needed() {
    let wire = Wire::start(|_| Act::Answer(head(204, &[]))).await;
    let builder = Client::builder().base_url(wire.url());
    let client = builder.clock(Hurry::default()).build().unwrap();
    assert_eq!((operation("deleteMonitor").call)(client).await.unwrap(), 1);
    assert_eq!(wire.seen().len(), 1);
}

#[tokio::test]
async fn almost_json_is_read() {
    for (bytes, markdown) in [
        (page("plain").into_bytes(), "plain"),
        (
            [b"\xef\xbb\xbf", page("marked").as_bytes()].concat(),
            "marked",
        ),
        (page(r"cut \ud83d").into_bytes(), "cut \u{fffd}"),
        (
            page("bad Z")
                .into_bytes()
                .into_iter()
                .map(|byte| if byte == b'Z' { 0xff } else { byte })
                .collect(),
            "bad \u{fffd}",
        ),
    ] {
        let act = move || Act::Answer(json(&bytes));
        let (result, requests) = scrape(act, |client| client).await;
        assert_eq!(result.unwrap(), markdown);
        assert_eq!(requests, 1);
    }
}

#[tokio::test]
async fn broken_answers_share_the_attempts_and_the_time_of_their_call() {
    // Broken, then refused, then broken: five in all, not five for each.
    let wire = Wire::start(|before| {
        Act::Answer(match before % 2 {
            0 => json("{\"succ"),
            _ => answer(500, &[], ""),
        })
    })
    .await;
    let clock = Hurry::default();
    let builder = Client::builder().base_url(wire.url()).clock(clock.clone());
    let client = builder.jitter(|| 0.5).build().unwrap();
    let error = (OPERATIONS[0].call)(client.clone()).await.unwrap_err();
    assert_eq!((wire.seen().len(), error.attempts()), (5, 5));
    let millis: Vec<u128> = clock.slept().iter().map(Duration::as_millis).collect();
    assert_eq!(millis, [500, 1000, 2000, 4000]);

    let hurried = CallOptions::new().total_timeout(Duration::from_millis(700));
    let error = (OPERATIONS[0].call)(client.with_options(hurried))
        .await
        .unwrap_err();
    assert_eq!(error.attempts(), 2);
}
