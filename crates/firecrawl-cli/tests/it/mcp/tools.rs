//! The tools that are offered, and a call of each default one.

use firecrawl_local::{Fault, LocalServer};
use serde_json::{Value, json};

use super::host::Host;
use crate::harness::{KEY, Place};

fn names(tools: &[Value]) -> Vec<&str> {
    tools
        .iter()
        .map(|tool| tool["name"].as_str().unwrap())
        .collect()
}

#[tokio::test]
async fn the_default_fits_into_the_context() {
    let place = Place::new().await;
    let mut host = Host::start(&place, &[]).await;
    let response = host.request("tools/list", json!({})).await;
    let tools = response["result"]["tools"].as_array().unwrap();
    assert!(tools.len() <= 10, "{}", tools.len());
    let tokens = response.to_string().len() / 4;
    assert!(tokens <= 8_000, "{tokens} tokens");
    host.end().await;
    // No call has been made for it.
    assert!(place.server.requests().is_empty());
}

#[tokio::test]
async fn parameters_of_another_shape_are_named() {
    let place = Place::new().await;
    let mut host = Host::start(&place, &[]).await;
    let wrong = json!({"name": "firecrawl_scrape", "arguments": "x"});
    let response = host.request("tools/call", wrong).await;
    assert_eq!(response["error"]["code"], -32602, "{response}");
    let response = host.request("tools/burn", json!({})).await;
    assert_eq!(response["error"]["code"], -32601, "{response}");
    host.end().await;
}

#[tokio::test]
async fn each_default_tool_works() {
    let place = Place::new().await;
    let site = place.site.clone();
    let mut host = Host::start(&place, &[]).await;
    let scrape = json!({
        "url": site, "formats": ["markdown", {"type": "links"}], "options": {"mobile": false},
    });
    let page = host.call("firecrawl_scrape", scrape).await.ok();
    for words in ["statusCode: 200", "## markdown", "## links"] {
        assert!(page.contains(words), "{words}: {page}");
    }
    let map = host
        .call("firecrawl_map", json!({"url": site, "limit": 3}))
        .await
        .ok();
    assert_eq!(map.matches("- url: ").count(), 3, "{map}");
    host.call(
        "firecrawl_search",
        json!({"query": "opening hours", "limit": 2}),
    )
    .await
    .ok();

    let crawl = host
        .start_job("firecrawl_crawl", json!({"url": site, "limit": 2}))
        .await;
    let state = host
        .call("firecrawl_job_status", json!({"id": crawl}))
        .await
        .ok();
    assert!(
        state.contains("status: completed") && state.contains("total: 2"),
        "{state}"
    );
    let pages = host
        .call("firecrawl_job_results", json!({"id": crawl}))
        .await
        .ok();
    assert_eq!(pages.matches("url: ").count(), 2, "{pages}");
    assert!(pages.contains("2 pages"), "{pages}");
    let errors = host
        .call("firecrawl_job_errors", json!({"id": crawl}))
        .await
        .ok();
    assert!(errors.contains("errors: none"), "{errors}");
    let cancel = host
        .call("firecrawl_job_cancel", json!({"id": crawl}))
        .await
        .ok();
    let ended = format!("crawl {crawl} has ended already; firecrawl_job_results");
    assert!(
        cancel.starts_with(&ended) && cancel.contains("status: completed"),
        "{cancel}"
    );

    let urls = [
        format!("{site}/about"),
        format!("{site}/history"),
        "http://no host".to_owned(),
    ];
    let options = json!({"ignoreInvalidURLs": true});
    let batch = json!({"urls": urls, "formats": [{"type": "markdown"}], "options": options});
    let started = host.call("firecrawl_batch_scrape", batch).await.ok();
    assert!(started.contains("- http://no host"), "{started}");
    let batch = started.split_whitespace().nth(2).unwrap().to_owned();
    let pages = host
        .call("firecrawl_job_results", json!({"id": batch}))
        .await
        .ok();
    assert!(pages.contains("2 pages"), "{pages}");
    host.call("firecrawl_read_more", json!({"cursor": "t99-0"}))
        .await
        .fails(&["t99-0", "try: "]);
    host.end().await;

    // The jobs are found from the command line, too.
    let list = place.run(&["jobs", "list"]).await.ok();
    assert!(list.contains(&crawl) && list.contains(&batch), "{list}");
}

