//! One crawl or batch: its pages, and where it stands.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use bytes::Bytes;
use chrono::{DateTime, Utc};
use firecrawl_api::types::ScrapeOptions;
use serde_json::Value;
use tokio::sync::{Notify, watch};
use tokio::time::Instant;
use url::Url;

use super::page_error::{PageError, UNKNOWN};
use super::status_page::{Progress, StatusPage};
use crate::webhooks::WebhookTarget;

/// How many bytes of documents one job keeps; a page beyond them is an error of its own.
const MOST_BYTES: usize = 1 << 30;

/// How many addresses the list of what robots.txt forbids holds.
const MOST_BLOCKED: usize = 10_000;

/// Which kind of work a job does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum JobKind {
    /// `POST /crawl`.
    Crawl,
    /// `POST /batch/scrape`.
    BatchScrape,
}

/// One job.
pub struct Job {
    /// The id.
    pub id: String,
    /// The kind.
    pub kind: JobKind,
    /// When it was started.
    pub created: DateTime<Utc>,
    /// The address that a crawl starts at; empty for a batch.
    pub url: String,
    /// The options of a crawl with the service's defaults, as the list of active crawls shows them.
    pub options: Value,
    /// Where its events go.
    pub webhook: Option<WebhookTarget>,
    expiry: Duration,
    state: Mutex<State>,
    changed: watch::Sender<u64>,
    woken: Notify,
}

/// A page that is to be fetched.
#[derive(Clone, Debug)]
pub struct QueuedPage {
    /// Its address.
    pub url: Url,
    /// How many links lie between it and the start.
    pub depth: usize,
    /// What is to be made of it.
    pub options: Arc<ScrapeOptions>,
}

/// What became of the attempt to end a job or to add to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Transition {
    /// It was running and now does as asked.
    Done,
    /// It had completed before, and now does as asked.
    HadEnded,
    /// It is cancelled, and stays so.
    WasCancelled,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Status {
    Scraping,
    Completed,
    Cancelled,
}

struct State {
    status: Status,
    /// Whether no page will come any more; a cancelled job still counts its pages off for a moment.
    settled: bool,
    documents: Vec<Bytes>,
    bytes: usize,
    waiting: VecDeque<QueuedPage>,
    in_flight: usize,
    errors: Vec<PageError>,
    robots_blocked: Vec<String>,
    ended: Option<DateTime<Utc>>,
    touched: Instant,
}

impl Job {
    /// A job that has not begun.
    pub fn new(kind: JobKind, expiry: Duration) -> Self {
        Self {
            id: uuid::Uuid::new_v4().to_string(),
            kind,
            created: Utc::now(),
            url: String::new(),
            options: Value::Null,
            webhook: None,
            expiry,
            state: Mutex::new(State {
                status: Status::Scraping,
                settled: false,
                documents: Vec::new(),
                bytes: 0,
                waiting: VecDeque::new(),
                in_flight: 0,
                errors: Vec::new(),
                robots_blocked: Vec::new(),
                ended: None,
                touched: Instant::now(),
            }),
            changed: watch::Sender::new(0),
            woken: Notify::new(),
        }
    }

