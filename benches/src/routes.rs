//! The responses of the server, by method and path.

use std::time::{Duration, Instant};

use anyhow::Result;
use bytes::buf::Chain;
use bytes::{Buf, Bytes};
use http_body_util::Full;
use hyper::Method;
use serde::Deserialize;

use crate::drivers::Page;
use crate::made_on_request::{self, SmallDocuments};
use crate::responses::{self, CRAWL_DOCUMENT_BYTES, CrawlDocuments, PreparedResponse, SMALL_BYTES};
use crate::totals::Totals;
use crate::work::{Crawl, Work};

/// The number of documents of a running crawl.
pub const RUNNING_DOCUMENTS: usize = 50;
/// The time that each of them takes.
pub const RUNNING_INTERVAL: Duration = Duration::from_millis(100);

/// The prefix of the id of a finished crawl; the rest is the number of its documents.
const FINISHED: &str = "00000000-0000-4000-8000-";
/// The prefix of the id of a finished crawl of small documents; the rest is their number.
const SMALL: &str = "22222222-0000-4000-8000-";
/// The prefix of the id of a crawl of empty documents; the rest is the size of its page.
const EMPTY_ITEMS: &str = "44444444-0000-4000-8000-";
/// The prefix of the id of a started crawl; the rest is the time of its start, in milliseconds.
const STARTED: &str = "11111111-0000-4000-8000-";

/// Returns the id of a finished crawl.
pub fn finished_crawl(crawl: &Crawl) -> String {
    let prefix = if crawl.small { SMALL } else { FINISHED };
    format!("{prefix}{:012}", crawl.documents)
}

/// Returns the id of a crawl whose page has empty documents alone, given its size in bytes.
pub fn empty_items(bytes: usize) -> String {
    format!("{EMPTY_ITEMS}{bytes:012}")
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
            (&Method::POST, "batch/scrape") => {
                let start = made_on_request::batch_start(&self.origin, sent)?;
                Some(body([start.into()]))
            }
            (&Method::GET, path) if path.ends_with("/errors") => Some(body([Bytes::from_static(
                br#"{"errors":[],"robotsBlocked":[]}"#,
            )])),
            (&Method::GET, path) => {
                let (kind, id) = path.rsplit_once('/')?;
                let skip = skip(query)?;
                match kind {
                    "crawl" => self.crawl(id, skip),
                    "batch/scrape" => {
                        let batch = made_on_request::batch(id)?;
                        Some(self.small_page(path, &batch, skip))
                    }
                    _ => None,
                }
            }
            _ => None,
        }
    }

    /// Returns the documents that a subject has to receive; none if there are too few.
    pub fn expected(&self, work: &Work) -> Option<Totals> {
        let totals = match work {
            Work::Calls(work) => self.scrape(work.page).totals,
            Work::Crawl(work) if work.small => SmallDocuments::first(work.documents).totals(),
            Work::Crawl(work) => self.finished.totals(work.documents)?,
            Work::Batches(work) => SmallDocuments::first(work.urls).totals(),
            // A subject may refuse such a response.
            Work::EmptyItems(_) => Totals::default(),
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
        if let Some(documents) = id.strip_prefix(SMALL) {
            let documents = SmallDocuments::first(documents.parse().ok()?);
            return Some(self.small_page(&format!("crawl/{id}"), &documents, skip));
        }
        if let Some(bytes) = id.strip_prefix(EMPTY_ITEMS) {
            let items = made_on_request::empty_items(bytes.parse().ok()?);
            return Some(body([head("completed", 0, 0, None).into(), items, END]));
        }
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
        let next = (runs || end < completed).then(|| self.next(&format!("crawl/{id}"), end));
        let head = head(status, completed, total, next);
        Some(body([head.into(), documents, END]))
    }

    /// Returns a page of a finished job of small documents.
    fn small_page(&self, path: &str, documents: &SmallDocuments, skip: usize) -> Body {
        let total = documents.len();
        let (page, end) = documents.page(skip);
        let next = (end < total).then(|| self.next(path, end));
        body([head("completed", total, total, next).into(), page, END])
    }

    fn next(&self, path: &str, skip: usize) -> String {
        format!("{}/v2/{path}?skip={skip}", self.origin)
    }
}

/// The end of a page, after its documents.
const END: Bytes = Bytes::from_static(b"]}");

/// Returns the start of a page, before its documents.
fn head(status: &str, completed: usize, total: usize, next: Option<String>) -> String {
    let next = next.map_or(String::new(), |url| format!(r#""next":"{url}","#));
    format!(
        r#"{{"success":true,"status":"{status}","completed":{completed},"total":{total},"creditsUsed":{completed},"expiresAt":"2026-12-01T12:00:00.000Z",{next}"data":["#
    )
}

/// Returns the number of documents to skip; other parameters of the query are ignored.
fn skip(query: &str) -> Option<usize> {
    query
        .split('&')
        .find_map(|pair| pair.strip_prefix("skip="))
        .map_or(Some(0), |number| number.parse().ok())
}
