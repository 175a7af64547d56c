//! Faults of the official MCP server.

use std::time::Duration;

use firecrawl_local::{Fault, LocalServer, RecordedRequest};
use serde_json::{Value, json};

use crate::harness::{KEY, Place};
use crate::mcp::host::{Host, cursor};

/// The most characters of a result.
const BUDGET: usize = 40_000;

/// A server whose jobs never end.
async fn endless() -> Place {
    let pace = Duration::from_secs(3600);
    Place::with(LocalServer::builder().keys([KEY]).pace(pace)).await
}

/// Calls a tool with a token for progress and returns its whole result.
async fn call(host: &mut Host, name: &str, arguments: Value) -> Value {
    let params = json!({"name": name, "arguments": arguments, "_meta": {"progressToken": 1}});
    host.request("tools/call", params).await["result"].take()
}

#[tokio::test]
async fn the_list_of_tools_leaves_room_for_the_conversation() {
    let place = Place::new().await;
    let mut host = Host::start(&place, &[]).await;
    let tools = host.tools().await;
    assert!(tools.len() <= 10, "{}", tools.len());
    // A token is about four bytes.
    let tokens = Value::from(tools).to_string().len() / 4;
    assert!(tokens <= 8_000, "{tokens}");
}

#[tokio::test]
async fn a_result_is_sent_once() {
    let place = Place::new().await;
    let mut host = Host::start(&place, &[]).await;
    let scrape = json!({"url": place.url("/visit")});
    let result = call(&mut host, "firecrawl_scrape", scrape).await;
    assert_eq!(
        result.to_string().matches("Allow two hours").count(),
        1,
        "{result}"
    );
    assert!(result.get("structuredContent").is_none(), "{result}");
    for tool in host.tools().await {
        assert!(tool.get("outputSchema").is_none(), "{tool}");
    }
}

#[tokio::test]
async fn the_pages_of_a_crawl_come_in_parts_of_bounded_size() {
    let place = Place::new().await;
    let word = "Sturmflut ";
    for page in 0..5 {
        let text = format!("<main><p>{page} {}</p></main>", word.repeat(3_000));
        place
            .server
            .page(&format!("https://long.example/{page}"), text)
            .unwrap();
    }
    let urls: Vec<String> = (0..5)
        .map(|page| format!("https://long.example/{page}"))
        .collect();
    let mut host = Host::start(&place, &[]).await;
    let id = host
        .start_job("firecrawl_batch_scrape", json!({"urls": urls}))
        .await;
    let (mut arguments, mut words, mut parts) = (json!({"id": id}), 0, 0);
    loop {
        let text = host.call("firecrawl_job_results", arguments).await.ok();
        assert!(text.chars().count() <= BUDGET, "{}", text.chars().count());
        words += text.matches("Sturm").count();
        parts += 1;
        match cursor(&text) {
            Some(cursor) => arguments = json!({"cursor": cursor}),
            None => break,
        }
    }
    assert!(parts >= 4, "{parts}");
    // A word that a cut divides is counted with its beginning, or with neither part.
    assert!((15_000 - parts..=15_000).contains(&words), "{words}");
}

#[tokio::test]
async fn progress_is_reported_where_a_token_is_given() {
    let pace = Duration::from_millis(800);
    let place = Place::with(LocalServer::builder().keys([KEY]).pace(pace)).await;
    let mut host = Host::start(&place, &[]).await;
    let crawl = json!({"url": place.site, "limit": 3});
    let id = host.start_job("firecrawl_crawl", crawl).await;
    let status = json!({"id": id, "wait_seconds": 60});
    host.call("firecrawl_job_status", status.clone()).await.ok();
    assert!(host.notifications.is_empty(), "{:?}", host.notifications);
    let crawl = json!({"url": place.url("/visit"), "limit": 3});
    let id = host.start_job("firecrawl_crawl", crawl).await;
    call(
        &mut host,
        "firecrawl_job_status",
        json!({"id": id, "wait_seconds": 60}),
    )
    .await;
    let report = &host.notifications[0];
    assert_eq!(report["method"], "notifications/progress");
    assert_eq!(report["params"]["progressToken"], 1);
}

#[tokio::test]
async fn a_crawl_returns_at_once_and_waits_are_bounded() {
    let place = endless().await;
    let mut host = Host::start(&place, &[]).await;
    let crawl = json!({"url": place.site, "limit": 5});
    let id = host.start_job("firecrawl_crawl", crawl).await;
    for name in ["firecrawl_job_status", "firecrawl_job_results"] {
        let wait = json!({"id": id, "wait_seconds": 1});
        let text = host.call(name, wait).await.ok();
        assert!(text.contains("runs"), "{text}");
    }
}

