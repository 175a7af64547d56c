//! Feedback on results.

use std::collections::{HashMap, VecDeque};

use serde_json::{Value, json};
use uuid::Uuid;

use super::state::{Team, locked};
use crate::answer::Answer;
use crate::call::Call;

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

pub(super) fn for_search(team: &Team, call: &Call) -> Answer {
    give(team, "search", call.path_value("jobId"))
}

pub(super) fn for_endpoint(team: &Team, call: &Call) -> Answer {
    let text = |name: &str| call.body.get(name).and_then(Value::as_str).unwrap_or("");
    give(team, text("endpoint"), text("jobId"))
}

/// The first for a job counts; any job will do, since ids of scrapes and searches are not kept.
fn give(team: &Team, endpoint: &str, job: &str) -> Answer {
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
    Answer::ok(body)
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
