//! The state of one call over all its attempts.

use std::time::{Duration, Instant};

use bytes::{Bytes, BytesMut};
use reqwest::header::HeaderValue;

/// The state of one call over all its attempts.
pub(crate) struct CallState {
    /// The start of the call.
    pub started: Instant,
    /// The idempotency key, which belongs to the call and not to an attempt.
    pub key: Option<HeaderValue>,
    /// Attempts so far.
    pub attempts: u32,
    /// Attempts that resumed a 408; they do not count against the policy.
    pub resumes: u32,
    /// Attempts that ended with a 429; they do not count either.
    pub throttled: u32,
    /// The time that the call waited for the rate limit.
    pub rate_limit_wait: Duration,
    /// True if one attempt met a stale connection; it does not count either.
    pub stale: bool,
    /// The time of the first 408 whose work went on.
    pub resuming_since: Option<Instant>,
    /// Memory for the next response, left by an earlier one.
    pub spare: BytesMut,
    /// True if the service may have accepted an attempt without our knowing.
    pub maybe_accepted: bool,
}

impl CallState {
    /// Creates the state of a call that begins.
    pub fn new(started: Instant, key: Option<HeaderValue>) -> Self {
        Self {
            started,
            key,
            attempts: 0,
            resumes: 0,
            throttled: 0,
            rate_limit_wait: Duration::ZERO,
            stale: false,
            resuming_since: None,
            spare: BytesMut::new(),
            maybe_accepted: false,
        }
    }

    /// Keeps the memory of a response that was read, if it is larger than the spare memory.
    pub fn recycle(&mut self, body: Bytes) {
        if let Ok(mut body) = body.try_into_mut()
            && body.capacity() > self.spare.capacity()
        {
            body.clear();
            self.spare = body;
        }
    }

    /// Returns the attempts that count against the policy.
    pub fn counted(&self) -> u32 {
        self.attempts
            .saturating_sub(self.resumes)
            .saturating_sub(self.throttled)
            .saturating_sub(u32::from(self.stale))
    }

    /// Returns how long the call has been resuming.
    pub fn resuming_for(&self, now: Instant) -> Duration {
        self.resuming_since
            .map(|since| now.saturating_duration_since(since))
            .unwrap_or_default()
    }
}
