//! Waits: bounded, with progress, and cancelled.

use std::time::Duration;

use firecrawl_local::{Fault, LocalServer};
use serde_json::{Value, json};
use tokio::io::AsyncReadExt as _;
use tokio::net::TcpListener;

use super::host::{Host, cursor};
use crate::harness::{KEY, Place};

/// A server whose jobs take this time for each page.
async fn paced(time: Duration) -> Place {
    Place::with(LocalServer::builder().keys([KEY]).pace(time)).await
}

#[tokio::test]
async fn a_wait_is_bounded_and_reports_progress() {
    let place = paced(Duration::from_millis(1500)).await;
    let mut host = Host::start(&place, &[]).await;
    let crawl = host
        .start_job("firecrawl_crawl", json!({"url": place.site, "limit": 4}))
        .await;
    let early = json!({"id": crawl, "wait_seconds": 0});
    let early = host.call("firecrawl_job_status", early).await.ok();
    assert!(
        early.contains("status: scraping") && early.contains("it runs"),
        "{early}"
    );
    let params = json!({
        "name": "firecrawl_job_status",
        "arguments": {"id": crawl, "wait_seconds": 120},
        "_meta": {"progressToken": "wait"},
    });
    let response = host.request("tools/call", params).await;
    let text = response["result"]["content"][0]["text"].as_str().unwrap();
    assert!(text.contains("status: completed"), "{text}");
    let reports: Vec<&Value> = host
        .notifications
        .iter()
        .map(|one| &one["params"])
        .collect();
    assert!(!reports.is_empty());
    assert!(
        reports
            .iter()
            .all(|report| report["progressToken"] == "wait"),
        "{reports:?}"
    );
    let done: Vec<f64> = reports
        .iter()
        .map(|report| report["progress"].as_f64().unwrap())
        .collect();
    assert!(done.is_sorted_by(|left, right| left < right), "{done:?}");
}

#[tokio::test]
async fn results_are_read_while_the_job_runs() {
    let place = paced(Duration::from_secs(3600)).await;
    let mut host = Host::start(&place, &[]).await;
    let crawl = json!({"url": place.site, "limit": 4});
    let crawl = host.start_job("firecrawl_crawl", crawl).await;
    let arguments = json!({"id": crawl, "wait_seconds": 1});
    let text = host.call("firecrawl_job_results", arguments).await.ok();
    assert!(text.contains("no more pages yet"), "{text}");
    assert!(cursor(&text).is_some(), "{text}");

    let place = paced(Duration::from_millis(300)).await;
    let mut host = Host::start(&place, &[]).await;
    let crawl = json!({"url": place.site, "limit": 4});
    let crawl = host.start_job("firecrawl_crawl", crawl).await;
    let mut arguments = json!({"id": crawl, "wait_seconds": 1});
    let mut whole = String::new();
    loop {
        let text = host.call("firecrawl_job_results", arguments).await.ok();
        whole += &text;
        match cursor(&text) {
            Some(cursor) => arguments = json!({"cursor": cursor, "wait_seconds": 1}),
            None => break,
        }
    }
    let urls = whole.lines().filter(|line| line.starts_with("url: "));
    assert_eq!(urls.count(), 4, "{whole}");
}

