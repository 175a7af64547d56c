//! The effects of faults on requests and responses.

use std::collections::BTreeMap;
use std::io::Read;
use std::time::Duration;

use axum::http::HeaderMap;
use flate2::read::GzDecoder;
use serde_json::json;

use super::*;
use crate::contract::Contract;
use crate::faults::{Delivery, Fault};

fn request(operation: &str, id: &str, skip: Option<i64>) -> Request {
    let contract = Contract::load();
    let operation = contract.operation(operation).unwrap();
    let mut query = serde_json::Map::new();
    if let Some(skip) = skip {
        query.insert("skip".to_owned(), skip.into());
    }
    Request {
        operation,
        path: BTreeMap::from([("id".to_owned(), id.to_owned())]),
        query,
        headers: HeaderMap::new(),
        body: Value::Null,
        bytes: Bytes::new(),
        file: None,
        origin: "http://127.0.0.1:3002".to_owned(),
    }
}

async fn changed(faults: &Faults, request: &Request, response: Response) -> Response {
    let fault = before(faults, request.id(), &HeaderMap::new())
        .await
        .unwrap();
    after(faults, fault.as_deref(), request, response)
}

async fn changed_by(fault: Fault, response: Response) -> Response {
    let faults = Faults::default();
    faults.push("getCrawlStatus", fault);
    changed(&faults, &request("getCrawlStatus", "7", None), response).await
}

fn response_of(mut fault: Fault) -> Response {
    match fault.0.remove(0) {
        Effect::Status(response) => *response,
        other => panic!("{other:?} is not a status"),
    }
}

fn body(response: &Response) -> Value {
    parsed(&response.body).unwrap()
}

fn page(data: &[&str], next: Option<&str>) -> Response {
    let documents: Vec<_> = data.iter().map(|text| json!({"markdown": text})).collect();
    let mut body = json!({"success": true, "status": "scraping", "data": documents});
    if let Some(next) = next {
        body["next"] = json!(next);
    }
    Response::ok(body)
}

fn texts(response: &Response) -> Vec<String> {
    let body = body(response);
    let documents = body["data"].as_array().unwrap();
    documents
        .iter()
        .map(|document| document["markdown"].as_str().unwrap().to_owned())
        .collect()
}

#[tokio::test]
async fn without_an_order_nothing_happens() {
    let faults = Faults::default();
    assert!(
        before(&faults, "mapUrls", &HeaderMap::new())
            .await
            .unwrap()
            .is_none()
    );
    let request = request("mapUrls", "", None);
    let response = after(&faults, None, &request, Response::ok(json!(1)));
    assert_eq!(body(&response), json!(1));
}

#[tokio::test]
async fn a_status_stands_in_for_the_work() {
    let faults = Faults::default();
    let fault = Fault::status(503)
        .header("retry-after", "1")
        .header("content-type", "application/problem+json")
        .body("{}");
    faults.push("mapUrls", fault);
    let response = before(&faults, "mapUrls", &HeaderMap::new())
        .await
        .unwrap_err();
    assert_eq!(response.status, 503);
    assert_eq!(response.headers[0].1, "1");
    assert_eq!(response.headers[1].1, "application/problem+json");
    assert_eq!(response.body.clone().into_bytes().1, "{}");
}

#[tokio::test]
async fn ready_made_statuses_say_when_to_come_back() {
    for (fault, status) in [
        (Fault::rate_limited(Duration::from_millis(1500)), 429),
        (Fault::resume_later(Duration::from_secs(2)), 408),
    ] {
        let response = response_of(fault);
        assert_eq!(response.status, status);
        assert_eq!(response.headers[0].0, "retry-after");
        assert_eq!(response.headers[0].1, "2");
        let Body::Raw(kind, bytes) = response.body else {
            panic!("no bytes");
        };
        assert_eq!(kind, "application/json; charset=utf-8");
        let body: Value = serde_json::from_slice(&bytes).unwrap();
        assert_eq!(body["success"], false);
        if status == 408 {
            assert_eq!(body["details"]["state"], "processing_continues");
            assert_eq!(body["details"]["retryAfterSeconds"], 2);
        }
    }
}

#[test]
fn a_header_that_cannot_be_sent_is_told() {
    let response = response_of(Fault::status(503).header("no header", "1"));
    assert_eq!(response.status, 500);
    assert!(
        body(&response)["error"]
            .as_str()
            .unwrap()
            .contains("no header")
    );
}

