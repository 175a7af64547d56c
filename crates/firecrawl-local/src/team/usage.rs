//! Credits, tokens and the queue.

use chrono::{DateTime, Datelike, Months, NaiveTime, Utc};
use serde_json::{Value, json};

use super::account::Team;
use crate::request::Request;
use crate::response::Response;
use crate::state::ServerState;
use crate::timestamp;

/// The synthetic size of the plan.
const PLAN_CREDITS: i64 = 1_000_000;
/// The synthetic limit of concurrent pages.
const MAX_CONCURRENCY: i64 = 100;

/// A unit of usage: its name, and its number for each credit.
type Unit = (&'static str, i64);
pub const CREDITS: Unit = ("Credits", 1);
pub const TOKENS: Unit = ("Tokens", 15);

pub fn remaining(team: &Team, (unit, per_credit): Unit, now: DateTime<Utc>) -> Response {
    let (start, end) = period(now);
    Response::data(json!({
        format!("remaining{unit}"): (PLAN_CREDITS - team.spent()) * per_credit,
        format!("plan{unit}"): PLAN_CREDITS * per_credit,
        "billingPeriodStart": timestamp::millis(start),
        "billingPeriodEnd": timestamp::millis(end),
    }))
}

/// Returns one period: a server only remembers the time since its start.
pub fn history(
    team: &Team,
    (unit, per_credit): Unit,
    request: &Request,
    now: DateTime<Utc>,
) -> Response {
    let (start, end) = period(now);
    let used = team.spent() * per_credit;
    let by_key = request.query.get("byApiKey") == Some(&Value::Bool(true));
    Response::ok(json!({"success": true, "periods": [{
        "startDate": timestamp::millis(start),
        "endDate": timestamp::millis(end),
        "apiKey": by_key.then_some("Default"),
        format!("total{unit}"): used,
        format!("{}Used", unit.to_lowercase()): used,
    }]}))
}

/// Returns the queue, in which no job ever waits.
pub fn queue(state: &ServerState) -> Response {
    let active = state.jobs.running();
    Response::ok(json!({
        "success": true,
        "jobsInQueue": active,
        "activeJobsInQueue": active,
        "waitingJobsInQueue": 0,
        "maxConcurrency": MAX_CONCURRENCY,
        "mostRecentSuccess": state.team.last_success.lock().map(timestamp::millis),
    }))
}

pub fn concurrency(state: &ServerState) -> Response {
    let active = state.jobs.running();
    Response::ok(json!({
        "success": true,
        "concurrency": active,
        "maxConcurrency": MAX_CONCURRENCY,
        "data": {"concurrency": active, "maxConcurrency": MAX_CONCURRENCY},
    }))
}

/// Returns the calendar month around a time.
fn period(now: DateTime<Utc>) -> (DateTime<Utc>, DateTime<Utc>) {
    let today = now.date_naive();
    let start = today.with_day(1).unwrap_or(today);
    let end = start.checked_add_months(Months::new(1)).unwrap_or(start);
    let midnight = |day: chrono::NaiveDate| day.and_time(NaiveTime::MIN).and_utc();
    (midnight(start), midnight(end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_period_is_a_calendar_month() {
        let at = |text: &str| text.parse::<DateTime<Utc>>().unwrap();
        let (start, end) = period(at("2026-12-31T23:59:59Z"));
        assert_eq!(timestamp::millis(start), "2026-12-01T00:00:00.000Z");
        assert_eq!(timestamp::millis(end), "2027-01-01T00:00:00.000Z");
    }
}
