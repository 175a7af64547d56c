//! Browser sessions that continue a scrape.

use std::collections::VecDeque;

use serde_json::{Value, json};

use super::account::{Team, locked};
use super::browser::NOT_RUN;
use crate::request::Request;
use crate::response::Response;

/// How many are open at most; the oldest are closed.
const OPEN: usize = 1000;

/// The scrapes that have an open session.
#[derive(Default)]
pub(super) struct Interactions {
    scrapes: VecDeque<String>,
}

/// The first interaction opens the session; any id will do, since scrapes are not kept.
pub(super) fn interact(team: &Team, request: &Request) -> Response {
    let has = |name: &str| request.body.get(name).is_some_and(Value::is_string);
    if has("code") == has("prompt") {
        let message = "Exactly one of 'code' and 'prompt' is required";
        return Response::json(
            400,
            json!({
                "success": false,
                "code": "BAD_REQUEST",
                "error": "Bad Request",
                "details": [{"code": "custom", "message": message, "path": []}],
            }),
        );
    }
    let job = request.path_param("jobId").to_lowercase();
    let mut open = locked(&team.interactions);
    if !open.scrapes.contains(&job) {
        if open.scrapes.len() == OPEN {
            open.scrapes.pop_front();
        }
        open.scrapes.push_back(job.clone());
    }
    let mut body = json!({
        "success": true,
        "cdpUrl": format!("wss://browser.invalid/cdp/{job}"),
        "liveViewUrl": format!("https://browser.invalid/view/{job}"),
        "interactiveLiveViewUrl": format!("https://browser.invalid/interact/{job}"),
    });
    if has("prompt") {
        body["output"] = NOT_RUN.into();
    }
    body["stdout"] = "".into();
    body["result"] = "".into();
    body["stderr"] = NOT_RUN.into();
    body["exitCode"] = 0.into();
    body["killed"] = false.into();
    Response::ok(body)
}

pub(super) fn stop(team: &Team, request: &Request) -> Response {
    let job = request.path_param("jobId").to_lowercase();
    let mut open = locked(&team.interactions);
    let Some(place) = open.scrapes.iter().position(|scrape| *scrape == job) else {
        return Response::error(404, "Browser session not found.");
    };
    open.scrapes.remove(place);
    Response::ok(json!({"success": true}))
}
