//! The time that a request gives to the server.

use std::time::Duration;

/// A `timeout` in milliseconds.
pub(super) fn milliseconds(timeout: Option<i64>) -> Option<Duration> {
    Some(Duration::from_millis(u64::try_from(timeout?).ok()?))
}

/// A `timeout` in seconds.
pub(super) fn seconds(timeout: Option<i64>) -> Option<Duration> {
    Some(Duration::from_secs(u64::try_from(timeout?).ok()?))
}

/// One after the other.
pub(super) fn both(first: Option<Duration>, second: Option<Duration>) -> Option<Duration> {
    match (first, second) {
        (Some(first), Some(second)) => Some(first.saturating_add(second)),
        (first, second) => first.or(second),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_are_kept_and_nonsense_is_nothing() {
        assert_eq!(milliseconds(Some(1500)), Some(Duration::from_millis(1500)));
        assert_eq!(seconds(Some(2)), Some(Duration::from_secs(2)));
        assert_eq!(milliseconds(Some(-1)), None);
        assert_eq!(seconds(None), None);
    }

    #[test]
    fn times_add_up_where_both_are_given() {
        let one = Some(Duration::from_secs(1));
        assert_eq!(both(one, one), Some(Duration::from_secs(2)));
        assert_eq!(both(one, None), one);
        assert_eq!(both(None, one), one);
        assert_eq!(both(None, None), None);
    }
}
