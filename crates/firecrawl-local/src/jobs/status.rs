//! Status, errors and cancelling of crawls and batches.

use serde_json::json;

use super::address;
use super::errors::PageError;
use super::job::Change;
use crate::answer::Answer;
use crate::app::App;
use crate::call::Call;

const NOT_FOUND: &str = "Job not found";

/// A page of a job's documents; `route` is the part of the path that leads to it.
pub fn read(app: &App, call: &Call, route: &str) -> Answer {
    let id = call.path_value("id");
    let Some(job) = app.jobs.get(id) else {
        return Answer::error(404, NOT_FOUND);
    };
    let whole = |name| usize::try_from(call.query_number(name)?).ok();
    let limit = whole("limit");
    let most = app.settings.page_documents;
    let page = job.read(
        whole("skip").unwrap_or(0),
        limit.map_or(most, |limit| limit.min(most)),
        app.settings.page_bytes,
    );
    let next = page.next.map(|skip| {
        let mut next = format!("{}/v2/{route}/{id}?skip={skip}", address::origin(call));
        if let Some(limit) = limit {
            next.push_str(&format!("&limit={limit}"));
        }
        next
    });
    let dated = app.settings.keys.is_some();
    let text = page.progress.write(&page.documents, next.as_deref(), dated);
    Answer::written(text)
}

/// What failed, and what robots.txt forbade.
pub fn errors(app: &App, call: &Call) -> Answer {
    let Some(job) = app.jobs.get(call.path_value("id")) else {
        return Answer::error(404, NOT_FOUND);
    };
    let (errors, blocked) = job.errors();
    let errors: Vec<_> = errors.iter().map(PageError::to_json).collect();
    Answer::ok(json!({"errors": errors, "robotsBlocked": blocked}))
}

/// Ends a job. With keys of its own the server is the cloud's double, which refuses one that has ended.
pub fn cancel(app: &App, call: &Call) -> Answer {
    let Some(job) = app.jobs.get(call.path_value("id")) else {
        return Answer::json(404, json!({"error": NOT_FOUND}));
    };
    let cloud = app.settings.keys.is_some();
    match job.cancel(!cloud) {
        Change::HadEnded if cloud => {
            Answer::json(409, json!({"error": "Crawl is already completed"}))
        }
        Change::WasCancelled if cloud => {
            Answer::json(409, json!({"error": "Crawl is already cancelled"}))
        }
        Change::Done | Change::HadEnded | Change::WasCancelled => {
            Answer::ok(json!({"status": "cancelled"}))
        }
    }
}
