//! One extract or agent run.

use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use openapi_document::sample::sample;
use parking_lot::Mutex;
use serde_json::{Value, json};
use tokio::sync::Notify;
use tokio::time::Instant;

use crate::request::Request;
use crate::response::Response;
use crate::state::ServerState;
use crate::timestamp;
use crate::webhooks::{Event, WebhookTarget};

/// The warning of synthetic data.
pub const WARNING: &str =
    "The local server has no model: this data was made up from the schema of the request.";

/// The time after which a run ends without a read of its status.
const UNSEEN_TIME: Duration = Duration::from_millis(300);

/// The kind of a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SyntheticKind {
    /// `POST /extract`.
    Extract,
    /// `POST /agent`.
    Agent,
}

/// An extract or agent run.
pub struct SyntheticJob {
    /// The id.
    pub id: String,
    /// The kind.
    pub kind: SyntheticKind,
    /// The time of its start; no two runs of a server have the same millisecond.
    pub created: DateTime<Utc>,
    /// The body of the request.
    pub request: Value,
    webhook: Option<WebhookTarget>,
    expiry: Duration,
    state: Mutex<State>,
    seen: Notify,
}

/// The end of a run.
#[derive(Clone, Debug, PartialEq)]
pub enum Ending {
    /// It has data.
    Completed(Value),
    /// It failed with this error.
    Failed(String),
    /// It was cancelled.
    Cancelled,
}

struct State {
    ending: Option<Ending>,
    touched: Instant,
}

impl SyntheticJob {
    /// Creates a run that has not begun.
    pub fn new(kind: SyntheticKind, request: Value, expiry: Duration) -> Self {
        Self {
            id: uuid::Uuid::new_v4().to_string(),
            kind,
            created: Utc::now(),
            webhook: WebhookTarget::parse(&request["webhook"]),
            request,
            expiry,
            state: Mutex::new(State {
                ending: None,
                touched: Instant::now(),
            }),
            seen: Notify::new(),
        }
    }

    /// Finds the run that a path names.
    pub fn find(
        state: &ServerState,
        request: &Request,
        parameter: &str,
        kind: SyntheticKind,
    ) -> Result<Arc<Self>, Box<Response>> {
        let name = match kind {
            SyntheticKind::Extract => "Extract",
            SyntheticKind::Agent => "Agent",
        };
        state
            .jobs
            .synthetic(request.path_param(parameter))
            .filter(|job| job.kind == kind)
            .ok_or_else(|| Response::error(404, format!("{name} job not found")).into())
    }

    /// Moves the start behind that of another run, so that a list can continue by time.
    pub fn created_after(&mut self, other: &Self) {
        let least = other.created + TimeDelta::milliseconds(1);
        if self.created.timestamp_millis() < least.timestamp_millis() {
            self.created = least;
        }
    }

    /// Returns the end and the expiry; counts as a read. The first read sees a running job.
    pub fn read(&self) -> (Option<Ending>, String) {
        let ending = {
            let mut state = self.state.lock();
            state.touched = Instant::now();
            state.ending.clone()
        };
        self.seen.notify_one();
        (ending, timestamp::expiry(self.expiry))
    }

    /// Returns the name of the status.
    pub fn status(&self) -> &'static str {
        status(self.state.lock().ending.as_ref())
    }

    /// Ends the run unless it has ended before.
    pub fn end(&self, ending: Ending) -> bool {
        let mut state = self.state.lock();
        if state.ending.is_some() {
            return false;
        }
        state.ending = Some(ending);
        state.touched = Instant::now();
        true
    }

    /// Returns whether the result has been kept for long enough.
    pub fn expired(&self, now: Instant) -> bool {
        let state = self.state.lock();
        state.ending.is_some() && now.saturating_duration_since(state.touched) >= self.expiry
    }

    /// Waits for the first read, or for a time without one.
    pub async fn seen(&self) {
        let _ = tokio::time::timeout(UNSEEN_TIME, self.seen.notified()).await;
    }

    /// Returns data that the schema of the request accepts.
    pub fn sample(&self) -> Value {
        match self.request.get("schema") {
            Some(schema) => sample(schema),
            None => json!({"result": WARNING}),
        }
    }

    /// Sends an event to the webhook of the run.
    pub fn send(&self, state: &ServerState, event: &str, data: Value, error: Option<String>) {
        let kind = match self.kind {
            SyntheticKind::Extract => "extract",
            SyntheticKind::Agent => "agent",
        };
        let event = Event::new(format!("{kind}.{event}"), &self.id, data, error);
        state.webhooks.send(self.webhook.as_ref(), event);
    }
}

/// Returns the name of the status after an ending.
pub fn status(ending: Option<&Ending>) -> &'static str {
    match ending {
        None => "processing",
        Some(Ending::Completed(_)) => "completed",
        Some(Ending::Failed(_)) => "failed",
        Some(Ending::Cancelled) => "cancelled",
    }
}
