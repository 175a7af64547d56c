//! Runs of the agent.

use api_transport::{BuildError, Prepared};
use firecrawl_api::types::{AgentStatus, JobStarted, SuccessResponse};

use super::kind::{Cancellable, JobKind, private};
use crate::ids::AgentId;

/// The kind of job that [`Client::agent`](crate::Client::agent) starts.
#[derive(Clone, Copy, Debug)]
pub enum Agent {}

impl private::Sealed for Agent {}

impl JobKind for Agent {
    type Id = AgentId;
    type Status = AgentStatus;
    type Started = JobStarted;
    type StatusBody = AgentStatus;
    const NAME: &'static str = "agent run";

    fn status(
        api: &firecrawl_api::Client,
        id: &AgentId,
    ) -> Result<Prepared<AgentStatus>, BuildError> {
        api.get_agent_status(id.as_str())
    }
}

impl Cancellable for Agent {
    type Cancelled = SuccessResponse;

    fn cancel(
        api: &firecrawl_api::Client,
        id: &AgentId,
    ) -> Result<Prepared<SuccessResponse>, BuildError> {
        api.cancel_agent(id.as_str())
    }
}
