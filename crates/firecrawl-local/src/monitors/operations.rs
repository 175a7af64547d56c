//! Creating, reading, changing and deleting monitors.

use std::sync::Arc;

use chrono::Utc;
use serde_json::{Value, json};

use super::monitor::Monitor;
use super::store::locked;
use crate::answer::Answer;
use crate::app::App;
use crate::call::Call;

pub(super) fn create(app: &Arc<App>, call: &Call) -> Answer {
    let now = Utc::now();
    let monitor = match Monitor::new(&call.body, now) {
        Ok(monitor) => monitor,
        Err(message) => return bad_schedule(message),
    };
    let shown = monitor.shown(now);
    match app.monitors.add(monitor) {
        Some(()) => Answer::ok(json!({"success": true, "data": shown})),
        None => Answer::error(400, "Too many monitors"),
    }
}

pub(super) fn list(app: &Arc<App>, call: &Call) -> Answer {
    let (limit, offset) = (limit(call), position(call, "offset"));
    let now = Utc::now();
    let data: Vec<Value> = app
        .monitors
        .page(offset, limit)
        .iter()
        .map(|monitor| locked(monitor).shown(now))
        .collect();
    Answer::ok(json!({"success": true, "data": data}))
}

pub(super) fn get(app: &Arc<App>, call: &Call) -> Answer {
    match app.monitors.get(call.path_value("monitorId")) {
        Some(monitor) => {
            Answer::ok(json!({"success": true, "data": locked(&monitor).shown(Utc::now())}))
        }
        None => no_monitor(),
    }
}

pub(super) fn update(app: &Arc<App>, call: &Call) -> Answer {
    let Some(monitor) = app.monitors.get(call.path_value("monitorId")) else {
        return no_monitor();
    };
    let now = Utc::now();
    let mut monitor = locked(&monitor);
    match monitor.update(&call.body, now) {
        Ok(()) => Answer::ok(json!({"success": true, "data": monitor.shown(now)})),
        Err(message) => bad_schedule(message),
    }
}

pub(super) fn delete(app: &Arc<App>, call: &Call) -> Answer {
    match app.monitors.remove(call.path_value("monitorId")) {
        Some(monitor) => {
            locked(&monitor).deleted = true;
            Answer::ok(json!({"success": true}))
        }
        None => no_monitor(),
    }
}

pub(super) fn no_monitor() -> Answer {
    Answer::error(404, "Monitor not found")
}

/// How many items a page has.
pub(super) fn limit(call: &Call) -> usize {
    call.query_number("limit")
        .and_then(|limit| usize::try_from(limit).ok())
        .unwrap_or(25)
        .clamp(1, 100)
}

/// Where a page begins.
pub(super) fn position(call: &Call, name: &str) -> usize {
    call.query_number(name)
        .and_then(|number| usize::try_from(number).ok())
        .unwrap_or(0)
}

fn bad_schedule(message: &str) -> Answer {
    Answer::json(
        400,
        json!({
            "success": false,
            "code": "BAD_REQUEST",
            "error": "Bad Request",
            "details": [{"code": "custom", "message": message, "path": ["schedule"]}],
        }),
    )
}
