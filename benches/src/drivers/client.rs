//! The client of this repository.

use std::fs;

use anyhow::{Context, Result, bail};
use firecrawl_client::types::Document;
use firecrawl_client::{BatchOutcome, Client};

use super::driver::{Driver, KEY, Page, Target};

/// The client with its defaults.
#[derive(Clone, Debug)]
pub struct ClientDriver(Client);

impl Driver for ClientDriver {
    type Document = Document;
    type Batch = [Document; 1];

    fn connect(target: &Target) -> Result<Self> {
        let mut client = Client::builder().base_url(&target.server).key(KEY);
        if let Some(file) = &target.certificate {
            let certificate = fs::read(file).context("cannot read the certificate")?;
            client = client.add_root_certificate(certificate);
        }
        Ok(Self(client.build()?))
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

    async fn batches(
        &self,
        urls: impl Iterator<Item = String> + Send + 'static,
        mut receive: impl FnMut(Document),
    ) -> Result<()> {
        let mut results = self.0.batch_scrape_all(urls);
        while let Some(result) = results.next().await {
            match result.outcome {
                BatchOutcome::Document(document) => receive(*document),
                BatchOutcome::Started { .. } | BatchOutcome::Finished => {}
                other => bail!("a URL has no document: {other:?}"),
            }
        }
        Ok(())
    }

    fn markdown(document: &Document) -> Option<&str> {
        document.markdown.as_deref()
    }
}
