//! The categories of data providers.

use api_transport::{Error, Response};
use firecrawl_api::types::ExchangeCategories;

use crate::client::Client;

impl Client {
    /// Lists the categories of data providers: `GET /exchange/discover`.
    ///
    /// The route was seen in use; the contract does not promise it. Costs nothing.
    ///
    /// # Errors
    ///
    /// [`Error::is_auth`] without a valid key, [`Error::is_not_found`] where a server does not have
    /// the route.
    ///
    /// ```no_run
    /// # async fn run(client: firecrawl_client::Client) -> Result<(), firecrawl_client::Error> {
    /// for category in &client.exchange_categories().await?.cohorts {
    ///     println!("{:?}: {:?}", category.cohort, category.about);
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub async fn exchange_categories(&self) -> Result<Response<ExchangeCategories>, Error> {
        self.send(|api| api.discover_exchange()).await
    }
}
