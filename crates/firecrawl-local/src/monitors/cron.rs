//! When a cron expression is due.
//!
//! Own code, because nothing here runs by it: the crates for it are made to schedule, expect a field
//! for seconds or bring a tree of macros, only for one date in an response.

use chrono::{DateTime, Datelike, NaiveDate, TimeDelta, Timelike, Utc};

/// How far ahead a date is looked for: the longest gap is that between two 29ths of February.
const DAYS_AHEAD: usize = 366 * 8 + 1;

const MONTHS: [&str; 12] = [
    "JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC",
];
const WEEKDAYS: [&str; 7] = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];

/// A cron expression of five fields; each is a set of bits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Cron {
    minutes: u64,
    hours: u64,
    days: u64,
    months: u64,
    weekdays: u64,
    /// Cron takes either of day and weekday if both are restricted.
    either_day: bool,
}

impl Cron {
    /// `None` if it is not a cron expression.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let fields: Vec<&str> = text.split_whitespace().collect();
        let [minutes, hours, days, months, weekdays] = fields.as_slice() else {
            return None;
        };
        let mut weekday_bits = field(weekdays, 0, 7, &WEEKDAYS)?;
        if weekday_bits & (1 << 7) != 0 {
            weekday_bits |= 1;
        }
        Some(Self {
            minutes: field(minutes, 0, 59, &[])?,
            hours: field(hours, 0, 23, &[])?,
            days: field(days, 1, 31, &[])?,
            months: field(months, 1, 12, &MONTHS)?,
            weekdays: weekday_bits,
            either_day: !days.starts_with('*') && !weekdays.starts_with('*'),
        })
    }

    /// The first time after this one; `None` if there is none, such as on a 30th of February.
    pub(super) fn next(&self, after: DateTime<Utc>) -> Option<DateTime<Utc>> {
        let first = after.checked_add_signed(TimeDelta::minutes(1))?;
        let mut day = first.date_naive();
        let mut from = first.hour() * 60 + first.minute();
        for _ in 0..DAYS_AHEAD {
            if self.takes(day)
                && let Some(minute) = (from..24 * 60)
                    .find(|minute| has(self.hours, minute / 60) && has(self.minutes, minute % 60))
            {
                return Some(day.and_hms_opt(minute / 60, minute % 60, 0)?.and_utc());
            }
            day = day.succ_opt()?;
            from = 0;
        }
        None
    }

    fn takes(&self, day: NaiveDate) -> bool {
        let by_day = has(self.days, day.day());
        let by_weekday = has(self.weekdays, day.weekday().num_days_from_sunday());
        has(self.months, day.month())
            && if self.either_day {
                by_day || by_weekday
            } else {
                by_day && by_weekday
            }
    }
}

fn has(bits: u64, number: u32) -> bool {
    bits & (1 << number) != 0
}

/// A list of `*`, numbers, names and ranges, each with or without a step.
fn field(text: &str, least: u32, most: u32, names: &[&str]) -> Option<u64> {
    let mut bits = 0;
    for part in text.split(',') {
        let (range, step) = match part.split_once('/') {
            Some((range, step)) => (
                range,
                Some(step.parse::<u32>().ok().filter(|step| *step > 0)?),
            ),
            None => (part, None),
        };
        let (from, to) = if range == "*" {
            (least, most)
        } else if let Some((from, to)) = range.split_once('-') {
            (value(from, least, names)?, value(to, least, names)?)
        } else {
            let from = value(range, least, names)?;
            (from, if step.is_some() { most } else { from })
        };
        if from < least || to > most || from > to {
            return None;
        }
        let step = usize::try_from(step.unwrap_or(1)).ok()?;
        for number in (from..=to).step_by(step) {
            bits |= 1 << number;
        }
    }
    Some(bits)
}

fn value(text: &str, least: u32, names: &[&str]) -> Option<u32> {
    let named = names
        .iter()
        .position(|name| name.eq_ignore_ascii_case(text));
    match named {
        Some(place) => Some(u32::try_from(place).ok()? + least),
        None => text.parse().ok(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn next(cron: &str, after: &str) -> Option<String> {
        let after = after.parse::<DateTime<Utc>>().unwrap();
        let next = Cron::parse(cron).unwrap().next(after)?;
        Some(next.format("%Y-%m-%dT%H:%M:%S").to_string())
    }

    #[test]
    fn finds_the_next_time() {
        for (cron, after, expected) in [
            (
                "*/15 * * * *",
                "2026-01-01T00:00:00Z",
                "2026-01-01T00:15:00",
            ),
            (
                "*/15 * * * *",
                "2026-01-01T00:14:59.5Z",
                "2026-01-01T00:15:00",
            ),
            (
                "7-59/15 * * * *",
                "2026-01-01T00:53:00Z",
                "2026-01-01T01:07:00",
            ),
            ("0 9 * * *", "2026-12-31T09:00:00Z", "2027-01-01T09:00:00"),
            (
                "30 8 * * MON-FRI",
                "2026-11-20T09:00:00Z",
                "2026-11-23T08:30:00",
            ),
            ("0 0 * * 7", "2026-11-23T00:00:00Z", "2026-11-29T00:00:00"),
            ("0 0 29 2 *", "2026-01-01T00:00:00Z", "2028-02-29T00:00:00"),
            ("0 0 1 * 1", "2026-11-24T00:00:00Z", "2026-11-30T00:00:00"),
            (
                "0 0 1 jan,jul *",
                "2026-02-01T00:00:00Z",
                "2026-07-01T00:00:00",
            ),
        ] {
            assert_eq!(
                next(cron, after).as_deref(),
                Some(expected),
                "{cron} after {after}"
            );
        }
        assert_eq!(next("0 0 30 2 *", "2026-01-01T00:00:00Z"), None);
    }

    #[test]
    fn refuses_what_is_none() {
        for cron in [
            "",
            "* * * *",
            "* * * * * *",
            "60 * * * *",
            "*/0 * * * *",
            "5-1 * * * *",
            "x * * * *",
            "* * 0 * *",
            "* * * * 8",
            "-1 * * * *",
            "1-2-3 * * * *",
        ] {
            assert_eq!(Cron::parse(cron), None, "{cron}");
        }
    }
}
