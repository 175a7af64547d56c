//! `firecrawl batch`: a list of URLs of any length.

use std::fs::{File, OpenOptions};
use std::io::{BufReader, Write as _};
use std::path::{Path, PathBuf};

use clap::ArgMatches;
use firecrawl_client::types::BatchScrapeRequest;
use firecrawl_client::{BatchJournal, BatchOutcome, BatchResult, Client, JournalEntry};
use futures_util::stream;
use serde_json::{Map, Value, json};
use tokio::sync::oneshot;

use super::crawl;
use super::request::{add_schema, client, formats};
use crate::arguments::flags;
use crate::failure::{Failure, exit};
use crate::input;
use crate::interrupt::Interrupt;
use crate::operations::Operation;
use crate::output::terminal::{self, Counts, Progress};
use crate::output::{Output, Pages, Subject, Written};
use crate::started::JobKind;

/// The number of batches that run at once at most, unless `--at-once` says so.
const MOST_AT_ONCE: usize = 16;
/// The number of entries of the journal after which it is synced to the disk.
const SYNC_EVERY: u32 = 1000;

/// Scrapes the list in batches, and writes each result once.
pub async fn run(operation: &'static Operation, matches: &ArgMatches) -> Result<u8, Failure> {
    #[cfg(feature = "object-store")]
    if matches.contains_id("store") {
        return crate::store::run(operation, matches).await;
    }
    let mut parts = flags::parts(operation, matches)?;
    add_schema(matches, &mut parts.body);
    if parts.body.remove("urls").is_some() {
        return Err(Failure::usage("`--body` names URLs").remedy("name them as arguments"));
    }
    let formats = formats(&parts.body);
    let urls = input::open(matches)?;
    let Some(client) = client(matches, operation, &parts.body)? else {
        return Ok(exit::OK);
    };
    let mut urls = match urls {
        Some(urls) => urls,
        None => input::of_sitemap(&client, matches).await?,
    };
    let total = urls.count;
    let mut journal = Journal::open(matches)?;
    let pages = Pages::open(
        &Output::read(matches),
        matches,
        formats,
        journal.as_ref().map(|journal| journal.written),
    )?;
    let (failed, mut list_failed) = oneshot::channel();
    let mut failed = Some(failed);
    let list = stream::poll_fn(move |context| match urls.poll(context) {
        std::task::Poll::Ready(Some(Err(failure))) => {
            if let Some(failed) = failed.take() {
                let _ = failed.send(failure);
            }
            std::task::Poll::Ready(None)
        }
        std::task::Poll::Ready(next) => std::task::Poll::Ready(next.and_then(Result::ok)),
        std::task::Poll::Pending => std::task::Poll::Pending,
    });
    let number = |name: &str| matches.get_one::<u32>(name).copied();
    let mut results = client
        .batch_scrape_stream(list)
        .options(request(parts.body));
    if let Some(size) = number("batch-size") {
        results = results.chunk(size as usize);
    }
    let at_once = match number("at-once") {
        Some(batches) => Some(batches as usize),
        None => of_plan(&client, number("batch-size").unwrap_or(100) as usize).await,
    };
    if let Some(batches) = at_once {
        results = results.at_once(batches);
    }
    if let Some(times) = number("retries") {
        results = results.retries(times);
    }
    let done_before = journal.as_ref().map_or(0, |journal| journal.read.done());
    if let Some(journal) = &mut journal {
        if done_before > 0 {
            terminal::note(&format!("{done_before} URLs have their results already"));
        }
        results = results.resume(std::mem::take(&mut journal.read));
    }
    let mut run = BatchOutput::new(pages, 0);
    run.counts.total = total.map(|total| total.saturating_sub(done_before));
    let mut interrupt = Interrupt::listen();
    let mut progress = Progress::new("batch");
    loop {
        let next = tokio::select! {
            () = interrupt.asked() => {
                terminal::note(match &journal {
                    Some(_) => "the same command continues here",
                    None => "its batches go on: `firecrawl jobs list` has their ids",
                });
                return Ok(exit::INTERRUPTED);
            }
            next = results.next() => next,
        };
        let Some(result) = next else { break };
        run.take(&result)?;
        if let (Some(journal), Some(entry)) = (&mut journal, result.journal_entry()) {
            journal.write(entry, &run.pages)?;
        }
        progress.set(run.counts);
    }
    run.pages.finish()?;
    progress.finish(run.counts);
    if let Some(folder) = run.pages.folder() {
        terminal::note(&format!("written to {}", folder.display()));
    }
    if let Ok(failure) = list_failed.try_recv() {
        return Err(failure);
    }
    if run.open {
        terminal::warn(match &journal {
            Some(_) => "the list is not complete; the same command continues here",
            None => {
                "the list is not complete; with `--checkpoint FILE`, the same command would continue"
            }
        });
    }
    let Counts {
        done,
        failed,
        blocked,
        ..
    } = run.counts;
    Ok(match (done, failed + blocked) {
        _ if run.open => run.worst,
        (_, 0) => exit::OK,
        (0, _) => exit::FAILURE,
        _ => exit::PARTLY,
    })
}

