//! Files of one's own.

use firecrawl_api::OperationId;
use firecrawl_api::types::{Document, ScrapeResponse};
use url::Url;

use crate::client::Client;
use crate::error::{Error, ErrorKind};
use crate::reply::Reply;
use crate::transport::{Payload, Route};
use crate::upload::{Outgoing, Upload};

impl Client {
    /// Makes a document of a file: `POST /parse`.
    ///
    /// Takes a path, or an [`Upload`] with a name or options of its own. The
    /// file is sent piece by piece. A slow line may need a longer
    /// [`CallOptions::attempt_timeout`](crate::CallOptions::attempt_timeout).
    ///
    /// Costs credits, also when the answer is lost; it is not repeated after
    /// such a loss unless [`RetryPolicy::repeat_costly`](crate::RetryPolicy::repeat_costly)
    /// says so. Every attempt sends the very same bytes.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Upload`] if the file cannot be read or changes on the way;
    /// if it cannot be opened, nothing is sent.
    ///
    /// ```no_run
    /// # async fn run(client: firecrawl_client::Client) -> Result<(), firecrawl_client::Error> {
    /// use std::path::Path;
    /// use firecrawl_client::Upload;
    /// use firecrawl_client::types::ParseOptions;
    ///
    /// let report = client.parse(Path::new("reports/2026.pdf")).await?;
    /// println!("{:?}", report.markdown);
    ///
    /// let table = Upload::path("uploads/3f9a")
    ///     .filename("tides.xlsx")
    ///     .options(ParseOptions::new().only_main_content(false));
    /// println!("{:?}", client.parse(table).await?.markdown);
    /// # Ok(())
    /// # }
    /// ```
    pub async fn parse(&self, upload: impl Into<Upload>) -> Result<Reply<Document>, Error> {
        let route = Route::of(OperationId::ParseFile.operation());
        let name = route.name();
        self.send_upload(route, upload.into())
            .await
            .map_err(|error| error.of_operation(name))
    }

    async fn send_upload(&self, route: Route, upload: Upload) -> Result<Reply<Document>, Error> {
        let url = format!("{}{}", self.api_root(), route.path());
        let url = Url::parse(&url).map_err(|error| unknown().caused_by(error))?;
        let fields = &self.options.body_fields;
        let outgoing = Outgoing::new(upload, route.method().clone(), url, fields)?;
        let payload = Payload::Made(Box::new(outgoing));
        self.value::<ScrapeResponse>(route, payload).await
    }
}

/// Cannot be while the contract has the operation.
fn unknown() -> Error {
    Error::new(
        ErrorKind::InvalidRequest,
        "the operation of the upload is not known",
    )
}
