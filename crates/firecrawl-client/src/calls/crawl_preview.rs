//! What can be asked about crawls without an id.

use firecrawl_api::types::{ActiveCrawl, CrawlParams, CrawlParamsRequest};

use crate::client::Client;
use crate::error::Error;
use crate::reply::Reply;

impl Client {
    /// Turns a description in words into crawl options: `POST /crawl/params-preview`.
    ///
    /// Starts nothing. A model derives the options: look at them before they are
    /// used for a crawl. Costs the work of the model; it is not repeated after a
    /// lost answer unless
    /// [`RetryPolicy::repeat_costly`](crate::RetryPolicy::repeat_costly) says so.
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
    ) -> Result<Reply<CrawlParams>, Error> {
        let request = CrawlParamsRequest::new(url, prompt);
        self.send(self.api().crawl_params_preview(&request)).await
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
    pub async fn active_crawls(&self) -> Result<Reply<Vec<ActiveCrawl>>, Error> {
        self.send(self.api().get_active_crawls()).await
    }
}