#[tokio::test]
async fn waiting_does_not_read_the_pages_again_and_again() {
    let pace = Duration::from_millis(300);
    let place = Place::with(LocalServer::builder().keys([KEY]).pace(pace)).await;
    let mut host = Host::start(&place, &[]).await;
    let crawl = json!({"url": place.site, "limit": 8});
    let id = host.start_job("firecrawl_crawl", crawl).await;
    let wait = json!({"id": id, "wait_seconds": 120});
    let text = host.call("firecrawl_job_status", wait).await.ok();
    assert!(text.contains("status: completed"), "{text}");
    let requests = place.server.requests();
    let looks = |one: &&RecordedRequest| one.operation == Some("getCrawlStatus");
    let looks: Vec<&RecordedRequest> = requests.iter().filter(looks).collect();
    assert!(looks.len() > 1, "{requests:?}");
    assert!(
        looks.iter().all(|one| one.path.ends_with("?limit=1")),
        "{looks:?}"
    );
}

#[tokio::test]
async fn a_failing_poll_does_not_lose_the_id() {
    let place = Place::new().await;
    let mut host = Host::start(&place, &[]).await;
    let crawl = json!({"url": place.site, "limit": 2});
    let id = host.start_job("firecrawl_crawl", crawl).await;
    let fault = Fault::status(403).always();
    place.server.fault("getCrawlStatus", fault).unwrap();
    for name in ["firecrawl_job_status", "firecrawl_job_results"] {
        let called = host.call(name, json!({"id": id})).await;
        called.fails(&["HTTP 403", &id, "not affected"]);
    }
    place.server.clear_faults("getCrawlStatus").unwrap();
    let pages = host.call("firecrawl_job_results", json!({"id": id}));
    assert_eq!(pages.await.ok().matches("url: ").count(), 2);
}

#[tokio::test]
async fn batches_errors_cancelling_and_resources_exist() {
    let place = endless().await;
    let mut host = Host::start(&place, &[]).await;
    let batch = json!({"urls": [place.site, place.url("/visit")]});
    let id = host.start_job("firecrawl_batch_scrape", batch).await;
    host.call("firecrawl_job_errors", json!({"id": id}))
        .await
        .ok();
    let text = host
        .call("firecrawl_job_cancel", json!({"id": id}))
        .await
        .ok();
    assert!(text.starts_with(&format!("cancelled batch {id}")), "{text}");
    let status = host
        .call("firecrawl_job_status", json!({"id": id}))
        .await
        .ok();
    assert!(status.contains("status: cancelled"), "{status}");
    host.call("firecrawl_scrape", json!({"url": place.site}))
        .await
        .ok();
    let list = host.request("resources/list", json!({})).await;
    let uri = &list["result"]["resources"][0]["uri"];
    let read = host.request("resources/read", json!({"uri": uri})).await;
    let text = read["result"]["contents"][0]["text"].as_str().unwrap();
    assert!(text.starts_with(&format!("url: {}", place.site)), "{text}");
}

#[tokio::test]
async fn a_missing_page_or_job_is_more_than_a_status_code() {
    let place = Place::new().await;
    let mut host = Host::start(&place, &[]).await;
    let unknown = json!({"id": "0199c5a2-0000-7000-8000-000000000000", "kind": "crawl"});
    let called = host.call("firecrawl_job_status", unknown).await;
    called.fails(&["error ", "(HTTP 404)", "reason: ", "try: check the id"]);
}

#[tokio::test]
async fn strict_hosts_accept_each_schema_and_name() {
    fn check(schema: &Value, place: &str) {
        let fields = schema.as_object();
        assert!(fields.is_some(), "{place}: a boolean schema");
        assert!(schema["type"].is_string(), "{place}: a union of types");
        for key in ["$ref", "anyOf", "oneOf", "allOf", "not"] {
            assert!(schema.get(key).is_none(), "{place}: {key}");
        }
        match schema["type"].as_str() {
            Some("array") => check(&schema["items"], &format!("{place}[]")),
            Some("object") => {
                for (name, field) in schema["properties"].as_object().into_iter().flatten() {
                    check(field, &format!("{place}.{name}"));
                }
                if let Some(more) = schema.get("additionalProperties") {
                    check(more, &format!("{place}.*"));
                }
            }
            _ => {}
        }
    }
    let place = Place::new().await;
    let arguments = ["--toolsets", "all", "--read-from", "."];
    let mut host = Host::start(&place, &arguments).await;
    for tool in host.tools().await {
        let name = tool["name"].as_str().unwrap();
        assert!(format!("mcp__firecrawl__{name}").len() <= 60, "{name}");
        check(&tool["inputSchema"], name);
    }
}

#[tokio::test]
async fn nothing_but_the_protocol_is_on_the_standard_output() {
    let place = Place::new().await;
    // The host takes each line for a message; these flags write more elsewhere.
    let arguments = ["-v", "--pretty", "--tools", "firecrawl_parse,firecrawl_map"];
    let mut host = Host::start(&place, &arguments).await;
    host.call("firecrawl_map", json!({"url": place.site}))
        .await
        .ok();
    host.end().await;
}
