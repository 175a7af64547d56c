//! `POST /batch/scrape`.

use std::sync::Arc;

use firecrawl_api::types::ScrapeOptions;
use serde_json::{Value, json};
use url::Url;

use super::job::{Job, JobKind, QueuedPage, Transition};
use super::urls;
use super::worker::{Pacing, run};
use crate::request::Request;
use crate::response::Response;
use crate::state::ServerState;
use crate::webhooks::WebhookTarget;

/// What a batch request says beside the options of a scrape, and what clients say about themselves.
const OWN: [&str; 8] = [
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
pub fn start(state: &Arc<ServerState>, request: &Request) -> Response {
    let Addresses { urls, invalid } = match sort(&request.body) {
        Ok(sorted) => sorted,
        Err(refusal) => return *refusal,
    };
    let options = match options(&request.body) {
        Ok(options) => Arc::new(options),
        Err(refusal) => return *refusal,
    };
    let pages = urls.into_iter().map(|url| QueuedPage {
        url,
        depth: 0,
        options: options.clone(),
    });
    let pacing = Pacing::new(request.body["maxConcurrency"].as_i64(), None);
    let job = match request.body["appendToId"].as_str() {
        Some(id) => match append(state, id, pages.collect(), pacing) {
            Ok(job) => job,
            Err(refusal) => return *refusal,
        },
        None => {
            let mut job = Job::new(JobKind::BatchScrape, state.settings.expiry);
            job.webhook = WebhookTarget::parse(&request.body["webhook"]);
            pages.for_each(|page| job.admit(page));
            let job = state.jobs.add(job);
            state
                .tasks
                .spawn(run(Arc::downgrade(state), job.clone(), pacing, None));
            job
        }
    };
    let mut response = json!({
        "success": true,
        "id": job.id,
        "url": format!("{}/v2/batch/scrape/{}", urls::origin(request), job.id),
    });
    if let Some(invalid) = invalid {
        response["invalidURLs"] = invalid.into();
    }
    Response::ok(response)
}

/// The addresses of a request.
#[derive(Debug, Default)]
pub struct Addresses {
    /// Those that can be fetched.
    pub urls: Vec<Url>,
    /// The others; `None` where they are not to be ignored.
    pub invalid: Option<Vec<String>>,
}

/// Tells good addresses from bad ones.
pub fn sort(body: &Value) -> Result<Addresses, Box<Response>> {
    let texts: Vec<&str> = body["urls"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
        .collect();
    let ignore = body["ignoreInvalidURLs"].as_bool().unwrap_or(true);
    let mut urls = Vec::with_capacity(texts.len());
    let mut invalid = Vec::new();
    let mut faults = Vec::new();
    for (place, text) in texts.iter().enumerate() {
        match urls::parse(text) {
            Some(url) => urls.push(url),
            None => {
                invalid.push((*text).to_owned());
                faults.extend(urls::faults(text, &json!(["urls", place])));
            }
        }
    }
    if !invalid.is_empty() && (!ignore || urls.is_empty()) {
        return Err(Box::new(urls::refusal(faults)));
    }
    Ok(Addresses {
        urls,
        invalid: ignore.then_some(invalid),
    })
}

fn options(body: &Value) -> Result<ScrapeOptions, Box<Response>> {
    let mut options = body.clone();
    if let Value::Object(options) = &mut options {
        OWN.iter().for_each(|name| {
            options.shift_remove(*name);
        });
    }
    serde_json::from_value(options).map_err(|error| {
        Box::new(Response::error_with_code(
            400,
            "BAD_REQUEST",
            error.to_string(),
        ))
    })
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
        // The service does not foresee an unknown batch here.
        .ok_or_else(|| Box::new(Response::internal_error()))?;
    match job.append(pages) {
        Transition::Done => {}
        Transition::HadEnded => {
            state
                .tasks
                .spawn(run(Arc::downgrade(state), job.clone(), pacing, None))
        }
        Transition::WasCancelled => {
            let error = "Batch scrape is already cancelled";
            return Err(Box::new(Response::error(409, error)));
        }
    }
    Ok(job)
}
