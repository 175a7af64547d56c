//! The state of the account.

use std::sync::atomic::{AtomicI64, Ordering};

use chrono::{DateTime, Utc};
use parking_lot::Mutex;

use super::activity::{Activity, target};
use super::feedback::Feedback;
use super::interact::Interactions;
use super::sessions::Sessions;
use super::threat_protection::ThreatProtection;
use super::usage::cost;
use crate::request::Request;

/// The account of a server.
#[derive(Default)]
pub struct Team {
    spent: AtomicI64,
    last_success: Mutex<Option<DateTime<Utc>>>,
    pub(super) activity: Mutex<Activity>,
    pub(super) threats: Mutex<ThreatProtection>,
    pub(super) feedback: Mutex<Feedback>,
    pub(super) sessions: Mutex<Sessions>,
    pub(super) interactions: Mutex<Interactions>,
}

impl Team {
    /// Counts credits as spent; a negative number returns some.
    pub fn spend(&self, credits: i64) {
        self.spent.fetch_add(credits, Ordering::Relaxed);
        if credits > 0 {
            *self.last_success.lock() = Some(Utc::now());
        }
    }

    /// Records a request and its cost, if the response is a success.
    ///
    /// Pages of crawls, batches and monitors are counted where they are fetched.
    pub fn called(&self, request: &Request, status: u16) {
        if (200..300).contains(&status) {
            self.record(request.id(), target(&request.body));
            self.spend(cost(request.id()));
        }
    }

    /// Records a request in the activity list; it ignores operations that it does not show.
    pub fn record(&self, operation_id: &str, target_url: Option<&str>) {
        let mut activity = self.activity.lock();
        activity.record(operation_id, target_url, Utc::now());
    }

    /// Returns the credits that were spent since the start, never below zero.
    pub fn spent(&self) -> i64 {
        self.spent.load(Ordering::Relaxed).max(0)
    }

    /// Returns the last time that credits were spent.
    pub(super) fn last_success(&self) -> Option<DateTime<Utc>> {
        *self.last_success.lock()
    }
}
