//! `firecrawl batch`: a list of URLs of any length.

use std::time::Duration;

use clap::ArgMatches;
use firecrawl_client::types::BatchScrapeRequest;
use firecrawl_client::{BatchOutcome, BatchResult, Client, ErrorKind};
use futures_util::stream;
use serde_json::{Map, Value};
use tokio::sync::oneshot;
use tokio::time::MissedTickBehavior;

use super::journal::Journal;
use super::request::{add_schema, client, formats, show_list};
use super::start;
use crate::arguments::flags;
use crate::failure::{Failure, code_of, exit};
use crate::input;
use crate::interrupt::Interrupt;
use crate::operations::Operation;
use crate::output::progress::{Counts, Progress};
use crate::output::terminal;
use crate::output::{Output, Pages, Subject};
use crate::started::{self, JobKind};

/// The number of batches that run at once at most, unless `--at-once` says so.
const MOST_AT_ONCE: usize = 16;
/// The time for which results wait at most, to be written together.
const COMMIT_EVERY: Duration = Duration::from_millis(100);

/// Scrapes the list in batches, and writes each result once.
pub async fn run(operation: &'static Operation, matches: &ArgMatches) -> Result<u8, Failure> {
    #[cfg(feature = "object-store")]
    if matches.contains_id("store") {
        return crate::store::run(operation, matches).await;
    }
    if matches.get_flag("no-wait") {
        return start::batch(operation, matches).await;
    }
    let mut parts = flags::parts(operation, matches)?;
    add_schema(matches, &mut parts.body);
    if parts.body.remove("urls").is_some() {
        return Err(Failure::usage("`--body` names URLs").remedy("name them as arguments"));
    }
    let formats = formats(&parts.body);
    let urls = input::open(matches)?;
    if matches.get_flag("dry-run") {
        return show_list(operation, matches, &parts.body, urls).await;
    }
    let Some(client) = client(matches, operation, &parts.body)? else {
        return Ok(exit::OK);
    };
    let mut urls = match urls {
        Some(urls) => urls,
        None => input::of_sitemap(&client, matches).await?,
    };
    let total = urls.total();
    let mut invalid = urls.invalid();
    let mut journal = Journal::open(matches)?;
    let pages = Pages::open(
        &Output::read(matches),
        matches,
        formats,
        journal.as_ref().map(|journal| journal.written),
    )?;
    let pages = pages.grouped().synced(journal.is_some());
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
        None => of_plan(&client, number("batch-size").unwrap_or(100) as usize).await?,
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
    let mut ticks = tokio::time::interval(COMMIT_EVERY);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let mut interrupt = Interrupt::listen();
    let mut is_interrupted = false;
    let progress = Progress::new("batch");
    loop {
        let next = tokio::select! {
            () = interrupt.asked(), if !is_interrupted => {
                is_interrupted = true;
                // The ids of batches that are being started are still written down.
                results.stop();
                continue;
            }
            _ = ticks.tick() => {
                commit(&mut journal, &mut run.pages)?;
                continue;
            }
            Some((line, text)) = invalid.next() => {
                run.invalid(line, &text)?;
                continue;
            }
            next = results.next() => next,
        };
        let Some(result) = next else { break };
        let entry = result.journal_entry().filter(|_| journal.is_some());
        run.take(result)?;
        if let (Some(journal), Some(entry)) = (&mut journal, entry) {
            journal.add(entry, &mut run.pages)?;
        }
        if matches!(run.worst, exit::AUTH | exit::PAYMENT) {
            // Every other batch would be rejected, too.
            results.stop();
        }
        run.counts.total = total.get().map(|total| total.saturating_sub(done_before));
        progress.set(run.counts);
    }
    for (line, text) in invalid.rest() {
        run.invalid(line, &text)?;
    }
    commit(&mut journal, &mut run.pages)?;
    run.pages.finish()?;
    progress.finish(run.counts);
    if is_interrupted {
        terminal::note(match &journal {
            Some(_) => "the same command continues here",
            None => "its batches go on: `firecrawl jobs list` has their ids",
        });
        return Ok(exit::INTERRUPTED);
    }
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
        invalid,
        ..
    } = run.counts;
    Ok(match (done, failed + blocked + invalid) {
        _ if run.open => run.worst,
        (_, 0) => exit::OK,
        (0, _) => exit::FAILURE,
        _ => exit::PARTLY,
    })
}

