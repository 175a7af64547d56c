//! The task that works on a job.

use std::collections::HashMap;
use std::sync::{Arc, Weak};
use std::time::Duration;

use serde_json::{Value, json};
use tokio::task::{Id, JoinSet};
use url::{Origin, Url};

use super::crawl::Frontier;
use super::job::{Job, JobKind, QueuedPage, UNKNOWN, page_error};
use crate::engine::{ScrapeError, Scraped};
use crate::state::ServerState;
use crate::webhooks::Event;

/// The number of pages in flight without `maxConcurrency`.
const DEFAULT_CONCURRENCY: i64 = 16;

/// The maximum number of pages in flight.
const MAX_CONCURRENCY: i64 = 64;

/// The result of a page; `None` if robots.txt forbids it.
type Outcome = Option<Result<Scraped, ScrapeError>>;

/// Checks pages against robots.txt when they are fetched.
///
/// A crawl checks those of other sites, since it has read the rules of its own before. A batch
/// checks all.
#[derive(Default)]
pub struct RobotsCheck {
    pub own: Option<Origin>,
    pub agent: Option<String>,
}

/// The pace of a job.
#[derive(Debug, PartialEq, Eq)]
pub struct Pacing {
    concurrency: usize,
    pause: Option<Duration>,
    /// `true` if the first page waits too.
    waits_first: bool,
}

impl Pacing {
    /// Returns the pace that a request asks for; with a delay, pages are fetched one at a time.
    pub fn new(max_concurrency: Option<i64>, delay_secs: Option<f64>) -> Self {
        let pause = delay_secs.and_then(|secs| Duration::try_from_secs_f64(secs).ok());
        let pause = pause.filter(|pause| !pause.is_zero());
        let most = if pause.is_some() { 1 } else { MAX_CONCURRENCY };
        let concurrency = max_concurrency
            .unwrap_or(DEFAULT_CONCURRENCY)
            .clamp(1, most);
        Self {
            concurrency: usize::try_from(concurrency).unwrap_or(1),
            pause,
            waits_first: false,
        }
    }

    /// Applies the pace that the settings give to all jobs, if that is slower.
    fn at_least(self, pace: Option<Duration>) -> Self {
        match pace {
            Some(pace) if self.pause.is_none_or(|pause| pause < pace) => Self {
                concurrency: 1,
                pause: Some(pace),
                waits_first: true,
            },
            _ => self,
        }
    }
}

/// Starts the task of a job: it fetches the queued pages, and for a crawl those that they link to.
pub fn start_worker(
    state: &Arc<ServerState>,
    job: Arc<Job>,
    pacing: Pacing,
    frontier: Option<Frontier>,
) {
    let robots = match &frontier {
        Some(frontier) => frontier.robots_check(),
        None => state.settings.batch_robots.then(RobotsCheck::default),
    };
    let worker = Worker {
        state: Arc::downgrade(state),
        job,
        pacing: pacing.at_least(state.settings.pace),
        frontier,
        robots: robots.map(Arc::new),
        tasks: JoinSet::new(),
        in_flight: HashMap::new(),
        begun: false,
    };
    state.tasks.spawn(worker.run());
}

struct Worker {
    /// Weak, so that jobs end with their server.
    state: Weak<ServerState>,
    job: Arc<Job>,
    pacing: Pacing,
    frontier: Option<Frontier>,
    robots: Option<Arc<RobotsCheck>>,
    tasks: JoinSet<Option<(QueuedPage, Outcome)>>,
    in_flight: HashMap<Id, Url>,
    begun: bool,
}

impl Worker {
    async fn run(mut self) {
        self.send("started", json!([]));
        self.find_first_pages().await;
        self.work().await;
        // The service sends this event at the end of every job, also of a cancelled one.
        self.send("completed", json!([]));
    }

    async fn find_first_pages(&mut self) {
        let (Some(state), Some(frontier)) = (self.state.upgrade(), &mut self.frontier) else {
            return;
        };
        tokio::select! {
            () = frontier.find_first_pages(&state, &self.job) => {}
            // Only a cancellation wakes a crawl.
            () = self.job.woken() => {}
        }
    }

