//! The client of this repository.

use anyhow::Result;
use firecrawl_client::Client;
use firecrawl_client::types::Document;

use super::driver::{Driver, KEY, Page};

/// The client with its defaults.
#[derive(Clone, Debug)]
pub struct ClientDriver(Client);

impl Driver for ClientDriver {
    type Document = Document;
    type Batch = [Document; 1];

    fn connect(server: &str) -> Result<Self> {
        Ok(Self(Client::builder().base_url(server).key(KEY).build()?))
    }

    async fn scrape(&self, page: Page) -> Result<Document> {
        Ok(self.0.scrape(page.url()).await?.into_inner())
    }

    async fn crawl(&self, id: Option<&str>, mut receive: impl FnMut([Document; 1])) -> Result<()> {
        let job = match id {
            Some(id) => self.0.crawl_job(id),
            None => self.0.crawl(Page::Small.url()).await?,
        };
        let mut documents = job.documents();
        while let Some(document) = documents.next().await {
            receive([document?]);
        }
        Ok(())
    }

    fn markdown(document: &Document) -> Option<&str> {
        document.markdown.as_deref()
    }
}
