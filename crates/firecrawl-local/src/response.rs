//! The response to a request.

use axum::http::{HeaderName, HeaderValue};
use bytes::Bytes;
use serde_json::{Value, json};

use crate::contract::custom_issue;
use crate::faults::Delivery;

/// The result of handling a request: `Err` is an error response that ends the handling early.
///
/// The error is boxed because `?` passes it on by value.
pub(crate) type Handled = Result<Response, Box<Response>>;

/// A status, headers and a body.
///
/// ```
/// use firecrawl_local::Response;
/// use serde_json::json;
///
/// let found = Response::ok(json!({"success": true, "data": {"markdown": "# Title"}}));
/// assert_eq!(found.status, 200);
/// let missing = Response::error(404, "Job not found");
/// assert_eq!(missing.status, 404);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Response {
    /// The HTTP status.
    pub status: u16,
    /// Headers other than content type and length.
    pub headers: Vec<(HeaderName, HeaderValue)>,
    /// The body.
    pub body: Body,
    /// The way in which the body is written: at once, unless a fault says otherwise.
    pub(crate) delivery: Delivery,
    /// The credits that the account is billed for it.
    pub(crate) credits: i64,
}

/// The body of a response.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Body {
    /// A JSON value.
    Json(Value),
    /// JSON that is already serialized.
    Serialized(Bytes),
    /// Bytes with their content type; an empty content type sends no such header.
    Raw(&'static str, Bytes),
}

impl Response {
    /// Creates a JSON response with status 200.
    pub fn ok(body: Value) -> Self {
        Self::json(200, body)
    }

    /// Creates a response with status 200 from JSON that is already serialized.
    pub fn serialized(body: Bytes) -> Self {
        Self::new(200, Body::Serialized(body))
    }

    /// Creates a JSON response with any status.
    pub fn json(status: u16, body: Value) -> Self {
        Self::new(status, Body::Json(body))
    }

    /// Creates an error response in the service's form: `{"success": false, "error": …}`.
    pub fn error(status: u16, error: impl Into<String>) -> Self {
        Self::json(status, json!({"success": false, "error": error.into()}))
    }

    /// Creates an error response with a code.
    pub fn error_with_code(status: u16, code: &str, error: impl Into<String>) -> Self {
        Self::json(
            status,
            json!({"success": false, "code": code, "error": error.into()}),
        )
    }

    /// Creates a response that is not JSON; an empty content type sends no such header.
    pub fn raw(status: u16, content_type: &'static str, bytes: Bytes) -> Self {
        Self::new(status, Body::Raw(content_type, bytes))
    }

    /// Creates the service's response to an internal error.
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

    /// Sets the credits that the account is billed.
    #[must_use]
    pub(crate) fn billed(mut self, credits: i64) -> Self {
        self.credits = credits;
        self
    }

    /// Creates the response of many operations: `{"success": true, "data": …}`.
    pub(crate) fn data(data: impl serde::Serialize) -> Self {
        Self::ok(json!({"success": true, "data": data}))
    }

    /// Creates the service's response to a request that breaks the contract.
    pub(crate) fn bad_request(issues: Vec<Value>) -> Self {
        Self::json(
            400,
            json!({
                "success": false,
                "code": "BAD_REQUEST",
                "error": "Bad Request",
                "details": issues,
            }),
        )
    }

    /// Creates the response to a request with one fault, at a path of its body.
    pub(crate) fn invalid(path: &[&str], message: &str) -> Self {
        Self::bad_request(vec![custom_issue(path, message)])
    }

    /// Creates the response of which no byte is sent: the connection closes.
    pub(crate) fn dropped() -> Self {
        let mut response = Self::raw(500, "", Bytes::new());
        response.delivery = Delivery::Dropped;
        response
    }

    /// Creates the service's response to a body that is not JSON.
    pub(crate) fn malformed_json() -> Self {
        Self::error_with_code(
            400,
            "BAD_REQUEST_INVALID_JSON",
            "Bad request, malformed JSON",
        )
    }

    fn new(status: u16, body: Body) -> Self {
        Self {
            status,
            headers: Vec::new(),
            body,
            delivery: Delivery::default(),
            credits: 0,
        }
    }
}

impl Body {
    /// Returns the content type and the bytes.
    pub(crate) fn into_bytes(self) -> (&'static str, Bytes) {
        const JSON: &str = "application/json; charset=utf-8";
        match self {
            Self::Json(value) => (JSON, Bytes::from(value.to_string())),
            Self::Serialized(bytes) => (JSON, bytes),
            Self::Raw(content_type, bytes) => (content_type, bytes),
        }
    }
}
