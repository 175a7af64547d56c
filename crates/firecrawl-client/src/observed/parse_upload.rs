//! Uploads of files by another program.

use api_transport::{Error, Response};
use firecrawl_api::types::{ParseUpload, ParseUploadRequest};

use crate::client::Client;

impl Client {
    /// Requests a URL to which another program can upload a file: `POST /parse/upload-url`.
    ///
    /// [`parse`](Self::parse) sends a file itself. The route was seen in use; the contract does not
    /// promise it. Costs nothing.
    ///
    /// # Errors
    ///
    /// [`Error::is_not_found`] where a server does not have the route.
    ///
    /// ```no_run
    /// # async fn run(client: firecrawl_client::Client) -> Result<(), firecrawl_client::Error> {
    /// let upload = client.parse_upload("report.html").await?;
    /// println!("{:?}", upload.upload_url);
    /// # Ok(())
    /// # }
    /// ```
    pub async fn parse_upload(
        &self,
        request: impl Into<ParseUploadRequest>,
    ) -> Result<Response<ParseUpload>, Error> {
        self.send(|api| api.create_parse_upload(&request.into()))
            .await
    }
}
