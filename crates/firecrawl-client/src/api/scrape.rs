//! Single pages.

use api_transport::{Error, Response};
use firecrawl_api::types::{Document, ScrapeRequest};

use crate::client::Client;
use crate::ids::ScrapeId;

impl Client {
    /// Scrapes one page: `POST /scrape`.
    ///
    /// A page whose site returns 404 or 500 is a success here, with the status in
    /// `metadata.status_code`. A requested format can be missing, with or without a `warning`.
    ///
    /// Costs credits, even if the response is lost; it is not repeated after such a loss unless
    /// [`RetryPolicy::repeat_costly`](crate::RetryPolicy::repeat_costly) is set.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Api`](crate::ErrorKind::Api) when the page cannot be fetched, often with a code
    /// such as `SCRAPE_DNS_RESOLUTION_ERROR`.
    ///
    /// ```no_run
    /// # async fn run(client: firecrawl_client::Client) -> Result<(), firecrawl_client::Error> {
    /// use firecrawl_client::types::{Format, ScrapeRequest};
    ///
    /// let page = client.scrape("https://example.com").await?;
    /// println!("{:?}", page.markdown);
    ///
    /// let request = ScrapeRequest::new("https://example.com")
    ///     .formats([Format::Links, Format::Html])
    ///     .only_main_content(false);
    /// println!("{:?}", client.scrape(request).await?.links);
    /// # Ok(())
    /// # }
    /// ```
    pub async fn scrape(
        &self,
        request: impl Into<ScrapeRequest>,
    ) -> Result<Response<Document>, Error> {
        self.send(|api| api.scrape_and_extract_from_url(&request.into()))
            .await
    }

    /// Reads the result of a scrape again: `GET /scrape/{jobId}`.
    ///
    /// # Errors
    ///
    /// [`Error::is_not_found`] for an unknown or expired scrape.
    ///
    /// ```no_run
    /// # async fn run(client: firecrawl_client::Client) -> Result<(), firecrawl_client::Error> {
    /// let page = client.scrape_status("0199c5a2-0000-7000-8000-000000000000").await?;
    /// println!("{:?}", page.markdown);
    /// # Ok(())
    /// # }
    /// ```
    pub async fn scrape_status(
        &self,
        id: impl Into<ScrapeId>,
    ) -> Result<Response<Document>, Error> {
        let id = id.into();
        self.send(|api| api.get_scrape_status(id.as_str())).await
    }
}
