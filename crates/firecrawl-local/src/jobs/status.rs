//! Status, errors and cancelling of crawls and batches.

use serde_json::json;

use super::job::Transition;
use super::page_error::PageError;
use super::urls;
use crate::request::Request;
use crate::response::Response;
use crate::state::ServerState;

const NOT_FOUND: &str = "Job not found";

/// A page of a job's documents; `route` is the part of the path that leads to it.
pub fn read(state: &ServerState, request: &Request, route: &str) -> Response {
    let id = request.path_param("id");
    let Some(job) = state.jobs.get(id) else {
        return Response::error(404, NOT_FOUND);
    };
    let whole = |name| usize::try_from(request.query_i64(name)?).ok();
    let limit = whole("limit");
    let most = state.settings.page_documents;
    let page = job.read(
        whole("skip").unwrap_or(0),
        limit.map_or(most, |limit| limit.min(most)),
        state.settings.page_bytes,
    );
    let next = page.next.map(|skip| {
        let mut next = format!("{}/v2/{route}/{id}?skip={skip}", urls::origin(request));
        if let Some(limit) = limit {
            next.push_str(&format!("&limit={limit}"));
        }
        next
    });
    let dated = state.settings.keys.is_some();
    let text = page.progress.write(&page.documents, next.as_deref(), dated);
    Response::serialized(text)
}

/// What failed, and what robots.txt forbade.
pub fn errors(state: &ServerState, request: &Request) -> Response {
    let Some(job) = state.jobs.get(request.path_param("id")) else {
        return Response::error(404, NOT_FOUND);
    };
    let (errors, blocked) = job.errors();
    let errors: Vec<_> = errors.iter().map(PageError::to_json).collect();
    Response::ok(json!({"errors": errors, "robotsBlocked": blocked}))
}

/// Ends a job. With keys of its own the server is the cloud's double, which refuses one that has ended.
pub fn cancel(state: &ServerState, request: &Request) -> Response {
    let Some(job) = state.jobs.get(request.path_param("id")) else {
        return Response::json(404, json!({"error": NOT_FOUND}));
    };
    let cloud = state.settings.keys.is_some();
    match job.cancel(!cloud) {
        Transition::HadEnded if cloud => {
            Response::json(409, json!({"error": "Crawl is already completed"}))
        }
        Transition::WasCancelled if cloud => {
            Response::json(409, json!({"error": "Crawl is already cancelled"}))
        }
        Transition::Done | Transition::HadEnded | Transition::WasCancelled => {
            Response::ok(json!({"status": "cancelled"}))
        }
    }
}
