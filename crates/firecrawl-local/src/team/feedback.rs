//! Feedback on results.

use serde_json::json;
use uuid::Uuid;

use super::account::Team;
use crate::engine::Ids;
use crate::lru_cache::LruCache;
use crate::response::{Handled, Response};

/// The number of jobs whose feedback is remembered.
const MAX_JOBS: usize = 10_000;
/// The synthetic refund of a feedback.
const REFUND: i64 = 1;
/// The synthetic limit of refunds in a day; a server is not meant to run longer.
const DAILY_CAP: i64 = 100;

/// The ids of feedback, by endpoint and job.
#[derive(Default)]
pub(super) struct Feedback {
    ids: LruCache<(String, String), String, MAX_JOBS>,
    refunded: i64,
}

/// Takes feedback on a job of an endpoint, of which only the first counts; tools of providers have no
/// jobs.
pub fn submit(team: &Team, ids: &Ids, endpoint: &str, job: &str) -> Handled {
    let known = ["search", "scrape", "parse", "map"].into_iter();
    let mut known = known.filter(|known| *known == endpoint);
    if endpoint != "alexandria" && !known.any(|endpoint| ids.contains(endpoint, job)) {
        return Err(Response::error(404, "Job not found.").into());
    }
    let mut feedback = team.feedback.lock();
    let key = (endpoint.to_owned(), job.to_lowercase());
    let known = feedback.ids.get(&key);
    let is_known = known.is_some();
    let refund = if is_known {
        0
    } else {
        REFUND.min(DAILY_CAP - feedback.refunded)
    };
    let id = known.unwrap_or_else(|| Uuid::new_v4().to_string());
    feedback.ids.insert(key, id.clone(), 0);
    feedback.refunded += refund;
    team.spend(-refund);
    let mut body = json!({"success": true, "feedbackId": id, "creditsRefunded": refund});
    if is_known {
        body["alreadySubmitted"] = true.into();
    }
    if feedback.refunded >= DAILY_CAP {
        body["dailyCapReached"] = true.into();
    }
    body["creditsRefundedToday"] = feedback.refunded.into();
    body["dailyRefundCap"] = DAILY_CAP.into();
    Ok(Response::ok(body))
}
