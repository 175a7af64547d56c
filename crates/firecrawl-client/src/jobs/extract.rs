//! Extractions.

use firecrawl_api::types::{ExtractRequest, ExtractStatus, JobStarted};

use super::job::Job;
use super::kind::{JobKind, private};
use crate::client::Client;
use crate::error::Error;
use crate::ids::ExtractId;
use crate::reply::Reply;

/// The kind of job that [`Client::extract`] starts.
#[derive(Clone, Copy, Debug)]
pub enum Extract {}

impl Client {
    /// Starts to extract data from pages and gives the handle: `POST /extract`.
    ///
    /// Costs credits or tokens. The result is `data` of the last status. A
    /// start whose answer was lost is not repeated.
    ///
    /// # Errors
    ///
    /// [`Error::is_ambiguous_start`] if the answer was lost and the extraction
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
        let request = request.into();
        let started = self
            .send(self.api().extract_data(&request))
            .await?
            .into_inner();
        let id = started.id.clone().unwrap_or_default();
        Ok(Job::new(self, ExtractId::from(id), Some(started)))
    }

    /// The handle of an extraction that was started before; it asks nothing yet.
    pub fn extract_job(&self, id: impl Into<ExtractId>) -> Job<Extract> {
        Job::new(self, id.into(), None)
    }
}

impl private::Sealed for Extract {}

impl JobKind for Extract {
    type Id = ExtractId;
    type Status = ExtractStatus;
    type Started = JobStarted;
    const NAME: &'static str = "extraction";

    async fn status(client: &Client, id: &ExtractId) -> Result<Reply<ExtractStatus>, Error> {
        let id = id.as_str();
        client.send(client.api().get_extract_status(id)).await
    }
}
