//! The list of the last requests.

use std::collections::VecDeque;

use chrono::{DateTime, Utc};
use serde_json::{Value, json};
use uuid::Uuid;

use super::account::Team;
use crate::request::Request;
use crate::response::{Handled, Response};
use crate::timestamp;

/// The number of requests that are remembered.
const MAX_ENTRIES: usize = 1000;
/// The length of a target.
const MAX_TARGET_CHARS: usize = 2048;

/// The last requests, the oldest first.
#[derive(Default)]
pub(super) struct Activity {
    entries: VecDeque<Entry>,
    next: u64,
}

struct Entry {
    /// Increases with each request; the cursor of a page is the number of its last entry.
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
        if self.entries.len() == MAX_ENTRIES {
            self.entries.pop_front();
        }
        self.entries.push_back(Entry {
            number: self.next,
            id: Uuid::new_v4().to_string(),
            endpoint,
            target: target.map(|target| target.chars().take(MAX_TARGET_CHARS).collect()),
            at,
        });
        self.next += 1;
    }
}

/// Returns a page of the list, the newest first; a cursor stays valid while requests arrive.
pub fn list(team: &Team, request: &Request) -> Handled {
    let before = match request.query.get("cursor") {
        None => u64::MAX,
        Some(cursor) => cursor
            .as_str()
            .and_then(|cursor| cursor.parse().ok())
            .ok_or_else(|| Response::error_with_code(400, "BAD_REQUEST", "Invalid cursor"))?,
    };
    let endpoint = request.query_str("endpoint");
    let limit = request.query_usize("limit").unwrap_or(50).clamp(1, 100);

    let activity = team.activity.lock();
    let mut matching = activity.entries.iter().rev().filter(|entry| {
        entry.number < before && endpoint.is_none_or(|name| name == entry.endpoint)
    });
    let page: Vec<&Entry> = matching.by_ref().take(limit).collect();
    let has_more = matching.next().is_some();
    let last = page.last().filter(|_| has_more);
    let cursor = last.map(|entry| entry.number.to_string());
    let data: Vec<Value> = page
        .iter()
        .map(|entry| {
            json!({
                "id": entry.id,
                "endpoint": entry.endpoint,
                "api_version": "v2",
                "created_at": timestamp::millis(entry.at),
                "target": entry.target,
            })
        })
        .collect();
    let body = json!({"success": true, "data": data, "cursor": cursor, "has_more": has_more});
    Ok(Response::ok(body))
}

/// Returns the target of a request: a URL, the first of several, a query or a prompt.
pub(super) fn target(body: &Value) -> Option<&str> {
    let first = body.get("urls").and_then(|urls| urls.get(0));
    ["url", "query", "prompt"]
        .iter()
        .find_map(|name| body.get(*name).and_then(Value::as_str))
        .or_else(|| first?.as_str())
}

/// Returns the endpoint of an operation; the list shows only those that start work.
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
