//! The error of a call.

use std::error::Error as StdError;
use std::fmt;
use std::time::Duration;

use reqwest::StatusCode;
use serde_json::Value;

use super::display::one_line;
use super::error_response::ErrorResponse;
use super::kind::ErrorKind;
use super::progress::Progress;
use super::received::Received;
use crate::Operation;

type Source = Box<dyn StdError + Send + Sync>;

/// The error of a call: its cause, its place, and whether it may pass.
///
/// `Display` is one line, without the body of a response and without the key.
/// Errors of other crates are its [`source`](StdError::source).
///
/// ```
/// # fn log(error: &api_transport::Error) {
/// if error.is_payment_required() {
///     println!("out of credits: {error}");
/// } else if let Some(wait) = error.retry_after() {
///     println!("come back in {wait:?}");
/// }
/// # }
/// ```
#[derive(Debug)]
pub struct Error(pub(crate) Box<Inner>);

#[derive(Debug)]
pub(crate) struct Inner {
    pub kind: ErrorKind,
    pub message: String,
    pub operation: Option<String>,
    pub response: Option<ErrorResponse>,
    pub retry_after: Option<Duration>,
    pub progress: Option<Progress>,
    pub received: Received,
    pub attempts: u32,
    pub rate_limit_wait: Duration,
    pub in_flight_wait: Duration,
    pub ambiguous_start: bool,
    pub retryable: bool,
    pub source: Option<Source>,
}

impl Error {
    /// Returns the kind of error.
    pub fn kind(&self) -> ErrorKind {
        self.0.kind
    }

    /// Returns the HTTP status of the response, if there was one.
    pub fn status(&self) -> Option<StatusCode> {
        self.0.response.as_ref().map(ErrorResponse::status)
    }

    /// Returns the code that the service gave, such as `SCRAPE_TIMEOUT`; the list is open.
    pub fn code(&self) -> Option<&str> {
        self.0.response.as_ref()?.code()
    }

    /// Returns the message: that of the service, if it gave one.
    ///
    /// One line, truncated after 500 characters.
    pub fn message(&self) -> &str {
        &self.0.message
    }

    /// Returns the `details` of the response, in whatever shape they came.
    pub fn details(&self) -> Option<&Value> {
        self.0.response.as_ref()?.details()
    }

    /// Returns how long the service asked to wait.
    pub fn retry_after(&self) -> Option<Duration> {
        self.0.retry_after
    }

    /// Returns the id of the request for a support case, if a header of the response has one.
    pub fn request_id(&self) -> Option<&str> {
        let headers = self.0.response.as_ref()?.headers();
        ["x-request-id", "request-id", "cf-ray"]
            .iter()
            .find_map(|name| headers.get(*name)?.to_str().ok())
    }

    /// Returns the id of the job that the error is about; the job may go on without its handle.
    pub fn job_id(&self) -> Option<&str> {
        self.0
            .progress
            .as_ref()
            .map(|progress| progress.job_id.as_str())
    }

    /// Returns the state of the job, as far as it was seen.
    pub fn progress(&self) -> Option<&Progress> {
        self.0.progress.as_ref()
    }

    /// Returns the operation that was called, such as `GET /crawl/{id}`.
    pub fn operation(&self) -> Option<&str> {
        self.0.operation.as_deref()
    }

    /// Returns the first bytes of the body of the response, at most 64 KiB.
    pub fn body(&self) -> Option<&[u8]> {
        self.0.response.as_ref().map(ErrorResponse::body)
    }

    /// Returns the error response, as far as it is kept.
    pub fn response(&self) -> Option<&ErrorResponse> {
        self.0.response.as_ref()
    }

    /// Returns how many times the request was sent or tried to be sent.
    pub fn attempts(&self) -> u32 {
        self.0.attempts
    }

    /// Returns how long the call waited for the rate limit.
    pub fn rate_limit_wait(&self) -> Duration {
        self.0.rate_limit_wait
    }

    /// Returns how long the call waited for a place in flight among the requests before it.
    ///
    /// `max_in_flight` limits their number, and so does an operation of which the service has
    /// accepted few requests yet.
    pub fn in_flight_wait(&self) -> Duration {
        self.0.in_flight_wait
    }

    /// Returns whether there were too many requests (429).
    pub fn is_rate_limited(&self) -> bool {
        self.has(StatusCode::TOO_MANY_REQUESTS)
    }

    /// Returns whether time ran out: here, at the service (408), or for a job.
    pub fn is_timeout(&self) -> bool {
        matches!(self.kind(), ErrorKind::Timeout | ErrorKind::JobDeadline)
            || self.has(StatusCode::REQUEST_TIMEOUT)
            || self.has(StatusCode::GATEWAY_TIMEOUT)
    }

