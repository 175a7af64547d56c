//! Agent runs: lists, threads, traces, artifacts.

use firecrawl_client::{AgentsQuery, ErrorKind};
use firecrawl_local::Response;
use serde_json::{Value, json};

use crate::setup::{ID, Setup};

#[tokio::test]
async fn a_list_is_walked_by_the_time_in_its_next() {
    let setup = Setup::new().await;
    setup
        .server
        .on("listAgents", |call| {
            let page = |run: &str, next: Value| {
                Response::ok(json!({"success": true, "agents": [{"id": run}], "next": next}))
            };
            match call.query.get("before").and_then(Value::as_i64) {
                // An address that cannot be reached, as behind a proxy.
                None => page("new", json!("https://inner.invalid/v2/agent?before=2000")),
                Some(2000) => page("old", Value::Null),
                Some(_) => Response::error(400, "another time"),
            }
        })
        .unwrap();
    let mut runs = Vec::new();
    let mut query = Some(AgentsQuery::default());
    while let Some(page) = query {
        let list = setup.client.agents().query(page).await.unwrap();
        runs.extend(list.agents.iter().map(|run| run.id.clone()));
        query = AgentsQuery::following(&list).unwrap();
    }
    assert_eq!(runs, ["new", "old"]);
}

#[tokio::test]
async fn a_thread_comes_out_of_its_envelope() {
    let setup = Setup::new().await;
    setup
        .server
        .on("getAgentThread", |call| {
            let data = call.query.get("includeData").cloned();
            Response::ok(json!({"success": true, "thread": {"id": "t7", "status": "done", "asked": data}, "more": 1}))
        })
        .unwrap();
    let thread = setup.client.agent_thread(ID).include_data(true);
    let thread = thread.await.unwrap();
    assert_eq!(thread.id.as_deref(), Some("t7"));
    assert_eq!(thread.extra["asked"], true);
    assert_eq!(thread.envelope()["more"], 1);
    let thread = setup.client.agent_thread(ID);
    assert_eq!(thread.await.unwrap().extra["asked"], Value::Null);
}

#[tokio::test]
async fn a_thread_that_is_missing_without_a_reason_is_said_to_be_missing() {
    let setup = Setup::new().await;
    setup
        .server
        .on("getAgentThread", |_| Response::ok(json!({"success": true})))
        .unwrap();
    let error = setup.client.agent_thread(ID).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Decode);
    assert_eq!(error.operation(), Some("GET /agent/threads/{threadId}"));
}

#[tokio::test]
async fn a_trace_and_its_artifacts() {
    let setup = Setup::new().await;
    let events = json!([{"type": "brandNew", "text": "x"}]);
    let trace = json!({"success": true, "id": "a7", "events": events, "creditsUsed": -1});
    setup
        .server
        .on("getAgentTrace", move |_| Response::ok(trace.clone()))
        .unwrap();
    setup
        .server
        .on("getAgentSnapshot", |call| {
            let id = call.path_param("snapshotId");
            Response::ok(
                json!({"success": true, "snapshotId": id, "snapshot": ["any", {"thing": 1}]}),
            )
        })
        .unwrap();
    let trace = setup.client.agent_trace(ID).live_view(true).await.unwrap();
    assert_eq!(trace.events.len(), 1);
    assert_eq!(trace.credits_used(), Some(-1.0));
    let coverage = setup.server.coverage();
    assert!(coverage.properties("getAgentTrace").eq(["?liveView"]));
    let artifact = setup.client.agent_snapshot(ID, "9").await.unwrap();
    assert_eq!(artifact.snapshot_id.as_deref(), Some("9"));
    assert_eq!(artifact.snapshot, Some(json!(["any", {"thing": 1}])));
}
