//! Monitors over a page that changes, each response held against the contract.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::Router;
use axum::body::Bytes;
use axum::http::{StatusCode, Uri, header};
use axum::response::IntoResponse;
use axum::routing::post;
use serde_json::{Value, json};
use tokio::sync::Semaphore;

use crate::state::ServerState;
use crate::tests::state;

/// A site whose pages a test changes, and a receiver of webhooks at `/hook`.
#[derive(Clone)]
struct Site {
    origin: String,
    pages: Arc<Mutex<BTreeMap<String, String>>>,
    events: Arc<Mutex<Vec<Value>>>,
    /// Each page needs a permit to respond.
    gate: Arc<Semaphore>,
}

impl Site {
    async fn start() -> Self {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let site = Self {
            origin: format!("http://{}", listener.local_addr().unwrap()),
            pages: Arc::default(),
            events: Arc::default(),
            gate: Arc::new(Semaphore::new(1000)),
        };
        let (pages, events, gate) = (site.pages.clone(), site.events.clone(), site.gate.clone());
        let state = Router::new()
            .route(
                "/hook",
                post(async move |body: Bytes| {
                    let event = serde_json::from_slice(&body).unwrap();
                    events.lock().unwrap().push(event);
                }),
            )
            .fallback(async move |uri: Uri| {
                gate.acquire().await.unwrap().forget();
                match pages.lock().unwrap().get(uri.path()) {
                    Some(html) => {
                        ([(header::CONTENT_TYPE, "text/html")], html.clone()).into_response()
                    }
                    None => StatusCode::NOT_FOUND.into_response(),
                }
            });
        tokio::spawn(async move { axum::serve(listener, state).await.unwrap() });
        site
    }

    fn set(&self, path: &str, text: &str) {
        let html = format!("<html><body><main>{text}</main></body></html>");
        self.pages.lock().unwrap().insert(path.to_owned(), html);
    }

    fn url(&self, path: &str) -> String {
        format!("{}{path}", self.origin)
    }
}

async fn request(
    state: &Arc<ServerState>,
    id: &str,
    path: &[(&str, &str)],
    query: Value,
    body: Value,
) -> (u16, Value) {
    let request = crate::tests::request(id, path, query, body);
    crate::tests::checked(&request, crate::routes::handle(state, &request).await)
}

async fn create(state: &Arc<ServerState>, more: Value) -> String {
    let mut body = json!({"name": "m", "schedule": {"text": "every 30 minutes"}});
    for (name, value) in more.as_object().unwrap() {
        body[name] = value.clone();
    }
    let (status, made) = request(state, "createMonitor", &[], Value::Null, body).await;
    assert_eq!(status, 200);
    made["data"]["id"].as_str().unwrap().to_owned()
}

async fn run(state: &Arc<ServerState>, id: &str) -> (u16, Value) {
    request(
        state,
        "runMonitor",
        &[("monitorId", id)],
        Value::Null,
        Value::Null,
    )
    .await
}

/// Runs a check to its end and gives it with its first 100 pages.
async fn check(state: &Arc<ServerState>, id: &str) -> Value {
    let (status, started) = run(state, id).await;
    assert_eq!(
        (status, &started["data"]["status"]),
        (200, &json!("queued"))
    );
    ended(state, id, started["id"].as_str().unwrap()).await
}

async fn ended(state: &Arc<ServerState>, id: &str, check: &str) -> Value {
    let path = [("monitorId", id), ("checkId", check)];
    tokio::time::timeout(Duration::from_secs(10), async {
        loop {
            let (_, body) = request(
                state,
                "getMonitorCheck",
                &path,
                json!({"limit": 100}),
                Value::Null,
            )
            .await;
            if !body["data"]["finishedAt"].is_null() {
                return body["data"].clone();
            }
            tokio::time::sleep(Duration::from_millis(3)).await;
        }
    })
    .await
    .expect("the check ends")
}

