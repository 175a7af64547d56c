//! The policy that keeps a team away from dangerous addresses.

use api_transport::{Error, Response};
use firecrawl_api::types::{ThreatProtection, ThreatProtectionRequest};

use crate::client::Client;

/// The policy on dangerous addresses; from [`Client::threat_protection`].
#[derive(Clone, Debug)]
pub struct ThreatSettings {
    client: Client,
}

impl Client {
    /// Returns the operations on the policy that keeps the team away from dangerous addresses.
    pub fn threat_protection(&self) -> ThreatSettings {
        ThreatSettings {
            client: self.clone(),
        }
    }
}

impl ThreatSettings {
    /// Reads the policy of the team: `GET /team/threat-protection`.
    ///
    /// Costs nothing.
    ///
    /// # Errors
    ///
    /// [`Error::is_auth`] if the account or the key may not see it.
    ///
    /// ```no_run
    /// # async fn run(client: firecrawl_client::Client) -> Result<(), firecrawl_client::Error> {
    /// let policy = client.threat_protection().get().await?;
    /// println!("{:?} {:?}", policy.mode, policy.blacklist);
    /// # Ok(())
    /// # }
    /// ```
    pub async fn get(&self) -> Result<Response<ThreatProtection>, Error> {
        self.client.send(|api| api.get_threat_protection()).await
    }

    /// Replaces the policy of the team: `PUT /team/threat-protection`.
    ///
    /// All of it: what the request does not set goes back to its default. Costs
    /// nothing.
    ///
    /// # Errors
    ///
    /// [`Error::is_auth`] if the account or the key may not change it,
    /// [`Error::is_invalid_request`] for a policy that is not acceptable.
    ///
    /// ```no_run
    /// # async fn run(client: firecrawl_client::Client) -> Result<(), firecrawl_client::Error> {
    /// use firecrawl_client::types::{ThreatProtectionMode, ThreatProtectionRequest};
    ///
    /// let request = ThreatProtectionRequest::new(ThreatProtectionMode::Normal)
    ///     .blacklist(["malware.example"])
    ///     .risk_score_threshold(60);
    /// client.threat_protection().update(request).await?;
    /// # Ok(())
    /// # }
    /// ```
    pub async fn update(
        &self,
        request: impl Into<ThreatProtectionRequest>,
    ) -> Result<Response<ThreatProtection>, Error> {
        self.client
            .send(|api| api.update_threat_protection(&request.into()))
            .await
    }
}
