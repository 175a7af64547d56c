//! The attempts of one call, until one succeeds or none may follow.

use std::future::poll_fn;
use std::pin::pin;
use std::sync::Arc;
use std::task::Poll;
use std::time::{Duration, Instant};

use reqwest::StatusCode;
use tokio::runtime::Handle;
use tokio::sync::MutexGuard;

use super::attempt::{self, AttemptResult, Limits};
use super::attempt_error::AttemptError;
use super::call_state::CallState;
use super::prepare;
use super::raw_response::RawResponse;
use super::redirect;
use super::replayable_request::ReplayableRequest;
use super::route::Route;
use super::trace::Span;
use crate::RetryClass;
use crate::client::Client;
use crate::error::{Error, ErrorKind, ErrorResponse};
use crate::retry::{
    Decision, OperationPace, Outcome, Sent, Slot, decide, is_resumable, is_safe_to_repeat,
    requested_wait,
};

/// A stale connection closes within a round trip; a request that fails later was worked on.
const STALE: Duration = Duration::from_secs(2);

/// The attempts of one call.
pub(crate) struct RetryLoop<'a> {
    pub client: &'a Client,
    pub route: &'a Route,
    pub state: CallState,
    pace: Arc<OperationPace>,
}

impl<'a> RetryLoop<'a> {
    /// Begins a call.
    pub fn new(client: &'a Client, route: &'a Route) -> Self {
        let key = prepare::idempotency_key(client, route.retry_class().starts_work());
        let state = CallState::new(client.shared.clock.now(), key);
        Self::resume(client, route, state)
    }

    /// Continues a call.
    pub fn resume(client: &'a Client, route: &'a Route, state: CallState) -> Self {
        let operation = route.operation().map_or("", |operation| operation.id);
        Self {
            client,
            route,
            pace: client.shared.paces.of(operation, state.started),
            state,
        }
    }

    /// Sends the request, and sends it again where that is safe and may help.
    pub async fn send(&mut self, request: &mut ReplayableRequest) -> Result<RawResponse, Error> {
        self.attempts(request)
            .await
            .map_err(|error| self.complete(error))
    }

    /// Waits until the request may be sent again after a response that broke on the way.
    ///
    /// Returns false if it may not.
    pub async fn wait_to_repeat(&mut self, repeatable: bool) -> bool {
        // The service responded, so it accepted the request: a second start would be one too many.
        if !is_safe_to_repeat(self.class(), self.client.retry()) {
            return false;
        }
        let decision = self.decide(Outcome::Lost(Sent::Perhaps));
        match self.pause(decision, repeatable) {
            Some(wait) => {
                self.client.shared.clock.sleep(wait).await;
                true
            }
            None => false,
        }
    }

    /// Completes an error of this call: with its operation, without the key.
    pub fn complete(&self, error: Error) -> Error {
        let error = error.with_rate_limit_wait(self.state.rate_limit_wait);
        self.client.redact(error.of_operation(self.route))
    }

    async fn attempts(&mut self, request: &mut ReplayableRequest) -> Result<RawResponse, Error> {
        // Without a runtime, connections and timers would panic.
        if Handle::try_current().is_err() {
            return Err(Error::no_runtime());
        }
        let client = self.client;
        let shared = &client.shared;
        let mut last: Option<Error> = None;
        let mut rejected_at = None;
        loop {
            let Some(slot) = self.turn(rejected_at.take()).await else {
                return Err(last.unwrap_or_else(|| self.out_of_time()));
            };
            let Some(mut next) = request.next().await? else {
                return Err(last.unwrap_or_else(used_up));
            };
            prepare::complete(client, self.state.key.as_ref(), &mut next)?;
            let operation = self.route.operation();
            if request.lacks_fields() {
                let name = operation.map_or("this request", |operation| operation.id);
                prepare::add_fields(&mut next, &client.options.body_fields, name)?;
            }
            let server_timeout = operation
                .and_then(|operation| operation.server_timeout)
                .and_then(|timeout| timeout.read(request.options(&next)));
            let Some(limits) = self.limits(server_timeout) else {
                return Err(last.unwrap_or_else(|| self.out_of_time()));
            };
            self.state.attempts += 1;
            let share = self.may_share(request);
            let reused = share && shared.connections.may_be_reused();
            let http = if share {
                shared.connections.shared()
            } else {
                shared.connections.single()
            };
            let began = shared.clock.now();
            let attempt = attempt::send(
                http,
                next,
                &shared.root,
                limits,
                shared.profile.code_fields,
                &mut self.state.spare,
            );
            let result = Span::open(shared.profile, self.route, self.state.attempts)
                .run(attempt)
                .await;
            let answered = shared.clock.now();
            let (error, decision) = match result {
                AttemptResult::Success(mut response) => {
                    self.pace.accepted(slot, answered);
                    shared.budget.deposit();
                    shared.connections.note_response();
                    response.attempts = self.state.attempts;
                    return Ok(response);
                }
                AttemptResult::ErrorResponse(response)
                    if response.status() == StatusCode::TOO_MANY_REQUESTS =>
                {
                    rejected_at = Some(answered);
                    self.throttled(response, slot, answered)
                }
                AttemptResult::ErrorResponse(response) => {
                    self.pace.accepted(slot, answered);
                    self.rejected(response)
                }
                AttemptResult::Failed(AttemptError::Closed(_))
                    if reused
                        && self.is_costly(request)
                        && shared.clock.now().saturating_duration_since(began) < STALE =>
                {
                    // Most likely a stale connection, which the server closed
                    // before it read the request.
                    self.state.stale = true;
                    continue;
                }
                AttemptResult::Failed(error) => match request.take_error() {
                    // The connection broke because the body did.
                    Some(error) => return Err(error.with_attempts(self.state.attempts)),
                    None => self.failed(error, limits.time),
                },
            };
            let Some(wait) = self.pause(decision, request.is_repeatable()) else {
                return Err(error);
            };
            last = Some(error);
            // A throttled request waits for its turn.
            if !matches!(decision, Decision::Throttle(_)) {
                shared.clock.sleep(wait).await;
            }
        }
    }

