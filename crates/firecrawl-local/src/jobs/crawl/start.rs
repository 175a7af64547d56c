//! `POST /crawl`.

use std::sync::Arc;

use axum::http::HeaderName;
use firecrawl_api::types::CrawlRequest;
use serde_json::{Map, Value, json};
use url::Url;

use super::active::options_with_defaults;
use super::frontier::Frontier;
use super::preview::options_from_prompt;
use super::scope::CrawlScope;
use crate::jobs::job::{Job, JobKind};
use crate::jobs::urls;
use crate::jobs::worker::{Pacing, run};
use crate::request::Request;
use crate::response::Response;
use crate::state::ServerState;
use crate::webhooks::WebhookTarget;

/// Starts a crawl.
pub fn start(state: &Arc<ServerState>, request: &Request) -> Response {
    if let Err(refusal) = check_key(state, request) {
        return *refusal;
    }
    let text = request.body["url"].as_str().unwrap_or_default();
    let Some(url) = urls::parse(text) else {
        return urls::refusal(urls::faults(text, &json!(["url"])));
    };
    let prompted = request.body["prompt"].as_str().map(options_from_prompt);
    let body = merge(&request.body, prompted.as_ref());
    let planned = plan(&url, body.clone());
    let (frontier, pacing) = match planned {
        Ok(planned) => planned,
        Err(refusal) => return *refusal,
    };
    let mut job = Job::new(JobKind::Crawl, state.settings.expiry);
    job.url = text.to_owned();
    job.options = options_with_defaults(&body);
    job.webhook = WebhookTarget::parse(&request.body["webhook"]);
    let mut response = json!({
        "success": true,
        "id": job.id,
        "url": format!("{}/v2/crawl/{}", urls::origin(request), job.id),
    });
    if let Some(prompted) = prompted {
        response["promptGeneratedOptions"] = prompted.into();
        response["finalCrawlerOptions"] = final_options(&job.options, &request.body);
    }
    let job = state.jobs.add(job);
    state
        .tasks
        .spawn(run(Arc::downgrade(state), job, pacing, Some(frontier)));
    Response::ok(response)
}

/// Refuses an idempotency key that is no UUID or was used before; the service words both alike.
fn check_key(state: &ServerState, request: &Request) -> Result<(), Box<Response>> {
    let key = request
        .headers
        .get(HeaderName::from_static("x-idempotency-key"))
        .filter(|key| !key.is_empty());
    let Some(key) = key else {
        return Ok(());
    };
    let taken = key
        .to_str()
        .ok()
        .and_then(|key| uuid::Uuid::try_parse(key).ok())
        .is_some_and(|key| state.jobs.take_key(&key.to_string()));
    if taken {
        Ok(())
    } else {
        Err(Box::new(Response::error(
            409,
            "Idempotency key already used",
        )))
    }
}

/// What the user set goes before what the prompt suggests.
fn merge(body: &Value, prompted: Option<&Map<String, Value>>) -> Value {
    let mut merged = body.clone();
    if let (Value::Object(merged), Some(prompted)) = (&mut merged, prompted) {
        for (name, value) in prompted {
            merged.entry(name).or_insert_with(|| value.clone());
        }
    }
    merged
}

fn plan(url: &Url, body: Value) -> Result<(Frontier, Pacing), Box<Response>> {
    let mut body = body;
    if let Value::Object(body) = &mut body {
        // Read apart, or of no interest to the crawl itself.
        for name in ["webhook", "origin", "integration"] {
            body.shift_remove(name);
        }
    }
    let request: CrawlRequest = serde_json::from_value(body).map_err(|error| {
        Box::new(Response::error_with_code(
            400,
            "BAD_REQUEST",
            error.to_string(),
        ))
    })?;
    let scope = CrawlScope::new(url, &request)
        .map_err(|message| Box::new(Response::error(400, message)))?;
    let pacing = Pacing::new(request.max_concurrency, request.delay_secs);
    Ok((Frontier::new(url.clone(), scope, request), pacing))
}

fn final_options(options: &Value, body: &Value) -> Value {
    let mut options = options.clone();
    if let Value::Object(options) = &mut options {
        options.shift_remove("scrapeOptions");
        let origin = body.get("origin").cloned();
        options.insert("origin".to_owned(), origin.unwrap_or_else(|| "api".into()));
        options.insert("integration".to_owned(), body["integration"].clone());
    }
    options
}
