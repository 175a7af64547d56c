//! The policy of polling a job.

use std::time::Duration;

/// The number of polls that come early.
pub(super) const EARLY_POLLS: u32 = 2;

/// The intervals at which a job is polled, and the deadline.
///
/// ```
/// use std::time::Duration;
/// use firecrawl_client::PollPolicy;
///
/// let poll_policy = PollPolicy::default()
///     .deadline(Duration::from_secs(15 * 60))
///     .intervals(Duration::from_secs(2), Duration::from_secs(30));
/// # let _ = poll_policy;
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PollPolicy {
    pub(crate) deadline: Duration,
    pub(super) outage: Option<Duration>,
    shortest: Duration,
    longest: Duration,
}

impl Default for PollPolicy {
    fn default() -> Self {
        Self {
            deadline: Duration::from_secs(60 * 60),
            outage: None,
            shortest: Duration::from_secs(1),
            longest: Duration::from_secs(10),
        }
    }
}

impl PollPolicy {
    /// Sets how long [`Job::wait`](crate::Job::wait) waits for the end, and how long
    /// a stream of documents waits for the next one: one hour.
    #[must_use]
    pub fn deadline(mut self, deadline: Duration) -> Self {
        self.deadline = deadline;
        self
    }

    /// Sets for how long polls may fail one after the other: by default until the deadline.
    ///
    /// Each poll has the attempts of any call. If polls have failed for this time, or the service asks to
    /// wait beyond it, the wait ends with the error of the last poll, such as
    /// [`ErrorKind::Connect`](crate::ErrorKind::Connect), instead of
    /// [`ErrorKind::JobDeadline`](crate::ErrorKind::JobDeadline). It ends at the first poll that fails if
    /// none of this handle has succeeded yet, since the address or the id may be wrong.
    ///
    /// It also bounds [`Client::until_available`](crate::Client::until_available), and with it the time for which
    /// [a list](crate::Client::batch_scrape_all) waits for a service that fails to start its batches.
    #[must_use]
    pub fn outage(mut self, longest: Duration) -> Self {
        self.outage = Some(longest);
        self
    }

    /// Sets the pause between two polls: from 1 s, growing by half each time, to 10 s, plus or minus a quarter.
    ///
    /// The first two pauses of each wait, and of each stream without a
    /// document yet, are a quarter and half of the shortest: many jobs are small, and
    /// first documents come soon.
    #[must_use]
    pub fn intervals(mut self, shortest: Duration, longest: Duration) -> Self {
        self.shortest = shortest;
        self.longest = longest.max(shortest);
        self
    }

    /// Returns for how long a service may be away.
    pub(super) fn longest_outage(&self) -> Duration {
        self.outage.unwrap_or(self.deadline)
    }

    /// Returns the pause after a number of polls.
    pub(crate) fn pause(&self, polls: u32, random: f64) -> Duration {
        let shortest = self.shortest.as_secs_f64();
        let grown = match polls.checked_sub(EARLY_POLLS) {
            // 1.5³⁰ is beyond any bound.
            Some(later) => shortest * 1.5_f64.powi(i32::try_from(later.min(30)).unwrap_or(30)),
            None => shortest / f64::from(2 << (EARLY_POLLS - 1 - polls)),
        };
        let bounded = grown.min(self.longest.as_secs_f64());
        let jittered = bounded * (0.75 + 0.5 * random.clamp(0.0, 1.0));
        Duration::try_from_secs_f64(jittered).unwrap_or(self.longest)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn pauses_grow_to_the_longest() {
        let poll_policy = PollPolicy::default();
        let pauses: Vec<u128> = (0..10)
            .map(|polls| poll_policy.pause(polls, 0.5).as_millis())
            .collect();
        let expected = [250, 500, 1000, 1500, 2250, 3375, 5062, 7593, 10_000, 10_000];
        assert_eq!(pauses, expected);
    }

    proptest! {
        #[test]
        fn a_pause_stays_within_a_quarter_of_its_bounds(polls in 0_u32.., random in 0.0..1.0_f64) {
            let pause = PollPolicy::default().pause(polls, random);
            prop_assert!(pause >= Duration::from_micros(187_500));
            prop_assert!(pause <= Duration::from_millis(12_500));
        }
    }
}