#[tokio::test]
async fn extractions_and_agents_are_read_like_other_jobs() {
    let place = Place::new().await;
    let mut host = Host::start(&place, &["--toolsets", "extract"]).await;
    let extract = json!({"urls": [place.site], "prompt": "the opening hours"});
    let extract = host.start_job("firecrawl_extract", extract).await;
    let agent = json!({"prompt": "the opening hours"});
    let agent = host.start_job("firecrawl_agent", agent).await;
    for id in [extract, agent] {
        let result = host
            .call("firecrawl_job_results", json!({"id": id}))
            .await
            .ok();
        assert!(!result.contains("it runs"), "{result}");
    }
    host.call("firecrawl_agents_list", json!({})).await.ok();
}

#[tokio::test]
async fn a_file_is_uploaded_from_its_folder_only() {
    let place = Place::new().await;
    std::fs::create_dir(place.path("papers")).unwrap();
    std::fs::write(place.path("papers/a.html"), "<h1>Tide table</h1>").unwrap();
    std::fs::write(place.path("secret.html"), "<h1>Secret</h1>").unwrap();
    let arguments = ["--toolsets", "parse", "--read-from", "papers"];
    let mut host = Host::start(&place, &arguments).await;
    let page = host.call(
        "firecrawl_parse",
        json!({"path": "a.html", "formats": ["markdown"]}),
    );
    let page = page.await.ok();
    assert!(page.contains("Tide table\n=="), "{page}");
    let secret = place.path("secret.html").display().to_string();
    for path in ["../secret.html", &secret, "../absent.html", "b.html", "."] {
        let parse = host.call("firecrawl_parse", json!({"path": path})).await;
        // The message does not say which files exist elsewhere.
        let reason =
            format!("reason: {path} is not below the folder of --read-from, or not a file\n");
        parse.fails(&["error FILE", &reason]);
    }
    let mut host = Host::start(&place, &["--toolsets", "parse"]).await;
    assert!(!names(&host.tools().await).contains(&"firecrawl_parse"));
}

#[tokio::test]
async fn only_what_works_without_a_key_is_offered_without_one() {
    let keyless = [
        "firecrawl_scrape",
        "firecrawl_search",
        "firecrawl_read_more",
    ];
    let place = Place::new().await;
    let mut host = Host::with_key(&place, &[], None).await;
    assert_eq!(names(&host.tools().await), keyless);
    let page = host
        .call("firecrawl_scrape", json!({"url": place.site}))
        .await
        .ok();
    assert!(page.contains("statusCode: 200"), "{page}");
    let mut host = Host::with_key(&place, &["--keyless"], Some(KEY)).await;
    assert_eq!(names(&host.tools().await), keyless);

    // A server of one's own may want no key at all. An empty variable is none.
    let open = Place::with(LocalServer::builder()).await;
    let mut host = Host::with_key(&open, &[], Some("")).await;
    // The start did not wait for it.
    assert!(open.server.requests().is_empty());
    assert_eq!(host.tools().await.len(), 10);
}

#[tokio::test]
async fn read_only_offers_nothing_that_starts_or_changes() {
    let place = Place::new().await;
    let mut host = Host::start(&place, &["--read-only", "--toolsets", "all"]).await;
    let tools = host.tools().await;
    assert!(tools.len() > 20, "{}", tools.len());
    for tool in &tools {
        assert_eq!(tool["annotations"]["readOnlyHint"], true, "{tool}");
    }
    let offered = names(&tools);
    assert!(offered.contains(&"firecrawl_scrape"));
    for absent in [
        "firecrawl_crawl",
        "firecrawl_job_cancel",
        "firecrawl_monitor_create",
    ] {
        assert!(!offered.contains(&absent), "{absent}");
        let params = json!({"name": absent, "arguments": {}});
        let response = host.request("tools/call", params).await;
        assert_eq!(response["error"]["code"], -32602, "{response}");
    }
}

