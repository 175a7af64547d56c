//! The retry policy.

use std::time::Duration;

/// Returns a number from 0 (included) to 1 (excluded) for each delay.
pub type Jitter = std::sync::Arc<dyn Fn() -> f64 + Send + Sync>;

/// The policy by which requests are sent again, of a client or of one call.
///
/// Statuses 408, 425, 429, 499 and 5xx, lost connections and timeouts can
/// be followed by another attempt, after a random part of 2ⁿ seconds (30 at
/// most), or after the time that the service asked for. It
/// depends on what a second attempt could do:
///
/// - Reads, `PUT` and `DELETE` are always repeated. A 404, 409 or 410 for a repeated
///   `DELETE` means that the attempt whose response was lost has done it.
/// - A start under an idempotency key can be repeated without starting twice.
/// - Any other `POST` and `PATCH` is repeated only when the service surely did
///   not accept it: no connection, 429, or 503 with `Retry-After`.
///   [`repeat_costly`](Self::repeat_costly) widens that for those which leave
///   nothing behind; these are also sent once more when a connection that was
///   used before closes at once (within 2 s) without a response, because it was
///   most likely stale.
/// - A 429 costs time and not the call: the calls of an operation wait together, and
///   then go on at the pace that the service accepts.
/// - A 408 that says that the work goes on is resumed by sending the very same
///   request again.
///
/// ```
/// use api_transport::RetryPolicy;
///
/// let patient = RetryPolicy::default().attempts(8).repeat_costly(true);
/// let never = RetryPolicy::off();
/// # assert_ne!(patient, never);
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct RetryPolicy {
    pub(crate) attempts: u32,
    pub(crate) base: Duration,
    pub(crate) longest_delay: Duration,
    pub(crate) longest_wait: Duration,
    pub(crate) repeat_costly: bool,
    pub(crate) resumes: u32,
    pub(crate) resume_time: Duration,
    pub(crate) budget: Option<u32>,
    pub(crate) rate_limit_time: Duration,
}

impl Default for RetryPolicy {
    fn default() -> Self {
        Self {
            attempts: 5,
            base: Duration::from_secs(1),
            longest_delay: Duration::from_secs(30),
            longest_wait: Duration::from_secs(120),
            repeat_costly: false,
            resumes: 5,
            resume_time: Duration::from_secs(20 * 60),
            budget: Some(20),
            rate_limit_time: Duration::from_secs(15 * 60),
        }
    }
}

impl RetryPolicy {
    /// Returns a policy without second attempts for any reason, and without resumed 408s.
    pub fn off() -> Self {
        Self {
            attempts: 1,
            resumes: 0,
            ..Self::default()
        }
    }

    /// Sets how many times a request is sent at most, the first time included: 5.
    ///
    /// 0 counts as 1. Resumed 408s are counted apart.
    #[must_use]
    pub fn attempts(mut self, attempts: u32) -> Self {
        self.attempts = attempts.max(1);
        self
    }

    /// Sets the bounds of the delays: the first is at most `first`, none is above `longest`. 1 s and 30 s.
    #[must_use]
    pub fn delays(mut self, first: Duration, longest: Duration) -> Self {
        self.base = first;
        self.longest_delay = longest.max(first);
        self
    }

    /// Sets the longest wait that the service may ask for: 2 minutes.
    ///
    /// When it asks for more, the call fails at once, with
    /// [`retry_after`](crate::Error::retry_after).
    #[must_use]
    pub fn longest_wait(mut self, longest: Duration) -> Self {
        self.longest_wait = longest;
        self
    }

    /// Sets whether costly requests that leave nothing behind are repeated like reads; off.
    ///
    /// An attempt whose response was lost may have cost credits already.
    #[must_use]
    pub fn repeat_costly(mut self, repeat: bool) -> Self {
        self.repeat_costly = repeat;
        self
    }

    /// Sets how often and how long in all a 408 whose work goes on is resumed: 5 times in 20 minutes.
    #[must_use]
    pub fn resumes(mut self, times: u32, in_all: Duration) -> Self {
        self.resumes = times;
        self.resume_time = in_all;
        self
    }

    /// Sets how many retries all clones of the client may make at once: 20.
    ///
    /// Every successful call returns a tenth of a retry, so a service that is down
    /// gets few retries and an occasional failure gets them all. `None` does not
    /// limit them. It applies to the client, not to a call.
    #[must_use]
    pub fn budget(mut self, retries: Option<u32>) -> Self {
        self.budget = retries;
        self
    }

    /// Sets how long calls wait for the rate limit while none of them is accepted: 15 minutes.
    ///
    /// A 429 does not count as an attempt and does not use the budget. Calls of the
    /// same operation wait together, at the pace that the service accepts, however
    /// long that takes for all of them.
    #[must_use]
    pub fn rate_limit_time(mut self, longest: Duration) -> Self {
        self.rate_limit_time = longest;
        self
    }

    /// Returns the delay before the attempt after `attempts` attempts: full jitter.
    pub(crate) fn delay(&self, attempts: u32, random: f64) -> Duration {
        let doubled = 2_u32.saturating_pow(attempts.saturating_sub(1).min(31));
        let bound = self.base.saturating_mul(doubled).min(self.longest_delay);
        // The numbers of a custom source can be anything.
        let random = if random.is_nan() { 1.0 } else { random };
        let part = bound.as_secs_f64() * random.clamp(0.0, 1.0);
        Duration::try_from_secs_f64(part).map_or(bound, |delay| delay.min(bound))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn odd_randomness_does_no_harm() {
        for (random, waited) in [(f64::NAN, 1000), (-3.0, 0), (9.0, 1000)] {
            let delay = RetryPolicy::default().delay(1, random);
            assert_eq!(delay, Duration::from_millis(waited), "{random}");
        }
    }

    proptest! {
        #[test]
        fn a_delay_stays_within_its_bounds(attempts in 0_u32.., random in proptest::num::f64::ANY) {
            let policy = RetryPolicy::default();
            let delay = policy.delay(attempts, random);
            prop_assert!(delay <= policy.longest_delay);
            if attempts <= 1 {
                prop_assert!(delay <= policy.base);
            }
        }

        #[test]
        fn no_bounds_are_too_long(first in any::<Duration>(), attempts in 0_u32.., random in 0.0..=1.0_f64) {
            let policy = RetryPolicy::default().delays(first, Duration::MAX);
            prop_assert!(policy.delay(attempts, random) <= policy.longest_delay);
        }
    }
}
