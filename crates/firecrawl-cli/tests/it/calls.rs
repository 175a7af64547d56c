//! Commands that are one call, their requests and their errors.

use firecrawl_local::Fault;
use serde_json::{Value, json};

use super::harness::{KEY, Place};

#[tokio::test]
async fn flags_become_the_request() {
    let place = Place::new().await;
    let arguments = [
        "scrape",
        &place.site,
        "--format=markdown",
        "--format",
        r#"{"type":"screenshot","fullPage":true}"#,
        "--only-main-content=false",
        "--mobile",
        "--wait-for",
        "1s",
        "--country",
        "DE",
        "--set",
        "location.languages=[\"de\"]",
        "--include-tags",
        "main, article",
        "--json",
    ];
    place.run(&arguments).await.ok();
    let requests = place.server.requests();
    assert_eq!(
        requests.last().unwrap().json(),
        json!({
            "url": place.site,
            "formats": ["markdown", {"type": "screenshot", "fullPage": true}],
            "onlyMainContent": false,
            "mobile": true,
            "waitFor": 1000,
            "location": {"country": "DE", "languages": ["de"]},
            "includeTags": ["main", "article"],
        })
    );
    let schema = r#"{"type":"object"}"#;
    let crawl = [
        "crawl",
        &place.site,
        "--schema",
        schema,
        "--max-depth",
        "1",
        "--no-wait",
    ];
    place.run(&crawl).await.ok();
    assert_eq!(
        place.server.requests().last().unwrap().json(),
        json!({
            "url": place.site,
            "maxDiscoveryDepth": 1,
            "scrapeOptions": {"formats": [{"type": "json", "schema": {"type": "object"}}]},
        })
    );
}

#[tokio::test]
async fn a_dry_run_sends_nothing() {
    let place = Place::new().await;
    for command in [
        vec!["scrape", "https://a.example/"],
        vec!["crawl", "https://a.example/", "--limit", "3"],
        vec!["batch", "https://a.example/", "https://b.example/"],
        vec!["map", "https://a.example/"],
        vec!["search", "lighthouse"],
        vec!["agent", "find it"],
        vec!["monitor", "delete", "m1"],
    ] {
        let mut command = command;
        command.push("--dry-run");
        let shown = place.run(&command).await.json();
        assert!(
            shown["request"].is_string() && shown["cost"].is_string(),
            "{shown}"
        );
    }
    // What cannot be shown is not sent, either.
    for command in [
        &["jobs", "cancel", "id", "--dry-run"][..],
        &["request", "POST", "/crawl", "--dry-run"],
        &["logout", "--dry-run"],
    ] {
        place.run(command).await.fails(2, &["cannot show"]);
    }
    assert_eq!(place.server.requests().len(), 0);
}

#[tokio::test]
async fn other_operations_are_calls_with_their_parameters() {
    let place = Place::new().await;
    let links = place.run(&["map", &place.site, "--limit", "5"]).await.ok();
    assert_eq!(links.lines().count(), 5);
    let papers = place
        .run(&["research", "papers", "light", "--k", "2"])
        .await;
    papers.ok();
    let request = place.server.requests().pop().unwrap();
    assert!(
        request.path.contains("query=light") && request.path.contains("k=2"),
        "{request:?}"
    );
    place.run(&["usage", "credits"]).await.json();
    let target = r#"[{"type":"scrape","urls":["https://a.example/"]}]"#;
    let created = [
        "monitor",
        "create",
        "--name",
        "m",
        "--schedule",
        r#"{"cron":"0 * * * *","timezone":"UTC"}"#,
        "--targets",
        target,
    ];
    let monitor = place.run(&created).await.json();
    let id = monitor["id"].as_str().unwrap();
    assert_eq!(place.run(&["monitor", "get", id]).await.json()["id"], id);
    place.run(&["monitor", "delete", id]).await.ok();
    place.run(&["monitor", "get", id]).await.fails(5, &["404"]);
    let active = place.run(&["request", "get", "/crawl/active"]).await.json();
    assert_eq!(active["success"], true);
    // A blank or a slash in an id does not leave its place.
    place
        .run(&["monitor", "get", "a/b c"])
        .await
        .fails(10, &["400"]);
    assert!(
        place
            .server
            .requests()
            .pop()
            .unwrap()
            .path
            .ends_with("/monitor/a%2Fb%20c")
    );
}

