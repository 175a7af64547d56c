//! The attempts of one call, until one succeeds or none may follow.

use std::pin::pin;
use std::sync::Arc;
use std::time::{Duration, Instant};

use bytes::{Bytes, BytesMut};
use reqwest::{Method, StatusCode};

use super::attempt::{self, AttemptResult, Limits};
use super::attempt_error::redirect_message;
use super::call_state::{CallState, idempotency_key};
use super::route::Route;
use super::runtime;
use crate::RetryClass;
use crate::client::Client;
use crate::error::{Error, ErrorKind, ErrorResponse};
use crate::hook::{Attempt, Hooked};
use crate::origin::same_origin;
use crate::request::Request;
use crate::response::{Meta, Response};
use crate::retry::{
    Decision, Outcome, Sent, Slot, decide, is_resumable, is_safe_to_repeat, requested_wait,
};
use crate::upload::Form;

/// A stale connection closes within a round trip; a request that fails later was worked on.
const STALE: Duration = Duration::from_secs(2);

/// The attempts of one call.
pub(crate) struct RetryLoop<'a> {
    pub client: &'a Client,
    pub state: CallState,
}

impl<'a> RetryLoop<'a> {
    /// Begins a call.
    pub fn new(client: &'a Client, route: Route, request: Request, spare: BytesMut) -> Self {
        let started = client.clock().now();
        let operation = route.operation().map_or("", |operation| operation.id);
        #[cfg(feature = "tracing")]
        let span = {
            let facts = Attempt::new(&route, client.root(), 0);
            (client.shared.profile.call_span)(&facts)
        };
        let state = CallState {
            #[cfg(feature = "tracing")]
            span,
            pace: client.shared.paces.of(operation, started),
            key: idempotency_key(client, &route),
            route,
            request,
            started,
            server_time: None,
            attempts: 0,
            resumes: 0,
            throttled: 0,
            rate_limit_wait: Duration::ZERO,
            in_flight_wait: Duration::ZERO,
            stale: false,
            resuming_since: None,
            spare,
            maybe_accepted: false,
        };
        Self { client, state }
    }

    /// Sends the request, and sends it again where that is safe and may help.
    pub async fn send(&mut self) -> Result<Response<Bytes>, Error> {
        #[cfg(feature = "tracing")]
        let span = self.state.span.clone();
        let result = self.attempts();
        #[cfg(feature = "tracing")]
        let result = super::trace::call(&span, result, Response::http_status);
        result.await.map_err(|error| self.complete(error))
    }

    /// Waits until the request may be sent again after a response that broke on the way.
    ///
    /// Returns false if it may not.
    pub async fn wait_to_repeat(&mut self) -> bool {
        // The service responded, so it accepted the request: a second start would be one too many.
        if !is_safe_to_repeat(self.class(), self.client.retry()) {
            return false;
        }
        self.state.maybe_accepted = true;
        let decision = self.decide(Outcome::Lost(Sent::Perhaps));
        match self.pause(decision) {
            Some(wait) => {
                self.client.clock().sleep(wait).await;
                true
            }
            None => false,
        }
    }

    /// Puts the value in the place of the bytes, whose memory is kept for the next response.
    pub fn with_value<T>(&mut self, response: Response<Bytes>, value: T) -> Response<T> {
        let (body, mut meta) = response.into_parts();
        match self.client.options.keep_body {
            true => meta.body = Some(body),
            false => self.state.recycle(body),
        }
        Response::from_parts(value, meta)
    }

    /// Completes an error of this call: with its operation, without the key.
    pub fn complete(&self, mut error: Error) -> Error {
        error.0.attempts = self.state.attempts;
        error.0.rate_limit_wait = self.state.rate_limit_wait;
        error.0.in_flight_wait = self.state.in_flight_wait;
        let error = self.client.redact(error.of_operation(&self.state.route));
        #[cfg(feature = "tracing")]
        super::trace::failed(&self.state.span, &error);
        error
    }