fn statuses(check: &Value) -> Vec<&str> {
    let pages = check["pages"].as_array().unwrap();
    pages
        .iter()
        .map(|page| page["status"].as_str().unwrap())
        .collect()
}

#[tokio::test]
async fn a_page_is_new_then_same_then_changed_then_removed_then_an_error() {
    let (state, site) = (state(), Site::start().await);
    site.set("/a", "<h1>Latest</h1><p>Old news.</p>");
    let url = site.url("/a");
    let targets = json!([{"type": "scrape", "urls": [url],
        "scrapeOptions": {"formats": ["links"]}}]);
    let id = create(&state, json!({"targets": targets})).await;

    let first = check(&state, &id).await;
    assert_eq!(
        (statuses(&first), &first["status"]),
        (vec!["new"], &json!("completed"))
    );
    let page = &first["pages"][0];
    assert_eq!(
        (&page["url"], &page["statusCode"]),
        (&json!(url), &json!(200))
    );
    assert!(page["previousScrapeId"].is_null() && page["diff"].is_null());

    let second = check(&state, &id).await;
    assert_eq!(statuses(&second), ["same"]);
    assert_eq!(
        second["pages"][0]["previousScrapeId"],
        page["currentScrapeId"]
    );

    site.set("/a", "<h1>Latest</h1><p>New news.</p>");
    let third = check(&state, &id).await;
    assert_eq!(statuses(&third), ["changed"]);
    let diff = third["pages"][0]["diff"]["text"].as_str().unwrap();
    assert!(diff.starts_with("--- previous\n+++ current\n"), "{diff}");
    assert!(diff.contains("\n-Old news.\n+New news.\n"), "{diff}");
    assert_eq!(
        third["summary"],
        json!({"totalPages": 1, "same": 0, "changed": 1, "new": 0, "removed": 0, "error": 0})
    );
    assert_eq!(third["actualCredits"], 1);

    site.pages.lock().unwrap().clear();
    let fourth = check(&state, &id).await;
    assert_eq!(
        (statuses(&fourth), &fourth["status"]),
        (vec!["removed"], &json!("completed"))
    );
    let fifth = check(&state, &id).await;
    assert_eq!(
        (statuses(&fifth), &fifth["status"]),
        (vec!["error"], &json!("failed"))
    );
    assert_eq!(state.team.spent(), 5);

    let (_, monitor) = request(
        &state,
        "getMonitor",
        &[("monitorId", &id)],
        Value::Null,
        Value::Null,
    )
    .await;
    assert_eq!(monitor["data"]["lastCheckSummary"], fifth["summary"]);
    assert!(monitor["data"]["currentCheckId"].is_null());
    assert!(monitor["data"]["lastRunAt"].is_string());
    let (_, list) = request(
        &state,
        "listMonitorChecks",
        &[("monitorId", &id)],
        json!({"status": "completed", "limit": 2, "offset": 1}),
        Value::Null,
    )
    .await;
    assert_eq!(list["data"][0]["id"], third["id"]);
    assert_eq!(list["data"][1]["id"], second["id"]);
}

#[tokio::test]
async fn an_unreachable_page_makes_a_check_partial_and_keeps_what_is_known() {
    let (state, site) = (state(), Site::start().await);
    site.set("/a", "a");
    let targets = json!([{"type": "scrape", "urls": [site.url("/a"), "http://127.0.0.1:1/"]},
        {"type": "search", "queries": ["q"]}]);
    let id = create(&state, json!({"targets": targets})).await;
    let first = check(&state, &id).await;
    assert_eq!(
        (statuses(&first), &first["status"]),
        (vec!["new", "error"], &json!("partial"))
    );
    assert!(first["pages"][1]["error"].is_string());
    assert!(first["targetResults"][1]["warning"].is_string());
    let second = check(&state, &id).await;
    assert_eq!(statuses(&second), ["same", "error"]);
}

