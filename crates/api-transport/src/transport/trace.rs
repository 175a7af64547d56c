//! Spans with the feature `tracing`: one for a call, and one in it for each attempt.
//!
//! Their fields have the names that OpenTelemetry gives them for HTTP clients. None contains a
//! key, a body, or a value of a path or query.

use reqwest::StatusCode;
use tracing::{Instrument, Span};

use super::attempt::AttemptResult;
#[cfg(feature = "ws")]
use super::attempt_error::AttemptError;
use crate::error::Error;
use crate::hook::Attempt;
use crate::profile::Profile;

const STATUS: &str = "http.response.status_code";

/// Runs an attempt in a span of its own.
pub(super) async fn attempt(
    profile: &Profile,
    attempt: &Attempt<'_>,
    result: impl Future<Output = AttemptResult>,
) -> AttemptResult {
    let span = (profile.attempt_span)(attempt);
    let result = result.instrument(span.clone()).await;
    match &result {
        AttemptResult::Success(response) => {
            span.record(STATUS, response.http_status().as_u16());
            span.record("http.response.body.size", response.len());
        }
        AttemptResult::ErrorResponse(response) => {
            span.record(STATUS, response.status().as_u16());
            error(&span, response.status().as_str());
        }
        AttemptResult::Failed(failed) => error(&span, failed.word),
    }
    result
}

/// Opens a WebSocket in the span of an attempt.
#[cfg(feature = "ws")]
pub(super) async fn handshake(
    profile: &Profile,
    attempt: &Attempt<'_>,
    result: impl Future<Output = Result<reqwest::Response, AttemptError>>,
) -> Result<reqwest::Response, AttemptError> {
    let span = (profile.attempt_span)(attempt);
    let result = result.instrument(span.clone()).await;
    match &result {
        Ok(response) => {
            let status = response.status();
            span.record(STATUS, status.as_u16());
            if status != StatusCode::SWITCHING_PROTOCOLS {
                error(&span, status.as_str());
            }
        }
        Err(failed) => error(&span, failed.word),
    }
    result
}

/// Runs the attempts of a call in its span.
pub(super) async fn call<T>(
    span: &Span,
    result: impl Future<Output = Result<T, Error>>,
    status: fn(&T) -> StatusCode,
) -> Result<T, Error> {
    let result = result.instrument(span.clone()).await;
    if let Ok(response) = &result {
        span.record(STATUS, status(response).as_u16());
    }
    result
}

/// Notes the error of a call in its span.
pub(super) fn failed(span: &Span, failed: &Error) {
    match failed.status() {
        Some(status) if !status.is_success() => {
            span.record(STATUS, status.as_u16());
            error(span, status.as_str());
        }
        _ => error(span, &format!("{:?}", failed.kind())),
    }
}

fn error(span: &Span, word: &str) {
    span.record("error.type", word);
    span.record("otel.status_code", "ERROR");
}
