//! Time limits.

use std::time::Duration;

/// The time by which an attempt exceeds the time limit that its request gives to the server.
const MARGIN: Duration = Duration::from_secs(30);

/// The time limits of a client.
#[derive(Clone, Copy, Debug)]
#[allow(clippy::exhaustive_structs)]
pub struct Timeouts {
    /// For opening a connection.
    pub connect: Duration,
    /// For one attempt, from its first byte to the last byte of its response.
    pub attempt: Duration,
    /// For a call with all its attempts and waits.
    pub total: Option<Duration>,
    /// For a pause within a response.
    pub stall: Duration,
}

impl Default for Timeouts {
    fn default() -> Self {
        Self {
            connect: Duration::from_secs(10),
            // Some servers respond after 180 s.
            attempt: Duration::from_secs(210),
            total: None,
            stall: Duration::from_secs(30),
        }
    }
}

impl Timeouts {
    /// Returns the limit of an attempt whose request gives the server `server_time`.
    ///
    /// An attempt that ended first would lose a response that is already paid for.
    pub(crate) fn attempt_for(&self, server_time: Option<Duration>) -> Duration {
        match server_time {
            Some(time) => self.attempt.max(time.saturating_add(MARGIN)),
            None => self.attempt,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_attempt_outlives_the_servers_time() {
        let timeouts = Timeouts::default();
        assert_eq!(timeouts.attempt_for(None), timeouts.attempt);
        let long = Duration::from_secs(600);
        assert!(timeouts.attempt_for(Some(long)) > long);
        assert_eq!(
            timeouts.attempt_for(Some(Duration::from_secs(1))),
            timeouts.attempt
        );
        assert_eq!(timeouts.attempt_for(Some(Duration::MAX)), Duration::MAX);
    }
}
