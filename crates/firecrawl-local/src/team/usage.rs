//! Credits, tokens and the queue.

use std::sync::Arc;

use chrono::{DateTime, Datelike, Days, Months, NaiveTime, Utc};
use serde_json::{Value, json};

use super::account::Team;
use super::written;
use crate::request::Request;
use crate::response::Response;
use crate::state::ServerState;

/// The made-up size of the plan.
const PLAN_CREDITS: i64 = 1_000_000;
/// How many tokens the service counts for a credit.
const TOKENS_A_CREDIT: i64 = 15;
/// The made-up number of pages at once.
const MAX_CONCURRENCY: i64 = 100;

pub(super) fn credits(team: &Team, now: DateTime<Utc>) -> Response {
    let (start, end) = period(now);
    Response::ok(json!({"success": true, "data": {
        "remainingCredits": PLAN_CREDITS - team.spent(),
        "planCredits": PLAN_CREDITS,
        "billingPeriodStart": written(start),
        "billingPeriodEnd": written(end),
    }}))
}

pub(super) fn tokens(team: &Team, now: DateTime<Utc>) -> Response {
    let (start, end) = period(now);
    Response::ok(json!({"success": true, "data": {
        "remainingTokens": (PLAN_CREDITS - team.spent()) * TOKENS_A_CREDIT,
        "planTokens": PLAN_CREDITS * TOKENS_A_CREDIT,
        "billingPeriodStart": written(start),
        "billingPeriodEnd": written(end),
    }}))
}

pub(super) fn credit_history(team: &Team, request: &Request, now: DateTime<Utc>) -> Response {
    history(request, now, "totalCredits", team.spent())
}

pub(super) fn token_history(team: &Team, request: &Request, now: DateTime<Utc>) -> Response {
    history(request, now, "totalTokens", team.spent() * TOKENS_A_CREDIT)
}

/// One period: a server remembers only what happened since its start.
fn history(request: &Request, now: DateTime<Utc>, total_name: &str, total: i64) -> Response {
    let (start, end) = period(now);
    let by_key = request.query.get("byApiKey") == Some(&Value::Bool(true));
    Response::ok(json!({"success": true, "periods": [{
        "startDate": written(start),
        "endDate": written(end),
        "apiKey": if by_key { json!("Default") } else { Value::Null },
        total_name: total,
    }]}))
}

pub(super) fn queue(state: &Arc<ServerState>) -> Response {
    let (active, waiting) = jobs(state);
    Response::ok(json!({
        "success": true,
        "jobsInQueue": active + waiting,
        "activeJobsInQueue": active,
        "waitingJobsInQueue": waiting,
        "maxConcurrency": MAX_CONCURRENCY,
        "mostRecentSuccess": state.team.last_success().map(written),
    }))
}

pub(super) fn concurrency(state: &Arc<ServerState>) -> Response {
    let (active, _) = jobs(state);
    let counts = json!({"concurrency": active, "maxConcurrency": MAX_CONCURRENCY});
    Response::ok(json!({
        "success": true,
        "concurrency": active,
        "maxConcurrency": MAX_CONCURRENCY,
        "data": counts,
    }))
}

/// The credits that an operation costs by itself, whatever it asks for.
pub(super) fn cost(operation: &str) -> i64 {
    match operation {
        "scrapeAndExtractFromUrl" | "parseFile" | "mapUrls" | "searchAndScrape" => 1,
        _ => 0,
    }
}

/// The crawls and batches that run and those that wait; none ever waits here.
fn jobs(state: &Arc<ServerState>) -> (usize, usize) {
    (state.jobs.running(), 0)
}

/// The calendar month around a time.
fn period(now: DateTime<Utc>) -> (DateTime<Utc>, DateTime<Utc>) {
    let today = now.date_naive();
    let start = today
        .checked_sub_days(Days::new(u64::from(today.day0())))
        .unwrap_or(today);
    let end = start.checked_add_months(Months::new(1)).unwrap_or(start);
    (
        start.and_time(NaiveTime::MIN).and_utc(),
        end.and_time(NaiveTime::MIN).and_utc(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_period_is_a_calendar_month() {
        let at = |text: &str| text.parse::<DateTime<Utc>>().unwrap();
        let (start, end) = period(at("2026-12-31T23:59:59Z"));
        assert_eq!(written(start), "2026-12-01T00:00:00.000Z");
        assert_eq!(written(end), "2027-01-01T00:00:00.000Z");
    }
}
