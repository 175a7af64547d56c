//! The kinds of error.

use reqwest::StatusCode;

/// A kind of error.
///
/// The list will grow: match the kinds that your program handles separately, and
/// use the predicates of [`Error`](crate::Error) for the rest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The client cannot be created with this key, address or setting, or there is no runtime to run in.
    Config,
    /// The request cannot be sent as it is; nothing left this machine.
    InvalidRequest,
    /// No connection was made; the server saw nothing.
    Connect,
    /// The connection broke after the request or a part of it had left.
    Connection,
    /// The time of an attempt or of the call ran out, the response stalled, or the service gave up
    /// waiting (408, 504).
    Timeout,
    /// The response is larger than the limits of the client.
    TooLarge,
    /// The service rejects the request as invalid (400, 422) or as too large (413).
    BadRequest,
    /// Too many requests (429).
    RateLimited,
    /// The key is missing or wrong (401), or may not do this (403).
    Auth,
    /// The balance does not suffice (402).
    PaymentRequired,
    /// The job or resource is unknown, expired or gone (404, 410).
    NotFound,
    /// The state of the resource forbids it (409), such as cancelling an ended job.
    Conflict,
    /// The service responded with another status that is not a success, or with `success: false`.
    Api,
    /// The response leads to another address; redirects are not followed.
    Redirect,
    /// The response does not match the type that the operation returns.
    Decode,
    /// The file of an upload cannot be read.
    Upload,
    /// A job ended without a result.
    JobFailed,
    /// A job was cancelled.
    JobCancelled,
    /// A job did not end, or made no progress, in the time that was given.
    JobDeadline,
    /// The pages of a result cannot be followed any further without losing or repeating documents.
    Paging,
    /// The response has no extracted JSON, although it was requested.
    JsonAbsent,
    /// The extracted JSON is `null`.
    JsonNull,
    /// The extracted JSON does not match the type that it is read into.
    JsonMismatch,
}

impl ErrorKind {
    /// Returns the kind of an error response.
    pub(crate) fn of_status(status: StatusCode) -> Self {
        match status.as_u16() {
            400 | 413 | 422 => Self::BadRequest,
            401 | 403 => Self::Auth,
            402 => Self::PaymentRequired,
            404 | 410 => Self::NotFound,
            408 | 504 => Self::Timeout,
            409 => Self::Conflict,
            429 => Self::RateLimited,
            _ => Self::Api,
        }
    }

    /// Returns whether a job ended this way, with all its documents delivered.
    pub fn is_bad_end(self) -> bool {
        matches!(self, Self::JobFailed | Self::JobCancelled)
    }
}