    async fn attempts(&mut self) -> Result<Response<Bytes>, Error> {
        runtime::check()?;
        let client = self.client;
        let shared = &client.shared;
        let pace = Arc::clone(&self.state.pace);
        if self.state.attempts == 0 {
            self.begin()?;
        }
        let mut last: Option<Error> = None;
        let mut rejected_at = None;
        loop {
            let turn = self.turn(&pace, rejected_at.take());
            let Some(turn) = client.options.unless_abandoned(turn).await else {
                return Err(last.unwrap_or_else(abandoned));
            };
            let Some(turn) = turn else {
                return Err(last.unwrap_or_else(|| self.out_of_time()));
            };
            let key = self.state.key.as_ref();
            let Some(mut next) = self.state.request.build(client, key).await? else {
                return Err(last.unwrap_or_else(used_up));
            };
            let Some(limits) = self.limits() else {
                return Err(last.unwrap_or_else(|| self.out_of_time()));
            };
            if client.options.is_abandoned() {
                return Err(last.unwrap_or_else(abandoned));
            }
            self.state.attempts += 1;
            let share = self.may_share();
            let http = match share {
                true => shared.connections.shared(),
                false => shared.connections.single(),
            };
            let began = client.clock().now();
            let facts = Attempt::new(&self.state.route, client.root(), self.state.attempts);
            let hook = shared.settings.attempt_hook.as_deref();
            let hooked = hook.map(|hook| Hooked::new(hook, &facts, &mut next, shared));
            let hooked = hooked.as_ref();
            let (result, reused) = {
                let spare = &mut self.state.spare;
                let attempt = attempt::send(http, next, shared, limits, hooked, spare);
                #[cfg(feature = "tracing")]
                let attempt = super::trace::attempt(shared.profile, &facts, attempt);
                shared.connections.reusing(pin!(attempt)).await
            };
            let slot = turn.end();
            let answered = client.clock().now();
            let (error, decision) = match result {
                AttemptResult::Success(mut response) => {
                    self.state.pace.accepted(slot, answered);
                    shared.budget.deposit();
                    response.meta.attempts = self.state.attempts;
                    return Ok(response);
                }
                AttemptResult::ErrorResponse(response)
                    if response.status() == StatusCode::TOO_MANY_REQUESTS =>
                {
                    rejected_at = Some(answered);
                    self.throttled(response, slot, answered)
                }
                AttemptResult::ErrorResponse(response) => {
                    self.state.pace.accepted(slot, answered);
                    if self.is_deleted(&response) {
                        let mut meta = Meta::new(StatusCode::NO_CONTENT, response.headers);
                        meta.attempts = self.state.attempts;
                        return Ok(Response::from_parts(Bytes::new(), meta));
                    }
                    self.rejected(response)
                }
                AttemptResult::Failed(error)
                    if error.closed
                        && reused
                        && self.is_costly()
                        && answered.saturating_duration_since(began) < STALE =>
                {
                    // Most likely a stale connection, which the server closed
                    // before it read the request.
                    self.state.stale = true;
                    continue;
                }
                AttemptResult::Failed(error) => {
                    match self.state.request.form().and_then(Form::take_error) {
                        // The connection broke because the body did.
                        Some(error) => return Err(error),
                        None => self.conclude(error.error, error.outcome),
                    }
                }
            };
            let Some(wait) = self.pause(decision) else {
                return Err(error);
            };
            last = Some(error);
            // A throttled request waits for its turn.
            if !matches!(decision, Decision::Throttle(_)) {
                let sleep = client.clock().sleep(wait);
                // The next turn of a call that nothing waits for ends it.
                client.options.unless_abandoned(sleep).await;
            }
        }
    }

    /// Completes the request of the call.
    pub(super) fn begin(&mut self) -> Result<(), Error> {
        let request = &mut self.state.request;
        if !same_origin(&request.url, self.client.root()) {
            return Err(Error::new(
                ErrorKind::InvalidRequest,
                "the request leads to another server than the client's; nothing was sent",
            ));
        }
        let operation = self.state.route.operation();
        let name = operation.map_or("this request", |operation| operation.id);
        let label = operation.and_then(|operation| operation.label);
        let label = label.zip(self.client.shared.settings.label.as_deref());
        request.finish(&self.client.options.body_fields, label, name)?;
        self.state.server_time = operation
            .and_then(|operation| operation.server_timeout)
            .and_then(|timeout| timeout.read(request.options()));
        Ok(())
    }

    /// Returns whether this attempt may use a connection that was used before.
    ///
    /// The server can close one while a request is written to it, and then it is
    /// unknown whether it accepted the request. So a request that starts work, or
    /// whose body can be sent only once, gets a connection of its own, and so does
    /// every second attempt. A costly call is repeated once for this reason alone: a
    /// handshake for each of thousands of scrapes would cost more than a rare second one.
    /// Without retries there is no second attempt, but a connection is kept all the same.
    fn may_share(&self) -> bool {
        let is_first = self.state.attempts - self.state.throttled == 1;
        let is_shared = match self.class() {
            RetryClass::Costly => true,
            RetryClass::Idempotent => {
                self.client.retry().attempts == 1 || self.client.shared.budget.has_one()
            }
            RetryClass::Keyed | RetryClass::Starts => false,
        };
        is_first && is_shared && self.state.request.is_repeatable()
    }

    /// Returns whether it is a costly call that can be sent once more.
    fn is_costly(&self) -> bool {
        self.class() == RetryClass::Costly
            && self.client.retry().attempts > 1
            && self.state.request.is_repeatable()
    }

    /// Returns whether an earlier attempt, whose response was lost, has deleted what is gone now.
    fn is_deleted(&self, response: &ErrorResponse) -> bool {
        self.state.request.method == Method::DELETE
            && self.state.maybe_accepted
            && matches!(response.status().as_u16(), 404 | 409 | 410)
    }

    fn class(&self) -> RetryClass {
        self.state.route.retry_class()
    }

