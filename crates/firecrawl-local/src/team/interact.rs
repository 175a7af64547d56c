//! Browser sessions that continue a scrape.

use std::collections::VecDeque;

use serde_json::{Value, json};

use super::account::Team;
use super::browser::{add_output, add_result, add_urls, not_found};
use crate::request::Request;
use crate::response::{Handled, Response};

/// The number of open sessions; the oldest are closed.
const MAX_OPEN: usize = 1000;

/// The scrapes that have an open session.
#[derive(Default)]
pub(super) struct Interactions {
    scrapes: VecDeque<String>,
}

/// The first interaction opens the session. Any id is accepted, since scrapes are not kept.
pub fn interact(team: &Team, request: &Request) -> Handled {
    let has = |name: &str| request.body.get(name).is_some_and(Value::is_string);
    if has("code") == has("prompt") {
        let message = "Exactly one of 'code' and 'prompt' is required";
        return Err(Response::invalid(&[], message).into());
    }
    let job = request.path_param("jobId").to_lowercase();
    let mut body = json!({"success": true});
    add_urls(&mut body, &job);
    if has("prompt") {
        add_output(&mut body);
    }
    add_result(&mut body);
    let mut open = team.interactions.lock();
    if !open.scrapes.contains(&job) {
        if open.scrapes.len() == MAX_OPEN {
            open.scrapes.pop_front();
        }
        open.scrapes.push_back(job);
    }
    Ok(Response::ok(body))
}

pub fn stop(team: &Team, request: &Request) -> Handled {
    let job = request.path_param("jobId").to_lowercase();
    let mut open = team.interactions.lock();
    let index = open.scrapes.iter().position(|scrape| *scrape == job);
    open.scrapes.remove(index.ok_or_else(not_found)?);
    Ok(Response::ok(json!({"success": true})))
}
