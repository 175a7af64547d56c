//! The one error of the pipeline: what went wrong, where, and what to do.

use std::fmt;
use std::path::Path;

/// The result of a step of the pipeline.
pub type Result<T> = std::result::Result<T, Error>;

/// What went wrong, in which file, at which place of the document, and the remedy.
///
/// `Display` prints one line: `file: pointer: operation: message; remedy`.
#[derive(Debug)]
pub struct Error {
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
        Self {
            file: None,
            pointer: None,
            operation: None,
            message: message.into(),
            remedy: None,
            source: None,
        }
    }

    /// Names the file, unless an inner step has named one.
    #[must_use]
    pub fn in_file(mut self, file: impl AsRef<Path>) -> Self {
        self.file
            .get_or_insert_with(|| file.as_ref().display().to_string());
        self
    }

    /// Names the place in the document as a JSON pointer, unless an inner step has named one.
    #[must_use]
    pub fn at(mut self, pointer: impl Into<String>) -> Self {
        self.pointer.get_or_insert_with(|| pointer.into());
        self
    }

    /// Names the operation, unless an inner step has named one.
    #[must_use]
    pub fn in_operation(mut self, operation: impl Into<String>) -> Self {
        self.operation.get_or_insert_with(|| operation.into());
        self
    }

    /// Says what to do, unless an inner step has said it.
    #[must_use]
    pub fn remedy(mut self, remedy: impl Into<String>) -> Self {
        self.remedy.get_or_insert_with(|| remedy.into());
        self
    }

    /// Keeps the error that caused this one.
    #[must_use]
    pub fn caused_by(
        mut self,
        source: impl Into<Box<dyn std::error::Error + Send + Sync>>,
    ) -> Self {
        self.source = Some(source.into());
        self
    }

    /// The file in which the fault stands.
    pub fn file(&self) -> Option<&str> {
        self.file.as_deref()
    }

    /// The JSON pointer to the fault.
    pub fn pointer(&self) -> Option<&str> {
        self.pointer.as_deref()
    }

    /// The operation that has the fault.
    pub fn operation(&self) -> Option<&str> {
        self.operation.as_deref()
    }

    /// What went wrong.
    pub fn message(&self) -> &str {
        &self.message
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for part in [&self.file, &self.pointer, &self.operation]
            .into_iter()
            .flatten()
        {
            write!(f, "{part}: ")?;
        }
        f.write_str(&self.message)?;
        if let Some(source) = &self.source {
            write!(f, ": {source}")?;
        }
        if let Some(remedy) = &self.remedy {
            write!(f, "; {remedy}")?;
        }
        Ok(())
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.source
            .as_deref()
            .map(|source| source as &(dyn std::error::Error + 'static))
    }
}