#[test]
fn html_is_html() {
    let Body::Raw(kind, _) = response_of(Fault::html(502)).body else {
        panic!("no bytes");
    };
    assert_eq!(kind, "text/html; charset=utf-8");
}

#[tokio::test]
async fn latency_waits_before_the_work() {
    let faults = Faults::default();
    faults.push("mapUrls", Fault::latency(Duration::from_millis(20)));
    let start = tokio::time::Instant::now();
    assert!(before(&faults, "mapUrls", &HeaderMap::new()).await.is_ok());
    assert!(start.elapsed() >= Duration::from_millis(20));
}

#[tokio::test]
async fn reset_and_silence_have_no_answer() {
    let faults = Faults::default();
    faults.push("mapUrls", Fault::reset());
    faults.push("mapUrls", Fault::silence());
    let dropped = before(&faults, "mapUrls", &HeaderMap::new())
        .await
        .unwrap_err();
    assert_eq!(dropped.delivery, Delivery::Dropped);
    let headers = HeaderMap::new();
    let silence = before(&faults, "mapUrls", &headers);
    let silence = tokio::time::timeout(Duration::from_millis(20), silence);
    assert!(silence.await.is_err());
}

#[tokio::test]
async fn deliveries_are_passed_on() {
    let cut = changed_by(Fault::reset_after(3), page(&["a"], None)).await;
    assert_eq!(cut.delivery.content_length(2), Some(4));
    let closing = changed_by(Fault::close_after(), page(&["a"], None)).await;
    assert_eq!(closing.delivery, Delivery::CloseAfter);
    let drip = changed_by(Fault::drip(1, Duration::ZERO), page(&["a"], None)).await;
    assert_eq!(drip.delivery.content_length(2), None);
}

#[tokio::test]
async fn truncated_json_is_never_whole() {
    for bytes in [0, 4, 1000] {
        let response = changed_by(Fault::truncated(bytes), page(&["a"], None)).await;
        let (kind, rest) = response.body.clone().into_bytes();
        assert!(kind.starts_with("application/json"));
        assert!(rest.len() <= bytes);
        assert!(serde_json::from_slice::<Value>(&rest).is_err());
    }
}

#[tokio::test]
async fn another_content_type_keeps_the_body() {
    let response = changed_by(
        Fault::content_type("text/plain"),
        Response::ok(json!({"a": 1})),
    )
    .await;
    assert_eq!(
        response.headers,
        [(CONTENT_TYPE, HeaderValue::from_static("text/plain"))]
    );
    assert_eq!(body(&response), json!({"a": 1}));
}

#[tokio::test]
async fn gzip_unpacks_to_the_answer() {
    let response = changed_by(Fault::gzip(), Response::ok(json!({"a": 1}))).await;
    assert_eq!(response.headers[0].0, CONTENT_ENCODING);
    let mut text = String::new();
    GzDecoder::new(&response.body.clone().into_bytes().1[..])
        .read_to_string(&mut text)
        .unwrap();
    assert_eq!(text, "{\"a\":1}");
}

#[tokio::test]
async fn next_can_lead_elsewhere_and_waits_for_a_next() {
    let faults = Faults::default();
    faults.push(
        "getCrawlStatus",
        Fault::next_elsewhere("https://evil.example/"),
    );
    let request = request("getCrawlStatus", "7", None);
    let last = changed(&faults, &request, page(&["a"], None)).await;
    assert_eq!(body(&last).get("next"), None);
    assert_eq!(faults.len("getCrawlStatus"), 1);
    let own = "http://127.0.0.1:3002/v2/crawl/7?skip=1";
    let first = changed(&faults, &request, page(&["a"], Some(own))).await;
    assert_eq!(
        body(&first)["next"],
        "https://evil.example/v2/crawl/7?skip=1"
    );
    let again = changed(&faults, &request, page(&["a"], Some(own))).await;
    assert_eq!(body(&again)["next"], own);
}

#[tokio::test]
async fn next_can_lead_nowhere() {
    let faults = Faults::default();
    faults.push("getCrawlStatus", Fault::next_to_itself().always());
    for (skip, own) in [(None, 0), (Some(3), 3)] {
        let request = request("getCrawlStatus", "7", skip);
        let response = changed(&faults, &request, page(&["a"], None)).await;
        let expected = format!("http://127.0.0.1:3002/v2/crawl/7?skip={own}");
        assert_eq!(body(&response)["next"], expected);
    }
}

