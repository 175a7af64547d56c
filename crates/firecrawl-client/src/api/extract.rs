//! Starts extractions.

use api_transport::Error;
use firecrawl_api::types::ExtractRequest;

use crate::client::Client;
use crate::ids::ExtractId;
use crate::jobs::{Extract, Job};

impl Client {
    /// Starts to extract data from pages and gives the handle: `POST /extract`.
    ///
    /// Costs credits or tokens. The result is `data` of the last status. A
    /// start whose response was lost is not repeated. Dropping the future does not
    /// withdraw a start that was sent: [`on_started`](Self::on_started) has its id.
    ///
    /// # Errors
    ///
    /// [`Error::is_ambiguous_start`] if the response was lost and the extraction
    /// may have started.
    ///
    /// ```no_run
    /// # async fn run(client: firecrawl_client::Client) -> Result<(), firecrawl_client::Error> {
    /// use firecrawl_client::types::ExtractRequest;
    ///
    /// let request = ExtractRequest::new(["https://example.com/team"]).prompt("Who works here?");
    /// let status = client.extract(request).await?.wait().await?;
    /// println!("{:?}", status.data);
    /// # Ok(())
    /// # }
    /// ```
    pub async fn extract(&self, request: impl Into<ExtractRequest>) -> Result<Job<Extract>, Error> {
        let start = self.api().extract_data(&request.into());
        self.start(start, Job::started_as).await
    }

    /// Returns the handle of an extraction that was started before; it sends nothing yet.
    pub fn extract_job(&self, id: impl Into<ExtractId>) -> Job<Extract> {
        Job::new(self, id.into(), None)
    }
}
