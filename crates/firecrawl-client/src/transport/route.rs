//! Which operation a request belongs to.

use std::borrow::Cow;

use firecrawl_api::{Operation, RetryClass};
use reqwest::Method;

/// The operation of a request, as far as it is known.
#[derive(Clone, Debug)]
pub(crate) struct Route {
    method: Method,
    path: Cow<'static, str>,
    pub operation: Option<&'static Operation>,
    pub safety: RetryClass,
}

impl Route {
    /// An operation of the contract.
    pub fn of(operation: &'static Operation) -> Self {
        Self {
            method: Method::from_bytes(operation.method.as_bytes()).unwrap_or_default(),
            path: Cow::Borrowed(operation.path),
            operation: Some(operation),
            safety: operation.retry,
        }
    }

    /// A request to a path that nobody knows.
    pub fn unknown(method: Method, path: &str) -> Self {
        let safety = RetryClass::of_method(&method);
        Self {
            method,
            path: Cow::Owned(path.to_owned()),
            operation: None,
            safety,
        }
    }

    /// The method.
    pub fn method(&self) -> &Method {
        &self.method
    }

    /// The template of the path below the API root.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// As errors name it: `GET /crawl/{id}`.
    pub fn name(&self) -> String {
        format!("{} {}", self.method, self.path)
    }
}
