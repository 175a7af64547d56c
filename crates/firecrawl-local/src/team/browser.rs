//! Browser sessions.

use chrono::{DateTime, Utc};
use serde_json::{Value, json};

use super::account::Team;
use crate::request::Request;
use crate::response::{Handled, Response};
use crate::timestamp;

/// The service's price of each minute that has begun.
const CREDITS_PER_MINUTE: i64 = 2;
/// The `stderr` of every result.
const NOT_RUN: &str = "made up: this local server has no browser, so nothing was run";

pub fn create(team: &Team, request: &Request, now: DateTime<Utc>) -> Response {
    let mut sessions = team.sessions.lock();
    let session = sessions.create(&request.body, now);
    let mut body = json!({"success": true, "id": session.id});
    add_urls(&mut body, &session.id);
    body["expiresAt"] = timestamp::millis(session.expires()).into();
    Response::ok(body)
}

pub fn list(team: &Team, request: &Request, now: DateTime<Utc>) -> Response {
    let wanted = request.query_str("status");
    let sessions: Vec<Value> = team
        .sessions
        .lock()
        .newest_first()
        .filter(|session| wanted.is_none_or(|status| status == session.status(now)))
        .map(|session| session.to_json(now))
        .collect();
    Response::ok(json!({"success": true, "sessions": sessions}))
}

pub fn execute(team: &Team, request: &Request, now: DateTime<Utc>) -> Handled {
    let mut sessions = team.sessions.lock();
    let session = sessions
        .get(request.path_param("sessionId"))
        .ok_or_else(not_found)?;
    if session.status(now) != "active" {
        let error = "Browser session has been destroyed.";
        return Err(Response::error(410, error).into());
    }
    session.touch(now);
    let mut body = json!({"success": true});
    add_result(&mut body);
    Ok(Response::ok(body))
}

pub fn delete(team: &Team, request: &Request, now: DateTime<Utc>) -> Handled {
    let mut sessions = team.sessions.lock();
    let session = sessions
        .get(request.path_param("sessionId"))
        .filter(|session| session.status(now) == "active")
        .ok_or_else(not_found)?;
    let milliseconds = session.destroy(now).num_milliseconds().max(0);
    let credits = (milliseconds / 60_000 + 1) * CREDITS_PER_MINUTE;
    team.spend(credits);
    Ok(Response::ok(json!({
        "success": true,
        "sessionDurationMs": milliseconds,
        "creditsBilled": credits,
    })))
}

/// Returns the response for a session that does not exist.
pub(super) fn not_found() -> Response {
    Response::error(404, "Browser session not found.")
}

/// Adds the synthetic URLs of a session, whose host name never resolves.
pub(super) fn add_urls(body: &mut Value, id: &str) {
    for (name, scheme, path) in [
        ("cdpUrl", "wss", "cdp"),
        ("liveViewUrl", "https", "view"),
        ("interactiveLiveViewUrl", "https", "interact"),
    ] {
        body[name] = format!("{scheme}://browser.invalid/{path}/{id}").into();
    }
}

/// Adds the result of code that was not run.
pub(super) fn add_result(body: &mut Value) {
    body["stdout"] = "".into();
    body["result"] = "".into();
    body["stderr"] = NOT_RUN.into();
    body["exitCode"] = 0.into();
    body["killed"] = false.into();
}

/// Adds the output of a prompt that was not run.
pub(super) fn add_output(body: &mut Value) {
    body["output"] = NOT_RUN.into();
}
