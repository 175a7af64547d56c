//! The floor: what somebody would write with reqwest and serde_json for just these calls.
//!
//! The structs are typed and keep every field that the answers have. Nothing is retried, no
//! cursor is checked, an unknown field is lost. A page is fetched when the last one was dropped.

use std::time::{Duration, Instant};

use reqwest::{Client, RequestBuilder};
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::subject::{Followed, KEY, Page, Subject};
use crate::document::{CrawlPage, CrawlStarted, Document, ScrapeAnswer};
use crate::error::{Context, Error, Result};
use crate::seen::Seen;

/// How long a running crawl is left alone before it is asked again.
const PAUSE: Duration = Duration::from_secs(1);

/// A reqwest client with its defaults.
#[derive(Clone, Debug)]
pub struct Floor {
    http: Client,
    address: String,
}

#[derive(Serialize)]
struct Request<'a> {
    url: &'a str,
}

impl Floor {
    async fn send<T: DeserializeOwned>(request: RequestBuilder) -> Result<T> {
        let sent = request.bearer_auth(KEY).send().await;
        let answer = sent.and_then(reqwest::Response::error_for_status);
        answer.context("floor")?.json().await.context("floor")
    }

    fn post(&self, path: &str, page: Page) -> RequestBuilder {
        let request = self.http.post(format!("{}{path}", self.address));
        request.json(&Request { url: page.url() })
    }

    fn first_page(&self, id: &str) -> String {
        format!("{}/v2/crawl/{id}", self.address)
    }

    /// What the server says that it holds.
    pub async fn held(&self, what: &str) -> Result<Seen> {
        let address = format!("{}/held/{what}", self.address);
        Self::send(self.http.get(address)).await
    }
}

impl Subject for Floor {
    fn connect(address: &str) -> Result<Self> {
        Ok(Self {
            http: Client::new(),
            address: address.to_owned(),
        })
    }

    async fn scrape(&self, page: Page) -> Result<Seen> {
        let answer: ScrapeAnswer = Self::send(self.post("/v2/scrape", page)).await?;
        Ok(Seen::one(answer.data.markdown.as_deref()))
    }

    async fn stream_crawl(&self, id: &str) -> Result<Seen> {
        let mut next = Some(self.first_page(id));
        let mut seen = Seen::default();
        while let Some(address) = next {
            let page: CrawlPage = Self::send(self.http.get(address)).await?;
            for document in page.data {
                seen += Seen::one(document.markdown.as_deref());
            }
            next = page.next;
        }
        Ok(seen)
    }

    async fn collect_crawl(&self, id: &str) -> Result<Seen> {
        let mut next = Some(self.first_page(id));
        let mut documents: Vec<Document> = Vec::new();
        while let Some(address) = next {
            let page: CrawlPage = Self::send(self.http.get(address)).await?;
            documents.extend(page.data);
            next = page.next;
        }
        let seen = documents
            .iter()
            .map(|document| Seen::one(document.markdown.as_deref()));
        Ok(seen.sum())
    }

    async fn follow_crawl(&self) -> Result<Followed> {
        let start = Instant::now();
        let started: CrawlStarted = Self::send(self.post("/v2/crawl", Page::Small)).await?;
        let mut next = Some(self.first_page(&started.id));
        let (mut first, mut seen) = (None, Seen::default());
        while let Some(address) = next {
            let page: CrawlPage = Self::send(self.http.get(address)).await?;
            if !page.data.is_empty() {
                first.get_or_insert_with(|| start.elapsed());
            }
            for document in page.data {
                seen += Seen::one(document.markdown.as_deref());
            }
            if page.status == "scraping" {
                tokio::time::sleep(PAUSE).await;
            }
            next = page.next;
        }
        let first = first.ok_or_else(|| Error::new("floor: no document came"))?;
        Ok(Followed { first, seen })
    }
}
