//! `firecrawl batch`: a list of URLs of any length.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, PoisonError};
use std::task::Poll;
use std::time::Duration;

use clap::ArgMatches;
use firecrawl_client::types::BatchScrapeRequest;
use firecrawl_client::{BatchId, BatchOutcome, BatchResult, Client, Error, ErrorKind};
use futures_util::stream;
use serde_json::{Map, Value};
use tokio::sync::oneshot;
use tokio::time::MissedTickBehavior;

use super::journal::Journal;
use super::request::{add_schema, client, formats, poll_policy, show_list};
use super::{job, start};
use crate::arguments::flags;
use crate::failure::{Failure, exit};
use crate::input;
use crate::interrupt::Interrupt;
use crate::operations::Operation;
use crate::output::progress::{Counts, Progress};
use crate::output::terminal;
use crate::output::{Output, Pages, Subject, Target};
use crate::started::{self, JobKind};

/// The number of batches that run at once at most, unless `--at-once` says so.
const MOST_AT_ONCE: usize = 16;
/// The time for which results wait at most, to be written together.
const COMMIT_EVERY: Duration = Duration::from_millis(100);

/// The number of batches that the service rejects one after the other, before it has started any.
const MOST_REJECTED: u64 = 8;

/// The end of a batch that the service did not accept, or not surely.
const NOT_STARTED: &str = "did not start";

