//! Operations one after the other, each answer held against the contract.

use std::sync::Arc;

use serde_json::{Value, json};

use super::probe::{self, app};
use crate::app::App;

const JOB: &str = "7e959310-3df9-45c4-a174-4cf11e55044c";

async fn call(
    app: &Arc<App>,
    id: &str,
    path: &[(&str, &str)],
    query: Value,
    body: Value,
) -> (u16, Value) {
    let call = probe::call(id, path, query, body);
    probe::checked(&call, super::handle(app, &call).await)
}

async fn get(app: &Arc<App>, id: &str, query: Value) -> Value {
    let (status, body) = call(app, id, &[], query, Value::Null).await;
    assert_eq!(status, 200, "{id}");
    body
}

#[tokio::test]
async fn credits_and_tokens_follow_what_was_spent() {
    let app = app();
    let before = get(&app, "getCreditUsage", Value::Null).await;
    app.team.spend(3);
    let after = get(&app, "getCreditUsage", Value::Null).await;
    let remaining = |body: &Value| body["data"]["remainingCredits"].as_i64().unwrap();
    assert_eq!(remaining(&before) - remaining(&after), 3);

    let history = get(&app, "getHistoricalCreditUsage", json!({"byApiKey": true})).await;
    assert_eq!(history["periods"][0]["totalCredits"], 3);
    assert!(history["periods"][0]["apiKey"].is_string());
    let tokens = get(&app, "getHistoricalTokenUsage", Value::Null).await;
    assert_eq!(tokens["periods"][0]["totalTokens"], 45);
    assert!(tokens["periods"][0]["apiKey"].is_null());
    let tokens = get(&app, "getTokenUsage", Value::Null).await;
    assert_eq!(
        tokens["data"]["remainingTokens"].as_i64().unwrap(),
        remaining(&after) * 15
    );
    let queue = get(&app, "getQueueStatus", Value::Null).await;
    assert!(queue["mostRecentSuccess"].is_string());
    let concurrency = get(&app, "getConcurrencyCheck", Value::Null).await;
    assert_eq!(
        concurrency["data"]["concurrency"],
        concurrency["concurrency"]
    );
}

#[tokio::test]
async fn activity_pages_without_gaps_or_repeats_while_calls_come_in() {
    let app = app();
    for number in 0..5 {
        app.team.record(
            "scrapeAndExtractFromUrl",
            Some(&format!("http://h/{number}")),
        );
        app.team.record("getActivity", None);
    }
    app.team.record("mapUrls", Some("http://h/map"));
    let mut targets = Vec::new();
    let mut query = json!({"limit": 2, "endpoint": "scrape"});
    loop {
        let page = get(&app, "getActivity", query.clone()).await;
        for call in page["data"].as_array().unwrap() {
            targets.push(call["target"].as_str().unwrap().to_owned());
        }
        app.team
            .record("scrapeAndExtractFromUrl", Some("http://h/new"));
        if page["has_more"] == false {
            assert!(page["cursor"].is_null());
            break;
        }
        query["cursor"] = page["cursor"].clone();
    }
    assert_eq!(
        targets,
        [
            "http://h/4",
            "http://h/3",
            "http://h/2",
            "http://h/1",
            "http://h/0"
        ]
    );
    let (status, _) = call(
        &app,
        "getActivity",
        &[],
        json!({"cursor": "x"}),
        Value::Null,
    )
    .await;
    assert_eq!(status, 400);
}

#[tokio::test]
async fn activity_forgets_the_oldest() {
    let app = app();
    for number in 0..1200 {
        app.team.record("mapUrls", Some(&number.to_string()));
    }
    let mut seen = 0;
    let mut query = json!({"limit": 100});
    loop {
        let page = get(&app, "getActivity", query.clone()).await;
        seen += page["data"].as_array().unwrap().len();
        if page["has_more"] == false {
            break;
        }
        query["cursor"] = page["cursor"].clone();
    }
    assert_eq!(seen, 1000);
}

#[tokio::test]
async fn threat_settings_are_read_as_written() {
    let app = app();
    let before = get(&app, "getThreatProtection", Value::Null).await;
    assert_eq!(before["data"]["configured"], false);
    let body = json!({"mode": "normal", "riskScoreThreshold": 10, "blacklist": ["a.test"]});
    let (status, put) = call(&app, "updateThreatProtection", &[], Value::Null, body).await;
    assert_eq!(status, 200);
    let after = get(&app, "getThreatProtection", Value::Null).await;
    assert_eq!(put, after);
    assert_eq!(after["data"]["mode"], "normal");
    assert_eq!(after["data"]["riskScoreThreshold"], 10);
    assert_eq!(after["data"]["blacklist"], json!(["a.test"]));
    assert_eq!(after["data"]["configured"], true);
    assert!(after["data"]["updatedAt"].is_string());
}

