//! The team's usage, balance and activity.

use api_transport::{Error, Response};
use firecrawl_api::types::{
    ActivityQuery, ActivityResponse, Concurrency, CreditPeriod, CreditUsage, QueueStatus,
    TokenPeriod, TokenUsage,
};

use super::queries::UsageHistoryQuery;
use super::query_builder::QueryBuilder;
use crate::client::Client;

/// The account of the team; from [`Client::team`].
///
/// Nothing here costs credits, and all of it needs a key on the cloud.
#[derive(Clone, Debug)]
pub struct Team {
    client: Client,
}

impl Client {
    /// Returns the operations on the team's usage, balance and activity.
    pub fn team(&self) -> Team {
        Team {
            client: self.clone(),
        }
    }
}

impl Team {
    /// Reads how many credits are left in the billing period: `GET /team/credit-usage`.
    ///
    /// # Errors
    ///
    /// [`Error::is_not_found`] if the service has no credit data of the team.
    ///
    /// ```no_run
    /// # async fn run(client: firecrawl_client::Client) -> Result<(), firecrawl_client::Error> {
    /// println!("{:?}", client.team().credit_usage().await?.remaining_credits);
    /// # Ok(())
    /// # }
    /// ```
    pub async fn credit_usage(&self) -> Result<Response<CreditUsage>, Error> {
        self.client.send(|api| api.get_credit_usage()).await
    }

    /// Reads the credits used in past billing periods: `GET /team/credit-usage/historical`.
    ///
    /// # Errors
    ///
    /// [`Error::is_auth`] without a valid key.
    ///
    /// ```no_run
    /// # async fn run(client: firecrawl_client::Client) -> Result<(), firecrawl_client::Error> {
    /// for period in client.team().credit_usage_history().by_api_key(true).await? {
    ///     println!("{period:?}");
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub fn credit_usage_history(&self) -> QueryBuilder<UsageHistoryQuery, Vec<CreditPeriod>> {
        QueryBuilder::new(&self.client, |api, query: UsageHistoryQuery| {
            api.get_historical_credit_usage(query.by_api_key)
        })
    }

    /// Reads how many tokens for extractions are left in the billing period: `GET /team/token-usage`.
    ///
    /// # Errors
    ///
    /// [`Error::is_not_found`] if the service has no token data of the team.
    ///
    /// ```no_run
    /// # async fn run(client: firecrawl_client::Client) -> Result<(), firecrawl_client::Error> {
    /// println!("{:?}", client.team().token_usage().await?.remaining_tokens);
    /// # Ok(())
    /// # }
    /// ```
    pub async fn token_usage(&self) -> Result<Response<TokenUsage>, Error> {
        self.client.send(|api| api.get_token_usage()).await
    }

    /// Reads the tokens used in past billing periods: `GET /team/token-usage/historical`.
    ///
    /// # Errors
    ///
    /// [`Error::is_auth`] without a valid key.
    ///
    /// ```no_run
    /// # async fn run(client: firecrawl_client::Client) -> Result<(), firecrawl_client::Error> {
    /// let periods = client.team().token_usage_history().await?;
    /// println!("{} periods", periods.len());
    /// # Ok(())
    /// # }
    /// ```
    pub fn token_usage_history(&self) -> QueryBuilder<UsageHistoryQuery, Vec<TokenPeriod>> {
        QueryBuilder::new(&self.client, |api, query: UsageHistoryQuery| {
            api.get_historical_token_usage(query.by_api_key)
        })
    }

    /// Reads how many jobs run and wait, and how many may run at once: `GET /team/queue-status`.
    ///
    /// # Errors
    ///
    /// [`Error::is_auth`] without a valid key.
    ///
    /// ```no_run
    /// # async fn run(client: firecrawl_client::Client) -> Result<(), firecrawl_client::Error> {
    /// let queue = client.team().queue_status().await?;
    /// println!("{:?} of {:?}", queue.active_jobs_in_queue, queue.max_concurrency);
    /// # Ok(())
    /// # }
    /// ```
    pub async fn queue_status(&self) -> Result<Response<QueueStatus>, Error> {
        self.client.send(|api| api.get_queue_status()).await
    }

    /// Lists recent requests of the team, a page at a time: `GET /team/activity`.
    ///
    /// While `has_more` is true, the `cursor` of the response leads to the next page;
    /// [`stream`](QueryBuilder::stream) walks over all.
    ///
    /// # Errors
    ///
    /// [`Error::is_invalid_request`] for a cursor that is not from a response.
    ///
    /// ```no_run
    /// # async fn run(client: firecrawl_client::Client) -> Result<(), firecrawl_client::Error> {
    /// let mut entries = client.team().activity().limit(100).stream();
    /// while let Some(entry) = entries.next().await {
    ///     let entry = entry?;
    ///     println!("{:?} {:?}", entry.endpoint, entry.target);
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub fn activity(&self) -> QueryBuilder<ActivityQuery, ActivityResponse> {
        QueryBuilder::new(&self.client, |api, query| api.get_activity(&query))
    }

    /// Reads how many jobs run at the same time now, and how many may: `GET /concurrency-check`.
    ///
    /// The route was seen in use; the contract does not promise it.
    ///
    /// # Errors
    ///
    /// [`Error::is_not_found`] where a server does not have the route.
    ///
    /// ```no_run
    /// # async fn run(client: firecrawl_client::Client) -> Result<(), firecrawl_client::Error> {
    /// let now = client.team().concurrency().await?;
    /// println!("{:?} of {:?}", now.concurrency, now.max_concurrency);
    /// # Ok(())
    /// # }
    /// ```
    pub async fn concurrency(&self) -> Result<Response<Concurrency>, Error> {
        self.client.send(|api| api.get_concurrency_check()).await
    }
}
