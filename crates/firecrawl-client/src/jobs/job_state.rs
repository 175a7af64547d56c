//! The state of a job, from its status.

use api_transport::message_of;
use firecrawl_api::types::{
    AgentStatus, ExtractStatus, JobState, MonitorCheck, MonitorCheckStatus,
};
use serde_json::Value;

use super::status::JobStatus;

/// The phase of a job.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum JobPhase {
    /// It runs, or has an unknown status.
    Running,
    /// It ended with a result.
    Completed,
    /// It ended without one.
    Failed,
    /// It was cancelled.
    Cancelled,
}

/// The common parts of every status.
#[derive(Clone, Copy, Debug)]
pub struct Snapshot<'a> {
    pub phase: JobPhase,
    /// The status word.
    pub word: Option<&'a str>,
    /// The number of pages done, and of pages known.
    pub counts: (Option<i64>, Option<i64>),
    /// The reason of a failure, in the words of the service.
    pub reason: Option<&'a str>,
}

/// A response with the status of a job.
pub trait StatusResponse {
    /// Returns its common parts.
    fn snapshot(&self) -> Snapshot<'_>;
}

impl<'a> Snapshot<'a> {
    fn new(state: Option<&'a JobState>, success: Option<bool>, error: Option<&'a Value>) -> Self {
        let phase = match state {
            // An error in place of a status.
            None if success == Some(false) || error.is_some_and(|error| !error.is_null()) => {
                JobPhase::Failed
            }
            Some(JobState::Completed) => JobPhase::Completed,
            Some(JobState::Failed) => JobPhase::Failed,
            Some(JobState::Cancelled) => JobPhase::Cancelled,
            // An unknown status is not a reason to stop polling.
            _ => JobPhase::Running,
        };
        Self {
            phase,
            word: state.map(JobState::as_str),
            counts: (None, None),
            reason: error.and_then(message_of),
        }
    }
}

impl StatusResponse for JobStatus {
    fn snapshot(&self) -> Snapshot<'_> {
        // A response without a state can still report an error.
        let state = Some(&self.status).filter(|state| !state.as_str().is_empty());
        Snapshot {
            counts: (Some(self.completed), Some(self.total)),
            ..Snapshot::new(state, self.success, self.extra.get("error"))
        }
    }
}

impl StatusResponse for ExtractStatus {
    fn snapshot(&self) -> Snapshot<'_> {
        Snapshot::new(self.status.as_ref(), self.success, self.error.as_ref())
    }
}

impl StatusResponse for AgentStatus {
    fn snapshot(&self) -> Snapshot<'_> {
        Snapshot::new(self.status.as_ref(), self.success, self.error.as_ref())
    }
}

impl StatusResponse for MonitorCheck {
    fn snapshot(&self) -> Snapshot<'_> {
        let phase = match self.status.as_ref() {
            Some(MonitorCheckStatus::Completed | MonitorCheckStatus::Partial) => {
                JobPhase::Completed
            }
            Some(MonitorCheckStatus::Failed) => JobPhase::Failed,
            // `skipped_overlap`, `skipped_no_credits`, and future reasons to skip.
            Some(status) if status.as_str().starts_with("skipped") => JobPhase::Failed,
            // An error in place of a status.
            None if self.error.is_some() => JobPhase::Failed,
            _ => JobPhase::Running,
        };
        Snapshot {
            phase,
            word: self.status.as_ref().map(MonitorCheckStatus::as_str),
            counts: (None, None),
            reason: self.error.as_deref(),
        }
    }
}
