//! Fetches one page for a check.

use std::sync::{Arc, Weak};
use std::time::Duration;

use firecrawl_api::types::{Format, ScrapeOptions};
use serde_json::{Map, Value};
use url::Url;
use uuid::Uuid;

use crate::engine::timeout;
use crate::state::ServerState;

/// The timeout of a page without one in the target.
const TIMEOUT: Duration = Duration::from_secs(60);
/// The metadata that a page keeps.
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

/// A page that was fetched, with any HTTP status.
pub(super) struct Fetched {
    pub(super) markdown: String,
    pub(super) scrape_id: String,
    pub(super) status_code: u16,
    pub(super) metadata: Map<String, Value>,
    pub(super) links: Vec<Url>,
}

/// Returns the options of a target, changed so that a page is fetched anew and has Markdown.
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

/// Fetches a page; the error is the service's message. `None` once the server has stopped.
pub(super) async fn fetch(
    state: &Weak<ServerState>,
    url: &str,
    options: &ScrapeOptions,
) -> Option<Result<Fetched, String>> {
    let state: Arc<ServerState> = state.upgrade()?;
    let Ok(url) = Url::parse(url) else {
        return Some(Err("Invalid URL".to_owned()));
    };
    let timeout = timeout(options.timeout_ms, TIMEOUT);
    let scraped = match state.engine.scrape(&url, options, timeout).await {
        Ok(scraped) => scraped,
        Err(error) => return Some(Err(error.message)),
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
