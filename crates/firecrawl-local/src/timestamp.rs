//! Points in time as the service writes them.

use std::time::Duration;

use chrono::{DateTime, SecondsFormat, TimeDelta, Utc};

/// Formats a time with milliseconds.
pub fn millis(time: impl Into<DateTime<Utc>>) -> String {
    time.into().to_rfc3339_opts(SecondsFormat::Millis, true)
}

/// Formats the current time.
pub fn now() -> String {
    millis(Utc::now())
}

/// Returns the time at which something that was read just now expires, in whole seconds like the
/// service.
pub fn expiry(after: Duration) -> String {
    let after = TimeDelta::from_std(after).unwrap_or(TimeDelta::MAX);
    let time = Utc::now()
        .checked_add_signed(after)
        .unwrap_or(DateTime::<Utc>::MAX_UTC);
    time.format("%Y-%m-%dT%H:%M:%S.000Z").to_string()
}
