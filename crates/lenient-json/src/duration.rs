//! Durations as numbers, in the units of the contract.
//!
//! Fractions are rounded up, so that a wait never becomes zero.

use std::time::Duration;

/// Whole milliseconds, rounded up.
pub fn milliseconds(duration: Duration) -> i64 {
    i64::try_from(duration.as_nanos().div_ceil(1_000_000)).unwrap_or(i64::MAX)
}

/// Milliseconds with their fraction.
pub fn fractional_milliseconds(duration: Duration) -> f64 {
    duration.as_secs_f64() * 1000.0
}

/// Whole seconds, rounded up.
pub fn seconds(duration: Duration) -> i64 {
    i64::try_from(duration.as_nanos().div_ceil(1_000_000_000)).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_count_as_whole() {
        assert_eq!(milliseconds(Duration::from_micros(1)), 1);
        assert_eq!(milliseconds(Duration::from_secs(2)), 2000);
        assert_eq!(seconds(Duration::from_millis(1500)), 2);
        assert_eq!(seconds(Duration::MAX), i64::MAX);
        assert!((fractional_milliseconds(Duration::from_micros(1500)) - 1.5).abs() < 1e-9);
    }
}
