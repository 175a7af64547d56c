//! Requests about earlier results and uploads, and pages of sites that do not exist.

use std::time::Duration;

use firecrawl_local::{LocalServer, Response};
use serde_json::{Value, json};

use crate::local_pages::{SITE, get, post, send, shop};
use crate::operations::request;

const UNKNOWN: &str = "11111111-1111-4111-8111-111111111111";

#[tokio::test]
async fn interactions_need_a_scrape() {
    let server = shop().await;
    let (_, scraped) = post(&server, "/scrape", json!({"url": SITE})).await;
    let scrape = scraped["data"]["metadata"]["scrapeId"].as_str().unwrap();
    let (_, batch) = post(&server, "/batch/scrape", json!({"urls": [SITE]})).await;
    let batch = format!("/batch/scrape/{}", batch["id"].as_str().unwrap());
    let of_batch = loop {
        let (_, page) = get(&server, &batch).await;
        if page["status"] == "completed" {
            break page["data"][0]["metadata"]["scrapeId"].clone();
        }
        tokio::task::yield_now().await;
    };
    for (id, status) in [
        (scrape, 200),
        (of_batch.as_str().unwrap(), 200),
        (UNKNOWN, 404),
    ] {
        let path = format!("/scrape/{id}/interact");
        let (got, body) = post(&server, &path, json!({"prompt": "open the menu"})).await;
        assert_eq!(got, status, "{body}");
    }
}

#[tokio::test]
async fn feedback_needs_a_result_of_its_endpoint() {
    let server = shop().await;
    let stubbed = "22222222-2222-4222-8222-222222222222";
    let id = |body: &Value| body["id"].as_str().unwrap().to_owned();
    let search = id(&post(&server, "/search", json!({"query": "tea"})).await.1);
    let map =
        move |_: &firecrawl_local::Request| Response::ok(json!({"success": true, "id": stubbed}));
    server.on("Client::map", map).unwrap();
    post(&server, "/map", json!({"url": SITE})).await;
    for (endpoint, job, status) in [
        ("search", search.as_str(), 200),
        ("map", stubbed, 200),
        ("scrape", &search, 404),
        ("search", UNKNOWN, 404),
    ] {
        let body = json!({"rating": "good", "endpoint": endpoint, "jobId": job});
        let body = request("submitEndpointFeedback", &body);
        let (got, body) = post(&server, "/feedback", body).await;
        assert_eq!(got, status, "{endpoint}: {body}");
    }
    let path = format!("/search/{UNKNOWN}/feedback");
    let rating = request("submitSearchFeedback", &json!({"rating": "good"}));
    assert_eq!(post(&server, &path, rating).await.0, 404);
    let about_tools = json!({"rating": "bad", "endpoint": "alexandria", "rationale": "slow"});
    let about_tools = request("submitEndpointFeedback", &about_tools);
    assert_eq!(post(&server, "/feedback", about_tools).await.0, 200);
    let about_nothing = json!({"rating": "bad", "endpoint": "search"});
    assert_eq!(post(&server, "/feedback", about_nothing).await.0, 400);
}

#[tokio::test]
async fn a_file_is_uploaded_first_and_parsed_later() {
    let server = LocalServer::builder().start().await.unwrap();
    let (_, upload) = post(&server, "/parse/upload-url", json!({"filename": "a.html"})).await;
    let upload = &upload["data"];
    let parse = json!({"uploadRef": upload["uploadRef"], "formats": ["markdown"], "origin": "mcp"});
    assert_eq!(post(&server, "/parse", parse.clone()).await.0, 404);

    let client = reqwest::Client::new();
    let address = upload["uploadUrl"].as_str().unwrap();
    let put = |address: &str| client.put(address).body("<h1>Tides</h1>").send();
    assert_eq!(put(address).await.unwrap().status(), 200);
    let other = format!("{}/uploads/{UNKNOWN}", server.base_url());
    assert_eq!(put(&other).await.unwrap().status(), 404);
    assert_eq!(server.requests()[2].method, "PUT");

    let (status, parsed) = post(&server, "/parse", parse.clone()).await;
    assert_eq!(
        (status, &parsed["data"]["markdown"]),
        (200, &"Tides\n=====".into())
    );
    let mut strict = parse;
    strict["unknown"] = true.into();
    assert_eq!(post(&server, "/parse", strict).await.0, 400);
    let nothing = json!({"uploadRef": UNKNOWN});
    assert_eq!(post(&server, "/parse", nothing).await.0, 404);
}

#[tokio::test]
async fn former_names_are_still_taken() {
    let server = shop().await;
    let shots = json!({"url": SITE, "formats": ["screenshot@fullPage"]});
    let (status, body) = post(&server, "/scrape", shots).await;
    assert_eq!(status, 200, "{body}");
    assert!(body["data"]["screenshot"].is_string());
    let deep = |options: Value| {
        let mut body = json!({"url": format!("{SITE}/tea"), "limit": 5});
        let fields = options.as_object().unwrap().clone();
        body.as_object_mut().unwrap().extend(fields);
        post(&server, "/crawl", body)
    };
    for (former, current) in [
        (
            json!({"allowBackwardLinks": true}),
            json!({"crawlEntireDomain": true}),
        ),
        (json!({"ignoreSitemap": true}), json!({"sitemap": "skip"})),
        (
            json!({"allowBackwardLinks": false, "crawlEntireDomain": true}),
            json!({"crawlEntireDomain": true}),
        ),
    ] {
        for options in [&former, &current] {
            let (status, body) = deep(options.clone()).await;
            assert_eq!(status, 200, "{options}: {body}");
        }
    }
    assert_eq!(deep(json!({"ignoreSitemap": "yes"})).await.0, 400);
    let elsewhere = json!({"url": SITE, "ignoreSitemap": true});
    assert_eq!(post(&server, "/map", elsewhere).await.0, 400);
}

