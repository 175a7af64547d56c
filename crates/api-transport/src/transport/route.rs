//! The operation that a request belongs to.

use std::fmt;

use reqwest::Method;

use crate::{Operation, RetryClass};

/// The operation of a request, as far as it is known.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum Route {
    /// An operation of the contract.
    Known(&'static Operation),
    /// A path that belongs to no known operation.
    Unknown {
        /// The method.
        method: Method,
        /// The path below the API root.
        path: String,
    },
}

impl Route {
    /// Returns the operation, if it is known.
    pub fn operation(&self) -> Option<&'static Operation> {
        match self {
            Self::Known(operation) => Some(operation),
            Self::Unknown { .. } => None,
        }
    }

    /// Returns the method.
    pub fn method(&self) -> &str {
        match self {
            Self::Known(operation) => operation.method,
            Self::Unknown { method, .. } => method.as_str(),
        }
    }

    /// Returns the class that decides on retries.
    pub fn retry_class(&self) -> RetryClass {
        match self {
            Self::Known(operation) => operation.retry,
            Self::Unknown { method, .. } => RetryClass::of_method(method),
        }
    }
}

impl From<&'static Operation> for Route {
    fn from(operation: &'static Operation) -> Self {
        Self::Known(operation)
    }
}

/// Writes it as errors name it: `GET /crawl/{id}`.
impl fmt::Display for Route {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Known(operation) => operation.fmt(f),
            Self::Unknown { method, path } => write!(f, "{method} {path}"),
        }
    }
}

/// Writes it as errors name it: `GET /crawl/{id}`.
impl fmt::Display for Operation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.method, self.path)
    }
}
