//! How often and how long a job is asked about.

use std::time::Duration;

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
    #[must_use]
    pub fn intervals(mut self, shortest: Duration, longest: Duration) -> Self {
        self.shortest = shortest;
        self.longest = longest.max(shortest);
        self
    }

    /// The pause after so many questions.
    pub(crate) fn pause(&self, asked: u32, random: f64) -> Duration {
        // 1.5³⁰ is beyond any bound.
        let exponent = i32::try_from(asked.min(30)).unwrap_or(30);
        let grown = self.shortest.as_secs_f64() * 1.5_f64.powi(exponent);
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
        let pauses: Vec<u128> = (0..8)
            .map(|asked| patience.pause(asked, 0.5).as_millis())
            .collect();
        assert_eq!(pauses, [1000, 1500, 2250, 3375, 5062, 7593, 10_000, 10_000]);
    }

    proptest! {
        #[test]
        fn a_pause_stays_within_a_quarter_of_its_bounds(asked in 0_u32.., random in 0.0..1.0_f64) {
            let pause = Patience::default().pause(asked, random);
            prop_assert!(pause >= Duration::from_millis(750));
            prop_assert!(pause <= Duration::from_millis(12_500));
        }
    }
}
