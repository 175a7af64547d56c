//! Lists of URLs that are longer than a batch.

use std::collections::HashSet;
use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use api_transport::Error;
use firecrawl_api::types::{BatchScrapeRequest, ScrapeOptions};
use futures_core::Stream;
use tokio::sync::mpsc::{Receiver, UnboundedReceiver, channel, unbounded_channel};
use tokio::sync::watch;
use tokio::task::JoinSet;

use super::batch_journal::BatchJournal;
use super::batch_result::BatchResult;
use super::batch_run::{BatchRun, End, Item, Plan, Senders, stopped};
use super::list_check::ListCheck;
use super::outage::Outage;
use super::poll_policy::PollPolicy;
use super::positions::Positions;
use super::prefetch;
use crate::client::Client;

/// The number of URLs of a batch unless set otherwise.
const CHUNK: usize = 100;

/// The number of batches that run at once unless set otherwise.
const AT_ONCE: usize = 4;

/// Polls for the next URL to scrape.
pub(crate) type Urls = Box<dyn FnMut(&mut Context<'_>) -> Poll<Option<String>> + Send>;

/// Many batches as one stream of results, from [`Client::batch_scrape_all`].
///
/// Nothing is started before the first result is requested. Dropping it starts no
/// more batches and leaves the running ones alone. It holds the URLs of the batches
/// that run, and no others.
#[must_use = "nothing is started before the first result is requested"]
pub struct BatchScrapeAll {
    client: Client,
    urls: Option<Urls>,
    /// The position of the next URL.
    position: u64,
    /// The positions that a journal accounts for.
    done: Positions,
    /// The URLs that a journal has.
    list: ListCheck,
    /// The batches to take up again.
    open: Vec<Plan>,
    /// The URLs of the next batch so far.
    next: Vec<Item>,
    /// The URLs to scrape again.
    again: Vec<Item>,
    options: BatchScrapeRequest,
    chunk: usize,
    at_once: usize,
    retries: u32,
    poll_policy: PollPolicy,
    /// The number of batches so far.
    started: usize,
    /// The number of starts without a response.
    starting: usize,
    /// True once no more batches are to be started.
    is_stopping: bool,
    /// Dropped then, so that a start does not wait for another attempt.
    caller: Option<watch::Sender<()>>,
    /// Set while starts fail for a reason that may pass.
    outage: Option<Outage>,
    /// The error of the last start, once they have failed for too long.
    given_up: Option<Error>,
    running: JoinSet<End>,
    senders: Senders,
    starts: UnboundedReceiver<BatchResult>,
    results: Receiver<BatchResult>,
    /// A result that is due after the starts.
    due: Option<BatchResult>,
}

impl BatchScrapeAll {
    pub(crate) fn new(client: &Client, urls: Urls) -> Self {
        let (sender, results) = channel(1);
        let (start_sender, starts) = unbounded_channel();
        Self {
            // One idempotency key for all would make every batch but the first a repetition.
            client: client.with_fresh_keys(),
            urls: Some(urls),
            position: 0,
            done: Positions::default(),
            list: ListCheck::default(),
            open: Vec::new(),
            next: Vec::new(),
            again: Vec::new(),
            options: BatchScrapeRequest::new([""; 0]),
            chunk: CHUNK,
            at_once: AT_ONCE,
            retries: 0,
            poll_policy: PollPolicy::default(),
            started: 0,
            starting: 0,
            is_stopping: false,
            caller: Some(watch::channel(()).0),
            outage: None,
            given_up: None,
            running: JoinSet::new(),
            senders: Senders {
                starts: start_sender,
                results: sender,
            },
            starts,
            results,
            due: None,
        }
    }

    /// Sets how each page is scraped.
    pub fn scrape_options(mut self, options: impl Into<ScrapeOptions>) -> Self {
        self.options.options = options.into();
        self
    }

    /// Sets all options of the batches, such as a webhook.
    ///
    /// The URLs and the `append_to_id` of this request are ignored: each batch is
    /// one of its own.
    pub fn options(mut self, options: impl Into<BatchScrapeRequest>) -> Self {
        self.options = options.into();
        self
    }

    /// Sets how many URLs a batch has at most: 100.
    pub fn chunk(mut self, urls: usize) -> Self {
        self.chunk = urls.max(1);
        self
    }

    /// Sets how many batches run at once: 4.
    pub fn at_once(mut self, batches: usize) -> Self {
        self.at_once = batches.max(1);
        self
    }

    /// Sets how often a page that failed is scraped again: never.
    ///
    /// Only failures that may pass are retried, such as timeouts and errors of a
    /// site, and URLs that the service does not mention; a URL that is invalid,
    /// blocked, or unknown to DNS is not, nor is a page that its site answers with
    /// an error status, which is a document. They are collected into batches of
    /// their own, and only the last failure is a result. Each attempt costs what
    /// the service charges for it.
    pub fn retries(mut self, times: u32) -> Self {
        self.retries = times;
        self
    }

    /// Sets how often and how long each batch is polled.
    pub fn poll_policy(mut self, poll_policy: PollPolicy) -> Self {
        self.poll_policy = poll_policy;
        self
    }

    /// Continues a list from its journal, with the same URLs in the same order.
    ///
    /// Positions that have their results are skipped. Batches that had not ended are
    /// taken up again by their ids and not paid a second time; if the service has
    /// deleted their results, after about 24 hours, the rest of their URLs is scraped
    /// again.
    ///
    /// Every position is in the output exactly once, whenever the process was killed, if
    ///
    /// 1. each result is written to the output before its
    ///    [entry](BatchResult::journal_entry) is appended to the journal, with the
    ///    length of the output as its [mark](crate::JournalEntry::with_mark);
    /// 2. at the next start the output is cut to the last [mark](BatchJournal::mark).
    ///    Where a second write of a position replaces the first, as with a file for
    ///    each, marks are not needed;
    /// 3. each run begins the journal with a line break, which ends a line that was
    ///    cut off.
    ///
    /// To survive a loss of power as well, sync the output before the journal.
    /// A batch is scraped and paid twice only if the process was killed, or this was dropped,
    /// between its start and the entry of that, and if the response to its start was lost
    /// ([`Error::is_ambiguous_start`]). The result
    /// [`Started`](crate::BatchOutcome::Started) comes before all others for that reason;
    /// [`Client::on_started`] sees the id of each start even earlier.
    ///
    /// ```no_run
    /// # async fn run(client: firecrawl_client::Client) -> Result<(), Box<dyn std::error::Error>> {
    /// use std::fs::OpenOptions;
    /// use std::io::{BufReader, Write};
    ///
    /// use firecrawl_client::{BatchJournal, BatchOutcome};
    ///
    /// let open = |name| OpenOptions::new().create(true).read(true).append(true).open(name);
    /// let (mut output, mut lines) = (open("pages.jsonl")?, open("pages.journal")?);
    /// let journal = BatchJournal::read(BufReader::new(&lines))?;
    /// output.set_len(journal.mark().and_then(|mark| mark.as_u64()).unwrap_or(0))?;
    /// writeln!(lines)?;
    ///
    /// let urls = (1..=5000).map(|page| format!("https://example.com/{page}"));
    /// let mut results = client.batch_scrape_all(urls).retries(2).resume(journal);
    /// while let Some(result) = results.next().await {
    ///     if let BatchOutcome::Document(page) = &result.outcome {
    ///         writeln!(output, "{}", serde_json::to_string(page)?)?;
    ///     }
    ///     if let Some(entry) = result.journal_entry() {
    ///         writeln!(lines, "{}", entry.with_mark(output.metadata()?.len()))?;
    ///     }
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub fn resume(mut self, journal: BatchJournal) -> Self {
        (self.done, self.list) = (journal.done, journal.list);
        let mut open = journal.open;
        // A page that was scraped again has the result of the last batch.
        open.sort_by_key(|(_, open)| std::cmp::Reverse(open.start));
        for (id, open) in open {
            let items = open.urls.into_iter().map(|(position, url)| Item {
                // A position of this batch is not scraped by another one.
                done: !self.done.insert(position),
                position,
                url,
                tries: 0,
            });
            let items = items.collect();
            self.open.push(Plan {
                items,
                id: Some(id),
                at: open.at,
                unassigned: open.unassigned,
            });
        }
        self
    }

    /// Returns the next result; `None` when all batches are done.
    pub async fn next(&mut self) -> Option<BatchResult> {
        std::future::poll_fn(|context| Pin::new(&mut *self).poll_next(context)).await
    }

    /// Starts no more batches, and ends the results as soon as each start has its response.
    ///
    /// A start that waits, as after a 429, is given up: it is [`NotStarted`](crate::BatchOutcome::NotStarted), or not a
    /// result if it was sent before.
    /// A batch whose start is under way is paid, and would be paid again by a resumed list if its id were
    /// lost: continue to call [`next`](Self::next) until it returns `None`, and write the journal. The
    /// batches go on at the service.
    pub fn stop(&mut self) {
        self.is_stopping = true;
        self.caller = None;
        self.clear();
    }

    /// Forgets what was not started.
    fn clear(&mut self) {
        self.urls = None;
        (self.open, self.next, self.again) = (Vec::new(), Vec::new(), Vec::new());
    }

    /// Lets the batches that run come to their end, then ends the stream with an error.
    fn give_up(&mut self, error: Error) {
        self.given_up = Some(error);
        self.clear();
    }

    /// Starts batches as long as there are URLs and room.
    fn poll_start(&mut self, context: &mut Context<'_>) -> Result<(), Error> {
        while !self.is_stopping
            && self.given_up.is_none()
            && self.running.len() < self.at_once
            && let Some(plan) = self.plan(context)?
        {
            let mut starter = self.client.clone();
            if plan.id.is_none() {
                match Outage::poll(&mut self.outage, self.starting, context) {
                    Poll::Ready(Ok(())) => {}
                    Poll::Ready(Err(error)) => {
                        self.give_up(error);
                        break;
                    }
                    Poll::Pending => {
                        self.open.push(plan);
                        break;
                    }
                }
                if let Some(caller) = &self.caller {
                    let options = starter.transport.options().clone();
                    starter = starter.with_options(options.while_held(caller));
                }
                self.starting += 1;
            }
            let mut seen = HashSet::new();
            let urls = plan.items.iter().map(|item| item.url.as_str());
            let urls: Vec<&str> = urls.filter(|url| seen.insert(*url)).collect();
            let mut request = self.options.clone().urls(urls);
            request.append_to_id = None;
            let run = BatchRun::new(self.started, plan, self.retries, self.senders.clone());
            let poll_policy = self.poll_policy.clone();
            let run = run.run(self.client.clone(), starter, request, poll_policy);
            prefetch::spawn(&mut self.running, run)?;
            self.started += 1;
        }
        Ok(())
    }

    /// Returns the next batch: one to take up again, one of failed pages if they fill it, one of new URLs.
    fn plan(&mut self, context: &mut Context<'_>) -> Result<Option<Plan>, Error> {
        if let Some(open) = self.open.pop() {
            return Ok(Some(open));
        }
        let items = match self.again.len() >= self.chunk {
            true => self.again.drain(..self.chunk).collect(),
            false => match self.new_urls(context)? {
                // Fewer failed pages wait until nothing else is to be done.
                urls if urls.is_empty() && self.running.is_empty() => {
                    std::mem::take(&mut self.again)
                }
                urls => urls,
            },
        };
        Ok((!items.is_empty()).then(|| Plan {
            items,
            ..Plan::default()
        }))
    }

    /// Returns the new URLs of a batch; none while it is not full and more may come.
    fn new_urls(&mut self, context: &mut Context<'_>) -> Result<Vec<Item>, Error> {
        while self.next.len() < self.chunk
            && let Some(urls) = &mut self.urls
        {
            match urls(context) {
                Poll::Ready(Some(url)) => {
                    let position = self.position;
                    self.position += 1;
                    self.list.compare(position, &url)?;
                    if !self.done.contains(position) {
                        self.next.push(Item {
                            position,
                            url,
                            tries: 0,
                            done: false,
                        });
                    }
                }
                Poll::Ready(None) => {
                    self.urls = None;
                    self.list.end(self.position)?;
                }
                Poll::Pending => return Ok(Vec::new()),
            }
        }
        Ok(std::mem::take(&mut self.next))
    }

    /// Takes back what a batch leaves.
    fn ended(&mut self, end: End) {
        self.again.extend(end.again);
        let Some(unstarted) = end.unstarted else {
            return;
        };
        self.starting -= 1;
        if self.is_stopping || self.given_up.is_some() {
            return;
        }
        self.open.extend(unstarted.plan);
        if let Some(error) = unstarted.error
            && let Err(error) =
                Outage::note(&mut self.outage, &self.client, &self.poll_policy, error)
        {
            self.give_up(error);
        }
    }

    /// Ends the stream early.
    fn fail(&mut self, error: Error) -> BatchResult {
        self.stop();
        stopped(self.started, error)
    }
}

impl Stream for BatchScrapeAll {
    type Item = BatchResult;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<BatchResult>> {
        loop {
            if let Err(error) = self.poll_start(context) {
                return Poll::Ready(Some(self.fail(error)));
            }
            if let Poll::Ready(Some(start)) = self.starts.poll_recv(context) {
                self.starting -= 1;
                self.outage = None;
                return Poll::Ready(Some(start));
            }
            if let Some(result) = self.due.take() {
                return Poll::Ready(Some(result));
            }
            if self.is_stopping && self.starting == 0 {
                return Poll::Ready(None);
            }
            if let Poll::Ready(Some(result)) = self.results.poll_recv(context) {
                // Its batch may have started since the starts were read.
                self.due = Some(result);
                continue;
            }
            match ready!(self.running.poll_join_next(context)) {
                // It may have sent a result just before, and there is room for another.
                Some(Ok(end)) => self.ended(end),
                Some(Err(error)) => {
                    let error = prefetch::stopped(error);
                    return Poll::Ready(Some(self.fail(error)));
                }
                None => {
                    if let Some(error) = self.given_up.take() {
                        return Poll::Ready(Some(self.fail(error)));
                    }
                    return match self.urls.is_some() || !self.open.is_empty() {
                        true => Poll::Pending,
                        false => Poll::Ready(None),
                    };
                }
            }
        }
    }
}

impl fmt::Debug for BatchScrapeAll {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("BatchScrapeAll")
            .field("started", &self.started)
            .finish_non_exhaustive()
    }
}
