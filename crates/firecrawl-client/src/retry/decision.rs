//! Whether an attempt is the last one.

use std::time::Duration;

use reqwest::StatusCode;

use super::policy::RetryPolicy;
use super::safety::Safety;
use crate::error::Refusal;

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
            Self::Refused(refusal, wait) => match refusal.status() {
                StatusCode::SERVICE_UNAVAILABLE => wait.is_none(),
                StatusCode::REQUEST_TIMEOUT => true,
                status => status.is_server_error() || !refused_by_service(status),
            },
            Self::Lost(sent) => *sent == Sent::Perhaps,
            // An answer came, and it cannot be read.
            Self::Final => true,
        }
    }

    /// Whether a 408 says that the work goes on.
    fn goes_on(&self) -> bool {
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

/// Decides after `attempts` attempts and `resumes` resumes that took `resumed_for`.
pub(crate) fn decide(
    policy: &RetryPolicy,
    safety: Safety,
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
        Safety::Repeatable | Safety::Keyed => true,
        Safety::Costly => policy.repeat_costly || !outcome.perhaps_taken(),
        Safety::Starting => !outcome.perhaps_taken(),
    };
    if !safe || !outcome.may_pass() || attempts >= policy.attempts {
        return Decision::GiveUp;
    }
    match wanted {
        Some(wait) if wait > policy.longest_wait => Decision::GiveUp,
        Some(wait) => Decision::Wait(wait),
        None => Decision::BackOff,
    }
}

#[cfg(test)]
mod tests {
    use bytes::Bytes;
    use reqwest::header::HeaderMap;

    use super::*;

    fn refusal(status: u16, body: &'static str) -> Refusal {
        Refusal::new(
            StatusCode::from_u16(status).unwrap(),
            HeaderMap::new(),
            Bytes::from_static(body.as_bytes()),
        )
    }

    const ONE: Duration = Duration::from_secs(1);

    fn after_first(safety: Safety, outcome: Outcome<'_>) -> Decision {
        decide(
            &RetryPolicy::default(),
            safety,
            outcome,
            1,
            (0, Duration::ZERO),
        )
    }

    #[test]
    fn what_is_sent_again_and_what_is_not() {
        use Decision::{BackOff, GiveUp, Wait};
        let all = [
            Safety::Repeatable,
            Safety::Keyed,
            Safety::Costly,
            Safety::Starting,
        ];
        let table: &[(u16, Option<Duration>, [Decision; 4])] = &[
            (400, None, [GiveUp; 4]),
            (401, None, [GiveUp; 4]),
            (402, Some(ONE), [GiveUp; 4]),
            (404, None, [GiveUp; 4]),
            (408, None, [BackOff, BackOff, GiveUp, GiveUp]),
            (409, None, [GiveUp; 4]),
            (422, None, [GiveUp; 4]),
            (429, None, [BackOff; 4]),
            (429, Some(ONE), [Wait(ONE); 4]),
            (429, Some(ONE * 1000), [GiveUp; 4]),
            (500, None, [BackOff, BackOff, GiveUp, GiveUp]),
            (501, None, [GiveUp; 4]),
            (502, None, [BackOff, BackOff, GiveUp, GiveUp]),
            (503, None, [BackOff, BackOff, GiveUp, GiveUp]),
            (503, Some(ONE), [Wait(ONE); 4]),
            (504, None, [BackOff, BackOff, GiveUp, GiveUp]),
        ];
        for (status, wait, expected) in table {
            let refusal = refusal(*status, "");
            let found = all.map(|safety| after_first(safety, Outcome::Refused(&refusal, *wait)));
            assert_eq!(found, *expected, "{status} {wait:?}");
        }
        let lost = all.map(|safety| after_first(safety, Outcome::Lost(Sent::Perhaps)));
        assert_eq!(lost, [BackOff, BackOff, GiveUp, GiveUp]);
        let nothing = all.map(|safety| after_first(safety, Outcome::Lost(Sent::Nothing)));
        assert_eq!(nothing, [BackOff; 4]);
        assert_eq!(
            all.map(|safety| after_first(safety, Outcome::Final)),
            [GiveUp; 4]
        );
    }

    #[test]
    fn costly_requests_are_repeated_when_asked_for() {
        let policy = RetryPolicy::default().repeat_costly(true);
        let lost = Outcome::Lost(Sent::Perhaps);
        let none = (0, Duration::ZERO);
        assert_eq!(
            decide(&policy, Safety::Costly, lost, 1, none),
            Decision::BackOff
        );
        assert_eq!(
            decide(&policy, Safety::Starting, lost, 1, none),
            Decision::GiveUp
        );
    }

    #[test]
    fn the_last_attempt_is_the_last() {
        let policy = RetryPolicy::default().attempts(3);
        let lost = Outcome::Lost(Sent::Nothing);
        let at = |attempts| {
            decide(
                &policy,
                Safety::Repeatable,
                lost,
                attempts,
                (0, Duration::ZERO),
            )
        };
        assert_eq!(at(2), Decision::BackOff);
        assert_eq!(at(3), Decision::GiveUp);
    }

    #[test]
    fn a_408_whose_work_goes_on_is_resumed_within_bounds() {
        let going_on = refusal(408, r#"{"details":{"state":"processing_continues"}}"#);
        let policy = RetryPolicy::default();
        let at = |wait: Option<u64>, resumes: u32, so_far: u64| {
            decide(
                &policy,
                Safety::Costly,
                Outcome::Refused(&going_on, wait.map(Duration::from_secs)),
                1,
                (resumes, Duration::from_secs(so_far)),
            )
        };
        let resume = |seconds| Decision::Resume(Duration::from_secs(seconds));
        assert_eq!(at(None, 0, 0), resume(60));
        assert_eq!(at(Some(1), 0, 0), resume(5));
        assert_eq!(at(Some(30), 4, 0), resume(30));
        assert_eq!(at(Some(9999), 0, 0), resume(600));
        assert_eq!(at(None, 5, 0), Decision::GiveUp);
        assert_eq!(at(Some(60), 1, 1141), Decision::GiveUp);
        let off = decide(
            &RetryPolicy::off(),
            Safety::Costly,
            Outcome::Refused(&going_on, None),
            1,
            (0, Duration::ZERO),
        );
        assert_eq!(off, Decision::GiveUp);
    }
}
