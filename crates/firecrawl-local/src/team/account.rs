//! The state of the account.

use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use chrono::{DateTime, Utc};

use super::activity::{Activity, target};
use super::feedback::Feedback;
use super::interact::Interactions;
use super::sessions::Sessions;
use super::threat_protection::ThreatProtection;
use super::usage::cost;
use crate::request::Request;

/// What a server remembers of its one account.
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
    /// Counts credits as spent; a negative number gives some back.
    pub fn spend(&self, credits: i64) {
        self.spent.fetch_add(credits, Ordering::Relaxed);
        if credits > 0 {
            *locked(&self.last_success) = Some(Utc::now());
        }
    }

    /// Remembers a request and what it cost by itself, if its response was a success.
    ///
    /// Pages of crawls, batches and monitors are counted where they are made.
    pub fn called(&self, request: &Request, status: u16) {
        if (200..300).contains(&status) {
            self.record(request.id(), target(&request.body));
            self.spend(cost(request.id()));
        }
    }

    /// Remembers an accepted request for the activity list; operations that it does not show are ignored.
    pub fn record(&self, operation_id: &str, target_url: Option<&str>) {
        locked(&self.activity).record(operation_id, target_url, Utc::now());
    }

    /// The credits that were spent since the start, never below zero.
    pub fn spent(&self) -> i64 {
        self.spent.load(Ordering::Relaxed).max(0)
    }

    /// When credits were last spent, which is when a page was last made.
    pub(super) fn last_success(&self) -> Option<DateTime<Utc>> {
        *locked(&self.last_success)
    }
}

/// A lock that a panic elsewhere does not take away: what it guards is valid after every step.
pub(super) fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
