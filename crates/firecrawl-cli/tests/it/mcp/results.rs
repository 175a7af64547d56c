//! Results within the budget, as resources, and as files.

use std::collections::HashSet;

use firecrawl_local::{Fault, LocalServer};
use serde_json::json;

use super::host::{Host, cursor};
use crate::harness::{KEY, Place};

/// The smallest budget.
const BUDGET: [&str; 2] = ["--budget", "1000"];

/// A page whose text is larger than the budget, with letters of several bytes.
fn long_page() -> String {
    let lines = (0..300).map(|line| format!("<p>Zeile {line}: Grüße → 😀</p>"));
    format!(
        "<title>Long</title><body>{}</body>",
        lines.collect::<String>()
    )
}

/// Returns the content of a part, without the line about the rest.
fn content(text: &str) -> &str {
    match cursor(text) {
        Some(_) => &text[..text.rfind("\n[").unwrap()],
        None => text,
    }
}

#[tokio::test]
async fn a_long_page_is_read_in_parts() {
    let place = Place::new().await;
    place
        .server
        .page("https://long.example/", long_page())
        .unwrap();
    let mut host = Host::start(&place, &BUDGET).await;
    let mut text = host
        .call("firecrawl_scrape", json!({"url": "https://long.example/"}))
        .await
        .ok();
    let mut whole = String::new();
    let mut parts = 0;
    loop {
        assert!(text.chars().count() <= 1000, "{}", text.chars().count());
        whole += content(&text);
        parts += 1;
        let Some(next) = cursor(&text) else { break };
        // A host that asks twice gets the same.
        let again = host
            .call("firecrawl_read_more", json!({"cursor": next}))
            .await
            .ok();
        text = host
            .call("firecrawl_read_more", json!({"cursor": next}))
            .await
            .ok();
        assert_eq!(again, text);
    }
    assert!(parts > 5, "{parts}");
    assert!((0..300).all(|line| whole.contains(&format!("Zeile {line}: Grüße → 😀"))));

    let list = host.request("resources/list", json!({})).await;
    let resource = &list["result"]["resources"][0];
    assert_eq!(resource["name"], "https://long.example/", "{list}");
    let params = json!({"uri": resource["uri"]});
    let read = host.request("resources/read", params).await;
    assert_eq!(read["result"]["contents"][0]["text"], whole.as_str());
    assert_eq!(resource["size"], whole.len());
    let templates = host.request("resources/templates/list", json!({})).await;
    let template = &templates["result"]["resourceTemplates"][0]["uriTemplate"];
    let start = template.as_str().unwrap().trim_end_matches("{id}");
    assert!(resource["uri"].as_str().unwrap().starts_with(start));
    let unknown = host
        .request("resources/read", json!({"uri": "firecrawl://result/999"}))
        .await;
    assert!(
        unknown["error"]["message"]
            .as_str()
            .unwrap()
            .contains("999"),
        "{unknown}"
    );
    // The page was paid once.
    let scrapes = place.server.requests();
    assert_eq!(
        scrapes
            .iter()
            .filter(|request| request.path.ends_with("/scrape"))
            .count(),
        1
    );
}

