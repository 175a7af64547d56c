//! One page from its address to its document.

use std::time::Duration;

use firecrawl_api::types::ScrapeOptions;
use serde_json::{Map, Value};
use url::Url;

use crate::settings::Settings;

/// Fetches pages.
pub struct Engine {}

/// A page that was fetched, whatever its own status.
#[derive(Clone, Debug)]
pub struct Scraped {
    /// The document with the formats that were asked for, and its metadata.
    pub document: Map<String, Value>,
    /// Every link of the page, absolute, without fragment, in order, once each.
    pub links: Vec<Url>,
    /// The address after redirects.
    pub url: Url,
    /// The page's own HTTP status.
    pub status: u16,
}

/// Why a page has no document.
#[derive(Clone, Debug)]
pub struct ScrapeFailure {
    /// The status with which the service answers a scrape.
    pub status: u16,
    /// The service's code, such as `SCRAPE_TIMEOUT`.
    pub code: &'static str,
    /// The service's words.
    pub message: String,
}

impl Engine {
    /// An engine with the server's limits and addresses.
    pub fn new(_settings: &Settings) -> Result<Self, String> {
        Ok(Self {})
    }

    /// Fetches one page and makes the formats of `options`.
    pub async fn scrape(
        &self,
        _url: &Url,
        _options: &ScrapeOptions,
        _timeout: Duration,
    ) -> Result<Scraped, ScrapeFailure> {
        Err(ScrapeFailure {
            status: 500,
            code: "UNKNOWN_ERROR",
            message: "not there yet".to_owned(),
        })
    }
}