#[tokio::test]
async fn a_crawl_finds_added_and_removed_pages_and_is_read_page_by_page() {
    let (state, site) = (state(), Site::start().await);
    site.set("/", "<a href='/a'>a</a> <a href='/b'>b</a>");
    site.set("/a", "<p>a</p>");
    site.set("/b", "<p>b</p>");
    let targets = json!([{"type": "crawl", "url": site.url("/")}]);
    let id = create(&state, json!({"targets": targets})).await;
    assert_eq!(statuses(&check(&state, &id).await), ["new"; 3]);

    site.set("/", "<a href='/b'>b</a> <a href='/c'>c</a>");
    site.set("/c", "<p>c</p>");
    let second = check(&state, &id).await;
    assert_eq!(statuses(&second), ["changed", "same", "new", "removed"]);
    assert_eq!(second["pages"][3]["url"], site.url("/a"));

    let check_id = second["id"].as_str().unwrap();
    let path = [("monitorId", id.as_str()), ("checkId", check_id)];
    let (_, page) = request(
        &state,
        "getMonitorCheck",
        &path,
        json!({"limit": 3}),
        Value::Null,
    )
    .await;
    let next = format!("http://127.0.0.1:3002/v2/monitor/{id}/checks/{check_id}?limit=3&skip=3");
    assert_eq!(
        (&page["next"], &page["data"]["next"]),
        (&json!(next), &json!(next))
    );
    let (_, rest) = request(
        &state,
        "getMonitorCheck",
        &path,
        json!({"limit": 3, "skip": 3}),
        Value::Null,
    )
    .await;
    assert_eq!(statuses(&rest["data"]), ["removed"]);
    assert!(rest["next"].is_null() && rest["data"]["next"].is_null());
    let (_, new) = request(
        &state,
        "getMonitorCheck",
        &path,
        json!({"status": "new"}),
        Value::Null,
    )
    .await;
    assert_eq!(statuses(&new["data"]), ["new"]);
    let unknown = [("monitorId", id.as_str()), ("checkId", id.as_str())];
    let (status, _) = request(
        &state,
        "getMonitorCheck",
        &unknown,
        Value::Null,
        Value::Null,
    )
    .await;
    assert_eq!(status, 404);
}

#[tokio::test]
async fn webhooks_hear_of_pages_and_of_the_end() {
    let (state, site) = (state(), Site::start().await);
    site.set("/a", "a");
    let targets = json!([{"type": "scrape", "urls": [site.url("/a")]}]);
    let webhook = json!({"url": site.url("/hook"), "metadata": {"k": "v"},
        "events": ["monitor.page", "monitor.check.completed"]});
    let id = create(&state, json!({"targets": targets, "webhook": webhook})).await;
    let check = check(&state, &id).await;
    tokio::time::timeout(Duration::from_secs(5), async {
        while state.webhooks.deliveries().delivered < 2 {
            tokio::time::sleep(Duration::from_millis(3)).await;
        }
    })
    .await
    .expect("both are delivered");
    let events = site.events.lock().unwrap();
    assert_eq!(events[0]["type"], "monitor.page");
    assert_eq!(events[0]["id"], check["id"]);
    assert_eq!(events[0]["data"][0]["monitorId"], id);
    assert_eq!(events[0]["data"][0]["status"], "new");
    assert_eq!(events[1]["type"], "monitor.check.completed");
    assert_eq!(events[1]["data"][0]["summary"], check["summary"]);
    assert_eq!(
        (&events[1]["success"], &events[1]["metadata"]),
        (&json!(true), &json!({"k": "v"}))
    );
}