#[tokio::test]
async fn the_pages_of_a_job_are_read_in_parts() {
    let place = Place::new().await;
    let mut host = Host::start(&place, &BUDGET).await;
    let crawl = host
        .start_job("firecrawl_crawl", json!({"url": place.site, "limit": 12}))
        .await;
    host.call("firecrawl_job_status", json!({"id": crawl}))
        .await
        .ok();
    let mut text = host
        .call("firecrawl_job_results", json!({"id": crawl}))
        .await
        .ok();
    let (mut whole, mut cursors) = (String::new(), Vec::new());
    loop {
        assert!(text.chars().count() <= 1000, "{}", text.chars().count());
        whole += content(&text);
        let Some(next) = cursor(&text) else { break };
        let arguments = json!({"cursor": next});
        text = host.call("firecrawl_job_results", arguments).await.ok();
        cursors.push((next, text.clone()));
    }
    let urls: Vec<&str> = whole
        .lines()
        .filter(|line| line.starts_with("url: "))
        .collect();
    assert_eq!(urls.len(), 12, "{whole}");
    assert_eq!(urls.iter().collect::<HashSet<_>>().len(), 12, "{urls:?}");
    assert!(text.contains("12 pages"), "{text}");
    // The same cursor leads to the same part, also after others were read.
    let (earlier, part) = &cursors[1];
    let again = host
        .call("firecrawl_job_results", json!({"cursor": earlier}))
        .await
        .ok();
    assert_eq!(content(&again), content(part));
    // Without a detour, the service sends its pages once for all parts.
    let reads = place.server.requests();
    let of_job = |request: &&firecrawl_local::RecordedRequest| {
        request.method == "GET"
            && request.path.contains(&crawl)
            && !request.path.ends_with("limit=1")
    };
    assert!(reads.iter().filter(of_job).count() <= 4, "{cursors:?}");
}

#[tokio::test]
async fn pages_are_written_to_files() {
    let place = Place::new().await;
    let mut host = Host::start(&place, &["--write-to", "pages"]).await;
    let about = format!("{}/about", place.site);
    let text = host
        .call("firecrawl_scrape", json!({"url": about}))
        .await
        .ok();
    let line = text
        .lines()
        .find(|line| line.starts_with("file: "))
        .unwrap();
    let (path, _) = line["file: ".len()..].rsplit_once(" (").unwrap();
    assert!(std::path::Path::new(path).is_absolute(), "{path}");
    let written = std::fs::read_to_string(path).unwrap();
    assert!(
        written.starts_with("---\nurl: ") && written.contains("\n---"),
        "{written}"
    );
    assert!(!text.contains("\n---"), "{text}");
    let crawl = host
        .start_job("firecrawl_crawl", json!({"url": place.site, "limit": 3}))
        .await;
    let text = host
        .call("firecrawl_job_results", json!({"id": crawl}))
        .await
        .ok();
    assert_eq!(text.matches("file: ").count(), 3, "{text}");
    assert!(place.files("pages").len() >= 3);

    // A page that was paid is not lost with its folder.
    std::fs::remove_dir_all(place.path("pages")).unwrap();
    std::fs::write(place.path("pages"), "").unwrap();
    let call = host.call("firecrawl_scrape", json!({"url": about}));
    let text = call.await.ok();
    assert!(
        text.starts_with("not written: ") && text.contains("statusCode: 200"),
        "{text}"
    );
    let mcp = ["mcp", "--write-to", "pages/below"];
    place.run(&mcp).await.fails(1, &["pages/below: "]);
}

/// The author of a page does not know the cursors of other results, and cannot find them by counting.
#[tokio::test]
async fn a_cursor_in_a_page_leads_nowhere() {
    let place = Place::new().await;
    let mut host = Host::start(&place, &BUDGET).await;
    let page = long_page();
    place.server.page("https://long.example/", page).unwrap();
    let secret = host.call("firecrawl_scrape", json!({"url": "https://long.example/"}));
    let own = cursor(&secret.await.ok()).unwrap();
    let crawl = json!({"url": place.site, "limit": 12});
    let crawl = host.start_job("firecrawl_crawl", crawl).await;
    let pages = host.call("firecrawl_job_results", json!({"id": crawl}));
    let job = cursor(&pages.await.ok()).unwrap();
    for number in 0..20 {
        for (name, guess) in [
            ("firecrawl_read_more", format!("t{number}-0")),
            ("firecrawl_read_more", format!("j{number}")),
            ("firecrawl_job_results", format!("j{number}")),
            ("firecrawl_read_more", format!("../{number}")),
        ] {
            let called = host.call(name, json!({"cursor": guess})).await;
            called.fails(&["error UNKNOWN_CURSOR", "try: "]);
        }
        let uri = json!({"uri": format!("firecrawl://result/{number}")});
        let read = host.request("resources/read", uri).await;
        assert!(read["error"].is_object(), "{read}");
    }
    for uri in [
        "file:///etc/passwd",
        "firecrawl://result/../x",
        "/etc/passwd",
    ] {
        let read = host.request("resources/read", json!({"uri": uri})).await;
        assert!(read["error"].is_object(), "{read}");
    }
    for cursor in [own, job] {
        let called = host.call("firecrawl_read_more", json!({"cursor": cursor}));
        called.await.ok();
    }
}

