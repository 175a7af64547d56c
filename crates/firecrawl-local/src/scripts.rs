//! Answers that the user of the server scripts.

use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};

use crate::answer::Answer;
use crate::call::Call;

/// What answers an operation in place of the server.
pub type Script = Arc<dyn Fn(&Call) -> Answer + Send + Sync>;

/// The scripts by operation.
#[derive(Default)]
pub struct Scripts {
    by_operation: RwLock<HashMap<&'static str, Script>>,
}

impl Scripts {
    /// Puts a script in the place of the one before.
    pub fn set(&self, operation: &'static str, script: Script) {
        let mut scripts = self
            .by_operation
            .write()
            .unwrap_or_else(PoisonError::into_inner);
        scripts.insert(operation, script);
    }

    /// Removes the script of an operation.
    pub fn remove(&self, operation: &str) {
        let mut scripts = self
            .by_operation
            .write()
            .unwrap_or_else(PoisonError::into_inner);
        scripts.remove(operation);
    }

    /// The script of an operation.
    pub fn get(&self, operation: &str) -> Option<Script> {
        let scripts = self
            .by_operation
            .read()
            .unwrap_or_else(PoisonError::into_inner);
        scripts.get(operation).cloned()
    }
}
