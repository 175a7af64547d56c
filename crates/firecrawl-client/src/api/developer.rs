//! Searches for developers.

use api_transport::{Error, Response};
use firecrawl_api::types::{DeveloperSearchRequest, DeveloperSearchResponse};

use crate::client::Client;

impl Client {
    /// Searches documentation, issues, pull requests and readmes: `POST /search/developer`.
    ///
    /// `coverage` of the response says how well each kind could be searched, `repos`
    /// and `sources` which of those asked for are indexed. Works without a key,
    /// with tighter rate limits. It is not repeated after a lost response unless
    /// [`RetryPolicy::repeat_costly`](crate::RetryPolicy::repeat_costly) says so;
    /// [`developer_search_get`](Self::developer_search_get) is.
    ///
    /// # Errors
    ///
    /// [`Error::is_rate_limited`] after too many searches.
    ///
    /// ```no_run
    /// # async fn run(client: firecrawl_client::Client) -> Result<(), firecrawl_client::Error> {
    /// use firecrawl_client::types::DeveloperSearchRequest;
    ///
    /// let request = DeveloperSearchRequest::new("connection reset by peer")
    ///     .repos(["seanmonstar/reqwest"])
    ///     .k(5);
    /// let found = client.developer_search(request).await?;
    /// for hit in &found.results {
    ///     println!("{:?} {:?}", hit.title, hit.url);
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub async fn developer_search(
        &self,
        request: impl Into<DeveloperSearchRequest>,
    ) -> Result<Response<DeveloperSearchResponse>, Error> {
        self.send(|api| api.developer_search_post(&request.into()))
            .await
    }

    /// Searches the same with everything in the address: `GET /search/developer`.
    ///
    /// Takes and gives what [`developer_search`](Self::developer_search) does, and
    /// is repeated after a lost response. Long lists fit better into a body.
    ///
    /// # Errors
    ///
    /// As [`developer_search`](Self::developer_search).
    ///
    /// ```no_run
    /// # async fn run(client: firecrawl_client::Client) -> Result<(), firecrawl_client::Error> {
    /// let found = client.developer_search_get("connection reset by peer").await?;
    /// println!("{:?}", found.coverage);
    /// # Ok(())
    /// # }
    /// ```
    pub async fn developer_search_get(
        &self,
        request: impl Into<DeveloperSearchRequest>,
    ) -> Result<Response<DeveloperSearchResponse>, Error> {
        self.send(|api| api.developer_search(&request.into())).await
    }
}