/// Returns how many batches keep the pages busy that the plan allows at once, by
/// `GET /concurrency-check`; `None` if the service does not say.
pub async fn of_plan(client: &Client, batch_size: usize) -> Option<usize> {
    let plan = client.team().concurrency().await.ok()?;
    let pages = usize::try_from(plan.max_concurrency?).ok()?;
    // The end of a batch leaves room that the next one fills.
    Some((pages / batch_size.max(1) + 2).clamp(2, MOST_AT_ONCE))
}

/// Returns the request for each batch, without URLs.
pub fn request(body: Map<String, Value>) -> BatchScrapeRequest {
    let mut request = BatchScrapeRequest::new([""; 0]);
    // Undeclared fields are sent as they are, so that a new option of the contract needs no code.
    request.options.extra = body;
    request
}

/// The results of the batches.
pub struct BatchOutput {
    /// The place of the results.
    pub pages: Pages,
    /// The counts so far.
    pub counts: Counts,
    /// The exit code of the worst reason for which URLs have no outcome.
    pub worst: u8,
    /// True if some URLs have no outcome.
    pub open: bool,
    /// The position of the first URL of the batches in the whole list.
    first: u64,
}

impl BatchOutput {
    /// Begins with the URL at a position of the whole list.
    pub fn new(pages: Pages, first: u64) -> Self {
        Self {
            pages,
            counts: Counts::default(),
            worst: exit::OK,
            open: false,
            first,
        }
    }

    /// Writes a result.
    ///
    /// # Errors
    ///
    /// If it cannot be written.
    pub fn take(&mut self, result: &BatchResult) -> Result<(), Failure> {
        let url = result.url.as_deref();
        let position = result.position.map(|position| self.first + position);
        let subject = |other| Subject {
            position,
            url: url.unwrap_or(other),
        };
        match &result.outcome {
            BatchOutcome::Started { urls } => {
                if let Some(id) = &result.id {
                    let of = urls.first().map(|(_, url)| url.as_str());
                    crawl::remember(JobKind::Batch, id.as_str(), of);
                }
            }
            BatchOutcome::Document(document) => {
                let value = serde_json::to_value(document);
                let value = value.map_err(|error| Failure::new(error.to_string()))?;
                let subject = subject(document.url().unwrap_or_default());
                self.pages.document(subject, &value)?;
                self.counts.done += 1;
            }
            BatchOutcome::Failed(failed) => {
                self.failure(subject(&failed.url), &failed.code, &failed.error)?;
            }
            BatchOutcome::RobotsBlocked(url) => {
                let reason = "robots.txt blocks it";
                self.pages.failure(subject(url), "ROBOTS_BLOCKED", reason)?;
                self.counts.blocked += 1;
            }
            BatchOutcome::Invalid(url) => {
                self.failure(
                    subject(url),
                    "INVALID_URL",
                    "the service left it out as invalid",
                )?;
            }
            BatchOutcome::Missing(url) => {
                let reason = "the service mentions it neither as done nor as failed";
                self.failure(subject(url), "MISSING", reason)?;
            }
            BatchOutcome::NotStarted { urls, error } => {
                self.broken(
                    &format!("a batch of {} URLs was not started", urls.len()),
                    error,
                );
            }
            BatchOutcome::BrokenOff { error, .. } => self.broken("a batch broke off", error),
            BatchOutcome::ErrorsUnknown { urls, error } => {
                let what = format!("{} URLs of a batch have no outcome", urls.len());
                self.broken(&what, error);
            }
            BatchOutcome::Stopped { error } => self.broken("the list was stopped", error),
            _ => {}
        }
        Ok(())
    }

