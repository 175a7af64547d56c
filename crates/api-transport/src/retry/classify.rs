//! Decides whether an attempt is the last one.

use std::time::Duration;

use reqwest::StatusCode;

use super::policy::RetryPolicy;
use super::retry_after::has_retry_after;
use crate::RetryClass;
use crate::error::ErrorResponse;

/// The shortest and the longest wait before a 408 is resumed, and the one where none is named.
const RESUME_WAITS: (Duration, Duration, Duration) = (
    Duration::from_secs(5),
    Duration::from_secs(600),
    Duration::from_secs(60),
);

/// The progress of the request of a failed attempt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sent {
    /// The server did not receive it.
    Nothing,
    /// The server may have accepted it.
    Perhaps,
}

/// The outcome of an attempt that did not succeed.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Outcome<'a> {
    /// An error response.
    Rejected {
        response: &'a ErrorResponse,
        /// The wait that it asks for.
        wait: Option<Duration>,
        /// True if the work goes on and the same request attaches to it.
        resumable: bool,
    },
    /// No usable response.
    Lost(Sent),
    /// A response that another attempt would not change.
    Final,
    /// A request that cannot be sent, or not to this server.
    Unsent,
}

/// The next step after an attempt that did not succeed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Decision {
    /// Give up.
    GiveUp,
    /// Wait for a delay of the policy, then send again.
    BackOff,
    /// Wait as long as the service asked for, then send again.
    Wait(Duration),
    /// Wait for the rate limit, then send again.
    Throttle(Duration),
    /// Wait, then send the same again to attach to the work that goes on.
    Resume(Duration),
}

impl Outcome<'_> {
    /// Returns whether the same request may succeed later.
    pub fn may_pass(&self) -> bool {
        match self {
            Self::Rejected { response, .. } => {
                let status = response.status();
                status.is_server_error() || matches!(status.as_u16(), 408 | 425 | 429 | 499)
            }
            Self::Lost(_) => true,
            Self::Final | Self::Unsent => false,
        }
    }

    /// Returns whether the service may have accepted the request all the same.
    pub fn maybe_accepted(&self) -> bool {
        match self {
            Self::Rejected { response, .. } => match response.status() {
                // The message in a body can come from any proxy on the way.
                StatusCode::SERVICE_UNAVAILABLE => !has_retry_after(response.headers()),
                StatusCode::REQUEST_TIMEOUT => true,
                status => {
                    // Both come from a proxy, which may have passed the request on.
                    matches!(status.as_u16(), 425 | 499)
                        || status.is_server_error()
                        || !(status.is_client_error() || status.is_redirection())
                }
            },
            Self::Lost(sent) => *sent == Sent::Perhaps,
            // There was a response that cannot be read.
            Self::Final => true,
            Self::Unsent => false,
        }
    }
}

/// Returns whether a 408 says that the work goes on.
pub(crate) fn is_resumable(response: &ErrorResponse, state: Option<&str>) -> bool {
    let found = || response.details()?.get("state")?.as_str();
    response.status() == StatusCode::REQUEST_TIMEOUT && state.is_some() && found() == state
}

/// Returns whether a request may be sent again after its response was lost, at no risk.
///
/// A keyed request may not: the service rejects the repetition of a start that
/// it accepted with 409, and the id of the job is lost.
pub(crate) fn is_safe_to_repeat(class: RetryClass, policy: &RetryPolicy) -> bool {
    match class {
        RetryClass::Idempotent => true,
        RetryClass::Costly => policy.repeat_costly,
        RetryClass::Keyed | RetryClass::Starts => false,
    }
}

/// Decides on the next step after a number of attempts, and a number of resumes within a time.
pub(crate) fn decide(
    policy: &RetryPolicy,
    class: RetryClass,
    outcome: Outcome<'_>,
    attempts: u32,
    resumes: (u32, Duration),
) -> Decision {
    let (requested, resumable) = match outcome {
        Outcome::Rejected {
            wait, resumable, ..
        } => (wait, resumable),
        _ => (None, false),
    };
    if resumable {
        let (shortest, longest, usual) = RESUME_WAITS;
        let wait = requested.unwrap_or(usual).clamp(shortest, longest);
        let (times, so_far) = resumes;
        if times < policy.resumes && so_far.saturating_add(wait) <= policy.resume_time {
            return Decision::Resume(wait);
        }
        return Decision::GiveUp;
    }
    let safe = match class {
        RetryClass::Idempotent | RetryClass::Keyed => true,
        RetryClass::Costly => policy.repeat_costly || !outcome.maybe_accepted(),
        RetryClass::Starts => !outcome.maybe_accepted(),
    };
    // A 429 costs time and not the call, unless there is to be one attempt only.
    let most = match outcome {
        Outcome::Rejected { response, .. }
            if response.status() == StatusCode::TOO_MANY_REQUESTS && policy.attempts > 1 =>
        {
            u32::MAX
        }
        _ => policy.attempts,
    };
    if !safe || !outcome.may_pass() || attempts >= most {
        return Decision::GiveUp;
    }
    match requested {
        Some(wait) if wait > policy.longest_wait => Decision::GiveUp,
        // A wait of zero, from a server that is overloaded, is not a wait.
        Some(wait) if !wait.is_zero() => Decision::Wait(wait),
        _ => Decision::BackOff,
    }
}

#[cfg(test)]
mod tests;
