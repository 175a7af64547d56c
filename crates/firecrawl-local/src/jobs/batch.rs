//! `POST /batch/scrape`.

use std::sync::Arc;

use firecrawl_api::types::ScrapeOptions;
use serde::Deserialize;
use serde_json::{Value, json};
use url::Url;

use super::job::{Job, JobKind, QueuedPage, Status};
use super::worker::{Pacing, start_worker};
use crate::contract::url_issues;
use crate::engine::parse_url;
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
    let (urls, invalid) = sort_urls(body)?;
    let options = Arc::new(options(body)?);
    let pages = urls.into_iter().map(|url| QueuedPage {
        url,
        depth: 0,
        options: options.clone(),
    });
    let pacing = Pacing::new(body["maxConcurrency"].as_i64(), None);
    let job = match body["appendToId"].as_str() {
        Some(id) => {
            let job = state.jobs.get(id);
            let job = job.filter(|job| job.kind == JobKind::BatchScrape);
            // The service does not expect an unknown batch here.
            let job = job.ok_or_else(Response::internal_error)?;
            match job.append(pages.collect()) {
                Status::Scraping => {}
                Status::Completed => start_worker(state, job.clone(), pacing, None),
                Status::Cancelled => {
                    let error = "Batch scrape is already cancelled";
                    return Err(Response::error(409, error).into());
                }
            }
            job
        }
        None => {
            let mut job = Job::new(JobKind::BatchScrape, state.settings.expiry);
            job.webhook = WebhookTarget::parse(&body["webhook"]);
            job.zero_retention = body["zeroDataRetention"] == true;
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

/// The valid URLs of a request, and the invalid ones; `None` if the request does not ignore them.
type SortedUrls = (Vec<Url>, Option<Vec<String>>);

/// Separates the valid URLs of a request from the invalid ones.
pub fn sort_urls(body: &Value) -> Result<SortedUrls, Box<Response>> {
    let texts = body["urls"].as_array().into_iter().flatten();
    let ignore = body["ignoreInvalidURLs"].as_bool().unwrap_or(true);
    let (mut urls, mut invalid, mut issues) = (Vec::new(), Vec::new(), Vec::new());
    for (index, text) in texts.filter_map(Value::as_str).enumerate() {
        let broken = url_issues(text);
        match parse_url(text) {
            Some(url) if broken.is_empty() => urls.push(url),
            _ => invalid.push(text.to_owned()),
        }
        issues.extend(broken.into_iter().map(|mut issue| {
            issue["path"] = json!(["urls", index]);
            issue
        }));
    }
    if !invalid.is_empty() && (!ignore || urls.is_empty()) {
        return Err(Response::bad_request(issues).into());
    }
    Ok((urls, ignore.then_some(invalid)))
}

fn options(body: &Value) -> Result<ScrapeOptions, Box<Response>> {
    let mut options = body.as_object().cloned().unwrap_or_default();
    options.retain(|name, _| !BATCH_KEYS.contains(&name.as_str()));
    if body["zeroDataRetention"] == true {
        options.insert("storeInCache".to_owned(), false.into());
    }
    ScrapeOptions::deserialize(Value::Object(options))
        .map_err(|error| Response::error_with_code(400, "BAD_REQUEST", error.to_string()).into())
}

#[cfg(test)]
mod tests {
    use super::*;

    proptest::proptest! {
        #[test]
        fn what_has_no_fault_parses(text in "([a-z]{1,6}://)?[ a-z.:/0-9]{0,20}") {
            proptest::prop_assert!(!url_issues(&text).is_empty() || parse_url(&text).is_some());
        }
    }
}
