//! Decisions, and decisions that must never be made.

use bytes::Bytes;
use proptest::prelude::*;
use reqwest::header::{HeaderMap, HeaderValue, RETRY_AFTER};

use super::*;

fn error_response(status: u16, body: &str) -> ErrorResponse {
    ErrorResponse::new(
        StatusCode::from_u16(status).unwrap(),
        HeaderMap::new(),
        Bytes::copy_from_slice(body.as_bytes()),
        &["code"],
    )
}

fn asking(status: u16, wait: Option<Duration>) -> ErrorResponse {
    let mut response = error_response(status, "");
    let wait = wait.map(|wait| HeaderValue::from(wait.as_secs()));
    response
        .headers
        .extend(wait.map(|wait| (RETRY_AFTER, wait)));
    response
}

fn rejected(response: &ErrorResponse, wait: Option<Duration>) -> Outcome<'_> {
    Outcome::Rejected {
        response,
        wait,
        resumable: is_resumable(response, Some("processing_continues")),
    }
}

const ONE: Duration = Duration::from_secs(1);

fn after_first(class: RetryClass, outcome: Outcome<'_>) -> Decision {
    decide(
        &RetryPolicy::default(),
        class,
        outcome,
        1,
        (0, Duration::ZERO),
    )
}

#[test]
fn what_is_sent_again_and_what_is_not() {
    use Decision::{BackOff, GiveUp, Wait};
    let all = [
        RetryClass::Idempotent,
        RetryClass::Keyed,
        RetryClass::Costly,
        RetryClass::Starts,
    ];
    let table: &[(u16, Option<Duration>, [Decision; 4])] = &[
        (400, None, [GiveUp; 4]),
        (401, None, [GiveUp; 4]),
        (402, Some(ONE), [GiveUp; 4]),
        (404, None, [GiveUp; 4]),
        (408, None, [BackOff, BackOff, GiveUp, GiveUp]),
        (409, None, [GiveUp; 4]),
        (422, None, [GiveUp; 4]),
        (425, None, [BackOff, BackOff, GiveUp, GiveUp]),
        (429, None, [BackOff; 4]),
        (429, Some(ONE), [Wait(ONE); 4]),
        (429, Some(Duration::ZERO), [BackOff; 4]),
        (429, Some(ONE * 1000), [GiveUp; 4]),
        (499, None, [BackOff, BackOff, GiveUp, GiveUp]),
        (500, None, [BackOff, BackOff, GiveUp, GiveUp]),
        (501, None, [BackOff, BackOff, GiveUp, GiveUp]),
        (502, None, [BackOff, BackOff, GiveUp, GiveUp]),
        (503, None, [BackOff, BackOff, GiveUp, GiveUp]),
        (503, Some(ONE), [Wait(ONE); 4]),
        (504, None, [BackOff, BackOff, GiveUp, GiveUp]),
        (520, None, [BackOff, BackOff, GiveUp, GiveUp]),
        (529, Some(ONE), [Wait(ONE), Wait(ONE), GiveUp, GiveUp]),
        (429, Some(Duration::MAX), [GiveUp; 4]),
    ];
    for (status, wait, expected) in table {
        let response = asking(*status, *wait);
        let found = all.map(|class| after_first(class, rejected(&response, *wait)));
        assert_eq!(found, *expected, "{status} {wait:?}");
    }
    let lost = all.map(|class| after_first(class, Outcome::Lost(Sent::Perhaps)));
    assert_eq!(lost, [BackOff, BackOff, GiveUp, GiveUp]);
    let nothing = all.map(|class| after_first(class, Outcome::Lost(Sent::Nothing)));
    assert_eq!(nothing, [BackOff; 4]);
    assert_eq!(
        all.map(|class| after_first(class, Outcome::Final)),
        [GiveUp; 4]
    );
}

#[test]
fn words_alone_do_not_make_a_503_safe_to_repeat() {
    let words = error_response(503, r#"{"error":"please retry after 1s"}"#);
    let outcome = rejected(&words, Some(ONE));
    assert_eq!(after_first(RetryClass::Starts, outcome), Decision::GiveUp);
    assert_eq!(
        after_first(RetryClass::Idempotent, outcome),
        Decision::Wait(ONE)
    );
}

proptest! {
    #[test]
    fn nothing_that_was_perhaps_taken_is_started_twice(
        status in 300_u16..1000,
        header in proptest::option::of(0_u64..1000),
        body in prop_oneof![Just("{}"), Just("nonsense"), Just(r#"{"details":{"retryAfterSeconds":1}}"#)],
        attempts in 1_u32..10,
        repeat_costly in any::<bool>(),
    ) {
        let mut response = asking(status, header.map(Duration::from_secs));
        response = ErrorResponse::new(response.status, response.headers, Bytes::from_static(body.as_bytes()), &["code"]);
        let wait = crate::retry::requested_wait(&response, std::time::UNIX_EPOCH);
        let policy = RetryPolicy::default().attempts(20).repeat_costly(repeat_costly);
        let outcome = rejected(&response, wait);
        let decision = decide(&policy, RetryClass::Starts, outcome, attempts, (0, Duration::ZERO));
        if decision != Decision::GiveUp {
            prop_assert!(status == 429 || status == 503 && header.is_some());
            prop_assert!(!outcome.maybe_accepted());
        }
    }

    #[test]
    fn waits_stay_within_the_bounds_of_the_policy(
        status in 300_u16..1000,
        wait in proptest::option::of(any::<Duration>()),
        attempts in any::<u32>(),
    ) {
        let response = error_response(status, "");
        let policy = RetryPolicy::default();
        let none = (0, Duration::ZERO);
        match decide(&policy, RetryClass::Idempotent, rejected(&response, wait), attempts, none) {
            Decision::Wait(wait) => prop_assert!(wait <= policy.longest_wait),
            Decision::Resume(_) | Decision::Throttle(_) => prop_assert!(false, "nothing goes on"),
            Decision::GiveUp | Decision::BackOff => {}
        }
        if attempts >= policy.attempts {
            prop_assert_eq!(
                decide(&policy, RetryClass::Idempotent, Outcome::Lost(Sent::Nothing), attempts, none),
                Decision::GiveUp
            );
        }
    }
}

#[test]
fn costly_requests_are_repeated_when_asked_for() {
    let policy = RetryPolicy::default().repeat_costly(true);
    let lost = Outcome::Lost(Sent::Perhaps);
    let none = (0, Duration::ZERO);
    assert_eq!(
        decide(&policy, RetryClass::Costly, lost, 1, none),
        Decision::BackOff
    );
    assert_eq!(
        decide(&policy, RetryClass::Starts, lost, 1, none),
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
            RetryClass::Idempotent,
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
    let going_on = error_response(408, r#"{"details":{"state":"processing_continues"}}"#);
    let policy = RetryPolicy::default();
    let at = |wait: Option<u64>, resumes: u32, so_far: u64| {
        decide(
            &policy,
            RetryClass::Costly,
            rejected(&going_on, wait.map(Duration::from_secs)),
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
        RetryClass::Costly,
        rejected(&going_on, None),
        1,
        (0, Duration::ZERO),
    );
    assert_eq!(off, Decision::GiveUp);
}
