//! One attempt: send, and read the answer.

use std::time::Duration;

use reqwest::{Client as Http, Request, Response};
use tokio::time;

use super::answer::Answer;
use super::body;
use super::failure::Failure;
use crate::error::{KEPT_BYTES, Refusal};

/// The limits of one attempt.
#[derive(Clone, Copy, Debug)]
pub(super) struct Limits {
    /// From the first byte of the request to the last of the answer.
    pub time: Duration,
    /// A pause in the answer.
    pub stall: Duration,
    /// Bytes of the answer.
    pub bytes: usize,
}

/// How an attempt ended.
pub(super) enum Ended {
    /// With success.
    Answered(Answer),
    /// With another status.
    Refused(Refusal),
    /// Without a usable answer.
    Failed(Failure),
}

/// Sends a request once.
pub(super) async fn send(http: &Http, request: Request, limits: Limits) -> Ended {
    match time::timeout(limits.time, exchange(http, request, limits)).await {
        Ok(Ok(ended)) => ended,
        Ok(Err(failure)) => Ended::Failed(failure),
        Err(_) => Ended::Failed(Failure::Timeout(None)),
    }
}

async fn exchange(http: &Http, request: Request, limits: Limits) -> Result<Ended, Failure> {
    let mut response: Response = http.execute(request).await.map_err(Failure::of)?;
    let status = response.status();
    let headers = std::mem::take(response.headers_mut());
    if status.is_success() {
        let body = body::read(&mut response, limits.bytes, limits.stall).await?;
        return Ok(Ended::Answered(Answer {
            status,
            headers,
            body,
            attempts: 1,
        }));
    }
    let body = body::read_start(&mut response, KEPT_BYTES, limits.stall).await;
    Ok(Ended::Refused(Refusal::new(status, headers, body)))
}
