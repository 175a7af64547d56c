//! `POST /extract` and its status.

use std::sync::{Arc, Weak};
use std::time::Duration;

use firecrawl_api::types::ScrapeOptions;
use serde_json::{Map, Value, json};
use url::Url;

use super::job::{Ending, SyntheticJob, SyntheticKind, WARNING, status};
use crate::jobs::batch::{self, Addresses};
use crate::request::Request;
use crate::response::Response;
use crate::state::ServerState;
use crate::webhooks::Event;

/// How long one page may take.
const TIMEOUT: Duration = Duration::from_secs(30);

/// How many pages are looked at before the run takes its addresses for dead.
const MOST_PAGES: usize = 10;

const DEAD: &str = "All provided URLs are invalid. Please check your input and try again.";

/// Starts an extract.
pub fn start_extract(state: &Arc<ServerState>, request: &Request) -> Response {
    let mut body = request.body.clone();
    trim_wildcards(&mut body);
    let named = body["urls"].as_array().is_some_and(|urls| !urls.is_empty());
    let Addresses { urls, invalid } = if named {
        match batch::sort(&body) {
            Ok(sorted) => sorted,
            Err(refusal) => return *refusal,
        }
    } else {
        Addresses::default()
    };
    let job = SyntheticJob::new(SyntheticKind::Extract, &request.body, state.settings.expiry);
    let job = state.jobs.add_synthetic(job);
    state
        .tasks
        .spawn(work(Arc::downgrade(state), job.clone(), urls));
    let mut response = json!({"success": true, "id": job.id});
    if let Some(invalid) = invalid {
        response["invalidURLs"] = invalid.into();
    }
    Response::ok(response)
}

/// Where an extract stands.
pub fn read_extract(state: &ServerState, request: &Request) -> Response {
    let job = state
        .jobs
        .job(request.path_param("id"))
        .filter(|job| job.kind == SyntheticKind::Extract);
    let Some(job) = job else {
        return Response::error(404, "Extract job not found");
    };
    let (ending, expires) = job.read();
    let mut body = json!({
        "success": !matches!(ending, Some(Ending::Failed(_))),
        // An empty list where there is no object: odd, and what the service does.
        "data": [],
        "status": status(ending.as_ref()),
    });
    if let Some(Ending::Failed(error)) = &ending {
        body["error"] = error.as_str().into();
    }
    body["expiresAt"] = expires.into();
    if let Some(Ending::Completed(data)) = ending {
        if job.request["showSources"] == true {
            body["sources"] = sources(&data, &job.request["urls"]);
        }
        body["data"] = data;
        body["tokensUsed"] = 0.into();
        body["creditsUsed"] = 0.into();
        body["warning"] = WARNING.into();
    }
    Response::ok(body)
}

async fn work(state: Weak<ServerState>, job: Arc<SyntheticJob>, urls: Vec<Url>) {
    send(&state, &job, "started", json!([]), None);
    job.seen().await;
    let ending = if urls.is_empty() || any_lives(&state, &urls).await {
        Ending::Completed(job.synthetic())
    } else {
        Ending::Failed(DEAD.to_owned())
    };
    if job.end(ending.clone()) {
        match ending {
            Ending::Completed(data) => {
                let data = json!([{"success": true, "data": data, "extractId": job.id}]);
                send(&state, &job, "completed", data, None);
            }
            Ending::Failed(error) => send(&state, &job, "failed", json!([]), Some(error)),
            Ending::Cancelled => {}
        }
    }
}

/// Whether one of the pages can be fetched; the data is made up, but dead addresses are not.
async fn any_lives(state: &Weak<ServerState>, urls: &[Url]) -> bool {
    let options = ScrapeOptions::default();
    for url in urls.iter().take(MOST_PAGES) {
        let Some(state) = state.upgrade() else {
            return false;
        };
        if state.engine.scrape(url, &options, TIMEOUT).await.is_ok() {
            return true;
        }
    }
    false
}

fn send(
    state: &Weak<ServerState>,
    job: &SyntheticJob,
    event: &str,
    data: Value,
    error: Option<String>,
) {
    if let (Some(state), Some(target)) = (state.upgrade(), &job.webhook) {
        let event = Event {
            name: format!("extract.{event}"),
            id: job.id.clone(),
            success: error.is_none(),
            data,
            error,
        };
        state.webhooks.send(target, event);
    }
}

/// `https://site/*` means all of a site; its first page stands for it here.
fn trim_wildcards(body: &mut Value) {
    for url in body["urls"].as_array_mut().into_iter().flatten() {
        if let Some(trimmed) = url.as_str().and_then(|url| url.strip_suffix('*')) {
            *url = trimmed.into();
        }
    }
}

/// Every field is said to come from every address.
fn sources(data: &Value, urls: &Value) -> Value {
    let sources: Map<String, Value> = data
        .as_object()
        .into_iter()
        .flatten()
        .map(|(name, _)| (name.clone(), urls.clone()))
        .collect();
    sources.into()
}
