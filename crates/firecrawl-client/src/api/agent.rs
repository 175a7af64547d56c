//! Starts runs of the agent.

use api_transport::Error;
use firecrawl_api::types::AgentRequest;

use crate::client::Client;
use crate::ids::AgentId;
use crate::jobs::{Agent, Job};

impl Client {
    /// Sets the agent to work and gives the handle: `POST /agent`.
    ///
    /// Costs credits, up to `max_credits`. The result is `data` of the last
    /// status. A start whose response was lost is not repeated. Dropping the future
    /// does not withdraw a start that was sent: [`on_started`](Self::on_started) has its id.
    ///
    /// # Errors
    ///
    /// [`Error::is_ambiguous_start`] if the response was lost and the agent may
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
        let start = self.api().start_agent(&request.into());
        self.start(start, Job::started_as).await
    }

    /// Returns the handle of an agent's run that was started before; it sends nothing yet.
    pub fn agent_job(&self, id: impl Into<AgentId>) -> Job<Agent> {
        Job::new(self, id.into(), None)
    }
}
