//! Faults of the official command line.

use std::time::Duration;

use firecrawl_local::{Fault, LocalServer};
use serde_json::json;

use crate::harness::{KEY, Place, Run, lines};

/// Returns the number of requests that started a crawl.
fn started_crawls(place: &Place) -> usize {
    let requests = place.server.requests();
    let is_start = |one: &&firecrawl_local::RecordedRequest| one.operation == Some("crawlUrls");
    requests.iter().filter(is_start).count()
}

#[tokio::test]
async fn pages_of_a_crawl_started_without_waiting_can_be_fetched() {
    let place = Place::new().await;
    let crawl = ["crawl", &place.site, "--limit", "3", "--no-wait"];
    let id = place.run(&crawl).await.ok().trim().to_owned();
    place
        .run(&["jobs", "results", &id, "-o", "site"])
        .await
        .ok();
    assert_eq!(place.files("site").len(), 3);
    assert_eq!(started_crawls(&place), 1);
}

#[tokio::test]
async fn two_urls_that_differ_in_the_query_are_two_files() {
    let place = Place::new().await;
    let page = |name: &str| format!("<title>{name}</title><main><p>This is {name}.</p></main>");
    let urls = ["https://list.example/?a=1", "https://list.example/?a=2"];
    for (url, name) in urls.iter().zip(["one", "two"]) {
        place.server.page(url, page(name)).unwrap();
    }
    let run = place.run(&["scrape", urls[0], urls[1], "-o", "out"]).await;
    assert!(run.stderr.contains("2 pages"), "{run:?}");
    run.ok();
    let files = place.files("out");
    let read = |name: &String| std::fs::read_to_string(place.path("out").join(name)).unwrap();
    let texts: Vec<String> = files.iter().map(read).collect();
    assert_eq!(texts.len(), 2, "{files:?}");
    for name in ["one", "two"] {
        let holds = |text: &&String| text.contains(&format!("This is {name}."));
        assert_eq!(texts.iter().filter(holds).count(), 1, "{texts:?}");
    }
}

#[tokio::test]
async fn one_failed_url_of_three_is_an_exit_code() {
    let place = Place::new().await;
    let (visit, dead) = (place.url("/visit"), "http://127.0.0.1:1/");
    let run = place
        .run(&["scrape", &place.site, dead, &visit, "--jsonl"])
        .await;
    let run = run.fails(6, &[dead, "1 failed"]);
    assert_eq!(lines(&run.stdout).len(), 2);
}

#[tokio::test]
async fn asking_for_the_status_of_a_crawl_starts_none() {
    let place = Place::new().await;
    for id in [place.site.as_str(), "0199c5a2-0000-7000-8000-000000000000"] {
        let run = place.run(&["crawl", "--status", id]).await;
        run.fails(2, &["--status"]);
    }
    assert!(place.server.requests().is_empty());
    let status = ["jobs", "status", &place.site];
    assert_ne!(place.run(&status).await.code, 0);
    assert_eq!(started_crawls(&place), 0);
}

#[tokio::test]
async fn without_a_key_and_a_terminal_the_error_is_an_error() {
    let place = Place::new().await;
    for arguments in [vec!["usage", "credits"], vec!["crawl", &place.site]] {
        let mut command = place.command(&arguments);
        let output = command.env_remove("FIRECRAWL_API_KEY").output().await;
        let run = Run::of(output.unwrap()).fails(3, &["firecrawl login"]);
        assert_eq!(run.stdout, "");
    }
    let run = place.run::<&str>(&[]).await.fails(2, &["Usage: firecrawl"]);
    assert_eq!(run.stdout, "");
}

#[tokio::test]
async fn a_rejected_request_shows_the_details_of_the_service() {
    let place = Place::new().await;
    let scrape = ["scrape", &place.site, "--wait-for", "70000"];
    let run = place.run(&scrape).await;
    run.fails(
        10,
        &[
            "400",
            "\n  waitFor: Number must be less than or equal to 60000",
        ],
    );
}

