//! `POST /crawl`.

use std::sync::Arc;

use axum::http::HeaderName;
use firecrawl_api::types::CrawlRequest;
use serde_json::{Map, Value, json};
use url::Url;

use super::active::options_with_defaults;
use super::frontier::Frontier;
use super::preview::options_from_prompt;
use super::rules::Rules;
use crate::answer::Answer;
use crate::app::App;
use crate::call::Call;
use crate::jobs::address;
use crate::jobs::job::{Job, JobKind};
use crate::jobs::run::{Pace, run};
use crate::webhooks::WebhookTarget;

/// Starts a crawl.
pub fn start(app: &Arc<App>, call: &Call) -> Answer {
    if let Err(refusal) = check_key(app, call) {
        return *refusal;
    }
    let text = call.body["url"].as_str().unwrap_or_default();
    let Some(url) = address::parse(text) else {
        return address::refusal(address::faults(text, &json!(["url"])));
    };
    let prompted = call.body["prompt"].as_str().map(options_from_prompt);
    let body = merge(&call.body, prompted.as_ref());
    let planned = plan(&url, body.clone());
    let (frontier, pace) = match planned {
        Ok(planned) => planned,
        Err(refusal) => return *refusal,
    };
    let mut job = Job::new(JobKind::Crawl, app.settings.expiry);
    job.url = text.to_owned();
    job.options = options_with_defaults(&body);
    job.webhook = WebhookTarget::parse(&call.body["webhook"]);
    let mut answer = json!({
        "success": true,
        "id": job.id,
        "url": format!("{}/v2/crawl/{}", address::origin(call), job.id),
    });
    if let Some(prompted) = prompted {
        answer["promptGeneratedOptions"] = prompted.into();
        answer["finalCrawlerOptions"] = final_options(&job.options, &call.body);
    }
    let job = app.jobs.add(job);
    app.tasks
        .spawn(run(Arc::downgrade(app), job, pace, Some(frontier)));
    Answer::ok(answer)
}

/// Refuses an idempotency key that is no UUID or was used before; the service words both alike.
fn check_key(app: &App, call: &Call) -> Result<(), Box<Answer>> {
    let key = call
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
        .is_some_and(|key| app.jobs.take_key(&key.to_string()));
    if taken {
        Ok(())
    } else {
        Err(Box::new(Answer::error(409, "Idempotency key already used")))
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

fn plan(url: &Url, body: Value) -> Result<(Frontier, Pace), Box<Answer>> {
    let mut body = body;
    if let Value::Object(body) = &mut body {
        // Read apart, or of no interest to the crawl itself.
        for name in ["webhook", "origin", "integration"] {
            body.shift_remove(name);
        }
    }
    let request: CrawlRequest = serde_json::from_value(body)
        .map_err(|error| Box::new(Answer::coded(400, "BAD_REQUEST", error.to_string())))?;
    let rules =
        Rules::new(url, &request).map_err(|message| Box::new(Answer::error(400, message)))?;
    let pace = Pace::new(request.max_concurrency, request.delay_secs);
    Ok((Frontier::new(url.clone(), rules, request), pace))
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
