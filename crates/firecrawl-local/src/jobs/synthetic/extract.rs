//! `POST /extract` and its status.

use std::sync::Arc;

use serde_json::{Map, Value, json};

use super::job::{NO_VALID_URL, SyntheticJob, SyntheticKind, WARNING};
use crate::jobs::batch::sort_urls;
use crate::request::Request;
use crate::response::{Handled, Response};
use crate::state::ServerState;

/// Starts an extract.
pub fn start_extract(state: &Arc<ServerState>, request: &Request) -> Handled {
    let mut body = request.body.clone();
    // `https://site/*` means all pages of a site; here its first page is enough.
    for url in body["urls"].as_array_mut().into_iter().flatten() {
        if let Some(trimmed) = url.as_str().and_then(|url| url.strip_suffix('*')) {
            *url = trimmed.into();
        }
    }
    let (urls, invalid) = match body["urls"].as_array() {
        Some(urls) if !urls.is_empty() => sort_urls(&body)?,
        _ => (Vec::new(), None),
    };
    let body = request.body.clone();
    let job = SyntheticJob::start(state, SyntheticKind::Extract, body, urls);
    let mut response = json!({"success": true, "id": job.id});
    if let Some(invalid) = invalid {
        response["invalidURLs"] = invalid.into();
    }
    Ok(Response::ok(response))
}

/// Returns the status of an extract.
pub fn read_extract(state: &ServerState, request: &Request) -> Handled {
    let job = SyntheticJob::find(state, request, "id", SyntheticKind::Extract)?;
    let (status, data, expires) = job.read();
    let mut body = json!({
        "success": status != "failed",
        // The service sends an empty list instead of an object.
        "data": [],
        "status": status,
    });
    if status == "failed" {
        body["error"] = NO_VALID_URL.into();
    }
    body["expiresAt"] = expires.into();
    if status == "completed" {
        if job.request["showSources"] == true {
            // All URLs are the sources of every field.
            let fields = data.as_object().into_iter().flatten();
            let sources = fields.map(|(name, _)| (name.clone(), job.request["urls"].clone()));
            body["sources"] = sources.collect::<Map<String, Value>>().into();
        }
        body["data"] = data;
        body["tokensUsed"] = 0.into();
        body["creditsUsed"] = 0.into();
        body["warning"] = WARNING.into();
    }
    Ok(Response::ok(body))
}
