//! Crawls.

use axum::http::HeaderValue;
use serde_json::{Value, json};

use super::site::{PAGES, World, request, sorted};
use crate::jobs::job::Job;
use crate::settings::Settings;

#[tokio::test]
async fn every_page_comes_once_over_all_status_pages() {
    let settings = Settings {
        page_documents: 90,
        ..Settings::default()
    };
    let world = World::with(settings).await;
    let id = world
        .crawl(
            "/many/0",
            json!({"crawlEntireDomain": true, "sitemap": "skip"}),
        )
        .await;
    world.until(&id, Job::is_settled).await;
    for limit in [None, Some(1), Some(7), Some(1000)] {
        let mut found = Vec::new();
        let mut skip = 0;
        loop {
            let mut query = json!({"skip": skip});
            if let Some(limit) = limit {
                query["limit"] = limit.into();
            }
            let (status, page) = world
                .request("getCrawlStatus", &[("id", &id)], query, Value::Null)
                .await;
            assert_eq!((status, &page["status"]), (200, &"completed".into()));
            assert_eq!(
                (&page["completed"], &page["total"]),
                (&PAGES.into(), &PAGES.into())
            );
            let documents = page["data"].as_array().unwrap();
            assert!(documents.len() <= limit.unwrap_or(90).min(90));
            found.extend(documents.iter().map(|one| world.path(one)));
            skip += documents.len();
            let suffix = limit.map_or(String::new(), |limit| format!("&limit={limit}"));
            let next = format!("http://127.0.0.1:3002/v2/crawl/{id}?skip={skip}{suffix}");
            match page.get("next") {
                Some(there) => assert_eq!(there, &next),
                None => break,
            }
        }
        let all = (0..PAGES).map(|n| format!("/many/{n}")).collect();
        assert_eq!(sorted(found), sorted(all));
    }
}

#[tokio::test]
async fn a_start_has_no_total_and_no_next() {
    let world = World::new().await;
    let (status, started) = world
        .post("crawlUrls", json!({"url": world.at("/docs/")}))
        .await;
    let id = started["id"].as_str().unwrap();
    assert_eq!(status, 200);
    assert_eq!(
        started,
        json!({"success": true, "id": id, "url": format!("http://127.0.0.1:3002/v2/crawl/{id}")})
    );
    // Nothing has run since: the test's runtime has one thread.
    let (_, first) = world.get("getCrawlStatus", id).await;
    let keys: Vec<&String> = first.as_object().unwrap().keys().collect();
    assert_eq!(
        keys,
        [
            "success",
            "status",
            "completed",
            "total",
            "creditsUsed",
            "expiresAt",
            "data"
        ]
    );
    assert_eq!(
        (&first["status"], &first["total"]),
        (&"scraping".into(), &0.into())
    );
    assert!(first["expiresAt"].as_str().unwrap().ends_with(".000Z"));
}

#[tokio::test]
async fn options_choose_the_pages() {
    let world = World::new().await;
    for (path, options, pages) in [
        (
            "/",
            json!({"sitemap": "skip", "maxDiscoveryDepth": 1, "ignoreRobotsTxt": true}),
            vec!["/", "/blog?page=1", "/blog?page=2", "/docs/", "/private/a"],
        ),
        (
            "/",
            json!({"sitemap": "skip", "ignoreQueryParameters": true, "excludePaths": ["^/docs/."]}),
            vec!["/", "/blog?page=1", "/docs/"],
        ),
        (
            "/",
            json!({"sitemap": "skip", "maxDiscoveryDepth": 0}),
            vec!["/"],
        ),
        (
            "/",
            json!({"sitemap": "only"}),
            vec!["/", "/docs/", "/map/1"],
        ),
        (
            "/",
            json!({"includePaths": ["^/map/"]}),
            vec!["/map/1", "/map/2"],
        ),
        (
            "/docs/",
            json!({"delay": 0.001, "maxConcurrency": 3}),
            vec!["/docs/", "/docs/1", "/docs/2", "/docs/deep"],
        ),
        (
            "/error",
            json!({"limit": 3, "sitemap": "skip"}),
            vec!["/error"],
        ),
    ] {
        let id = world.crawl(path, options.clone()).await;
        assert_eq!(sorted(world.paths(&id).await), pages, "{options}");
    }
    let id = world
        .crawl(
            "/many/0",
            json!({"crawlEntireDomain": true, "limit": 17, "sitemap": "skip"}),
        )
        .await;
    assert_eq!(world.paths(&id).await.len(), 17);
}

#[tokio::test]
async fn pages_come_breadth_first() {
    let world = World::new().await;
    let id = world
        .crawl("/docs/", json!({"sitemap": "skip", "maxConcurrency": 1}))
        .await;
    assert_eq!(
        world.paths(&id).await,
        ["/docs/", "/docs/1", "/docs/2", "/docs/deep"]
    );
}

