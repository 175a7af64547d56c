//! Time limits.
//!
//! No limit ends a response that arrives steadily: whatever was received of it would be lost, and
//! the next attempt would begin again. Only the total time, which the user sets, does.

use std::time::Duration;

/// The time by which an attempt exceeds the time limit that its request gives to the server.
const MARGIN: Duration = Duration::from_secs(30);

/// The time limits of a client.
#[derive(Clone, Copy, Debug)]
#[allow(clippy::exhaustive_structs)]
pub struct Timeouts {
    /// For opening a connection.
    pub connect: Duration,
    /// For an attempt, until its response begins.
    pub first_byte: Duration,
    /// For a pause within a response.
    pub stall: Duration,
    /// For a call with all its attempts and waits.
    pub total: Option<Duration>,
}

impl Default for Timeouts {
    fn default() -> Self {
        Self {
            connect: Duration::from_secs(10),
            // Some servers respond after 180 s.
            first_byte: Duration::from_secs(210),
            stall: Duration::from_secs(30),
            total: None,
        }
    }
}

impl Timeouts {
    /// Returns the limit until the response to a request that gives the server `server_time` begins.
    ///
    /// An attempt that ended first would lose a response that is already paid for.
    pub(crate) fn first_byte_for(&self, server_time: Option<Duration>) -> Duration {
        match server_time {
            Some(time) => self.first_byte.max(time.saturating_add(MARGIN)),
            None => self.first_byte,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_attempt_outlives_the_servers_time() {
        let timeouts = Timeouts::default();
        assert_eq!(timeouts.first_byte_for(None), timeouts.first_byte);
        let long = Duration::from_secs(600);
        assert!(timeouts.first_byte_for(Some(long)) > long);
        assert_eq!(
            timeouts.first_byte_for(Some(Duration::from_secs(1))),
            timeouts.first_byte
        );
        assert_eq!(timeouts.first_byte_for(Some(Duration::MAX)), Duration::MAX);
    }
}
