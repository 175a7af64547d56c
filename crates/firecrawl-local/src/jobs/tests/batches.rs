//! Batches.

use axum::http::HeaderValue;
use serde_json::json;

use super::site::{World, request, sorted};
use crate::jobs::job::Job;
use crate::settings::Settings;

#[tokio::test]
async fn a_batch_brings_what_can_be_fetched_and_lists_the_rest() {
    let mut world = World::new().await;
    let urls = ["/docs/1", "/broken", "/docs/2", "/error"].map(|path| world.at(path));
    let body = json!({"urls": urls, "maxConcurrency": 2, "webhook": {"url": world.at("/hook")}});
    let (status, started) = world.post("scrapeAndExtractFromUrls", body).await;
    assert_eq!((status, &started["invalidURLs"]), (200, &json!([])));
    let id = started["id"].as_str().unwrap();
    assert_eq!(
        started["url"],
        format!("http://127.0.0.1:3002/v2/batch/scrape/{id}")
    );
    // Nothing has run since: the test's runtime has one thread.
    let (_, first) = world.get("getBatchScrapeStatus", id).await;
    assert_eq!(
        (&first["completed"], &first["total"]),
        (&0.into(), &4.into())
    );
    let itself = format!("http://127.0.0.1:3002/v2/batch/scrape/{id}?skip=0");
    assert_eq!(first["next"], itself);

    assert_eq!(
        sorted(world.paths(id).await),
        ["/docs/1", "/docs/2", "/error"]
    );
    let (_, done) = world.get("getBatchScrapeStatus", id).await;
    assert_eq!((&done["completed"], &done["total"]), (&3.into(), &3.into()));
    assert!(done.get("next").is_none());
    let (_, errors) = world.get("getCrawlErrors", id).await;
    assert_eq!(errors["errors"][0]["url"], world.at("/broken"));
    assert_eq!(errors["robotsBlocked"], json!([]));
    let mut names = Vec::new();
    for _ in 0..5 {
        names.push(world.event().await["type"].as_str().unwrap().to_owned());
    }
    assert_eq!(names[0], "batch_scrape.started");
    assert!(names[1..4].iter().all(|name| name == "batch_scrape.page"));
    assert_eq!(names[4], "batch_scrape.completed");
}

#[tokio::test]
async fn what_robots_txt_forbids_is_listed_apart() {
    let world = World::with(Settings {
        batch_robots: true,
        ..Settings::default()
    })
    .await;
    let body = json!({"urls": [world.at("/private/a"), world.at("/docs/1")]});
    let (_, started) = world.post("scrapeAndExtractFromUrls", body).await;
    let id = started["id"].as_str().unwrap();
    assert_eq!(world.paths(id).await, ["/docs/1"]);
    let (_, errors) = world.get("getBatchScrapeErrors", id).await;
    assert_eq!(errors["robotsBlocked"], json!([world.at("/private/a")]));
    assert_eq!(errors["errors"], json!([]));
}

#[tokio::test]
async fn invalid_addresses_are_named_or_refused() {
    let world = World::new().await;
    let bad = ["not a url", "ftp://x.y/z", "http://localhost/", ""];
    let mut urls = vec![world.at("/docs/1")];
    urls.extend(bad.map(str::to_owned));
    let body = json!({"urls": urls});
    let (status, response) = world.post("scrapeAndExtractFromUrls", body).await;
    assert_eq!((status, &response["invalidURLs"]), (200, &json!(bad)));
    let id = response["id"].as_str().unwrap();
    assert_eq!(world.paths(id).await, ["/docs/1"]);

    let body = json!({"urls": urls, "ignoreInvalidURLs": false});
    let (status, response) = world.post("scrapeAndExtractFromUrls", body).await;
    assert_eq!((status, &response["error"]), (400, &"Bad Request".into()));
    // As many as were recorded for these addresses, and at the same places.
    let places: Vec<u64> = response["details"]
        .as_array()
        .unwrap()
        .iter()
        .map(|fault| fault["path"][1].as_u64().unwrap())
        .collect();
    assert_eq!(places, [1, 1, 1, 2, 2, 2, 3, 4, 4, 4]);

    let (status, _) = world
        .post("scrapeAndExtractFromUrls", json!({"urls": bad}))
        .await;
    assert_eq!(status, 400);
    let body = json!({"urls": [world.at("/")], "ignoreInvalidURLs": false});
    let (_, response) = world.post("scrapeAndExtractFromUrls", body).await;
    assert!(response.get("invalidURLs").is_none());
}

#[tokio::test]
async fn a_batch_takes_more_while_it_runs_and_after_its_end() {
    let world = World::new().await;
    let body = json!({"urls": [world.at("/docs/1")]});
    let (_, started) = world.post("scrapeAndExtractFromUrls", body).await;
    let id = started["id"].as_str().unwrap();
    let more = json!({"urls": [world.at("/docs/2")], "appendToId": id});
    let (_, response) = world.post("scrapeAndExtractFromUrls", more).await;
    assert_eq!(response["id"], id);
    assert_eq!(sorted(world.paths(id).await), ["/docs/1", "/docs/2"]);
    let more = json!({"urls": [world.at("/docs/deep")], "appendToId": id});
    world.post("scrapeAndExtractFromUrls", more.clone()).await;
    assert_eq!(world.job(id).status(), "scraping");
    assert_eq!(world.paths(id).await.len(), 3);
    world.get("cancelBatchScrape", id).await;
    let (status, _) = world.post("scrapeAndExtractFromUrls", more).await;
    assert_eq!(status, 409);

    let unknown = "11111111-1111-4111-8111-111111111111";
    let body = json!({"urls": [world.at("/docs/1")], "appendToId": unknown});
    let (status, response) = world.post("scrapeAndExtractFromUrls", body).await;
    assert_eq!((status, &response["code"]), (500, &"UNKNOWN_ERROR".into()));
}

#[tokio::test]
async fn an_added_page_wakes_a_batch_that_waits() {
    let world = World::new().await;
    let body = json!({"urls": [world.at("/silent/1")]});
    let (_, started) = world.post("scrapeAndExtractFromUrls", body).await;
    let id = started["id"].as_str().unwrap();
    tokio::task::yield_now().await;
    let more = json!({"urls": [world.at("/docs/2")], "appendToId": id});
    world.post("scrapeAndExtractFromUrls", more).await;
    world.until(id, |job| job.documents(0).len() == 1).await;
    world.get("cancelBatchScrape", id).await;
    world.until(id, Job::is_settled).await;
    assert_eq!(world.job(id).errors().0.len(), 1);
}

#[tokio::test]
async fn links_take_the_scheme_of_the_proxy_in_front() {
    let world = World::new().await;
    let mut request = request("scrapeAndExtractFromUrls", json!({"urls": [world.at("/")]}));
    let scheme = HeaderValue::from_static("https");
    request.headers.insert("x-forwarded-proto", scheme);
    let (_, response) = world.send(&request).await;
    let url = response["url"].as_str().unwrap();
    assert!(url.starts_with("https://127.0.0.1:3002/v2/batch/scrape/"));
}
