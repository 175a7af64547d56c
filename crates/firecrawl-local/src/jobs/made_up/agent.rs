//! `POST /agent` and what belongs to it.

use std::sync::{Arc, Weak};

use chrono::{DateTime, Utc};
use serde_json::{Map, Value, json};

use super::assignment::{Assignment, AssignmentKind, Ending, WARNING, status};
use crate::answer::Answer;
use crate::app::App;
use crate::call::Call;
use crate::jobs::{address, moment};
use crate::webhooks::Event;

/// How many runs a page of the list holds.
const PAGE: usize = 20;

/// How much of a prompt the list shows.
const HINT_CHARS: usize = 80;

const MODEL: &str = "spark-1-pro";

const NOT_FOUND: &str = "Agent job not found";

/// Starts an agent run, in the thread that the request names or in one of its own.
pub fn start_agent(app: &Arc<App>, call: &Call) -> Answer {
    let mut request = call.body.clone();
    let thread = match request["threadId"].as_str() {
        Some(thread) => thread.to_owned(),
        None => uuid::Uuid::new_v4().to_string(),
    };
    let turn = 1 + app
        .jobs
        .assignments()
        .iter()
        .filter(|other| other.request["threadId"] == thread.as_str())
        .count();
    if let Value::Object(request) = &mut request {
        request.insert("threadId".to_owned(), thread.clone().into());
        request.insert("threadTurn".to_owned(), turn.into());
    }
    let assignment = Assignment::new(AssignmentKind::Agent, &request, app.settings.expiry);
    let assignment = app.jobs.add_assignment(assignment);
    app.tasks
        .spawn(work(Arc::downgrade(app), assignment.clone()));
    Answer::ok(json!({
        "success": true,
        "id": assignment.id,
        "threadId": thread,
        "threadTurn": turn,
    }))
}

/// Where an agent run stands.
pub fn read_agent(app: &App, call: &Call) -> Answer {
    let Some(run) = find(app, call) else {
        return Answer::error(404, NOT_FOUND);
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
    Answer::ok(body)
}

/// Ends an agent run.
pub fn cancel_agent(app: &App, call: &Call) -> Answer {
    let Some(run) = find(app, call) else {
        return Answer::error(404, NOT_FOUND);
    };
    if !run.end(Ending::Cancelled) {
        let error = format!("Agent job is already {}", run.status());
        return Answer::error(409, error);
    }
    send(app, &run, "cancelled", json!([{"creditsUsed": 0}]));
    Answer::ok(json!({"success": true}))
}

/// The runs before a moment, newest first.
pub fn list_agents(app: &App, call: &Call) -> Answer {
    let before = call.query_number("before").unwrap_or(i64::MAX);
    let runs = app.jobs.assignments();
    let mut runs = runs
        .iter()
        .rev()
        .filter(|run| run.kind == AssignmentKind::Agent && millis(run.created) < before);
    let page: Vec<_> = runs.by_ref().take(PAGE).collect();
    let next = match (page.last(), runs.next()) {
        (Some(last), Some(_)) => {
            let origin = address::origin(call);
            format!("{origin}/v2/agent?before={}", millis(last.created)).into()
        }
        _ => Value::Null,
    };
    let agents: Vec<Value> = page.iter().map(|run| entry(run)).collect();
    Answer::ok(json!({"success": true, "agents": agents, "next": next}))
}

async fn work(app: Weak<App>, run: Arc<Assignment>) {
    if let Some(app) = app.upgrade() {
        send(&app, &run, "started", json!([]));
    }
    run.seen().await;
    let data = run.made_up();
    if run.end(Ending::Completed(data.clone()))
        && let Some(app) = app.upgrade()
    {
        let data = json!([{"creditsUsed": 0, "data": data}]);
        send(&app, &run, "completed", data);
    }
}

fn send(app: &App, run: &Assignment, event: &str, data: Value) {
    if let Some(target) = &run.webhook {
        let event = Event {
            name: format!("agent.{event}"),
            id: run.id.clone(),
            success: true,
            data,
            error: None,
        };
        app.webhooks.send(target, event);
    }
}

fn find(app: &App, call: &Call) -> Option<Arc<Assignment>> {
    app.jobs
        .assignment(call.path_value("jobId"))
        .filter(|run| run.kind == AssignmentKind::Agent)
}

fn entry(run: &Assignment) -> Value {
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
        "createdAt": moment::exact(run.created),
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
