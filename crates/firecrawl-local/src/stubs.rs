//! Answers that the user of the server stubs.

use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};

use crate::request::Request;
use crate::response::Response;

/// What answers an operation in place of the server.
pub type Stub = Arc<dyn Fn(&Request) -> Response + Send + Sync>;

/// The stubs by operation.
#[derive(Default)]
pub struct Stubs {
    by_operation: RwLock<HashMap<&'static str, Stub>>,
}

impl Stubs {
    /// Puts a stub in the place of the one before.
    pub fn set(&self, operation: &'static str, stub: Stub) {
        let mut stubs = self
            .by_operation
            .write()
            .unwrap_or_else(PoisonError::into_inner);
        stubs.insert(operation, stub);
    }

    /// Removes the stub of an operation.
    pub fn remove(&self, operation: &str) {
        let mut stubs = self
            .by_operation
            .write()
            .unwrap_or_else(PoisonError::into_inner);
        stubs.remove(operation);
    }

    /// The stub of an operation.
    pub fn get(&self, operation: &str) -> Option<Stub> {
        let stubs = self
            .by_operation
            .read()
            .unwrap_or_else(PoisonError::into_inner);
        stubs.get(operation).cloned()
    }
}
