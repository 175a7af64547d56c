//! Credits: of pages, of jobs and of results, and after a request after which nothing is kept.

use firecrawl_local::LocalServer;
use serde_json::{Value, json};

use crate::local_pages::{SITE, get, post, shop};

async fn remaining(server: &LocalServer) -> i64 {
    let (_, usage) = get(server, "/team/credit-usage").await;
    usage["data"]["remainingCredits"].as_i64().unwrap()
}

/// Sends a request, waits for its job, and returns its last response and the credits that it cost.
async fn billed(server: &LocalServer, path: &str, body: Value) -> (Value, i64) {
    let before = remaining(server).await;
    let (status, mut response) = post(server, path, body).await;
    assert_eq!(status, 200, "{response}");
    if let Some(id) = response["id"].as_str().filter(|_| path != "/search") {
        let status = format!("{path}/{id}");
        loop {
            (_, response) = get(server, &status).await;
            if response["status"] != "scraping" {
                break;
            }
            tokio::task::yield_now().await;
        }
    }
    (response, before - remaining(server).await)
}

#[tokio::test]
async fn a_page_costs_what_its_options_say() {
    let server = shop().await;
    let json_format = json!([{"type": "json", "prompt": "p"}]);
    for (options, credits) in [
        (json!({}), 1),
        // The same request from the cache.
        (json!({}), 1),
        (json!({"formats": json_format}), 5),
        (json!({"proxy": "enhanced"}), 5),
        (json!({"zeroDataRetention": true}), 2),
        (
            json!({"formats": json_format, "proxy": "stealth", "zeroDataRetention": true}),
            10,
        ),
    ] {
        let mut body = options.clone();
        body["url"] = SITE.into();
        let (response, cost) = billed(&server, "/scrape", body).await;
        let shown = &response["data"]["metadata"]["creditsUsed"];
        assert_eq!((cost, shown), (credits, &json!(credits)), "{options}");
    }
    let (_, cost) = billed(&server, "/map", json!({"url": SITE})).await;
    assert_eq!(cost, 1);
}

#[tokio::test]
async fn a_job_costs_what_its_pages_do() {
    let server = shop().await;
    let formats = json!([{"type": "json", "prompt": "p"}]);
    let batch = json!({
        "urls": [SITE, format!("{SITE}/tea"), "https://nothing.invalid/"],
        "formats": formats,
        "zeroDataRetention": true,
    });
    let (response, cost) = billed(&server, "/batch/scrape", batch).await;
    assert_eq!((&response["creditsUsed"], cost), (&json!(12), 12));
    assert_eq!(response["data"][1]["metadata"]["creditsUsed"], 6);

    let crawl = json!({"url": SITE, "limit": 3, "zeroDataRetention": true});
    let (response, cost) = billed(&server, "/crawl", crawl).await;
    assert_eq!((&response["completed"], cost), (&json!(3), 6));
    let crawl = json!({"url": SITE, "limit": 2, "scrapeOptions": {"formats": formats}});
    let (response, cost) = billed(&server, "/crawl", crawl).await;
    assert_eq!((&response["creditsUsed"], cost), (&json!(10), 10));
}

#[tokio::test]
async fn ten_results_cost_two_credits_and_their_pages_as_elsewhere() {
    let server = LocalServer::builder().start().await.unwrap();
    for (options, credits) in [
        (json!({"limit": 10}), 2),
        (json!({"limit": 11}), 4),
        (json!({"limit": 3, "sources": ["web", "news"]}), 2),
        (
            json!({"limit": 3, "scrapeOptions": {"formats": ["markdown"]}}),
            5,
        ),
    ] {
        let mut body = options.clone();
        body["query"] = "q".into();
        let (response, cost) = billed(&server, "/search", body).await;
        let shown = &response["creditsUsed"];
        assert_eq!((cost, shown), (credits, &json!(credits)), "{options}");
    }
}

#[tokio::test]
async fn without_retention_neither_page_nor_result_is_kept() {
    let server = shop().await;
    let cached = |response: &Value| response["data"]["metadata"]["cacheState"].clone();
    let body = json!({"url": SITE, "maxAge": 60_000});
    let mut private = body.clone();
    private["zeroDataRetention"] = true.into();
    for _ in 0..2 {
        let (_, response) = post(&server, "/scrape", private.clone()).await;
        assert_eq!(cached(&response), "miss");
        let id = response["data"]["metadata"]["scrapeId"].as_str().unwrap();
        assert_eq!(get(&server, &format!("/scrape/{id}")).await.0, 404);
    }
    for (path, job) in [
        (
            "/batch/scrape",
            json!({"urls": [SITE], "zeroDataRetention": true}),
        ),
        (
            "/crawl",
            json!({"url": SITE, "limit": 1, "zeroDataRetention": true}),
        ),
    ] {
        billed(&server, path, job).await;
    }
    let (_, response) = post(&server, "/scrape", body.clone()).await;
    assert_eq!(cached(&response), "miss");
    let (_, response) = post(&server, "/scrape", body).await;
    assert_eq!(cached(&response), "hit");
}
