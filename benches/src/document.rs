//! The documents that the server sends, with exactly their fields, as the floor reads them.

use serde::Deserialize;

/// A scraped page.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Document {
    /// The page as Markdown.
    pub markdown: Option<String>,
    /// The main part of the page.
    pub html: Option<String>,
    /// The unmodified page.
    pub raw_html: Option<String>,
    /// The links of the page.
    pub links: Option<Vec<String>>,
    /// The metadata of the page.
    pub metadata: Option<Metadata>,
}

/// The metadata of a page.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase")]
#[expect(missing_docs, reason = "the names are those of the service")]
pub struct Metadata {
    pub title: Option<String>,
    pub description: Option<String>,
    pub language: Option<String>,
    pub og_title: Option<String>,
    pub og_description: Option<String>,
    pub og_image: Option<String>,
    pub og_url: Option<String>,
    pub favicon: Option<String>,
    pub scrape_id: Option<String>,
    #[serde(rename = "sourceURL")]
    pub source_url: Option<String>,
    pub url: Option<String>,
    pub status_code: Option<i64>,
    pub content_type: Option<String>,
    pub proxy_used: Option<String>,
    pub cache_state: Option<String>,
    pub credits_used: Option<i64>,
}

/// The response to a scrape.
#[derive(Debug, Deserialize)]
pub struct ScrapeResponse {
    /// True if the scrape succeeded.
    pub success: bool,
    /// The page.
    pub data: Document,
}

/// One page of the documents of a crawl.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
#[expect(missing_docs, reason = "the names are those of the service")]
pub struct CrawlPage {
    pub success: bool,
    pub status: String,
    pub completed: i64,
    pub total: i64,
    pub credits_used: Option<i64>,
    pub expires_at: Option<String>,
    pub next: Option<String>,
    pub data: Vec<Document>,
}

/// The response to the start of a crawl.
#[derive(Debug, Deserialize)]
#[expect(missing_docs, reason = "the names are those of the service")]
pub struct CrawlStarted {
    pub success: bool,
    pub id: String,
    pub url: String,
}
