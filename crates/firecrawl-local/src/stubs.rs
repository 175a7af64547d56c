//! Responses that the user of the server supplies.

use std::collections::HashMap;
use std::sync::Arc;

use parking_lot::RwLock;

use crate::request::Request;
use crate::response::Response;

/// A function that handles an operation in place of the server.
pub type Stub = Arc<dyn Fn(&Request) -> Response + Send + Sync>;

/// The stubs by operationId.
#[derive(Default)]
pub struct Stubs(RwLock<HashMap<&'static str, Stub>>);

impl Stubs {
    /// Sets the stub of an operation, replacing an earlier one.
    pub fn set(&self, operation: &'static str, stub: Stub) {
        self.0.write().insert(operation, stub);
    }

    /// Removes the stub of an operation.
    pub fn remove(&self, operation: &str) {
        self.0.write().remove(operation);
    }

    /// Returns the stub of an operation.
    pub fn get(&self, operation: &str) -> Option<Stub> {
        self.0.read().get(operation).cloned()
    }
}
