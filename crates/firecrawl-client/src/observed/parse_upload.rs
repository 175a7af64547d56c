//! Uploads of files by another program.

use api_transport::{Error, Prepared, Response};
use firecrawl_api::operations;
use firecrawl_api::types::{
    Document, ParseUpload, ParseUploadRequest, ParseUploadedRequest, ScrapeResponse,
};

use crate::client::Client;

impl Client {
    /// Requests a URL to which another program can upload a file: `POST /parse/upload-url`.
    ///
    /// [`parse`](Self::parse) sends a file itself; [`parse_uploaded`](Self::parse_uploaded) parses one
    /// that was uploaded. The route was seen in use; the contract does not promise it. Costs nothing.
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

    /// Parses a file that another program has uploaded: `POST /parse`.
    ///
    /// Takes the reference of [`parse_upload`](Self::parse_upload). This form of the request was seen
    /// in use; the contract does not promise it. Costs credits, as [`parse`](Self::parse) does.
    ///
    /// # Errors
    ///
    /// [`Error::is_not_found`] for an unknown or expired reference, or for one without a file.
    ///
    /// ```no_run
    /// # async fn run(client: firecrawl_client::Client) -> Result<(), firecrawl_client::Error> {
    /// use firecrawl_client::types::ParseUploadedRequest;
    ///
    /// let upload = client.parse_upload("report.html").await?;
    /// // Another program sends the file to `upload.upload_url`, then:
    /// if let Some(reference) = &upload.upload_ref {
    ///     let request = ParseUploadedRequest::new(reference).only_main_content(false);
    ///     println!("{:?}", client.parse_uploaded(request).await?.markdown);
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub async fn parse_uploaded(
        &self,
        request: impl Into<ParseUploadedRequest>,
    ) -> Result<Response<Document>, Error> {
        let prepared = Prepared::new(self.transport.root(), &operations::PARSE_FILE, &[]);
        let prepared = prepared.and_then(|prepared| prepared.json(&request.into()));
        self.transport.send::<ScrapeResponse>(prepared).await
    }
}
