//! `POST /batch/scrape`.

use std::sync::Arc;

use firecrawl_api::types::ScrapeOptions;
use serde_json::{Value, json};
use url::Url;

use super::address;
use super::job::{Change, Job, JobKind, Waiting};
use super::run::{Pace, run};
use crate::answer::Answer;
use crate::app::App;
use crate::call::Call;
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
pub fn start(app: &Arc<App>, call: &Call) -> Answer {
    let Addresses { urls, invalid } = match sort(&call.body) {
        Ok(sorted) => sorted,
        Err(refusal) => return *refusal,
    };
    let options = match options(&call.body) {
        Ok(options) => Arc::new(options),
        Err(refusal) => return *refusal,
    };
    let pages = urls.into_iter().map(|url| Waiting {
        url,
        depth: 0,
        options: options.clone(),
    });
    let pace = Pace::new(call.body["maxConcurrency"].as_i64(), None);
    let job = match call.body["appendToId"].as_str() {
        Some(id) => match append(app, id, pages.collect(), pace) {
            Ok(job) => job,
            Err(refusal) => return *refusal,
        },
        None => {
            let mut job = Job::new(JobKind::BatchScrape, app.settings.expiry);
            job.webhook = WebhookTarget::parse(&call.body["webhook"]);
            pages.for_each(|page| job.admit(page));
            let job = app.jobs.add(job);
            app.tasks
                .spawn(run(Arc::downgrade(app), job.clone(), pace, None));
            job
        }
    };
    let mut answer = json!({
        "success": true,
        "id": job.id,
        "url": format!("{}/v2/batch/scrape/{}", address::origin(call), job.id),
    });
    if let Some(invalid) = invalid {
        answer["invalidURLs"] = invalid.into();
    }
    Answer::ok(answer)
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
pub fn sort(body: &Value) -> Result<Addresses, Box<Answer>> {
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
        match address::parse(text) {
            Some(url) => urls.push(url),
            None => {
                invalid.push((*text).to_owned());
                faults.extend(address::faults(text, &json!(["urls", place])));
            }
        }
    }
    if !invalid.is_empty() && (!ignore || urls.is_empty()) {
        return Err(Box::new(address::refusal(faults)));
    }
    Ok(Addresses {
        urls,
        invalid: ignore.then_some(invalid),
    })
}

fn options(body: &Value) -> Result<ScrapeOptions, Box<Answer>> {
    let mut options = body.clone();
    if let Value::Object(options) = &mut options {
        OWN.iter().for_each(|name| {
            options.shift_remove(*name);
        });
    }
    serde_json::from_value(options)
        .map_err(|error| Box::new(Answer::coded(400, "BAD_REQUEST", error.to_string())))
}

fn append(
    app: &Arc<App>,
    id: &str,
    pages: Vec<Waiting>,
    pace: Pace,
) -> Result<Arc<Job>, Box<Answer>> {
    let job = app
        .jobs
        .get(id)
        .filter(|job| job.kind == JobKind::BatchScrape)
        // The service does not foresee an unknown batch here.
        .ok_or_else(|| Box::new(Answer::unexpected()))?;
    match job.append(pages) {
        Change::Done => {}
        Change::HadEnded => app
            .tasks
            .spawn(run(Arc::downgrade(app), job.clone(), pace, None)),
        Change::WasCancelled => {
            let error = "Batch scrape is already cancelled";
            return Err(Box::new(Answer::error(409, error)));
        }
    }
    Ok(job)
}
