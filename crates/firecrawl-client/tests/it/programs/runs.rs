//! The programs, run against the local server.

use std::fs;
use std::time::Duration;

use firecrawl_client::RetryPolicy;
use firecrawl_client::types::{MonitorCreateRequest, MonitorSchedule, ScrapeMonitorTarget};
use firecrawl_local::{Fault, Response};
use serde_json::json;

use super::{
    crawl_to_files, error_advice, list_monitors, map_and_batch, scrape_to_markdown, search_hits,
    typed_extraction, wait_elsewhere,
};
use crate::setup::Setup;

#[tokio::test]
async fn a_page_is_scraped_with_options() {
    let setup = Setup::new().await;
    let page = setup.page("/");
    let text = scrape_to_markdown::run(&setup.client, &page).await.unwrap();
    assert!(text.contains(&format!("<{page}>")), "{text}");
    assert!(!text.contains(", 0 links"), "{text}");
    let coverage = setup.server.coverage();
    let sent: Vec<_> = coverage.properties("scrapeAndExtractFromUrl").collect();
    for name in ["waitFor", "maxAge", "timeout", "excludeTags", "headers"] {
        assert!(sent.contains(&name), "{name} of {sent:?}");
    }
}

#[tokio::test]
async fn a_site_is_crawled_into_files() {
    let setup = Setup::in_real_time().await;
    let folder = tempfile::tempdir().unwrap();
    let site = setup.page("/");
    let pages = crawl_to_files::run(&setup.client, &site, folder.path());
    assert_eq!(pages.await.unwrap(), 10);
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 10);
}

#[tokio::test]
async fn a_map_is_filtered_and_scraped() {
    let setup = Setup::in_real_time().await;
    let site = setup.page("/");
    let lines = map_and_batch::run(&setup.client, &site, "/journal");
    let lines = lines.await.unwrap();
    assert!(lines.len() > 2, "{lines:#?}");
    let (last, pages) = lines.split_last().unwrap();
    assert!(
        last.starts_with("failed: http://127.0.0.1:9/closed: "),
        "{last}"
    );
    assert!(
        pages.iter().all(|line| line.contains("/journal")),
        "{pages:#?}"
    );
}

#[tokio::test]
async fn hits_of_a_search_are_read() {
    let setup = Setup::new().await;
    let hit = json!({"url": "https://a.example", "title": "A", "description": "About A."});
    let news = json!({"url": "https://b.example", "title": "B", "date": "2 days ago"});
    let data = json!({"success": true, "data": {"web": [hit], "news": [news]}});
    let script = move |_: &_| Response::ok(data.clone());
    setup.server.on("searchAndScrape", script).unwrap();
    let lines = search_hits::run(&setup.client).await.unwrap();
    assert_eq!(
        lines,
        ["A <https://a.example>", "2 days ago: B", "About A."]
    );
}

#[tokio::test]
async fn data_is_extracted_into_a_type() {
    let setup = Setup::in_real_time().await;
    let data = json!({"opens": "10:00", "season": "summer"});
    let script = {
        let body = json!({"success": true, "data": {"json": data}});
        move |_: &_| Response::ok(body.clone())
    };
    setup.server.on("scrapeAndExtractFromUrl", script).unwrap();
    let done = json!({"success": true, "status": "completed", "data": data});
    let script = move |_: &_| Response::ok(done.clone());
    setup.server.on("getExtractStatus", script).unwrap();
    let visits = typed_extraction::run(&setup.client, "https://example.com/visit");
    let visits = visits.await.unwrap();
    assert_eq!(visits.len(), 4);
    for visit in visits {
        assert_eq!((&*visit.opens, visit.closes), ("10:00", None));
        assert_eq!(visit.season, typed_extraction::Season::Summer);
    }
}

#[tokio::test]
async fn monitors_and_their_checks_are_listed() {
    let setup = Setup::new().await;
    let monitors = setup.client.monitors();
    for name in ["tea", "cake"] {
        let request = MonitorCreateRequest::new(
            name,
            MonitorSchedule::new().cron("0 9 * * *"),
            [ScrapeMonitorTarget::new([setup.page("/tea-room")])],
        );
        let monitor = monitors.create(request).await.unwrap();
        monitors.run(monitor.id.clone()).await.unwrap();
    }
    let lines = list_monitors::run(&setup.client).await.unwrap();
    assert!(lines[0].ends_with(" active"), "{lines:#?}");
    let named = |name: &str| lines.iter().filter(|line| line.contains(name)).count();
    assert_eq!(
        (lines.len(), named("tea"), named("cake")),
        (6, 2, 2),
        "{lines:#?}"
    );
}

#[tokio::test]
async fn a_job_is_waited_for_elsewhere() {
    let setup = Setup::in_real_time().await;
    let site = setup.page("/");
    let id = wait_elsewhere::start(&setup.client, &site).await.unwrap();
    let lines = wait_elsewhere::finish(&setup.client, &id).await.unwrap();
    assert!(lines[0].ends_with("pages"), "{lines:#?}");
    assert!(
        lines.iter().any(|line| line.ends_with("credits")),
        "{lines:#?}"
    );
}

#[tokio::test]
async fn errors_have_their_advice() {
    let setup = Setup::with(|server| server, |client| client.retry(RetryPolicy::off())).await;
    let page = setup.page("/tea-room");
    let run = async || error_advice::run(&setup.client, &page).await;
    assert!(run().await.ends_with(" bytes"));
    let wait = Fault::rate_limited(Duration::from_secs(7));
    for (fault, advice) in [
        (wait, "try again in 7 s"),
        (Fault::status(401), "check FIRECRAWL_API_KEY"),
        (Fault::status(402), "buy credits"),
        (Fault::status(404), "there is no such thing"),
        (Fault::status(408), "try again now"),
        (Fault::status(503), "try again later"),
    ] {
        setup
            .server
            .fault("scrapeAndExtractFromUrl", fault)
            .unwrap();
        assert_eq!(run().await, advice);
    }
    let invalid = Fault::status(400);
    setup
        .server
        .fault("scrapeAndExtractFromUrl", invalid)
        .unwrap();
    assert!(run().await.starts_with("correct the request: "));
    let request = error_advice::run(&setup.client, "not a url").await;
    assert!(request.starts_with("correct the request: "), "{request}");
}
