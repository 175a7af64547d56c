//! The error of this crate.

use std::error::Error as StdError;
use std::time::Duration;

use firecrawl_api::OperationId;
use reqwest::StatusCode;
use serde_json::Value;

use super::display::one_line;
use super::kind::ErrorKind;
use super::progress::Progress;
use super::refusal::Refusal;

type Source = Box<dyn StdError + Send + Sync>;

/// What went wrong, where, and what is known about it.
///
/// `Display` is one line, without the body of an answer and without the key.
/// Errors of other crates are its [`source`](StdError::source).
///
/// ```
/// # fn log(error: &firecrawl_client::Error) {
/// if error.is_payment_required() {
///     println!("out of credits: {error}");
/// } else if let Some(wait) = error.retry_after() {
///     println!("come back in {wait:?}");
/// }
/// # }
/// ```
pub struct Error(pub(super) Box<Inner>);

#[derive(Debug)]
pub(super) struct Inner {
    pub kind: ErrorKind,
    pub message: String,
    pub operation: Option<String>,
    pub refusal: Option<Refusal>,
    pub retry_after: Option<Duration>,
    pub progress: Option<Progress>,
    pub attempts: u32,
    pub ambiguous_start: bool,
    pub retryable: bool,
    pub source: Option<Source>,
}

impl Error {
    /// The kind of error.
    pub fn kind(&self) -> ErrorKind {
        self.0.kind
    }

    /// The HTTP status of the answer, if there was an answer.
    pub fn status(&self) -> Option<StatusCode> {
        self.0.refusal.as_ref().map(Refusal::status)
    }

    /// The code that the service gave, such as `SCRAPE_TIMEOUT`; the list is open.
    pub fn code(&self) -> Option<&str> {
        self.0.refusal.as_ref()?.code()
    }

    /// What went wrong in words: those of the service, if it gave any.
    ///
    /// One line, cut after 500 characters.
    pub fn message(&self) -> &str {
        &self.0.message
    }

    /// The `details` of the answer, in whatever shape they came.
    pub fn details(&self) -> Option<&Value> {
        self.0.refusal.as_ref()?.details()
    }

    /// How long the service asked to wait.
    pub fn retry_after(&self) -> Option<Duration> {
        self.0.retry_after
    }

    /// The id of the request for a support case, if a header of the answer has one.
    ///
    /// The open-source server sends none; a proxy before a service may add one.
    pub fn request_id(&self) -> Option<&str> {
        let headers = self.0.refusal.as_ref()?.headers();
        ["x-request-id", "request-id", "cf-ray"]
            .iter()
            .find_map(|name| headers.get(*name)?.to_str().ok())
    }

    /// The id of the job that the error is about; the job may go on without its handle.
    pub fn job_id(&self) -> Option<&str> {
        self.0
            .progress
            .as_ref()
            .map(|progress| progress.job_id.as_str())
    }

    /// What had been seen of the job.
    pub fn progress(&self) -> Option<&Progress> {
        self.0.progress.as_ref()
    }

    /// The operation that was called, such as `GET /crawl/{id}`.
    pub fn operation(&self) -> Option<&str> {
        self.0.operation.as_deref()
    }

    /// The first bytes of the answer's body, at most 64 KiB.
    pub fn body(&self) -> Option<&[u8]> {
        self.0.refusal.as_ref().map(Refusal::body)
    }

    /// The whole answer, as far as it is kept.
    pub fn refusal(&self) -> Option<&Refusal> {
        self.0.refusal.as_ref()
    }

    /// How many times the request was sent or tried to be sent.
    pub fn attempts(&self) -> u32 {
        self.0.attempts
    }

    /// Whether there were too many requests (429).
    pub fn is_rate_limited(&self) -> bool {
        self.has(StatusCode::TOO_MANY_REQUESTS)
    }

    /// Whether time ran out: here, at the service (408), or for a job.
    pub fn is_timeout(&self) -> bool {
        matches!(self.kind(), ErrorKind::Timeout | ErrorKind::JobDeadline)
            || self.has(StatusCode::REQUEST_TIMEOUT)
            || self.has(StatusCode::GATEWAY_TIMEOUT)
    }

