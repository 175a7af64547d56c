//! The official crate.
//!
//! It has no stream: `get_crawl_status` and `crawl` give all documents at once. What is called
//! streaming here is therefore the same as collecting.

use std::time::Instant;

use firecrawl::{Client, CrawlJob};

use super::subject::{Followed, KEY, Page, Subject};
use crate::error::{Context, Result};
use crate::seen::Seen;

/// The official client with its defaults.
#[derive(Clone, Debug)]
pub struct Official(Client);

impl Subject for Official {
    fn connect(address: &str) -> Result<Self> {
        let client = Client::new_selfhosted(address, Some(KEY)).context("official")?;
        Ok(Self(client))
    }

    async fn scrape(&self, page: Page) -> Result<Seen> {
        let document = self
            .0
            .scrape(page.url(), None)
            .await
            .context("official: scrape")?;
        Ok(Seen::one(document.markdown.as_deref()))
    }

    async fn stream_crawl(&self, id: &str) -> Result<Seen> {
        self.collect_crawl(id).await
    }

    async fn collect_crawl(&self, id: &str) -> Result<Seen> {
        let job = self
            .0
            .get_crawl_status(id)
            .await
            .context("official: crawl")?;
        Ok(seen(&job))
    }

    async fn follow_crawl(&self) -> Result<Followed> {
        let start = Instant::now();
        let job = self
            .0
            .crawl(Page::Small.url(), None)
            .await
            .context("official: running crawl")?;
        Ok(Followed {
            first: start.elapsed(),
            seen: seen(&job),
        })
    }
}

fn seen(job: &CrawlJob) -> Seen {
    job.data
        .iter()
        .map(|document| Seen::one(document.markdown.as_deref()))
        .sum()
}
