//! How often and how long a job is asked about.

use std::time::Duration;

/// How many questions come early.
pub(super) const EARLY: u32 = 2;

/// How often a job is asked how it stands, and for how long.
///
/// ```
/// use std::time::Duration;
/// use firecrawl_client::Patience;
///
/// let patience = Patience::default()
///     .deadline(Duration::from_secs(15 * 60))
///     .intervals(Duration::from_secs(2), Duration::from_secs(30));
/// # let _ = patience;
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Patience {
    pub(crate) deadline: Duration,
    shortest: Duration,
    longest: Duration,
}

impl Default for Patience {
    fn default() -> Self {
        Self {
            deadline: Duration::from_secs(60 * 60),
            shortest: Duration::from_secs(1),
            longest: Duration::from_secs(10),
        }
    }
}

impl Patience {
    /// How long [`Job::wait`](crate::Job::wait) waits for the end, and how long
    /// a stream of documents waits for the next one: one hour.
    #[must_use]
    pub fn deadline(mut self, deadline: Duration) -> Self {
        self.deadline = deadline;
        self
    }

    /// The pause between two questions: from 1 s, growing by half each time, to 10 s, plus or minus a quarter.
    ///
    /// The first two pauses of each wait, and of each stream that gave nothing
    /// yet, are a quarter and half of the shortest: many jobs are small, and
    /// first documents come soon.
    #[must_use]
    pub fn intervals(mut self, shortest: Duration, longest: Duration) -> Self {
        self.shortest = shortest;
        self.longest = longest.max(shortest);
        self
    }

    /// The pause after so many questions.
    pub(crate) fn pause(&self, asked: u32, random: f64) -> Duration {
        let shortest = self.shortest.as_secs_f64();
        let grown = match asked.checked_sub(EARLY) {
            // 1.5³⁰ is beyond any bound.
            Some(later) => shortest * 1.5_f64.powi(i32::try_from(later.min(30)).unwrap_or(30)),
            None => shortest / f64::from(2 << (EARLY - 1 - asked)),
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
        let patience = Patience::default();
        let pauses: Vec<u128> = (0..10)
            .map(|asked| patience.pause(asked, 0.5).as_millis())
            .collect();
        let expected = [250, 500, 1000, 1500, 2250, 3375, 5062, 7593, 10_000, 10_000];
        assert_eq!(pauses, expected);
    }

    proptest! {
        #[test]
        fn a_pause_stays_within_a_quarter_of_its_bounds(asked in 0_u32.., random in 0.0..1.0_f64) {
            let pause = Patience::default().pause(asked, random);
            prop_assert!(pause >= Duration::from_micros(187_500));
            prop_assert!(pause <= Duration::from_millis(12_500));
        }
    }
}
