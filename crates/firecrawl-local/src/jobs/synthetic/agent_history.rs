//! The record of agent runs: threads, traces and snapshots of artifacts.

use chrono::{DateTime, Utc};
use serde_json::{Value, json};
use uuid::Uuid;

use super::agent::find;
use super::job::{SyntheticJob, SyntheticKind, WARNING};
use crate::request::Request;
use crate::response::{Handled, Response};
use crate::state::ServerState;
use crate::timestamp;

/// Returns a thread with its runs, the oldest first.
pub fn read_thread(state: &ServerState, request: &Request) -> Handled {
    let id = request.path_param("threadId");
    let runs = state.jobs.all_synthetic();
    let is_member = |run: &&_| {
        let run: &SyntheticJob = run;
        run.kind == SyntheticKind::Agent && run.request["threadId"] == id
    };
    let members: Vec<&SyntheticJob> = runs.iter().map(AsRef::as_ref).filter(is_member).collect();
    let (Some(first), Some(last)) = (members.first(), members.last()) else {
        return Err(Response::error(404, "Agent thread not found").into());
    };
    let with_data = request.query.get("includeData") == Some(&Value::Bool(true));
    let updated = last.result().map_or(last.created, |(_, ended)| ended);
    let is_running = members.iter().any(|run| run.status() == "processing");
    let runs = members.iter().map(|run| thread_run(run, with_data));
    Ok(Response::ok(json!({
        "success": true,
        "thread": {
            "id": id,
            "createdAt": timestamp::millis(first.created),
            "updatedAt": timestamp::millis(updated),
            "status": if is_running { "running" } else { "idle" },
            "runs": runs.collect::<Vec<_>>(),
        },
    })))
}

fn thread_run(run: &SyntheticJob, with_data: bool) -> Value {
    let mut shown = json!({
        "id": run.id,
        "turn": run.request["threadTurn"],
        "mode": run.request["mode"].as_str().unwrap_or("extract"),
        "status": run.status(),
        "createdAt": timestamp::millis(run.created),
    });
    for name in ["prompt", "urls", "schema", "effort"] {
        if let Some(value) = run.request.get(name) {
            shown[name] = value.clone();
        }
    }
    if let Some((data, ended)) = run.result() {
        shown["finishedAt"] = timestamp::millis(ended).into();
        shown["creditsUsed"] = 0.into();
        shown["message"] = WARNING.into();
        if with_data && run.status() == "completed" {
            shown["data"] = data;
        }
    }
    shown
}

/// Returns the events of a run: its start and its end, and the result as an artifact.
pub fn read_trace(state: &ServerState, request: &Request) -> Handled {
    let run = find(state, request)?;
    let mut events = Vec::new();
    let mut add = |time: DateTime<Utc>, role: &str, kind: &str, more: Value| {
        let sequence = events.len() + 1;
        let mut event = json!({
            "type": kind,
            "schemaVersion": 1,
            "eventId": derived(&run.id, kind),
            "runId": run.id,
            "occurredAt": timestamp::millis(time),
            "producerSequence": sequence,
            "agent": {"id": role, "role": role, "name": "local"},
        });
        for (name, value) in more.as_object().into_iter().flatten() {
            event[name] = value.clone();
        }
        events.push(event);
    };
    add(run.created, "system", "run.started", json!({}));
    add(run.created, "orchestrator", "agent.started", json!({}));
    if let Some((_, ended)) = run.result() {
        let outcome = match run.status() {
            "completed" => "succeeded",
            other => other,
        };
        if outcome == "succeeded" {
            let artifact = json!({"artifact": {
                "kind": "json",
                "artifactId": "result",
                "snapshotId": derived(&run.id, "snapshot"),
                "change": "init",
            }});
            add(ended, "orchestrator", "artifact.updated", artifact);
        }
        let duration = (ended - run.created).num_milliseconds().max(0);
        let finished = json!({"outcome": outcome, "durationMs": duration});
        add(ended, "orchestrator", "agent.finished", finished);
        let finished = json!({"outcome": outcome});
        add(ended, "system", "run.finished", finished);
    }
    let mut body = json!({
        "success": true,
        "id": run.id,
        "events": events,
        "creditsUsed": 0,
    });
    if request.query.get("liveView") == Some(&Value::Bool(true)) {
        body["activeBrowserSessions"] = json!([]);
    }
    Ok(Response::ok(body))
}

/// Returns the content of an artifact that the trace of a run names.
pub fn read_snapshot(state: &ServerState, request: &Request) -> Handled {
    let run = find(state, request)?;
    let id = derived(&run.id, "snapshot");
    let data = run.result().filter(|_| run.status() == "completed");
    match data.filter(|_| request.path_param("snapshotId") == id) {
        Some((data, _)) => Ok(Response::ok(json!({
            "success": true,
            "id": run.id,
            "snapshotId": id,
            "snapshot": data.to_string(),
        }))),
        None => Err(Response::error(404, "Agent snapshot not found").into()),
    }
}

/// Returns an id that a run always has for the same thing.
fn derived(run: &str, name: &str) -> String {
    let own = Uuid::parse_str(run).unwrap_or_default().as_u128();
    let bytes = name.bytes().fold(0u128, |sum, byte| {
        sum.wrapping_mul(257).wrapping_add(u128::from(byte))
    });
    let id = uuid::Builder::from_random_bytes((own ^ bytes).to_be_bytes());
    id.into_uuid().to_string()
}
