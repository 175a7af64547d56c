//! `POST /crawl`.

use std::sync::Arc;

use firecrawl_api::types::CrawlRequest;
use serde::Deserialize;
use serde_json::{Value, json};
use url::Url;

use super::active::options_with_defaults;
use super::frontier::Frontier;
use super::preview::options_from_prompt;
use super::scope::CrawlScope;
use crate::engine::valid_url;
use crate::jobs::job::{Job, JobKind};
use crate::jobs::worker::{Pacing, start_worker};
use crate::request::Request;
use crate::response::{Handled, Response};
use crate::state::ServerState;
use crate::webhooks::WebhookTarget;

/// Starts a crawl.
pub fn start(state: &Arc<ServerState>, request: &Request) -> Handled {
    check_idempotency_key(state, request)?;
    let text = request.body_str("url").unwrap_or_default();
    let url = valid_url(text)?;
    let prompted = request.body_str("prompt").map(options_from_prompt);
    let mut body = request.body.as_object().cloned().unwrap_or_default();
    // The options of the request win over those of the prompt.
    for (name, value) in prompted.iter().flatten() {
        body.entry(name).or_insert_with(|| value.clone());
    }
    let mut job = Job::new(JobKind::Crawl, state.settings.expiry);
    text.clone_into(&mut job.url);
    job.options = options_with_defaults(&Value::Object(body.clone()));
    job.webhook = WebhookTarget::parse(&request.body["webhook"]);
    body.retain(|name, _| !["webhook", "origin", "integration"].contains(&name.as_str()));
    let (frontier, pacing) = plan(&url, Value::Object(body))?;
    let url = format!("{}/v2/crawl/{}", request.public_origin(), job.id);
    let mut response = json!({"success": true, "id": job.id, "url": url});
    if let Some(prompted) = prompted {
        response["promptGeneratedOptions"] = prompted.into();
        response["finalCrawlerOptions"] = final_options(&job.options, &request.body);
    }
    start_worker(state, state.jobs.add(job), pacing, Some(frontier));
    Ok(Response::ok(response))
}

/// Rejects an idempotency key that is not a UUID or was used before; the service reports both alike.
fn check_idempotency_key(state: &ServerState, request: &Request) -> Result<(), Box<Response>> {
    let Some(key) = request
        .headers
        .get("x-idempotency-key")
        .filter(|key| !key.is_empty())
    else {
        return Ok(());
    };
    let is_new = key
        .to_str()
        .ok()
        .and_then(|key| uuid::Uuid::try_parse(key).ok())
        .is_some_and(|key| state.jobs.take_key(key.to_string()));
    if is_new {
        Ok(())
    } else {
        Err(Response::error(409, "Idempotency key already used").into())
    }
}

fn plan(url: &Url, body: Value) -> Result<(Frontier, Pacing), Box<Response>> {
    let request = CrawlRequest::deserialize(body)
        .map_err(|error| Response::error_with_code(400, "BAD_REQUEST", error.to_string()))?;
    let scope = CrawlScope::new(url, &request).map_err(|message| Response::error(400, message))?;
    let pacing = Pacing::new(request.max_concurrency, request.delay_secs);
    Ok((Frontier::new(url.clone(), scope, request), pacing))
}

fn final_options(options: &Value, body: &Value) -> Value {
    let mut options = options.as_object().cloned().unwrap_or_default();
    options.shift_remove("scrapeOptions");
    let origin = body.get("origin").cloned();
    options.insert("origin".to_owned(), origin.unwrap_or_else(|| "api".into()));
    options.insert("integration".to_owned(), body["integration"].clone());
    Value::Object(options)
}
