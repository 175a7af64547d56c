//! The one error of the pipeline: what went wrong, where, and what to do.

use std::fmt;
use std::path::Path;

/// The result of a step of the pipeline.
pub type Result<T> = std::result::Result<T, Error>;

/// What went wrong, in which file, at which place of the document, and the remedy.
///
/// `Display` prints one line: `file: pointer: operation: message; remedy`.
#[derive(Debug)]
pub struct Error(Box<Parts>);

#[derive(Debug)]
struct Parts {
    file: Option<String>,
    pointer: Option<String>,
    operation: Option<String>,
    message: String,
    remedy: Option<String>,
    source: Option<Box<dyn std::error::Error + Send + Sync>>,
}

impl Error {
    /// An error that says what went wrong, as a lowercase fragment.
    pub fn new(message: impl Into<String>) -> Self {
        Self(Box::new(Parts {
            file: None,
            pointer: None,
            operation: None,
            message: message.into(),
            remedy: None,
            source: None,
        }))
    }

    /// Names the file, unless an inner step has named one.
    #[must_use]
    pub fn in_file(mut self, file: impl AsRef<Path>) -> Self {
        self.0
            .file
            .get_or_insert_with(|| file.as_ref().display().to_string());
        self
    }

    /// Names the place in the document as a JSON pointer, unless an inner step has named one.
    #[must_use]
    pub fn at(mut self, pointer: impl Into<String>) -> Self {
        self.0.pointer.get_or_insert_with(|| pointer.into());
        self
    }

    /// Names the operation, unless an inner step has named one.
    #[must_use]
    pub fn in_operation(mut self, operation: impl Into<String>) -> Self {
        self.0.operation.get_or_insert_with(|| operation.into());
        self
    }

    /// Says what to do, unless an inner step has said it.
    #[must_use]
    pub fn remedy(mut self, remedy: impl Into<String>) -> Self {
        self.0.remedy.get_or_insert_with(|| remedy.into());
        self
    }

    /// Keeps the error that caused this one.
    #[must_use]
    pub fn caused_by(
        mut self,
        source: impl Into<Box<dyn std::error::Error + Send + Sync>>,
    ) -> Self {
        self.0.source = Some(source.into());
        self
    }

    /// The file in which the fault stands.
    pub fn file(&self) -> Option<&str> {
        self.0.file.as_deref()
    }

    /// The JSON pointer to the fault.
    pub fn pointer(&self) -> Option<&str> {
        self.0.pointer.as_deref()
    }

    /// The operation that has the fault.
    pub fn operation(&self) -> Option<&str> {
        self.0.operation.as_deref()
    }

    /// What went wrong.
    pub fn message(&self) -> &str {
        &self.0.message
    }
}

/// Escapes what ends a line, is invisible or turns the direction of the text around it.
///
/// Names and pointers of a document are shown in messages, documentation and reports.
pub fn visible(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for letter in text.chars() {
        if letter == ' ' || letter.is_ascii_graphic() || letter.is_alphanumeric() {
            shown.push(letter);
        } else {
            shown.extend(letter.escape_debug());
        }
    }
    shown
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for part in [&self.0.file, &self.0.pointer, &self.0.operation]
            .into_iter()
            .flatten()
        {
            write!(f, "{}: ", visible(part))?;
        }
        f.write_str(&visible(&self.0.message))?;
        if let Some(source) = &self.0.source {
            write!(f, ": {source}")?;
        }
        if let Some(remedy) = &self.0.remedy {
            write!(f, "; {remedy}")?;
        }
        Ok(())
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.0
            .source
            .as_deref()
            .map(|source| source as &(dyn std::error::Error + 'static))
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
