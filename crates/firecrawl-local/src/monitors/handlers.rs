//! Creating, reading, changing and deleting monitors.

use std::sync::Arc;

use chrono::Utc;
use serde_json::{Value, json};

use super::monitor::Monitor;
use super::store::locked;
use crate::request::Request;
use crate::response::Response;
use crate::state::ServerState;

pub(super) fn create(state: &Arc<ServerState>, request: &Request) -> Response {
    let now = Utc::now();
    let monitor = match Monitor::new(&request.body, now) {
        Ok(monitor) => monitor,
        Err(message) => return bad_schedule(message),
    };
    let shown = monitor.shown(now);
    match state.monitors.add(monitor) {
        Some(()) => Response::ok(json!({"success": true, "data": shown})),
        None => Response::error(400, "Too many monitors"),
    }
}

pub(super) fn list(state: &Arc<ServerState>, request: &Request) -> Response {
    let (limit, offset) = (limit(request), position(request, "offset"));
    let now = Utc::now();
    let data: Vec<Value> = state
        .monitors
        .page(offset, limit)
        .iter()
        .map(|monitor| locked(monitor).shown(now))
        .collect();
    Response::ok(json!({"success": true, "data": data}))
}

pub(super) fn get(state: &Arc<ServerState>, request: &Request) -> Response {
    match state.monitors.get(request.path_param("monitorId")) {
        Some(monitor) => {
            Response::ok(json!({"success": true, "data": locked(&monitor).shown(Utc::now())}))
        }
        None => no_monitor(),
    }
}

pub(super) fn update(state: &Arc<ServerState>, request: &Request) -> Response {
    let Some(monitor) = state.monitors.get(request.path_param("monitorId")) else {
        return no_monitor();
    };
    let now = Utc::now();
    let mut monitor = locked(&monitor);
    match monitor.update(&request.body, now) {
        Ok(()) => Response::ok(json!({"success": true, "data": monitor.shown(now)})),
        Err(message) => bad_schedule(message),
    }
}

pub(super) fn delete(state: &Arc<ServerState>, request: &Request) -> Response {
    match state.monitors.remove(request.path_param("monitorId")) {
        Some(monitor) => {
            locked(&monitor).deleted = true;
            Response::ok(json!({"success": true}))
        }
        None => no_monitor(),
    }
}

pub(super) fn no_monitor() -> Response {
    Response::error(404, "Monitor not found")
}

/// How many items a page has.
pub(super) fn limit(request: &Request) -> usize {
    request
        .query_i64("limit")
        .and_then(|limit| usize::try_from(limit).ok())
        .unwrap_or(25)
        .clamp(1, 100)
}

/// Where a page begins.
pub(super) fn position(request: &Request, name: &str) -> usize {
    request
        .query_i64(name)
        .and_then(|number| usize::try_from(number).ok())
        .unwrap_or(0)
}

fn bad_schedule(message: &str) -> Response {
    Response::json(
        400,
        json!({
            "success": false,
            "code": "BAD_REQUEST",
            "error": "Bad Request",
            "details": [{"code": "custom", "message": message, "path": ["schedule"]}],
        }),
    )
}