#[tokio::test]
async fn feedback_counts_once_for_a_job_on_either_route() {
    let app = app();
    let rating = json!({"rating": "good"});
    let (_, first) = call(
        &app,
        "submitSearchFeedback",
        &[("jobId", JOB)],
        Value::Null,
        rating,
    )
    .await;
    assert_eq!(first["creditsRefunded"], 1);
    assert!(first.get("alreadySubmitted").is_none());
    let body = json!({"rating": "bad", "endpoint": "search", "jobId": JOB});
    let (status, second) = call(&app, "submitEndpointFeedback", &[], Value::Null, body).await;
    assert_eq!(status, 200);
    assert_eq!(second["alreadySubmitted"], true);
    assert_eq!(second["creditsRefunded"], 0);
    assert_eq!(second["feedbackId"], first["feedbackId"]);
    let body = json!({"rating": "bad", "endpoint": "scrape", "jobId": JOB});
    let (_, other) = call(&app, "submitEndpointFeedback", &[], Value::Null, body).await;
    assert_ne!(other["feedbackId"], first["feedbackId"]);
}

#[tokio::test]
async fn a_browser_session_lives_until_it_is_deleted() {
    let app = app();
    let (_, made) = call(
        &app,
        "createBrowserSession",
        &[],
        Value::Null,
        json!({"ttl": 60}),
    )
    .await;
    let id = made["id"].as_str().unwrap().to_owned();
    let path = [("sessionId", id.as_str())];
    let code = json!({"code": "1"});

    let active = get(&app, "listBrowserSessions", json!({"status": "active"})).await;
    assert_eq!(active["sessions"][0]["id"], id);
    let (status, ran) = call(&app, "executeBrowserCode", &path, Value::Null, code.clone()).await;
    assert_eq!(status, 200);
    assert!(ran["stderr"].as_str().unwrap().contains("made up"));

    let (status, gone) = call(
        &app,
        "deleteBrowserSession",
        &path,
        Value::Null,
        Value::Null,
    )
    .await;
    assert_eq!((status, &gone["creditsBilled"]), (200, &json!(2)));
    let active = get(&app, "listBrowserSessions", json!({"status": "active"})).await;
    assert_eq!(active["sessions"], json!([]));
    let destroyed = get(&app, "listBrowserSessions", json!({"status": "destroyed"})).await;
    assert_eq!(destroyed["sessions"][0]["status"], "destroyed");
    let (status, _) = call(&app, "executeBrowserCode", &path, Value::Null, code.clone()).await;
    assert_eq!(status, 410);
    let (status, _) = call(
        &app,
        "deleteBrowserSession",
        &path,
        Value::Null,
        Value::Null,
    )
    .await;
    assert_eq!(status, 404);
    let unknown = [("sessionId", "nope")];
    let (status, _) = call(&app, "executeBrowserCode", &unknown, Value::Null, code).await;
    assert_eq!(status, 404);
}

#[tokio::test]
async fn an_interaction_takes_exactly_one_of_code_and_prompt() {
    let app = app();
    let path = [("jobId", JOB)];
    let id = "interactWithScrapeBrowserSession";
    for (body, expected) in [
        (json!({}), 400),
        (json!({"code": "1", "prompt": "p"}), 400),
        (json!({"code": "1"}), 200),
        (json!({"prompt": "p"}), 200),
    ] {
        let (status, answer) = call(&app, id, &path, Value::Null, body).await;
        assert_eq!(status, expected);
        assert_eq!(answer["success"], expected == 200);
    }
    let stop = "stopInteractiveScrapeBrowserSession";
    let (status, _) = call(&app, stop, &path, Value::Null, Value::Null).await;
    assert_eq!(status, 200);
    let (status, _) = call(&app, stop, &path, Value::Null, Value::Null).await;
    assert_eq!(status, 404);
}

#[tokio::test]
async fn a_call_that_succeeded_is_recorded_and_paid_for() {
    let app = app();
    let made = |id: &str, body: Value| probe::call(id, &[], Value::Null, body);
    let scrape = made("scrapeAndExtractFromUrl", json!({"url": "http://h/"}));
    app.team.called(&scrape, 200);
    app.team.called(&scrape, 500);
    let batch = made(
        "scrapeAndExtractFromUrls",
        json!({"urls": ["http://h/b", "http://h/c"]}),
    );
    app.team.called(&batch, 200);
    app.team.called(&made("getActivity", Value::Null), 200);
    assert_eq!(app.team.spent(), 1);
    let activity = get(&app, "getActivity", Value::Null).await;
    let calls = activity["data"].as_array().unwrap();
    assert_eq!(calls.len(), 2);
    assert_eq!(calls[0]["target"], "http://h/b");
    assert_eq!(
        (&calls[1]["endpoint"], &calls[1]["target"]),
        (&json!("scrape"), &json!("http://h/"))
    );
}
