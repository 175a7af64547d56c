//! Agent runs that were started before.

use api_transport::{Error, Response};
use firecrawl_api::types::{AgentList, AgentSnapshot, AgentThread, AgentTrace};

use crate::api::{AgentThreadQuery, AgentTraceQuery, AgentsQuery, QueryBuilder};
use crate::client::Client;
use crate::ids::{AgentId, SnapshotId, ThreadId};

impl Client {
    /// Lists the agent runs of the team, the newest first, 20 to a page: `GET /agent`.
    ///
    /// [`stream`](QueryBuilder::stream) walks over all pages, and
    /// [`AgentsQuery::following`] makes the query of the next one. The route was
    /// seen in use; the contract does not promise it. Costs nothing.
    ///
    /// # Errors
    ///
    /// [`Error::is_auth`] without a valid key, [`Error::is_not_found`] where a
    /// server does not have the route.
    ///
    /// ```no_run
    /// # async fn run(client: firecrawl_client::Client) -> Result<(), firecrawl_client::Error> {
    /// let mut runs = client.agents().stream();
    /// while let Some(run) = runs.next().await {
    ///     let run = run?;
    ///     println!("{} {}", run.id, run.status);
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub fn agents(&self) -> QueryBuilder<AgentsQuery, AgentList> {
        QueryBuilder::new(self, |api, query: AgentsQuery| {
            api.list_agents(query.before_ms)
        })
    }

    /// Reads a thread of agent runs with all its turns: `GET /agent/threads/{threadId}`.
    ///
    /// The id is part of the start and the status of a run. The route was observed in use; the
    /// contract does not promise it. Costs nothing.
    ///
    /// # Errors
    ///
    /// [`Error::is_not_found`] for an unknown thread.
    ///
    /// ```no_run
    /// # async fn run(client: firecrawl_client::Client) -> Result<(), firecrawl_client::Error> {
    /// let thread = client.agent_thread("0199c5a2-0000-7000-8000-000000000000");
    /// let thread = thread.include_data(true).await?;
    /// println!("{} turns", thread.runs.len());
    /// # Ok(())
    /// # }
    /// ```
    pub fn agent_thread(
        &self,
        id: impl Into<ThreadId>,
    ) -> QueryBuilder<AgentThreadQuery, AgentThread> {
        let id = id.into();
        QueryBuilder::new(self, move |api, query: AgentThreadQuery| {
            api.get_agent_thread(id.as_str(), query.include_data)
        })
    }

    /// Reads what an agent has done so far: `GET /agent/{jobId}/trace`.
    ///
    /// It can be read while the agent works. The kinds of events are open. The
    /// route was seen in use; the contract does not promise it. Costs nothing.
    ///
    /// # Errors
    ///
    /// [`Error::is_not_found`] for an unknown or expired run.
    ///
    /// ```no_run
    /// # async fn run(client: firecrawl_client::Client) -> Result<(), firecrawl_client::Error> {
    /// let trace = client.agent_trace("0199c5a2-0000-7000-8000-000000000000").await?;
    /// println!("{} steps", trace.events.len());
    /// # Ok(())
    /// # }
    /// ```
    pub fn agent_trace(&self, id: impl Into<AgentId>) -> QueryBuilder<AgentTraceQuery, AgentTrace> {
        let id = id.into();
        QueryBuilder::new(self, move |api, query: AgentTraceQuery| {
            api.get_agent_trace(id.as_str(), query.live_view)
        })
    }

    /// Reads an artifact that the trace of an agent mentions: `GET /agent/{jobId}/snapshots/{snapshotId}`.
    ///
    /// Its content has no fixed shape and stays JSON. The route was seen in use;
    /// the contract does not promise it. Costs nothing.
    ///
    /// # Errors
    ///
    /// [`Error::is_not_found`] for an unknown run or artifact.
    ///
    /// ```no_run
    /// # async fn run(client: firecrawl_client::Client) -> Result<(), firecrawl_client::Error> {
    /// let run = "0199c5a2-0000-7000-8000-000000000000";
    /// let artifact = client.agent_snapshot(run, "7").await?;
    /// println!("{:?}", artifact.snapshot);
    /// # Ok(())
    /// # }
    /// ```
    pub async fn agent_snapshot(
        &self,
        id: impl Into<AgentId>,
        snapshot: impl Into<SnapshotId>,
    ) -> Result<Response<AgentSnapshot>, Error> {
        let (id, snapshot) = (id.into(), snapshot.into());
        self.send(|api| api.get_agent_snapshot(id.as_str(), snapshot.as_str()))
            .await
    }
}
