//! Reading checks and their pages.

use std::sync::Arc;

use serde_json::{Value, json};

use super::handlers::{limit, no_monitor, position};
use super::store::locked;
use crate::request::Request;
use crate::response::Response;
use crate::state::ServerState;

/// The checks, the newest first.
pub(super) fn list(state: &Arc<ServerState>, request: &Request) -> Response {
    let Some(monitor) = state.monitors.get(request.path_param("monitorId")) else {
        return no_monitor();
    };
    let wanted = request.query.get("status").and_then(Value::as_str);
    let data: Vec<Value> = locked(&monitor)
        .checks
        .iter()
        .rev()
        .filter(|check| wanted.is_none_or(|status| status == check.status))
        .skip(position(request, "offset"))
        .take(limit(request))
        .map(|check| check.shown())
        .collect();
    Response::ok(json!({"success": true, "data": data}))
}

/// One check with a page of its pages; `next` leads to those that follow, `null` at the end.
pub(super) fn get(state: &Arc<ServerState>, request: &Request) -> Response {
    let Some(monitor) = state.monitors.get(request.path_param("monitorId")) else {
        return no_monitor();
    };
    let mut monitor = locked(&monitor);
    let Some(check) = monitor.check(request.path_param("checkId")) else {
        return Response::error(404, "Monitor check not found");
    };
    let wanted = request.query.get("status").and_then(Value::as_str);
    let (skip, limit) = (position(request, "skip"), limit(request));
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
            request.origin,
            check.monitor_id,
            check.id,
            skip + pages.len(),
        )
    });
    let mut data = check.shown();
    data["pages"] = pages.into();
    data["next"] = json!(next);
    Response::ok(json!({"success": true, "next": next, "data": data}))
}
