//! `POST /agent` and what belongs to it.

use std::sync::{Arc, Weak};

use chrono::{DateTime, Utc};
use serde_json::{Map, Value, json};

use super::job::{Ending, SyntheticJob, SyntheticKind, WARNING, status};
use crate::jobs::urls;
use crate::request::Request;
use crate::response::Response;
use crate::state::ServerState;
use crate::timestamp;
use crate::webhooks::Event;

/// How many runs a page of the list holds.
const PAGE: usize = 20;

/// How much of a prompt the list shows.
const HINT_CHARS: usize = 80;

const MODEL: &str = "spark-1-pro";

const NOT_FOUND: &str = "Agent job not found";

/// Starts an agent run, in the thread that the request names or in one of its own.
pub fn start_agent(state: &Arc<ServerState>, request: &Request) -> Response {
    let mut body = request.body.clone();
    let thread = match body["threadId"].as_str() {
        Some(thread) => thread.to_owned(),
        None => uuid::Uuid::new_v4().to_string(),
    };
    let turn = 1 + state
        .jobs
        .synthetic_jobs()
        .iter()
        .filter(|other| other.request["threadId"] == thread.as_str())
        .count();
    if let Value::Object(body) = &mut body {
        body.insert("threadId".to_owned(), thread.clone().into());
        body.insert("threadTurn".to_owned(), turn.into());
    }
    let job = SyntheticJob::new(SyntheticKind::Agent, &body, state.settings.expiry);
    let job = state.jobs.add_synthetic(job);
    state.tasks.spawn(work(Arc::downgrade(state), job.clone()));
    Response::ok(json!({
        "success": true,
        "id": job.id,
        "threadId": thread,
        "threadTurn": turn,
    }))
}

/// Where an agent run stands.
pub fn read_agent(state: &ServerState, request: &Request) -> Response {
    let Some(run) = find(state, request) else {
        return Response::error(404, NOT_FOUND);
    };
    let (ending, expires) = run.read();
    let mut body = json!({
        "success": !matches!(ending, Some(Ending::Failed(_))),
        "status": status(ending.as_ref()),
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
    match ending {
        Some(Ending::Completed(data)) => {
            body["data"] = data;
            body["message"] = WARNING.into();
            body["warning"] = WARNING.into();
        }
        Some(Ending::Failed(error)) => body["error"] = error.into(),
        Some(Ending::Cancelled) | None => {}
    }
    Response::ok(body)
}

/// Ends an agent run.
pub fn cancel_agent(state: &ServerState, request: &Request) -> Response {
    let Some(run) = find(state, request) else {
        return Response::error(404, NOT_FOUND);
    };
    if !run.end(Ending::Cancelled) {
        let error = format!("Agent job is already {}", run.status());
        return Response::error(409, error);
    }
    send(state, &run, "cancelled", json!([{"creditsUsed": 0}]));
    Response::ok(json!({"success": true}))
}

/// The runs before a timestamp, newest first.
pub fn list_agents(state: &ServerState, request: &Request) -> Response {
    let before = request.query_i64("before").unwrap_or(i64::MAX);
    let runs = state.jobs.synthetic_jobs();
    let mut runs = runs
        .iter()
        .rev()
        .filter(|run| run.kind == SyntheticKind::Agent && millis(run.created) < before);
    let page: Vec<_> = runs.by_ref().take(PAGE).collect();
    let next = match (page.last(), runs.next()) {
        (Some(last), Some(_)) => {
            let origin = urls::origin(request);
            format!("{origin}/v2/agent?before={}", millis(last.created)).into()
        }
        _ => Value::Null,
    };
    let agents: Vec<Value> = page.iter().map(|run| entry(run)).collect();
    Response::ok(json!({"success": true, "agents": agents, "next": next}))
}

async fn work(state: Weak<ServerState>, run: Arc<SyntheticJob>) {
    if let Some(state) = state.upgrade() {
        send(&state, &run, "started", json!([]));
    }
    run.seen().await;
    let data = run.synthetic();
    if run.end(Ending::Completed(data.clone()))
        && let Some(state) = state.upgrade()
    {
        let data = json!([{"creditsUsed": 0, "data": data}]);
        send(&state, &run, "completed", data);
    }
}

fn send(state: &ServerState, run: &SyntheticJob, event: &str, data: Value) {
    if let Some(target) = &run.webhook {
        let event = Event {
            name: format!("agent.{event}"),
            id: run.id.clone(),
            success: true,
            data,
            error: None,
        };
        state.webhooks.send(target, event);
    }
}

fn find(state: &ServerState, request: &Request) -> Option<Arc<SyntheticJob>> {
    state
        .jobs
        .job(request.path_param("jobId"))
        .filter(|run| run.kind == SyntheticKind::Agent)
}

fn entry(run: &SyntheticJob) -> Value {
    let hint: String = run.request["urls"][0]
        .as_str()
        .or_else(|| run.request["prompt"].as_str())
        .unwrap_or_default()
        .chars()
        .take(HINT_CHARS)
        .collect();
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
        "settings": chosen(&["model", "effort", "mode", "maxCredits"]),
        "options": chosen(&["prompt", "urls", "schema", "strictConstrainToURLs"]),
    })
}

fn millis(moment: DateTime<Utc>) -> i64 {
    moment.timestamp_millis()
}
