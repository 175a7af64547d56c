//! A call on the wire: attempts until one works out or none may follow.

use std::time::Duration;

use firecrawl_api::RetryClass;
use tokio::runtime::Handle;

use super::answer::Answer;
use super::attempt::{self, Ended, Limits};
use super::failure::Failure;
use super::payload::Payload;
use super::prepare;
use super::redirect;
use super::route::Route;
use super::tally::Tally;
use super::trace::Span;
use crate::client::Client;
use crate::error::{Error, ErrorKind, Refusal};
use crate::retry::{self, Decision, Outcome, Sent, decide, wanted_wait};

/// A stale connection closes in the time of a message there and back; what comes later was worked on.
const STALE: Duration = Duration::from_secs(2);

/// A call on the wire.
pub(crate) struct Exchange<'a> {
    pub client: &'a Client,
    pub route: &'a Route,
    /// What was done so far.
    pub tally: Tally,
}

impl<'a> Exchange<'a> {
    /// A call of which nothing was sent yet.
    pub fn new(client: &'a Client, route: &'a Route) -> Self {
        let key = prepare::idempotency_key(client, route.safety.starts_work());
        Self {
            client,
            route,
            tally: Tally::new(client.shared.clock.now(), key),
        }
    }

    /// Sends, and sends again where that is safe and may help.
    pub async fn send(&mut self, payload: &mut Payload) -> Result<Answer, Error> {
        self.attempts(payload)
            .await
            .map_err(|error| self.placed(error))
    }

    /// Waits until the call may be sent again after an answer that broke on the way; false if it may not.
    pub async fn again(&mut self, repeats: bool) -> bool {
        // What was answered was taken: a second start would be one too many.
        if !retry::repeats(self.route.safety, self.client.retry()) {
            return false;
        }
        let decision = self.decide(Outcome::Lost(Sent::Perhaps));
        match self.pause(decision, repeats) {
            Some(wait) => {
                self.client.shared.clock.sleep(wait).await;
                true
            }
            None => false,
        }
    }

    /// An error of this call: with its operation, without its key.
    pub fn placed(&self, error: Error) -> Error {
        error
            .hiding(self.client.key_text())
            .of_operation(self.route.name())
    }

    async fn attempts(&mut self, payload: &mut Payload) -> Result<Answer, Error> {
        // Without one, connections and timers would panic.
        if Handle::try_current().is_err() {
            return Err(Error::no_runtime());
        }
        let client = self.client;
        let shared = &client.shared;
        let mut last: Option<Error> = None;
        loop {
            let Some(mut request) = payload.next().await? else {
                return Err(last.unwrap_or_else(used_up));
            };
            prepare::request(client, self.tally.key.as_ref(), &mut request)?;
            if payload.lacks_fields() {
                let fields = &client.options.body_fields;
                prepare::add_fields(&mut request, fields, self.route.operation)?;
            }
            let operation = self.route.operation;
            let options = payload.options(&request);
            let given = operation.and_then(|operation| operation.server_timeout?.read(options));
            let Some(limits) = self.limits(given) else {
                return Err(last.unwrap_or_else(|| self.out_of_time()));
            };
            self.tally.attempts += 1;
            let share = self.may_share(payload);
            let used = share && shared.connections.may_be_used();
            let http = if share {
                shared.connections.shared()
            } else {
                shared.connections.single()
            };
            let began = shared.clock.now();
            let attempt = attempt::send(http, request, &shared.root, limits, &mut self.tally.spare);
            let ended = Span::open(self.route, self.tally.attempts)
                .run(attempt)
                .await;
            let (error, decision) = match ended {
                Ended::Answered(mut answer) => {
                    shared.budget.deposit();
                    shared.connections.answered();
                    answer.attempts = self.tally.attempts;
                    return Ok(answer);
                }
                Ended::Refused(refusal) => self.refused(refusal),
                Ended::Failed(Failure::Closed(_))
                    if used
                        && self.is_costly(payload)
                        && shared.clock.now().saturating_duration_since(began) < STALE =>
                {
                    // Taken for a stale connection, which the server closed
                    // before it read the request.
                    self.tally.stale = true;
                    continue;
                }
                Ended::Failed(failure) => match payload.fault() {
                    // The connection broke because the body did.
                    Some(error) => return Err(error.with_attempts(self.tally.attempts)),
                    None => self.failed(failure, limits.time),
                },
            };
            let Some(wait) = self.pause(decision, payload.repeats()) else {
                return Err(error);
            };
            shared.clock.sleep(wait).await;
            last = Some(error);
        }
    }

    /// Whether this attempt may go over a connection that was used before.
    ///
    /// The server can close one at the moment in which a request is written to
    /// it, and nothing tells whether it took the request. So what must not be
    /// repeated gets a connection of its own, and so does every second attempt.
    /// A costly call is repeated once for this reason alone: a handshake for
    /// each of thousands of scrapes would cost more than a rare second one.
    fn may_share(&self, payload: &Payload) -> bool {
        let policy = self.client.retry();
        self.tally.attempts == 1
            && (self.is_costly(payload)
                || policy.attempts > 1
                    && retry::repeats(self.route.safety, policy)
                    && payload.repeats()
                    && self.client.shared.budget.has_one())
    }

