//! Reading checks and their pages.

use std::sync::Arc;

use serde_json::{Value, json};

use super::operations::{limit, no_monitor, position};
use super::store::locked;
use crate::answer::Answer;
use crate::app::App;
use crate::call::Call;

/// The checks, the newest first.
pub(super) fn list(app: &Arc<App>, call: &Call) -> Answer {
    let Some(monitor) = app.monitors.get(call.path_value("monitorId")) else {
        return no_monitor();
    };
    let wanted = call.query.get("status").and_then(Value::as_str);
    let data: Vec<Value> = locked(&monitor)
        .checks
        .iter()
        .rev()
        .filter(|check| wanted.is_none_or(|status| status == check.status))
        .skip(position(call, "offset"))
        .take(limit(call))
        .map(|check| check.shown())
        .collect();
    Answer::ok(json!({"success": true, "data": data}))
}

/// One check with a page of its pages; `next` leads to those that follow, `null` at the end.
pub(super) fn get(app: &Arc<App>, call: &Call) -> Answer {
    let Some(monitor) = app.monitors.get(call.path_value("monitorId")) else {
        return no_monitor();
    };
    let mut monitor = locked(&monitor);
    let Some(check) = monitor.check(call.path_value("checkId")) else {
        return Answer::error(404, "Monitor check not found");
    };
    let wanted = call.query.get("status").and_then(Value::as_str);
    let (skip, limit) = (position(call, "skip"), limit(call));
    let mut matching = check
        .pages
        .iter()
        .filter(|(_, page)| wanted.is_none_or(|status| status == page.status.name()))
        .skip(skip);
    let pages: Vec<Value> = matching
        .by_ref()
        .take(limit)
        .map(|(id, page)| page.shown(id))
        .collect();
    let next = matching.next().map(|_| {
        let status = wanted.map_or_else(String::new, |status| format!("&status={status}"));
        format!(
            "{}/v2/monitor/{}/checks/{}?limit={limit}&skip={}{status}",
            call.origin,
            check.monitor_id,
            check.id,
            skip + pages.len(),
        )
    });
    let mut data = check.shown();
    data["pages"] = pages.into();
    data["next"] = json!(next);
    Answer::ok(json!({"success": true, "next": next, "data": data}))
}
