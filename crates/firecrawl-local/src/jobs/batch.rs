//! `POST /batch/scrape`.

use std::sync::Arc;

use firecrawl_api::types::ScrapeOptions;
use serde::Deserialize;
use serde_json::{Value, json};
use url::Url;

use super::job::{Job, JobKind, QueuedPage, Transition};
use super::urls;
use super::worker::{Pacing, start_worker};
use crate::request::Request;
use crate::response::{Handled, Response};
use crate::state::ServerState;
use crate::webhooks::WebhookTarget;

/// The keys of a batch request that are not options of a scrape.
const BATCH_KEYS: [&str; 8] = [
    "urls",
    "webhook",
    "maxConcurrency",
    "ignoreInvalidURLs",
    "appendToId",
    "zeroDataRetention",
    "origin",
    "integration",
];

/// Starts a batch, or adds to one.
pub fn start(state: &Arc<ServerState>, request: &Request) -> Handled {
    let body = &request.body;
    let SortedUrls { urls, invalid } = sort_urls(body)?;
    let options = Arc::new(options(body)?);
    let pages = urls.into_iter().map(|url| QueuedPage {
        url,
        depth: 0,
        options: options.clone(),
    });
    let pacing = Pacing::new(body["maxConcurrency"].as_i64(), None);
    let job = match body["appendToId"].as_str() {
        Some(id) => append(state, id, pages.collect(), pacing)?,
        None => {
            let mut job = Job::new(JobKind::BatchScrape, state.settings.expiry);
            job.webhook = WebhookTarget::parse(&body["webhook"]);
            pages.for_each(|page| job.admit(page));
            let job = state.jobs.add(job);
            start_worker(state, job.clone(), pacing, None);
            job
        }
    };
    let url = format!("{}/v2/batch/scrape/{}", request.public_origin(), job.id);
    let mut response = json!({"success": true, "id": job.id, "url": url});
    if let Some(invalid) = invalid {
        response["invalidURLs"] = invalid.into();
    }
    Ok(Response::ok(response))
}

/// The URLs of a request.
#[derive(Debug, Default)]
pub struct SortedUrls {
    /// The valid ones.
    pub urls: Vec<Url>,
    /// The invalid ones; `None` if the request does not ignore them.
    pub invalid: Option<Vec<String>>,
}

/// Separates the valid URLs of a request from the invalid ones.
pub fn sort_urls(body: &Value) -> Result<SortedUrls, Box<Response>> {
    let texts = body["urls"].as_array().into_iter().flatten();
    let ignore = body["ignoreInvalidURLs"].as_bool().unwrap_or(true);
    let mut urls = Vec::new();
    let mut invalid = Vec::new();
    let mut issues = Vec::new();
    for (index, text) in texts.filter_map(Value::as_str).enumerate() {
        match urls::parse(text) {
            Some(url) => urls.push(url),
            None => {
                invalid.push(text.to_owned());
                issues.extend(urls::issues(text, &json!(["urls", index])));
            }
        }
    }
    if !invalid.is_empty() && (!ignore || urls.is_empty()) {
        return Err(Response::bad_request(issues).into());
    }
    Ok(SortedUrls {
        urls,
        invalid: ignore.then_some(invalid),
    })
}

fn options(body: &Value) -> Result<ScrapeOptions, Box<Response>> {
    let mut options = body.as_object().cloned().unwrap_or_default();
    options.retain(|name, _| !BATCH_KEYS.contains(&name.as_str()));
    ScrapeOptions::deserialize(Value::Object(options))
        .map_err(|error| Response::error_with_code(400, "BAD_REQUEST", error.to_string()).into())
}

fn append(
    state: &Arc<ServerState>,
    id: &str,
    pages: Vec<QueuedPage>,
    pacing: Pacing,
) -> Result<Arc<Job>, Box<Response>> {
    let job = state
        .jobs
        .get(id)
        .filter(|job| job.kind == JobKind::BatchScrape)
        // The service does not expect an unknown batch here.
        .ok_or_else(Response::internal_error)?;
    match job.append(pages) {
        Transition::Done => {}
        Transition::HadEnded => start_worker(state, job.clone(), pacing, None),
        Transition::WasCancelled => {
            let error = "Batch scrape is already cancelled";
            return Err(Response::error(409, error).into());
        }
    }
    Ok(job)
}