#[tokio::test]
async fn a_job_whose_start_is_cancelled_is_not_lost() {
    let place = Place::new().await;
    let late = Fault::latency(Duration::from_millis(500)).times(1);
    place.server.fault("crawlUrls", late).unwrap();
    let mut host = Host::start(&place, &[]).await;
    let crawl = json!({"url": place.site, "limit": 1});
    let params = json!({"name": "firecrawl_crawl", "arguments": crawl});
    let start = host.ask("tools/call", params).await;
    while place.server.requests().is_empty() {
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    let cancel = json!({"requestId": start});
    host.notify("notifications/cancelled", cancel).await;
    while place.run(&["jobs", "list"]).await.ok().is_empty() {
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    host.end().await;
}

#[tokio::test]
async fn a_job_is_not_lost_if_the_host_goes_during_its_start() {
    let place = Place::new().await;
    let late = Fault::latency(Duration::from_millis(500)).times(1);
    place.server.fault("crawlUrls", late).unwrap();
    let mut host = Host::start(&place, &[]).await;
    let crawl = json!({"url": place.site, "limit": 1});
    let params = json!({"name": "firecrawl_crawl", "arguments": crawl});
    host.ask("tools/call", params).await;
    while place.server.requests().is_empty() {
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    host.end().await;
    let list = place.run(&["jobs", "list"]).await.ok();
    assert!(list.contains(&place.site), "{list}");
}

#[tokio::test]
async fn a_cancelled_wait_leaves_the_job_alone_unless_asked() {
    let place = paced(Duration::from_secs(3600)).await;
    let mut host = Host::start(&place, &[]).await;
    for cancel_job in [false, true] {
        let crawl = json!({"url": place.site, "limit": 2});
        let crawl = host.start_job("firecrawl_crawl", crawl).await;
        let arguments = json!({"id": crawl, "wait_seconds": 300, "cancel_job": cancel_job});
        let params = json!({"name": "firecrawl_job_status", "arguments": arguments});
        let wait = host.ask("tools/call", params).await;
        // The wait has begun once it has asked for the state.
        let asked = || {
            place
                .server
                .requests()
                .iter()
                .any(|request| request.method == "GET" && request.path.contains(&crawl))
        };
        while !asked() {
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        host.notify(
            "notifications/cancelled",
            json!({"requestId": wait, "reason": "enough"}),
        )
        .await;
        // There is no response to a cancelled request: the next one is that of the next request.
        let status = json!({"id": crawl, "wait_seconds": 0});
        let mut text = host.call("firecrawl_job_status", status.clone()).await.ok();
        while cancel_job && !text.contains("status: cancelled") {
            text = host.call("firecrawl_job_status", status.clone()).await.ok();
        }
        let expected = if cancel_job {
            "status: cancelled"
        } else {
            "status: scraping"
        };
        assert!(text.contains(expected), "{text}");
    }
    host.end().await;
}

#[tokio::test]
async fn a_cancelled_call_ends_its_request() {
    let place = Place::new().await;
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let mut host = Host::start(&place, &["--api-url", &url]).await;
    let params = json!({"name": "firecrawl_scrape", "arguments": {"url": place.site}});
    let call = host.ask("tools/call", params).await;
    let (mut stream, _) = listener.accept().await.unwrap();
    let mut request = Vec::new();
    while !request.ends_with(b"}") {
        assert_ne!(stream.read_buf(&mut request).await.unwrap(), 0);
    }
    host.notify("notifications/cancelled", json!({"requestId": call}))
        .await;
    // The service sees that the connection ends, and can stop its work.
    assert_eq!(stream.read_buf(&mut request).await.unwrap(), 0);
    host.end().await;
}

#[tokio::test]
async fn a_slow_call_says_that_it_goes_on() {
    let place = Place::new().await;
    let slow = Fault::latency(Duration::from_secs(6)).times(1);
    place.server.fault("scrapeAndExtractFromUrl", slow).unwrap();
    let mut host = Host::start(&place, &[]).await;
    let params = json!({
        "name": "firecrawl_scrape",
        "arguments": {"url": place.site},
        "_meta": {"progressToken": 7},
    });
    let response = host.request("tools/call", params).await;
    assert_eq!(response["result"]["isError"], false, "{response}");
    let report = &host.notifications[0]["params"];
    assert_eq!(report["progressToken"], 7, "{report}");

    // So does a wait for a job that makes no progress.
    let place = paced(Duration::from_secs(3600)).await;
    let mut host = Host::start(&place, &[]).await;
    let crawl = json!({"url": place.site, "limit": 2});
    let crawl = host.start_job("firecrawl_crawl", crawl).await;
    for (name, reports) in [("firecrawl_job_status", 2), ("firecrawl_job_results", 1)] {
        host.notifications.clear();
        let params = json!({
            "name": name,
            "arguments": {"id": crawl, "wait_seconds": 120},
            "_meta": {"progressToken": 8},
        });
        let wait = host.ask("tools/call", params).await;
        while host.notifications.len() < reports {
            host.next().await;
        }
        let done = host.notifications.iter();
        let done = done.map(|one| one["params"]["progress"].as_f64().unwrap());
        assert!(done.is_sorted_by(|left, right| left < right));
        let cancel = json!({"requestId": wait});
        host.notify("notifications/cancelled", cancel).await;
    }
}

#[tokio::test]
async fn a_poll_that_fails_keeps_the_id() {
    let place = Place::new().await;
    let mut host = Host::start(&place, &[]).await;
    let crawl = json!({"url": place.site, "limit": 1});
    let crawl = host.start_job("firecrawl_crawl", crawl).await;
    let fault = Fault::status(403).always();
    place.server.fault("getCrawlStatus", fault).unwrap();
    let status = host.call("firecrawl_job_status", json!({"id": crawl}));
    status.await.fails(&["HTTP 403", &crawl, "not affected"]);
    place.server.clear_faults("getCrawlStatus").unwrap();
    let wrong = host.call("firecrawl_job_status", json!({"id": crawl, "kind": "crwl"}));
    wrong
        .await
        .fails(&["error INVALID_ARGUMENTS", "crwl", "crawl, batch"]);
    let unknown = json!({"id": "0199c5a2-0000-7000-8000-000000000000", "wait_seconds": -1});
    let unknown = host.call("firecrawl_job_status", unknown).await;
    assert!(!unknown.text.contains("not affected"), "{}", unknown.text);
    unknown.fails(&["HTTP 404"]);
    let results = host.call("firecrawl_job_results", json!({"id": crawl}));
    assert!(results.await.ok().contains("1 pages"));
}
