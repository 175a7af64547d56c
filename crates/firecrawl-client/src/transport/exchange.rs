//! A call on the wire: attempts until one works out or none may follow.

use std::time::{Duration, Instant};

use reqwest::header::LOCATION;
use url::Url;

use super::answer::Answer;
use super::attempt::{self, Ended, Limits};
use super::failure::Failure;
use super::payload::Payload;
use super::prepare;
use super::route::Route;
use super::trace::Span;
use crate::client::Client;
use crate::error::{Error, ErrorKind, Refusal};
use crate::retry::{Decision, Outcome, Safety, decide, wanted_wait};

/// A call on the wire.
pub(crate) struct Exchange<'a> {
    pub client: &'a Client,
    pub route: &'a Route,
    /// The time that the request gives to the server.
    pub server_time: Option<Duration>,
}

/// What the attempts so far amount to.
struct Tally {
    started: Instant,
    attempts: u32,
    /// Attempts that count against the policy: resumes do not.
    counted: u32,
    resumes: u32,
    resumed_for: Duration,
    /// Whether an attempt may have been taken without our knowing.
    perhaps_taken: bool,
}

impl Exchange<'_> {
    /// Sends, and sends again where that is safe and may help.
    pub async fn send(&self, payload: &mut Payload) -> Result<Answer, Error> {
        self.attempts(payload)
            .await
            .map_err(|error| error.of_operation(self.route.name()))
    }

    async fn attempts(&self, payload: &mut Payload) -> Result<Answer, Error> {
        let shared = &self.client.shared;
        let headers = prepare::headers(self.client, self.route.safety.starts());
        let mut tally = Tally {
            started: shared.clock.now(),
            attempts: 0,
            counted: 0,
            resumes: 0,
            resumed_for: Duration::ZERO,
            perhaps_taken: false,
        };
        let mut last: Option<Error> = None;
        loop {
            let Some(mut request) = payload.next().await? else {
                return Err(last.unwrap_or_else(used_up));
            };
            prepare::request(self.client, &headers, &mut request)?;
            if payload.lacks_fields() {
                let fields = &self.client.options.body_fields;
                prepare::add_fields(&mut request, fields, self.route.operation)?;
            }
            let Some(limits) = self.limits(&tally) else {
                return Err(last.unwrap_or_else(|| self.out_of_time(&tally)));
            };
            tally.attempts += 1;
            tally.counted += 1;
            let attempt = attempt::send(&shared.http, request, limits);
            let ended = Span::open(self.route, tally.attempts).run(attempt).await;
            let (error, decision) = match ended {
                Ended::Answered(mut answer) => {
                    shared.budget.deposit();
                    answer.attempts = tally.attempts;
                    return Ok(answer);
                }
                Ended::Refused(refusal) => self.refused(refusal, &mut tally),
                Ended::Failed(failure) => match payload.fault() {
                    // The connection broke because the body did.
                    Some(error) => return Err(error.with_attempts(tally.attempts)),
                    None => self.failed(failure, limits.time, &mut tally),
                },
            };
            let Some(wait) = self.wait(decision, &mut tally) else {
                return Err(error);
            };
            if !payload.repeats() || self.left(&tally).is_some_and(|left| left <= wait) {
                return Err(error);
            }
            shared.clock.sleep(wait).await;
            last = Some(error);
        }
    }

    /// The limits of the next attempt; `None` if there is no time left.
    fn limits(&self, tally: &Tally) -> Option<Limits> {
        let shared = &self.client.shared;
        let attempt = match self.client.options.attempt {
            Some(limit) => limit,
            None => shared.timeouts.attempt_for(self.server_time),
        };
        let time = match self.left(tally) {
            Some(left) if left.is_zero() => return None,
            Some(left) => attempt.min(left),
            None => attempt,
        };
        Some(Limits {
            time,
            stall: shared.timeouts.stall,
            bytes: shared.body_limit,
        })
    }

    /// How much of the total time is left, if it is limited.
    fn left(&self, tally: &Tally) -> Option<Duration> {
        let total = self.client.options.total;
        let total = total.or(self.client.shared.timeouts.total)?;
        let spent = self
            .client
            .shared
            .clock
            .now()
            .saturating_duration_since(tally.started);
        Some(total.saturating_sub(spent))
    }

    /// How long to wait for the next attempt; `None` if there is to be none.
    fn wait(&self, decision: Decision, tally: &mut Tally) -> Option<Duration> {
        let shared = &self.client.shared;
        match decision {
            Decision::GiveUp => None,
            Decision::Resume(wait) => {
                tally.resumes += 1;
                tally.counted -= 1;
                tally.resumed_for += wait;
                Some(wait)
            }
            Decision::Wait(wait) => shared.budget.take().then_some(wait),
            Decision::BackOff => shared
                .budget
                .take()
                .then(|| self.client.retry().delay(tally.counted, (shared.jitter)())),
        }
    }

    fn refused(&self, refusal: Refusal, tally: &mut Tally) -> (Error, Decision) {
        let shared = &self.client.shared;
        let wait = wanted_wait(&refusal, shared.clock.time_of_day());
        let outcome = Outcome::Refused(&refusal, wait);
        let (decision, retryable) = (self.decide(outcome, tally), outcome.may_pass());
        let lost_start = self.route.safety == Safety::Keyed
            && tally.perhaps_taken
            && refusal.status() == reqwest::StatusCode::CONFLICT;
        let ambiguous = self.note(outcome, tally) || lost_start;
        let error = if lost_start {
            Error::new(
                ErrorKind::Api,
                "an attempt whose answer was lost has probably started the job, its id is unknown",
            )
        } else {
            self.in_words(&refusal)
        };
        let error = error
            .with_refusal(refusal)
            .with_retry_after(wait)
            .with_attempts(tally.attempts)
            .retryable(retryable)
            .ambiguous(ambiguous);
        (error, decision)
    }

    fn failed(&self, failure: Failure, limit: Duration, tally: &mut Tally) -> (Error, Decision) {
        let outcome = failure.sent().map_or(Outcome::Final, Outcome::Lost);
        let decision = self.decide(outcome, tally);
        let unsent = matches!(failure, Failure::Unsendable(_));
        let ambiguous = self.note(outcome, tally) && !unsent;
        let error = failure
            .into_error(limit)
            .with_attempts(tally.attempts)
            .retryable(outcome.may_pass())
            .ambiguous(ambiguous);
        (error, decision)
    }

    fn decide(&self, outcome: Outcome<'_>, tally: &Tally) -> Decision {
        decide(
            self.client.retry(),
            self.route.safety,
            outcome,
            tally.counted,
            (tally.resumes, tally.resumed_for),
        )
    }

    /// Whether giving up now leaves open if something was started.
    fn note(&self, outcome: Outcome<'_>, tally: &mut Tally) -> bool {
        tally.perhaps_taken |= outcome.perhaps_taken();
        self.route.safety.starts() && tally.perhaps_taken
    }

    fn in_words(&self, refusal: &Refusal) -> Error {
        let status = refusal.status();
        if status.is_redirection() {
            return Error::new(ErrorKind::Redirect, redirected(refusal));
        }
        let error = Error::new(ErrorKind::Api, "the service gave no reason");
        let key = self.client.shared.key.as_ref().and_then(|key| key.text());
        match refusal.message() {
            Some(words) => error.saying(&words, key),
            None => error,
        }
    }

    fn out_of_time(&self, tally: &Tally) -> Error {
        Error::new(ErrorKind::Timeout, "the total time of the call is used up")
            .with_attempts(tally.attempts)
            .retryable(true)
    }
}

/// Where an answer leads, without what could be private in an address.
fn redirected(refusal: &Refusal) -> String {
    let target = refusal
        .headers()
        .get(LOCATION)
        .and_then(|value| Url::parse(value.to_str().ok()?).ok())
        .map(|url| url.origin().ascii_serialization());
    match target {
        Some(origin) => format!(
            "the server redirects to {origin}, and redirects are not followed; set that as the base URL if you trust it"
        ),
        None => {
            "the server redirects, and redirects are not followed; check the base URL".to_owned()
        }
    }
}

fn used_up() -> Error {
    Error::new(
        ErrorKind::InvalidRequest,
        "the body of the request was used up by an earlier call",
    )
}
