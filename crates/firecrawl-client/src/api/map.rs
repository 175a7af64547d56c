//! The addresses of a site.

use api_transport::{Error, Response};
use firecrawl_api::types::{MapRequest, MapResponse};

use crate::client::Client;

impl Client {
    /// Lists the URLs of a site without fetching its pages: `POST /map`.
    ///
    /// They come from the sitemap and from what the service already knows about the site: some may
    /// be missing, some may lead to pages that no longer exist.
    ///
    /// Usually costs one credit per call. It is not repeated after a lost response unless
    /// [`RetryPolicy::repeat_costly`](crate::RetryPolicy::repeat_costly) is set.
    ///
    /// # Errors
    ///
    /// [`Error::is_timeout`] with the code `MAP_TIMEOUT` when the service ran out
    /// of time, [`Error::is_payment_required`] without credits.
    ///
    /// ```no_run
    /// # async fn run(client: firecrawl_client::Client) -> Result<(), firecrawl_client::Error> {
    /// use firecrawl_client::types::MapRequest;
    ///
    /// let site = client.map("https://example.com").await?;
    /// for link in &site.links {
    ///     println!("{} {}", link.url, link.title);
    /// }
    ///
    /// let request = MapRequest::new("https://example.com").search("prices").limit(20);
    /// println!("{:?}", client.map(request).await?.links);
    /// # Ok(())
    /// # }
    /// ```
    pub async fn map(
        &self,
        request: impl Into<MapRequest>,
    ) -> Result<Response<MapResponse>, Error> {
        self.send(|api| api.map_urls(&request.into())).await
    }
}
