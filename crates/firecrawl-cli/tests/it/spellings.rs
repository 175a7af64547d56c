//! Flags and commands as the official command line spells them.

use serde_json::{Value, json};

use super::harness::Place;

const URL: &str = "https://a.example/";

/// Returns the body that a command would send.
async fn body(place: &Place, command: &[&str]) -> Value {
    let dry = [command, &["--dry-run"]].concat();
    place.run(&dry).await.json()["body"].clone()
}

#[tokio::test]
async fn official_flags_do_the_same() {
    let place = Place::new().await;
    std::fs::write(place.path("steps.json"), r#"[{"type":"wait"}]"#).unwrap();
    std::fs::write(place.path("page.json"), r#"{"mobile":true}"#).unwrap();
    let full = json!({"type": "screenshot", "fullPage": true});
    for (command, expected) in [
        (&["scrape", URL, "--html"][..], json!({"formats": ["html"]})),
        (&["scrape", "-u", URL, "-H"], json!({"formats": ["html"]})),
        (
            &["scrape", "--url=https://a.example/", "-S"],
            json!({"formats": ["summary"]}),
        ),
        (
            &["scrape", URL, "-f", "links"],
            json!({"formats": ["links"]}),
        ),
        (&["scrape", URL, "-flinks"], json!({"formats": ["links"]})),
        (
            &["scrape", URL, "--formats=links"],
            json!({"formats": ["links"]}),
        ),
        (
            &["scrape", URL, "--screenshot"],
            json!({"formats": ["markdown", "screenshot"]}),
        ),
        (
            &["scrape", URL, "--screenshot", "--format", "links"],
            json!({"formats": ["screenshot", "links"]}),
        ),
        (
            &["scrape", URL, "--html", "--full-page-screenshot"],
            json!({"formats": ["html", full]}),
        ),
        (
            &["scrape", URL, "--actions-file", "steps.json", "--timing"],
            json!({"actions": [{"type": "wait"}]}),
        ),
        (
            &["scrape", URL, "--profile-name", "p", "--no-save-changes"],
            json!({"profile": {"name": "p", "saveChanges": false}}),
        ),
        (
            &[
                "crawl",
                URL,
                "--wait",
                "--poll-interval",
                "2",
                "--max-discovery-depth",
                "1",
            ],
            json!({"maxDiscoveryDepth": 1}),
        ),
        (
            &["crawl", URL, "--scrape-options-file", "page.json"],
            json!({"scrapeOptions": {"mobile": true}}),
        ),
        (&["map", URL, "--wait"], json!({})),
        (
            &["search", "q", "--scrape"],
            json!({"scrapeOptions": {"formats": ["markdown"]}}),
        ),
        (
            &["search", "q", "--scrape", "--scrape-formats", "html,links"],
            json!({"scrapeOptions": {"formats": ["html", "links"]}}),
        ),
        (
            &["search", "q", "--no-highlights"],
            json!({"highlights": false}),
        ),
        (
            &[
                "agent",
                "q",
                "--wait",
                "--thread",
                "t",
                "--schema-file=page.json",
            ],
            json!({"threadId": "t", "schema": {"mobile": true}}),
        ),
        (&["developer", "q", "--limit", "3"], json!({"k": 3})),
        (&["--dry-run", URL, "--mobile"], json!({"mobile": true})),
    ] {
        let mut expected = expected;
        let subject = match command[0] {
            "search" | "developer" => ("query", "q"),
            "agent" => ("prompt", "q"),
            _ => ("url", URL),
        };
        expected[subject.0] = subject.1.into();
        assert_eq!(body(&place, command).await, expected, "{command:?}");
    }
    assert_eq!(place.server.requests().len(), 0);
}

#[tokio::test]
async fn official_commands_do_the_same() {
    let place = Place::new().await;
    place.run(&["credit-usage"]).await.json();
    place
        .run(&["research", "search-papers", "light", "--limit", "2"])
        .await
        .ok();
    let request = place.server.requests().pop().unwrap();
    assert!(
        request.path.contains("query=light") && request.path.contains("k=2"),
        "{request:?}"
    );
    let page = place.run(&[&place.site, "--format", "markdown"]).await.ok();
    assert!(page.contains("A light at the end of the land"), "{page}");
}

#[tokio::test]
async fn another_way_is_named() {
    let place = Place::new().await;
    let id = "0199c5a2-0000-7000-8000-00000000000a";
    let status = format!("firecrawl jobs status {id}");
    for (command, words) in [
        (
            &["crawl", "--cancel", id][..],
            ["`--cancel`", "firecrawl jobs cancel ID"],
        ),
        (
            &["agent", id, "--cancel"],
            ["`--cancel`", "firecrawl jobs cancel ID"],
        ),
        (
            &["crawl", id, "--status"],
            ["`--status`", "firecrawl jobs status ID"],
        ),
        (
            &["agent", "q", "--timeout", "60"],
            ["`--timeout`", "--wait-timeout 60s"],
        ),
        (
            &["scrape", URL, "--max-pages=3"],
            ["`--max-pages`", "maxPages"],
        ),
        (
            &["scrape", URL, "-Q", "who?"],
            ["`-Q`", r#""type":"query""#],
        ),
        (&["--status"], ["`--status`", "firecrawl whoami"]),
        (&["status"], ["`status`", "firecrawl whoami"]),
        (
            &["download", URL],
            ["`download`", "firecrawl crawl URL -o FOLDER"],
        ),
        (
            &["interact", "Click the tab"],
            ["`Click the tab`", "firecrawl interact page"],
        ),
        // A job of its own would start, and cost.
        (&["crawl", id], ["is the id of a job", &status]),
        (&["agent", id], ["is the id of a job", &status]),
        // A value is not a flag, and an unknown flag stays unknown.
        (
            &["map", "--html"],
            ["unexpected argument '--html'", "--help"],
        ),
        (
            &["jobs", "list", "--", "--wait"],
            ["unexpected argument '--wait'", "--help"],
        ),
    ] {
        let run = place.run(command).await.fails(2, &words);
        assert_eq!(run.stdout, "", "{command:?}");
    }
    assert_eq!(place.server.requests().len(), 0);
}
