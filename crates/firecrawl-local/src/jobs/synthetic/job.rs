//! One extract or agent run.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use openapi_document::sample::sample;
use serde_json::{Value, json};
use tokio::sync::Notify;
use tokio::time::Instant;

use crate::timestamp;
use crate::webhooks::WebhookTarget;

/// Says what the data is worth.
pub const WARNING: &str =
    "The local server has no model: this data was made up from the schema of the request.";

/// How long a run shows itself at work before it ends, where nobody looks.
const UNSEEN: Duration = Duration::from_millis(300);

/// Which kind of work it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SyntheticKind {
    /// `POST /extract`.
    Extract,
    /// `POST /agent`.
    Agent,
}

/// One extract or agent run.
pub struct SyntheticJob {
    /// The id.
    pub id: String,
    /// The kind.
    pub kind: SyntheticKind,
    /// When it was started; no two of a server have the same millisecond.
    pub created: DateTime<Utc>,
    /// The request.
    pub request: Value,
    /// Where its events go.
    pub webhook: Option<WebhookTarget>,
    expiry: Duration,
    state: Mutex<State>,
    seen: Notify,
}

/// How a run ended.
#[derive(Clone, Debug, PartialEq)]
pub enum Ending {
    /// With data.
    Completed(Value),
    /// Without, and why.
    Failed(String),
    /// Because somebody wanted it.
    Cancelled,
}

struct State {
    ending: Option<Ending>,
    touched: Instant,
}

impl SyntheticJob {
    /// A run that has not begun.
    pub fn new(kind: SyntheticKind, request: &Value, expiry: Duration) -> Self {
        Self {
            id: uuid::Uuid::new_v4().to_string(),
            kind,
            created: Utc::now(),
            webhook: WebhookTarget::parse(&request["webhook"]),
            request: request.clone(),
            expiry,
            state: Mutex::new(State {
                ending: None,
                touched: Instant::now(),
            }),
            seen: Notify::new(),
        }
    }

    /// Dates it after another, so that a list can go on from a moment.
    pub fn created_after(&mut self, other: &Self) {
        let least = other
            .created
            .checked_add_signed(TimeDelta::milliseconds(1))
            .unwrap_or(other.created);
        if self.created.timestamp_millis() < least.timestamp_millis() {
            self.created = least;
        }
    }

    /// How it ended, and when it expires; counts as a read. The first read finds it at work.
    pub fn read(&self) -> (Option<Ending>, String) {
        let ending = {
            let mut state = self.state();
            state.touched = Instant::now();
            state.ending.clone()
        };
        self.seen.notify_one();
        (ending, timestamp::expiry(self.expiry))
    }

    /// The status by name.
    pub fn status(&self) -> &'static str {
        status(self.state().ending.as_ref())
    }

    /// Ends it, unless it has ended before.
    pub fn end(&self, ending: Ending) -> bool {
        let mut state = self.state();
        if state.ending.is_some() {
            return false;
        }
        state.ending = Some(ending);
        state.touched = Instant::now();
        true
    }

    /// Whether its result has been kept for long enough.
    pub fn expired(&self, now: Instant) -> bool {
        let state = self.state();
        state.ending.is_some() && now.saturating_duration_since(state.touched) >= self.expiry
    }

    /// Waits until somebody has seen it at work, or has had time to.
    pub async fn seen(&self) {
        // Either way it goes on.
        let _ = tokio::time::timeout(UNSEEN, self.seen.notified()).await;
    }

    /// Data that the schema of the request accepts.
    pub fn synthetic(&self) -> Value {
        match self.request.get("schema") {
            Some(schema) => sample(schema),
            None => json!({"result": WARNING}),
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// An ending by name.
pub fn status(ending: Option<&Ending>) -> &'static str {
    match ending {
        None => "processing",
        Some(Ending::Completed(_)) => "completed",
        Some(Ending::Failed(_)) => "failed",
        Some(Ending::Cancelled) => "cancelled",
    }
}
