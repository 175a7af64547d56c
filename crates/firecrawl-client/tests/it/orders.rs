//! Faults that the local server makes on request, and what becomes of the call that meets one.

use std::time::Duration;

use firecrawl_client::types::{
    CrawlRequest, MonitorCreateRequest, MonitorSchedule, ScrapeMonitorTarget,
};
use firecrawl_client::{CallOptions, Client, Error, ErrorKind, RetryPolicy};
use firecrawl_local::{Fault, QueuedFault, Response};
use futures_util::StreamExt;
use serde_json::{Value, json};

use crate::setup::{ID, KEY, Setup};

/// A pause that is too long for the client, and that the server does not make by itself.
const PAUSE: Duration = Duration::from_millis(400);

async fn ordering(operation: &str, fault: impl Into<QueuedFault>) -> Setup {
    let setup = Setup::with(|server| server, |client| client.stall_timeout(PAUSE)).await;
    setup.server.fault(operation, fault).unwrap();
    setup
}

/// Asks for the credits, which may be asked again; returns the number of attempts.
async fn credits(setup: &Setup) -> Result<u32, Error> {
    let usage = setup.client.team().credit_usage().await;
    usage.map(|usage| usage.attempts())
}

fn monitor() -> MonitorCreateRequest {
    let schedule = MonitorSchedule::new().cron("0 9 * * *");
    let target = ScrapeMonitorTarget::new(["https://example.com/"]);
    MonitorCreateRequest::new("tea", schedule, [target])
}

#[tokio::test]
async fn work_whose_response_was_lost_is_not_done_twice() {
    let lost = Fault::lost_response;
    let setup = ordering("getCreditUsage", lost()).await;
    assert_eq!(credits(&setup).await.unwrap(), 2);

    for (operation, sent) in [("scrapeAndExtractFromUrls", 1), ("crawlUrls", 2)] {
        let setup = ordering(operation, lost()).await;
        let page = setup.page("/visit");
        let error = match operation {
            "crawlUrls" => {
                let request = CrawlRequest::new(page).limit(1);
                setup.client.crawl(request).await.unwrap_err()
            }
            _ => setup.client.batch_scrape([page]).await.unwrap_err(),
        };
        assert!(error.is_ambiguous_start(), "{error}");
        assert_eq!(setup.server.coverage().calls(operation), sent);
    }

    let setup = ordering("scrapeAndExtractFromUrl", lost()).await;
    let error = setup.client.scrape(setup.page("/")).await.unwrap_err();
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::Connection, 1));

    let setup = ordering("createMonitor", lost()).await;
    let error = setup.client.monitors().create(monitor()).await.unwrap_err();
    assert!(error.is_ambiguous_start(), "{error}");
    assert_eq!(setup.server.coverage().calls("createMonitor"), 1);
}

#[tokio::test]
async fn a_deletion_whose_response_was_lost_is_done() {
    let setup = ordering("deleteMonitor", Fault::lost_response()).await;
    let made = setup.client.monitors().create(monitor()).await.unwrap();
    let id = shown(&*made)["id"].as_str().unwrap().to_owned();
    let deleted = setup.client.monitors().delete(id.as_str()).await.unwrap();
    assert_eq!(deleted.attempts(), 2);
    let error = setup.client.monitors().get(id.as_str()).await.unwrap_err();
    assert!(error.is_not_found(), "{error}");
}

#[tokio::test]
async fn a_stall_in_the_middle_is_a_timeout() {
    let setup = ordering("getCreditUsage", Fault::stall_after(10)).await;
    assert_eq!(credits(&setup).await.unwrap(), 2);

    let setup = ordering("scrapeAndExtractFromUrl", Fault::stall_after(10)).await;
    let error = setup.client.scrape(setup.page("/")).await.unwrap_err();
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::Timeout, 1));

    let refused = Fault::status(402).body("<title>out of credits</title>");
    let setup = ordering("getCreditUsage", refused.and(Fault::stall_after(29))).await;
    let error = credits(&setup).await.unwrap_err();
    assert!(error.is_payment_required(), "{error}");
    assert_eq!(error.message(), "out of credits");
}

#[tokio::test]
async fn a_response_that_arrives_steadily_arrives() {
    let slow = Fault::drip(3, Duration::from_millis(20));
    let setup = ordering("getCreditUsage", slow).await;
    assert_eq!(credits(&setup).await.unwrap(), 1);
}

