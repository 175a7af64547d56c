//! One attempt: sends a request and reads the response.

use std::pin::pin;
use std::time::Duration;

use bytes::{Bytes, BytesMut};
use reqwest::{Client as Http, Request};
use tokio::time::sleep;

use super::attempt_error::AttemptError;
use super::body::BodyReader;
use super::timer::until;
use crate::client::Shared;
use crate::error::{ErrorResponse, READ_BYTES};
use crate::origin::same_origin;
use crate::response::{Meta, Response};

/// The result of an attempt.
pub(super) enum AttemptResult {
    Success(Response<Bytes>),
    ErrorResponse(ErrorResponse),
    /// No usable response.
    Failed(AttemptError),
}

/// Sends a request to the server of this client once; a long response may use the memory of `spare`.
///
/// The limit is from the first byte of the request to the last byte of the response.
pub(super) async fn send(
    http: &Http,
    request: Request,
    shared: &Shared,
    limit: Duration,
    spare: &mut BytesMut,
) -> AttemptResult {
    try_send(http, request, shared, limit, spare)
        .await
        .unwrap_or_else(AttemptResult::Failed)
}

async fn try_send(
    http: &Http,
    request: Request,
    shared: &Shared,
    limit: Duration,
    spare: &mut BytesMut,
) -> Result<AttemptResult, AttemptError> {
    let mut timer = pin!(sleep(limit));
    let deadline = timer.deadline();
    let mut response = until(deadline, timer.as_mut(), http.execute(request))
        .await
        .ok_or_else(|| AttemptError::timeout(limit))?
        .map_err(|error| AttemptError::new(error, limit))?;
    // A client that was handed in may follow redirects. It keeps the key back
    // then, but the response of another server is not that of the service.
    if !same_origin(response.url(), &shared.root) {
        return Err(AttemptError::redirected(Some(response.url())));
    }
    let status = response.status();
    let headers = std::mem::take(response.headers_mut());
    let mut reader = BodyReader {
        response,
        timer,
        deadline,
        limit,
        stall: shared.settings.timeouts.stall,
    };
    if status.is_success() {
        let body = reader.read(shared.settings.body_limit, spare).await?;
        let meta = Meta::new(status, headers);
        return Ok(AttemptResult::Success(Response::from_parts(body, meta)));
    }
    // An error response is small, and it is one even if its body breaks off.
    let body = reader.read_start(READ_BYTES).await;
    let code_fields = shared.profile.code_fields;
    let response = ErrorResponse::new(status, headers, body, code_fields);
    Ok(AttemptResult::ErrorResponse(response))
}
