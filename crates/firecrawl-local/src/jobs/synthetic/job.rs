//! One extract or agent run.

use std::sync::{Arc, Weak};
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use firecrawl_api::types::ScrapeOptions;
use openapi_document::sample::sample;
use parking_lot::Mutex;
use serde_json::{Value, json};
use tokio::sync::Notify;
use tokio::time::Instant;
use url::Url;

use crate::request::Request;
use crate::response::Response;
use crate::state::ServerState;
use crate::timestamp;
use crate::webhooks::{Event, WebhookTarget};

/// The warning of synthetic data.
pub const WARNING: &str =
    "The local server has no model: this data was made up from the schema of the request.";

/// The error of every run that fails.
pub const NO_VALID_URL: &str =
    "All provided URLs are invalid. Please check your input and try again.";

/// The time after which a run ends without a read of its status.
const UNSEEN_TIME: Duration = Duration::from_millis(300);

/// The timeout of one page.
const TIMEOUT_MS: i64 = 30_000;

/// The number of pages that are tried before the run fails.
const MAX_PAGES: usize = 10;

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
    pace: Option<Duration>,
    state: Mutex<State>,
    seen: Notify,
}

struct State {
    /// `processing` until the end, then `completed`, `failed` or `cancelled`.
    status: &'static str,
    data: Value,
    ended: Option<DateTime<Utc>>,
    touched: Instant,
}

impl SyntheticJob {
    /// Starts a run; it fails if it has URLs and none of them can be fetched.
    pub fn start(
        state: &Arc<ServerState>,
        kind: SyntheticKind,
        request: Value,
        urls: Vec<Url>,
    ) -> Arc<Self> {
        let job = state.jobs.add_synthetic(Self {
            id: uuid::Uuid::new_v4().to_string(),
            kind,
            created: Utc::now(),
            webhook: WebhookTarget::parse(&request["webhook"]),
            request,
            expiry: state.settings.expiry,
            pace: state.settings.pace,
            state: Mutex::new(State {
                status: "processing",
                data: Value::Null,
                ended: None,
                touched: Instant::now(),
            }),
            seen: Notify::new(),
        });
        let work = work(Arc::downgrade(state), Arc::clone(&job), urls);
        state.tasks.spawn(work);
        job
    }

    /// Finds the run that a path names.
    pub fn find(
        state: &ServerState,
        request: &Request,
        parameter: &str,
        kind: SyntheticKind,
    ) -> Result<Arc<Self>, Box<Response>> {
        let found = state.jobs.synthetic(request.path_param(parameter));
        found
            .filter(|job| job.kind == kind)
            .ok_or_else(|| Response::error(404, format!("{kind:?} job not found")).into())
    }

    /// Moves the start behind that of another run, so that a list can continue by time.
    pub fn created_after(&mut self, other: &Self) {
        let least = other.created + TimeDelta::milliseconds(1);
        if self.created.timestamp_millis() < least.timestamp_millis() {
            self.created = least;
        }
    }

    /// Returns status, data and expiry; counts as a read. The first read sees a running job.
    pub fn read(&self) -> (&'static str, Value, String) {
        let mut state = self.state.lock();
        state.touched = Instant::now();
        self.seen.notify_one();
        let expiry = timestamp::expiry(self.expiry);
        (state.status, state.data.clone(), expiry)
    }

    /// Returns the data and the time of the end; `None` while it runs.
    pub fn result(&self) -> Option<(Value, DateTime<Utc>)> {
        let state = self.state.lock();
        state.ended.map(|ended| (state.data.clone(), ended))
    }

    /// Returns the name of the status.
    pub fn status(&self) -> &'static str {
        self.state.lock().status
    }

    /// Ends the run unless it has ended before.
    pub fn end(&self, status: &'static str, data: Value) -> bool {
        let mut state = self.state.lock();
        let running = state.status == "processing";
        if running {
            *state = State {
                status,
                data,
                ended: Some(Utc::now()),
                touched: Instant::now(),
            };
        }
        running
    }

    /// Returns whether the result has been kept for long enough.
    pub fn expired(&self, now: Instant) -> bool {
        let state = self.state.lock();
        state.status != "processing" && now.saturating_duration_since(state.touched) >= self.expiry
    }

    /// Sends an event to the webhook of the run.
    pub fn send(&self, state: &ServerState, event: &str, data: Value, error: Option<String>) {
        let kind = format!("{:?}", self.kind).to_lowercase();
        let event = Event::new(format!("{kind}.{event}"), &self.id, data, error);
        state.webhooks.send(self.webhook.as_ref(), event);
    }
}

async fn work(state: Weak<ServerState>, job: Arc<SyntheticJob>, urls: Vec<Url>) {
    if let Some(state) = state.upgrade() {
        job.send(&state, "started", json!([]), None);
    }
    match job.pace {
        Some(pace) => tokio::time::sleep(pace).await,
        // The run lasts until the first read of its status, or for a time without one.
        None => drop(tokio::time::timeout(UNSEEN_TIME, job.seen.notified()).await),
    }
    if !urls.is_empty() && !any_page_exists(&state, &urls).await {
        if job.end("failed", Value::Null)
            && let Some(state) = state.upgrade()
        {
            job.send(&state, "failed", json!([]), Some(NO_VALID_URL.to_owned()));
        }
        return;
    }
    let data = match job.request.get("schema") {
        Some(schema) => sample(schema),
        None => json!({"result": WARNING}),
    };
    if job.end("completed", data.clone())
        && let Some(state) = state.upgrade()
    {
        let data = match job.kind {
            SyntheticKind::Extract => {
                json!([{"success": true, "data": data, "extractId": job.id}])
            }
            SyntheticKind::Agent => json!([{"creditsUsed": 0, "data": data}]),
        };
        job.send(&state, "completed", data, None);
    }
}

/// Returns whether one of the pages can be fetched. The data is synthetic, but invalid URLs still
/// fail.
async fn any_page_exists(state: &Weak<ServerState>, urls: &[Url]) -> bool {
    let mut options = ScrapeOptions::default();
    options.timeout_ms = Some(TIMEOUT_MS);
    for url in urls.iter().take(MAX_PAGES) {
        let Some(state) = state.upgrade() else {
            return false;
        };
        let scraped = state.engine.scrape(url, url.as_str(), &options).await;
        if scraped.is_ok() {
            return true;
        }
    }
    false
}
