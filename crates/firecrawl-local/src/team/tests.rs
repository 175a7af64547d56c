//! Operations one after the other, each response held against the contract.

use std::sync::Arc;

use serde_json::{Value, json};

use crate::response::Response;
use crate::state::ServerState;
use crate::tests::state;

const JOB: &str = "7e959310-3df9-45c4-a174-4cf11e55044c";

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

async fn get(state: &Arc<ServerState>, id: &str, query: Value) -> Value {
    let (status, body) = request(state, id, &[], query, Value::Null).await;
    assert_eq!(status, 200, "{id}");
    body
}

#[tokio::test]
async fn credits_and_tokens_follow_what_was_spent() {
    let state = state();
    let before = get(&state, "getCreditUsage", Value::Null).await;
    state.team.spend(3);
    let after = get(&state, "getCreditUsage", Value::Null).await;
    let remaining = |body: &Value| body["data"]["remainingCredits"].as_i64().unwrap();
    assert_eq!(remaining(&before) - remaining(&after), 3);

    let history = get(
        &state,
        "getHistoricalCreditUsage",
        json!({"byApiKey": true}),
    )
    .await;
    assert_eq!(history["periods"][0]["totalCredits"], 3);
    assert!(history["periods"][0]["apiKey"].is_string());
    let tokens = get(&state, "getHistoricalTokenUsage", Value::Null).await;
    assert_eq!(tokens["periods"][0]["totalTokens"], 45);
    assert!(tokens["periods"][0]["apiKey"].is_null());
    let tokens = get(&state, "getTokenUsage", Value::Null).await;
    assert_eq!(
        tokens["data"]["remainingTokens"].as_i64().unwrap(),
        remaining(&after) * 15
    );
    let queue = get(&state, "getQueueStatus", Value::Null).await;
    assert!(queue["mostRecentSuccess"].is_string());
    let concurrency = get(&state, "getConcurrencyCheck", Value::Null).await;
    assert_eq!(
        concurrency["data"]["concurrency"],
        concurrency["concurrency"]
    );
}

