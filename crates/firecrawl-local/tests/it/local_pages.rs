//! Crawls, cache, pace and records over pages that the server has itself.

use std::time::Duration;

use firecrawl_local::{Fault, LocalServer};
use serde_json::{Value, json};

pub const SITE: &str = "https://shop.example.com";

pub async fn send(request: reqwest::RequestBuilder) -> (u16, Value) {
    let response = request.send().await.unwrap();
    let status = response.status().as_u16();
    let text = response.text().await.unwrap();
    (status, serde_json::from_str(&text).unwrap_or_default())
}

pub async fn post(server: &LocalServer, path: &str, body: Value) -> (u16, Value) {
    let request = reqwest::Client::new()
        .post(format!("{}/v2{path}", server.base_url()))
        .header("authorization", "Bearer fc-secret")
        .header("content-type", "application/json");
    send(request.body(body.to_string())).await
}

pub async fn get(server: &LocalServer, path: &str) -> (u16, Value) {
    let request = reqwest::Client::new().get(format!("{}/v2{path}", server.base_url()));
    send(request.header("authorization", "Bearer fc-secret")).await
}

/// A server with a site of three pages.
pub async fn shop() -> LocalServer {
    with_site(LocalServer::builder().start().await.unwrap())
}

fn with_site(server: LocalServer) -> LocalServer {
    let start = "<title>Shop</title><a href=/tea>Tea</a><a href=/pricing>Pricing</a>";
    server.page(&format!("{SITE}/"), start).unwrap();
    server.page(&format!("{SITE}/tea"), "<h1>Tea</h1>").unwrap();
    server
        .page(&format!("{SITE}/pricing"), "<h1>Pricing</h1>")
        .unwrap();
    server
}

/// The paths of the documents of a crawl.
async fn crawled(server: &LocalServer, options: Value) -> Vec<String> {
    let mut body = options;
    body["url"] = SITE.into();
    let (_, started) = post(server, "/crawl", body).await;
    let path = format!("/crawl/{}", started["id"].as_str().unwrap());
    loop {
        let (_, page) = get(server, &path).await;
        if page["status"] != "scraping" {
            let documents = page["data"].as_array().unwrap().iter();
            let urls = documents.map(|document| document["metadata"]["url"].as_str().unwrap());
            let mut paths: Vec<_> = urls.map(|url| url[SITE.len()..].to_owned()).collect();
            paths.sort();
            return paths;
        }
        tokio::task::yield_now().await;
    }
}

#[tokio::test]
async fn pages_need_no_web_server() {
    let server = shop().await;
    let (_, scraped) = post(&server, "/scrape", json!({"url": format!("{SITE}/tea")})).await;
    assert_eq!(scraped["data"]["markdown"], "Tea\n===");
    let (_, missing) = post(&server, "/scrape", json!({"url": format!("{SITE}/none")})).await;
    assert_eq!(missing["data"]["metadata"]["statusCode"], 404);
    assert_eq!(crawled(&server, json!({})).await, ["/", "/pricing", "/tea"]);
    for invalid in ["/tea", "ftp://shop.example.com/"] {
        let error = server.page(invalid, "").unwrap_err();
        assert!(error.to_string().contains(invalid), "{error}");
    }
}

#[tokio::test]
async fn paths_hold_for_the_start_page() {
    let server = shop().await;
    let included = crawled(&server, json!({"includePaths": ["^/pricing"], "limit": 1})).await;
    assert_eq!(included, ["/pricing"], "the start page still leads to it");
    let excluded = crawled(&server, json!({"excludePaths": ["^/$"]})).await;
    assert_eq!(excluded, ["/pricing", "/tea"]);
}

#[tokio::test]
async fn cached_copies_are_those_of_the_same_request() {
    let server = LocalServer::builder()
        .keys(["fc-secret"])
        .start()
        .await
        .unwrap();
    let server = with_site(server);
    let state = async |options: Value| {
        let mut body = options;
        body["url"] = format!("{SITE}/tea").into();
        let (status, scraped) = post(&server, "/scrape", body).await;
        assert_eq!(status, 200, "{scraped}");
        scraped["data"]["metadata"]["cacheState"]
            .as_str()
            .map(str::to_owned)
    };
    let screenshot = |full: bool| json!([{"type": "screenshot", "fullPage": full}]);
    let acted = json!({"actions": [{"type": "scrape"}]});
    assert_eq!(state(acted).await, None);
    for options in [
        json!({}),
        json!({"location": {"country": "DE"}}),
        json!({"blockAds": false}),
        json!({"formats": screenshot(true)}),
        json!({"formats": screenshot(false)}),
    ] {
        assert_eq!(
            state(options.clone()).await.as_deref(),
            Some("miss"),
            "{options}"
        );
        assert_eq!(
            state(options.clone()).await.as_deref(),
            Some("hit"),
            "{options}"
        );
    }
    let lower = json!({"location": {"country": "de"}});
    assert_eq!(
        state(lower).await.as_deref(),
        Some("hit"),
        "capitals do not count"
    );
}