#[tokio::test]
async fn a_wait_for_a_rate_limit_is_said_once() {
    let place = Place::new().await;
    let fault = firecrawl_local::Fault::rate_limited(std::time::Duration::from_secs(1));
    place.server.fault("mapUrls", fault.times(2)).unwrap();
    let run = place.run(&["map", &place.site]).await;
    assert_eq!(run.code, 0, "{run:?}");
    let said = run.stderr.matches("limits the rate; waiting 1 s").count();
    assert_eq!(said, 1, "{run:?}");
    let fault = firecrawl_local::Fault::status(429).times(1);
    place.server.fault("mapUrls", fault).unwrap();
    let run = place.run(&["map", &place.site, "-v"]).await;
    for words in [
        "15 minutes at most",
        "attempt 1 failed: HTTP 429",
        "attempt 2",
    ] {
        assert!(run.stderr.contains(words), "{run:?}");
    }
}

#[tokio::test]
async fn errors_say_their_cause_and_the_next_step() {
    let place = Place::new().await;
    let too_long = [
        "scrape",
        &place.site,
        "--wait-for",
        "60000",
        "--timeout",
        "1000",
    ];
    place.run(&too_long).await.fails(10, &["400", "waitFor"]);

    let mut wrong_key = place.command(&["scrape", &place.site]);
    let run = wrong_key
        .env("FIRECRAWL_API_KEY", "fc-00000000000000000000")
        .output()
        .await;
    super::harness::Run::of(run.unwrap()).fails(3, &["401", "firecrawl login"]);

    let mut dead = place.command(&["scrape", &place.site, "--connect-timeout", "1s"]);
    let run = dead
        .env("FIRECRAWL_API_URL", "http://127.0.0.1:1")
        .output()
        .await;
    super::harness::Run::of(run.unwrap()).fails(8, &["127.0.0.1:1", "firecrawl doctor"]);

    place
        .run(&["jobs", "status", "00000000-0000-4000-8000-000000000000"])
        .await
        .fails(5, &["no job"]);
    // It would start another crawl if it were taken for an address.
    let status = ["crawl", "--status", "00000000-0000-4000-8000-000000000000"];
    place.run(&status).await.fails(2, &["--status"]);
    place.run(&["scrape"]).await.fails(2, &["no URL"]);
    place
        .run(&["scrape", "word"])
        .await
        .fails(2, &["`word` is not a URL"]);
    place
        .run(&["scrape", &place.site, "--wait-for", "soon"])
        .await
        .fails(2, &["--wait-for"]);
    place.run(&["crwl"]).await.fails(2, &["crawl"]);
    let run = place
        .run(&["scrape", &place.site, "--headers", &format!("{{{KEY}")])
        .await;
    // clap repeats the value; the secret of a header must not be in it.
    assert_eq!(run.code, 2);
}

