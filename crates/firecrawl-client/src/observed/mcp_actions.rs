//! The log of a hosted MCP server.

use api_transport::{Error, Response};
use firecrawl_api::types::{McpActionLog, McpActionLogged};

use crate::client::Client;

impl Client {
    /// Reports a call of a tool of a hosted MCP server: `POST /mcp/action-logs`.
    ///
    /// The key of the client is then the secret that the service has agreed on with that server. The
    /// route was seen in use; the contract does not promise it. Costs nothing.
    ///
    /// # Errors
    ///
    /// [`Error::is_auth`] for another key, [`Error::is_not_found`] where a server does not have the
    /// route.
    ///
    /// ```no_run
    /// # async fn run(client: firecrawl_client::Client) -> Result<(), firecrawl_client::Error> {
    /// use firecrawl_client::types::McpActionLog;
    ///
    /// client.log_mcp_action(McpActionLog::new("team", "scrape", "success", "request-1")).await?;
    /// # Ok(())
    /// # }
    /// ```
    pub async fn log_mcp_action(
        &self,
        request: impl Into<McpActionLog>,
    ) -> Result<Response<McpActionLogged>, Error> {
        self.send(|api| api.log_mcp_action(&request.into())).await
    }
}