#[tokio::test]
async fn values_beyond_the_bounds_of_the_service_are_rejected() {
    let server = shop().await;
    let viewport = |width: i64, height: i64| {
        let viewport = json!({"width": width, "height": height});
        json!({"url": SITE, "formats": [{"type": "screenshot", "viewport": viewport}]})
    };
    for (path, body, status) in [
        ("/scrape", viewport(-100, 0), 400),
        ("/scrape", viewport(8_000, 5_000), 400),
        ("/scrape", viewport(7_680, 4_320), 200),
        ("/scrape", json!({"url": SITE, "waitFor": 90_000}), 400),
        ("/scrape", json!({"url": SITE, "waitFor": -1}), 400),
        (
            "/scrape",
            json!({"url": SITE, "location": {"country": "us"}}),
            200,
        ),
        (
            "/scrape",
            json!({"url": SITE, "location": {"country": "usa"}}),
            400,
        ),
        ("/search", json!({"query": ""}), 400),
        ("/map", json!({"url": SITE, "limit": 0}), 400),
        (
            "/map",
            json!({"url": SITE, "limit": 1, "origin": "js-sdk@4"}),
            200,
        ),
        ("/map", json!({"url": SITE, "integration": "mine"}), 200),
    ] {
        let (got, response) = post(&server, path, body.clone()).await;
        assert_eq!(got, status, "{path} {body}: {response}");
    }
}

#[tokio::test]
async fn calls_of_data_providers_take_the_place_of_a_url() {
    let server = shop().await;
    let call = json!({"provider": "p", "capability": "c"});
    for calls in [call.clone(), json!([call, call])] {
        let (status, body) = post(&server, "/scrape", json!({"alexandria": calls})).await;
        assert_eq!((status, &body["data"]["creditsCost"]), (200, &0.into()));
        assert_eq!(body["data"]["alexandria"][0]["provider"], "p");
    }
    for body in [
        json!({"alexandria": []}),
        json!({"alexandria": {"provider": "p"}}),
        json!({"alexandria": call, "url": SITE}),
    ] {
        assert_eq!(
            post(&server, "/scrape", body.clone()).await.0,
            400,
            "{body}"
        );
    }
}

#[tokio::test]
async fn a_pace_shows_progress_and_lets_a_job_be_cancelled() {
    let server = LocalServer::builder().pace(Duration::from_secs(3600));
    let server = with_site(server.start().await.unwrap());
    let (_, started) = post(&server, "/batch/scrape", json!({"urls": [SITE]})).await;
    let path = format!("/batch/scrape/{}", started["id"].as_str().unwrap());
    let (_, running) = get(&server, &path).await;
    assert_eq!(
        (&running["status"], &running["completed"]),
        (&"scraping".into(), &0.into())
    );
    let (_, agent) = post(&server, "/agent", json!({"prompt": "p"})).await;
    let agent = format!("/agent/{}", agent["id"].as_str().unwrap());
    for _ in 0..2 {
        assert_eq!(get(&server, &agent).await.1["status"], "processing");
    }
    post(&server, "/crawl", json!({"url": SITE})).await;
    assert_eq!(
        get(&server, "/crawl/active").await.1["crawls"]
            .as_array()
            .unwrap()
            .len(),
        1
    );
    let cancel = reqwest::Client::new().delete(format!("{}/v2{path}", server.base_url()));
    assert_eq!(send(cancel).await.1["status"], "cancelled");
}

#[tokio::test]
async fn requests_are_recorded_without_the_key() {
    let server = shop().await;
    server.fault("Client::map", Fault::status(503)).unwrap();
    let body = json!({"url": SITE});
    assert_eq!(post(&server, "/map", body.clone()).await.0, 503);
    get(&server, "/nowhere?a=b").await;
    let requests = server.requests();
    let [first, second] = requests.as_slice() else {
        panic!("{requests:?}")
    };
    assert_eq!(
        (first.method.as_str(), first.path.as_str()),
        ("POST", "/v2/map")
    );
    assert_eq!((first.operation, first.json()), (Some("mapUrls"), body));
    assert_eq!(
        (second.path.as_str(), second.operation),
        ("/v2/nowhere?a=b", None)
    );
    assert_eq!(first.headers["authorization"], "redacted");
    assert!(!format!("{requests:?}").contains("fc-secret"));
}

#[tokio::test]
async fn monitors_take_an_origin_if_they_are_told_to() {
    let monitor = json!({
        "name": "m",
        "schedule": {"cron": "0 * * * *"},
        "targets": [{"type": "scrape", "urls": [SITE]}],
        "origin": "js-sdk@4",
    });
    for (accept, status) in [(false, 400), (true, 200)] {
        let server = LocalServer::builder().monitor_origin(accept);
        let server = server.start().await.unwrap();
        assert_eq!(post(&server, "/monitor", monitor.clone()).await.0, status);
    }
}

