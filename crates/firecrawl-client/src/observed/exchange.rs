//! The categories of data providers.

use api_transport::{Error, Response};
use firecrawl_api::types::{ExchangeCategories, ExchangeQuery};

use crate::client::Client;

/// Data providers and their capabilities.
///
/// These routes were seen in use; the contract does not promise them. They are not below `/v2`: with
/// the base URL `https://proxy.example/firecrawl`, they are sent to
/// `https://proxy.example/firecrawl/exchange/discover`.
impl Client {
    /// Lists the categories of data providers: `GET /exchange/discover`. Costs nothing.
    ///
    /// # Errors
    ///
    /// [`Error::is_auth`] without a valid key, [`Error::is_not_found`] where a server does not have
    /// the route.
    ///
    /// ```no_run
    /// # async fn run(client: firecrawl_client::Client) -> Result<(), firecrawl_client::Error> {
    /// use firecrawl_client::CallOptions;
    /// use firecrawl_client::types::ExchangeQuery;
    ///
    /// let query = ExchangeQuery::new().q("stock prices").surface("web");
    /// // A name for the request, which the service repeats in its logs.
    /// let named = CallOptions::new().header("x-request-id", "report-7")?;
    /// for category in &client.with_options(named).exchange_categories(query).await?.cohorts {
    ///     println!("{:?}: {:?}", category.cohort, category.about);
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub async fn exchange_categories(
        &self,
        query: ExchangeQuery,
    ) -> Result<Response<ExchangeCategories>, Error> {
        self.send(|api| api.discover_exchange(&query)).await
    }

    /// Lists the data providers of a category, such as `finance`: `GET /exchange/discover/{cohort}`.
    /// Costs nothing.
    ///
    /// # Errors
    ///
    /// As [`exchange_categories`](Self::exchange_categories).
    ///
    /// ```no_run
    /// # async fn run(client: firecrawl_client::Client) -> Result<(), firecrawl_client::Error> {
    /// use firecrawl_client::types::ExchangeQuery;
    ///
    /// let query = ExchangeQuery::new().expand("all");
    /// println!("{:?}", client.exchange_cohort("finance", query).await?.extra);
    /// # Ok(())
    /// # }
    /// ```
    pub async fn exchange_cohort(
        &self,
        cohort: &str,
        query: ExchangeQuery,
    ) -> Result<Response<ExchangeCategories>, Error> {
        self.send(|api| api.discover_exchange_cohort(cohort, &query))
            .await
    }

    /// Lists the capabilities of a data provider: `GET /exchange/discover/{cohort}/{provider}`. Costs
    /// nothing.
    ///
    /// # Errors
    ///
    /// As [`exchange_categories`](Self::exchange_categories).
    pub async fn exchange_provider(
        &self,
        cohort: &str,
        provider: &str,
        query: ExchangeQuery,
    ) -> Result<Response<ExchangeCategories>, Error> {
        self.send(|api| api.discover_exchange_provider(cohort, provider, &query))
            .await
    }

    /// Describes a capability of a data provider:
    /// `GET /exchange/discover/{cohort}/{provider}/{capability}`. Costs nothing.
    ///
    /// # Errors
    ///
    /// As [`exchange_categories`](Self::exchange_categories).
    pub async fn exchange_capability(
        &self,
        cohort: &str,
        provider: &str,
        capability: &str,
        query: ExchangeQuery,
    ) -> Result<Response<ExchangeCategories>, Error> {
        self.send(|api| api.discover_exchange_capability(cohort, provider, capability, &query))
            .await
    }
}
