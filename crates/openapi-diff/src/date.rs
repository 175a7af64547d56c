//! Days of the calendar, for announced ends and for changes that are accepted until a day.

use std::fmt;
use std::time::{SystemTime, UNIX_EPOCH};

/// The notice, in days, that is enough unless a project says otherwise.
pub const NOTICE_DAYS: u32 = 90;

/// A day of the calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Date {
    /// Days since 1970-01-01.
    days: i64,
}

/// The day of a comparison, and the notice that clients need before something ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Calendar {
    /// The day of the comparison.
    pub today: Date,
    /// The least number of days between an announcement and the end.
    pub notice_days: u32,
}

impl Date {
    /// Reads a day, written as `2030-01-31`; a time behind it, as `T00:00:00Z`, is ignored.
    pub fn parse(text: &str) -> Option<Self> {
        let day = text.split(['T', 't', ' ']).next()?;
        let is_written_out =
            day.len() == 10 && day.bytes().all(|one| one == b'-' || one.is_ascii_digit());
        let mut numbers = day.split('-').map(|part| part.parse::<i64>().ok());
        let (year, month, day) = (numbers.next()??, numbers.next()??, numbers.next()??);
        let date = Self::of(year, month, day);
        // A day that the month lacks would come out as one of the next month.
        (is_written_out && numbers.next().is_none() && date.written() == (year, month, day))
            .then_some(date)
    }

    /// Returns the current day in UTC.
    pub fn today() -> Self {
        let now = SystemTime::now()
            .duration_since(UNIX_EPOCH)
            .unwrap_or_default();
        Self {
            days: i64::try_from(now.as_secs() / 86_400).unwrap_or_default(),
        }
    }

    /// Returns the day that is some days later.
    pub fn plus(self, days: u32) -> Self {
        Self {
            days: self.days + i64::from(days),
        }
    }

    /// Counts the days of the Gregorian calendar, whose years here begin in March, so that a leap
    /// day comes last.
    fn of(year: i64, month: i64, day: i64) -> Self {
        let year = if month <= 2 { year - 1 } else { year };
        let era = year.div_euclid(400);
        let of_era = year.rem_euclid(400);
        let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
        let days = era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year;
        Self {
            days: days - 719_468,
        }
    }

    /// Returns the year, the month and the day.
    fn written(self) -> (i64, i64, i64) {
        let days = self.days + 719_468;
        let of_era = days.rem_euclid(146_097);
        let year = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
        let of_year = of_era - (365 * year + year / 4 - year / 100);
        let month = (5 * of_year + 2) / 153;
        let day = of_year - (153 * month + 2) / 5 + 1;
        let month = if month < 10 { month + 3 } else { month - 9 };
        let year = year + days.div_euclid(146_097) * 400 + i64::from(month <= 2);
        (year, month, day)
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = self.written();
        write!(f, "{year:04}-{month:02}-{day:02}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_read_counted_and_written() {
        for (text, days) in [
            ("1970-01-01", 0),
            ("2000-02-29", 11_016),
            ("2030-12-31T10:00:00Z", 22_279),
            ("1969-12-31", -1),
        ] {
            let date = Date::parse(text).unwrap();
            assert_eq!(date.days, days, "{text}");
            assert_eq!(date.to_string(), text[..10]);
        }
        for text in [
            "2030-02-29",
            "2030-1-1",
            "2030-13-01",
            "+030-01-01",
            "soon",
            "2030-01-01-01",
        ] {
            assert_eq!(Date::parse(text), None, "{text}");
        }
        let date = Date::parse("2030-12-31").unwrap();
        assert_eq!(date.plus(1).to_string(), "2031-01-01");
    }
}