/// Returns how many batches keep the pages busy that the plan allows at once, by
/// `GET /concurrency-check`; `None` if the service does not say.
///
/// # Errors
///
/// If the service cannot be reached.
pub async fn of_plan(client: &Client, batch_size: usize) -> Result<Option<usize>, Failure> {
    let plan = match client.team().concurrency().await {
        Err(error) if error.kind() == ErrorKind::Connect => return Err(error.into()),
        plan => plan.ok(),
    };
    let pages = plan.and_then(|plan| usize::try_from(plan.max_concurrency?).ok());
    // The end of a batch leaves room that the next one fills.
    Ok(pages.map(|pages| (pages / batch_size.max(1) + 2).clamp(2, MOST_AT_ONCE)))
}

/// Returns the request for each batch, without URLs.
pub fn request(body: Map<String, Value>) -> BatchScrapeRequest {
    let mut request = BatchScrapeRequest::new([""; 0]);
    // Undeclared fields are sent as they are, so that a new option of the contract needs no code.
    request.options.extra = body;
    request
}

/// Writes results that wait, then their entries of the journal.
fn commit(journal: &mut Option<Journal>, pages: &mut Pages) -> Result<(), Failure> {
    match journal {
        Some(journal) => journal.commit(pages),
        None => pages.flush(),
    }
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
    /// The last warning, which is shown once.
    warning: String,
    /// True while the batches are added to the list of started jobs.
    is_remembered: bool,
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
            warning: String::new(),
            is_remembered: true,
            first,
        }
    }

    /// Writes a result.
    ///
    /// # Errors
    ///
    /// If it cannot be written.
    pub fn take(&mut self, result: BatchResult) -> Result<(), Failure> {
        let position = result.position.map(|position| self.first + position);
        let subject = |other| Subject {
            position,
            url: result.url.as_deref().unwrap_or(other),
        };
        match result.outcome {
            BatchOutcome::Started { urls } => {
                if let (Some(id), true) = (&result.id, self.is_remembered) {
                    let of = urls.first().map(|(_, url)| url.as_str());
                    // Another batch would not fare better.
                    self.is_remembered = started::remember(JobKind::Batch, id.as_str(), of);
                }
            }
            BatchOutcome::Document(document) => {
                let other = match &result.url {
                    Some(_) => String::new(),
                    None => document.url().unwrap_or_default().to_owned(),
                };
                self.counts.add_credits(&document);
                self.pages.document(subject(&other), *document)?;
                self.counts.done += 1;
            }
            BatchOutcome::Failed(failed) => {
                self.failure(subject(&failed.url), &failed.code, &failed.error)?;
            }
            BatchOutcome::RobotsBlocked(url) => {
                let reason = "robots.txt blocks it";
                self.pages
                    .failure(subject(&url), "ROBOTS_BLOCKED", reason)?;
                self.counts.blocked += 1;
            }
            BatchOutcome::Invalid(url) => {
                self.failure(
                    subject(&url),
                    "INVALID_URL",
                    "the service left it out as invalid",
                )?;
            }
            BatchOutcome::Missing(url) => {
                let reason = "the service mentions it neither as done nor as failed";
                self.failure(subject(&url), "MISSING", reason)?;
            }
            BatchOutcome::NotStarted { urls, error } => {
                self.broken(
                    &format!("a batch of {} URLs was not started", urls.len()),
                    &error,
                );
            }
            BatchOutcome::BrokenOff { error, .. } => self.broken("a batch broke off", &error),
            BatchOutcome::ErrorsUnknown { urls, error } => {
                let what = format!("{} URLs of a batch have no outcome", urls.len());
                self.broken(&what, &error);
            }
            BatchOutcome::Stopped { error } => self.broken("the list was stopped", &error),
            _ => {}
        }
        Ok(())
    }

    fn invalid(&mut self, line: u64, text: &str) -> Result<(), Failure> {
        self.counts.invalid += 1;
        self.pages.invalid(line, text)
    }

    fn failure(&mut self, subject: Subject<'_>, code: &str, error: &str) -> Result<(), Failure> {
        self.counts.failed += 1;
        self.pages.failure(subject, code, error)
    }

    fn broken(&mut self, what: &str, error: &firecrawl_client::Error) {
        let warning = format!("{what}: {error}");
        if self.warning != warning {
            terminal::warn(&warning);
            self.warning = warning;
        }
        self.open = true;
        // Without a key or credits, nothing else matters.
        let rank = |code: &u8| (matches!(*code, exit::AUTH | exit::PAYMENT), *code);
        self.worst = std::cmp::max_by_key(self.worst, code_of(error.kind()), rank);
    }
}
