//! The values of a success response that does not match the type of the caller.

use std::any::Any;
use std::fmt;

use serde_json::Value;

use super::error::Error;

/// The content that arrived, and was paid for.
#[derive(Default)]
pub(crate) struct Received {
    json: Option<Value>,
    response: Option<Box<dyn Any + Send + Sync>>,
}

/// Shows nothing: it is the content of pages.
impl fmt::Debug for Received {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Received").finish_non_exhaustive()
    }
}

impl Error {
    /// Returns the JSON that does not match the type of the caller, of an error of the kind
    /// [`JsonMismatch`](super::ErrorKind::JsonMismatch).
    ///
    /// It is as the service sent it, and neither `Display` nor `Debug` shows it.
    pub fn json(&self) -> Option<&Value> {
        self.0.received.json.as_ref()
    }

    /// Returns the response that was received and whose JSON is absent or does not match the type,
    /// if `T` is its type.
    pub fn received<T: 'static>(&self) -> Option<&T> {
        self.0.received.response.as_ref()?.downcast_ref()
    }

    /// Keeps JSON that does not match a type.
    #[must_use]
    pub fn with_json(mut self, json: Value) -> Self {
        self.0.received.json = Some(json);
        self
    }

    /// Keeps the response that the error is about.
    #[must_use]
    pub fn with_received(mut self, response: impl Any + Send + Sync) -> Self {
        self.0.received.response = Some(Box::new(response));
        self
    }
}
