//! Points in time as the service writes them.

use std::time::Duration;

use chrono::{DateTime, SecondsFormat, TimeDelta, Utc};

/// A moment to the millisecond.
pub fn millis(moment: DateTime<Utc>) -> String {
    moment.to_rfc3339_opts(SecondsFormat::Millis, true)
}

/// When something that was read just now expires; whole seconds, as the service has it.
pub fn expiry(after: Duration) -> String {
    let after = TimeDelta::from_std(after).unwrap_or(TimeDelta::MAX);
    let moment = Utc::now()
        .checked_add_signed(after)
        .unwrap_or(DateTime::<Utc>::MAX_UTC);
    moment.format("%Y-%m-%dT%H:%M:%S.000Z").to_string()
}