    async fn work(&mut self) {
        loop {
            if !self.job.is_running() {
                self.tasks.abort_all();
                self.job.settle(self.in_flight.drain().map(|(_, url)| url));
                return;
            }
            self.start_pages();
            if self.tasks.is_empty() && self.job.complete() {
                return;
            }
            tokio::select! {
                () = self.job.woken() => {}
                Some(ended) = self.tasks.join_next_with_id() => match ended {
                    Ok((id, Some((page, outcome)))) => {
                        self.in_flight.remove(&id);
                        self.finish_page(&page, outcome);
                    }
                    // The server has stopped.
                    Ok((_, None)) => return,
                    Err(error) => {
                        if let Some(url) = self.in_flight.remove(&error.id()) {
                            let message = "the page could not be processed";
                            let error = page_error(&url, UNKNOWN, message);
                            self.job.drop_page(Some(error));
                        }
                    }
                },
            }
        }
    }

    /// Starts as many pages as the pace allows.
    fn start_pages(&mut self) {
        while self.tasks.len() < self.pacing.concurrency
            && let Some(page) = self.job.take()
        {
            let waits = self.begun || self.pacing.waits_first;
            let pause = self.pacing.pause.filter(|_| waits);
            self.begun = true;
            let state = self.state.clone();
            let robots = self.robots.clone();
            let url = page.url.clone();
            let task = self.tasks.spawn(async move {
                if let Some(pause) = pause {
                    tokio::time::sleep(pause).await;
                }
                let state = state.upgrade()?;
                let outcome = fetch(&state, &page, robots.as_deref()).await;
                Some((page, outcome))
            });
            self.in_flight.insert(task.id(), url);
        }
    }

    fn finish_page(&mut self, page: &QueuedPage, outcome: Outcome) {
        match outcome {
            Some(Ok(scraped)) => self.keep_page(page, scraped),
            Some(Err(error)) => {
                let error = page_error(&page.url, error.code, &error.message);
                self.job.drop_page(Some(error));
            }
            None => {
                self.job.block(&page.url);
                self.job.drop_page(None);
            }
        }
    }

    fn keep_page(&mut self, page: &QueuedPage, mut scraped: Scraped) {
        if let Some(frontier) = &mut self.frontier {
            if let Some(error) = frontier.rejection(page, &scraped.page.url) {
                return self.job.drop_page(error);
            }
            // Before the page counts as completed, so that `total` never falls in between.
            frontier.follow(&self.job, page, &scraped.links);
            if !frontier.delivers(page, &scraped.page.url) {
                return self.job.drop_page(None);
            }
        }
        if self.job.zero_retention {
            scraped.bill_zero_retention();
        }
        let document = Value::Object(scraped.document);
        // Thousands of these are kept, so without spare capacity.
        let text = document.to_string().into_boxed_str().into_boxed_bytes();
        if !self.job.keep(&page.url, text.into(), scraped.credits) {
            return;
        }
        if let Some(state) = self.state.upgrade() {
            state.team.spend(scraped.credits);
        }
        if self.job.webhook.is_some() {
            self.send("page", json!([document]));
        }
    }

    fn send(&self, event: &str, data: Value) {
        let Some(state) = self.state.upgrade() else {
            return;
        };
        let kind = match self.job.kind {
            JobKind::Crawl => "crawl",
            JobKind::BatchScrape => "batch_scrape",
        };
        let event = Event::new(format!("{kind}.{event}"), &self.job.id, data, None);
        state.webhooks.send(self.job.webhook.as_ref(), event);
    }
}

async fn fetch(state: &ServerState, page: &QueuedPage, robots: Option<&RobotsCheck>) -> Outcome {
    let url = &page.url;
    if let Some(RobotsCheck { own, agent }) = robots
        && *own != Some(url.origin())
    {
        // The engine caches the rules for a while.
        let robots = state.engine.robots(url, agent.as_deref()).await;
        if !robots.allows(url) {
            return None;
        }
    }
    Some(state.engine.scrape(url, url.as_str(), &page.options).await)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_slower_pace_counts() {
        let second = Duration::from_secs(1);
        let paced = Pacing::new(Some(8), None).at_least(Some(second));
        assert_eq!((paced.concurrency, paced.pause), (1, Some(second)));
        let delayed = Pacing::new(None, Some(2.0)).at_least(Some(second));
        assert_eq!(delayed, Pacing::new(None, Some(2.0)));
        assert_eq!(
            Pacing::new(None, None).at_least(None),
            Pacing::new(None, None)
        );
    }
}