#[tokio::test]
async fn activity_pages_without_gaps_or_repeats_while_calls_come_in() {
    let state = state();
    for number in 0..5 {
        state.team.record(
            "scrapeAndExtractFromUrl",
            Some(&format!("http://h/{number}")),
        );
        state.team.record("getActivity", None);
    }
    state.team.record("mapUrls", Some("http://h/map"));
    let mut targets = Vec::new();
    let mut query = json!({"limit": 2, "endpoint": "scrape"});
    loop {
        let page = get(&state, "getActivity", query.clone()).await;
        for request in page["data"].as_array().unwrap() {
            targets.push(request["target"].as_str().unwrap().to_owned());
        }
        state
            .team
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
    let (status, _) = request(
        &state,
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
    let state = state();
    for number in 0..1200 {
        state.team.record("mapUrls", Some(&number.to_string()));
    }
    let mut seen = 0;
    let mut query = json!({"limit": 100});
    loop {
        let page = get(&state, "getActivity", query.clone()).await;
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
    let state = state();
    let before = get(&state, "getThreatProtection", Value::Null).await;
    assert_eq!(before["data"]["configured"], false);
    let body = json!({"mode": "normal", "riskScoreThreshold": 10, "blacklist": ["a.test"]});
    let (status, put) = request(&state, "updateThreatProtection", &[], Value::Null, body).await;
    assert_eq!(status, 200);
    let after = get(&state, "getThreatProtection", Value::Null).await;
    assert_eq!(put, after);
    assert_eq!(after["data"]["mode"], "normal");
    assert_eq!(after["data"]["riskScoreThreshold"], 10);
    assert_eq!(after["data"]["blacklist"], json!(["a.test"]));
    assert_eq!(after["data"]["configured"], true);
    assert!(after["data"]["updatedAt"].is_string());
}

#[tokio::test]
async fn feedback_counts_once_for_a_job_on_either_route() {
    let state = state();
    let rating = json!({"rating": "good"});
    let path = [("jobId", JOB)];
    let body = rating.clone();
    let (status, _) = request(&state, "submitSearchFeedback", &path, Value::Null, body).await;
    assert_eq!(status, 404);
    state.engine.ids.add("search", JOB);
    state.engine.ids.add("scrape", JOB);
    let (_, first) = request(
        &state,
        "submitSearchFeedback",
        &[("jobId", JOB)],
        Value::Null,
        rating,
    )
    .await;
    assert_eq!(first["creditsRefunded"], 1);
    assert!(first.get("alreadySubmitted").is_none());
    let body = json!({"rating": "bad", "endpoint": "search", "jobId": JOB});
    let (status, second) = request(&state, "submitEndpointFeedback", &[], Value::Null, body).await;
    assert_eq!(status, 200);
    assert_eq!(second["alreadySubmitted"], true);
    assert_eq!(second["creditsRefunded"], 0);
    assert_eq!(second["feedbackId"], first["feedbackId"]);
    let body = json!({"rating": "bad", "endpoint": "scrape", "jobId": JOB});
    let (_, other) = request(&state, "submitEndpointFeedback", &[], Value::Null, body).await;
    assert_ne!(other["feedbackId"], first["feedbackId"]);
    let body = json!({"rating": "bad", "endpoint": "map", "jobId": JOB});
    let (status, _) = request(&state, "submitEndpointFeedback", &[], Value::Null, body).await;
    assert_eq!(status, 404);
    let body = json!({"rating": "bad", "endpoint": "alexandria"});
    let (status, _) = request(&state, "submitEndpointFeedback", &[], Value::Null, body).await;
    assert_eq!(status, 200);
}

#[tokio::test]
async fn a_browser_session_lives_until_it_is_deleted() {
    let state = state();
    let (_, made) = request(
        &state,
        "createBrowserSession",
        &[],
        Value::Null,
        json!({"ttl": 60}),
    )
    .await;
    let id = made["id"].as_str().unwrap().to_owned();
    let path = [("sessionId", id.as_str())];
    let code = json!({"code": "1"});

    let active = get(&state, "listBrowserSessions", json!({"status": "active"})).await;
    assert_eq!(active["sessions"][0]["id"], id);
    let (status, ran) = request(
        &state,
        "executeBrowserCode",
        &path,
        Value::Null,
        code.clone(),
    )
    .await;
    assert_eq!(status, 200);
    assert!(ran["stderr"].as_str().unwrap().contains("made up"));

    let (status, gone) = request(
        &state,
        "deleteBrowserSession",
        &path,
        Value::Null,
        Value::Null,
    )
    .await;
    assert_eq!((status, &gone["creditsBilled"]), (200, &json!(2)));
    let active = get(&state, "listBrowserSessions", json!({"status": "active"})).await;
    assert_eq!(active["sessions"], json!([]));
    let destroyed = get(
        &state,
        "listBrowserSessions",
        json!({"status": "destroyed"}),
    )
    .await;
    assert_eq!(destroyed["sessions"][0]["status"], "destroyed");
    let (status, _) = request(
        &state,
        "executeBrowserCode",
        &path,
        Value::Null,
        code.clone(),
    )
    .await;
    assert_eq!(status, 410);
    let (status, _) = request(
        &state,
        "deleteBrowserSession",
        &path,
        Value::Null,
        Value::Null,
    )
    .await;
    assert_eq!(status, 404);
    let unknown = [("sessionId", "nope")];
    let (status, _) = request(&state, "executeBrowserCode", &unknown, Value::Null, code).await;
    assert_eq!(status, 404);
}

#[tokio::test]
async fn an_interaction_takes_exactly_one_of_code_and_prompt() {
    let state = state();
    let path = [("jobId", JOB)];
    let id = "interactWithScrapeBrowserSession";
    let code = json!({"code": "1"});
    let (status, _) = request(&state, id, &path, Value::Null, code).await;
    assert_eq!(status, 404, "there is no such scrape");
    state.engine.ids.add("scrape", JOB);
    for (body, expected) in [
        (json!({}), 400),
        (json!({"code": "1", "prompt": "p"}), 400),
        (json!({"code": "1"}), 200),
        (json!({"prompt": "p"}), 200),
    ] {
        let (status, response) = request(&state, id, &path, Value::Null, body).await;
        assert_eq!(status, expected);
        assert_eq!(response["success"], expected == 200);
    }
    let stop = "stopInteractiveScrapeBrowserSession";
    let (status, ended) = request(&state, stop, &path, Value::Null, Value::Null).await;
    assert_eq!((status, &ended["status"]), (200, &json!("destroyed")));
    assert_eq!(ended["creditsBilled"], 2);
    assert!(ended["sessionDurationMs"].as_i64() >= Some(0));
    let (status, _) = request(&state, stop, &path, Value::Null, Value::Null).await;
    assert_eq!(status, 404);
}

#[tokio::test]
async fn a_call_that_succeeded_is_recorded_and_paid_for() {
    let state = state();
    let made = |id: &str, body: Value| crate::tests::request(id, &[], Value::Null, body);
    let scrape = made("scrapeAndExtractFromUrl", json!({"url": "http://h/"}));
    let done = |credits| Response::data(json!({})).billed(credits);
    state.team.called(&scrape, &done(1));
    let failed = Response::error(500, "failed").billed(1);
    state.team.called(&scrape, &failed);
    let batch = made(
        "scrapeAndExtractFromUrls",
        json!({"urls": ["http://h/b", "http://h/c"]}),
    );
    state.team.called(&batch, &done(0));
    let listed = made("getActivity", Value::Null);
    state.team.called(&listed, &done(0));
    assert_eq!(state.team.spent(), 1);
    let activity = get(&state, "getActivity", Value::Null).await;
    let calls = activity["data"].as_array().unwrap();
    assert_eq!(calls.len(), 2);
    assert_eq!(calls[0]["target"], "http://h/b");
    assert_eq!(
        (&calls[1]["endpoint"], &calls[1]["target"]),
        (&json!("scrape"), &json!("http://h/"))
    );
}
