//! Servers that cannot be asked, and comparisons with an earlier run.

use std::fs;
use std::net::TcpListener;

use firecrawl_local::{Fault, LocalServer, Response};
use serde_json::{Value, json};

use super::rig::{Rig, run};

#[test]
fn no_server_listens() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    drop(listener);
    let outcome = run(&["--url", &url, "--key", ""]);
    assert_eq!(outcome.code(), 1);
    let start = format!("listMonitors: {url}: GET /monitor: no connection to the server; ");
    assert!(outcome.error().starts_with(&start), "{}", outcome.error());
    assert!(
        outcome
            .error()
            .ends_with("; check that the server runs and that --url is right")
    );
}

#[test]
fn another_server_listens() {
    let rig = Rig::with(LocalServer::builder().demo_site());
    let site = rig.server.demo_url().unwrap();
    let outcome = run(&["--url", site, "--key", ""]);
    assert_eq!(
        outcome.error(),
        format!(
            "{site}: no response is JSON, the first has the status 404; this is not a server of the \
             API: check --url"
        )
    );
}

#[test]
fn the_address_is_wrong() {
    let outcome = run(&["--url", "localhost:3002", "--key", ""]);
    assert_eq!(
        outcome.error(),
        "the base URL needs `http` or `https`, a host, and no user; write it such as `http://localhost:3002`; see --url, or leave the key out with `--key \"\"`"
    );
}

#[test]
fn a_call_without_an_answer_does_not_end_the_run() {
    let rig = Rig::new();
    rig.server.fault("getActivity", Fault::reset()).unwrap();
    let outcome = rig.probe(&[]);
    assert_eq!(outcome.result, Ok(3));
    let line =
        "no response: `getActivity`, the connection broke before the response was complete\n";
    assert!(outcome.text.contains(line), "{}", outcome.text);
}

#[test]
fn a_server_that_goes_away_ends_the_run() {
    let rig = Rig::new();
    for operation in ["getCrawlStatus", "getCrawlErrors", "getBatchScrapeStatus"] {
        rig.server.fault(operation, Fault::reset()).unwrap();
    }
    rig.server
        .fault("getBatchScrapeErrors", Fault::reset())
        .unwrap();
    let outcome = rig.probe(&[]);
    assert_eq!(outcome.code(), 1, "{}", outcome.text);
    assert!(
        outcome.error().contains("the connection broke"),
        "{}",
        outcome.error()
    );
}

#[test]
fn a_comparison_tells_only_what_is_new_and_what_is_gone() {
    let rig = Rig::new();
    let kept = rig.outside("last.json");
    assert_eq!(rig.probe(&["--out", &kept]).result, Ok(0));
    let same = rig.probe(&["--compare", &kept]);
    assert_eq!(same.result, Ok(0), "{}", same.text);
    assert!(same.text.starts_with("0 new, 0 gone, "), "{}", same.text);

    rig.server
        .on("getQueueStatus", |_| {
            Response::ok(json!({"success": true, "waiting": 3}))
        })
        .unwrap();
    let changed = rig.outside("changed.json");
    let more = rig.probe(&["--compare", &kept, "--out", &changed]);
    assert_eq!(more.result, Ok(3));
    let line = "new: undeclared field: `waiting`, a number: getQueueStatus 200\n1 new, 0 gone, ";
    assert!(more.text.starts_with(line), "{}", more.text);

    rig.server.off("getQueueStatus").unwrap();
    let back = rig.probe(&["--compare", &changed, "--format", "json"]);
    assert_eq!(back.result, Ok(0));
    let back: Value = serde_json::from_str(&back.text).unwrap();
    assert_eq!(back["new"], json!([]));
    assert_eq!(back["gone"][0]["place"], "waiting");
    assert_eq!(back["unchecked"], 0);
}

#[test]
fn a_report_that_cannot_be_kept_is_told_before_the_first_call() {
    let rig = Rig::new();
    let nowhere = rig.outside("nowhere/last.json");
    let folder = rig.outside("");
    for file in [nowhere, folder] {
        let outcome = rig.probe(&["--spend", "--out", &file]);
        assert_eq!(outcome.code(), 1);
        let start = format!("{file}: the report cannot be kept");
        assert!(outcome.error().starts_with(&start), "{}", outcome.error());
    }
    let coverage = rig.server.coverage();
    assert_eq!(coverage.calls("scrapeAndExtractFromUrl"), 0);

    let file = rig.outside("last.json");
    let outcome = run(&["--url", "nowhere", "--key", "", "--out", &file]);
    assert_eq!(outcome.code(), 1);
    assert!(!fs::exists(&file).unwrap(), "an empty report was left");
}

#[test]
fn only_a_kept_report_can_be_compared_with() {
    let rig = Rig::new();
    let file = rig.outside("last.json");
    for (text, words) in [
        ("{}", "this is not a report of the probe"),
        ("{\"version\": 7}", "version 7 of the report, not 1"),
        (
            "{\"version\": 1}",
            "this is not a complete report of the probe",
        ),
        ("<p>", "last.json"),
    ] {
        fs::write(&file, text).unwrap();
        let outcome = rig.probe(&["--compare", &file]);
        assert!(outcome.error().contains(words), "{}", outcome.error());
    }
    fs::remove_file(&file).unwrap();
    assert!(
        rig.probe(&["--compare", &file])
            .error()
            .contains("there is no such file")
    );
}