    /// Returns the time limits of the next attempt; `None` if no time is left.
    fn limits(&self) -> Option<Limits> {
        let (timeouts, options) = (self.client.timeouts(), &self.client.options);
        let total = self.left();
        let first_byte = || timeouts.first_byte_for(self.state.server_time);
        total.is_none_or(|left| !left.is_zero()).then(|| Limits {
            first_byte: options.first_byte.unwrap_or_else(first_byte),
            upload: self.state.request.form().map(Form::advance),
            stall: options.stall.unwrap_or(timeouts.stall),
            total,
        })
    }

    /// Returns what is left of the total time, if it is limited.
    pub(super) fn left(&self) -> Option<Duration> {
        let client = self.client;
        let total = client.total()?;
        let now = client.clock().now();
        Some(total.saturating_sub(now.saturating_duration_since(self.state.started)))
    }

    /// Returns how long to wait for the next attempt; `None` if there must not be one.
    fn pause(&mut self, decision: Decision) -> Option<Duration> {
        let (policy, counted) = (self.client.retry(), self.state.counted());
        let wait = match decision {
            Decision::GiveUp => return None,
            Decision::Resume(wait) | Decision::Wait(wait) | Decision::Throttle(wait) => wait,
            Decision::BackOff => policy.delay(counted, self.client.random()),
        };
        if !self.state.request.is_repeatable() || self.left().is_some_and(|left| left <= wait) {
            return None;
        }
        match decision {
            Decision::Resume(_) => self.state.resumes += 1,
            Decision::Throttle(_) => self.state.throttled += 1,
            _ => return self.client.shared.budget.take().then_some(wait),
        }
        Some(wait)
    }

    /// Handles a 429, which costs time and not the call.
    pub(super) fn throttled(
        &mut self,
        response: ErrorResponse,
        slot: Slot,
        now: Instant,
    ) -> (Error, Decision) {
        let (error, decision) = self.rejected(response);
        if decision == Decision::GiveUp {
            return (error, decision);
        }
        let (client, pace) = (self.client, &self.state.pace);
        let policy = client.retry();
        let delay = |row| policy.delay(row, client.random());
        let wait = pace.rejected(slot, now, error.retry_after(), delay);
        let stalled = pace.stalled(self.state.started, now);
        if stalled.saturating_add(wait) > policy.rate_limit_time {
            return (error, Decision::GiveUp);
        }
        (error, Decision::Throttle(wait))
    }

    pub(super) fn rejected(&mut self, mut response: ErrorResponse) -> (Error, Decision) {
        let client = self.client;
        // Before its message is used.
        for secret in client.secrets() {
            response.redact(Some(secret));
        }
        let wait = requested_wait(&response, client.clock().time_of_day());
        let resumable = is_resumable(&response, client.shared.profile.resumable_state);
        if resumable {
            let now = client.clock().now();
            self.state.resuming_since.get_or_insert(now);
        }
        let lost_start = self.class() == RetryClass::Keyed
            && self.state.maybe_accepted
            && response.status() == StatusCode::CONFLICT;
        let error = if lost_start {
            Error::new(
                ErrorKind::Api,
                "an attempt whose response was lost has probably started the job, its id is unknown",
            )
        } else if response.status().is_redirection() {
            let message = redirect_message(&self.state.request.url, response.headers());
            Error::new(ErrorKind::Redirect, message)
        } else {
            Error::of_service(&response, "the service gave no reason")
        };
        let outcome = Outcome::Rejected {
            response: &response,
            wait,
            resumable,
        };
        let (error, decision) = self.conclude(error, outcome);
        let mut error = error.with_response(response);
        error.0.retry_after = wait;
        (error, decision)
    }

    /// Completes the error of an outcome, and decides on the next step.
    fn conclude(&mut self, error: Error, outcome: Outcome<'_>) -> (Error, Decision) {
        let decision = self.decide(outcome);
        self.state.maybe_accepted |= outcome.maybe_accepted();
        let error = error
            .retryable(outcome.may_pass())
            // Giving up now leaves open if work was started.
            .ambiguous(self.state.maybe_started());
        (error, decision)
    }

    fn decide(&self, outcome: Outcome<'_>) -> Decision {
        let state = &self.state;
        let now = self.client.clock().now();
        let resuming = state
            .resuming_since
            .map_or(Duration::ZERO, |since| now.saturating_duration_since(since));
        let resumes = (state.resumes, resuming);
        let (policy, counted) = (self.client.retry(), state.counted());
        decide(policy, self.class(), outcome, counted, resumes)
    }

    pub(super) fn out_of_time(&self) -> Error {
        Error::new(ErrorKind::Timeout, "the total time of the call is used up")
            .retryable(true)
            .ambiguous(self.state.maybe_started())
    }
}

fn abandoned() -> Error {
    Error::new(
        ErrorKind::InvalidRequest,
        "the call was dropped before it was sent",
    )
}

pub(super) fn used_up() -> Error {
    Error::new(
        ErrorKind::InvalidRequest,
        "the body of the request was used up by an earlier call",
    )
}
