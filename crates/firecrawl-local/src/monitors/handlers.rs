//! Creates, reads, changes and deletes monitors.

use chrono::Utc;
use serde_json::{Value, json};

use super::monitor::Monitor;
use crate::request::Request;
use crate::response::{Handled, Response};
use crate::state::ServerState;

pub fn create(state: &ServerState, request: &Request) -> Handled {
    let now = Utc::now();
    let monitor = Monitor::new(&request.body, now).map_err(invalid_schedule)?;
    let shown = monitor.to_json(now);
    if state.monitors.add(monitor) {
        Ok(Response::data(shown))
    } else {
        Err(Response::error(400, "Too many monitors").into())
    }
}

pub fn list(state: &ServerState, request: &Request) -> Response {
    let now = Utc::now();
    let offset = request.query_usize("offset").unwrap_or(0);
    let monitors = state.monitors.page(offset, limit(request));
    let data: Vec<Value> = monitors
        .iter()
        .map(|monitor| monitor.lock().to_json(now))
        .collect();
    Response::data(data)
}

pub fn get(state: &ServerState, request: &Request) -> Handled {
    let monitor = state.monitors.find(request)?;
    let shown = monitor.lock().to_json(Utc::now());
    Ok(Response::data(shown))
}

pub fn update(state: &ServerState, request: &Request) -> Handled {
    let monitor = state.monitors.find(request)?;
    let now = Utc::now();
    let mut monitor = monitor.lock();
    monitor
        .update(&request.body, now)
        .map_err(invalid_schedule)?;
    Ok(Response::data(monitor.to_json(now)))
}

pub fn delete(state: &ServerState, request: &Request) -> Handled {
    let monitor = state.monitors.find(request)?;
    let mut monitor = monitor.lock();
    monitor.deleted = true;
    state.monitors.remove(&monitor.id);
    Ok(Response::ok(json!({"success": true})))
}

/// Returns the number of items on a page.
pub(super) fn limit(request: &Request) -> usize {
    request.query_usize("limit").unwrap_or(25).clamp(1, 100)
}

fn invalid_schedule(message: &str) -> Response {
    Response::invalid(&["schedule"], message)
}
