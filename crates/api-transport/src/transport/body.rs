//! Reads the body of a response within bounds.

use std::pin::Pin;
use std::time::Duration;

use bytes::{Bytes, BytesMut};
use reqwest::Response;
use tokio::time::{Instant, Sleep};

use super::attempt_error::AttemptError;
use super::timer::until;

/// The most memory that is reserved for an announced length; a page of documents has about 10 MiB.
const MAX_RESERVED: usize = 16 * 1024 * 1024;

/// Reads the body of a response.
pub(super) struct BodyReader<'a> {
    pub response: Response,
    pub timer: Pin<&'a mut Sleep>,
    /// The end of the call, and the time that was left until then, for messages.
    pub end: Instant,
    pub total: Duration,
    /// The longest pause.
    pub stall: Duration,
}

impl BodyReader<'_> {
    /// Reads the whole body, at most `most` bytes.
    ///
    /// The body uses the memory of `spare` if that is large enough.
    pub async fn read(&mut self, most: usize, spare: &mut BytesMut) -> Result<Bytes, AttemptError> {
        let announced = self.response.content_length().unwrap_or(0);
        let announced = usize::try_from(announced).unwrap_or(usize::MAX);
        if announced > most {
            return Err(AttemptError::too_large(most));
        }
        let Some(first) = self.piece().await? else {
            return Ok(Bytes::new());
        };
        // Most responses come in one piece, which is not copied.
        if announced > 0 && first.len() == announced {
            return Ok(first);
        }
        let mut body = std::mem::take(spare);
        body.clear();
        body.reserve(announced.min(MAX_RESERVED).max(first.len().min(most)));
        let mut next = Some(first);
        while let Some(piece) = next {
            if body.len().saturating_add(piece.len()) > most {
                return Err(AttemptError::too_large(most));
            }
            body.extend_from_slice(&piece);
            next = self.piece().await?;
        }
        Ok(body.freeze())
    }

    /// Reads the first bytes of the body, as far as they arrive without a long pause.
    pub async fn read_start(&mut self, kept: usize) -> Bytes {
        let mut body = BytesMut::new();
        self.end = self.end_of_pause();
        while body.len() < kept
            && let Ok(Some(next)) = self.piece().await
        {
            body.extend_from_slice(&next[..next.len().min(kept - body.len())]);
        }
        body.freeze()
    }

    async fn piece(&mut self) -> Result<Option<Bytes>, AttemptError> {
        let time = self.end_of_pause();
        match until(time, self.timer.as_mut(), self.response.chunk()).await {
            Some(piece) => piece.map_err(AttemptError::broken),
            None if time == self.end => Err(AttemptError::out_of_time(self.total)),
            None => Err(AttemptError::stalled(self.stall)),
        }
    }

    /// Returns the time until which the next piece must arrive.
    fn end_of_pause(&self) -> Instant {
        let end = Instant::now().checked_add(self.stall);
        end.map_or(self.end, |end| end.min(self.end))
    }
}
