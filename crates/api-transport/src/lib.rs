//! Sends the prepared requests of a generated API client.
//!
//! A generated function returns a [`Prepared`] request: the HTTP request, the
//! [`Operation`] that it calls and the type of its response. This crate knows
//! operations by their facts and nothing of a particular API.

mod build_error;
mod encode;
mod operation;
mod prepared;
mod response_body;
mod server_timeout;

pub use build_error::BuildError;
pub use bytes::Bytes;
pub use operation::{Operation, RetryClass};
pub use prepared::Prepared;
pub use reqwest::Body;
pub use response_body::{Envelope, ResponseBody, Split, is_error};
pub use server_timeout::{ServerTimeout, TimeUnit};
pub use url::Url;

// For generated code.
#[doc(hidden)]
pub use response_body::{body_is_value, field_is_value, fields, has_value};
#[doc(hidden)]
pub use serde::de::DeserializeOwned;
