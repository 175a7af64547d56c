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
    fn new(state: &'a JobState, success: Option<bool>, error: Option<&'a Value>) -> Self {
        let word = word(state.as_str());
        let has_error = success == Some(false) || error.is_some_and(|error| !error.is_null());
        let phase = match state {
            JobState::Completed => JobPhase::Completed,
            JobState::Failed => JobPhase::Failed,
            JobState::Cancelled => JobPhase::Cancelled,
            // An error in place of a status.
            _ if word.is_none() && has_error => JobPhase::Failed,
            // An unknown status is not a reason to stop polling.
            _ => JobPhase::Running,
        };
        Self {
            phase,
            word,
            counts: (None, None),
            reason: error.and_then(message_of),
        }
    }
}

/// Returns the word of a status, unless the response has none.
fn word(status: &str) -> Option<&str> {
    Some(status).filter(|word| !word.is_empty())
}

impl StatusResponse for JobStatus {
    fn snapshot(&self) -> Snapshot<'_> {
        Snapshot {
            counts: (Some(self.completed), Some(self.total)),
            ..Snapshot::new(&self.status, self.success, self.extra.get("error"))
        }
    }
}

impl StatusResponse for ExtractStatus {
    fn snapshot(&self) -> Snapshot<'_> {
        Snapshot::new(&self.status, self.success, self.error.as_ref())
    }
}

impl StatusResponse for AgentStatus {
    fn snapshot(&self) -> Snapshot<'_> {
        Snapshot::new(&self.status, self.success, self.error.as_ref())
    }
}

impl StatusResponse for MonitorCheck {
    fn snapshot(&self) -> Snapshot<'_> {
        let word = word(self.status.as_str());
        let phase = match &self.status {
            MonitorCheckStatus::Completed | MonitorCheckStatus::Partial => JobPhase::Completed,
            MonitorCheckStatus::Failed => JobPhase::Failed,
            // `skipped_overlap`, `skipped_no_credits`, and future reasons to skip.
            status if status.as_str().starts_with("skipped") => JobPhase::Failed,
            // An error in place of a status.
            _ if word.is_none() && self.error.is_some() => JobPhase::Failed,
            _ => JobPhase::Running,
        };
        Snapshot {
            phase,
            word,
            counts: (None, None),
            reason: self.error.as_deref(),
        }
    }
}