#[tokio::test]
async fn no_result_is_longer_than_the_budget() {
    let place = Place::new().await;
    let long = json!({"success": true, "status": "scraping", "note": "x ".repeat(5_000)});
    let stub = firecrawl_local::Response::json(200, long);
    let server = &place.server;
    server.on("getCrawlStatus", move |_| stub.clone()).unwrap();
    let mut host = Host::start(&place, &BUDGET).await;
    let status =
        json!({"id": "0199c5a2-0000-7000-8000-000000000000", "kind": "crawl", "wait_seconds": 0});
    let text = host.call("firecrawl_job_status", status).await.ok();
    assert!(
        text.chars().count() <= 1000 && cursor(&text).is_some(),
        "{text}"
    );
}

#[tokio::test]
async fn a_cut_result_names_only_tools_that_are_offered() {
    let place = Place::new().await;
    let page = long_page();
    place.server.page("https://long.example/", page).unwrap();
    let arguments = ["--budget", "1000", "--tools", "firecrawl_scrape"];
    let mut host = Host::start(&place, &arguments).await;
    let text = host.call("firecrawl_scrape", json!({"url": "https://long.example/"}));
    let text = text.await.ok();
    assert!(!text.contains("firecrawl_read_more"), "{text}");
    assert!(
        text.contains("the whole is the resource firecrawl://"),
        "{text}"
    );
}

#[tokio::test]
async fn a_service_that_fails_is_said_and_loses_no_position() {
    let parts = LocalServer::builder().keys([KEY]).page_documents(2);
    let place = Place::with(parts).await;
    let mut host = Host::start(&place, &[]).await;
    let crawl = json!({"url": place.site, "limit": 4});
    let id = host.start_job("firecrawl_crawl", crawl).await;
    let ended = json!({"id": id, "wait_seconds": 60});
    host.call("firecrawl_job_status", ended).await.ok();
    let fault = Fault::status(401).every(2);
    place.server.fault("getCrawlStatus", fault).unwrap();
    let broken = host
        .call("firecrawl_job_results", json!({"id": id}))
        .await
        .ok();
    let broken_off = "2 pages so far; go on with firecrawl_job_results and the cursor ";
    assert!(
        broken.contains("[error UNAUTHORIZED") || broken.contains("401"),
        "{broken}"
    );
    assert!(broken.contains(broken_off), "{broken}");

    place.server.clear_faults("getCrawlStatus").unwrap();
    let fault = Fault::status(500).always();
    place.server.fault("getCrawlStatus", fault).unwrap();
    let again = json!({"cursor": cursor(&broken).unwrap(), "wait_seconds": 1});
    let failing = host.call("firecrawl_job_results", again).await.ok();
    assert!(
        failing.contains("the service fails (HTTP 500)"),
        "{failing}"
    );

    place.server.clear_faults("getCrawlStatus").unwrap();
    let again = json!({"cursor": cursor(&failing).unwrap()});
    let rest = host.call("firecrawl_job_results", again).await.ok();
    assert_eq!(rest.matches("statusCode: 200").count(), 2, "{rest}");
    assert!(rest.contains("4 pages; firecrawl_job_errors"), "{rest}");
}