#[tokio::test]
async fn hosts_that_a_web_page_could_have_are_rejected() {
    let server = LocalServer::builder().host_name("api.example.org");
    let server = server.start().await.unwrap();
    for (host, status) in [
        ("evil.example.com", 403),
        ("api.example.org:3002", 200),
        ("localhost:3002", 200),
    ] {
        let request = reqwest::Client::new().get(format!("{}/v2/crawl/active", server.base_url()));
        assert_eq!(send(request.header("host", host)).await.0, status, "{host}");
    }
}

#[tokio::test]
async fn private_addresses_can_be_refused() {
    let other = shop().await;
    let server = LocalServer::builder().public_only(true);
    let server = with_site(server.start().await.unwrap());
    for url in [
        other.base_url().to_owned(),
        other.base_url().replace("127.0.0.1", "localhost"),
    ] {
        let (status, body) = post(&server, "/scrape", json!({"url": url})).await;
        assert_eq!(
            (status, &body["code"]),
            (500, &"SCRAPE_SITE_ERROR".into()),
            "{body}"
        );
    }
    assert_eq!(post(&server, "/scrape", json!({"url": SITE})).await.0, 200);
    assert!(other.requests().is_empty());
}

#[tokio::test]
async fn agents_have_a_history_and_unknown_ids_have_none() {
    let server = shop().await;
    let body = json!({"prompt": "p", "model": "spark-1-pro", "schema": {"type": "object"}});
    let (_, started) = post(&server, "/agent", body).await;
    let id = started["id"].as_str().unwrap();
    while get(&server, &format!("/agent/{id}")).await.1["status"] == "processing" {
        tokio::task::yield_now().await;
    }
    let (_, list) = get(&server, "/agent").await;
    let run = &list["agents"][0];
    assert_eq!(
        (&run["settings"]["hidden"], &run["settings"]["starred"]),
        (&json!(false), &json!(false))
    );
    assert_eq!(run["options"]["model"], "spark-1-pro");

    let (_, trace) = get(&server, &format!("/agent/{id}/trace?liveView=true")).await;
    let kinds: Vec<_> = trace["events"]
        .as_array()
        .unwrap()
        .iter()
        .map(|event| &event["type"])
        .collect();
    assert_eq!(
        kinds,
        [
            "run.started",
            "agent.started",
            "artifact.updated",
            "agent.finished",
            "run.finished"
        ]
    );
    assert_eq!(trace["activeBrowserSessions"], json!([]));
    let snapshot = trace["events"][2]["artifact"]["snapshotId"]
        .as_str()
        .unwrap();
    let (_, snapshot) = get(&server, &format!("/agent/{id}/snapshots/{snapshot}")).await;
    assert_eq!(snapshot["snapshot"], "{}");

    let thread = started["threadId"].as_str().unwrap();
    let (_, thread) = get(
        &server,
        &format!("/agent/threads/{thread}?includeData=true"),
    )
    .await;
    assert_eq!(thread["thread"]["status"], "idle");
    assert_eq!(thread["thread"]["runs"][0]["data"], json!({}));

    let unknown = "11111111-1111-4111-8111-111111111111";
    for path in [
        format!("/agent/{unknown}/trace"),
        format!("/agent/threads/{unknown}"),
        format!("/agent/{id}/snapshots/{unknown}"),
    ] {
        assert_eq!(get(&server, &path).await.0, 404, "{path}");
    }
}

#[tokio::test]
async fn the_key_comes_back_if_it_is_ordered() {
    let server = shop().await;
    server.fault("Client::map", Fault::key_echoed()).unwrap();
    let (status, body) = post(&server, "/map", json!({"url": SITE})).await;
    assert_eq!(status, 401);
    assert!(body["error"].as_str().unwrap().contains("fc-secret"));
}

#[tokio::test]
async fn a_job_can_be_unknown_for_a_moment_and_json_deep() {
    let server = shop().await;
    let (_, started) = post(&server, "/crawl", json!({"url": SITE})).await;
    let path = format!("/crawl/{}", started["id"].as_str().unwrap());
    server
        .fault("Crawl::status", Fault::job_not_found().times(2))
        .unwrap();
    server
        .fault("Crawl::status", Fault::deep_json("/deep", 500))
        .unwrap();
    for _ in 0..2 {
        let (status, body) = get(&server, &path).await;
        assert_eq!((status, &body["error"]), (404, &"Job not found".into()));
    }
    let request = reqwest::get(format!("{}/v2{path}", server.base_url()))
        .await
        .unwrap();
    let text = request.text().await.unwrap();
    assert!(text.contains(&"[".repeat(500)), "{text}");
}