#[tokio::test]
async fn wrong_arguments_are_named() {
    let place = Place::new().await;
    let mut host = Host::start(&place, &[]).await;
    for (name, arguments, words) in [
        ("firecrawl_scrape", json!({}), "`url` is missing"),
        (
            "firecrawl_scrape",
            json!({"url": "u", "fromats": []}),
            "unknown field `fromats`",
        ),
        (
            "firecrawl_crawl",
            json!({"url": "u", "limit": "ten"}),
            "`limit` must be of type integer",
        ),
        (
            "firecrawl_scrape",
            json!({"url": "u", "actions": []}),
            "unknown field `actions`",
        ),
        ("firecrawl_job_results", json!({}), "`id` or `cursor`"),
        (
            "firecrawl_job_status",
            json!({"id": ""}),
            "`id` or `cursor`",
        ),
    ] {
        // The model can correct itself by a result, and does not see errors of the protocol.
        let called = host.call(name, arguments).await;
        called.fails(&["error INVALID_ARGUMENTS", words, "try: "]);
    }
    let params = json!({"name": "firecrawl_scrap", "arguments": {}});
    let response = host.request("tools/call", params).await;
    assert_eq!(response["error"]["code"], -32602, "{response}");
    let message = response["error"]["message"].as_str().unwrap();
    assert!(message.contains("firecrawl_scrap"), "{message}");
    assert!(place.server.requests().is_empty());
}

#[tokio::test]
async fn the_key_is_in_no_error_that_repeats_it() {
    let place = Place::new().await;
    let body =
        json!({"success": false, "error": format!("key {KEY}"), "details": [KEY], "code": KEY});
    let fault = Fault::status(400)
        .header("content-type", "application/json")
        .body(body.to_string());
    let fault = fault.always();
    place.server.fault("mapUrls", fault).unwrap();
    let mut host = Host::start(&place, &["-v"]).await;
    // The host looks for the key in each line.
    let map = host.call("firecrawl_map", json!({"url": place.site})).await;
    map.fails(&["HTTP 400", "details: "]);
    host.end().await;
}

#[tokio::test]
async fn the_protocol_keeps_its_input_for_itself() {
    let place = Place::new().await;
    let run = place.run_with(KEY, &["mcp", "--api-key-file", "-"]).await;
    let run = run.fails(2, &["standard input", "FIRECRAWL_API_KEY"]);
    assert_eq!(run.stdout, "");
}

#[tokio::test]
async fn the_service_is_heard_out_when_it_rejects_a_call() {
    let place = Place::new().await;
    let mut host = Host::start(&place, &[]).await;
    let call = host
        .call(
            "firecrawl_scrape",
            json!({"url": place.site, "waitFor": 70_000}),
        )
        .await;
    call.fails(&["BAD_REQUEST", "HTTP 400", "details: ", "waitFor", "try: "]);
    let unknown = json!({"id": "0199c5a2-0000-7000-8000-000000000000"});
    host.call("firecrawl_job_status", unknown)
        .await
        .fails(&["HTTP 404", "try: check the id"]);

    let wrong = "fc-00000000000000000000";
    let mut host = Host::with_key(&place, &[], Some(wrong)).await;
    let call = host
        .call("firecrawl_scrape", json!({"url": place.site}))
        .await;
    assert!(!call.text.contains(wrong), "{}", call.text);
    call.fails(&["HTTP 401", "FIRECRAWL_API_KEY"]);
}

#[tokio::test]
async fn a_line_that_is_no_message_has_a_response() {
    let place = Place::new().await;
    let mut host = Host::start(&place, &[]).await;
    let long = "x".repeat((16 << 20) + 1);
    let unknown = r#"{"jsonrpc":"2.0","method":"notifications/unknown"}"#;
    for (line, code, id) in [
        ("not JSON", -32700, Value::Null),
        (r#"{"jsonrpc":"2.0","id":7,"#, -32700, Value::Null),
        ("[]", -32600, Value::Null),
        (r#"{"jsonrpc":"2.0","id":7,"params":{}}"#, -32600, json!(7)),
        (&long, -32600, Value::Null),
    ] {
        // Neither a blank line nor an unknown notification has a response.
        host.write(&format!("\n{unknown}\n{line}\n")).await;
        let response = host.next().await;
        let start: String = line.chars().take(30).collect();
        assert_eq!(
            (&response["error"]["code"], &response["id"]),
            (&json!(code), &id),
            "{start}"
        );
    }
    let params = json!({"name": "firecrawl_scrape", "arguments": "x"});
    let response = host.request("tools/call", params).await;
    assert_eq!(response["error"]["code"], -32602, "{response}");
    assert_eq!(host.tools().await.len(), 10);
    host.end().await;
    // The last line, before any other one.
    for line in ["not JSON\n", "not JSON"] {
        let only = place.run_with(line, &["mcp"]).await.json();
        assert_eq!(only["error"]["code"], -32700);
    }
}
