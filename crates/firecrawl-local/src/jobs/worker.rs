//! The task that does a job.

use std::collections::HashMap;
use std::sync::{Arc, Weak};
use std::time::Duration;

use bytes::Bytes;
use serde_json::{Value, json};
use tokio::task::{Id, JoinSet};
use url::Url;

use super::crawl::{Frontier, Redirect};
use super::fetch::{Fetched, Outcome, RobotsCheck, fetch};
use super::job::{Job, JobKind, QueuedPage};
use super::page_error::{BLOCKED, PageError, REDIRECTED, UNKNOWN};
use crate::state::ServerState;
use crate::webhooks::Event;

/// How many pages of a job are under way at a time, where the request says nothing.
const WIDTH: i64 = 16;

/// How many they are at most, whatever the request says.
const MOST_WIDTH: i64 = 64;

/// How a job is to be done.
pub struct Pacing {
    width: usize,
    pause: Option<Duration>,
}

impl Pacing {
    /// The pacing that a request asks for; with a pause, pages are fetched one at a time.
    pub fn new(max_concurrency: Option<i64>, delay_secs: Option<f64>) -> Self {
        let width = max_concurrency.unwrap_or(WIDTH).clamp(1, MOST_WIDTH);
        let pause = delay_secs
            .and_then(|secs| Duration::try_from_secs_f64(secs).ok())
            .filter(|pause| !pause.is_zero());
        Self {
            width: if pause.is_some() {
                1
            } else {
                usize::try_from(width).unwrap_or(1)
            },
            pause,
        }
    }
}

/// Does a job to its end: the pages that wait, and for a crawl those to which they lead.
pub async fn run(
    state: Weak<ServerState>,
    job: Arc<Job>,
    pacing: Pacing,
    frontier: Option<Frontier>,
) {
    let robots = match frontier {
        // Known once the crawl's own site has been asked.
        Some(_) => None,
        None => state
            .upgrade()
            .filter(|state| state.settings.batch_robots)
            .map(|_| Arc::new(RobotsCheck::everywhere())),
    };
    let mut run = Worker {
        state,
        job,
        pacing,
        frontier,
        robots,
        tasks: JoinSet::new(),
        under_way: HashMap::new(),
        begun: false,
    };
    run.send("started", Value::Array(Vec::new()));
    run.kick_off().await;
    run.work().await;
    // Cancelled or not: the service calls the end of every job its completion.
    run.send("completed", Value::Array(Vec::new()));
}

struct Worker {
    /// Weak, so that a server that is gone takes its jobs with it.
    state: Weak<ServerState>,
    job: Arc<Job>,
    pacing: Pacing,
    frontier: Option<Frontier>,
    robots: Option<Arc<RobotsCheck>>,
    tasks: JoinSet<Option<(QueuedPage, Outcome)>>,
    under_way: HashMap<Id, Url>,
    begun: bool,
}

impl Worker {
    /// Finds the first pages of a crawl.
    async fn kick_off(&mut self) {
        let (Some(state), Some(frontier)) = (self.state.upgrade(), &mut self.frontier) else {
            return;
        };
        self.robots = frontier.robots_check().map(Arc::new);
        let job = self.job.clone();
        tokio::select! {
            () = frontier.kick_off(&state, &job) => {}
            // Only cancelling wakes a crawl.
            () = self.job.woken() => {}
        }
    }

    async fn work(&mut self) {
        loop {
            if !self.job.is_running() {
                self.tasks.abort_all();
                let under_way = self.under_way.drain().map(|(_, url)| url);
                self.job.settle(under_way);
                return;
            }
            self.fill();
            if self.tasks.is_empty() && self.job.complete() {
                return;
            }
            tokio::select! {
                () = self.job.woken() => {}
                Some(ended) = self.tasks.join_next_with_id() => match ended {
                    Ok((id, Some((page, outcome)))) => {
                        self.under_way.remove(&id);
                        self.take_in(&page, outcome);
                    }
                    // The server is gone.
                    Ok((_, None)) => return,
                    Err(error) => {
                        if let Some(url) = self.under_way.remove(&error.id()) {
                            let message = "the page could not be processed";
                            self.job.drop_page(Some(PageError::new(&url, UNKNOWN, message)));
                        }
                    }
                },
            }
        }
    }

    /// Starts as many pages as the pacing allows.
    fn fill(&mut self) {
        while self.tasks.len() < self.pacing.width
            && let Some(page) = self.job.take()
        {
            let pause = self.pacing.pause.filter(|_| self.begun);
            self.begun = true;
            let state = self.state.clone();
            let robots = self.robots.clone();
            let eventful = self.job.webhook.is_some();
            let url = page.url.clone();
            let task = self.tasks.spawn(async move {
                if let Some(pause) = pause {
                    tokio::time::sleep(pause).await;
                }
                let state = state.upgrade()?;
                let outcome = fetch(&state, &page, robots.as_deref(), eventful).await;
                Some((page, outcome))
            });
            self.under_way.insert(task.id(), url);
        }
    }

    fn take_in(&mut self, page: &QueuedPage, outcome: Outcome) {
        match outcome {
            Outcome::Page(fetched) => self.take_in_page(page, fetched),
            Outcome::Failed { code, message } => {
                let error = PageError::new(&page.url, code, message);
                self.job.drop_page(Some(error));
            }
            Outcome::Blocked => {
                self.job.block(&page.url);
                self.job.drop_page(None);
            }
        }
    }

    fn take_in_page(&mut self, page: &QueuedPage, fetched: Fetched) {
        if let Some(frontier) = &mut self.frontier {
            match frontier.redirected(page, &fetched.url) {
                Redirect::None => {}
                // Another page of the crawl has brought or will bring the same document.
                Redirect::Seen => return self.job.drop_page(None),
                Redirect::Outside => {
                    let error = PageError::new(&page.url, UNKNOWN, REDIRECTED);
                    return self.job.drop_page(Some(error));
                }
            }
            // Before the page counts as done, so that `total` never falls in between.
            frontier.follow(&self.job, page, &fetched.links);
        }
        self.deliver(page, fetched.document, fetched.value);
    }

    fn deliver(&self, page: &QueuedPage, document: Bytes, value: Option<Value>) {
        if self.job.keep(&page.url, document)
            && let Some(value) = value
        {
            self.send("page", json!([value]));
        }
    }

    fn send(&self, event: &str, data: Value) {
        let (Some(state), Some(target)) = (self.state.upgrade(), &self.job.webhook) else {
            return;
        };
        let family = match self.job.kind {
            JobKind::Crawl => "crawl",
            JobKind::BatchScrape => "batch_scrape",
        };
        state.webhooks.send(
            target,
            Event {
                name: format!("{family}.{event}"),
                id: self.job.id.clone(),
                success: true,
                data,
                error: None,
            },
        );
    }
}

/// The error of a start page that robots.txt forbids, which is no entry of `robotsBlocked`.
pub fn blocked_start(url: &Url) -> PageError {
    PageError::new(url, UNKNOWN, BLOCKED)
}
