//! The error type of the pipeline: the problem, its location, and a remedy.

use std::fmt;
use std::path::Path;

use crate::shown::printable;

type Source = Box<dyn std::error::Error + Send + Sync>;

/// The result of a step of the pipeline.
pub type Result<T> = std::result::Result<T, Error>;

/// An error with its file, its location in the document, and a remedy.
///
/// `Display` prints one line: `file: pointer: operation: message; remedy`.
#[derive(Debug)]
pub struct Error(Box<Parts>);

#[derive(Debug, Default)]
struct Parts {
    file: Option<String>,
    pointer: Option<String>,
    operation: Option<String>,
    message: String,
    remedy: Option<String>,
    source: Option<Source>,
}

impl Error {
    /// Creates an error with a message, as a lowercase fragment.
    pub fn new(message: impl Into<String>) -> Self {
        Self(Box::new(Parts {
            message: message.into(),
            ..Parts::default()
        }))
    }

    /// Adds the file, unless an inner step has added one.
    #[must_use]
    pub fn in_file(mut self, file: impl AsRef<Path>) -> Self {
        self.0
            .file
            .get_or_insert_with(|| file.as_ref().display().to_string());
        self
    }

    /// Adds the location in the document as a JSON pointer, unless an inner step has added one.
    #[must_use]
    pub fn at(mut self, pointer: impl Into<String>) -> Self {
        self.0.pointer.get_or_insert_with(|| pointer.into());
        self
    }

    /// Adds the operation, unless an inner step has added one.
    #[must_use]
    pub fn in_operation(mut self, operation: impl Into<String>) -> Self {
        self.0.operation.get_or_insert_with(|| operation.into());
        self
    }

    /// Adds the number of further errors to the message.
    #[must_use]
    pub fn and_more(mut self, others: usize) -> Self {
        if others > 0 {
            self.0.message += &format!(" (and {others} more)");
        }
        self
    }

    /// Adds a remedy, unless an inner step has added one.
    #[must_use]
    pub fn remedy(mut self, remedy: impl Into<String>) -> Self {
        self.0.remedy.get_or_insert_with(|| remedy.into());
        self
    }

    /// Adds the error that caused this one.
    #[must_use]
    pub fn caused_by(mut self, source: impl Into<Source>) -> Self {
        self.0.source = Some(source.into());
        self
    }

    /// Returns the file that contains the fault.
    pub fn file(&self) -> Option<&str> {
        self.0.file.as_deref()
    }

    /// Returns the JSON pointer to the fault.
    pub fn pointer(&self) -> Option<&str> {
        self.0.pointer.as_deref()
    }

    /// Returns the operation that contains the fault.
    pub fn operation(&self) -> Option<&str> {
        self.0.operation.as_deref()
    }

    /// Returns the message.
    pub fn message(&self) -> &str {
        &self.0.message
    }
}

/// Escapes characters that end a line, are invisible or change the text direction.
///
/// Names and pointers of a document are shown in messages, documentation and reports.
pub fn visible(text: &str) -> String {
    let is_plain = |c: char| c == ' ' || c.is_ascii_graphic() || c.is_alphanumeric();
    let mut shown = String::with_capacity(text.len());
    for letter in text.chars() {
        match is_plain(letter) {
            true => shown.push(letter),
            false => shown.extend(letter.escape_debug()),
        }
    }
    shown
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut text = String::new();
        let places = [&self.0.file, &self.0.pointer, &self.0.operation];
        // The pointer to the whole document is empty.
        let places = places.into_iter().flatten();
        for place in places.filter(|place| !place.is_empty()) {
            text += &format!("{}: ", visible(place));
        }
        text += &visible(&self.0.message);
        if let Some(source) = &self.0.source {
            let source = source.to_string();
            let space = if source.starts_with('\n') { "" } else { " " };
            text += &format!(":{space}{source}");
        }
        if let Some(remedy) = &self.0.remedy {
            text += &format!("; {remedy}");
        }
        f.write_str(&printable(&text))
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.0.source.as_deref().map(|source| source as _)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_is_one_line_whatever_the_document_says() {
        let error = Error::new("no `a\u{202e}b` — 字")
            .at("/x\n::error::y")
            .in_operation("get\rA");
        assert_eq!(
            error.to_string(),
            "/x\\n::error::y: get\\rA: no `a\\u{202e}b` — 字"
        );
    }
}
