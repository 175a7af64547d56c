//! The clock of a client, which a test can replace.

use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::time::{Duration, Instant, SystemTime};

/// The clock that waits between attempts and polls are measured by.
///
/// A test can use a clock whose `sleep` returns at once and moves `now`
/// ahead. The time limits of a single attempt on the network are real time in
/// any case.
pub trait Clock: fmt::Debug + Send + Sync {
    /// Returns the current moment of a monotonic clock.
    fn now(&self) -> Instant;

    /// Returns the time of day, for `Retry-After` dates.
    fn time_of_day(&self) -> SystemTime;

    /// Waits for a duration.
    fn sleep(&self, time: Duration) -> Pin<Box<dyn Future<Output = ()> + Send + '_>>;
}

/// The clock of the system; it sleeps on the timer of tokio.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> Instant {
        Instant::now()
    }

    fn time_of_day(&self) -> SystemTime {
        SystemTime::now()
    }

    fn sleep(&self, time: Duration) -> Pin<Box<dyn Future<Output = ()> + Send + '_>> {
        Box::pin(tokio::time::sleep(time))
    }
}