#[tokio::test]
async fn next_can_lead_back_from_the_last_page() {
    let faults = Faults::default();
    faults.push("getCrawlStatus", Fault::next_back_to(1).always());
    let own = "http://127.0.0.1:3002/v2/crawl/7?skip=2";
    let request = request("getCrawlStatus", "7", Some(1));
    let second = changed(&faults, &request, page(&["b"], Some(own))).await;
    assert_eq!(body(&second)["next"], own);
    let last = changed(&faults, &request, page(&["c"], None)).await;
    let expected = "http://127.0.0.1:3002/v2/crawl/7?skip=1";
    assert_eq!(body(&last)["next"], expected);
}

#[tokio::test]
async fn next_can_lead_on_for_ever() {
    let faults = Faults::default();
    faults.push("getCrawlStatus", Fault::next_onward().always());
    for (skip, items, next) in [(None, &["a", "b"][..], 2), (Some(2), &[], 3)] {
        let request = request("getCrawlStatus", "7", skip);
        let response = changed(&faults, &request, page(items, None)).await;
        let expected = format!("http://127.0.0.1:3002/v2/crawl/7?skip={next}");
        assert_eq!(body(&response)["next"], expected);
    }
}

/// Returns the text of a page with one document and a fault.
async fn text_of(fault: Fault) -> String {
    let response = changed_by(fault, page(&["a"], None)).await;
    String::from_utf8(response.body.into_bytes().1.to_vec()).unwrap()
}

