//! Browser sessions, and those that continue a scrape.

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::{Value, json};
use uuid::Uuid;

use super::account::{Team, push_bounded};
use crate::engine::Ids;
use crate::request::Request;
use crate::response::{Handled, Response};
use crate::timestamp;

/// The number of sessions that are remembered, including destroyed ones.
const MAX_SESSIONS: usize = 1000;
/// The service's price of each minute that has begun.
const CREDITS_PER_MINUTE: i64 = 2;
/// The output of everything that a browser would run.
const NOT_RUN: &str = "made up: this local server has no browser, so nothing was run";

/// A session without a browser.
pub(super) struct Session {
    id: String,
    stream_web_view: bool,
    created: DateTime<Utc>,
    active: DateTime<Utc>,
    /// The end of its time, or the time of its deletion.
    expires: DateTime<Utc>,
    activity_ttl: Option<TimeDelta>,
}

impl Session {
    fn is_active(&self, now: DateTime<Utc>) -> bool {
        now < self.expires && self.activity_ttl.is_none_or(|ttl| now < self.active + ttl)
    }

    fn status(&self, now: DateTime<Utc>) -> &'static str {
        if self.is_active(now) {
            "active"
        } else {
            "destroyed"
        }
    }
}

pub fn create(team: &Team, request: &Request, now: DateTime<Utc>) -> Response {
    let seconds = |name: &str| request.body[name].as_i64().map(TimeDelta::seconds);
    let session = Session {
        id: Uuid::new_v4().to_string(),
        stream_web_view: request.body["streamWebView"] != false,
        created: now,
        active: now,
        expires: now + seconds("ttl").unwrap_or(TimeDelta::seconds(300)),
        activity_ttl: seconds("activityTtl"),
    };
    let mut body = json!({"success": true, "id": session.id});
    add_urls(&mut body, &session.id);
    body["expiresAt"] = timestamp::millis(session.expires).into();
    push_bounded(&mut team.sessions.lock(), session, MAX_SESSIONS);
    Response::ok(body)
}

/// Returns the sessions, the newest first.
pub fn list(team: &Team, request: &Request, now: DateTime<Utc>) -> Response {
    let wanted = request.query_str("status");
    let sessions = team.sessions.lock();
    let shown = sessions.iter().rev().filter_map(|session| {
        let status = session.status(now);
        wanted.is_none_or(|wanted| wanted == status).then(|| {
            let mut shown = json!({"id": session.id, "status": status});
            add_urls(&mut shown, &session.id);
            shown["streamWebView"] = session.stream_web_view.into();
            shown["createdAt"] = timestamp::millis(session.created).into();
            shown["lastActivity"] = timestamp::millis(session.active).into();
            shown
        })
    });
    Response::ok(json!({"success": true, "sessions": shown.collect::<Vec<_>>()}))
}

pub fn execute(team: &Team, request: &Request, now: DateTime<Utc>) -> Handled {
    let mut sessions = team.sessions.lock();
    let id = request.path_param("sessionId");
    let session = sessions.iter_mut().find(|session| session.id == id);
    let session = session.ok_or_else(not_found)?;
    if !session.is_active(now) {
        let error = "Browser session has been destroyed.";
        return Err(Response::error(410, error).into());
    }
    session.active = now;
    let mut body = json!({"success": true});
    add_result(&mut body);
    Ok(Response::ok(body))
}

pub fn delete(team: &Team, request: &Request, now: DateTime<Utc>) -> Handled {
    let mut sessions = team.sessions.lock();
    let id = request.path_param("sessionId");
    let session = sessions
        .iter_mut()
        .find(|session| session.id == id && session.is_active(now))
        .ok_or_else(not_found)?;
    session.expires = now;
    Ok(ended(team, session.created, now))
}

/// Runs code or a prompt in the session of a scrape, which the first interaction opens.
pub fn interact(team: &Team, ids: &Ids, request: &Request, now: DateTime<Utc>) -> Handled {
    let has = |name: &str| request.body.get(name).is_some_and(Value::is_string);
    if has("code") == has("prompt") {
        let message = "Exactly one of 'code' and 'prompt' is required";
        return Err(Response::invalid(&[], message).into());
    }
    let job = request.path_param("jobId").to_lowercase();
    if !ids.contains("scrape", &job) {
        return Err(Response::error(404, "Job not found.").into());
    }
    let mut body = json!({"success": true});
    add_urls(&mut body, &job);
    if has("prompt") {
        body["output"] = NOT_RUN.into();
    }
    add_result(&mut body);
    let mut open = team.interactions.lock();
    if !open.iter().any(|(opened, _)| *opened == job) {
        push_bounded(&mut open, (job, now), MAX_SESSIONS);
    }
    Ok(Response::ok(body))
}

pub fn stop_interaction(team: &Team, request: &Request, now: DateTime<Utc>) -> Handled {
    let job = request.path_param("jobId").to_lowercase();
    let mut open = team.interactions.lock();
    let index = open.iter().position(|(scrape, _)| *scrape == job);
    let session = open.remove(index.ok_or_else(not_found)?);
    let (_, created) = session.ok_or_else(not_found)?;
    Ok(ended(team, created, now))
}

/// Bills a session that ends.
fn ended(team: &Team, created: DateTime<Utc>, now: DateTime<Utc>) -> Response {
    let milliseconds = (now - created).num_milliseconds().max(0);
    let credits = (milliseconds / 60_000 + 1) * CREDITS_PER_MINUTE;
    team.spend(credits);
    Response::ok(json!({
        "success": true,
        "sessionDurationMs": milliseconds,
        "creditsBilled": credits,
        "status": "destroyed",
    }))
}

fn not_found() -> Response {
    Response::error(404, "Browser session not found.")
}

/// Adds the synthetic URLs of a session, whose host name never resolves.
fn add_urls(body: &mut Value, id: &str) {
    for (name, scheme, path) in [
        ("cdpUrl", "wss", "cdp"),
        ("liveViewUrl", "https", "view"),
        ("interactiveLiveViewUrl", "https", "interact"),
    ] {
        body[name] = format!("{scheme}://browser.invalid/{path}/{id}").into();
    }
}

/// Adds the result of code that was not run.
fn add_result(body: &mut Value) {
    body["stdout"] = "".into();
    body["result"] = "".into();
    body["stderr"] = NOT_RUN.into();
    body["exitCode"] = 0.into();
    body["killed"] = false.into();
}