#[tokio::test]
async fn hints_come_if_a_header_asks_for_them() {
    let server = shop().await;
    let (_, scraped) = post(&server, "/scrape", json!({"url": SITE})).await;
    let id = scraped["data"]["metadata"]["scrapeId"].as_str().unwrap();
    let (_, started) = post(&server, "/batch/scrape", json!({"urls": [SITE]})).await;
    let job = started["id"].as_str().unwrap();
    for path in [
        "crawl/active",
        &format!("scrape/{id}"),
        &format!("batch/scrape/{job}"),
    ] {
        let url = format!("{}/v2/{path}", server.base_url());
        for (wanted, count) in [("true", 1), ("false", 0)] {
            let request = reqwest::Client::new().get(&url);
            let (_, body) = send(request.header("x-firecrawl-agent-hints", wanted)).await;
            assert_eq!(body["success"], true);
            let hints = body["agent_hints"].as_array();
            assert_eq!(hints.map_or(0, Vec::len), count, "{body}");
        }
    }
}

#[tokio::test]
async fn the_receivers_of_a_monitor_can_be_removed() {
    let server = shop().await;
    let monitor = json!({
        "name": "m",
        "schedule": {"cron": "0 * * * *"},
        "targets": [{"type": "scrape", "urls": [SITE]}],
        "webhook": {"url": "https://hooks.example.com/"},
        "notification": {"email": {"enabled": true}},
    });
    let (_, made) = post(&server, "/monitor", monitor).await;
    let path = format!("/monitor/{}", made["data"]["id"].as_str().unwrap());
    let patch = |body: Value| {
        let url = format!("{}/v2{path}", server.base_url());
        let request = reqwest::Client::new().patch(url);
        send(
            request
                .header("content-type", "application/json")
                .body(body.to_string()),
        )
    };
    let (status, body) = patch(json!({"webhook": null, "notification": null})).await;
    assert_eq!(status, 200, "{body}");
    let (_, monitor) = get(&server, &path).await;
    assert!(monitor["data"]["webhook"].is_null() && monitor["data"]["notification"].is_null());
    assert_eq!(patch(json!({"name": null})).await.0, 400);
}

#[tokio::test]
async fn private_receivers_of_webhooks_can_be_refused() {
    let receiver = LocalServer::builder().start().await.unwrap();
    for public_only in [true, false] {
        let server = LocalServer::builder().public_only(public_only);
        let server = server.start().await.unwrap();
        server
            .page(&format!("{SITE}/"), "<title>Shop</title>")
            .unwrap();
        for host in ["127.0.0.1", "localhost"] {
            let hook = receiver.base_url().replace("127.0.0.1", host);
            let webhook = json!({"url": hook, "events": ["batch_scrape.started"]});
            post(
                &server,
                "/batch/scrape",
                json!({"urls": [SITE], "webhook": webhook}),
            )
            .await;
        }
        // The receiver has no such route, so that those which reach it fail as well.
        while server.webhooks().failed < 2 {
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
        assert_eq!(receiver.requests().len(), if public_only { 0 } else { 2 });
    }
}

#[tokio::test]
async fn the_demo_site_can_be_under_every_name() {
    let server = LocalServer::builder().demo_hosts().start().await.unwrap();
    server
        .page("https://own.example.com/", "<h1>Own</h1>")
        .unwrap();
    let scrape = |url: &str| {
        post(
            &server,
            "/scrape",
            json!({"url": url, "formats": ["markdown", "links", "images"]}),
        )
    };
    let (status, page) = scrape("https://docs.example.com/tea-room").await;
    assert_eq!(status, 200, "{page}");
    let metadata = &page["data"]["metadata"];
    assert_eq!(metadata["url"], "https://docs.example.com/tea-room");
    let links = page["data"]["links"].as_array().unwrap().iter();
    let mut links = links.filter_map(Value::as_str);
    assert!(
        links.all(|link| link.starts_with("https://docs.example.com/")),
        "{page}"
    );
    let (_, moved) = scrape("http://example.org/old-visit").await;
    assert_eq!(moved["data"]["metadata"]["url"], "http://example.org/visit");
    let (_, none) = scrape("https://example.org/none").await;
    assert_eq!(none["data"]["metadata"]["statusCode"], 404);
    let (_, own) = scrape("https://own.example.com/").await;
    assert_eq!(own["data"]["markdown"], "Own\n===");
    let (_, missing) = scrape("https://example.invalid/").await;
    assert_eq!(missing["code"], "SCRAPE_DNS_RESOLUTION_ERROR");
    let (_, mapped) = post(&server, "/map", json!({"url": "https://example.org"})).await;
    assert!(mapped["links"].as_array().unwrap().len() > 5, "{mapped}");
}
