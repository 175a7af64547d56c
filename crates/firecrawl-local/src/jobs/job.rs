//! One crawl or batch: its pages and its status.

use std::collections::VecDeque;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use chrono::{DateTime, Utc};
use firecrawl_api::types::ScrapeOptions;
use parking_lot::Mutex;
use serde_json::{Value, json};
use tokio::sync::{Notify, watch};
use tokio::time::Instant;
use url::Url;

use super::status_page::StatusPage;
use crate::timestamp;
use crate::webhooks::WebhookTarget;

/// The bytes of documents that one job keeps; a page beyond them is an error of its own.
const MAX_BYTES: usize = 1 << 30;

/// The number of URLs in `robotsBlocked`.
const MAX_BLOCKED: usize = 10_000;

/// The code of every error that has none of its own.
pub const UNKNOWN: &str = "UNKNOWN_ERROR";

/// The service's message for a page that robots.txt forbids.
pub const BLOCKED: &str = "(Internal server error) - URL blocked by robots.txt";

/// The service's message for a redirect out of the crawl.
pub const REDIRECTED: &str =
    "(Internal server error) - Redirected target URL is not allowed by crawlOptions";

/// The service's message for a page that remained when its job was cancelled.
const CANCELLED: &str = "(Internal server error) - Parent crawl/batch scrape was cancelled";

/// The kind of a job.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum JobKind {
    /// `POST /crawl`.
    Crawl,
    /// `POST /batch/scrape`.
    BatchScrape,
}

/// A job.
pub struct Job {
    /// The id.
    pub id: String,
    /// The kind.
    pub kind: JobKind,
    /// The time of its start.
    pub created: DateTime<Utc>,
    /// The URL that a crawl starts at; empty for a batch.
    pub url: String,
    /// The options of a crawl with the service's defaults, for the list of active crawls.
    pub options: Value,
    /// The receiver of its events.
    pub webhook: Option<WebhookTarget>,
    /// `true` if nothing is to be kept of its pages, which has a price.
    pub zero_retention: bool,
    expiry: Duration,
    state: Mutex<State>,
    changed: watch::Sender<()>,
    woken: Notify,
}

/// A page that waits to be fetched.
#[derive(Clone, Debug)]
pub struct QueuedPage {
    /// The URL.
    pub url: Url,
    /// The number of links between the start and the page.
    pub depth: usize,
    /// The options of the scrape.
    pub options: Arc<ScrapeOptions>,
}

/// The status of a job.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Status {
    #[default]
    Scraping,
    Completed,
    Cancelled,
}

#[derive(Default)]
struct State {
    status: Status,
    documents: Vec<Bytes>,
    bytes: usize,
    credits: i64,
    waiting: VecDeque<QueuedPage>,
    in_flight: usize,
    errors: Vec<Value>,
    robots_blocked: Vec<String>,
    /// The time after which no further page comes; a cancelled job still counts its pages for a
    /// moment.
    ended: Option<DateTime<Utc>>,
    /// The last read or the end, from which the expiry counts.
    touched: Option<Instant>,
}

impl Job {
    /// Creates a job that has not begun.
    pub fn new(kind: JobKind, expiry: Duration) -> Self {
        Self {
            id: uuid::Uuid::new_v4().to_string(),
            kind,
            created: Utc::now(),
            url: String::new(),
            options: Value::Null,
            webhook: None,
            zero_retention: false,
            expiry,
            state: Mutex::default(),
            changed: watch::Sender::new(()),
            woken: Notify::new(),
        }
    }

