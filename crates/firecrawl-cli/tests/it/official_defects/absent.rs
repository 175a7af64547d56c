//! Features that the official command line lacks.

use std::time::Duration;

use firecrawl_local::{Fault, LocalServer};

use crate::harness::{KEY, Place, lines};

#[tokio::test]
async fn batches_and_extractions_and_errors_of_crawls_are_commands() {
    let place = Place::new().await;
    let (a, b) = (place.url("/visit"), place.url("/about"));
    let batch = place.run(&["batch", &a, &b, "--jsonl"]).await.ok();
    assert_eq!(lines(&batch).len(), 2);
    let extract = ["extract", &place.site, "--prompt", "the opening hours"];
    place.run(&extract).await.json();
    let crawl = ["crawl", &place.site, "--limit", "1", "--no-wait"];
    let id = place.run(&crawl).await.ok();
    let errors = place.run(&["jobs", "errors", id.trim()]).await.json();
    assert!(errors["errors"].is_array(), "{errors}");
    let operations = place.server.requests();
    for id in ["scrapeAndExtractFromUrls", "extractData", "getCrawlErrors"] {
        assert!(
            operations.iter().any(|one| one.operation == Some(id)),
            "{id}"
        );
    }
}

#[tokio::test]
async fn lists_of_urls_come_from_files_and_the_standard_input() {
    let place = Place::new().await;
    let list = format!("{}\n{}\n", place.url("/visit"), place.url("/about"));
    std::fs::write(place.path("urls.txt"), &list).unwrap();
    for command in ["scrape", "batch"] {
        let forgotten = place.run(&[command, "urls.txt"]).await;
        forgotten.fails(2, &["`urls.txt` is a file", "--input urls.txt"]);
        let file = place.run(&[command, "-i", "urls.txt", "--jsonl"]).await;
        assert_eq!(lines(&file.ok()).len(), 2);
        let input = place.run_with(&list, &[command, "-", "--jsonl"]).await;
        assert_eq!(lines(&input.ok()).len(), 2);
    }
}

#[tokio::test]
async fn json_lines_have_the_url_the_status_and_the_position() {
    let place = Place::new().await;
    let urls = [place.url("/visit"), place.url("/nowhere")];
    let batch = ["batch", &urls[0], &urls[1], "--jsonl"];
    let mut pages = lines(&place.run(&batch).await.ok());
    pages.sort_by_key(|page| page["position"].as_u64());
    for (at, (url, status)) in urls.iter().zip([200, 404]).enumerate() {
        assert_eq!(pages[at]["url"], *url);
        assert_eq!(pages[at]["status"], status);
        assert_eq!(pages[at]["position"], at);
    }
}

#[tokio::test]
async fn a_list_is_resumed() {
    let slow = LocalServer::builder()
        .keys([KEY])
        .pace(Duration::from_millis(5));
    let place = Place::with(slow).await;
    let urls: Vec<String> = (0..40)
        .map(|page| place.url(&format!("/visit?{page}")))
        .collect();
    std::fs::write(place.path("urls.txt"), urls.join("\n")).unwrap();
    let batch = [
        "batch",
        "-i",
        "urls.txt",
        "--jsonl",
        "-o",
        "out.jsonl",
        "--checkpoint",
        "journal",
        "--batch-size",
        "5",
    ];
    let mut child = place.start(&batch);
    let out = place.path("out.jsonl");
    // Results before the first mark are read again.
    place.until("journal", "{\"written\":{\"mark\"").await;
    child.kill().await.unwrap();
    let run = place.run(&batch).await;
    assert!(run.stderr.contains("have their results already"), "{run:?}");
    run.ok();
    let pages = lines(&std::fs::read_to_string(&out).unwrap());
    let mut positions: Vec<u64> = pages
        .iter()
        .filter_map(|page| page["position"].as_u64())
        .collect();
    positions.sort_unstable();
    assert_eq!(positions, (0..40).collect::<Vec<u64>>());
}

#[tokio::test]
async fn a_job_is_watched_while_it_runs() {
    let slow = LocalServer::builder()
        .keys([KEY])
        .pace(Duration::from_millis(200));
    let place = Place::with(slow).await;
    let crawl = ["crawl", &place.site, "--limit", "3", "--no-wait"];
    let id = place.run(&crawl).await.ok().trim().to_owned();
    let events = lines(&place.run(&["watch", &id]).await.ok());
    let documents = events.iter().filter(|line| line["event"] == "document");
    assert_eq!(documents.count(), 3, "{events:?}");
}

#[tokio::test]
async fn quiet_leaves_nothing_but_the_result() {
    let place = Place::new().await;
    let crawl = [
        "crawl",
        &place.site,
        "--limit",
        "2",
        "-o",
        "site",
        "--quiet",
    ];
    let run = place.run(&crawl).await;
    assert_eq!((run.code, &*run.stdout, &*run.stderr), (0, "", ""));
}

#[tokio::test]
async fn the_number_of_pages_at_once_is_a_flag() {
    let place = Place::new().await;
    let batch = ["batch", &place.site, "--max-concurrency", "3", "--jsonl"];
    place.run(&batch).await.ok();
    let requests = place.server.requests();
    let started = |one: &&firecrawl_local::RecordedRequest| one.method == "POST";
    let started = requests.iter().find(started).unwrap();
    assert_eq!(started.json()["maxConcurrency"], 3);
}

#[tokio::test]
async fn the_time_of_a_call_is_limited() {
    let place = Place::new().await;
    let silence = Fault::silence().always();
    place.server.fault("mapUrls", silence).unwrap();
    let map = ["map", &place.site, "--total-timeout", "300ms"];
    place.run(&map).await.fails(9, &["--total-timeout"]);
    // A number alone could be of seconds or of milliseconds.
    let map = ["map", &place.site, "--total-timeout", "300"];
    place.run(&map).await.fails(2, &["--total-timeout", "unit"]);
}

#[tokio::test]
async fn headers_of_ones_own_are_sent() {
    let place = Place::new().await;
    let map = ["map", &place.site, "--request-header", "X-Team: tide"];
    place.run(&map).await.ok();
    let request = place.server.requests().pop().unwrap();
    assert_eq!(request.headers["x-team"], "tide");
}

#[tokio::test]
async fn the_service_is_reached_through_a_proxy() {
    let place = Place::new().await;
    // The name exists nowhere, so that only the proxy can have been asked: it is the server itself.
    let proxy = place.server.base_url().to_owned();
    let url = "http://service.invalid";
    let map = [
        "map",
        &place.site,
        "--http-proxy",
        &proxy,
        "--allow-plain-http",
        "--api-url",
        url,
    ];
    place.run(&map).await.ok();
    assert_eq!(place.server.requests().len(), 1);
}