#[tokio::test]
async fn one_check_runs_at_a_time_and_deletion_ends_it() {
    let (state, site) = (state(), Site::start().await);
    site.set("/a", "a");
    site.gate.forget_permits(1000);
    let targets = json!([{"type": "scrape", "urls": [site.url("/a")]}]);
    let id = create(&state, json!({"targets": targets})).await;
    let (_, started) = run(&state, &id).await;
    assert_eq!(run(&state, &id).await.0, 409);
    let path = [("monitorId", id.as_str())];
    let (_, monitor) = request(&state, "getMonitor", &path, Value::Null, Value::Null).await;
    assert_eq!(monitor["data"]["currentCheckId"], started["id"]);
    site.gate.add_permits(1000);
    ended(&state, &id, started["id"].as_str().unwrap()).await;
    assert_eq!(run(&state, &id).await.0, 200);

    for (operation, expected) in [
        ("deleteMonitor", 200),
        ("deleteMonitor", 404),
        ("getMonitor", 404),
        ("runMonitor", 404),
        ("listMonitorChecks", 404),
        ("updateMonitor", 404),
    ] {
        let (status, _) = request(&state, operation, &path, Value::Null, json!({})).await;
        assert_eq!(status, expected, "{operation}");
    }
}

#[tokio::test]
async fn what_is_written_can_be_read_and_a_null_goal_clears_it() {
    let state = state();
    let target_id = "0590bddd-ceab-4dc9-8069-b97d11a0f9ca";
    let id = create(
        &state,
        json!({
            "goal": "g", "retentionDays": 7, "notification": {"email": {"enabled": true}},
            "webhook": {"url": "http://127.0.0.1:1/"},
            "targets": [{"type": "scrape", "urls": ["http://127.0.0.1:1/"], "id": target_id},
                {"type": "crawl", "url": "http://127.0.0.1:1/"}],
        }),
    )
    .await;
    let path = [("monitorId", id.as_str())];
    let (_, made) = request(&state, "getMonitor", &path, Value::Null, Value::Null).await;
    let made = &made["data"];
    assert_eq!(
        (&made["goal"], &made["judgeEnabled"]),
        (&json!("g"), &json!(true))
    );
    assert_eq!(made["targets"][0]["id"], target_id);
    assert!(made["targets"][1]["id"].is_string());
    assert_eq!(made["schedule"]["cron"], "*/30 * * * *");
    assert!(made["nextRunAt"].is_string());
    assert_eq!(made["retentionDays"], 7);
    assert_eq!(made["notification"], json!({"email": {"enabled": true}}));

    let change =
        json!({"goal": null, "status": "paused", "name": "n", "schedule": {"cron": "0 9 * * *"}});
    let (status, changed) = request(&state, "updateMonitor", &path, Value::Null, change).await;
    assert_eq!(status, 200);
    let (_, read) = request(&state, "getMonitor", &path, Value::Null, Value::Null).await;
    assert_eq!(read, changed);
    let read = &read["data"];
    assert!(read["goal"].is_null() && read["nextRunAt"].is_null());
    assert_eq!(
        (&read["status"], &read["name"]),
        (&json!("paused"), &json!("n"))
    );
    assert_eq!(read["targets"], made["targets"]);

    let bad = json!({"name": "x", "schedule": {"cron": "soon"}});
    let (status, _) = request(&state, "updateMonitor", &path, Value::Null, bad).await;
    assert_eq!(status, 400);
    let (_, unchanged) = request(&state, "getMonitor", &path, Value::Null, Value::Null).await;
    assert_eq!(&unchanged["data"], read);
}

#[tokio::test]
async fn monitors_are_listed_newest_first_in_pages() {
    let state = state();
    let targets = json!([{"type": "scrape", "urls": ["http://127.0.0.1:1/"]}]);
    let mut ids = Vec::new();
    for _ in 0..4 {
        ids.insert(0, create(&state, json!({"targets": targets})).await);
    }
    let query = json!({"limit": 2, "offset": 1});
    let (_, list) = request(&state, "listMonitors", &[], query, Value::Null).await;
    let listed: Vec<&Value> = list["data"]
        .as_array()
        .unwrap()
        .iter()
        .map(|m| &m["id"])
        .collect();
    assert_eq!(listed, [&json!(ids[1]), &json!(ids[2])]);
}
