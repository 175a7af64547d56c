//! The schedule of a monitor.

use chrono::{DateTime, Utc};
use croner::Cron;
use croner::parser::{CronParser, Seconds, Year};
use serde_json::{Value, json};

/// A schedule. Nothing runs by it; it only gives the next time.
#[derive(Clone, Debug)]
pub(super) struct Schedule {
    cron: Option<Cron>,
    /// The schedule as in responses: a recognised text also has its cron expression.
    pub(super) shown: Value,
}

impl Schedule {
    /// Reads a schedule; the error is a message for the user.
    pub(super) fn parse(schedule: &Value) -> Result<Self, &'static str> {
        let text_of = |name: &str| schedule.get(name).and_then(Value::as_str);
        let (cron, text) = (text_of("cron"), text_of("text"));
        let expression = match (cron, text) {
            (Some(cron), _) => Some(cron.trim().to_owned()),
            (None, Some(text)) => cron_of(text),
            (None, None) => return Err("Either 'cron' or 'text' is required"),
        };
        let parsed = expression.as_deref().and_then(parse_cron);
        if cron.is_some() && parsed.is_none() {
            return Err("Invalid cron expression");
        }
        let mut shown = json!({});
        if parsed.is_some() {
            shown["cron"] = expression.into();
        }
        if let Some(text) = text {
            shown["text"] = text.into();
        }
        shown["timezone"] = text_of("timezone").unwrap_or("UTC").into();
        let cron = parsed;
        Ok(Self { cron, shown })
    }

    /// Returns the next time, in UTC; `None` for a text that is not recognised.
    pub(super) fn next(&self, after: DateTime<Utc>) -> Option<DateTime<Utc>> {
        // There is none on a 30th of February.
        let cron = self.cron.as_ref()?;
        cron.find_next_occurrence(&after, false).ok()
    }

    /// Returns the approximate number of runs in a month.
    pub(super) fn runs_per_month(&self, now: DateTime<Utc>) -> Option<i64> {
        let first = self.next(now)?;
        let minutes = (self.next(first)? - first).num_minutes().max(1);
        Some((30 * 24 * 60 / minutes).max(1))
    }
}

/// Parses a cron expression of five fields.
fn parse_cron(text: &str) -> Option<Cron> {
    CronParser::builder()
        .seconds(Seconds::Disallowed)
        .year(Year::Disallowed)
        .sloppy_ranges(true)
        .build()
        .parse(text)
        .ok()
}

/// Returns the cron expression of a text such as `every 30 minutes` or `daily at 9:30`.
fn cron_of(text: &str) -> Option<String> {
    let text = text.to_lowercase();
    let words: Vec<&str> = text.split_whitespace().collect();
    let fixed = match words.as_slice() {
        ["hourly"] | ["every", "hour"] => "0 * * * *",
        ["daily"] | ["every", "day"] => "0 0 * * *",
        ["weekly"] | ["every", "week"] => "0 0 * * 1",
        ["monthly"] | ["every", "month"] => "0 0 1 * *",
        ["daily", "at", time @ ..] | ["every", "day", "at", time @ ..] => {
            let (hour, minute) = time_of_day(&time.concat())?;
            return Some(format!("{minute} {hour} * * *"));
        }
        ["every", count, unit] => {
            let count: u32 = count.parse().ok().filter(|count| *count > 0)?;
            return match *unit {
                "minute" | "minutes" if count < 60 => Some(format!("*/{count} * * * *")),
                "hour" | "hours" if count < 24 => Some(format!("0 */{count} * * *")),
                "day" | "days" if count < 31 => Some(format!("0 0 */{count} * *")),
                _ => None,
            };
        }
        _ => return None,
    };
    Some(fixed.to_owned())
}

/// Returns hour and minute of `9:30`, `9am` or `9:30pm`.
fn time_of_day(text: &str) -> Option<(u32, u32)> {
    let am = text.strip_suffix("am").map(|clock| (clock, 0));
    let half = am.or_else(|| text.strip_suffix("pm").map(|clock| (clock, 12)));
    let clock = half.map_or(text, |(clock, _)| clock);
    let (hour, minute) = clock.split_once(':').unwrap_or((clock, "0"));
    let (hour, minute): (u32, u32) = (hour.parse().ok()?, minute.parse().ok()?);
    let hour = match half {
        Some((_, offset)) => (1..=12).contains(&hour).then_some(hour % 12 + offset)?,
        None => hour,
    };
    (hour < 24 && minute < 60).then_some((hour, minute))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn next(cron: &str, after: &str) -> Option<String> {
        let after = after.parse::<DateTime<Utc>>().unwrap();
        let next = parse_cron(cron)
            .unwrap()
            .find_next_occurrence(&after, false);
        let next = next.ok()?;
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
    fn rejects_invalid_expressions() {
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
            assert!(parse_cron(cron).is_none(), "{cron}");
        }
    }

    #[test]
    fn texts_become_cron_expressions() {
        for (text, cron) in [
            ("every 30 minutes", Some("*/30 * * * *")),
            ("Every 2 hours", Some("0 */2 * * *")),
            ("hourly", Some("0 * * * *")),
            ("daily at 9:30", Some("30 9 * * *")),
            ("every day at 12am", Some("0 0 * * *")),
            ("every day at 1:05 pm", Some("5 13 * * *")),
            ("weekly", Some("0 0 * * 1")),
            ("every 0 minutes", None),
            ("daily at 25:00", None),
            ("when the moon is full", None),
        ] {
            assert_eq!(cron_of(text).as_deref(), cron, "{text}");
        }
    }

    #[test]
    fn a_text_that_is_not_understood_is_kept_without_a_next_time() {
        let schedule =
            Schedule::parse(&json!({"text": "now and then", "timezone": "Asia/Tokyo"})).unwrap();
        assert_eq!(
            schedule.shown,
            json!({"text": "now and then", "timezone": "Asia/Tokyo"})
        );
        assert_eq!(schedule.next(Utc::now()), None);
    }

    #[test]
    fn a_schedule_needs_a_text_or_a_valid_cron_expression() {
        assert!(Schedule::parse(&json!({})).is_err());
        assert!(Schedule::parse(&json!({"cron": "soon"})).is_err());
        let schedule = Schedule::parse(&json!({"cron": "0 * * * *"})).unwrap();
        assert_eq!(
            schedule.shown,
            json!({"cron": "0 * * * *", "timezone": "UTC"})
        );
        assert_eq!(schedule.runs_per_month(Utc::now()), Some(720));
    }
}
