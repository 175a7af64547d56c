//! Browser sessions of their own.

use chrono::{DateTime, Utc};
use serde_json::{Value, json};

use super::account::{Team, locked};
use super::written;
use crate::request::Request;
use crate::response::Response;

/// What the service bills for each minute that has begun.
const CREDITS_A_MINUTE: i64 = 2;
/// Stands in `stderr` of every result.
pub(super) const NOT_RUN: &str = "made up: this local server has no browser, so nothing was run";

pub(super) fn create(team: &Team, request: &Request, now: DateTime<Utc>) -> Response {
    let mut sessions = locked(&team.sessions);
    let session = sessions.create(&request.body, now);
    let mut body = json!({"success": true, "id": session.id});
    for (name, address) in session.addresses() {
        body[name] = address.into();
    }
    body["expiresAt"] = written(session.expires()).into();
    Response::ok(body)
}

pub(super) fn list(team: &Team, request: &Request, now: DateTime<Utc>) -> Response {
    let wanted = request.query.get("status").and_then(Value::as_str);
    let sessions: Vec<Value> = locked(&team.sessions)
        .list()
        .filter(|session| wanted.is_none_or(|status| status == session.status(now)))
        .map(|session| session.shown(now))
        .collect();
    Response::ok(json!({"success": true, "sessions": sessions}))
}

pub(super) fn execute(team: &Team, request: &Request, now: DateTime<Utc>) -> Response {
    let mut sessions = locked(&team.sessions);
    let Some(session) = sessions.get(request.path_param("sessionId")) else {
        return Response::error(404, "Browser session not found.");
    };
    if session.status(now) != "active" {
        return Response::error(410, "Browser session has been destroyed.");
    }
    session.touch(now);
    Response::ok(json!({
        "success": true,
        "stdout": "",
        "result": "",
        "stderr": NOT_RUN,
        "exitCode": 0,
        "killed": false,
    }))
}

pub(super) fn delete(team: &Team, request: &Request, now: DateTime<Utc>) -> Response {
    let mut sessions = locked(&team.sessions);
    let session = sessions
        .get(request.path_param("sessionId"))
        .filter(|session| session.status(now) == "active");
    let Some(session) = session else {
        return Response::error(404, "Browser session not found.");
    };
    let milliseconds = session.destroy(now).num_milliseconds().max(0);
    let credits = (milliseconds / 60_000 + 1) * CREDITS_A_MINUTE;
    team.spend(credits);
    Response::ok(json!({
        "success": true,
        "sessionDurationMs": milliseconds,
        "creditsBilled": credits,
    }))
}