    /// `scraping`, `completed`, `failed` or `cancelled`.
    pub fn status(&self) -> &'static str {
        self.state().status.name()
    }

    /// The documents from the one at `skip` on, in the order in which they were finished.
    pub fn documents(&self, skip: usize) -> Vec<Arc<Value>> {
        // What the server wrote itself always reads back.
        self.written_documents(skip)
            .iter()
            .filter_map(|document| serde_json::from_slice(document).ok())
            .map(Arc::new)
            .collect()
    }

    /// The same documents as the JSON texts that are kept.
    pub fn written_documents(&self, skip: usize) -> Vec<Bytes> {
        let state = self.state();
        state.documents.get(skip..).unwrap_or_default().to_vec()
    }

    /// Tells of every change of status or documents.
    pub fn changes(&self) -> watch::Receiver<u64> {
        self.changed.subscribe()
    }

    /// The body of the status operation with all documents and without `next`.
    pub fn status_body(&self) -> Value {
        serde_json::from_slice(&self.written_status()).unwrap_or_default()
    }

    /// The same body as JSON text, composed of the texts that are kept.
    pub fn written_status(&self) -> Bytes {
        let (progress, documents) = {
            let mut state = self.state();
            (state.progress(self), state.documents.clone())
        };
        progress.write(&documents, None, false)
    }

    /// A part of the documents and how far the job is; counts as a read, which puts the expiry off.
    pub fn read(&self, skip: usize, most: usize, most_bytes: usize) -> StatusPage {
        let mut state = self.state();
        let progress = state.progress(self);
        StatusPage::cut(progress, &state.documents, skip, most, most_bytes)
    }

    /// What failed, and what robots.txt forbade.
    pub fn errors(&self) -> (Vec<PageError>, Vec<String>) {
        let mut state = self.state();
        state.touched = Instant::now();
        (state.errors.clone(), state.robots_blocked.clone())
    }

    /// Whether its results have been kept for long enough.
    pub fn expired(&self, now: Instant) -> bool {
        let state = self.state();
        state.settled && now.saturating_duration_since(state.touched) >= self.expiry
    }

    /// Whether it is neither complete nor cancelled.
    pub fn is_running(&self) -> bool {
        self.state().status == Status::Scraping
    }

    /// Whether nothing of it is under way any more.
    pub fn is_settled(&self) -> bool {
        self.state().settled
    }

    /// Asks for its end; the pages that are left become errors. `late` cancels what has completed too.
    pub fn cancel(&self, late: bool) -> Transition {
        let change = {
            let mut state = self.state();
            let change = match state.status {
                Status::Scraping => Transition::Done,
                Status::Completed => Transition::HadEnded,
                Status::Cancelled => Transition::WasCancelled,
            };
            if change == Transition::Done || late {
                state.status = Status::Cancelled;
            }
            state.touched = Instant::now();
            change
        };
        self.tell();
        self.woken.notify_one();
        change
    }

    /// Adds pages; one that has completed begins anew, and has to be run again.
    pub fn append(&self, pages: Vec<QueuedPage>) -> Transition {
        let change = {
            let mut state = self.state();
            let change = match state.status {
                Status::Scraping => Transition::Done,
                Status::Completed => Transition::HadEnded,
                Status::Cancelled => return Transition::WasCancelled,
            };
            state.status = Status::Scraping;
            state.settled = false;
            state.ended = None;
            state.waiting.extend(pages);
            change
        };
        self.tell();
        self.woken.notify_one();
        change
    }

    /// Waits until somebody cancels the job or adds to it.
    pub async fn woken(&self) {
        self.woken.notified().await;
    }

    /// Puts a page at the end of the queue.
    pub fn admit(&self, page: QueuedPage) {
        self.state().waiting.push_back(page);
    }

    /// The next page to fetch, which from now on counts as under way.
    pub fn take(&self) -> Option<QueuedPage> {
        let mut state = self.state();
        if state.status != Status::Scraping {
            return None;
        }
        let page = state.waiting.pop_front()?;
        state.in_flight += 1;
        Some(page)
    }

    /// Keeps the document of a page that was under way; false where it no longer wants it.
    pub fn keep(&self, url: &Url, document: Bytes) -> bool {
        let kept = {
            let mut state = self.state();
            state.in_flight = state.in_flight.saturating_sub(1);
            if state.status == Status::Cancelled {
                state.errors.push(PageError::cancelled(url));
                false
            } else if state.bytes + document.len() > MOST_BYTES {
                let error = "the documents of this job are more than the local server keeps";
                state.errors.push(PageError::new(url, UNKNOWN, error));
                false
            } else {
                state.bytes += document.len();
                state.documents.push(document);
                true
            }
        };
        self.tell();
        kept
    }

    /// Counts off a page that was under way and has no document; `None` leaves no error either.
    pub fn drop_page(&self, error: Option<PageError>) {
        {
            let mut state = self.state();
            state.in_flight = state.in_flight.saturating_sub(1);
            state.errors.extend(error);
        }
        self.tell();
    }

    /// Notes an error of a page that never was under way.
    pub fn refuse(&self, error: PageError) {
        self.state().errors.push(error);
        self.tell();
    }

    /// Notes an address that robots.txt forbids.
    pub fn block(&self, url: &Url) {
        let mut state = self.state();
        if state.robots_blocked.len() < MOST_BLOCKED {
            state.robots_blocked.push(url.to_string());
        }
    }

    /// Completes the job if there is nothing left to do; a page may have been added meanwhile.
    pub fn complete(&self) -> bool {
        {
            let mut state = self.state();
            if state.status != Status::Scraping || state.in_flight > 0 || !state.waiting.is_empty()
            {
                return false;
            }
            state.status = Status::Completed;
            state.settle();
        }
        self.tell();
        true
    }

    /// Turns the pages that a cancelled job has left, and those that were under way, into errors.
    pub fn settle(&self, under_way: impl IntoIterator<Item = Url>) {
        {
            let mut state = self.state();
            let left: Vec<Url> = state.waiting.drain(..).map(|page| page.url).collect();
            let errors = under_way
                .into_iter()
                .chain(left)
                .map(|url| PageError::cancelled(&url));
            state.errors.extend(errors);
            state.in_flight = 0;
            state.settle();
        }
        self.tell();
    }

    fn tell(&self) {
        self.changed
            .send_modify(|version| *version = version.wrapping_add(1));
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    fn progress(&mut self, job: &Job) -> Progress {
        self.touched = Instant::now();
        let completed = self.documents.len();
        Progress {
            status: self.status.name(),
            settled: self.settled,
            completed,
            total: completed + self.waiting.len() + self.in_flight,
            created: job.created,
            ended: self.ended,
            expiry: job.expiry,
        }
    }

    fn settle(&mut self) {
        self.settled = true;
        self.ended = Some(Utc::now());
        self.touched = Instant::now();
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
