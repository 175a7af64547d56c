//! Runs against a server without faults.

use std::time::Duration;

use clap::CommandFactory as _;
use contract_probe::cli::Arguments;
use contract_probe::{Declared, Report, Server, Settings, run};
use firecrawl_local::{Fault, LocalServer};
use serde_json::Value;

use super::rig::Rig;

#[test]
fn a_server_of_the_same_contract_shows_no_drift() {
    let outcome = Rig::new().probe(&[]);
    assert_eq!(outcome.result, Ok(0), "{}", outcome.text);
    insta::with_settings!({omit_expression => true}, {
        insta::assert_snapshot!("text", outcome.text);
    });
}

#[test]
fn the_report_is_the_same_in_each_run() {
    let rig = Rig::new();
    let first = rig.probe(&["--format", "json"]);
    assert_eq!(first.result, Ok(0));
    assert_eq!(first.text, rig.probe(&["--format", "json"]).text);
    let report: Value = serde_json::from_str(&first.text).unwrap();
    assert_eq!(report["version"], 1);
    assert_eq!(report["url"], rig.server.base_url());
    assert_eq!(report["spent"], false);
}

#[test]
fn every_read_of_the_contract_is_made() {
    let rig = Rig::new();
    let outcome = rig.probe(&["--format", "json"]);
    let report: Value = serde_json::from_str(&outcome.text).unwrap();
    let called: Vec<&str> = report["calls"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|call| call["route"].as_str())
        .collect();
    let declared = Declared::corrected().unwrap();
    let reads: Vec<String> = declared
        .operations()
        .filter(|operation| operation.method == "get")
        .map(|operation| format!("GET {}", operation.path))
        .collect();
    assert!(reads.len() > 20);
    for read in reads {
        assert!(called.contains(&read.as_str()), "{read}");
    }
    let dangerous = |route: &&&str| !route.starts_with("GET ") && !route.starts_with("POST ");
    assert_eq!(called.iter().find(dangerous), None);
}

#[test]
fn without_spend_nothing_is_started() {
    let outcome = Rig::new().probe(&["--format", "json"]);
    let report: Value = serde_json::from_str(&outcome.text).unwrap();
    let calls = report["calls"].as_array().unwrap();
    let posts: Vec<&Value> = calls
        .iter()
        .filter(|call| call["route"].as_str().unwrap().starts_with("POST "))
        .collect();
    assert!(posts.len() > 5);
    for post in posts {
        assert_eq!(post["status"], 400, "{post}");
    }
}

#[test]
fn verbose_lists_what_was_not_seen() {
    let text = Rig::new().probe(&["-v"]).text;
    assert!(text.contains("never called: cancelCrawl\n"), "{text}");
    assert!(
        text.contains("never seen: statuses of getActiveCrawls: 402, 429, 500\n"),
        "{text}"
    );
    assert!(
        !text.contains("more\n") && !text.contains("-v lists"),
        "{text}"
    );
}

#[test]
fn the_help_says_what_is_spent_and_how_it_ends() {
    let help = Arguments::command().render_long_help().to_string();
    let (_, end) = help.split_once("Print help").unwrap();
    insta::with_settings!({omit_expression => true}, {
        insta::assert_snapshot!("help", end);
    });
}

#[test]
fn spending_makes_one_of_each_and_reads_what_it_made() {
    let rig = Rig::with(LocalServer::builder().demo_site());
    let declared = Declared::corrected().unwrap();
    let server = Server::new(rig.server.base_url(), None).unwrap();
    let report = run(&Settings {
        declared: &declared,
        server: &server,
        spend_on: rig.server.demo_url(),
        pause: Duration::from_millis(10),
    })
    .unwrap();
    assert_eq!(report.findings.len(), 0, "{:#?}", report.findings);
    let status = |name: &str| {
        let call = report.calls.iter().find(|call| call.name == name);
        call.unwrap_or_else(|| panic!("no call {name}")).status
    };
    for name in [
        "scrapeAndExtractFromUrl",
        "mapUrls",
        "searchAndScrape",
        "crawlUrls",
        "scrapeAndExtractFromUrls",
        "getCrawlStatus, started here",
        "getCrawlStatus, known id",
        "getCrawlErrors, known id",
        "getBatchScrapeStatus, started here",
        "getBatchScrapeErrors, known id",
        "getScrapeStatus, known id",
        "developerSearch",
        "researchSearchPapers",
    ] {
        assert_eq!(status(name), Some(200), "{name}");
    }
    let unseen = |operation: &str| report.unseen.iter().find(|u| u.operation == operation);
    let fields = &unseen("getCrawlStatus").unwrap().fields;
    assert!(
        !fields.contains(&"data[].markdown".to_owned()),
        "{fields:?}"
    );
    assert!(fields.contains(&"data[].audio".to_owned()), "{fields:?}");
}

/// Probes a server that rejects each call twice for its rate, with a `Retry-After` or without one.
fn rate_limited(limit: fn() -> Fault) -> (Report, u64) {
    let rig = Rig::new();
    let declared = Declared::corrected().unwrap();
    for operation in declared.operations() {
        rig.server.fault(&operation.id(), limit().times(2)).unwrap();
    }
    let server = Server::new(rig.server.base_url(), None).unwrap();
    let report = run(&Settings {
        declared: &declared,
        server: &server,
        spend_on: None,
        pause: Duration::from_millis(1),
    });
    let coverage = rig.server.coverage();
    let calls = coverage
        .operations()
        .map(|operation| coverage.calls(operation))
        .sum();
    (report.unwrap(), calls)
}

#[test]
fn the_rate_limit_of_a_server_is_waited_for() {
    for limit in [
        || Fault::status(429),
        || Fault::status(429).header("retry-after", "0"),
        || Fault::rate_limited(Duration::ZERO),
    ] {
        let (report, calls) = rate_limited(limit);
        assert_eq!(report.findings.len(), 0, "{:#?}", report.findings);
        let limited = report.calls.iter().find(|call| call.status == Some(429));
        assert_eq!(limited, None);
        let made = report.calls.len() as u64;
        assert!(calls > made, "{calls} requests for {made} calls");
    }
}
