//! One attempt: send, and read the answer.

use std::time::{Duration, Instant};

use bytes::BytesMut;
use reqwest::{Client as Http, Request, Response};
use tokio::time;
use url::Url;

use super::answer::Answer;
use super::body;
use super::failure::Failure;
use super::redirect;
use crate::base_url::same_origin;
use crate::error::{READ_BYTES, Refusal};

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

/// Sends a request to the server of this API root once; a long answer may use `spare` memory.
pub(super) async fn send(
    http: &Http,
    request: Request,
    root: &Url,
    limits: Limits,
    spare: &mut BytesMut,
) -> Ended {
    exchange(http, request, root, limits, spare)
        .await
        .unwrap_or_else(Ended::Failed)
}

async fn exchange(
    http: &Http,
    request: Request,
    root: &Url,
    limits: Limits,
    spare: &mut BytesMut,
) -> Result<Ended, Failure> {
    let started = Instant::now();
    let mut response: Response = time::timeout(limits.time, http.execute(request))
        .await
        .map_err(|_| Failure::Timeout(None))?
        .map_err(Failure::of)?;
    // A client that was handed in may follow redirects. It keeps the key back
    // then, but what another server says is no answer.
    if !same_origin(response.url(), root) {
        return Err(Failure::Elsewhere(redirect::origin(response.url())));
    }
    let left = limits.time.saturating_sub(started.elapsed());
    let status = response.status();
    let headers = std::mem::take(response.headers_mut());
    if status.is_success() {
        let whole = body::read(&mut response, limits.bytes, limits.stall, spare);
        let body = time::timeout(left, whole)
            .await
            .map_err(|_| Failure::Timeout(None))??;
        return Ok(Ended::Answered(Answer {
            status,
            headers,
            body,
            attempts: 1,
        }));
    }
    // A refusal is small; one whose body does not come to its end is a refusal
    // all the same.
    let body = body::read_start(&mut response, READ_BYTES, left.min(limits.stall)).await;
    Ok(Ended::Refused(Refusal::new(status, headers, body)))
}
