//! What the server answers, by method and path.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use bytes::Bytes;
use hyper::Method;
use serde::Deserialize;

use crate::document::CrawlStarted;
use crate::error::Result;
use crate::payload::{self, CRAWLED_BYTES, Prepared, SMALL_BYTES, Shelf};
use crate::pieces::Pieces;
use crate::seen::Seen;

/// The documents of a crawl that runs while it is watched.
pub const RUNNING_DOCUMENTS: usize = 50;
/// How long each of them takes.
pub const RUNNING_INTERVAL: Duration = Duration::from_millis(100);

/// A page whose scrape gives a small answer.
pub const SMALL_PAGE: &str = "https://docs.example.com/small";
/// A page whose scrape gives a large answer.
pub const LARGE_PAGE: &str = "https://docs.example.com/large";

/// How the id of a finished crawl begins; the rest is the number of its documents.
const FINISHED: &str = "00000000-0000-4000-8000-";
/// How the id of a started crawl begins.
const STARTED: &str = "11111111-0000-4000-8000-";

/// The id of the finished crawl with so many documents.
pub fn finished_crawl(documents: usize) -> String {
    format!("{FINISHED}{documents:012}")
}

/// All prepared answers.
pub struct Routes {
    origin: String,
    small: Prepared,
    large: Prepared,
    finished: Shelf,
    running: Shelf,
    started: Mutex<HashMap<String, Instant>>,
}

#[derive(Deserialize)]
struct Scrape<'a> {
    url: &'a str,
}

/// Where a crawl stands.
struct Progress {
    completed: usize,
    total: usize,
}

impl Routes {
    /// Prepares all answers, with finished crawls of up to so many documents.
    pub fn new(origin: &str, crawled_documents: usize) -> Result<Self> {
        Ok(Self {
            origin: origin.to_owned(),
            small: payload::small()?,
            large: payload::large()?,
            finished: Shelf::new(crawled_documents, CRAWLED_BYTES)?,
            running: Shelf::new(RUNNING_DOCUMENTS, SMALL_BYTES)?,
            started: Mutex::default(),
        })
    }

    /// The answer to a request, if there is one.
    pub fn answer(&self, method: &Method, path: &str, query: &str, body: &[u8]) -> Option<Pieces> {
        if let Some(what) = path.strip_prefix("/held/") {
            let held = serde_json::to_vec(&self.held(what)?).ok()?;
            return Some(Pieces::new([held.into()]));
        }
        match (method, path.strip_prefix("/v2/")?) {
            (&Method::POST, "scrape") => {
                let scrape: Scrape<'_> = serde_json::from_slice(body).ok()?;
                let answer = match scrape.url {
                    SMALL_PAGE => &self.small,
                    LARGE_PAGE => &self.large,
                    _ => return None,
                };
                Some(Pieces::new([answer.body.clone()]))
            }
            (&Method::POST, "crawl") => self.start(),
            (&Method::GET, path) => self.crawl(path.strip_prefix("crawl/")?, skip(query)?),
            _ => None,
        }
    }

    /// What there is to see: `scrape/small`, `scrape/large`, `crawl/running` or `crawl/ID`.
    fn held(&self, what: &str) -> Option<Seen> {
        match what {
            "scrape/small" => Some(self.small.held),
            "scrape/large" => Some(self.large.held),
            "crawl/running" => self.running.held(RUNNING_DOCUMENTS),
            _ => {
                let id = what.strip_prefix("crawl/")?.strip_prefix(FINISHED)?;
                self.finished.held(id.parse().ok()?)
            }
        }
    }

    fn start(&self) -> Option<Pieces> {
        let mut started = self.started.lock().unwrap_or_else(PoisonError::into_inner);
        let id = format!("{STARTED}{:012}", started.len());
        let answer = CrawlStarted {
            success: true,
            url: format!("{}/v2/crawl/{id}", self.origin),
            id: id.clone(),
        };
        started.insert(id, Instant::now());
        Some(Pieces::new([serde_json::to_vec(&answer).ok()?.into()]))
    }

    fn crawl(&self, id: &str, skip: usize) -> Option<Pieces> {
        if let Some(documents) = id.strip_prefix(FINISHED) {
            let total = documents.parse().ok()?;
            self.finished.held(total)?;
            let progress = Progress {
                completed: total,
                total,
            };
            return Some(self.page(id, &self.finished, skip, progress));
        }
        let started = self.started.lock().unwrap_or_else(PoisonError::into_inner);
        let elapsed = started.get(id)?.elapsed();
        let completed = (elapsed.as_millis() / RUNNING_INTERVAL.as_millis()) as usize;
        let progress = Progress {
            completed: completed.min(RUNNING_DOCUMENTS),
            total: RUNNING_DOCUMENTS,
        };
        Some(self.page(id, &self.running, skip, progress))
    }

    /// A page as the service makes it: `next` while the job runs or more documents are there.
    fn page(&self, id: &str, shelf: &Shelf, skip: usize, progress: Progress) -> Pieces {
        let Progress { completed, total } = progress;
        let (documents, end) = shelf.documents(skip, completed);
        let runs = completed < total;
        let status = if runs { "scraping" } else { "completed" };
        let next = if runs || end < completed {
            let origin = &self.origin;
            format!(r#""next":"{origin}/v2/crawl/{id}?skip={end}","#)
        } else {
            String::new()
        };
        let head = format!(
            r#"{{"success":true,"status":"{status}","completed":{completed},"total":{total},"creditsUsed":{completed},"expiresAt":"2026-12-01T12:00:00.000Z",{next}"data":["#
        );
        Pieces::new([head.into(), documents, Bytes::from_static(b"]}")])
    }
}

/// The number of documents to skip; whatever else a query says is left alone.
fn skip(query: &str) -> Option<usize> {
    query
        .split('&')
        .find_map(|pair| pair.strip_prefix("skip="))
        .map_or(Some(0), |number| number.parse().ok())
}