    /// Returns whether this attempt may use a connection that was used before.
    ///
    /// The server can close one while a request is written to it, and then it is
    /// unknown whether it accepted the request. So a request that must not be
    /// repeated gets a connection of its own, and so does every second attempt.
    /// A costly call is repeated once for this reason alone: a handshake for
    /// each of thousands of scrapes would cost more than a rare second one.
    fn may_share(&self, request: &ReplayableRequest) -> bool {
        let policy = self.client.retry();
        self.state.attempts - self.state.throttled == 1
            && (self.is_costly(request)
                || policy.attempts > 1
                    && is_safe_to_repeat(self.class(), policy)
                    && request.is_repeatable()
                    && self.client.shared.budget.has_one())
    }

    /// Returns whether it is a costly call that can be sent once more.
    fn is_costly(&self, request: &ReplayableRequest) -> bool {
        self.class() == RetryClass::Costly
            && self.client.retry().attempts > 1
            && request.is_repeatable()
    }

    fn class(&self) -> RetryClass {
        self.route.retry_class()
    }

    /// Returns the limits of an attempt that gives the server this much time; `None` if no time is left.
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

    /// Returns what is left of the total time, if it is limited.
    fn left(&self) -> Option<Duration> {
        let shared = &self.client.shared;
        let total = self.client.options.total.or(shared.timeouts.total)?;
        let spent = shared
            .clock
            .now()
            .saturating_duration_since(self.state.started);
        Some(total.saturating_sub(spent))
    }

    /// Returns how long to wait for the next attempt; `None` if there must not be one.
    fn pause(&mut self, decision: Decision, repeatable: bool) -> Option<Duration> {
        let shared = &self.client.shared;
        let wait = match decision {
            Decision::GiveUp => return None,
            Decision::Resume(wait) | Decision::Wait(wait) | Decision::Throttle(wait) => wait,
            Decision::BackOff => self
                .client
                .retry()
                .delay(self.state.counted(), (shared.jitter)()),
        };
        if !repeatable || self.left().is_some_and(|left| left <= wait) {
            return None;
        }
        match decision {
            Decision::Resume(_) => self.state.resumes += 1,
            Decision::Throttle(_) => self.state.throttled += 1,
            _ => return shared.budget.take().then_some(wait),
        }
        Some(wait)
    }

    /// Waits for the turn of the request in the pace of its operation; `None` if the total time
    /// does not suffice.
    ///
    /// A rejected request passes the time of its 429, so that it waits exactly as long as asked.
    async fn turn(&mut self, rejected_at: Option<Instant>) -> Option<Slot> {
        let (client, pace) = (self.client, Arc::clone(&self.pace));
        let clock = client.clock();
        let began = clock.now();
        if !pace.is_limited() || client.retry().attempts == 1 {
            return Some(pace.take_now(began));
        }
        let (_turn, mut now) = match pace.turn.try_lock() {
            Ok(turn) => (turn, rejected_at.unwrap_or(began)),
            Err(_) => (self.lock(&pace).await?, clock.now()),
        };
        let mut waited = now > began;
        let slot = loop {
            match pace.take(now, waited) {
                Ok(slot) => break Some(slot),
                Err(wait) if self.left().is_some_and(|left| left <= wait) => {
                    // A call that cannot wait has its own response, if it has none yet.
                    break (self.state.attempts == 0).then(|| pace.take_now(now));
                }
                Err(wait) => clock.sleep(wait).await,
            }
            (now, waited) = (clock.now(), true);
        };
        self.state.rate_limit_wait += clock.now().saturating_duration_since(began);
        slot
    }

