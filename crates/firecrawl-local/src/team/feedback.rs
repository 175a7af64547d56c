//! Feedback on results.

use std::collections::{HashMap, VecDeque};

use serde_json::{Value, json};
use uuid::Uuid;

use super::account::{Team, locked};
use crate::request::Request;
use crate::response::Response;

/// How many are remembered; the oldest are forgotten, and could then be given anew.
const REMEMBERED: usize = 10_000;
/// The made-up refund of one.
const REFUND: i64 = 1;
/// The made-up limit of refunds a day; a server is not meant to run longer.
const DAILY_CAP: i64 = 100;

/// What was given, by endpoint and job.
#[derive(Default)]
pub(super) struct Feedback {
    given: HashMap<(String, String), String>,
    order: VecDeque<(String, String)>,
    refunded: i64,
}

pub(super) fn for_search(team: &Team, request: &Request) -> Response {
    give(team, "search", request.path_param("jobId"))
}

pub(super) fn for_endpoint(team: &Team, request: &Request) -> Response {
    let text = |name: &str| request.body.get(name).and_then(Value::as_str).unwrap_or("");
    give(team, text("endpoint"), text("jobId"))
}

/// The first for a job counts; any job will do, since ids of scrapes and searches are not kept.
fn give(team: &Team, endpoint: &str, job: &str) -> Response {
    let mut feedback = locked(&team.feedback);
    let key = (endpoint.to_owned(), job.to_lowercase());
    let known = feedback.given.get(&key).cloned();
    let (id, refund) = match &known {
        Some(id) => (id.clone(), 0),
        None => {
            let id = feedback.remember(key);
            (id, REFUND.min(DAILY_CAP - feedback.refunded))
        }
    };
    feedback.refunded += refund;
    team.spend(-refund);
    let mut body = json!({"success": true, "feedbackId": id, "creditsRefunded": refund});
    if known.is_some() {
        body["alreadySubmitted"] = true.into();
    }
    if feedback.refunded >= DAILY_CAP {
        body["dailyCapReached"] = true.into();
    }
    body["creditsRefundedToday"] = feedback.refunded.into();
    body["dailyRefundCap"] = DAILY_CAP.into();
    Response::ok(body)
}

impl Feedback {
    fn remember(&mut self, key: (String, String)) -> String {
        if self.order.len() == REMEMBERED
            && let Some(oldest) = self.order.pop_front()
        {
            self.given.remove(&oldest);
        }
        let id = Uuid::new_v4().to_string();
        self.order.push_back(key.clone());
        self.given.insert(key, id.clone());
        id
    }
}
