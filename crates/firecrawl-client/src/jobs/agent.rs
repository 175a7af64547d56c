//! Runs of the agent.

use firecrawl_api::types::{AgentRequest, AgentStatus, JobStarted, SuccessResponse};

use super::job::Job;
use super::kind::{Cancellable, JobKind, private};
use crate::client::Client;
use crate::error::Error;
use crate::ids::AgentId;
use crate::reply::Reply;

/// The kind of job that [`Client::agent`] starts.
#[derive(Clone, Copy, Debug)]
pub enum Agent {}

impl Client {
    /// Sets the agent to work and gives the handle: `POST /agent`.
    ///
    /// Costs credits, up to `max_credits`. The result is `data` of the last
    /// status. A start whose answer was lost is not repeated.
    ///
    /// # Errors
    ///
    /// [`Error::is_ambiguous_start`] if the answer was lost and the agent may
    /// be at work.
    ///
    /// ```no_run
    /// # async fn run(client: firecrawl_client::Client) -> Result<(), firecrawl_client::Error> {
    /// let job = client.agent("Find the opening hours of the Rijksmuseum").await?;
    /// println!("{:?}", job.wait().await?.data);
    /// # Ok(())
    /// # }
    /// ```
    pub async fn agent(&self, request: impl Into<AgentRequest>) -> Result<Job<Agent>, Error> {
        let request = request.into();
        let started = self
            .send(self.api().start_agent(&request))
            .await?
            .into_inner();
        let id = started.id.clone().unwrap_or_default();
        Ok(Job::new(self, AgentId::from(id), Some(started)))
    }

    /// The handle of an agent's run that was started before; it asks nothing yet.
    pub fn agent_job(&self, id: impl Into<AgentId>) -> Job<Agent> {
        Job::new(self, id.into(), None)
    }
}

impl private::Sealed for Agent {}

impl JobKind for Agent {
    type Id = AgentId;
    type Status = AgentStatus;
    type Started = JobStarted;
    const NAME: &'static str = "agent run";

    async fn status(client: &Client, id: &AgentId) -> Result<Reply<AgentStatus>, Error> {
        let id = id.as_str();
        client.send(client.api().get_agent_status(id)).await
    }
}

impl Cancellable for Agent {
    type Cancelled = SuccessResponse;

    async fn cancel(client: &Client, id: &AgentId) -> Result<Reply<SuccessResponse>, Error> {
        let id = id.as_str();
        client.send(client.api().cancel_agent(id)).await
    }
}
