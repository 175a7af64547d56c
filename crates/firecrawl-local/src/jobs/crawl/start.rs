//! `POST /crawl` and `GET /crawl/active`.

use std::sync::Arc;

use axum::http::HeaderValue;
use firecrawl_api::types::CrawlRequest;
use serde::Deserialize;
use serde_json::{Map, Value, json};
use url::Url;
use uuid::Uuid;

use super::frontier::Frontier;
use super::preview::options_from_prompt;
use super::scope::CrawlScope;
use crate::engine::valid_url;
use crate::jobs::job::{Job, JobKind};
use crate::jobs::worker::{Pacing, start_worker};
use crate::request::Request;
use crate::response::{Handled, Response};
use crate::state::ServerState;
use crate::timestamp;
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
    job.zero_retention = request.body["zeroDataRetention"] == true;
    if job.zero_retention {
        let options = body.entry("scrapeOptions").or_insert_with(|| json!({}));
        options["storeInCache"] = false.into();
    }
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
    let key = request.headers.get("x-idempotency-key");
    let is_new = |key: &HeaderValue| {
        let key = key.to_str().ok().and_then(|key| Uuid::try_parse(key).ok());
        key.is_some_and(|key| state.jobs.take_key(key.to_string()))
    };
    if key.is_none_or(|key| key.is_empty() || is_new(key)) {
        return Ok(());
    }
    Err(Response::error(409, "Idempotency key already used").into())
}

fn plan(url: &Url, body: Value) -> Result<(Frontier, Pacing), Box<Response>> {
    let request = CrawlRequest::deserialize(body)
        .map_err(|error| Response::error_with_code(400, "BAD_REQUEST", error.to_string()))?;
    let pacing = Pacing::new(request.max_concurrency, request.delay_secs);
    let scope = CrawlScope::new(url, request).map_err(|message| Response::error(400, message))?;
    Ok((Frontier::new(url.clone(), scope), pacing))
}

fn final_options(options: &Value, body: &Value) -> Value {
    let mut options = options.clone();
    options
        .as_object_mut()
        .map(|options| options.shift_remove("scrapeOptions"));
    options["origin"] = body["origin"].as_str().unwrap_or("api").into();
    options["integration"] = body["integration"].clone();
    options
}

/// Returns the running crawls, without a status and with `created_at`, like the service.
pub fn active(state: &ServerState) -> Response {
    let crawls: Vec<Value> = state
        .jobs
        .active_crawls()
        .iter()
        .map(|job| {
            json!({
                "id": job.id,
                "teamId": "bypass",
                "url": job.url,
                "created_at": timestamp::millis(job.created),
                "options": job.options,
            })
        })
        .collect();
    Response::ok(json!({"success": true, "crawls": crawls}))
}

/// Returns the options of a crawl request with the service's defaults.
fn options_with_defaults(body: &Value) -> Value {
    const WITHOUT_DEFAULT: [&str; 5] = [
        "maxDiscoveryDepth",
        "crawlEntireDomain",
        "delay",
        "maxConcurrency",
        "robotsUserAgent",
    ];
    let mut options = json!({
        "includePaths": [],
        "excludePaths": [],
        "limit": 10_000,
        "allowExternalLinks": false,
        "allowSubdomains": false,
        "ignoreRobotsTxt": false,
        "sitemap": "include",
        "deduplicateSimilarURLs": true,
        "ignoreQueryParameters": false,
        "regexOnFullURL": false,
    });
    for (name, value) in body.as_object().into_iter().flatten() {
        if options.get(name).is_some() || WITHOUT_DEFAULT.contains(&name.as_str()) {
            options[name] = value.clone();
        }
    }
    options["scrapeOptions"] = scrape_options(body["scrapeOptions"].as_object());
    options
}

fn scrape_options(given: Option<&Map<String, Value>>) -> Value {
    let mut options = json!({
        "formats": [{"type": "markdown"}],
        "onlyMainContent": true,
        "waitFor": 0,
        "mobile": false,
        "skipTlsVerification": true,
        "removeBase64Images": true,
        "fastMode": false,
        "blockAds": true,
        "proxy": "auto",
        "storeInCache": true,
    });
    for (name, value) in given.into_iter().flatten() {
        options[name] = value.clone();
    }
    for format in options["formats"].as_array_mut().into_iter().flatten() {
        if format.is_string() {
            *format = json!({"type": format.take()});
        }
    }
    options
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn options_are_shown_as_the_service_shows_them() {
        let options = options_with_defaults(&json!({
            "url": "http://site.test:13080/",
            "limit": 40,
            "crawlEntireDomain": true,
            "scrapeOptions": {"formats": ["markdown", "links"]},
        }));
        assert_eq!(options["limit"], 40);
        assert_eq!(options["crawlEntireDomain"], true);
        assert_eq!(options["deduplicateSimilarURLs"], true);
        assert_eq!(
            options["scrapeOptions"]["formats"],
            json!([{"type": "markdown"}, {"type": "links"}])
        );
        assert_eq!(options["scrapeOptions"]["proxy"], "auto");
        assert!(options.get("url").is_none());
        let options = options_with_defaults(&json!({"url": "http://site.test/"}));
        assert!(options.get("crawlEntireDomain").is_none());
    }
}
