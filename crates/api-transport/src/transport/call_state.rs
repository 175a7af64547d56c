//! The state of one call over all its attempts.

use std::sync::Arc;
use std::time::{Duration, Instant};

use bytes::{Bytes, BytesMut};
use reqwest::header::HeaderValue;

use super::route::Route;
use crate::client::Client;
use crate::request::Request;
use crate::retry::OperationPace;

/// The state of one call over all its attempts.
pub(crate) struct CallState {
    /// The span around all attempts.
    #[cfg(feature = "tracing")]
    pub span: tracing::Span,
    pub route: Route,
    pub request: Request,
    pub pace: Arc<OperationPace>,
    /// The start of the call.
    pub started: Instant,
    /// The idempotency key, which belongs to the call and not to an attempt.
    pub key: Option<HeaderValue>,
    /// The time that the request gives to the server.
    pub server_time: Option<Duration>,
    /// Attempts so far.
    pub attempts: u32,
    /// Attempts that resumed a 408; they do not count against the policy.
    pub resumes: u32,
    /// Attempts that ended with a 429; they do not count either.
    pub throttled: u32,
    /// The time that the call waited for the rate limit.
    pub rate_limit_wait: Duration,
    /// The time that the call waited for the requests before it.
    pub in_flight_wait: Duration,
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
        let uncounted = self.resumes + self.throttled + u32::from(self.stale);
        self.attempts.saturating_sub(uncounted)
    }

    /// Returns whether the call may have started work that outlives it.
    pub fn maybe_started(&self) -> bool {
        self.route.retry_class().starts_work() && self.maybe_accepted
    }
}

/// Returns the idempotency key of a call, if it starts work and no header set by hand is its key.
pub(super) fn idempotency_key(client: &Client, route: &Route) -> Option<HeaderValue> {
    let (options, shared) = (&client.options, &client.shared);
    let by_hand = options.headers.contains_key(&shared.idempotency_header)
        || shared.headers.contains_key(&shared.idempotency_header);
    if !route.retry_class().starts_work() || by_hand {
        return None;
    }
    let fresh = || HeaderValue::from_str(&uuid::Uuid::new_v4().to_string()).ok();
    options.idempotency_key.clone().or_else(fresh)
}
