//! Creates, reads, changes and deletes monitors, and reads their checks.

use std::sync::Arc;

use chrono::Utc;
use parking_lot::Mutex;
use serde_json::{Value, json};

use super::monitor::Monitor;
use crate::request::Request;
use crate::response::{Handled, Response};
use crate::state::ServerState;

/// The maximum number of monitors.
const MAX_MONITORS: usize = 1000;

pub fn create(state: &ServerState, request: &Request) -> Handled {
    let monitor = Monitor::new(&request.body).map_err(invalid_schedule)?;
    let mut monitors = state.monitors.0.lock();
    if monitors.len() == MAX_MONITORS {
        return Err(Response::error(400, "Too many monitors").into());
    }
    let shown = monitor.to_json(Utc::now());
    monitors.insert(monitor.id.clone(), Arc::new(Mutex::new(monitor)));
    Ok(Response::data(shown))
}

/// Returns the monitors, the newest first.
pub fn list(state: &ServerState, request: &Request) -> Response {
    let monitors = state.monitors.0.lock();
    let newest_first = monitors.values().rev();
    let data: Vec<Value> = newest_first
        .skip(request.query_usize("offset").unwrap_or(0))
        .take(limit(request))
        .map(|monitor| monitor.lock().to_json(Utc::now()))
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
    let mut monitor = monitor.lock();
    monitor.update(&request.body).map_err(invalid_schedule)?;
    Ok(Response::data(monitor.to_json(Utc::now())))
}

pub fn delete(state: &ServerState, request: &Request) -> Handled {
    let monitor = state.monitors.find(request)?;
    let mut monitor = monitor.lock();
    monitor.deleted = true;
    let id = monitor.id.clone();
    drop(monitor);
    state.monitors.0.lock().shift_remove(&id);
    Ok(Response::ok(json!({"success": true})))
}

/// Returns the checks of a monitor, the newest first.
pub fn list_checks(state: &ServerState, request: &Request) -> Handled {
    let monitor = state.monitors.find(request)?;
    let wanted = request.query_str("status");
    let data: Vec<Value> = monitor
        .lock()
        .checks
        .iter()
        .rev()
        .filter(|check| wanted.is_none_or(|status| status == check.status))
        .skip(request.query_usize("offset").unwrap_or(0))
        .take(limit(request))
        .map(|check| check.to_json())
        .collect();
    Ok(Response::data(data))
}

/// Returns a check with some of its pages; `next` is the URL of the following ones, or `null`.
pub fn get_check(state: &ServerState, request: &Request) -> Handled {
    let monitor = state.monitors.find(request)?;
    let mut monitor = monitor.lock();
    let monitor_id = monitor.id.clone();
    let check = monitor
        .check(request.path_param("checkId"))
        .ok_or_else(|| Response::error(404, "Monitor check not found"))?;
    let wanted = request.query_str("status");
    let (skip, limit) = (request.query_usize("skip").unwrap_or(0), limit(request));
    let mut matching = check
        .pages
        .iter()
        .filter(|page| wanted.is_none_or(|status| page["status"] == status))
        .skip(skip);
    let pages: Vec<Value> = matching.by_ref().take(limit).cloned().collect();
    let next = matching.next().map(|_| {
        let status = wanted.map_or_else(String::new, |status| format!("&status={status}"));
        format!(
            "{}/v2/monitor/{monitor_id}/checks/{}?limit={limit}&skip={}{status}",
            request.origin,
            check.id,
            skip + pages.len(),
        )
    });
    let mut data = check.to_json();
    data["pages"] = pages.into();
    data["next"] = json!(next);
    let body = json!({"success": true, "next": next, "data": data});
    Ok(Response::ok(body))
}

/// Returns the number of items on a page.
fn limit(request: &Request) -> usize {
    request.query_usize("limit").unwrap_or(25).clamp(1, 100)
}

fn invalid_schedule(message: &str) -> Response {
    Response::invalid(&["schedule"], message)
}
