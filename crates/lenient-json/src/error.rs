//! Errors of reading.

use std::fmt;

/// The error for JSON that cannot be read as a type.
///
/// It holds no part of the JSON but the names of fields.
#[derive(Debug)]
pub struct Error(Box<Inner>);

#[derive(Debug)]
struct Inner {
    kind: ErrorKind,
    message: String,
    path: String,
    offset: usize,
    line: usize,
    column: usize,
}

/// The kind of an [`Error`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The JSON ends early.
    UnexpectedEnd,
    /// The text is not JSON.
    Syntax,
    /// The JSON does not match the type.
    Mismatch,
    /// The value would take many times the memory of its JSON.
    TooLarge,
}

impl Error {
    pub(crate) fn new(kind: ErrorKind, message: String, path: String, offset: usize) -> Self {
        Self(Box::new(Inner {
            kind,
            message,
            path,
            offset,
            line: 0,
            column: 0,
        }))
    }

    /// Creates the error for a value that does not match its type at a path such as `data[3].url`.
    pub fn mismatch(message: String, path: String) -> Self {
        Self::new(ErrorKind::Mismatch, message, path, 0)
    }

    /// Returns the kind.
    pub fn kind(&self) -> ErrorKind {
        self.0.kind
    }

    /// Returns true if the text is not complete JSON, rather than JSON of another type.
    pub fn is_broken(&self) -> bool {
        matches!(self.kind(), ErrorKind::UnexpectedEnd | ErrorKind::Syntax)
    }

    /// Returns the path of the value that could not be read, such as `data[3].metadata`.
    pub fn path(&self) -> &str {
        &self.0.path
    }

    /// Returns the line in which reading stopped, from 1.
    pub fn line(&self) -> usize {
        self.0.line
    }

    /// Returns the number of bytes of that line that were read.
    pub fn column(&self) -> usize {
        self.0.column
    }

    /// Converts the offset into line and column, once the error is final.
    pub(crate) fn located(mut self, text: &str) -> Self {
        let read = &text.as_bytes()[..self.0.offset.min(text.len())];
        let start = memchr::memrchr(b'\n', read).map_or(0, |at| at + 1);
        self.0.line = memchr::memchr_iter(b'\n', read).count() + 1;
        self.0.column = read.len() - start;
        self
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.message)
    }
}

impl std::error::Error for Error {}