#[tokio::test]
async fn no_color_is_heeded() {
    let place = Place::new().await;
    for variables in [
        vec![("NO_COLOR", "1")],
        vec![("NO_COLOR", "1"), ("CLICOLOR_FORCE", "1")],
    ] {
        for arguments in [["crwl", "x"], ["scrape", "word"], ["map", &place.site]] {
            let mut command = place.command(&arguments);
            let output = command.envs(variables.clone()).output().await.unwrap();
            // The end of a run fails if it has an escape sequence.
            let run = Run::of(output);
            assert!(!run.stdout.contains('\x1b'), "{run:?}");
        }
    }
}

#[tokio::test]
async fn a_crawl_whose_service_falls_silent_ends() {
    let place = Place::new().await;
    for (command, more, operation) in [
        ("crawl", ["--limit", "1"], "getCrawlStatus"),
        (
            "extract",
            ["--prompt", "the opening hours"],
            "getExtractStatus",
        ),
    ] {
        let silence = Fault::silence().always();
        place.server.fault(operation, silence).unwrap();
        let wait = [
            command,
            &place.site,
            "--wait-timeout",
            "1s",
            more[0],
            more[1],
        ];
        let run = place.run(&wait).await;
        let run = run.fails(9, &["firecrawl jobs results"]);
        assert!(!run.stderr.contains("handle"), "{run:?}");
    }
}

#[tokio::test]
async fn a_failing_poll_does_not_lose_the_id() {
    let place = Place::new().await;
    let fault = Fault::status(403).always();
    place.server.fault("getCrawlStatus", fault).unwrap();
    let run = place.run(&["crawl", &place.site, "--limit", "2"]).await;
    let id = run.stderr.split_whitespace().nth(1).unwrap().to_owned();
    run.fails(3, &[&format!("`firecrawl jobs results {id}`")]);
    place.server.clear_faults("getCrawlStatus").unwrap();
    let list = place.run(&["jobs", "list"]).await.ok();
    assert!(list.starts_with(&id), "{list}");
    let pages = place.run(&["jobs", "results", &id, "--jsonl"]).await.ok();
    assert_eq!(lines(&pages).len(), 2);
}

#[tokio::test]
async fn each_cause_has_its_exit_code() {
    let place = Place::new().await;
    for (status, code) in [
        (400, 10),
        (401, 3),
        (402, 4),
        (403, 3),
        (404, 5),
        (409, 10),
        (429, 7),
    ] {
        let fault = match status {
            429 => Fault::rate_limited(Duration::from_secs(3600)),
            status => Fault::status(status),
        };
        place.server.fault("mapUrls", fault.always()).unwrap();
        let run = place
            .run(&["map", &place.site, "--total-timeout", "5s"])
            .await;
        assert_eq!((status, run.code), (status, code), "{run:?}");
        assert!(run.stderr.contains(&status.to_string()), "{run:?}");
        place.server.clear_faults("mapUrls").unwrap();
    }
    let silence = Fault::silence().always();
    place.server.fault("mapUrls", silence).unwrap();
    let map = ["map", &place.site, "--total-timeout", "500ms"];
    place.run(&map).await.fails(9, &[]);
    let mut dead = place.command(&["map", &place.site, "--total-timeout", "5s"]);
    dead.env("FIRECRAWL_API_URL", "http://127.0.0.1:1");
    Run::of(dead.output().await.unwrap()).fails(8, &["127.0.0.1:1"]);
    place.run(&["map"]).await.fails(2, &["URL"]);
    place
        .run(&["parse", "none.pdf"])
        .await
        .fails(1, &["none.pdf"]);
    place.run(&["scrape", &place.site, "-q"]).await.ok();
}

#[tokio::test]
async fn a_failed_job_is_an_exit_code() {
    let place = Place::with(LocalServer::builder().keys([KEY])).await;
    let stub = json!({"success": true, "status": "failed", "total": 0, "completed": 0, "data": []});
    let response = firecrawl_local::Response::json(200, stub);
    let server = &place.server;
    server
        .on("getCrawlStatus", move |_| response.clone())
        .unwrap();
    let run = place.run(&["crawl", &place.site, "--limit", "1"]).await;
    run.fails(11, &["failed"]);
}
