//! The phase of a job, from its status.

use api_transport::message_of;
use firecrawl_api::types::{
    AgentStatus, ExtractStatus, JobState, JobStatus, MonitorCheckDetail, MonitorCheckStatus,
};
use serde_json::Value;

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

/// The common parts of every status response.
pub trait StatusResponse {
    /// Returns the phase of the job.
    fn phase(&self) -> JobPhase;

    /// Returns the status word.
    fn word(&self) -> Option<&str>;

    /// Returns the number of pages done, and of pages known.
    fn counts(&self) -> (Option<i64>, Option<i64>) {
        (None, None)
    }

    /// Returns the reason of a failure, in the words of the service.
    fn reason(&self) -> Option<&str> {
        None
    }
}

fn phase_of(state: Option<&JobState>, success: Option<bool>, error: Option<&Value>) -> JobPhase {
    match state {
        // An error in place of a status.
        None if success == Some(false) || error.is_some_and(|error| !error.is_null()) => {
            JobPhase::Failed
        }
        Some(JobState::Completed) => JobPhase::Completed,
        Some(JobState::Failed) => JobPhase::Failed,
        Some(JobState::Cancelled) => JobPhase::Cancelled,
        // An unknown status is not a reason to stop polling.
        _ => JobPhase::Running,
    }
}

impl StatusResponse for JobStatus {
    fn phase(&self) -> JobPhase {
        phase_of(self.status.as_ref(), self.success, self.extra.get("error"))
    }

    fn word(&self) -> Option<&str> {
        self.status.as_ref().map(JobState::as_str)
    }

    fn counts(&self) -> (Option<i64>, Option<i64>) {
        (self.completed, self.total)
    }

    fn reason(&self) -> Option<&str> {
        self.extra.get("error").and_then(message_of)
    }
}

/// Implements the trait for statuses with an `error` of any type.
macro_rules! with_error {
    ($($status:ident)+) => {$(
        impl StatusResponse for $status {
            fn phase(&self) -> JobPhase {
                phase_of(self.status.as_ref(), self.success, self.error.as_ref())
            }

            fn word(&self) -> Option<&str> {
                self.status.as_ref().map(JobState::as_str)
            }

            fn reason(&self) -> Option<&str> {
                self.error.as_ref().and_then(message_of)
            }
        }
    )+};
}

with_error!(ExtractStatus AgentStatus);

impl StatusResponse for MonitorCheckDetail {
    fn phase(&self) -> JobPhase {
        match self.status.as_ref() {
            Some(MonitorCheckStatus::Completed | MonitorCheckStatus::Partial) => {
                JobPhase::Completed
            }
            Some(MonitorCheckStatus::Failed) => JobPhase::Failed,
            // `skipped_overlap`, `skipped_no_credits`, and future reasons to skip.
            Some(status) if status.as_str().starts_with("skipped") => JobPhase::Failed,
            // An error in place of a status.
            None if self.error.is_some() => JobPhase::Failed,
            _ => JobPhase::Running,
        }
    }

    fn word(&self) -> Option<&str> {
        self.status.as_ref().map(MonitorCheckStatus::as_str)
    }

    fn reason(&self) -> Option<&str> {
        self.error.as_deref()
    }
}
