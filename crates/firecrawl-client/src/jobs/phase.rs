//! Whether a job is still running, from its status words.

use firecrawl_api::types::{
    AgentStatus, ExtractStatus, JobState, JobStatus, MonitorCheckDetail, MonitorCheckStatus,
};
use serde_json::Value;

use crate::error::words_of;

/// Where a job stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    /// It goes on, or has a status that nobody knows.
    Running,
    /// It ended with a result.
    Completed,
    /// It ended without one.
    Failed,
    /// Somebody cancelled it.
    Cancelled,
}

/// What every status answer tells.
pub trait Standing {
    /// Where the job stands.
    fn phase(&self) -> Phase;

    /// The status word.
    fn word(&self) -> Option<&str>;

    /// Pages done, and pages known.
    fn counts(&self) -> (Option<i64>, Option<i64>) {
        (None, None)
    }

    /// Why it failed, in the words of the service.
    fn reason(&self) -> Option<&str> {
        None
    }
}

fn phase_or_refusal(
    state: Option<&JobState>,
    success: Option<bool>,
    error: Option<&Value>,
) -> Phase {
    match state {
        // A refusal in place of a status.
        None if success == Some(false) || error.is_some_and(|error| !error.is_null()) => {
            Phase::Failed
        }
        Some(JobState::Completed) => Phase::Completed,
        Some(JobState::Failed) => Phase::Failed,
        Some(JobState::Cancelled) => Phase::Cancelled,
        // A status that nobody knows is no reason to stop asking.
        _ => Phase::Running,
    }
}

impl Standing for JobStatus {
    fn phase(&self) -> Phase {
        phase_or_refusal(self.status.as_ref(), self.success, self.extra.get("error"))
    }

    fn word(&self) -> Option<&str> {
        self.status.as_ref().map(JobState::as_str)
    }

    fn counts(&self) -> (Option<i64>, Option<i64>) {
        (self.completed, self.total)
    }

    fn reason(&self) -> Option<&str> {
        self.extra.get("error").and_then(words_of)
    }
}

/// What the answers of extractions and agents have in common.
macro_rules! with_error {
    ($($status:ident)+) => {$(
        impl Standing for $status {
            fn phase(&self) -> Phase {
                phase_or_refusal(self.status.as_ref(), self.success, self.error.as_ref())
            }

            fn word(&self) -> Option<&str> {
                self.status.as_ref().map(JobState::as_str)
            }

            fn reason(&self) -> Option<&str> {
                self.error.as_ref().and_then(words_of)
            }
        }
    )+};
}

with_error!(ExtractStatus AgentStatus);

impl Standing for MonitorCheckDetail {
    fn phase(&self) -> Phase {
        match self.status.as_ref() {
            Some(MonitorCheckStatus::Completed | MonitorCheckStatus::Partial) => Phase::Completed,
            Some(MonitorCheckStatus::Failed) => Phase::Failed,
            // `skipped_overlap`, `skipped_no_credits`, and whatever else is skipped later.
            Some(status) if status.as_str().starts_with("skipped") => Phase::Failed,
            // A refusal in place of a status.
            None if self.error.is_some() => Phase::Failed,
            _ => Phase::Running,
        }
    }

    fn word(&self) -> Option<&str> {
        self.status.as_ref().map(MonitorCheckStatus::as_str)
    }

    fn reason(&self) -> Option<&str> {
        self.error.as_deref()
    }
}
