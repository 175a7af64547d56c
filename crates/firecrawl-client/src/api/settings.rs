//! The settings of a client that exists.

use crate::client::Client;

use api_transport::CallOptions;

impl Client {
    /// Returns the same client with other options for its calls.
    ///
    /// ```no_run
    /// # async fn run(client: firecrawl_client::Client) -> Result<(), firecrawl_client::Error> {
    /// use firecrawl_client::CallOptions;
    ///
    /// let raw = CallOptions::new().keep_body(true);
    /// let page = client.with_options(raw).scrape("https://example.com").await?;
    /// println!("{} bytes", page.body().map_or(0, |body| body.len()));
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn with_options(&self, options: CallOptions) -> Self {
        Self {
            transport: self.transport.with_options(options),
            ..self.clone()
        }
    }

    /// Returns the API root, such as `https://api.firecrawl.dev/v2`.
    pub fn api_root(&self) -> &str {
        self.transport.root().as_str()
    }

    /// Returns whether calls carry a key.
    pub fn has_key(&self) -> bool {
        self.transport.has_key()
    }

    /// Returns where responses differed from the contract, and how often, sorted.
    ///
    /// The counts are those of all clones of this client, as described at
    /// [`ClientBuilder::on_drift`](crate::ClientBuilder::on_drift), for the first
    /// 1,000 locations. Empty unless something listens.
    #[cfg(feature = "drift-report")]
    pub fn drifts(&self) -> Vec<crate::Drift> {
        self.transport.drifts()
    }
}
