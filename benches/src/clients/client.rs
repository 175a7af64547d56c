//! The client of this repository.

use std::time::Instant;

use firecrawl_client::{Client, Crawl, Job};

use super::subject::{Followed, KEY, Page, Subject};
use crate::error::{Context, Error, Result};
use crate::seen::Seen;

/// The client with its defaults.
#[derive(Clone, Debug)]
pub struct Ours(Client);

impl Subject for Ours {
    fn connect(address: &str) -> Result<Self> {
        let client = Client::builder()
            .base_url(address)
            .key(KEY)
            .build()
            .context("client")?;
        Ok(Self(client))
    }

    async fn scrape(&self, page: Page) -> Result<Seen> {
        let document = self.0.scrape(page.url()).await.context("client: scrape")?;
        Ok(Seen::one(document.markdown.as_deref()))
    }

    async fn stream_crawl(&self, id: &str) -> Result<Seen> {
        let mut documents = self.0.crawl_job(id).documents();
        let mut seen = Seen::default();
        while let Some(document) = documents.next().await {
            let document = document.context("client: crawl")?;
            seen += Seen::one(document.markdown.as_deref());
        }
        Ok(seen)
    }

    async fn collect_crawl(&self, id: &str) -> Result<Seen> {
        let job: Job<Crawl> = self.0.crawl_job(id);
        let mut stream = job.documents();
        let mut documents = Vec::new();
        while let Some(document) = stream.next().await {
            documents.push(document.context("client: crawl")?);
        }
        let seen = documents
            .iter()
            .map(|document| Seen::one(document.markdown.as_deref()));
        Ok(seen.sum())
    }

    async fn follow_crawl(&self) -> Result<Followed> {
        let start = Instant::now();
        let job = self
            .0
            .crawl(Page::Small.url())
            .await
            .context("client: start of a crawl")?;
        let mut documents = job.documents();
        let (mut first, mut seen) = (None, Seen::default());
        while let Some(document) = documents.next().await {
            let document = document.context("client: running crawl")?;
            first.get_or_insert_with(|| start.elapsed());
            seen += Seen::one(document.markdown.as_deref());
        }
        let first = first.ok_or_else(|| Error::new("client: no document came"))?;
        Ok(Followed { first, seen })
    }
}
