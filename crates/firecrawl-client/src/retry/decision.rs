//! Whether an attempt is the last one.

use std::time::Duration;

use reqwest::StatusCode;

use super::policy::RetryPolicy;
use super::retry_after::asks_to_come_back;
use crate::error::Refusal;
use firecrawl_api::RetryClass;

/// The shortest and the longest wait before a 408 is resumed, and the one where none is named.
const RESUME_WAITS: (Duration, Duration, Duration) = (
    Duration::from_secs(5),
    Duration::from_secs(600),
    Duration::from_secs(60),
);

/// How far the request of a failed attempt came.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sent {
    /// The server saw nothing of it.
    Nothing,
    /// The server may have taken it.
    Perhaps,
}

/// How an attempt ended that did not work out.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Outcome<'a> {
    /// With a status that is no success, and the wait that it asks for.
    Refused(&'a Refusal, Option<Duration>),
    /// Without a usable answer.
    Lost(Sent),
    /// In a way that another attempt would not change.
    Final,
}

/// What to do after an attempt that did not work out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Decision {
    /// Give up.
    GiveUp,
    /// Wait for a delay of the policy, then send again.
    BackOff,
    /// Wait as long as the service asked for, then send again.
    Wait(Duration),
    /// Wait, then send the same again to attach to the work that goes on.
    Resume(Duration),
}

impl Outcome<'_> {
    /// Whether the same request may succeed later.
    pub fn may_pass(&self) -> bool {
        match self {
            Self::Refused(refusal, _) => {
                matches!(refusal.status().as_u16(), 408 | 429 | 500 | 502 | 503 | 504)
            }
            Self::Lost(_) => true,
            Self::Final => false,
        }
    }

    /// Whether the service may have taken the request all the same.
    pub fn perhaps_taken(&self) -> bool {
        match self {
            Self::Refused(refusal, _) => match refusal.status() {
                // Words in a body can come from anywhere on the way.
                StatusCode::SERVICE_UNAVAILABLE => !asks_to_come_back(refusal.headers()),
                StatusCode::REQUEST_TIMEOUT => true,
                status => status.is_server_error() || !refused_by_service(status),
            },
            Self::Lost(sent) => *sent == Sent::Perhaps,
            // An answer came, and it cannot be read.
            Self::Final => true,
        }
    }

    /// Whether a 408 says that the work goes on.
    pub fn goes_on(&self) -> bool {
        match self {
            Self::Refused(refusal, _) => {
                refusal.status() == StatusCode::REQUEST_TIMEOUT
                    && refusal
                        .details()
                        .and_then(|details| details.get("state"))
                        .is_some_and(|state| state == "processing_continues")
            }
            _ => false,
        }
    }
}

fn refused_by_service(status: StatusCode) -> bool {
    status.is_client_error() || status.is_redirection()
}

/// Decides after so many attempts, and so many resumes since so long.
pub(crate) fn decide(
    policy: &RetryPolicy,
    safety: RetryClass,
    outcome: Outcome<'_>,
    attempts: u32,
    resumes: (u32, Duration),
) -> Decision {
    let wanted = match outcome {
        Outcome::Refused(_, wanted) => wanted,
        _ => None,
    };
    if outcome.goes_on() {
        let (shortest, longest, usual) = RESUME_WAITS;
        let wait = wanted.unwrap_or(usual).clamp(shortest, longest);
        let (times, so_far) = resumes;
        if times < policy.resumes && so_far.saturating_add(wait) <= policy.resume_time {
            return Decision::Resume(wait);
        }
        return Decision::GiveUp;
    }
    let safe = match safety {
        RetryClass::Idempotent | RetryClass::Keyed => true,
        RetryClass::Costly => policy.repeat_costly || !outcome.perhaps_taken(),
        RetryClass::Starts => !outcome.perhaps_taken(),
    };
    if !safe || !outcome.may_pass() || attempts >= policy.attempts {
        return Decision::GiveUp;
    }
    match wanted {
        Some(wait) if wait > policy.longest_wait => Decision::GiveUp,
        // "At once", from a server that could not take it just now, is no wait.
        Some(wait) if !wait.is_zero() => Decision::Wait(wait),
        _ => Decision::BackOff,
    }
}

#[cfg(test)]
mod tests;
