//! A request that is ready to be sent, and the type of its response.

use std::fmt;
use std::marker::PhantomData;

use reqwest::Request;

use crate::Operation;

/// A request of one operation, ready to be sent; `T` is the body of its success response.
pub struct Prepared<T> {
    /// The request: method, URL, headers and body.
    pub request: Request,
    /// The operation that it calls.
    pub operation: &'static Operation,
    response: PhantomData<fn() -> T>,
}

impl<T> Prepared<T> {
    /// A request of an operation.
    pub fn new(request: Request, operation: &'static Operation) -> Self {
        Self {
            request,
            operation,
            response: PhantomData,
        }
    }
}

impl<T> fmt::Debug for Prepared<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Prepared")
            .field("operation", &self.operation.id)
            .finish_non_exhaustive()
    }
}