    fn failure(&mut self, subject: Subject<'_>, code: &str, error: &str) -> Result<(), Failure> {
        self.counts.failed += 1;
        self.pages.failure(subject, code, error)
    }

    fn broken(&mut self, what: &str, error: &firecrawl_client::Error) {
        terminal::warn(&format!("{what}: {error}"));
        self.open = true;
        self.worst = self.worst.max(code_of(error.kind()));
    }
}

fn code_of(kind: firecrawl_client::ErrorKind) -> u8 {
    use firecrawl_client::ErrorKind;
    match kind {
        ErrorKind::Auth => exit::AUTH,
        ErrorKind::PaymentRequired => exit::PAYMENT,
        ErrorKind::RateLimited => exit::RATE_LIMITED,
        ErrorKind::Connect | ErrorKind::Connection => exit::NETWORK,
        ErrorKind::Timeout | ErrorKind::JobDeadline => exit::TIMEOUT,
        ErrorKind::BadRequest => exit::REJECTED,
        _ => exit::FAILURE,
    }
}

/// The journal of `--checkpoint`: lines of the client's [`BatchJournal`].
struct Journal {
    read: BatchJournal,
    /// The lengths of the output after the last entry.
    written: Written,
    path: PathBuf,
    file: File,
    since_sync: u32,
}

impl Journal {
    fn open(matches: &ArgMatches) -> Result<Option<Self>, Failure> {
        let Some(path) = matches.get_one::<String>("checkpoint").map(PathBuf::from) else {
            return Ok(None);
        };
        let output = Output::read(matches);
        if matches.get_flag("jsonl") && output.path.is_none() {
            return Err(
                Failure::usage("`--checkpoint` cannot continue the standard output")
                    .remedy("name a file with `--output`"),
            );
        }
        let fault = |error: std::io::Error| Failure::file(&path, &error);
        let mut options = OpenOptions::new();
        let mut file = options
            .create(true)
            .read(true)
            .append(true)
            .open(&path)
            .map_err(fault)?;
        let read = BatchJournal::read(BufReader::new(&file))?;
        // Ends a line that was cut off.
        file.write_all(b"\n").map_err(fault)?;
        let length = |name: &str| {
            read.mark()
                .and_then(|mark| mark[name].as_u64())
                .unwrap_or(0)
        };
        Ok(Some(Self {
            written: Written {
                results: length("results"),
                errors: length("errors"),
            },
            read,
            path,
            file,
            since_sync: 0,
        }))
    }

    /// Adds an entry; its result is written already.
    fn write(&mut self, entry: JournalEntry, pages: &Pages) -> Result<(), Failure> {
        let written = pages.written();
        let is_start = matches!(entry, JournalEntry::Started { .. });
        let mark = json!({"results": written.results, "errors": written.errors});
        let line = format!("{}\n", entry.with_mark(mark));
        let path: &Path = &self.path;
        let fault = |error: std::io::Error| Failure::file(path, &error);
        self.file.write_all(line.as_bytes()).map_err(fault)?;
        self.since_sync += 1;
        // A start that a loss of power forgets would be paid twice.
        if is_start || self.since_sync >= SYNC_EVERY {
            self.since_sync = 0;
            pages.sync()?;
            self.file.sync_data().map_err(fault)?;
        }
        Ok(())
    }
}
