//! Starts batch scrapes.

use std::task::{Context, Poll};

use api_transport::{Error, Response};
use firecrawl_api::types::{BatchScrapeRequest, JobStarted};
use futures_core::Stream;

use crate::client::Client;
use crate::ids::BatchId;
use crate::jobs::{Batch, BatchScrapeAll, BatchStarted, Job};

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

    /// Scrapes a list of URLs of any length in batches, and returns their results as one stream.
    ///
    /// Each batch is a `POST /batch/scrape` of 100 URLs; four run at once. The
    /// URLs are consumed as they are needed, so the iterator may be infinite. Each
    /// position of the list gets one result, with the URL as it was submitted. An
    /// error of one batch is a result of the stream and does not affect others. The
    /// results of batches that run at once come interleaved. Costs credits for each
    /// page; URLs with equal spelling in one batch are scraped once.
    ///
    /// If a start fails for a reason that may pass, such as a 502, the next one waits until the service
    /// [responds](Self::until_available), and others until one has succeeded. A batch that the service has surely not
    /// accepted is started again; one whose response was lost is not, and is a result. If this takes longer than
    /// [`PollPolicy::outage`](crate::PollPolicy::outage), or else the deadline, the rest of the list is left untouched, and the last
    /// result is [`BatchOutcome::Stopped`](crate::BatchOutcome::Stopped).
    ///
    /// [`retries`](BatchScrapeAll::retries) scrapes failed pages again, and with a
    /// [journal](BatchScrapeAll::resume) the list survives a crash.
    ///
    /// ```no_run
    /// # async fn run(client: firecrawl_client::Client) -> Result<(), firecrawl_client::Error> {
    /// use firecrawl_client::BatchOutcome;
    /// use firecrawl_client::types::{Format, ScrapeOptions};
    ///
    /// let urls = (1..=5000).map(|page| format!("https://example.com/{page}"));
    /// let options = ScrapeOptions::new().formats([Format::Markdown]);
    /// let mut results = client.batch_scrape_all(urls).scrape_options(options).at_once(2);
    /// while let Some(result) = results.next().await {
    ///     match result.outcome {
    ///         BatchOutcome::Document(page) => println!("{:?}: {:?}", result.url, page.markdown),
    ///         BatchOutcome::Failed(failure) => println!("{:?}: {}", result.url, failure.error),
    ///         other => println!("batch {}: {other:?}", result.batch),
    ///     }
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub fn batch_scrape_all<I>(&self, urls: I) -> BatchScrapeAll
    where
        I: IntoIterator<Item: Into<String> + 'static, IntoIter: Send + 'static>,
    {
        let mut urls = urls.into_iter().map(Into::into);
        BatchScrapeAll::new(self, Box::new(move |_| Poll::Ready(urls.next())))
    }

    /// Scrapes URLs that come as a stream, otherwise as [`batch_scrape_all`](Self::batch_scrape_all).
    ///
    /// A batch is started, with `POST /batch/scrape`, when it is full or the
    /// stream has ended.
    ///
    /// ```no_run
    /// # async fn run(client: firecrawl_client::Client) -> Result<(), firecrawl_client::Error> {
    /// let sitemap = futures_util::stream::iter(["https://example.com/a", "https://example.com/b"]);
    /// let mut results = client.batch_scrape_stream(sitemap);
    /// while let Some(result) = results.next().await {
    ///     println!("batch {}: {:?}", result.batch, result.outcome);
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub fn batch_scrape_stream<S>(&self, urls: S) -> BatchScrapeAll
    where
        S: Stream<Item: Into<String>> + Send + 'static,
    {
        let mut urls = Box::pin(urls);
        let next = move |context: &mut Context<'_>| {
            let url = urls.as_mut().poll_next(context);
            url.map(|url| url.map(Into::into))
        };
        BatchScrapeAll::new(self, Box::new(next))
    }

    /// Returns the handle of a batch that was started before; it sends nothing yet.
    pub fn batch_job(&self, id: impl Into<BatchId>) -> Job<Batch> {
        Job::new(self, id.into(), None)
    }
}
