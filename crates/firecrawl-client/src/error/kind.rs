//! The kinds of error.

/// What kind of thing went wrong.
///
/// The list will grow: match the kinds that your program treats in a way of
/// their own, and use the predicates of [`Error`](crate::Error) for the rest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// No client can be made with this key, address or setting, or there is no runtime to run in.
    Config,
    /// The request cannot be sent as it is; nothing left this machine.
    InvalidRequest,
    /// No connection was made; the server saw nothing.
    Connect,
    /// The connection broke after the request or a part of it had left.
    Connection,
    /// The time of an attempt or of the call ran out, or the answer stalled.
    Timeout,
    /// The answer is larger than the limit of the client.
    TooLarge,
    /// The service answered with a status that is no success, or with `success: false`.
    Api,
    /// The answer leads to another address; redirects are not followed.
    Redirect,
    /// The answer is not what the operation returns.
    Decode,
    /// The file of an upload cannot be read.
    Upload,
    /// A job ended without a result.
    JobFailed,
    /// A job was cancelled.
    JobCancelled,
    /// A job did not end, or made no progress, in the time that was given.
    JobDeadline,
    /// The pages of a result cannot be walked any further without losing or repeating documents.
    Paging,
    /// The answer has no extracted JSON, although it was asked for.
    JsonAbsent,
    /// The extracted JSON is `null`.
    JsonNull,
    /// The extracted JSON has another shape than the type that it is read into.
    JsonMismatch,
}

impl ErrorKind {
    /// Whether a job ended so, with all its documents given.
    pub(crate) fn is_bad_end(self) -> bool {
        matches!(self, Self::JobFailed | Self::JobCancelled)
    }
}
