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

    pub(super) async fn text(&self, url: &Url) -> Option<(u16, String, Url)> {
        static CLIENT: std::sync::LazyLock<reqwest::Client> =
            std::sync::LazyLock::new(reqwest::Client::new);
        let answer = CLIENT.get(url.clone()).send().await.ok()?;
        let (status, url) = (answer.status().as_u16(), answer.url().clone());
        Some((status, answer.text().await.ok()?, url))
    }

    /// Fetches one page and makes the formats of `options`.
    pub async fn scrape(
        &self,
        url: &Url,
        _options: &ScrapeOptions,
        timeout: Duration,
    ) -> Result<Scraped, ScrapeFailure> {
        let failure = |code| ScrapeFailure {
            status: 500,
            code,
            message: "no".to_owned(),
        };
        let answer = tokio::time::timeout(timeout, self.text(url))
            .await
            .map_err(|_| failure("SCRAPE_TIMEOUT"))?;
        let (status, text, last) = answer.ok_or_else(|| failure("SCRAPE_ALL_ENGINES_FAILED"))?;
        let links = text
            .split("href=\"")
            .skip(1)
            .filter_map(|part| last.join(part.split('"').next()?).ok())
            .collect();
        let mut document = Map::new();
        document.insert("markdown".to_owned(), text.into());
        document.insert("metadata".to_owned(), serde_json::json!({"sourceURL": url.as_str(), "url": last.as_str(), "statusCode": status}));
        Ok(Scraped {
            document,
            links,
            url: last,
            status,
        })
    }
}