    /// Waits until all earlier requests are sent; `None` if the total time is over first.
    async fn lock<'p>(&self, pace: &'p OperationPace) -> Option<MutexGuard<'p, ()>> {
        let Some(left) = self.left() else {
            return Some(pace.turn.lock().await);
        };
        let mut turn = pin!(pace.turn.lock());
        let mut timer = self.client.clock().sleep(left);
        poll_fn(|context| match turn.as_mut().poll(context) {
            Poll::Ready(turn) => Poll::Ready(Some(turn)),
            Poll::Pending => timer.as_mut().poll(context).map(|()| None),
        })
        .await
    }

    /// Handles a 429, which costs time and not the call.
    fn throttled(
        &mut self,
        response: ErrorResponse,
        slot: Slot,
        now: Instant,
    ) -> (Error, Decision) {
        let (error, decision) = self.rejected(response);
        if decision == Decision::GiveUp {
            return (error, decision);
        }
        let (policy, jitter) = (self.client.retry(), &self.client.shared.jitter);
        let delay = |row| policy.delay(row, jitter());
        let wait = self.pace.rejected(slot, now, error.retry_after(), delay);
        let stalled = self.pace.stalled(self.state.started, now);
        if stalled.saturating_add(wait) > policy.rate_limit_time {
            return (error, Decision::GiveUp);
        }
        (error, Decision::Throttle(wait))
    }

    fn rejected(&mut self, mut response: ErrorResponse) -> (Error, Decision) {
        let clock = &self.client.shared.clock;
        // Before its message is used.
        response.redact(self.client.key_text());
        let wait = requested_wait(&response, clock.time_of_day());
        let resumable = is_resumable(&response, self.client.shared.profile.resumable_state);
        let outcome = Outcome::Rejected {
            response: &response,
            wait,
            resumable,
        };
        if resumable {
            self.state.resuming_since.get_or_insert(clock.now());
        }
        let (decision, retryable) = (self.decide(outcome), outcome.may_pass());
        let lost_start = self.class() == RetryClass::Keyed
            && self.state.maybe_accepted
            && response.status() == reqwest::StatusCode::CONFLICT;
        let ambiguous = self.note(outcome);
        let error = if lost_start {
            Error::new(
                ErrorKind::Api,
                "an attempt whose response was lost has probably started the job, its id is unknown",
            )
        } else {
            error_of(&response)
        };
        let error = error
            .with_response(response)
            .with_retry_after(wait)
            .with_attempts(self.state.attempts)
            .retryable(retryable)
            .ambiguous(ambiguous);
        (error, decision)
    }

    fn failed(&mut self, error: AttemptError, limit: Duration) -> (Error, Decision) {
        let outcome = error.sent().map_or(Outcome::Final, Outcome::Lost);
        let decision = self.decide(outcome);
        let unsent = matches!(error, AttemptError::Unsendable(_));
        let ambiguous = if unsent {
            self.maybe_started()
        } else {
            self.note(outcome)
        };
        let error = error
            .into_error(limit)
            .with_attempts(self.state.attempts)
            .retryable(outcome.may_pass())
            .ambiguous(ambiguous);
        (error, decision)
    }

    fn decide(&self, outcome: Outcome<'_>) -> Decision {
        let now = self.client.shared.clock.now();
        decide(
            self.client.retry(),
            self.class(),
            outcome,
            self.state.counted(),
            (self.state.resumes, self.state.resuming_for(now)),
        )
    }

    /// Notes an outcome; returns whether giving up now leaves open if work was started.
    fn note(&mut self, outcome: Outcome<'_>) -> bool {
        self.state.maybe_accepted |= outcome.maybe_accepted();
        self.maybe_started()
    }

    fn maybe_started(&self) -> bool {
        self.class().starts_work() && self.state.maybe_accepted
    }

    fn out_of_time(&self) -> Error {
        Error::new(ErrorKind::Timeout, "the total time of the call is used up")
            .with_attempts(self.state.attempts)
            .retryable(true)
            .ambiguous(self.maybe_started())
    }
}

fn error_of(response: &ErrorResponse) -> Error {
    if response.status().is_redirection() {
        return Error::new(ErrorKind::Redirect, redirect::message(response.headers()));
    }
    let error = Error::new(ErrorKind::Api, "the service gave no reason");
    match response.message() {
        Some(message) => error.with_message(&message),
        None => error,
    }
}

fn used_up() -> Error {
    Error::new(
        ErrorKind::InvalidRequest,
        "the body of the request was used up by an earlier call",
    )
}