#[tokio::test]
async fn a_length_that_is_not_that_of_the_body_is_an_error() {
    // All bytes and one that never comes, none at all, and more than memory holds.
    for (fault, attempts) in [
        (Fault::reset_after(200), 2),
        (Fault::reset_after(0), 2),
        (Fault::truncated(usize::MAX), 2),
    ] {
        let setup = ordering("getCreditUsage", fault.clone()).await;
        assert_eq!(credits(&setup).await.unwrap(), attempts, "{fault:?}");
    }
    let setup = ordering("getCreditUsage", Fault::reset_after(1 << 40)).await;
    let error = credits(&setup).await.unwrap_err();
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::TooLarge, 1));
}

#[tokio::test]
async fn a_connection_that_closes_at_its_second_request_is_no_error_of_a_read() {
    for fault in [Fault::reset(), Fault::lost_response()] {
        let setup = Setup::new().await;
        credits(&setup).await.unwrap();
        setup.server.fault("getCreditUsage", fault).unwrap();
        assert_eq!(credits(&setup).await.unwrap(), 2);
    }
}

/// Makes calls, some at once, of which none may fail.
async fn all<F: Future<Output = Result<(), Error>>>(count: usize, call: impl Fn(usize) -> F) {
    let results = futures_util::stream::iter(0..count).map(call);
    let results: Vec<_> = results.buffer_unordered(8).collect().await;
    let failed: Vec<_> = results.into_iter().filter_map(Result::err).collect();
    assert!(failed.is_empty(), "{} failed: {}", failed.len(), failed[0]);
}

