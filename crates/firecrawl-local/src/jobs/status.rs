//! Status, errors and cancellation of crawls and batches.

use std::sync::Arc;

use serde_json::json;

use super::job::{Job, Status};
use crate::request::Request;
use crate::response::{Handled, Response};
use crate::state::ServerState;

const NOT_FOUND: &str = "Job not found";

/// Returns a page of a job's documents; `route` is the part of the path between version and id.
pub fn read(state: &ServerState, request: &Request, route: &str) -> Handled {
    let job = find(state, request)?;
    let limit = request.query_usize("limit");
    let page_documents = state.settings.page_documents;
    let mut page = job.read(
        request.query_usize("skip").unwrap_or(0),
        limit.map_or(page_documents, |limit| limit.min(page_documents)),
        state.settings.page_bytes,
        state.settings.keys.is_some(),
    );
    if let Some(skip) = page.next {
        let limit = limit.map_or_else(String::new, |limit| format!("&limit={limit}"));
        let origin = request.public_origin();
        let next = format!("{origin}/v2/{route}/{}?skip={skip}{limit}", job.id);
        page.head["next"] = next.into();
    }
    Ok(Response::serialized(page.serialize()))
}

/// Returns the failed pages and the URLs that robots.txt forbids.
pub fn errors(state: &ServerState, request: &Request) -> Handled {
    let (errors, blocked) = find(state, request)?.errors();
    let body = json!({"errors": errors, "robotsBlocked": blocked});
    Ok(Response::ok(body))
}

/// Cancels a job. A server with keys acts like the cloud, which rejects a job that has ended.
pub fn cancel(state: &ServerState, request: &Request) -> Handled {
    let is_cloud = state.settings.keys.is_some();
    let Some(job) = state.jobs.get(request.path_param("id")) else {
        return Ok(Response::json(404, json!({"error": NOT_FOUND})));
    };
    let error = match job.cancel(!is_cloud) {
        Status::Completed if is_cloud => "Crawl is already completed",
        Status::Cancelled if is_cloud => "Crawl is already cancelled",
        _ => return Ok(Response::ok(json!({"status": "cancelled"}))),
    };
    Ok(Response::json(409, json!({"error": error})))
}

fn find(state: &ServerState, request: &Request) -> Result<Arc<Job>, Box<Response>> {
    state
        .jobs
        .get(request.path_param("id"))
        .ok_or_else(|| Response::error(404, NOT_FOUND).into())
}