#[tokio::test]
async fn any_text_is_written_at_a_pointer() {
    let whole = |data: &str, rest: &str| {
        format!(r#"{{"success":true,"status":"scraping","data":[{data}]{rest}}}"#)
    };
    let a = r#"{"markdown":"a"}"#;
    for (pointer, text, expected) in [
        ("/data/0", "null", whole(&format!("null,{a}"), "")),
        ("/data/-", "1e999", whole(&format!("{a},1e999"), "")),
        ("/data/9", "[[[", whole(&format!("{a},[[["), "")),
        (
            "/data/0/markdown",
            "\"\u{1}\"",
            whole("{\"markdown\":\"\u{1}\"}", ""),
        ),
        ("/next", "\"\"", whole(a, r#","next":"""#)),
        ("/a~1b~0", "1,\"a\":2", whole(a, r#","a/b~":1,"a":2"#)),
    ] {
        assert_eq!(text_of(Fault::json_at(pointer, text)).await, expected);
    }
}

#[tokio::test]
async fn a_text_waits_for_its_place() {
    let faults = Faults::default();
    faults.push("getCrawlStatus", Fault::json_at("/data/0/markdown", "7"));
    let request = request("getCrawlStatus", "7", None);
    let empty = changed(&faults, &request, page(&[], None)).await;
    assert_eq!(empty, page(&[], None));
    assert_eq!(faults.len("getCrawlStatus"), 1);
    let first = changed(&faults, &request, page(&["a"], None)).await;
    assert_eq!(body(&first)["data"][0]["markdown"], 7);
    assert_eq!(faults.len("getCrawlStatus"), 0);
    for pointer in ["", "data", "/data/x/y", "/status/x"] {
        let text = text_of(Fault::json_at(pointer, "7")).await;
        assert_eq!(text, body(&page(&["a"], None)).to_string(), "{pointer}");
    }
}

#[tokio::test]
async fn faults_join_in_one_response() {
    let both = Fault::json_at("/next", "\"\"").and(Fault::unknown_status());
    let joined = changed_by(both.and(Fault::drip(1, Duration::ZERO)), page(&[], None)).await;
    assert_eq!(body(&joined)["next"], "");
    assert_eq!(body(&joined)["status"], "status_from_tomorrow");
    assert!(matches!(joined.delivery, Delivery::Drip { .. }));
    // All wait for the one that finds nothing to change.
    let waiting = Fault::unknown_status().and(Fault::json_at("/data/0/json", "1"));
    assert_eq!(changed_by(waiting, page(&[], None)).await, page(&[], None));

    let faults = Faults::default();
    let stalled = Fault::stall_after(2).and(Fault::status(402).body("no"));
    faults.push("mapUrls", stalled.and(Fault::latency(Duration::ZERO)));
    let response = before(&faults, "mapUrls", &HeaderMap::new())
        .await
        .unwrap_err();
    assert_eq!(response.status, 402);
    assert_eq!(response.delivery, Delivery::StallAfter(2));
}

#[tokio::test]
async fn a_lost_response_is_one_of_work_that_was_done() {
    let lost = changed_by(Fault::lost_response(), page(&["a"], None)).await;
    assert_eq!(lost.delivery, Delivery::Dropped);
}

#[tokio::test]
async fn ignored_skips_give_the_first_page_again() {
    let faults = Faults::default();
    faults.push("getCrawlStatus", Fault::skip_ignored().always());
    let mut seen = Vec::new();
    for (skip, text) in [(None, "a"), (Some(1), "b"), (Some(2), "c")] {
        let request = request("getCrawlStatus", "7", skip);
        seen.push(texts(
            &changed(&faults, &request, page(&[text], None)).await,
        ));
    }
    assert_eq!(seen, [["a"], ["a"], ["a"]]);
    let other = request("getCrawlStatus", "8", Some(1));
    assert_eq!(
        texts(&changed(&faults, &other, page(&["z"], None)).await),
        ["z"]
    );
}

#[tokio::test]
async fn a_repeated_page_is_the_one_before() {
    let faults = Faults::default();
    faults.push("getCrawlStatus", Fault::repeated_page().times(2));
    let mut seen = Vec::new();
    for (skip, text) in [
        (None, "a"),
        (None, "a"),
        (Some(1), "b"),
        (Some(2), "c"),
        (Some(3), "d"),
    ] {
        let request = request("getCrawlStatus", "7", skip);
        seen.push(texts(
            &changed(&faults, &request, page(&[text], None)).await,
        ));
    }
    assert_eq!(seen, [["a"], ["a"], ["a"], ["b"], ["d"]]);
}

#[tokio::test]
async fn an_unknown_status_needs_a_status() {
    let faults = Faults::default();
    faults.push("getCrawlStatus", Fault::unknown_status());
    let request = request("getCrawlStatus", "7", None);
    let without = changed(&faults, &request, Response::ok(json!({"success": true}))).await;
    assert_eq!(body(&without), json!({"success": true}));
    let rejected = Response::json(404, json!({"status": "failed"}));
    assert_eq!(
        body(&changed(&faults, &request, rejected).await)["status"],
        "failed"
    );
    let with = changed(&faults, &request, page(&[], None)).await;
    assert_eq!(body(&with)["status"], "status_from_tomorrow");
}

#[tokio::test]
async fn unknown_values_and_fields_reach_into_documents() {
    let response = Response::ok(json!({"success": true, "status": "completed", "data": [{
        "markdown": "text",
        "changeTracking": {"changeStatus": "new", "visibility": "visible"},
    }]}));
    let response = body(&changed_by(Fault::unknown_values(), response).await);
    assert_eq!(response["status"], "completed");
    let document = &response["data"][0];
    assert_eq!(document["markdown"], "text");
    assert_eq!(
        document["changeTracking"]["changeStatus"],
        "value_from_tomorrow"
    );
    for object in [&response, document, &document["changeTracking"]] {
        assert!(object["fieldFromTomorrow"].is_object(), "{object}");
    }
}

#[tokio::test]
async fn nulls_leave_what_carries_the_answer() {
    let response = Response::ok(
        json!({"success": true, "status": "completed", "total": 1, "data": [{
            "markdown": "text",
            "links": ["http://127.0.0.1/"],
            "metadata": {"title": "Title", "statusCode": 200},
        }]}),
    );
    let response = body(&changed_by(Fault::nulls(), response).await);
    assert_eq!(response["success"], true);
    assert_eq!(response["status"], "completed");
    assert_eq!(response.get("next"), Some(&Value::Null));
    assert!(response["total"].is_null());
    let document = &response["data"][0];
    for name in ["markdown", "links", "html", "changeTracking"] {
        assert_eq!(document.get(name), Some(&Value::Null), "{name}");
    }
    assert_eq!(document["metadata"].get("title"), Some(&Value::Null));
}

#[tokio::test]
async fn written_json_is_read_again() {
    let response = Response {
        body: Body::Serialized(Bytes::from_static(br#"{"status":"completed"}"#)),
        ..Response::ok(Value::Null)
    };
    let response = changed_by(Fault::unknown_status(), response).await;
    assert_eq!(body(&response)["status"], "status_from_tomorrow");
}
