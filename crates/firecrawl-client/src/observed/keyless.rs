//! The use of the service without a key.

use api_transport::{Error, Response};
use firecrawl_api::types::KeylessEligibility;

use crate::client::Client;

impl Client {
    /// Reads whether the service serves a user without a key: `GET /keyless/eligibility`.
    ///
    /// For a proxy in front of such users: `ip` is the address of the user, and `secret` one that the
    /// service has agreed on with the proxy. They are sent in the headers `x-firecrawl-keyless-ip` and
    /// `x-firecrawl-keyless-secret`, which other calls for the user can have by
    /// [`CallOptions::header`](crate::CallOptions::header). The route was seen in use; the contract does not promise it. Costs
    /// nothing.
    ///
    /// # Errors
    ///
    /// [`Error::is_auth`] for another proxy, [`Error::is_not_found`] where a server does not have the
    /// route.
    ///
    /// ```no_run
    /// # async fn run(client: firecrawl_client::Client) -> Result<(), firecrawl_client::Error> {
    /// use firecrawl_client::CallOptions;
    ///
    /// let (ip, secret) = ("203.0.113.7", std::env::var("PROXY_SECRET").unwrap_or_default());
    /// if client.keyless_eligibility(ip, &secret).await?.eligible == Some(true) {
    ///     let user = CallOptions::new()
    ///         .header("x-firecrawl-keyless-ip", ip)?
    ///         .header("x-firecrawl-keyless-secret", &secret)?;
    ///     client.with_options(user).search("tea").await?;
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub async fn keyless_eligibility(
        &self,
        ip: &str,
        secret: &str,
    ) -> Result<Response<KeylessEligibility>, Error> {
        self.send(|api| api.get_keyless_eligibility(ip, secret))
            .await
    }
}
