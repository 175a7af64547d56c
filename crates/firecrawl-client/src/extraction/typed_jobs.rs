//! Questions to many pages whose responses are a type of one's own.

use api_transport::{Error, Response};
use firecrawl_api::types::{AgentRequest, AgentStatus, ExtractRequest, ExtractStatus};
use schemars::JsonSchema;
use serde::de::DeserializeOwned;

use super::schema_of;
use crate::client::Client;
use crate::jobs::{Agent, Extract, Job, JobKind};

/// The result of a job as a value of your own type, with the status of the job.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct TypedResult<T, S> {
    /// The result.
    pub value: T,
    /// The last status of the job, with its cost and its sources.
    pub status: Response<S>,
}

impl Client {
    /// Extracts a value of your own type from pages: `POST /extract`, then `GET /extract/{id}` to its end.
    ///
    /// The request uses the schema of `T`. Costs credits or tokens. It waits like [`Job::wait`];
    /// start with [`Client::extract`] and the schema of [`schema_of`] to keep the handle.
    ///
    /// # Errors
    ///
    /// Those of [`Client::extract`], [`Job::wait`] and [`ExtractStatus::json_as`]; once the job
    /// has started, each contains its id. If the result does not match the type, [`Error::json`] has it
    /// and [`Error::received`] is the `Response<ExtractStatus>`.
    ///
    /// ```no_run
    /// # async fn run(client: firecrawl_client::Client) -> Result<(), firecrawl_client::Error> {
    /// use firecrawl_client::types::ExtractRequest;
    ///
    /// #[derive(serde::Deserialize, schemars::JsonSchema)]
    /// struct Staff {
    ///     names: Vec<String>,
    /// }
    ///
    /// let request = ExtractRequest::new(["https://example.com/team"]).prompt("Who works here?");
    /// let staff = client.extract_as::<Staff>(request).await?;
    /// println!("{:?} for {:?} credits", staff.value.names, staff.status.credits_used);
    /// # Ok(())
    /// # }
    /// ```
    pub async fn extract_as<T>(
        &self,
        request: impl Into<ExtractRequest>,
    ) -> Result<TypedResult<T, ExtractStatus>, Error>
    where
        T: DeserializeOwned + JsonSchema,
    {
        let mut request = request.into();
        request.schema = Some(schema_of::<T>()?);
        let job: Job<Extract> = self.extract(request).await?;
        result(&job, ExtractStatus::json_as).await
    }

    /// Runs an agent and returns its result as a value of your own type: `POST /agent`, then `GET
    /// /agent/{jobId}` to its end.
    ///
    /// The schema of the request is that of `T`. Costs credits, up to
    /// `max_credits`. It waits as [`Job::wait`] does; start with
    /// [`Client::agent`] and the schema of [`schema_of`] to keep the handle.
    ///
    /// # Errors
    ///
    /// Those of [`Client::agent`], [`Job::wait`] and [`AgentStatus::json_as`]; once the job has
    /// started, each contains its id. If the result does not match the type, [`Error::json`] has it and
    /// [`Error::received`] is the `Response<AgentStatus>`.
    ///
    /// ```no_run
    /// # async fn run(client: firecrawl_client::Client) -> Result<(), firecrawl_client::Error> {
    /// #[derive(serde::Deserialize, schemars::JsonSchema)]
    /// struct Tickets {
    ///     adult_price: f64,
    /// }
    ///
    /// let found = client.agent_as::<Tickets>("What is a ticket to the Rijksmuseum?").await?;
    /// println!("{}", found.value.adult_price);
    /// # Ok(())
    /// # }
    /// ```
    pub async fn agent_as<T>(
        &self,
        request: impl Into<AgentRequest>,
    ) -> Result<TypedResult<T, AgentStatus>, Error>
    where
        T: DeserializeOwned + JsonSchema,
    {
        let mut request = request.into();
        request.schema = Some(schema_of::<T>()?);
        let job: Job<Agent> = self.agent(request).await?;
        result(&job, AgentStatus::json_as).await
    }
}

async fn result<T, K: JobKind>(
    job: &Job<K>,
    read: fn(&K::Status) -> Result<T, Error>,
) -> Result<TypedResult<T, K::Status>, Error> {
    let status = job.wait().await?;
    match read(&status) {
        Ok(value) => Ok(TypedResult { value, status }),
        Err(error) => {
            let error = job.failed(error, job.progress(Some(&status), 0));
            Err(error.with_received(status))
        }
    }
}
