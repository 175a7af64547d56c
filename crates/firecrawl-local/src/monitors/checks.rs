//! Reads checks and their pages.

use serde_json::{Value, json};

use super::handlers::limit;
use crate::request::Request;
use crate::response::{Handled, Response};
use crate::state::ServerState;

/// Returns the checks of a monitor, the newest first.
pub fn list(state: &ServerState, request: &Request) -> Handled {
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
pub fn get(state: &ServerState, request: &Request) -> Handled {
    let monitor = state.monitors.find(request)?;
    let mut monitor = monitor.lock();
    let check = monitor
        .check(request.path_param("checkId"))
        .ok_or_else(|| Response::error(404, "Monitor check not found"))?;
    let wanted = request.query_str("status");
    let (skip, limit) = (request.query_usize("skip").unwrap_or(0), limit(request));
    let mut matching = check
        .pages
        .iter()
        .filter(|page| wanted.is_none_or(|status| status == page.status.name()))
        .skip(skip);
    let pages: Vec<Value> = matching
        .by_ref()
        .take(limit)
        .map(|page| page.to_json())
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
    let mut data = check.to_json();
    data["pages"] = pages.into();
    data["next"] = json!(next);
    let body = json!({"success": true, "next": next, "data": data});
    Ok(Response::ok(body))
}
