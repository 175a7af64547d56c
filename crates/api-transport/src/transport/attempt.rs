//! One attempt: sends a request and reads the response.

use std::pin::{Pin, pin};
use std::time::Duration;

use bytes::{Bytes, BytesMut};
use reqwest::{Client as Http, Request};
use tokio::time::{Instant, Sleep, sleep};

use super::attempt_error::AttemptError;
use super::body::BodyReader;
use super::timer::until;
use crate::client::Shared;
use crate::error::{ErrorResponse, READ_BYTES};
use crate::hook::Hooked;
use crate::origin::same_origin;
use crate::response::{Meta, Response};
use crate::upload::Advance;

/// The time of an attempt without a limit of the total time: a year.
const FOREVER: Duration = Duration::from_secs(365 * 24 * 60 * 60);

/// The result of an attempt.
pub(super) enum AttemptResult {
    Success(Response<Bytes>),
    ErrorResponse(ErrorResponse),
    /// No usable response.
    Failed(AttemptError),
}

/// The time limits of one attempt.
pub(super) struct Limits {
    /// Until the response begins.
    pub first_byte: Duration,
    /// Shows whether an upload advances, which takes as long as it takes.
    pub upload: Option<Advance>,
    /// For a pause within the response.
    pub stall: Duration,
    /// The rest of the total time of the call.
    pub total: Option<Duration>,
}

/// Sends a request to the server of this client once; a long response may use the memory of `spare`.
pub(super) async fn send(
    http: &Http,
    request: Request,
    shared: &Shared,
    limits: Limits,
    hooked: Option<&Hooked<'_>>,
    spare: &mut BytesMut,
) -> AttemptResult {
    let result = try_send(http, request, shared, limits, hooked, spare).await;
    result.unwrap_or_else(|failed| {
        if let Some(hooked) = hooked {
            hooked.failure(failed.error.kind());
        }
        AttemptResult::Failed(failed)
    })
}

async fn try_send(
    http: &Http,
    request: Request,
    shared: &Shared,
    limits: Limits,
    hooked: Option<&Hooked<'_>>,
    spare: &mut BytesMut,
) -> Result<AttemptResult, AttemptError> {
    let total = limits.total.unwrap_or(FOREVER);
    let end = Instant::now().checked_add(total);
    let end = end.unwrap_or_else(|| Instant::now() + FOREVER);
    let mut timer = pin!(sleep(limits.first_byte.min(total)));
    let mut response = begun(http.execute(request), timer.as_mut(), &limits, end)
        .await
        .ok_or_else(|| match Instant::now() < end {
            true => AttemptError::no_response(limits.first_byte),
            false => AttemptError::out_of_time(total),
        })?
        .map_err(|error| AttemptError::new(error, &shared.root))?;
    if let Some(hooked) = hooked {
        hooked.response(response.status(), response.headers());
    }
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
        end,
        total,
        stall: limits.stall,
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

/// Awaits the begin of a response; `None` if its time is over, which begins anew while an upload
/// advances.
async fn begun<T>(
    response: impl Future<Output = T>,
    mut timer: Pin<&mut Sleep>,
    limits: &Limits,
    end: Instant,
) -> Option<T> {
    let mut response = pin!(response);
    let (mut since, mut deadline) = (Instant::now(), timer.deadline());
    loop {
        if let Some(response) = until(deadline, timer.as_mut(), response.as_mut()).await {
            return Some(response);
        }
        since = limits.upload.as_ref()?.after(since)?;
        deadline = since.checked_add(limits.first_byte)?.min(end);
        if deadline <= Instant::now() {
            return None;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECOND: Duration = Duration::from_secs(1);

    /// Sends an upload whose pieces are this far apart, and waits so long for the response.
    async fn sent(pieces: u32, apart: Duration, response: Duration, total: Duration) -> bool {
        let advance = Advance::default();
        let limits = Limits {
            first_byte: 10 * SECOND,
            upload: Some(advance.clone()),
            stall: SECOND,
            total: Some(total),
        };
        let sending = async {
            for _ in 0..pieces {
                sleep(apart).await;
                advance.note();
            }
            sleep(response).await;
        };
        let timer = pin!(sleep(limits.first_byte));
        let end = Instant::now() + total;
        begun(sending, timer, &limits, end).await.is_some()
    }

    #[tokio::test(start_paused = true)]
    async fn an_upload_that_advances_is_not_cut_off() {
        let long = 1000 * SECOND;
        assert!(sent(20, 9 * SECOND, 9 * SECOND, long).await);
        assert!(!sent(20, 11 * SECOND, SECOND, long).await, "it pauses");
        assert!(
            !sent(20, 9 * SECOND, 11 * SECOND, long).await,
            "no response"
        );
        assert!(!sent(20, 9 * SECOND, SECOND, 100 * SECOND).await, "total");
    }
}