#[tokio::test]
async fn a_429_for_every_second_request_is_a_pace() {
    let hinted = Fault::rate_limited(Duration::from_secs(1));
    let unhinted = Fault::status(429).body(r#"{"success":false,"error":"slow down"}"#);
    for (fault, hinted) in [(hinted, true), (unhinted, false)] {
        let setup = Setup::new().await;
        let (client, page) = (&setup.client, setup.page("/visit"));
        for operation in [
            "scrapeAndExtractFromUrl",
            "scrapeAndExtractFromUrls",
            "getBatchScrapeStatus",
            "getCreditUsage",
        ] {
            let fault = fault.clone().every(2);
            setup.server.fault(operation, fault).unwrap();
        }
        all(60, async |_| client.scrape(page.as_str()).await.map(drop)).await;
        all(60, async |_| credits(&setup).await.map(drop)).await;
        all(20, async |_| {
            client.batch_scrape([page.as_str()]).await.map(drop)
        })
        .await;
        // One after the other: all waits move the one clock ahead.
        for _ in 0..5 {
            let job = client.batch_scrape([page.as_str()]).await.unwrap();
            job.deadline(PAUSE * 1_000_000).wait().await.unwrap();
        }
        // A request in a second is what the server asks for.
        let waited: Duration = setup.clock.slept().iter().sum();
        assert!(!hinted || waited < Duration::from_secs(400), "{waited:?}");
    }
}

#[tokio::test]
async fn requests_beyond_a_rate_are_sent_again() {
    const CALLS: usize = 45;
    let setup = Setup::new().await;
    // The clock is that of the server here, since it knows no other.
    let client = Client::builder().base_url(setup.server.base_url());
    let client = client.build().unwrap();
    let fault = Fault::rate_limited(Duration::from_secs(1)).above(30);
    setup.server.fault("getCreditUsage", fault).unwrap();
    all(CALLS, async |_| {
        client.team().credit_usage().await.map(drop)
    })
    .await;
    assert!(setup.server.coverage().calls("getCreditUsage") >= CALLS as u64);
}

#[tokio::test]
async fn the_servers_words_arrive_from_any_body() {
    for (body, words) in [
        (
            "<html><title>Error</title><pre>Cannot GET /v2/x</pre></html>",
            "Cannot GET /v2/x",
        ),
        ("<title>502 Bad Gateway</title>", "502 Bad Gateway"),
        ("upstream connect error", "upstream connect error"),
        (r#"{"detail":"Not here"}"#, "Not here"),
        (
            r#"{"detail":[{"loc":["body","url"],"msg":"field required"}]}"#,
            "field required",
        ),
        (
            r#"{"errors":[{"message":"no"},"nor that"]}"#,
            "no: nor that",
        ),
        (r#"{"errors":[],"error":"none"}"#, "none"),
        (r#"["first","second"]"#, "first: second"),
        (
            r#"{"title":"Bad","detail":"no such day","type":"about:blank"}"#,
            "Bad: no such day",
        ),
    ] {
        let setup = ordering("getCreditUsage", Fault::status(400).body(body)).await;
        let error = credits(&setup).await.unwrap_err();
        assert_eq!(error.message(), words, "{body}");
        assert_eq!(error.operation(), Some("GET /team/credit-usage"));
    }
}

#[tokio::test]
async fn a_code_is_found_where_an_independent_server_has_it() {
    for (body, code) in [
        (r#"{"error":"no","errorCode":"not_found"}"#, "not_found"),
        (r#"{"error":"no","errorCode":"x","code":"CODE"}"#, "CODE"),
    ] {
        let setup = ordering("getCreditUsage", Fault::status(404).body(body)).await;
        assert_eq!(credits(&setup).await.unwrap_err().code(), Some(code));
    }
}

#[tokio::test]
async fn a_late_error_is_the_error() {
    let late = Fault::status(500).and(Fault::latency(Duration::from_millis(20)));
    let setup = ordering("getCreditUsage", late).await;
    let off = CallOptions::new().retry(RetryPolicy::off());
    let team = setup.client.with_options(off).team();
    let error = team.credit_usage().await.unwrap_err();
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::Api, 1));
    assert!(error.is_retryable());
}

#[tokio::test]
async fn a_redirect_is_an_error_and_not_followed() {
    for (target, words) in [
        (
            "/v2/elsewhere?a=b",
            "redirects to `/v2/elsewhere` on the same server, and",
        ),
        (
            "https://elsewhere.example/v2",
            "redirects to https://elsewhere.example, another origin, and",
        ),
    ] {
        let redirect = Fault::status(308).header("location", target);
        let setup = ordering("getCreditUsage", redirect).await;
        let error = credits(&setup).await.unwrap_err();
        assert_eq!((error.kind(), error.attempts()), (ErrorKind::Redirect, 1));
        assert!(error.message().contains(words), "{error}");
    }
}

#[tokio::test]
async fn a_wait_beyond_all_bounds_is_an_error_and_no_invitation() {
    for wait in ["99999999999999999999999", "1e999", "315360000"] {
        let busy = Fault::status(503).header("retry-after", wait);
        let setup = ordering("getCreditUsage", busy.always()).await;
        let error = credits(&setup).await.unwrap_err();
        assert!(error.is_retryable(), "{error}");
        let waits = setup.clock.slept();
        assert!(waits.iter().all(|wait| *wait >= Duration::from_millis(100)));
        assert!(waits.len() < 5, "{wait}: {waits:?}");
    }
}

#[tokio::test]
async fn a_key_in_an_error_is_redacted() {
    let body = json!({"error": format!("no {KEY}"), "code": KEY, "details": [{KEY: KEY}]});
    for status in [400, 401, 403, 404, 500] {
        let setup = Setup::with(|server| server.keys([KEY]), |client| client.key(KEY)).await;
        let fault = Fault::status(status).body(body.to_string());
        setup
            .server
            .fault("getCreditUsage", fault.always())
            .unwrap();
        let error = credits(&setup).await.unwrap_err();
        assert!(error.message().starts_with("no [key]"), "{error}");
        let details = error.details().map(ToString::to_string);
        for text in [error.to_string(), format!("{error:?} {details:?}")] {
            assert!(!text.contains(KEY), "{text}");
        }
    }
}

/// Returns a value as it would be sent.
fn shown<T: serde::Serialize>(value: &T) -> Value {
    serde_json::to_value(value).unwrap()
}

/// Everything that a response has, with what its list does not hold.
fn seen<T: serde::Serialize>(response: &firecrawl_client::Response<T>) -> String {
    json!([shown(&**response), response.envelope()]).to_string()
}

/// A list, which may be absent.
trait Count {
    fn count(&self) -> usize;
}

impl<T> Count for Vec<T> {
    fn count(&self) -> usize {
        self.len()
    }
}

impl<T> Count for Option<Vec<T>> {
    fn count(&self) -> usize {
        self.iter().map(Vec::len).sum()
    }
}

/// Lists of responses: the operation, the response, and the pointer of the list.
const LISTS: [(&str, &str, &str); 10] = [
    (
        "mapUrls",
        r#"{"success":true,"links":[{"url":"good-1"},{"url":"good-2"}]}"#,
        "/links",
    ),
    (
        "searchAndScrape",
        r#"{"success":true,"data":{"web":[{"url":"good-1"},{"url":"good-2"}]}}"#,
        "/data/web",
    ),
    (
        "listMonitors",
        r#"{"success":true,"data":[{"id":"good-1"},{"id":"good-2"}]}"#,
        "/data",
    ),
    (
        "listMonitorChecks",
        r#"{"success":true,"data":[{"id":"good-1"},{"id":"good-2"}]}"#,
        "/data",
    ),
    (
        "listAgents",
        r#"{"success":true,"agents":[{"id":"good-1"},{"id":"good-2"}]}"#,
        "/agents",
    ),
    (
        "getActiveCrawls",
        r#"{"success":true,"crawls":[
            {"id":"good-1","teamId":"7","url":"https://a.example/","options":{}},
            {"id":"good-2","teamId":"7","url":"https://b.example/","options":{}}]}"#,
        "/crawls",
    ),
    (
        "researchSearchPapers",
        r#"{"success":true,"results":[
            {"paperId":"good-1","primaryId":"1","title":"t","abstract":"a","score":1},
            {"paperId":"good-2","primaryId":"2","title":"t","abstract":"a","score":1}]}"#,
        "/results",
    ),
    (
        "getCrawlErrors",
        r#"{"errors":[{"id":"good-1"},{"id":"good-2"}],"robotsBlocked":[]}"#,
        "/errors",
    ),
    (
        "scrapeAndExtractFromUrls",
        r#"{"success":true,"id":"7","invalidURLs":["good-1","good-2"]}"#,
        "/invalidURLs",
    ),
    (
        "listBrowserSessions",
        r#"{"success":true,"sessions":[{"id":"good-1"},{"id":"good-2"}]}"#,
        "/sessions",
    ),
];

