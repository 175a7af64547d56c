//! The state of the account.

use std::collections::VecDeque;
use std::sync::atomic::{AtomicI64, Ordering};

use chrono::{DateTime, Utc};
use parking_lot::Mutex;
use serde_json::Value;

use super::activity::{Activity, target};
use super::browser::Session;
use super::feedback::Feedback;
use crate::request::Request;
use crate::response::Response;

/// The account of a server.
#[derive(Default)]
pub struct Team {
    spent: AtomicI64,
    pub(super) last_success: Mutex<Option<DateTime<Utc>>>,
    pub(super) activity: Mutex<Activity>,
    /// The settings of threat protection as they were last written.
    pub(super) threats: Mutex<Option<Value>>,
    pub(super) feedback: Mutex<Feedback>,
    /// The browser sessions, the oldest first.
    pub(super) sessions: Mutex<VecDeque<Session>>,
    /// The scrapes that have an open browser session.
    pub(super) interactions: Mutex<VecDeque<(String, DateTime<Utc>)>>,
}

impl Team {
    /// Counts credits as spent; a negative number returns some.
    pub fn spend(&self, credits: i64) {
        self.spent.fetch_add(credits, Ordering::Relaxed);
        if credits > 0 {
            *self.last_success.lock() = Some(Utc::now());
        }
    }

    /// Records a request and what its response costs, if that is a success.
    ///
    /// Pages of crawls, batches and monitors are counted where they are fetched.
    pub fn called(&self, request: &Request, response: &Response) {
        if (200..300).contains(&response.status) {
            self.record(request.id(), target(&request.body));
            self.spend(response.credits);
        }
    }

    /// Returns the credits that were spent since the start, never below zero.
    pub fn spent(&self) -> i64 {
        self.spent.load(Ordering::Relaxed).max(0)
    }
}

/// Adds an item to a queue that keeps the newest ones.
pub fn push_bounded<T>(queue: &mut VecDeque<T>, item: T, limit: usize) {
    if queue.len() == limit {
        queue.pop_front();
    }
    queue.push_back(item);
}