/// The next step with a checkpoint.
const CONTINUES: &str = "the same command continues here";

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
        return show_list(operation, matches, &sent(parts.body), urls).await;
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
    let target = Target::read(&Output::read(matches), matches)?;
    let mut journal = Journal::open(matches, &target, &parts.body)?;
    let written = journal.as_ref().map(|journal| journal.written);
    let pages = Pages::resume(target, formats, written)?.grouped();
    if let Some(journal) = &mut journal {
        journal.begin()?;
    }
    let (failed, mut list_failed) = oneshot::channel();
    let mut failed = Some(failed);
    let urls = Arc::new(Mutex::new(urls));
    let source = Arc::clone(&urls);
    let list = stream::poll_fn(move |context| {
        let mut source = source.lock().unwrap_or_else(PoisonError::into_inner);
        match source.poll(context) {
            Poll::Ready(Some(Err(failure))) => {
                if let Some(failed) = failed.take() {
                    let _ = failed.send(failure);
                }
                Poll::Ready(None)
            }
            next => next.map(|next| next.and_then(Result::ok)),
        }
    });
    let number = |name: &str| matches.get_one::<u32>(name).copied();
    let mut results = client
        .batch_scrape_stream(list)
        .options(request(parts.body))
        .poll_policy(poll_policy(matches));
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
    let has_journal = journal.is_some();
    let mut run = BatchOutput::new(pages, 0);
    if let Some(journal) = &mut journal {
        run.counts = journal.counts;
        match journal.read.done() {
            0 => {}
            done => terminal::note(&format!("{done} URLs have their results already")),
        }
        results = results.resume(std::mem::take(&mut journal.read));
    }
    let mut ticks = tokio::time::interval(COMMIT_EVERY);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let mut interrupt = Interrupt::listen();
    let interrupted = interrupt.asked();
    tokio::pin!(interrupted);
    let is_cancelling = matches.get_flag("cancel-on-interrupt");
    let mut running: BTreeSet<BatchId> = BTreeSet::new();
    let progress = Progress::resumed("batch", run.counts);
    let is_interrupted = async {
        let mut is_interrupted = false;
        loop {
            let next = tokio::select! {
                // The others have their turn as soon as a result has to be waited for.
                biased;
                next = results.next() => next,
                () = &mut interrupted, if !is_interrupted => {
                    is_interrupted = true;
                    // The ids of batches that are being started are still written down.
                    results.stop();
                    run.is_stopping = true;
                    continue;
                }
                _ = ticks.tick() => {
                    match &mut journal {
                        Some(journal) => journal.commit(&mut run.pages, &run.counts)?,
                        None => run.pages.flush()?,
                    }
                    continue;
                }
                Some((line, text)) = invalid.next() => {
                    run.invalid(line, &text)?;
                    continue;
                }
            };
            let Some(result) = next else { break };
            if is_cancelling && let Some(id) = &result.id {
                match &result.outcome {
                    BatchOutcome::Started { .. } => drop(running.insert(id.clone())),
                    BatchOutcome::Finished => drop(running.remove(id)),
                    _ => {}
                }
            }
            match &mut journal {
                Some(journal) => {
                    let entry = result.journal_entry();
                    run.take(result)?;
                    if let Some(entry) = entry {
                        journal.add(&entry, &mut run.pages, &run.counts)?;
                    }
                }
                None => run.take(result)?,
            }
            if run.is_hopeless() {
                results.stop();
                run.is_stopping = true;
            }
            run.counts.total = total.get().copied();
            progress.set(run.counts);
        }
        for (line, text) in invalid.rest() {
            run.invalid(line, &text)?;
        }
        if let Some(journal) = &mut journal {
            journal.sync(&mut run.pages, &run.counts)?;
        }
        run.pages.finish()?;
        Ok(is_interrupted)
    };
    let is_interrupted = is_interrupted.await.map_err(|failure: Failure| {
        failure.hint(match has_journal {
            true => CONTINUES,
            false => {
                "its batches go on: `firecrawl jobs list` has their ids; with `--checkpoint FILE`, \
                 the same command would continue"
            }
        })
    })?;
    progress.finish(run.counts);
    if is_interrupted {
        if is_cancelling {
            cancel(&client, running).await;
            return Ok(exit::INTERRUPTED);
        }
        terminal::note(match has_journal {
            true => CONTINUES,
            false => "its batches go on: `firecrawl jobs list` has their ids",
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
        let next = match has_journal {
            // What the service or the list rejects now, it rejects again.
            _ if matches!(run.worst, exit::REJECTED | exit::USAGE) => "",
            true => "; the same command continues here",
            false => "; with `--checkpoint FILE`, the same command would continue",
        };
        drop(results);
        let list = Arc::into_inner(urls).map(Mutex::into_inner);
        let all = match list.and_then(Result::ok) {
            Some(mut list) => list.count_all().await,
            None => None,
        };
        let counts = run.counts;
        let left = all.map(|all| all.saturating_sub(counts.done + counts.failed + counts.blocked));
        let left = left.map(|left| format!(", {left} of its URLs have no result"));
        let (left, breaks) = (left.unwrap_or_default(), run.breaks());
        terminal::warn(&format!("the list is not complete{left}{breaks}{next}"));
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
pub fn request(options: Map<String, Value>) -> BatchScrapeRequest {
    let mut request = BatchScrapeRequest::new([""; 0]);
    // Undeclared fields are sent as they are, so that a new option of the contract needs no code.
    request.options.extra = sent(options);
    request
}

/// Returns the options as they are sent: unless one says otherwise, a URL that only the service rejects is a failed
/// page, and costs the others of its batch nothing.
pub fn sent(mut options: Map<String, Value>) -> Map<String, Value> {
    options
        .entry("ignoreInvalidURLs")
        .or_insert(Value::Bool(true));
    options
}

/// Cancels batches: `DELETE /batch/scrape/{id}`.
async fn cancel(client: &Client, running: BTreeSet<BatchId>) {
    for id in running {
        let shown = format!("batch {id}");
        if let Err(failure) = job::end(&client.batch_job(id)).await {
            terminal::warn(&format!("{shown} was not cancelled: {failure}"));
        }
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
    /// True once no further batch is started; those whose start is dropped have no reason of their own.
    pub is_stopping: bool,
    /// The number of batches that broke in a way, and the kinds of their errors, of which one was shown.
    broken: BTreeMap<&'static str, (u64, BTreeSet<String>)>,
    /// True while the batches are added to the list of started jobs.
    is_remembered: bool,
    /// True if the service has started a batch.
    has_started: bool,
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
            is_stopping: false,
            broken: BTreeMap::new(),
            is_remembered: true,
            has_started: false,
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
                self.has_started = true;
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
            BatchOutcome::NotStarted { error, .. }
                if self.is_stopping && error.kind() == ErrorKind::InvalidRequest =>
            {
                self.broken.entry(NOT_STARTED).or_default().0 += 1;
                self.open = true;
            }
            BatchOutcome::NotStarted { urls, error } => {
                let waits = match error.is_retryable() {
                    true => "; others wait for the service",
                    false => "",
                };
                let shown = format!("a batch of {} URLs was not started{waits}", urls.len());
                self.broken(NOT_STARTED, &shown, error);
            }
            BatchOutcome::BrokenOff { error, .. } => {
                self.broken("broke off", "a batch broke off", error);
            }
            BatchOutcome::ErrorsUnknown { urls, error } => {
                let shown = format!("{} URLs of a batch have no outcome", urls.len());
                self.broken("left URLs without an outcome", &shown, error);
            }
            BatchOutcome::Stopped { error } => {
                let shown = "the list was stopped, the rest of it was not tried";
                self.broken("", shown, error);
            }
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

    /// Notes that a batch broke, and shows the first of each kind of error: the others differ in numbers.
    fn broken(&mut self, how: &'static str, shown: &str, error: Error) {
        let (count, kinds) = self.broken.entry(how).or_default();
        *count += 1;
        let is_first = kinds.insert(format!("{:?}", error.kind()));
        // Nothing was sent of a list that is not the one of its journal.
        let is_other_list = how.is_empty() && error.kind() == ErrorKind::InvalidRequest;
        let mut failure = Failure::from(error);
        if is_other_list {
            failure = failure.hint("give each list a checkpoint and an output of its own");
        }
        if is_first {
            terminal::warn(&format!("{shown}: {failure}"));
        }
        self.open = true;
        // Without a key or credits, nothing else matters.
        let rank = |code: &u8| (matches!(*code, exit::AUTH | exit::PAYMENT), *code);
        self.worst = std::cmp::max_by_key(self.worst, failure.code, rank);
    }

    /// Returns true if every other batch would be rejected, too.
    fn is_hopeless(&self) -> bool {
        let unstarted = self.broken.get(NOT_STARTED).map_or(0, |(count, _)| *count);
        match self.worst {
            exit::AUTH | exit::PAYMENT => true,
            exit::REJECTED | exit::NOT_FOUND => !self.has_started && unstarted >= MOST_REJECTED,
            _ => false,
        }
    }

    /// Returns how many batches broke in which way, such as `: 3 batches did not start`.
    fn breaks(&self) -> String {
        let batches = self.broken.iter().filter(|(how, _)| !how.is_empty());
        let shown = batches.map(|(how, (count, _))| match count {
            1 => format!("1 batch {how}"),
            _ => format!("{count} batches {how}"),
        });
        let shown: Vec<String> = shown.collect();
        match shown.is_empty() {
            true => String::new(),
            false => format!(": {}", shown.join(", ")),
        }
    }
}
