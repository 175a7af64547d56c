//! `POST /extract` and its status.

use std::sync::{Arc, Weak};
use std::time::Duration;

use firecrawl_api::types::ScrapeOptions;
use serde_json::{Map, Value, json};
use url::Url;

use super::job::{Ending, SyntheticJob, SyntheticKind, WARNING, status};
use crate::jobs::batch::{SortedUrls, sort_urls};
use crate::request::Request;
use crate::response::{Handled, Response};
use crate::state::ServerState;

/// The timeout of one page.
const TIMEOUT: Duration = Duration::from_secs(30);

/// The number of pages that are tried before the run fails.
const MAX_PAGES: usize = 10;

const NO_VALID_URL: &str = "All provided URLs are invalid. Please check your input and try again.";

/// Starts an extract.
pub fn start_extract(state: &Arc<ServerState>, request: &Request) -> Handled {
    let mut body = request.body.clone();
    // `https://site/*` means all pages of a site; here its first page is enough.
    for url in body["urls"].as_array_mut().into_iter().flatten() {
        if let Some(trimmed) = url.as_str().and_then(|url| url.strip_suffix('*')) {
            *url = trimmed.into();
        }
    }
    let SortedUrls { urls, invalid } = match body["urls"].as_array() {
        Some(urls) if !urls.is_empty() => sort_urls(&body)?,
        _ => SortedUrls::default(),
    };
    let expiry = state.settings.expiry;
    let job = SyntheticJob::new(SyntheticKind::Extract, request.body.clone(), expiry);
    let job = state.jobs.add_synthetic(job);
    let mut response = json!({"success": true, "id": job.id});
    if let Some(invalid) = invalid {
        response["invalidURLs"] = invalid.into();
    }
    state.tasks.spawn(work(Arc::downgrade(state), job, urls));
    Ok(Response::ok(response))
}

/// Returns the status of an extract.
pub fn read_extract(state: &ServerState, request: &Request) -> Handled {
    let job = SyntheticJob::find(state, request, "id", SyntheticKind::Extract)?;
    let (ending, expires) = job.read();
    let mut body = json!({
        "success": !matches!(ending, Some(Ending::Failed(_))),
        // The service sends an empty list instead of an object.
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
    Ok(Response::ok(body))
}

async fn work(state: Weak<ServerState>, job: Arc<SyntheticJob>, urls: Vec<Url>) {
    if let Some(state) = state.upgrade() {
        job.send(&state, "started", json!([]), None);
    }
    job.seen().await;
    let ending = if urls.is_empty() || any_page_exists(&state, &urls).await {
        Ending::Completed(job.sample())
    } else {
        Ending::Failed(NO_VALID_URL.to_owned())
    };
    if job.end(ending.clone())
        && let Some(state) = state.upgrade()
    {
        match ending {
            Ending::Completed(data) => {
                let data = json!([{"success": true, "data": data, "extractId": job.id}]);
                job.send(&state, "completed", data, None);
            }
            Ending::Failed(error) => job.send(&state, "failed", json!([]), Some(error)),
            Ending::Cancelled => {}
        }
    }
}

/// Returns whether one of the pages can be fetched. The data is synthetic, but invalid URLs still
/// fail.
async fn any_page_exists(state: &Weak<ServerState>, urls: &[Url]) -> bool {
    let options = ScrapeOptions::default();
    for url in urls.iter().take(MAX_PAGES) {
        let Some(state) = state.upgrade() else {
            return false;
        };
        if state.engine.scrape(url, &options, TIMEOUT).await.is_ok() {
            return true;
        }
    }
    false
}

/// Returns all URLs as the sources of every field.
fn sources(data: &Value, urls: &Value) -> Value {
    let fields = data.as_object().into_iter().flatten();
    let sources: Map<String, Value> = fields
        .map(|(name, _)| (name.clone(), urls.clone()))
        .collect();
    sources.into()
}