    /// Returns whether the key is missing or wrong (401) or may not do this (403).
    pub fn is_auth(&self) -> bool {
        self.has(StatusCode::UNAUTHORIZED) || self.has(StatusCode::FORBIDDEN)
    }

    /// Returns whether the balance does not suffice (402).
    pub fn is_payment_required(&self) -> bool {
        self.has(StatusCode::PAYMENT_REQUIRED)
    }

    /// Returns whether the job or resource is unknown, expired or gone (404, 410).
    pub fn is_not_found(&self) -> bool {
        self.has(StatusCode::NOT_FOUND) || self.has(StatusCode::GONE)
    }

    /// Returns whether the state of the resource forbids it (409), such as cancelling an ended job.
    pub fn is_conflict(&self) -> bool {
        self.has(StatusCode::CONFLICT)
    }

    /// Returns whether the service rejected the request (400, 413, 422), or it could not be sent at all.
    pub fn is_invalid_request(&self) -> bool {
        self.kind() == ErrorKind::InvalidRequest
            || self.has(StatusCode::BAD_REQUEST)
            || self.has(StatusCode::PAYLOAD_TOO_LARGE)
            || self.has(StatusCode::UNPROCESSABLE_ENTITY)
    }

    /// Returns whether the same call may succeed later.
    ///
    /// It says nothing about class: see [`is_ambiguous_start`](Self::is_ambiguous_start).
    pub fn is_retryable(&self) -> bool {
        self.0.retryable
    }

    /// Returns whether the call may have started billable work whose id is unknown.
    ///
    /// Calling again may start it a second time.
    pub fn is_ambiguous_start(&self) -> bool {
        self.0.ambiguous_start
    }

    fn has(&self, status: StatusCode) -> bool {
        self.status() == Some(status)
    }
}

impl StdError for Error {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        let source = self.0.source.as_deref();
        source.map(|source| source as &(dyn StdError + 'static))
    }
}

/// Constructors, for crates that build a client on this one.
impl Error {
    /// Creates an error with a message of ours.
    pub fn new(kind: ErrorKind, message: impl Into<String>) -> Self {
        Self(Box::new(Inner {
            kind,
            message: one_line(&message.into()),
            operation: None,
            response: None,
            retry_after: None,
            progress: None,
            received: Received::default(),
            attempts: 0,
            rate_limit_wait: Duration::ZERO,
            in_flight_wait: Duration::ZERO,
            ambiguous_start: false,
            retryable: false,
            source: None,
        }))
    }

    /// Creates the error of a request that cannot be built.
    pub(crate) fn build(operation: &'static Operation, message: impl fmt::Display) -> Self {
        let message = format!("{message}; nothing was sent");
        Self::new(ErrorKind::InvalidRequest, message).of_operation(operation)
    }

    /// Creates an error of the settings.
    pub(crate) fn config(message: impl Into<String>) -> Self {
        Self::new(ErrorKind::Config, message)
    }

    /// Creates the error of a call in a runtime that lacks `part`.
    pub(crate) fn runtime_without(part: &str) -> Self {
        Self::config(format!(
            "the tokio runtime was built without {part}; build it with `enable_all`"
        ))
    }

    /// Creates the error of a call outside of a tokio runtime.
    pub fn no_runtime() -> Self {
        Self::config(
            "the call needs a tokio runtime; await it in one, or see the feature `blocking`",
        )
    }

    /// Creates the error of a response, with the reason that the service gave or else ours.
    pub(crate) fn of_service(response: &ErrorResponse, without_reason: &str) -> Self {
        let error = Self::new(ErrorKind::Api, without_reason);
        match response.message() {
            Some(message) => error.with_message(&message),
            None => error,
        }
    }

    /// Sets the source.
    #[must_use]
    pub fn caused_by(mut self, source: impl Into<Source>) -> Self {
        self.0.source = Some(source.into());
        self
    }

    /// Names the operation.
    #[must_use]
    pub fn of_operation(mut self, operation: impl ToString) -> Self {
        self.0.operation = Some(operation.to_string());
        self
    }

    /// Keeps the error response, whose status makes an [`Api`](ErrorKind::Api) error more precise.
    #[must_use]
    pub fn with_response(mut self, response: ErrorResponse) -> Self {
        if self.0.kind == ErrorKind::Api {
            self.0.kind = ErrorKind::of_status(response.status());
        }
        self.0.response = Some(response);
        self
    }

    /// Sets the state of the job.
    #[must_use]
    pub fn with_progress(mut self, progress: Progress) -> Self {
        self.0.progress = Some(progress);
        self
    }

    /// Sets whether the same call may succeed later.
    #[must_use]
    pub fn retryable(mut self, retryable: bool) -> Self {
        self.0.retryable = retryable;
        self
    }

    /// Sets whether the call may have started billable work.
    #[must_use]
    pub fn ambiguous(mut self, ambiguous: bool) -> Self {
        self.0.ambiguous_start = ambiguous;
        self
    }
}
