//! What the attempts of one call amount to so far.

use std::time::{Duration, Instant};

use bytes::{Bytes, BytesMut};
use reqwest::header::HeaderValue;

/// What one call did so far, over all its attempts.
pub(crate) struct Tally {
    /// When the call began.
    pub started: Instant,
    /// The idempotency key, which is that of the call and not of an attempt.
    pub key: Option<HeaderValue>,
    /// Attempts so far.
    pub attempts: u32,
    /// How many of them were made to resume a 408; they do not count against the policy.
    pub resumes: u32,
    /// Whether one of them met a stale connection; it does not count either.
    pub stale: bool,
    /// When the first 408 came whose work went on.
    pub resuming_since: Option<Instant>,
    /// Memory for the next answer, which an earlier one has left.
    pub spare: BytesMut,
    /// Whether an attempt may have been taken without our knowing.
    pub perhaps_taken: bool,
}

impl Tally {
    /// Nothing done yet.
    pub fn new(started: Instant, key: Option<HeaderValue>) -> Self {
        Self {
            started,
            key,
            attempts: 0,
            resumes: 0,
            stale: false,
            resuming_since: None,
            spare: BytesMut::new(),
            perhaps_taken: false,
        }
    }

    /// Keeps the memory of an answer that was read, if it is more than there is.
    pub fn keep(&mut self, body: Bytes) {
        if let Ok(mut body) = body.try_into_mut()
            && body.capacity() > self.spare.capacity()
        {
            body.clear();
            self.spare = body;
        }
    }

    /// Attempts that count against the policy.
    pub fn counted(&self) -> u32 {
        self.attempts
            .saturating_sub(self.resumes)
            .saturating_sub(u32::from(self.stale))
    }

    /// How long the call has been resuming.
    pub fn resuming_for(&self, now: Instant) -> Duration {
        self.resuming_since
            .map(|since| now.saturating_duration_since(since))
            .unwrap_or_default()
    }
}
