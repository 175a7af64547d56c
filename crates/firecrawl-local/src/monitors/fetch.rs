//! Fetches one page for a check.

use std::sync::{Arc, Weak};
use std::time::Duration;

use firecrawl_api::types::{Format, ScrapeOptions};
use serde_json::{Map, Value};
use url::Url;
use uuid::Uuid;

use crate::state::ServerState;

/// How long a page may take if the target does not say it.
const FETCHED_WITHIN: Duration = Duration::from_secs(60);
/// What a page keeps of its metadata.
const METADATA: [&str; 8] = [
    "title",
    "description",
    "language",
    "scrapeId",
    "sourceURL",
    "url",
    "statusCode",
    "contentType",
];

/// A page that was fetched, whatever its own status.
pub(super) struct Fetched {
    pub(super) markdown: String,
    pub(super) scrape_id: String,
    pub(super) status_code: u16,
    pub(super) metadata: Map<String, Value>,
    pub(super) links: Vec<Url>,
}

/// The options of a target, made so that a page is really fetched and has Markdown.
pub(super) fn options(target: &Value) -> ScrapeOptions {
    let mut options = target
        .get("scrapeOptions")
        .and_then(|options| serde_json::from_value::<ScrapeOptions>(options.clone()).ok())
        .unwrap_or_default();
    if let Some(formats) = &mut options.formats
        && !formats.contains(&Format::Markdown)
    {
        formats.push(Format::Markdown);
    }
    options.max_age_ms = Some(0);
    options.min_age_ms = None;
    options
}

/// Fetches a page; the message of a failure is the service's. `None` once the server has stopped.
pub(super) async fn fetch(
    state: &Weak<ServerState>,
    url: &str,
    options: &ScrapeOptions,
) -> Option<Result<Fetched, String>> {
    let state: Arc<ServerState> = state.upgrade()?;
    let Ok(url) = Url::parse(url) else {
        return Some(Err("Invalid URL".to_owned()));
    };
    let within = options
        .timeout_ms
        .and_then(|timeout| u64::try_from(timeout).ok())
        .map_or(FETCHED_WITHIN, Duration::from_millis);
    let scraped = match state.engine.scrape(&url, options, within).await {
        Ok(scraped) => scraped,
        Err(failure) => return Some(Err(failure.message)),
    };
    let text = |object: &Map<String, Value>, name: &str| {
        object.get(name).and_then(Value::as_str).map(str::to_owned)
    };
    let metadata = scraped.document.get("metadata").and_then(Value::as_object);
    let metadata: Map<String, Value> = METADATA
        .iter()
        .filter_map(|name| Some(((*name).to_owned(), metadata?.get(*name)?.clone())))
        .collect();
    Some(Ok(Fetched {
        markdown: text(&scraped.document, "markdown").unwrap_or_default(),
        scrape_id: text(&metadata, "scrapeId").unwrap_or_else(|| Uuid::new_v4().to_string()),
        status_code: scraped.status,
        metadata,
        links: scraped.links,
    }))
}