#[tokio::test]
async fn a_response_without_its_value_is_an_error() {
    let place = Place::new().await;
    for (operation, command) in [
        ("scrapeAndExtractFromUrl", vec!["scrape", &place.site]),
        ("mapUrls", vec!["map", &place.site]),
        ("crawlUrls", vec!["crawl", &place.site]),
        ("getCreditUsage", vec!["usage", "credits"]),
        (
            "cancelCrawl",
            vec!["jobs", "cancel", "c1", "--kind", "crawl"],
        ),
        ("getActiveCrawls", vec!["request", "GET", "/crawl/active"]),
    ] {
        let no = Fault::status(200).body(r#"{"success":false,"error":"the lamp is out"}"#);
        place.server.fault(operation, no.times(1)).unwrap();
        let run = place.run(&command).await.fails(1, &["the lamp is out"]);
        assert_eq!(run.stdout, "", "{command:?}");
    }
    let empty = Fault::status(200).body(r#"{"success":true}"#).always();
    for (operation, command) in [
        ("mapUrls", vec!["map", &place.site]),
        (
            "getCrawlErrors",
            vec!["jobs", "errors", "c1", "--kind", "crawl"],
        ),
        (
            "getCrawlStatus",
            vec!["jobs", "status", "c1", "--kind", "crawl"],
        ),
        ("researchSearchPapers", vec!["research", "papers", "light"]),
    ] {
        place.server.fault(operation, empty.clone()).unwrap();
        let run = place.run(&command).await.fails(1, &["lacks its value"]);
        assert_eq!(run.stdout, "", "{command:?}");
    }
    place
        .server
        .fault("scrapeAndExtractFromUrl", empty)
        .unwrap();
    let several = ["scrape", &place.site, &place.url("/visit"), "--jsonl"];
    let run = place
        .run(&several)
        .await
        .fails(1, &["2 failed", "lacks the value"]);
    assert_eq!(run.stdout, "");
}

#[tokio::test]
async fn a_template_is_written_for_each_item_of_a_list() {
    let place = Place::new().await;
    let map = [
        "map",
        &place.site,
        "--limit",
        "3",
        "--template",
        "<{url}>\\n",
    ];
    let text = place.run(&map).await.ok();
    assert_eq!(text.lines().count(), 3, "{text}");
    assert!(text.lines().all(|line| line.starts_with("<http")), "{text}");
    let none = ["monitor", "list", "--template", "{id}\\n"];
    assert_eq!(place.run(&none).await.ok(), "");
}

#[tokio::test]
async fn a_dry_run_of_a_list_shows_its_urls_and_the_cost_of_all() {
    let place = Place::new().await;
    let list: String = (0..1000)
        .map(|page| format!("https://a.example/{page}\n"))
        .collect();
    let batch = ["batch", "-", "--retries", "1", "--dry-run"];
    let shown = place.run_with(&list, &batch).await.json();
    assert_eq!(
        (&shown["urls"]["count"], &shown["urls"]["invalid"]),
        (&1000.into(), &0.into())
    );
    assert_eq!(shown["urls"]["first"][4], "https://a.example/4");
    let cost = shown["cost"].as_str().unwrap();
    assert!(
        cost.starts_with("2000 times at most: Usually costs one credit"),
        "{cost}"
    );
    let crawl = ["crawl", "https://a.example/", "--limit", "30", "--dry-run"];
    let shown = place.run(&crawl).await.json();
    assert!(
        shown["cost"]
            .as_str()
            .unwrap()
            .starts_with("30 times at most: ")
    );
    let run = place
        .run_with("word\na.example\n", &["scrape", "-", "--dry-run"])
        .await;
    let shown: Value = serde_json::from_str(&run.fails(6, &["line 1"]).stdout).unwrap();
    assert_eq!(
        shown["urls"],
        json!({"count": 1, "first": ["https://a.example"], "invalid": 1})
    );
    assert_eq!(place.server.requests().len(), 0);
}

#[tokio::test]
async fn headers_of_an_operation_are_flags() {
    let place = Place::new().await;
    std::fs::write(place.path("address"), "203.0.113.7\n").unwrap();
    let flags = [
        "usage",
        "keyless",
        "--x-firecrawl-keyless-ip",
        "@address",
        "--x-firecrawl-keyless-secret",
        "5ecre7",
    ];
    place.run(&flags).await;
    let request = place.server.requests().pop().unwrap();
    let header = |name: &str| request.headers.get(name).unwrap().to_str().unwrap();
    assert_eq!(header("x-firecrawl-keyless-ip"), "203.0.113.7");
    // The server hides secrets.
    assert_eq!(header("x-firecrawl-keyless-secret"), "redacted");
    place
        .run(&["usage", "keyless"])
        .await
        .fails(2, &["--x-firecrawl-keyless-ip"]);
}

#[tokio::test]
async fn durations_have_decimals_where_the_service_takes_them() {
    let place = Place::new().await;
    let url = "https://a.example/";
    for (flags, field, expected) in [
        (["crawl", url, "--delay", "0.5"], "delay", json!(0.5)),
        (["crawl", url, "--delay", "300ms"], "delay", json!(0.3)),
        (["crawl", url, "--delay", "2s"], "delay", json!(2)),
        (["scrape", url, "--wait-for", "0.1s"], "waitFor", json!(100)),
        (
            ["scrape", url, "--max-age", "2d"],
            "maxAge",
            json!(172_800_000),
        ),
    ] {
        let dry = [&flags[..], &["--dry-run"]].concat();
        let shown = place.run(&dry).await.json();
        assert_eq!(shown["body"][field], expected, "{flags:?}");
    }
    place
        .run(&["crawl", &place.site, "--limit", "1", "--delay", "0.01"])
        .await
        .ok();
    let ttl = ["interact", "open", "--ttl", "1500ms", "--dry-run"];
    let words = "`--ttl <SECONDS>` is a fraction of a second, and the service takes whole seconds";
    place.run(&ttl).await.fails(2, &[words]);
    let delay = ["crawl", url, "--delay", "soon"];
    let words = "`--delay <SECONDS>` is not a duration such as `1500ms`, `0.5s`";
    place.run(&delay).await.fails(2, &[words]);
}

#[tokio::test]
async fn the_cause_decides_the_exit_code() {
    let place = Place::new().await;
    for (status, code) in [(500, 8), (502, 8), (503, 8), (504, 9), (418, 10), (451, 10)] {
        let fault = Fault::status(status).always();
        place.server.clear_faults("mapUrls").unwrap();
        place.server.fault("mapUrls", fault).unwrap();
        let map = ["map", &place.site, "--total-timeout", "2s"];
        place.run(&map).await.fails(code, &[&status.to_string()]);
    }
    let sent = place.server.requests().len();
    for path in ["/../x", "https://a.example/x"] {
        let request = ["request", "GET", path];
        place.run(&request).await.fails(2, &["nothing was sent"]);
    }
    assert_eq!(place.server.requests().len(), sent);
}

#[tokio::test]
async fn templates_have_the_fields_of_a_line() {
    let place = Place::new().await;
    let (a, b) = (place.url("/visit"), place.url("/nowhere"));
    let template = ["--template", "{position} {status} {url}\\n"];
    let several = [&["scrape", &a, &b][..], &template].concat();
    let text = place.run(&several).await.ok();
    let mut lines: Vec<&str> = text.lines().collect();
    lines.sort_unstable();
    assert_eq!(lines, [format!("0 200 {a}"), format!("1 404 {b}")]);
    let single = [&["scrape", &a][..], &template].concat();
    assert_eq!(place.run(&single).await.ok(), format!("0 200 {a}\n"));
}

#[tokio::test]
async fn a_result_that_cannot_be_written_is_not_paid() {
    let place = Place::new().await;
    std::fs::write(place.path("file"), "x").unwrap();
    let site = place.site.as_str();
    for command in ["scrape", "map", "search", "crawl", "batch", "extract"] {
        let open = [command, site, "--template", "{a"];
        place.run(&open).await.fails(2, &["brace"]);
    }
    for command in [
        &["scrape", site][..],
        &["map", site],
        &["search", "lamp"],
        &["extract", site, "--prompt", "p"],
        &["parse", "file"],
    ] {
        let command = [command, &["-o", "file/below"]].concat();
        place.run(&command).await.fails(1, &["file/below: "]);
        for (folder, words) in [(".", ".: "), ("new/", "new/: is a directory")] {
            let folder = [&command[..command.len() - 1], &[folder]].concat();
            place.run(&folder).await.fails(1, &[words]);
        }
    }
    assert_eq!(place.server.requests().len(), 0);
}