#[tokio::test]
async fn what_fails_is_missing_and_listed() {
    let world = World::new().await;
    let id = world.crawl("/", json!({"sitemap": "skip"})).await;
    let paths = world.paths(&id).await;
    assert!(!paths.contains(&"/broken".to_owned()) && !paths.contains(&"/private/a".to_owned()));
    assert!(
        !paths.contains(&"/moved".to_owned()),
        "it leads to a page that is there"
    );
    let (_, status) = world.get("getCrawlStatus", &id).await;
    assert_eq!(
        (&status["status"], &status["total"]),
        (&"completed".into(), &paths.len().into())
    );
    let (_, errors) = world.get("getCrawlErrors", &id).await;
    assert_eq!(errors["robotsBlocked"], json!([world.at("/private/a")]));
    let error = errors["errors"][0].as_object().unwrap();
    assert_eq!(error["url"], world.at("/broken"));
    assert_eq!(
        error.keys().collect::<Vec<_>>(),
        ["id", "timestamp", "url", "code", "error"]
    );
    assert_eq!(errors["errors"].as_array().unwrap().len(), 1);
    let (_, via_batch) = world.get("getBatchScrapeErrors", &id).await;
    assert_eq!(via_batch, errors);
}

#[tokio::test]
async fn a_forbidden_start_is_an_error_and_a_crawl_of_nothing_completes() {
    let world = World::new().await;
    let id = world.crawl("/private/a", json!({})).await;
    assert!(world.paths(&id).await.is_empty());
    let (_, status) = world.get("getCrawlStatus", &id).await;
    assert_eq!(
        (&status["status"], &status["total"]),
        (&"completed".into(), &0.into())
    );
    let (_, errors) = world.get("getCrawlErrors", &id).await;
    assert_eq!(errors["robotsBlocked"], json!([]));
    assert_eq!(errors["errors"][0]["code"], "UNKNOWN_ERROR");
    assert_eq!(
        errors["errors"][0]["error"],
        "(Internal server error) - URL blocked by robots.txt"
    );
    let agent = json!({"robotsUserAgent": "other", "sitemap": "skip"});
    let id = world.crawl("/private/a", agent).await;
    assert_eq!(world.paths(&id).await, ["/private/a"]);
}

#[tokio::test]
async fn cancelling_turns_what_is_left_into_errors() {
    let mut world = World::new().await;
    let options = json!({
        "sitemap": "skip", "maxConcurrency": 1,
        "webhook": {"url": world.at("/hook"), "metadata": {"k": "v"}},
    });
    let id = world.crawl("/silent", options).await;
    world.until(&id, |job| !job.documents(0).is_empty()).await;
    let (_, running) = world.get("getCrawlStatus", &id).await;
    assert_eq!(
        (&running["completed"], &running["total"]),
        (&1.into(), &3.into())
    );
    let next = format!("http://127.0.0.1:3002/v2/crawl/{id}?skip=1");
    assert_eq!(running["next"], next);
    let query = json!({"skip": 1});
    let (_, page) = world
        .request("getCrawlStatus", &[("id", &id)], query, Value::Null)
        .await;
    assert_eq!((&page["next"], &page["data"]), (&next.into(), &json!([])));

    assert_eq!(
        world.get("cancelCrawl", &id).await,
        (200, json!({"status": "cancelled"}))
    );
    world.until(&id, Job::is_settled).await;
    let (_, status) = world.get("getCrawlStatus", &id).await;
    assert_eq!(status["status"], "cancelled");
    assert_eq!(
        (&status["completed"], &status["total"]),
        (&1.into(), &1.into())
    );
    assert!(status.get("next").is_none());
    let (_, errors) = world.get("getCrawlErrors", &id).await;
    let errors = errors["errors"].as_array().unwrap();
    assert_eq!(errors.len(), 2);
    for error in errors {
        assert_eq!(error["code"], "UNKNOWN_ERROR");
        assert_eq!(
            error["error"],
            "(Internal server error) - Parent crawl/batch scrape was cancelled"
        );
    }
    let names = ["crawl.started", "crawl.page", "crawl.completed"];
    for (name, count) in names.iter().zip([0, 1, 0]) {
        let event = world.event().await;
        assert_eq!(
            (event["type"].as_str().unwrap(), &event["id"]),
            (*name, &json!(id))
        );
        assert_eq!(event["data"].as_array().unwrap().len(), count);
        assert_eq!(
            (&event["success"], &event["metadata"]),
            (&true.into(), &json!({"k": "v"}))
        );
    }
}

