//! The responses of the server, by method and path.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use anyhow::Result;
use bytes::buf::Chain;
use bytes::{Buf, Bytes};
use http_body_util::Full;
use hyper::Method;
use serde::Deserialize;

use crate::responses::{self, CRAWL_DOCUMENT_BYTES, CrawlDocuments, PreparedResponse, SMALL_BYTES};
use crate::totals::Totals;
use crate::work::Work;

/// The number of documents of a running crawl.
pub const RUNNING_DOCUMENTS: usize = 50;
/// The time that each of them takes.
pub const RUNNING_INTERVAL: Duration = Duration::from_millis(100);

/// The page with a small response.
pub const SMALL_PAGE: &str = "https://docs.example.com/small";
/// The page with a large response.
pub const LARGE_PAGE: &str = "https://docs.example.com/large";

/// The prefix of the id of a finished crawl; the rest is the number of its documents.
const FINISHED: &str = "00000000-0000-4000-8000-";
/// The prefix of the id of a started crawl.
const STARTED: &str = "11111111-0000-4000-8000-";

/// Returns the id of the finished crawl with a number of documents.
pub fn finished_crawl(documents: usize) -> String {
    format!("{FINISHED}{documents:012}")
}

/// A body of three parts, which are sent without being copied together.
pub type Body = Full<Chain<Chain<Bytes, Bytes>, Bytes>>;

/// Creates a body of up to three parts.
pub fn body<const N: usize>(parts: [Bytes; N]) -> Body {
    let mut parts = parts.into_iter();
    let mut next = || parts.next().unwrap_or_default();
    Full::new(next().chain(next()).chain(next()))
}

/// All prepared responses.
pub struct Routes {
    origin: String,
    small: PreparedResponse,
    large: PreparedResponse,
    finished: CrawlDocuments,
    running: CrawlDocuments,
    started: Mutex<HashMap<String, Instant>>,
}

#[derive(Deserialize)]
struct Scrape<'a> {
    url: &'a str,
}

impl Routes {
    /// Prepares all responses, with finished crawls of up to a number of documents.
    pub fn new(origin: &str, crawl_documents: usize) -> Result<Self> {
        Ok(Self {
            origin: origin.to_owned(),
            small: responses::small()?,
            large: responses::large()?,
            finished: CrawlDocuments::new(crawl_documents, CRAWL_DOCUMENT_BYTES)?,
            running: CrawlDocuments::new(RUNNING_DOCUMENTS, SMALL_BYTES)?,
            started: Mutex::default(),
        })
    }

    /// Returns the response to a request, if there is one.
    pub fn respond(&self, method: &Method, path: &str, query: &str, sent: &[u8]) -> Option<Body> {
        match (method, path.strip_prefix("/v2/")?) {
            (&Method::POST, "scrape") => {
                let scrape: Scrape<'_> = serde_json::from_slice(sent).ok()?;
                let response = self.scrape(scrape.url)?;
                Some(body([response.body.clone()]))
            }
            (&Method::POST, "crawl") => Some(self.start()),
            (&Method::GET, path) => self.crawl(path.strip_prefix("crawl/")?, skip(query)?),
            _ => None,
        }
    }

    /// Returns the documents that a subject has to receive; none if there are too few.
    pub fn expected(&self, work: &Work) -> Option<Totals> {
        let totals = match work {
            Work::Calls(work) => self.scrape(work.page.url())?.totals,
            Work::Crawl(work) => self.finished.totals(work.documents)?,
            Work::Running => self.running.totals(RUNNING_DOCUMENTS)?,
        };
        Some(totals.times(work.parts() as u64))
    }

    fn scrape(&self, url: &str) -> Option<&PreparedResponse> {
        match url {
            SMALL_PAGE => Some(&self.small),
            LARGE_PAGE => Some(&self.large),
            _ => None,
        }
    }

    fn start(&self) -> Body {
        let mut started = self.started.lock().unwrap_or_else(PoisonError::into_inner);
        let id = format!("{STARTED}{:012}", started.len());
        let url = format!("{}/v2/crawl/{id}", self.origin);
        let response = format!(r#"{{"success":true,"id":"{id}","url":"{url}"}}"#);
        started.insert(id, Instant::now());
        body([response.into()])
    }

    fn crawl(&self, id: &str, skip: usize) -> Option<Body> {
        if let Some(documents) = id.strip_prefix(FINISHED) {
            let total = documents.parse().ok()?;
            self.finished.totals(total)?;
            return Some(self.page(id, &self.finished, skip, total, total));
        }
        let started = self.started.lock().unwrap_or_else(PoisonError::into_inner);
        let elapsed = started.get(id)?.elapsed();
        let completed = (elapsed.as_millis() / RUNNING_INTERVAL.as_millis()) as usize;
        let completed = completed.min(RUNNING_DOCUMENTS);
        Some(self.page(id, &self.running, skip, completed, RUNNING_DOCUMENTS))
    }

    /// Returns a page; like the service, it has `next` while the job runs or more documents exist.
    fn page(
        &self,
        id: &str,
        documents: &CrawlDocuments,
        skip: usize,
        completed: usize,
        total: usize,
    ) -> Body {
        let (documents, end) = documents.page(skip, completed);
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
        body([head.into(), documents, Bytes::from_static(b"]}")])
    }
}

/// Returns the number of documents to skip; other parameters of the query are ignored.
fn skip(query: &str) -> Option<usize> {
    query
        .split('&')
        .find_map(|pair| pair.strip_prefix("skip="))
        .map_or(Some(0), |number| number.parse().ok())
}
