//! The errors of calls.

mod display;
#[allow(clippy::module_inception)]
mod error;
mod error_response;
mod json_error;
mod kind;
mod progress;
mod received;
mod redact;

pub use error::Error;
pub use error_response::{ErrorResponse, message_of};
pub use json_error::JsonError;
pub use kind::ErrorKind;
pub use progress::Progress;

pub(crate) use error_response::READ_BYTES;
#[cfg(feature = "drift-report")]
pub(crate) use redact::redact_text;
