//! Each kind of difference is found, at its place and of its kind.

use bytes::Bytes;
use firecrawl_local::Response;
use serde_json::{Value, json};

use super::rig::Rig;

/// Returns the findings of a run in one operation, as `kind: place: detail`.
fn found(rig: &Rig, operation: &str) -> Vec<String> {
    rig.findings()
        .iter()
        .filter(|finding| finding["operation"] == operation)
        .map(|finding| {
            let text = |name: &str| finding[name].as_str().unwrap().to_owned();
            format!("{}: {}: {}", text("kind"), text("place"), text("detail"))
        })
        .collect()
}

fn activity(change: impl FnOnce(&mut Value)) -> Response {
    let mut body = json!({
        "success": true,
        "data": [{"id": "1", "endpoint": "scrape", "api_version": "v2",
                  "created_at": "2026-11-01T10:00:00Z", "target": null}],
        "cursor": null,
        "has_more": false,
    });
    change(&mut body);
    Response::ok(body)
}

#[test]
fn what_the_contract_says_is_no_finding() {
    let rig = Rig::new();
    rig.server.on("getActivity", |_| activity(|_| {})).unwrap();
    assert_eq!(found(&rig, "getActivity"), [""; 0]);
}

#[test]
fn fields_values_and_types_are_told_with_their_place() {
    let rig = Rig::new();
    let script = |_: &firecrawl_local::Request| {
        activity(|body| {
            body["data"][0]["region"] = json!("somewhere");
            body["data"][0]["endpoint"] = json!("hologram");
            body["data"][0]["api_version"] = json!(2);
            body["data"][0]["created_at"] = json!("yesterday");
            body["has_more"] = Value::Null;
        })
    };
    rig.server.on("getActivity", script).unwrap();
    assert_eq!(
        found(&rig, "getActivity"),
        [
            "undeclared-field: data[].region: a string",
            "undeclared-value: data[].endpoint: `hologram`",
            "wrong-type: data[].api_version: a number, declared string",
            "wrong-type: has_more: null, declared boolean",
            "broken-rule: data[].created_at: not of the format date-time",
        ]
    );
    let text = rig.probe(&[]).text;
    let line = "undeclared field: `data[].region`, a string: getActivity 200\n";
    assert!(text.contains(line), "{text}");
    assert!(
        !text.contains("somewhere") && !text.contains("yesterday"),
        "{text}"
    );
}

#[test]
fn a_status_that_is_not_listed_is_told() {
    let rig = Rig::new();
    let script = |_: &firecrawl_local::Request| {
        Response::json(418, json!({"success": false, "error": "no", "brewing": 1}))
    };
    rig.server.on("getQueueStatus", script).unwrap();
    assert_eq!(
        found(&rig, "getQueueStatus"),
        [
            "undeclared-status: : 418",
            "undeclared-field: brewing: a number"
        ]
    );
}

#[test]
fn a_header_that_the_contract_lacks_is_told_once() {
    let rig = Rig::new();
    let before = found(&rig, "");
    for operation in ["getActivity", "getQueueStatus"] {
        let script = |_: &firecrawl_local::Request| {
            let name = "x-ratelimit-remaining".parse().unwrap();
            activity(|_| {}).header(name, "17".parse().unwrap())
        };
        rig.server.on(operation, script).unwrap();
    }
    let mut expected = before;
    expected.push("undeclared-header: x-ratelimit-remaining: ".to_owned());
    let mut after = found(&rig, "");
    expected.sort();
    after.sort();
    assert_eq!(after, expected);
}

#[test]
fn a_body_that_is_no_json_is_told() {
    let rig = Rig::new();
    let html = |_: &firecrawl_local::Request| {
        Response::raw(
            200,
            "text/html; charset=utf-8",
            Bytes::from_static(b"<p>Secret text</p>"),
        )
    };
    rig.server.on("getActivity", html).unwrap();
    let cut = |_: &firecrawl_local::Request| {
        Response::raw(
            200,
            "application/json",
            Bytes::from_static(b"{\"success\": tr"),
        )
    };
    rig.server.on("getQueueStatus", cut).unwrap();
    assert_eq!(
        found(&rig, "getActivity"),
        ["wrong-media-type: : text/html, declared application/json"]
    );
    assert_eq!(
        found(&rig, "getQueueStatus"),
        ["wrong-media-type: : a body that is not JSON, called JSON"]
    );
    assert!(!rig.probe(&["-v"]).text.contains("Secret"));
}

#[test]
fn what_is_observed_only_is_told_apart() {
    let rig = Rig::new();
    let text = rig.probe(&[]).text;
    let line = "known from observed.json: the operation: getConcurrencyCheck\n";
    assert!(text.contains(line), "{text}");
}
