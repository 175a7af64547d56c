//! The error of a request that cannot be made.

use std::error::Error;
use std::fmt;

use crate::Operation;

type Source = Box<dyn Error + Send + Sync>;

/// A request that cannot be made of the given values; nothing was sent.
#[derive(Debug)]
pub struct BuildError {
    operation: &'static Operation,
    message: String,
    source: Option<Source>,
}

impl BuildError {
    pub(crate) fn new(operation: &'static Operation, message: impl Into<String>) -> Self {
        Self {
            operation,
            message: message.into(),
            source: None,
        }
    }

    pub(crate) fn caused_by(mut self, source: impl Into<Source>) -> Self {
        self.source = Some(source.into());
        self
    }

    /// Returns the operation whose request cannot be built.
    pub fn operation(&self) -> &'static Operation {
        self.operation
    }
}

impl fmt::Display for BuildError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl Error for BuildError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        let source = self.source.as_deref();
        source.map(|source| source as &(dyn Error + 'static))
    }
}
