//! Starts batch scrapes.

use api_transport::{Error, Response};
use firecrawl_api::types::{BatchScrapeRequest, JobStarted};

use crate::client::Client;
use crate::ids::BatchId;
use crate::jobs::{Batch, BatchStarted, Job};

impl Client {
    /// Starts to scrape a list of pages and gives the handle: `POST /batch/scrape`.
    ///
    /// Costs credits for each page. A start whose response was lost is not
    /// repeated, because the service would scrape everything twice. Dropping the future does not
    /// withdraw a start that was sent: [`on_started`](Self::on_started) has its id.
    /// [`batch_scrape_all`](Self::batch_scrape_all) takes lists of any length.
    ///
    /// # Errors
    ///
    /// [`Error::is_ambiguous_start`] if the response was lost and the batch may
    /// have started.
    ///
    /// ```no_run
    /// # async fn run(client: firecrawl_client::Client) -> Result<(), firecrawl_client::Error> {
    /// let urls = ["https://example.com/a", "https://example.com/b"];
    /// let report = client.batch_scrape(urls).await?.collect().await?;
    /// println!("{} pages", report.documents.len());
    /// for failed in &report.failures {
    ///     println!("{:?}: {:?}", failed.url, failed.error);
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub async fn batch_scrape(
        &self,
        request: impl Into<BatchScrapeRequest>,
    ) -> Result<Job<Batch>, Error> {
        let request = request.into();
        let start = self.api().scrape_and_extract_from_urls(&request);
        let job = |client: &Self, response: Response<JobStarted>| {
            let response = response.into_inner();
            let id = BatchId::new(response.id.clone());
            Ok(Job::new(
                client,
                id,
                Some(BatchStarted { request, response }),
            ))
        };
        self.start(start, job).await
    }

    /// Returns the handle of a batch that was started before; it sends nothing yet.
    pub fn batch_job(&self, id: impl Into<BatchId>) -> Job<Batch> {
        Job::new(self, id.into(), None)
    }
}
