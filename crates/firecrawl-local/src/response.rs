//! What an operation answers.

use axum::http::{HeaderName, HeaderValue};
use bytes::Bytes;
use serde_json::{Value, json};

use crate::faults::Delivery;

/// A status, headers and a body.
#[derive(Clone, Debug)]
pub struct Response {
    /// The HTTP status.
    pub status: u16,
    /// Headers beside content type and length.
    pub headers: Vec<(HeaderName, HeaderValue)>,
    /// The body.
    pub body: Body,
    /// How the body is written; whole and at once unless a fault was ordered.
    pub delivery: Delivery,
}

/// The body of an response.
#[derive(Clone, Debug)]
pub enum Body {
    /// JSON, still open to change.
    Json(Value),
    /// JSON that was written before.
    Serialized(Bytes),
    /// Bytes of another type.
    Raw(&'static str, Bytes),
}

impl Response {
    /// An response with the status 200.
    pub fn ok(body: Value) -> Self {
        Self::json(200, body)
    }

    /// An response with the status 200 whose JSON was written before.
    pub fn serialized(body: Bytes) -> Self {
        Self {
            body: Body::Serialized(body),
            ..Self::ok(Value::Null)
        }
    }

    /// An response of any status.
    pub fn json(status: u16, body: Value) -> Self {
        Self {
            status,
            headers: Vec::new(),
            body: Body::Json(body),
            delivery: Delivery::default(),
        }
    }

    /// A failure as the service words it: `{"success": false, "error": …}`.
    pub fn error(status: u16, error: impl Into<String>) -> Self {
        Self::json(status, json!({"success": false, "error": error.into()}))
    }

    /// A failure with a code.
    pub fn error_with_code(status: u16, code: &str, error: impl Into<String>) -> Self {
        Self::json(
            status,
            json!({"success": false, "code": code, "error": error.into()}),
        )
    }

    /// An response that is no JSON; an empty type sends none.
    pub fn raw(status: u16, kind: &'static str, bytes: Bytes) -> Self {
        Self {
            body: Body::Raw(kind, bytes),
            ..Self::json(status, Value::Null)
        }
    }

    /// What the service answers where something of its own went wrong.
    pub fn internal_error() -> Self {
        let id = uuid::Uuid::new_v4();
        Self::error_with_code(
            500,
            "UNKNOWN_ERROR",
            format!(
                "An unexpected error occurred. Please contact help@firecrawl.com for help. \
                 Your exception ID is {id}"
            ),
        )
    }

    /// Adds a header.
    #[must_use]
    pub fn header(mut self, name: HeaderName, value: HeaderValue) -> Self {
        self.headers.push((name, value));
        self
    }
}
