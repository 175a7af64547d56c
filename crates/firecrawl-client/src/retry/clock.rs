//! Time as the client sees it, so that tests need not wait.

use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::time::{Duration, Instant, SystemTime};

/// What the client waits by: between attempts, between polls, and until a deadline.
///
/// A test can put in a clock whose `sleep` returns at once and moves `now`
/// ahead. The time limits of a single attempt on the network are real time in
/// any case.
pub trait Clock: fmt::Debug + Send + Sync {
    /// A moment that only grows.
    fn now(&self) -> Instant;

    /// The time of day, against which a `Retry-After` date is held.
    fn time_of_day(&self) -> SystemTime;

    /// Waits for this long.
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
