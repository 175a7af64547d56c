//! The floor: the code that one would write with reqwest and serde_json for just these calls.
//!
//! The structs are typed and keep every field of the responses. Nothing is retried, cursors are
//! not checked, unknown fields are lost. A page is fetched once the last one was dropped.

use std::time::Duration;

use anyhow::Result;
use reqwest::{Client, RequestBuilder};
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::driver::{Driver, KEY, Page, Target};
use crate::document::{CrawlPage, CrawlStarted, Document, ScrapeResponse};

/// The pause between two polls of a running crawl.
const PAUSE: Duration = Duration::from_secs(1);

/// A reqwest client with its defaults.
#[derive(Clone, Debug)]
pub struct FloorDriver {
    http: Client,
    server: String,
}

#[derive(Serialize)]
struct Request<'a> {
    url: &'a str,
}

impl FloorDriver {
    async fn send<T: DeserializeOwned>(request: RequestBuilder) -> Result<T> {
        let response = request.bearer_auth(KEY).send().await?;
        Ok(response.error_for_status()?.json().await?)
    }

    fn post(&self, path: &str, page: Page) -> RequestBuilder {
        let request = self.http.post(format!("{}{path}", self.server));
        request.json(&Request { url: page.url() })
    }
}

impl Driver for FloorDriver {
    type Document = Document;
    type Batch = Vec<Document>;

    fn connect(target: &Target) -> Result<Self> {
        Ok(Self {
            http: Client::new(),
            server: target.server.clone(),
        })
    }

    async fn scrape(&self, page: Page) -> Result<Document> {
        let response: ScrapeResponse = Self::send(self.post("/v2/scrape", page)).await?;
        Ok(response.data)
    }

    async fn crawl(&self, id: Option<&str>, mut receive: impl FnMut(Vec<Document>)) -> Result<()> {
        let url = |id: &str| format!("{}/v2/crawl/{id}", self.server);
        let mut next = Some(match id {
            Some(id) => url(id),
            None => {
                let started = Self::send(self.post("/v2/crawl", Page::Small)).await;
                started.map(|started: CrawlStarted| url(&started.id))?
            }
        });
        while let Some(url) = next {
            let page: CrawlPage = Self::send(self.http.get(url)).await?;
            receive(page.data);
            if page.status == "scraping" {
                tokio::time::sleep(PAUSE).await;
            }
            next = page.next;
        }
        Ok(())
    }

    fn markdown(document: &Document) -> Option<&str> {
        document.markdown.as_deref()
    }
}