#[tokio::test]
async fn a_finished_crawl_is_cancelled_as_recorded_or_refused_as_in_the_cloud() {
    let world = World::new().await;
    let id = world.crawl("/docs/2", json!({"sitemap": "skip"})).await;
    world.until(&id, Job::is_settled).await;
    assert_eq!(world.get("cancelCrawl", &id).await.0, 200);
    let (_, status) = world.get("getCrawlStatus", &id).await;
    assert_eq!(
        (&status["status"], &status["completed"]),
        (&"cancelled".into(), &1.into())
    );

    let settings = Settings {
        keys: Some(vec!["fc-key".to_owned()]),
        ..Settings::default()
    };
    let world = World::with(settings).await;
    let id = world.crawl("/docs/2", json!({"sitemap": "skip"})).await;
    world.until(&id, Job::is_settled).await;
    let (status, body) = world.get("cancelCrawl", &id).await;
    assert_eq!((status, body.get("success")), (409, None));
    let (_, status) = world.get("getCrawlStatus", &id).await;
    assert_eq!(status["status"], "completed");
    assert!(status["completedAt"].is_string() && status["duration"].is_number());
}

#[tokio::test]
async fn redirects_out_of_a_crawl_are_errors() {
    let world = World::new().await;
    let options = json!({"sitemap": "skip", "crawlEntireDomain": true});
    let id = world.crawl("/out", options).await;
    assert_eq!(world.paths(&id).await, ["/out"]);
    let (_, errors) = world.get("getCrawlErrors", &id).await;
    assert_eq!(errors["errors"][0]["url"], world.at("/leave"));
}

#[tokio::test]
async fn an_idempotency_key_serves_once() {
    let world = World::new().await;
    let mut request = request("crawlUrls", json!({"url": world.at("/docs/2"), "limit": 1}));
    let used = json!({"success": false, "error": "Idempotency key already used"});
    for (key, status) in [
        ("89285c68-1efa-43e5-9900-57670026f3a5", 200),
        ("89285C68-1efa-43e5-9900-57670026f3a5", 409),
        ("not-a-uuid", 409),
        ("", 200),
    ] {
        let key = HeaderValue::from_str(key).unwrap();
        request.headers.insert("x-idempotency-key", key);
        let (answered, body) = world.send(&request).await;
        assert_eq!(answered, status, "{body}");
        assert!(status == 200 || body == used);
    }
}

#[tokio::test]
async fn running_crawls_are_listed() {
    let world = World::new().await;
    let first = world.crawl("/silent", json!({"sitemap": "skip"})).await;
    let second = world.crawl("/silent", json!({"limit": 9})).await;
    let (_, active) = world.post("getActiveCrawls", Value::Null).await;
    let crawls = active["crawls"].as_array().unwrap();
    assert_eq!(
        (&crawls[0]["id"], &crawls[1]["id"]),
        (&json!(first), &json!(second))
    );
    let keys: Vec<&String> = crawls[1].as_object().unwrap().keys().collect();
    assert_eq!(keys, ["id", "teamId", "url", "created_at", "options"]);
    assert_eq!(crawls[1]["options"]["limit"], 9);
    world.get("cancelCrawl", &first).await;
    let (_, active) = world.post("getActiveCrawls", Value::Null).await;
    assert_eq!(active["crawls"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn a_prompt_suggests_what_the_user_left_open() {
    let world = World::new().await;
    let body = json!({"url": world.at("/"), "prompt": "only docs", "limit": 2});
    let (status, response) = world.post("crawlUrls", body).await;
    assert_eq!(status, 200);
    assert_eq!(
        response["promptGeneratedOptions"]["includePaths"],
        json!(["docs/.*"])
    );
    assert_eq!(
        response["finalCrawlerOptions"]["includePaths"],
        json!(["docs/.*"])
    );
    assert_eq!(response["finalCrawlerOptions"]["limit"], 2);
    let body = json!({"url": world.at("/"), "prompt": "only docs"});
    let (_, preview) = world.post("crawlParamsPreview", body).await;
    assert_eq!(preview["data"]["includePaths"], json!(["docs/.*"]));
    assert!(preview["warning"].as_str().unwrap().contains("made up"));
}

#[tokio::test]
async fn bad_requests_are_refused() {
    let world = World::new().await;
    let body = json!({"url": world.at("/"), "includePaths": ["("]});
    let (status, response) = world.post("crawlUrls", body).await;
    assert_eq!((status, &response["success"]), (400, &false.into()));
    let (status, response) = world.post("crawlUrls", json!({"url": "ftp://x.y/z"})).await;
    assert_eq!((status, &response["code"]), (400, &"BAD_REQUEST".into()));
    assert_eq!(response["details"][0]["path"], json!(["url"]));
    for operation in ["getCrawlStatus", "getBatchScrapeStatus", "getCrawlErrors"] {
        let (status, response) = world
            .get(operation, "11111111-1111-4111-8111-111111111111")
            .await;
        assert_eq!(status, 404);
        assert_eq!(
            response,
            json!({"success": false, "error": "Job not found"})
        );
    }
}
