//! The list of the last requests.

use std::collections::VecDeque;

use chrono::Utc;
use serde_json::{Value, json};
use uuid::Uuid;

use super::account::{Team, push_bounded};
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
    /// The entries with their numbers; the cursor of a page is the number of its last entry.
    entries: VecDeque<(u64, Value)>,
    next: u64,
}

impl Team {
    /// Records a request in the activity list; it ignores operations that it does not show.
    pub fn record(&self, operation: &str, target: Option<&str>) {
        let Some(endpoint) = endpoint(operation) else {
            return;
        };
        let target = target.map(|target| target.chars().take(MAX_TARGET_CHARS));
        let entry = json!({
            "id": Uuid::new_v4().to_string(),
            "endpoint": endpoint,
            "api_version": "v2",
            "created_at": timestamp::millis(Utc::now()),
            "target": target.map(String::from_iter),
        });
        let mut activity = self.activity.lock();
        let number = activity.next;
        activity.next += 1;
        push_bounded(&mut activity.entries, (number, entry), MAX_ENTRIES);
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
    let mut matching = activity.entries.iter().rev().filter(|(number, entry)| {
        *number < before && endpoint.is_none_or(|name| entry["endpoint"] == name)
    });
    let page: Vec<&(u64, Value)> = matching.by_ref().take(limit).collect();
    let has_more = matching.next().is_some();
    let cursor = page.last().filter(|_| has_more);
    Ok(Response::ok(json!({
        "success": true,
        "data": page.iter().map(|(_, entry)| entry).collect::<Vec<_>>(),
        "cursor": cursor.map(|(number, _)| number.to_string()),
        "has_more": has_more,
    })))
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
