//! The use of the service without a key.

use api_transport::{Error, Response};
use firecrawl_api::types::KeylessEligibility;

use crate::client::Client;

impl Client {
    /// Reads whether the service serves a user without a key: `GET /keyless/eligibility`.
    ///
    /// For a proxy in front of such users, which names the user and itself in headers that the service
    /// has agreed on with it. The route was seen in use; the contract does not promise it. Costs
    /// nothing.
    ///
    /// # Errors
    ///
    /// [`Error::is_auth`] for another proxy, [`Error::is_not_found`] where a server does not have the
    /// route.
    ///
    /// ```no_run
    /// # async fn run(client: firecrawl_client::Client) -> Result<(), firecrawl_client::Error> {
    /// println!("{:?}", client.keyless_eligibility().await?.eligible);
    /// # Ok(())
    /// # }
    /// ```
    pub async fn keyless_eligibility(&self) -> Result<Response<KeylessEligibility>, Error> {
        self.send(|api| api.get_keyless_eligibility()).await
    }
}
