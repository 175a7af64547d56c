//! The kinds of files that can be parsed.

use api_transport::{Error, Response};
use firecrawl_api::types::ParseFormatCatalog;

use crate::client::Client;

impl Client {
    /// Lists the kinds of files that can be parsed: `GET /parse/formats`.
    ///
    /// With their extensions and media types. The route was seen in use; the
    /// contract does not promise it. Costs nothing.
    ///
    /// # Errors
    ///
    /// [`Error::is_not_found`] where a server does not have the route.
    ///
    /// ```no_run
    /// # async fn run(client: firecrawl_client::Client) -> Result<(), firecrawl_client::Error> {
    /// println!("{:?}", client.parse_formats().await?.formats);
    /// # Ok(())
    /// # }
    /// ```
    pub async fn parse_formats(&self) -> Result<Response<ParseFormatCatalog>, Error> {
        self.send(|api| api.get_parse_formats()).await
    }
}
