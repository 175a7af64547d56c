//! Keys: where they go, and that no output shows one.

use firecrawl_local::{LocalServer, Response};
use serde_json::json;

use super::rig::{Rig, run};

const KEY: &str = "fc-5ecre7a11c0de5ecre7";

fn locked() -> Rig {
    Rig::with(LocalServer::builder().keys([KEY]))
}

#[test]
fn a_key_is_checked_by_leaving_it_out_and_by_a_wrong_one() {
    let rig = locked();
    let outcome = rig.probe_with_key(KEY, &["--format", "json"]);
    assert_eq!(outcome.result, Ok(0), "{}", outcome.text);
    for name in ["listMonitors, no key", "listMonitors, wrong key"] {
        let call = format!(
            "\"name\": \"{name}\",\n      \"route\": \"GET /monitor\",\n      \"status\": 401"
        );
        assert!(outcome.text.contains(&call), "{}", outcome.text);
    }
    assert!(!outcome.text.contains("not-refused"), "{}", outcome.text);
}

#[test]
fn a_server_that_takes_any_key_is_told() {
    let text = Rig::new().probe_with_key(KEY, &[]).text;
    for what in ["no key", "wrong key"] {
        let line = format!("not rejected: `listMonitors, {what}`, 200 in place of 401\n");
        assert!(text.contains(&line), "{text}");
    }
}

#[test]
fn a_key_that_is_refused_or_missing_is_a_failure() {
    let rig = locked();
    let refused = rig.probe_with_key("fc-0123456789abcdef", &[]);
    assert_eq!(refused.code(), 1);
    assert!(refused.error().ends_with("; the key is rejected: check it"));
    assert!(!refused.error().contains("fc-0123456789abcdef"));
    let missing = rig.probe(&[]);
    assert_eq!(missing.code(), 1);
    assert!(
        missing
            .error()
            .contains("the server wants a key; give one with --key or in")
    );
}

#[test]
fn no_output_shows_the_key() {
    // Of the cloud's form, and of one that somebody chose for a server of their own.
    for (key, shown) in [(KEY, "(name not shown)"), ("chosen-5ecre7", "(key)")] {
        nothing_shows(key, shown);
    }
}

fn nothing_shows(key: &'static str, shown: &str) {
    let rig = Rig::with(LocalServer::builder().keys([key]));
    // What a server that echoes it could do, as name, as value and as media type.
    let echo = |call: &firecrawl_local::Request| {
        let key = call.headers["authorization"].to_str().unwrap()["Bearer ".len()..].to_owned();
        let entry = json!({"id": key, "endpoint": key, (key.clone()): key});
        Response::ok(json!({"success": key, "data": [entry], (key.clone()): {}}))
            .header("x-echo".parse().unwrap(), key.parse().unwrap())
    };
    rig.server.on("getActivity", echo).unwrap();
    let out = rig.outside("report.json");
    for format in ["text", "json"] {
        let outcome = rig.probe_with_key(key, &["-v", "--format", format, "--out", &out]);
        assert_eq!(outcome.result, Ok(3));
        assert!(outcome.text.contains(shown), "{}", outcome.text);
        assert!(!outcome.text.contains(key), "{}", outcome.text);
    }
    assert!(!std::fs::read_to_string(out).unwrap().contains(key));
}

#[test]
fn a_key_goes_to_another_machine_encrypted_only() {
    let words = ["--url", "http://api.example.com", "--key", KEY];
    let outcome = run(&words);
    assert_eq!(
        outcome.error(),
        "the API key or `Authorization` would travel unencrypted to `api.example.com`; use `https`, or allow it with \
         `allow_plain_http`; see --url, or leave the key out with `--key \"\"`"
    );
}
