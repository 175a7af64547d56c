//! Feedback on results.

use serde_json::json;
use uuid::Uuid;

use super::account::Team;
use crate::lru_cache::LruCache;
use crate::request::Request;
use crate::response::Response;

/// The number of jobs whose feedback is remembered.
const MAX_JOBS: usize = 10_000;
/// The synthetic refund of a feedback.
const REFUND: i64 = 1;
/// The synthetic limit of refunds in a day; a server is not meant to run longer.
const DAILY_CAP: i64 = 100;

/// The ids of feedback, by endpoint and job.
pub(super) struct Feedback {
    ids: LruCache<(String, String), String>,
    refunded: i64,
}

impl Default for Feedback {
    fn default() -> Self {
        Self {
            ids: LruCache::new(MAX_JOBS, usize::MAX),
            refunded: 0,
        }
    }
}

pub fn for_search(team: &Team, request: &Request) -> Response {
    submit(team, "search", request.path_param("jobId"))
}

pub fn for_endpoint(team: &Team, request: &Request) -> Response {
    let text = |name: &str| request.body_str(name).unwrap_or_default();
    submit(team, text("endpoint"), text("jobId"))
}

/// Only the first feedback on a job counts. Any job is accepted, since the ids of scrapes and
/// searches are not kept.
fn submit(team: &Team, endpoint: &str, job: &str) -> Response {
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
    Response::ok(body)
}
