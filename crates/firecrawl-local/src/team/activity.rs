//! The list of the last calls.

use std::collections::VecDeque;

use chrono::{DateTime, Utc};
use serde_json::{Value, json};
use uuid::Uuid;

use super::account::{Team, locked};
use super::written;
use crate::request::Request;
use crate::response::Response;

/// How many calls are remembered.
const REMEMBERED: usize = 1000;
/// How much of a target is remembered.
const TARGET_LETTERS: usize = 2048;

/// The last calls, the oldest first.
#[derive(Default)]
pub(super) struct Activity {
    calls: VecDeque<Recorded>,
    next: u64,
}

struct Recorded {
    /// Grows with each request; the cursor of a page is that of its last request.
    number: u64,
    id: String,
    endpoint: &'static str,
    target: Option<String>,
    at: DateTime<Utc>,
}

impl Activity {
    pub(super) fn record(&mut self, operation: &str, target: Option<&str>, at: DateTime<Utc>) {
        let Some(endpoint) = endpoint(operation) else {
            return;
        };
        if self.calls.len() == REMEMBERED {
            self.calls.pop_front();
        }
        self.calls.push_back(Recorded {
            number: self.next,
            id: Uuid::new_v4().to_string(),
            endpoint,
            target: target.map(|target| target.chars().take(TARGET_LETTERS).collect()),
            at,
        });
        self.next += 1;
    }
}

/// Newest first; a cursor stays right while new calls come in.
pub(super) fn list(team: &Team, request: &Request) -> Response {
    let before = match request.query.get("cursor").map(Value::as_str) {
        None => u64::MAX,
        Some(cursor) => match cursor.and_then(|cursor| cursor.parse().ok()) {
            Some(number) => number,
            None => return Response::error_with_code(400, "BAD_REQUEST", "Invalid cursor"),
        },
    };
    let endpoint = request.query.get("endpoint").and_then(Value::as_str);
    let limit = request
        .query_i64("limit")
        .and_then(|limit| usize::try_from(limit).ok())
        .unwrap_or(50)
        .clamp(1, 100);

    let activity = locked(&team.activity);
    let mut matching = activity.calls.iter().rev().filter(|request| {
        request.number < before && endpoint.is_none_or(|name| name == request.endpoint)
    });
    let page: Vec<&Recorded> = matching.by_ref().take(limit).collect();
    let has_more = matching.next().is_some();
    let cursor = page
        .last()
        .filter(|_| has_more)
        .map(|request| request.number.to_string());
    let data: Vec<Value> = page
        .iter()
        .map(|request| {
            json!({
                "id": request.id,
                "endpoint": request.endpoint,
                "api_version": "v2",
                "created_at": written(request.at),
                "target": request.target,
            })
        })
        .collect();
    Response::ok(json!({"success": true, "data": data, "cursor": cursor, "has_more": has_more}))
}

/// What the body of a request aims at: an address, the first of several, a query or a prompt.
pub(super) fn target(body: &Value) -> Option<&str> {
    let first = body.get("urls").and_then(|urls| urls.get(0));
    ["url", "query", "prompt"]
        .iter()
        .find_map(|name| body.get(*name).and_then(Value::as_str))
        .or_else(|| first?.as_str())
}

/// How the activity list calls an operation; it shows only those that start work.
fn endpoint(operation: &str) -> Option<&'static str> {
    Some(match operation {
        "scrapeAndExtractFromUrl" => "scrape",
        "crawlUrls" => "crawl",
        "scrapeAndExtractFromUrls" => "batch_scrape",
        "searchAndScrape" | "searchGov" | "developerSearch" | "developerSearchPost" => "search",
        "extractData" => "extract",
        "mapUrls" => "map",
        "startAgent" => "agent",
        "createBrowserSession" | "executeBrowserCode" => "browser",
        "interactWithScrapeBrowserSession" => "interact",
        _ => return None,
    })
}
