//! Maps, sitemaps and robots.txt.

use std::time::Duration;

use serde_json::{Value, json};
use tokio::time::Instant;

use super::site::{Site, body, engine, request, state};
use crate::routes::handle;

async fn mapped(site: &Site, options: Value) -> Vec<String> {
    let mut wanted = json!({"url": site.url("/").as_str()});
    wanted
        .as_object_mut()
        .unwrap()
        .extend(options.as_object().unwrap().clone());
    let response = handle(&state(), &request("mapUrls", wanted)).await.unwrap();
    assert_eq!(response.status, 200);
    let root = site.url("/").to_string();
    let body = body(&response);
    assert_eq!(body["success"], true);
    let links = body["links"].as_array().unwrap();
    links
        .iter()
        .map(|link| {
            let url = link["url"].as_str().unwrap();
            url.replace(root.trim_end_matches('/'), "")
        })
        .collect()
}

#[tokio::test]
async fn sitemap_and_links_make_the_map() {
    let site = Site::start().await;
    assert_eq!(
        mapped(&site, json!({})).await,
        [
            "",
            "/docs/1",
            "/docs/2",
            "/docs/3",
            "/private/4",
            "/nav",
            "/plain"
        ]
    );
    assert_eq!(
        mapped(&site, json!({"sitemap": "only"})).await,
        ["/docs/1", "/docs/2", "/docs/3", "/private/4"]
    );
    assert_eq!(
        mapped(
            &site,
            json!({"sitemap": "skip", "ignoreQueryParameters": false})
        )
        .await,
        ["", "/nav", "/plain", "/docs/2?y=1"]
    );
    assert_eq!(mapped(&site, json!({"limit": 2})).await, ["", "/docs/1"]);
    assert_eq!(
        mapped(&site, json!({"search": "plain page"})).await,
        ["/plain"]
    );
}

#[tokio::test]
async fn a_map_ends_in_time() {
    let site = Site::start().await;
    let wanted = json!({"url": site.url("/slow").as_str(), "sitemap": "skip", "timeout": 30});
    let response = handle(&state(), &request("mapUrls", wanted)).await.unwrap();
    assert_eq!(response.status, 408);
    assert_eq!(body(&response)["code"], "MAP_TIMEOUT");
}

#[tokio::test]
async fn an_address_that_leads_nowhere() {
    let rejected = handle(&state(), &request("mapUrls", json!({"url": "ftp://x"})))
        .await
        .unwrap();
    assert_eq!(rejected.status, 400);
    assert_eq!(body(&rejected)["details"][0]["path"], json!(["url"]));
    let dead = handle(
        &state(),
        &request("mapUrls", json!({"url": "http://127.0.0.1:1"})),
    )
    .await
    .unwrap();
    assert_eq!(
        body(&dead),
        json!({"success": true, "links": [{"url": "http://127.0.0.1:1"}]})
    );
}

#[tokio::test]
async fn sitemaps_are_searched_to_the_limit_or_the_deadline() {
    let site = Site::start().await;
    let engine = engine();
    let soon = Instant::now() + Duration::from_secs(20);
    let found = engine.sitemap_urls(&site.url("/"), 3, soon).await;
    let expected = ["/docs/1?x=1", "/docs/2", "/docs/3"].map(|path| site.url(path));
    assert_eq!(found, expected);
    let direct = engine.sitemap_urls(&site.url("/one.xml"), 9, soon).await;
    assert_eq!(direct, expected[..2]);
    let past = Instant::now() - Duration::from_millis(1);
    let late = Site::start().await;
    assert!(
        engine
            .sitemap_urls(&late.url("/"), 3, past)
            .await
            .is_empty()
    );
}

#[tokio::test]
async fn robots_are_read_once() {
    let site = Site::start().await;
    let engine = engine();
    for _ in 0..3 {
        let robots = engine.robots(&site.url("/deep/page"), None).await;
        assert!(robots.allows(&site.url("/docs/1")));
        assert!(!robots.allows(&site.url("/private/x")));
        assert_eq!(robots.sitemaps(&site.url("/")), [site.url("/index.xml")]);
    }
    assert_eq!(site.hits(), 1);
    let dead = url::Url::parse("http://127.0.0.1:1/").unwrap();
    assert!(engine.robots(&dead, Some("any")).await.allows(&dead));
}