    /// Whether it is a costly call that can be sent once more.
    fn is_costly(&self, payload: &Payload) -> bool {
        self.route.safety == RetryClass::Costly
            && self.client.retry().attempts > 1
            && payload.repeats()
    }

    /// The limits of an attempt that gives the server this much time; `None` if there is no time left.
    fn limits(&self, given: Option<Duration>) -> Option<Limits> {
        let shared = &self.client.shared;
        let attempt = match self.client.options.attempt {
            Some(limit) => limit,
            None => shared.timeouts.attempt_for(given),
        };
        let time = match self.left() {
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
    fn left(&self) -> Option<Duration> {
        let shared = &self.client.shared;
        let total = self.client.options.total.or(shared.timeouts.total)?;
        let spent = shared
            .clock
            .now()
            .saturating_duration_since(self.tally.started);
        Some(total.saturating_sub(spent))
    }

    /// How long to wait for the next attempt; `None` if there is to be none.
    fn pause(&mut self, decision: Decision, repeats: bool) -> Option<Duration> {
        let shared = &self.client.shared;
        let wait = match decision {
            Decision::GiveUp => return None,
            Decision::Resume(wait) | Decision::Wait(wait) => wait,
            Decision::BackOff => self
                .client
                .retry()
                .delay(self.tally.counted(), (shared.jitter)()),
        };
        if !repeats || self.left().is_some_and(|left| left <= wait) {
            return None;
        }
        if let Decision::Resume(_) = decision {
            self.tally.resumes += 1;
            return Some(wait);
        }
        // Last, so that what is not sent costs nothing.
        shared.budget.take().then_some(wait)
    }

    fn refused(&mut self, mut refusal: Refusal) -> (Error, Decision) {
        let clock = &self.client.shared.clock;
        // Before anything is made of its words.
        refusal.hide(self.client.key_text());
        let wait = wanted_wait(&refusal, clock.time_of_day());
        let outcome = Outcome::Refused(&refusal, wait);
        if outcome.goes_on() {
            self.tally.resuming_since.get_or_insert(clock.now());
        }
        let (decision, retryable) = (self.decide(outcome), outcome.may_pass());
        let lost_start = self.route.safety == RetryClass::Keyed
            && self.tally.perhaps_taken
            && refusal.status() == reqwest::StatusCode::CONFLICT;
        let ambiguous = self.note(outcome);
        let error = if lost_start {
            Error::new(
                ErrorKind::Api,
                "an attempt whose answer was lost has probably started the job, its id is unknown",
            )
        } else {
            in_words(&refusal)
        };
        let error = error
            .with_refusal(refusal)
            .with_retry_after(wait)
            .with_attempts(self.tally.attempts)
            .retryable(retryable)
            .ambiguous(ambiguous);
        (error, decision)
    }

    fn failed(&mut self, failure: Failure, limit: Duration) -> (Error, Decision) {
        let outcome = failure.sent().map_or(Outcome::Final, Outcome::Lost);
        let decision = self.decide(outcome);
        let unsent = matches!(failure, Failure::Unsendable(_));
        let ambiguous = if unsent {
            self.starts_perhaps()
        } else {
            self.note(outcome)
        };
        let error = failure
            .into_error(limit)
            .with_attempts(self.tally.attempts)
            .retryable(outcome.may_pass())
            .ambiguous(ambiguous);
        (error, decision)
    }

    fn decide(&self, outcome: Outcome<'_>) -> Decision {
        let now = self.client.shared.clock.now();
        decide(
            self.client.retry(),
            self.route.safety,
            outcome,
            self.tally.counted(),
            (self.tally.resumes, self.tally.resuming_for(now)),
        )
    }

    /// Whether giving up now leaves open if something was started.
    fn note(&mut self, outcome: Outcome<'_>) -> bool {
        self.tally.perhaps_taken |= outcome.perhaps_taken();
        self.starts_perhaps()
    }

    fn starts_perhaps(&self) -> bool {
        self.route.safety.starts_work() && self.tally.perhaps_taken
    }

    fn out_of_time(&self) -> Error {
        Error::new(ErrorKind::Timeout, "the total time of the call is used up")
            .with_attempts(self.tally.attempts)
            .retryable(true)
            .ambiguous(self.starts_perhaps())
    }
}

fn in_words(refusal: &Refusal) -> Error {
    if refusal.status().is_redirection() {
        return Error::new(ErrorKind::Redirect, redirect::words(refusal.headers()));
    }
    let error = Error::new(ErrorKind::Api, "the service gave no reason");
    match refusal.message() {
        Some(words) => error.saying(&words),
        None => error,
    }
}

fn used_up() -> Error {
    Error::new(
        ErrorKind::InvalidRequest,
        "the body of the request was used up by an earlier call",
    )
}