/// Calls the operation; returns the number of typed items, and all that there is.
async fn listed(client: &Client, operation: &str) -> Result<(usize, String), Error> {
    macro_rules! list {
        ($call:expr, $($field:ident).*) => {{
            let response = $call.await?;
            (response.$($field.)*count(), seen(&response))
        }};
        ($call:expr) => {{
            let response = $call.await?;
            (response.len(), seen(&response))
        }};
    }
    Ok(match operation {
        "mapUrls" => list!(client.map("https://a.example"), links),
        "searchAndScrape" => list!(client.search("tea"), web),
        "listMonitors" => list!(client.monitors().list()),
        "listMonitorChecks" => list!(client.monitors().checks(ID)),
        "listAgents" => list!(client.agents(), agents),
        "getActiveCrawls" => list!(client.active_crawls()),
        "researchSearchPapers" => list!(client.research().search_papers("tides"), results),
        "getCrawlErrors" => list!(client.crawl_job(ID).errors(), errors),
        "scrapeAndExtractFromUrls" => {
            let job = client.batch_scrape(["https://a.example"]).await?;
            let started = &job.started().unwrap().response;
            (started.invalid_urls.count(), shown(started).to_string())
        }
        "listBrowserSessions" => list!(client.browser().list()),
        other => panic!("{other} is not called here"),
    })
}

#[tokio::test]
async fn an_odd_item_of_a_list_costs_none_of_the_others() {
    let deep = format!("{}7{}", "[".repeat(130), "]".repeat(130));
    let setup = Setup::new().await;
    for (operation, body, list) in LISTS {
        let body: Value = serde_json::from_str(body).unwrap();
        let response = move |_: &firecrawl_local::Request| Response::ok(body.clone());
        setup.server.on(operation, response).unwrap();
        for odd in ["[4711]", "4711", r#"[{"odd":4711}]"#, "4711e999", &deep] {
            let fault = Fault::json_at(format!("{list}/1"), odd);
            setup.server.fault(operation, fault).unwrap();
            let place = format!("{operation} {odd:.20}");
            let listed = listed(&setup.client, operation).await;
            let (count, seen) = listed.unwrap_or_else(|error| panic!("{place}: {error}"));
            assert!((2..=3).contains(&count), "{place}: {count} of {seen}");
            for part in ["good-1", "good-2", odd] {
                assert!(seen.contains(part), "{place}: {seen}");
            }
            assert_eq!(setup.server.faults_left(operation), Ok(0), "{place}");
        }
    }
}

#[tokio::test]
async fn hits_that_come_as_a_list_are_kept_in_the_error() {
    let hits = r#"[{"url":"https://a.example/","title":"A"}]"#;
    let setup = ordering("searchAndScrape", Fault::json_at("/data", hits)).await;
    let error = setup.client.search("tea").await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Decode);
    assert!(error.message().contains("at `data`"), "{error}");
    let body = String::from_utf8_lossy(error.body().unwrap());
    assert!(body.contains(hits), "{body}");
}
