//! What a request says about when a monitor runs.

use chrono::{DateTime, Utc};
use serde_json::{Map, Value};

use super::cron::Cron;

/// A schedule; it only serves to tell the next time.
#[derive(Clone, Debug)]
pub(super) struct Schedule {
    cron: Option<(String, Cron)>,
    text: Option<String>,
    timezone: String,
}

impl Schedule {
    /// Reads a schedule; the message of a failure is meant for the user.
    pub(super) fn parse(schedule: &Value) -> Result<Self, &'static str> {
        let of = |name: &str| schedule.get(name).and_then(Value::as_str);
        let (cron, text) = (of("cron"), of("text"));
        let expression = match (cron, text) {
            (Some(cron), _) => Some(cron.trim().to_owned()),
            (None, Some(text)) => cron_of(text),
            (None, None) => return Err("Either 'cron' or 'text' is required"),
        };
        let parsed = expression.and_then(|text| Some((Cron::parse(&text)?, text)));
        if cron.is_some() && parsed.is_none() {
            return Err("Invalid cron expression");
        }
        Ok(Self {
            cron: parsed.map(|(cron, text)| (text, cron)),
            text: text.map(str::to_owned),
            timezone: of("timezone").unwrap_or("UTC").to_owned(),
        })
    }

    /// As an response shows it: a text that is understood as the cron expression that it means, too.
    pub(super) fn shown(&self) -> Value {
        let mut shown = Map::new();
        if let Some((cron, _)) = &self.cron {
            shown.insert("cron".to_owned(), cron.as_str().into());
        }
        if let Some(text) = &self.text {
            shown.insert("text".to_owned(), text.as_str().into());
        }
        shown.insert("timezone".to_owned(), self.timezone.as_str().into());
        Value::Object(shown)
    }

    /// The next time, in UTC; `None` for a text that is not understood.
    pub(super) fn next(&self, after: DateTime<Utc>) -> Option<DateTime<Utc>> {
        self.cron.as_ref()?.1.next(after)
    }

    /// About how many runs a month has.
    pub(super) fn runs_a_month(&self, now: DateTime<Utc>) -> Option<i64> {
        let first = self.next(now)?;
        let minutes = (self.next(first)? - first).num_minutes().max(1);
        Some((30 * 24 * 60 / minutes).max(1))
    }
}

/// The cron expression of a text such as `every 30 minutes` or `daily at 9:30`.
fn cron_of(text: &str) -> Option<String> {
    let text = text.to_lowercase();
    let words: Vec<&str> = text.split_whitespace().collect();
    match words.as_slice() {
        ["hourly"] | ["every", "hour"] => Some("0 * * * *".to_owned()),
        ["daily"] | ["every", "day"] => Some("0 0 * * *".to_owned()),
        ["weekly"] | ["every", "week"] => Some("0 0 * * 1".to_owned()),
        ["monthly"] | ["every", "month"] => Some("0 0 1 * *".to_owned()),
        ["daily", "at", time @ ..] | ["every", "day", "at", time @ ..] => {
            let (hour, minute) = time_of_day(&time.concat())?;
            Some(format!("{minute} {hour} * * *"))
        }
        ["every", count, unit] => {
            let count: u32 = count.parse().ok().filter(|count| *count > 0)?;
            match *unit {
                "minute" | "minutes" if count < 60 => Some(format!("*/{count} * * * *")),
                "hour" | "hours" if count < 24 => Some(format!("0 */{count} * * *")),
                "day" | "days" if count < 31 => Some(format!("0 0 */{count} * *")),
                _ => None,
            }
        }
        _ => None,
    }
}

/// Hour and minute of `9:30`, `9am` or `9:30pm`.
fn time_of_day(text: &str) -> Option<(u32, u32)> {
    let (clock, half) = if let Some(clock) = text.strip_suffix("am") {
        (clock, Some(0))
    } else if let Some(clock) = text.strip_suffix("pm") {
        (clock, Some(12))
    } else {
        (text, None)
    };
    let (hour, minute) = clock.split_once(':').unwrap_or((clock, "0"));
    let (hour, minute): (u32, u32) = (hour.parse().ok()?, minute.parse().ok()?);
    let hour = match half {
        Some(offset) => (1..=12).contains(&hour).then_some(hour % 12 + offset)?,
        None => hour,
    };
    (hour < 24 && minute < 60).then_some((hour, minute))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

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
            schedule.shown(),
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
            schedule.shown(),
            json!({"cron": "0 * * * *", "timezone": "UTC"})
        );
        assert_eq!(schedule.runs_a_month(Utc::now()), Some(720));
    }
}