    /// Whether the key is missing or wrong (401) or may not do this (403).
    pub fn is_auth(&self) -> bool {
        self.has(StatusCode::UNAUTHORIZED) || self.has(StatusCode::FORBIDDEN)
    }

    /// Whether the credits do not suffice (402), be it for a crawl's `limit`.
    pub fn is_payment_required(&self) -> bool {
        self.has(StatusCode::PAYMENT_REQUIRED)
    }

    /// Whether the job or resource is unknown, expired or gone (404, 410).
    pub fn is_not_found(&self) -> bool {
        self.has(StatusCode::NOT_FOUND) || self.has(StatusCode::GONE)
    }

    /// Whether the state of the resource forbids it (409), such as cancelling an ended job.
    pub fn is_conflict(&self) -> bool {
        self.has(StatusCode::CONFLICT)
    }

    /// Whether the service refused what was sent (400, 413, 422), or it could not be sent at all.
    pub fn is_invalid_request(&self) -> bool {
        self.kind() == ErrorKind::InvalidRequest
            || self.has(StatusCode::BAD_REQUEST)
            || self.has(StatusCode::PAYLOAD_TOO_LARGE)
            || self.has(StatusCode::UNPROCESSABLE_ENTITY)
    }

    /// Whether the same call may succeed later.
    ///
    /// It says nothing about safety: see [`is_ambiguous_start`](Self::is_ambiguous_start).
    pub fn is_retryable(&self) -> bool {
        self.0.retryable
    }

    /// Whether the call may have started billable work whose id is unknown.
    ///
    /// Calling again may start it a second time. For a crawl,
    /// [`Client::active_crawls`](crate::Client::active_crawls) may show it.
    ///
    /// ```no_run
    /// # async fn run(client: firecrawl_client::Client) -> Result<(), firecrawl_client::Error> {
    /// match client.crawl("https://example.com").await {
    ///     Err(error) if error.is_ambiguous_start() => {
    ///         for crawl in client.active_crawls().await?.iter() {
    ///             println!("is it {}? {}", crawl.id, crawl.url);
    ///         }
    ///     }
    ///     started => println!("{:?}", started?.id()),
    /// }
    /// # Ok(())
    /// # }
    /// ```
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

// How errors are made inside of the crate.
impl Error {
    pub(crate) fn new(kind: ErrorKind, message: impl Into<String>) -> Self {
        Self(Box::new(Inner {
            kind,
            message: one_line(&message.into()),
            operation: None,
            refusal: None,
            retry_after: None,
            progress: None,
            attempts: 0,
            ambiguous_start: false,
            retryable: false,
            source: None,
        }))
    }

    pub(crate) fn caused_by(mut self, source: impl Into<Source>) -> Self {
        self.0.source = Some(source.into());
        self
    }

    pub(crate) fn of_operation(mut self, operation: impl Into<String>) -> Self {
        self.0.operation = Some(operation.into());
        self
    }

    /// Names an operation of the contract.
    pub(crate) fn of(self, operation: OperationId) -> Self {
        let operation = operation.operation();
        self.of_operation(format!("{} {}", operation.method, operation.path))
    }

    /// Keeps the answer.
    pub(crate) fn with_refusal(mut self, refusal: Refusal) -> Self {
        self.0.refusal = Some(refusal);
        self
    }

    pub(crate) fn with_retry_after(mut self, wait: Option<Duration>) -> Self {
        self.0.retry_after = wait;
        self
    }

    pub(crate) fn with_attempts(mut self, attempts: u32) -> Self {
        self.0.attempts = attempts;
        self
    }

    pub(crate) fn with_progress(mut self, progress: Progress) -> Self {
        self.0.progress = Some(progress);
        self
    }

    pub(crate) fn retryable(mut self, retryable: bool) -> Self {
        self.0.retryable = retryable;
        self
    }

    pub(crate) fn ambiguous(mut self, ambiguous: bool) -> Self {
        self.0.ambiguous_start = ambiguous;
        self
    }
}
