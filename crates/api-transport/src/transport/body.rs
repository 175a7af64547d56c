//! Reads the body of a response within bounds.

use std::time::Duration;

use bytes::{Bytes, BytesMut};
use reqwest::Response;
use tokio::time;

use super::attempt_error::AttemptError;

/// The most memory that is reserved for an announced length; a page of documents has about 10 MiB.
const MAX_RESERVED: usize = 16 * 1024 * 1024;

/// Reads the whole body; at most `limit` bytes, and no pause longer than `stall`.
///
/// The body uses the memory of `spare` if that is large enough.
pub(super) async fn read(
    response: &mut Response,
    limit: usize,
    stall: Duration,
    spare: &mut BytesMut,
) -> Result<Bytes, AttemptError> {
    let announced = response.content_length().unwrap_or(0);
    let announced = usize::try_from(announced).unwrap_or(usize::MAX);
    if announced > limit {
        return Err(AttemptError::TooLarge(limit));
    }
    let Some(first) = piece(response, stall).await? else {
        return Ok(Bytes::new());
    };
    if first.len() > limit {
        return Err(AttemptError::TooLarge(limit));
    }
    // Most responses come in one piece, which is not copied.
    if announced > 0 && first.len() == announced {
        return Ok(first);
    }
    let mut body = std::mem::take(spare);
    body.clear();
    body.reserve(announced.min(MAX_RESERVED).max(first.len()));
    body.extend_from_slice(&first);
    while let Some(next) = piece(response, stall).await? {
        if body.len().saturating_add(next.len()) > limit {
            return Err(AttemptError::TooLarge(limit));
        }
        body.extend_from_slice(&next);
    }
    Ok(body.freeze())
}

/// Reads the start of a body; returns what arrived within this time.
pub(super) async fn read_start(response: &mut Response, kept: usize, limit: Duration) -> Bytes {
    let mut body = BytesMut::new();
    let reading = async {
        while body.len() < kept {
            match response.chunk().await {
                Ok(Some(next)) => {
                    body.extend_from_slice(&next[..next.len().min(kept - body.len())]);
                }
                Ok(None) | Err(_) => break,
            }
        }
    };
    // The bytes that arrived in time are kept.
    let _ = time::timeout(limit, reading).await;
    body.freeze()
}

async fn piece(response: &mut Response, stall: Duration) -> Result<Option<Bytes>, AttemptError> {
    match time::timeout(stall, response.chunk()).await {
        Ok(Ok(piece)) => Ok(piece),
        Ok(Err(error)) if error.is_timeout() => Err(AttemptError::Timeout(Some(error))),
        Ok(Err(error)) => Err(AttemptError::Broken(error)),
        Err(_) => Err(AttemptError::Stalled(stall)),
    }
}
