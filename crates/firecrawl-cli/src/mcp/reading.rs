//! Reading the pages of a job part by part.

use std::sync::Arc;
use std::time::Duration;

use firecrawl_client::{
    Batch, BatchId, Client, Crawl, CrawlId, Documents, Error, ErrorKind, PollPolicy,
};
use serde_json::{Value, json};
use tokio::time::Instant;

use super::kept::cut;
use super::outcome::Fault;
use super::progress::Progress;
use super::state::State;
use crate::started::JobKind;
use crate::waits;

/// The pauses between two looks at the state of a job.
pub const PAUSES: (Duration, Duration) = (Duration::from_millis(500), Duration::from_secs(10));
/// The time for more pages once there are some.
const MORE: Duration = Duration::from_secs(1);
/// The most characters of the reason why the pages of a job end early.
const REASON: usize = 400;

/// A position in the pages of a job.
#[derive(Clone, Debug)]
pub struct Position {
    /// The kind of job.
    pub kind: JobKind,
    /// The id of the job.
    pub id: String,
    /// The serialized continuation before the next page.
    pub before: Value,
    /// The bytes of the next page's text that were read.
    pub offset: usize,
    /// The number of pages that were read as a whole.
    pub pages: u64,
}

/// The pages of a job, from a position on.
pub struct Reading {
    /// The position.
    pub position: Position,
    stream: Stream,
    /// The text of the page at the position, if it was fetched.
    page: Option<Arc<str>>,
}

enum Stream {
    Crawl(Documents<Crawl>),
    Batch(Documents<Batch>),
}

impl Stream {
    fn open(client: &Client, position: &Position) -> Result<Self, Fault> {
        let fault = |error: serde_json::Error| Fault::new("CURSOR", error, "begin with the id");
        let policy = PollPolicy::default().intervals(PAUSES.0, PAUSES.1);
        let before = position.before.clone();
        Ok(match (position.kind, before.is_null()) {
            (JobKind::Batch, true) => {
                let job = client.batch_job(BatchId::new(&position.id));
                Self::Batch(job.poll_policy(policy).documents())
            }
            (JobKind::Batch, false) => {
                let at = serde_json::from_value(before).map_err(fault)?;
                Self::Batch(client.resume(at).poll_policy(policy))
            }
            (_, true) => {
                let job = client.crawl_job(CrawlId::new(&position.id));
                Self::Crawl(job.poll_policy(policy).documents())
            }
            (_, false) => {
                let at = serde_json::from_value(before).map_err(fault)?;
                Self::Crawl(client.resume(at).poll_policy(policy))
            }
        })
    }

    async fn next(&mut self) -> Option<Result<Value, Error>> {
        let next = match self {
            Self::Crawl(documents) => documents.next().await,
            Self::Batch(documents) => documents.next().await,
        };
        Some(next?.map(|document| serde_json::to_value(document).unwrap_or_default()))
    }

    fn position(&self) -> Value {
        match self {
            Self::Crawl(documents) => json!(documents.continuation()),
            Self::Batch(documents) => json!(documents.continuation()),
        }
    }

    /// Returns the operation that reads it.
    fn operation(&self) -> &'static str {
        match self {
            Self::Crawl(_) => "getCrawlStatus",
            Self::Batch(_) => "getBatchScrapeStatus",
        }
    }

    fn total(&self) -> Option<u64> {
        match self {
            Self::Crawl(documents) => documents.total(),
            Self::Batch(documents) => documents.total(),
        }
    }
}

/// Reads pages from a position on, until the budget or the time is used up.
pub async fn pages(
    state: &State,
    position: Position,
    live: Option<Reading>,
    wait: Duration,
    progress: &Progress,
) -> Result<String, Fault> {
    let mut reading = match live {
        Some(live) => live,
        None => Reading {
            stream: Stream::open(&state.client, &position)?,
            position,
            page: None,
        },
    };
    let mut deadline = Instant::now() + wait;
    let mut out = String::new();
    let mut left = state.room();
    let end = loop {
        let page = match reading.page.take() {
            Some(page) => page,
            None => {
                let before = reading.stream.position();
                let next = tokio::time::timeout_at(deadline, reading.stream.next());
                match progress.during(next).await {
                    Err(_) => break End::Waiting,
                    Ok(None) => break End::Done,
                    Ok(Some(Err(error))) if out.is_empty() => return Err(error.into()),
                    Ok(Some(Err(error))) => break End::Broken(error),
                    Ok(Some(Ok(document))) => {
                        reading.position.before = before;
                        state.page(&document).0
                    }
                }
            }
        };
        let (part, next) = cut(&page, reading.position.offset, left);
        left -= part.chars().count();
        out += part;
        if let Some(next) = next {
            reading.position.offset = next;
            reading.page = Some(page);
            break End::Cut;
        }
        if out.ends_with('\n') && left > 0 {
            out.push('\n');
            left -= 1;
        }
        reading.position.offset = 0;
        reading.position.pages += 1;
        reading.position.before = reading.stream.position();
        let (pages, total) = (reading.position.pages, reading.stream.total());
        progress
            .report(
                Some(pages as f64),
                total.map(|total| total as f64),
                "reading",
            )
            .await;
        deadline = deadline.min(Instant::now() + MORE);
    };
    let pages = reading.position.pages;
    let id = reading.position.id.clone();
    let (why, live) = match end {
        End::Done => {
            return Ok(format!(
                "{out}[end of {id}: {pages} pages; firecrawl_job_errors lists those that failed]\n"
            ));
        }
        End::Broken(error) => {
            let is_final = error.kind().is_bad_end() || error.kind() == ErrorKind::NotFound;
            let why = short(&Fault::from(error).0);
            if is_final {
                return Ok(format!("{out}[end of {id} after {pages} pages: {why}]\n"));
            }
            // The stream has ended; another one goes on where it was.
            (why, false)
        }
        End::Cut => ("cut here".to_owned(), true),
        End::Waiting => match waits::failing(reading.stream.operation()) {
            Some(cause) => (format!("no page now, as the service fails ({cause})"), true),
            None => ("no more pages yet, the job runs".to_owned(), true),
        },
    };
    let position = reading.position.clone();
    let cursor = state.kept().add_position(position, live.then_some(reading));
    Ok(format!(
        "{out}\n[{why}; {pages} pages so far; go on with firecrawl_job_results and the cursor {cursor}]\n"
    ))
}

/// Returns a reason in one line, cut between two words if it is long.
fn short(reason: &str) -> String {
    let line = reason.replace('\n', "; ");
    match cut(&line, 0, REASON) {
        (all, None) => all.to_owned(),
        (start, _) => {
            let end = start.rfind(' ').unwrap_or(start.len());
            format!("{} …", &start[..end])
        }
    }
}

/// The reason why no further page is read.
enum End {
    Cut,
    Waiting,
    Done,
    Broken(Error),
}
