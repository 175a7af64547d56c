//! Sends the prepared requests of a generated API client.
//!
//! A generated function returns a [`Prepared`] request: the HTTP request, the
//! [`Operation`] that it calls and the type of its response. [`Client`] sends it,
//! with retries, time limits, TLS, uploads and redacted errors. This crate knows
//! operations by their facts and nothing of a particular API: what is particular
//! comes in as a [`Profile`] and [`Settings`].
//!
//! ```
//! use api_transport::{Operation, Prepared};
//! use serde_json::Value;
//!
//! static GET_ITEM: Operation = Operation::new("getItem", "GET", "/items/{id}");
//!
//! let root = "https://api.example.com/v1".parse()?;
//! let prepared = Prepared::<Value>::new(&root, &GET_ITEM, &[&"a/b"])?;
//! assert_eq!(prepared.request().url().path(), "/v1/items/a%2Fb");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

#![cfg_attr(docsrs, feature(doc_cfg))]

mod client;
mod connections;
mod drift;
mod encode;
mod error;
mod hook;
mod operation;
mod options;
mod origin;
mod prepared;
mod profile;
mod request;
mod response;
mod response_body;
mod retry;
mod server_timeout;
mod settings;
mod timeouts;
mod tls;
mod transport;
mod upload;

pub use bytes::Bytes;
pub use client::Client;
#[cfg(feature = "drift-report")]
pub use drift::{Drift, DriftKind, OnDrift};
pub use encode::{Joined, Style};
pub use error::{Error, ErrorKind, ErrorResponse, JsonError, Progress, message_of};
pub use hook::{Attempt, AttemptHook, ResponseHead};
pub use operation::{Operation, RetryClass};
pub use options::CallOptions;
pub use origin::{is_loopback, is_private, same_origin};
pub use prepared::Prepared;
pub use profile::Profile;
pub use request::Request;
pub use response::Response;
pub use response_body::{Envelope, ResponseBody, Split, is_error};
pub use retry::{Clock, Jitter, RetryPolicy, SystemClock};
pub use server_timeout::{ServerTimeout, TimeUnit};
pub use settings::Settings;
pub use timeouts::Timeouts;
#[cfg(feature = "ws")]
pub use transport::WebSocket;
pub use transport::{Route, UnreadResponse};
pub use upload::{PartNames, Upload};
pub use url::Url;

/// The examples of the README, which are compiled and run as tests.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
mod readme {}

// For generated code.
#[doc(hidden)]
pub use lenient_json::{Lenient, Outline};
#[doc(hidden)]
pub use response_body::{body_is_value, field_is_value, text_is_required};
