//! Starts crawls, and finds running ones.

use api_transport::{Error, Response};
use firecrawl_api::types::{ActiveCrawl, CrawlParams, CrawlParamsRequest, CrawlRequest};

use crate::client::Client;
use crate::ids::CrawlId;
use crate::jobs::{Crawl, Job};

impl Client {
    /// Starts a crawl and gives its handle: `POST /crawl`.
    ///
    /// Costs credits for each page; `limit` is 10,000 pages unless set, and is
    /// checked against the balance before the start. The start is sent under an
    /// idempotency key, so that it is repeated after a lost response without
    /// starting twice. Dropping the future does not withdraw a start that was
    /// sent: [`on_started`](Self::on_started) has its id.
    ///
    /// # Errors
    ///
    /// [`Error::is_payment_required`] if the credits do not suffice for
    /// `limit`. [`Error::is_ambiguous_start`] if a response was lost and the
    /// crawl has probably started; [`Client::active_crawls`] may show it.
    ///
    /// ```no_run
    /// # async fn run(client: firecrawl_client::Client) -> Result<(), firecrawl_client::Error> {
    /// use firecrawl_client::types::{CrawlRequest, Format, ScrapeOptions};
    ///
    /// let request = CrawlRequest::new("https://example.com")
    ///     .limit(100)
    ///     .scrape_options(ScrapeOptions::new().formats([Format::Markdown]));
    /// let job = client.crawl(request).await?;
    /// let mut documents = job.documents();
    /// while let Some(document) = documents.next().await {
    ///     println!("{:?}", document?.markdown);
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub async fn crawl(&self, request: impl Into<CrawlRequest>) -> Result<Job<Crawl>, Error> {
        let start = self.api().crawl_urls(&request.into());
        self.start(start, Job::started_as).await
    }

    /// Returns the handle of a crawl that was started before; it sends nothing yet.
    pub fn crawl_job(&self, id: impl Into<CrawlId>) -> Job<Crawl> {
        Job::new(self, id.into(), None)
    }

    /// Turns a description in plain words into crawl options: `POST /crawl/params-preview`.
    ///
    /// Starts nothing. A model derives the options: review them before they are used for a crawl.
    /// Costs the work of the model; it is not repeated after a lost response unless
    /// [`RetryPolicy::repeat_costly`](crate::RetryPolicy::repeat_costly) is set.
    ///
    /// # Errors
    ///
    /// [`Error::is_invalid_request`] for a prompt of more than 10000 characters.
    ///
    /// ```no_run
    /// # async fn run(client: firecrawl_client::Client) -> Result<(), firecrawl_client::Error> {
    /// let options = client
    ///     .crawl_params("https://example.com", "the blog, without its archive")
    ///     .await?;
    /// println!("{:?} {:?}", options.include_paths, options.exclude_paths);
    /// # Ok(())
    /// # }
    /// ```
    pub async fn crawl_params(
        &self,
        url: impl Into<String>,
        prompt: impl Into<String>,
    ) -> Result<Response<CrawlParams>, Error> {
        let request = CrawlParamsRequest::new(url, prompt);
        self.send(|api| api.crawl_params_preview(&request)).await
    }

    /// Lists the crawls of the team that are running: `GET /crawl/active`.
    ///
    /// An entry has the id, the start address and the options of its crawl, no
    /// status. After [`Error::is_ambiguous_start`] the crawl may be found here.
    /// Costs nothing.
    ///
    /// # Errors
    ///
    /// [`Error::is_auth`] without a valid key.
    ///
    /// ```no_run
    /// # async fn run(client: firecrawl_client::Client) -> Result<(), firecrawl_client::Error> {
    /// for crawl in client.active_crawls().await?.iter() {
    ///     println!("{} {}", crawl.id, crawl.url);
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub async fn active_crawls(&self) -> Result<Response<Vec<ActiveCrawl>>, Error> {
        self.send(|api| api.get_active_crawls()).await
    }
}
