//! The responses of the server, by method and path.

use std::time::{Duration, Instant};

use anyhow::Result;
use bytes::buf::Chain;
use bytes::{Buf, Bytes};
use http_body_util::Full;
use hyper::Method;
use serde::Deserialize;

use crate::drivers::Page;
use crate::responses::{self, CRAWL_DOCUMENT_BYTES, CrawlDocuments, PreparedResponse, SMALL_BYTES};
use crate::totals::Totals;
use crate::work::Work;

/// The number of documents of a running crawl.
pub const RUNNING_DOCUMENTS: usize = 50;
/// The time that each of them takes.
pub const RUNNING_INTERVAL: Duration = Duration::from_millis(100);

/// The prefix of the id of a finished crawl; the rest is the number of its documents.
const FINISHED: &str = "00000000-0000-4000-8000-";
/// The prefix of the id of a started crawl; the rest is the time of its start, in milliseconds.
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
    /// The URL of the server.
    pub origin: String,
    small: PreparedResponse,
    large: PreparedResponse,
    finished: CrawlDocuments,
    running: CrawlDocuments,
    begin: Instant,
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
            begin: Instant::now(),
        })
    }

    /// Returns the response to a request, if there is one.
    pub fn respond(&self, method: &Method, path: &str, query: &str, sent: &[u8]) -> Option<Body> {
        match (method, path.strip_prefix("/v2/")?) {
            (&Method::POST, "scrape") => {
                let scrape: Scrape<'_> = serde_json::from_slice(sent).ok()?;
                let mut pages = [Page::Small, Page::Large].into_iter();
                let page = pages.find(|page| page.url() == scrape.url)?;
                Some(body([self.scrape(page).body.clone()]))
            }
            (&Method::POST, "crawl") => Some(self.start()),
            (&Method::GET, path) => self.crawl(path.strip_prefix("crawl/")?, skip(query)?),
            _ => None,
        }
    }

    /// Returns the documents that a subject has to receive; none if there are too few.
    pub fn expected(&self, work: &Work) -> Option<Totals> {
        let totals = match work {
            Work::Calls(work) => self.scrape(work.page).totals,
            Work::Crawl(work) => self.finished.totals(work.documents)?,
            Work::Running => self.running.totals(RUNNING_DOCUMENTS)?,
        };
        Some(totals.times(work.parts() as u64))
    }

    fn scrape(&self, page: Page) -> &PreparedResponse {
        match page {
            Page::Small => &self.small,
            Page::Large => &self.large,
        }
    }

    fn start(&self) -> Body {
        let id = format!("{STARTED}{:012}", self.begin.elapsed().as_millis());
        let url = format!("{}/v2/crawl/{id}", self.origin);
        body([format!(r#"{{"success":true,"id":"{id}","url":"{url}"}}"#).into()])
    }

    /// Returns a page; like the service, it has `next` while the job runs or more documents exist.
    fn crawl(&self, id: &str, skip: usize) -> Option<Body> {
        let (documents, completed, total) = if let Some(documents) = id.strip_prefix(FINISHED) {
            let total = documents.parse().ok()?;
            self.finished.totals(total)?;
            (&self.finished, total, total)
        } else {
            let started = Duration::from_millis(id.strip_prefix(STARTED)?.parse().ok()?);
            let elapsed = self.begin.elapsed().checked_sub(started)?;
            let completed = (elapsed.as_millis() / RUNNING_INTERVAL.as_millis()) as usize;
            let completed = completed.min(RUNNING_DOCUMENTS);
            (&self.running, completed, RUNNING_DOCUMENTS)
        };
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
        Some(body([head.into(), documents, Bytes::from_static(b"]}")]))
    }
}

/// Returns the number of documents to skip; other parameters of the query are ignored.
fn skip(query: &str) -> Option<usize> {
    query
        .split('&')
        .find_map(|pair| pair.strip_prefix("skip="))
        .map_or(Some(0), |number| number.parse().ok())
}