    /// Returns `scraping`, `completed` or `cancelled`.
    pub fn status(&self) -> &'static str {
        self.state.lock().status.name()
    }

    /// Returns the documents after the first `skip` ones, in the order of their completion.
    pub fn documents(&self, skip: usize) -> Vec<Value> {
        let state = self.state.lock();
        let documents = state.documents.get(skip..).unwrap_or_default();
        // The server wrote these itself, so they always parse.
        documents
            .iter()
            .filter_map(|document| serde_json::from_slice(document).ok())
            .collect()
    }

    /// Returns a receiver that sees every change of status or documents.
    pub fn changes(&self) -> watch::Receiver<()> {
        self.changed.subscribe()
    }

    /// Returns the body of the status operation with all documents and without `next`.
    pub fn status_body(&self) -> Value {
        let body = self.read(0, usize::MAX, usize::MAX, false).serialize();
        serde_json::from_slice(&body).unwrap_or_default()
    }

    /// Returns a page of the documents with the progress; counts as a read, which extends the
    /// expiry. `dated` adds the keys that only the cloud sends.
    pub fn read(&self, skip: usize, limit: usize, byte_limit: usize, dated: bool) -> StatusPage {
        let mut state = self.state.lock();
        state.touched = Some(Instant::now());
        let completed = state.documents.len();
        let mut head = json!({
            "success": true,
            "status": state.status.name(),
            "completed": completed,
            "total": completed + state.waiting.len() + state.in_flight,
            "creditsUsed": state.credits,
            "expiresAt": timestamp::expiry(self.expiry),
        });
        if dated {
            head["createdAt"] = timestamp::millis(self.created).into();
            if let Some(ended) = state.ended {
                let duration = (ended - self.created).to_std().unwrap_or_default();
                head["completedAt"] = timestamp::millis(ended).into();
                head["duration"] = duration.as_secs_f64().into();
            }
        }
        let (settled, documents) = (state.ended.is_some(), &state.documents);
        StatusPage::cut(head, settled, documents, skip, limit, byte_limit)
    }

    /// Returns the failed pages and the URLs that robots.txt forbids.
    pub fn errors(&self) -> (Vec<Value>, Vec<String>) {
        let mut state = self.state.lock();
        state.touched = Some(Instant::now());
        (state.errors.clone(), state.robots_blocked.clone())
    }

    /// Returns whether the results have been kept for long enough.
    pub fn expired(&self, now: Instant) -> bool {
        let state = self.state.lock();
        let untouched = state
            .touched
            .map(|touched| now.saturating_duration_since(touched));
        state.ended.is_some() && untouched >= Some(self.expiry)
    }

    /// Returns whether the job is neither complete nor cancelled.
    pub fn is_running(&self) -> bool {
        self.state.lock().status == Status::Scraping
    }

    /// Returns whether no page of the job is in flight any more.
    pub fn is_settled(&self) -> bool {
        self.state.lock().ended.is_some()
    }

    /// Cancels the job, with `late` also a completed one, and returns its status before; the
    /// remaining pages become errors.
    pub fn cancel(&self, late: bool) -> Status {
        let before = self.update(|state| {
            let before = state.status;
            if before == Status::Scraping || late {
                state.status = Status::Cancelled;
            }
            state.touched = Some(Instant::now());
            before
        });
        self.woken.notify_one();
        before
    }

    /// Adds pages to a job that is not cancelled, and returns its status before: a completed job
    /// begins again, and needs a new worker.
    pub fn append(&self, pages: Vec<QueuedPage>) -> Status {
        let before = self.update(|state| {
            let before = state.status;
            if before != Status::Cancelled {
                state.status = Status::Scraping;
                state.ended = None;
                state.waiting.extend(pages);
            }
            before
        });
        self.woken.notify_one();
        before
    }

    /// Waits until the job is cancelled or pages are added.
    pub async fn woken(&self) {
        self.woken.notified().await;
    }

    /// Adds a page to the queue.
    pub fn admit(&self, page: QueuedPage) {
        self.state.lock().waiting.push_back(page);
    }

    /// Takes the next page, which is in flight from now on.
    pub fn take(&self) -> Option<QueuedPage> {
        let mut state = self.state.lock();
        if state.status != Status::Scraping {
            return None;
        }
        let page = state.waiting.pop_front()?;
        state.in_flight += 1;
        Some(page)
    }

    /// Keeps the document of a page in flight; `false` if the job does not take it any more.
    pub fn keep(&self, url: &Url, document: Bytes, credits: i64) -> bool {
        self.update(|state| {
            state.in_flight = state.in_flight.saturating_sub(1);
            let error = if state.status == Status::Cancelled {
                page_error(url, UNKNOWN, CANCELLED)
            } else if state.bytes + document.len() > MAX_BYTES {
                let error = "the documents of this job are more than the local server keeps";
                page_error(url, UNKNOWN, error)
            } else {
                state.bytes += document.len();
                state.credits += credits;
                state.documents.push(document);
                return true;
            };
            state.errors.push(error);
            false
        })
    }

    /// Ends a page in flight that has no document, with or without an error.
    pub fn drop_page(&self, error: Option<Value>) {
        self.update(|state| {
            state.in_flight = state.in_flight.saturating_sub(1);
            state.errors.extend(error);
        });
    }

    /// Records an error of a page that was never in flight.
    pub fn record_error(&self, error: Value) {
        self.update(|state| state.errors.push(error));
    }

    /// Records a URL that robots.txt forbids.
    pub fn block(&self, url: &Url) {
        let mut state = self.state.lock();
        if state.robots_blocked.len() < MAX_BLOCKED {
            state.robots_blocked.push(url.to_string());
        }
    }

    /// Completes the job unless pages are left, which may have been added meanwhile.
    pub fn complete(&self) -> bool {
        self.update(|state| {
            let done = state.status == Status::Scraping
                && state.in_flight == 0
                && state.waiting.is_empty();
            if done {
                state.status = Status::Completed;
                state.settle();
            }
            done
        })
    }

    /// Records the remaining pages of a cancelled job, and those in flight, as errors.
    pub fn settle(&self, in_flight: impl IntoIterator<Item = Url>) {
        self.update(|state| {
            let waiting: Vec<Url> = state.waiting.drain(..).map(|page| page.url).collect();
            let left = in_flight.into_iter().chain(waiting);
            let errors = left.map(|url| page_error(&url, UNKNOWN, CANCELLED));
            state.errors.extend(errors);
            state.in_flight = 0;
            state.settle();
        });
    }

    fn update<T>(&self, change: impl FnOnce(&mut State) -> T) -> T {
        let result = change(&mut self.state.lock());
        self.changed.send_replace(());
        result
    }
}

impl State {
    fn settle(&mut self) {
        self.ended = Some(Utc::now());
        self.touched = Some(Instant::now());
    }
}

impl Status {
    fn name(self) -> &'static str {
        match self {
            Self::Scraping => "scraping",
            Self::Completed => "completed",
            Self::Cancelled => "cancelled",
        }
    }
}

/// Returns the entry of a page that failed just now.
pub fn page_error(url: &Url, code: &str, error: &str) -> Value {
    json!({
        "id": uuid::Uuid::new_v4().to_string(),
        "timestamp": timestamp::now(),
        "url": url.as_str(),
        "code": code,
        "error": error,
    })
}
