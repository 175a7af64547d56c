//! The operations of agent runs.

use std::sync::Arc;

use serde_json::{Map, Value, json};

use super::job::{SyntheticJob, SyntheticKind, WARNING};
use crate::request::Request;
use crate::response::{Handled, Response};
use crate::state::ServerState;
use crate::timestamp;

/// The number of runs on a page of the list.
const PAGE: usize = 20;

/// The length of a prompt in the list.
const HINT_CHARS: usize = 80;

pub(super) const MODEL: &str = "spark-1-pro";

/// Starts an agent run, in the thread that the request names or in a new one.
pub fn start_agent(state: &Arc<ServerState>, request: &Request) -> Response {
    let thread = match request.body_str("threadId") {
        Some(thread) => thread.to_owned(),
        None => uuid::Uuid::new_v4().to_string(),
    };
    let runs = state.jobs.all_synthetic();
    let in_thread = |run: &&Arc<SyntheticJob>| run.request["threadId"] == thread.as_str();
    let turn = 1 + runs.iter().filter(in_thread).count();
    let mut body = request.body.clone();
    body["threadId"] = thread.as_str().into();
    body["threadTurn"] = turn.into();
    let run = SyntheticJob::start(state, SyntheticKind::Agent, body, Vec::new());
    Response::ok(json!({"success": true, "id": run.id, "threadId": thread, "threadTurn": turn}))
}

/// Returns the status of an agent run.
pub fn read_agent(state: &ServerState, request: &Request) -> Handled {
    let run = find(state, request)?;
    let (status, data, expires) = run.read();
    let mut body = json!({
        "success": true,
        "status": status,
        "model": run.request.get("model").cloned().unwrap_or_else(|| MODEL.into()),
        "expiresAt": expires,
        "creditsUsed": 0,
        "id": run.id,
    });
    for name in ["threadId", "threadTurn", "mode", "effort"] {
        if let Some(value) = run.request.get(name) {
            body[name] = value.clone();
        }
    }
    if status == "completed" {
        body["data"] = data;
        body["message"] = WARNING.into();
        body["warning"] = WARNING.into();
    }
    Ok(Response::ok(body))
}

/// Cancels an agent run.
pub fn cancel_agent(state: &ServerState, request: &Request) -> Handled {
    let run = find(state, request)?;
    if !run.end("cancelled", Value::Null) {
        let error = format!("Agent job is already {}", run.status());
        return Err(Response::error(409, error).into());
    }
    run.send(state, "cancelled", json!([{"creditsUsed": 0}]), None);
    Ok(Response::ok(json!({"success": true})))
}

/// Returns the runs before a time, the newest first.
pub fn list_agents(state: &ServerState, request: &Request) -> Response {
    let before = request.query_i64("before").unwrap_or(i64::MAX);
    let runs = state.jobs.all_synthetic();
    let mut runs = runs
        .iter()
        .rev()
        .filter(|run| run.kind == SyntheticKind::Agent && run.created.timestamp_millis() < before);
    let page: Vec<_> = runs.by_ref().take(PAGE).collect();
    let next = page.last().filter(|_| runs.next().is_some()).map(|last| {
        let (origin, before) = (request.public_origin(), last.created.timestamp_millis());
        format!("{origin}/v2/agent?before={before}")
    });
    let agents: Vec<Value> = page.iter().map(|run| list_entry(run)).collect();
    Response::ok(json!({"success": true, "agents": agents, "next": next}))
}

pub(super) fn find(
    state: &ServerState,
    request: &Request,
) -> Result<Arc<SyntheticJob>, Box<Response>> {
    SyntheticJob::find(state, request, "jobId", SyntheticKind::Agent)
}

fn list_entry(run: &SyntheticJob) -> Value {
    let url = run.request["urls"][0].as_str();
    let hint = url
        .or_else(|| run.request["prompt"].as_str())
        .unwrap_or_default();
    let hint: String = hint.chars().take(HINT_CHARS).collect();
    let chosen = |names: &[&str]| -> Map<String, Value> {
        let given = names.iter().filter_map(|name| {
            let value = run.request.get(*name)?;
            Some(((*name).to_owned(), value.clone()))
        });
        given.collect()
    };
    json!({
        "id": run.id,
        "createdAt": timestamp::millis(run.created),
        "status": run.status(),
        "targetHint": hint,
        "origin": run.request["origin"].as_str().unwrap_or("api"),
        "settings": {"hidden": false, "starred": false},
        "options": chosen(&["prompt", "urls", "schema", "model", "effort"]),
    })
}
