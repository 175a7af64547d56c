//! Answers to requests that break the contract.

use serde_json::{Value, json};

use crate::response::Response;

/// What a request with issues gets.
pub(super) fn bad_request(issues: Vec<Value>) -> Response {
    Response::json(
        400,
        json!({
            "success": false,
            "code": "BAD_REQUEST",
            "error": "Bad Request",
            "details": issues,
        }),
    )
}

/// What a body gets that is no JSON.
pub(super) fn malformed() -> Response {
    Response::error_with_code(
        400,
        "BAD_REQUEST_INVALID_JSON",
        "Bad request, malformed JSON",
    )
}

/// What a request without a usable key gets.
pub(super) fn unauthorized(reason: &str) -> Response {
    Response::error(401, reason)
}
