//! One attempt: sends a request and reads the response.

use std::time::{Duration, Instant};

use bytes::BytesMut;
use reqwest::{Client as Http, Request, Response};
use tokio::time;
use url::Url;

use super::attempt_error::AttemptError;
use super::body;
use super::raw_response::RawResponse;
use super::redirect;
use crate::error::{ErrorResponse, READ_BYTES};
use crate::origin::same_origin;

/// The limits of one attempt.
#[derive(Clone, Copy, Debug)]
pub(super) struct Limits {
    /// From the first byte of the request to the last byte of the response.
    pub time: Duration,
    /// A pause within the response.
    pub stall: Duration,
    /// The bytes of the response.
    pub bytes: usize,
}

/// The result of an attempt.
pub(super) enum AttemptResult {
    Success(RawResponse),
    ErrorResponse(ErrorResponse),
    /// No usable response.
    Failed(AttemptError),
}

/// Sends a request to the server of this API root once; a long response may use the memory of `spare`.
pub(super) async fn send(
    http: &Http,
    request: Request,
    root: &Url,
    limits: Limits,
    code_fields: &'static [&'static str],
    spare: &mut BytesMut,
) -> AttemptResult {
    try_send(http, request, root, limits, code_fields, spare)
        .await
        .unwrap_or_else(AttemptResult::Failed)
}

async fn try_send(
    http: &Http,
    request: Request,
    root: &Url,
    limits: Limits,
    code_fields: &'static [&'static str],
    spare: &mut BytesMut,
) -> Result<AttemptResult, AttemptError> {
    let started = Instant::now();
    let mut response: Response = time::timeout(limits.time, http.execute(request))
        .await
        .map_err(|_| AttemptError::Timeout(None))?
        .map_err(AttemptError::new)?;
    // A client that was handed in may follow redirects. It keeps the key back
    // then, but the response of another server is not that of the service.
    if !same_origin(response.url(), root) {
        return Err(AttemptError::Redirected(redirect::origin(response.url())));
    }
    let left = limits.time.saturating_sub(started.elapsed());
    let status = response.status();
    let headers = std::mem::take(response.headers_mut());
    if status.is_success() {
        let whole = body::read(&mut response, limits.bytes, limits.stall, spare);
        let body = time::timeout(left, whole)
            .await
            .map_err(|_| AttemptError::Timeout(None))??;
        return Ok(AttemptResult::Success(RawResponse {
            status,
            headers,
            body,
            attempts: 1,
        }));
    }
    // An error response is small, and it is one even if its body breaks off.
    let body = body::read_start(&mut response, READ_BYTES, left.min(limits.stall)).await;
    let response = ErrorResponse::new(status, headers, body, code_fields);
    Ok(AttemptResult::ErrorResponse(response))
}
