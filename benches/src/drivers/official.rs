//! The official crate.
//!
//! It has no stream: `get_crawl_status` and `crawl` return all documents at once.

use anyhow::Result;
use firecrawl::{Client, Document};

use super::driver::{Driver, KEY, Page, Target};

/// The official client with its defaults.
#[derive(Clone, Debug)]
pub struct OfficialDriver(Client);

impl Driver for OfficialDriver {
    type Document = Document;
    type Batch = Vec<Document>;

    fn connect(target: &Target) -> Result<Self> {
        Ok(Self(Client::new_selfhosted(&target.server, Some(KEY))?))
    }

    async fn scrape(&self, page: Page) -> Result<Document> {
        Ok(self.0.scrape(page.url(), None).await?)
    }

    async fn crawl(&self, id: Option<&str>, mut receive: impl FnMut(Vec<Document>)) -> Result<()> {
        let job = match id {
            Some(id) => self.0.get_crawl_status(id).await?,
            None => self.0.crawl(Page::Small.url(), None).await?,
        };
        receive(job.data);
        Ok(())
    }

    fn markdown(document: &Document) -> Option<&str> {
        document.markdown.as_deref()
    }
}
