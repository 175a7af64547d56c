//! Searches of the web.

use api_transport::{Error, Response};
use firecrawl_api::types::{SearchRequest, SearchResults};

use crate::client::Client;

impl Client {
    /// Searches the web, and scrapes the results on request: `POST /search`.
    ///
    /// Each kind of result has a list of its own (`web`, `news`, `images`), which is empty without
    /// results. With formats a result of `web` or `news` carries the content of its page too.
    /// [`Response::id`] is the id for [`search_feedback`](Self::search_feedback).
    ///
    /// Costs credits by the number of results, usually two for ten results, and the price of a
    /// scrape for each page that is scraped: see [`Response::credits_used`]. It is not repeated
    /// after a lost response unless
    /// [`RetryPolicy::repeat_costly`](crate::RetryPolicy::repeat_costly) is set.
    ///
    /// # Errors
    ///
    /// [`Error::is_timeout`] when the service ran out of time,
    /// [`Error::is_payment_required`] without credits.
    ///
    /// ```no_run
    /// # async fn run(client: firecrawl_client::Client) -> Result<(), firecrawl_client::Error> {
    /// use firecrawl_client::types::SearchRequest;
    ///
    /// let found = client.search("lighthouse keepers").await?;
    /// for hit in &found.web {
    ///     println!("{:?} {:?}", hit.url(), hit.title());
    /// }
    ///
    /// let request = SearchRequest::new("lighthouse keepers").limit(3).formats(["markdown"]);
    /// let found = client.search(request).await?;
    /// println!("{:?} credits", found.credits_used());
    /// # Ok(())
    /// # }
    /// ```
    pub async fn search(
        &self,
        request: impl Into<SearchRequest>,
    ) -> Result<Response<SearchResults>, Error> {
        self.send(|api| api.search_and_scrape(&request.into()))
            .await
    }
}
