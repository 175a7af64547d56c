//! Searches of government sources.

use api_transport::{Error, Response};
use firecrawl_api::types::{GovSearchRequest, SearchResults};

use crate::client::Client;

impl Client {
    /// Searches the index of government sources: `POST /search/gov`.
    ///
    /// The route was seen in use; the contract does not promise it. Costs credits
    /// as [`search`](Self::search) does.
    ///
    /// # Errors
    ///
    /// As [`search`](Self::search); [`Error::is_not_found`] where a server does
    /// not have the route.
    ///
    /// ```no_run
    /// # async fn run(client: firecrawl_client::Client) -> Result<(), firecrawl_client::Error> {
    /// let found = client.search_gov("harbour dues").await?;
    /// println!("{:?}", found.web);
    /// # Ok(())
    /// # }
    /// ```
    pub async fn search_gov(
        &self,
        request: impl Into<GovSearchRequest>,
    ) -> Result<Response<SearchResults>, Error> {
        self.send(|api| api.search_gov(&request.into())).await
    }
}
