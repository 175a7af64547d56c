//! Lists of URLs that are longer than a batch.

use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use api_transport::{Error, Response};
use firecrawl_api::types::{BatchScrapeRequest, ScrapeOptions};
use futures_core::Stream;
use tokio::sync::mpsc::{Receiver, Sender, channel};
use tokio::task::JoinSet;

use super::batch_result::{BatchOutcome, BatchResult};
use super::poll_policy::PollPolicy;
use super::prefetch;
use super::report;
use super::url_matching;
use crate::client::Client;
use crate::ids::BatchId;

/// The number of URLs of a batch unless set otherwise.
const CHUNK: usize = 100;

/// The number of batches that run at once unless set otherwise.
const AT_ONCE: usize = 4;

/// Polls for the next URL to scrape.
type Urls = Box<dyn FnMut(&mut Context<'_>) -> Poll<Option<String>> + Send>;

impl Client {
    /// Scrapes a list of URLs of any length in batches, and returns their results as one stream.
    ///
    /// Each batch is a `POST /batch/scrape` of 100 URLs; four run at once. The
    /// URLs are consumed as they are needed, so the iterator may be infinite. An
    /// error of one batch is a result of the stream and does not affect others. The
    /// results of batches that run at once come interleaved. Costs credits for each
    /// page.
    ///
    /// ```no_run
    /// # async fn run(client: firecrawl_client::Client) -> Result<(), firecrawl_client::Error> {
    /// use firecrawl_client::BatchOutcome;
    /// use firecrawl_client::types::{Format, ScrapeOptions};
    ///
    /// let urls = (1..=5000).map(|page| format!("https://example.com/{page}"));
    /// let options = ScrapeOptions::new().formats([Format::Markdown]);
    /// let mut results = client.batch_scrape_all(urls).scrape_options(options).at_once(2);
    /// while let Some(result) = results.next().await {
    ///     match result.outcome {
    ///         BatchOutcome::Document(page) => println!("{:?}", page.markdown),
    ///         other => println!("batch {}: {other:?}", result.batch),
    ///     }
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub fn batch_scrape_all<I>(&self, urls: I) -> BatchScrapeAll
    where
        I: IntoIterator<Item: Into<String> + 'static, IntoIter: Send + 'static>,
    {
        let mut urls = urls.into_iter().map(Into::into);
        BatchScrapeAll::new(self, Box::new(move |_| Poll::Ready(urls.next())))
    }

    /// Scrapes URLs that come as a stream, otherwise as [`batch_scrape_all`](Self::batch_scrape_all).
    ///
    /// A batch is started, with `POST /batch/scrape`, when it is full or the
    /// stream has ended.
    ///
    /// ```no_run
    /// # async fn run(client: firecrawl_client::Client) -> Result<(), firecrawl_client::Error> {
    /// let sitemap = futures_util::stream::iter(["https://example.com/a", "https://example.com/b"]);
    /// let mut results = client.batch_scrape_stream(sitemap);
    /// while let Some(result) = results.next().await {
    ///     println!("batch {}: {:?}", result.batch, result.outcome);
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub fn batch_scrape_stream<S>(&self, urls: S) -> BatchScrapeAll
    where
        S: Stream<Item: Into<String>> + Send + 'static,
    {
        let mut urls = Box::pin(urls);
        let next = move |context: &mut Context<'_>| {
            let url = urls.as_mut().poll_next(context);
            url.map(|url| url.map(Into::into))
        };
        BatchScrapeAll::new(self, Box::new(next))
    }
}

/// Many batches as one stream of results, from [`Client::batch_scrape_all`].
///
/// Nothing is started before the first result is requested. Dropping it starts no
/// more batches and leaves the running ones alone.
#[must_use = "nothing is started before the first result is requested"]
pub struct BatchScrapeAll {
    plan: Option<Plan>,
    results: Option<Receiver<BatchResult>>,
    running: JoinSet<()>,
}

struct Plan {
    client: Client,
    urls: Urls,
    options: BatchScrapeRequest,
    chunk: usize,
    at_once: usize,
    poll_policy: PollPolicy,
}

impl BatchScrapeAll {
    fn new(client: &Client, urls: Urls) -> Self {
        Self {
            plan: Some(Plan {
                // One idempotency key for all would make every batch but the first a repetition.
                client: client.with_fresh_keys(),
                urls,
                options: BatchScrapeRequest::new([""; 0]),
                chunk: CHUNK,
                at_once: AT_ONCE,
                poll_policy: PollPolicy::default(),
            }),
            results: None,
            running: JoinSet::new(),
        }
    }

    /// Sets how each page is scraped.
    pub fn scrape_options(self, options: impl Into<ScrapeOptions>) -> Self {
        let options = options.into();
        self.planned(|plan| plan.options.options = options)
    }

    /// Sets all options of the batches, such as a webhook.
    ///
    /// The URLs and the `append_to_id` of this request are ignored: each batch is
    /// one of its own.
    pub fn options(self, options: impl Into<BatchScrapeRequest>) -> Self {
        let options = options.into();
        self.planned(|plan| plan.options = options)
    }

    /// Sets how many URLs a batch has at most: 100.
    pub fn chunk(self, urls: usize) -> Self {
        self.planned(|plan| plan.chunk = urls.max(1))
    }

    /// Sets how many batches run at once: 4.
    pub fn at_once(self, batches: usize) -> Self {
        self.planned(|plan| plan.at_once = batches.max(1))
    }

    /// Sets how often and how long each batch is polled.
    pub fn poll_policy(self, poll_policy: PollPolicy) -> Self {
        self.planned(|plan| plan.poll_policy = poll_policy)
    }

    /// Returns the next result; `None` when all batches are done.
    pub async fn next(&mut self) -> Option<BatchResult> {
        std::future::poll_fn(|context| Pin::new(&mut *self).poll_next(context)).await
    }

    fn planned(mut self, change: impl FnOnce(&mut Plan)) -> Self {
        if let Some(plan) = &mut self.plan {
            change(plan);
        }
        self
    }
}

impl Stream for BatchScrapeAll {
    type Item = BatchResult;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<BatchResult>> {
        if let Some(plan) = self.plan.take() {
            let (sender, results) = channel(1);
            match prefetch::spawn(&mut self.running, plan.run(sender)) {
                Ok(()) => self.results = Some(results),
                Err(error) => return Poll::Ready(Some(stopped(error))),
            }
        }
        let Some(results) = &mut self.results else {
            return Poll::Ready(None);
        };
        if let Some(result) = ready!(results.poll_recv(context)) {
            return Poll::Ready(Some(result));
        }
        let ended = ready!(self.running.poll_join_next(context));
        self.results = None;
        let stop = ended.and_then(Result::err);
        Poll::Ready(stop.map(|error| stopped(prefetch::stopped(error))))
    }
}

impl fmt::Debug for BatchScrapeAll {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("BatchScrapeAll")
            .field("started", &self.plan.is_none())
            .finish_non_exhaustive()
    }
}

fn stopped(error: Error) -> BatchResult {
    BatchResult {
        batch: 0,
        id: None,
        outcome: BatchOutcome::Stopped { error },
    }
}

impl Plan {
    async fn run(mut self, results: Sender<BatchResult>) {
        let mut batches = JoinSet::new();
        let mut count = 0;
        loop {
            while batches.len() >= self.at_once {
                join_one(&mut batches).await;
            }
            let mut urls = Vec::with_capacity(self.chunk.min(CHUNK));
            while urls.len() < self.chunk {
                match std::future::poll_fn(&mut self.urls).await {
                    Some(url) => urls.push(url),
                    None => break,
                }
            }
            if urls.is_empty() {
                break;
            }
            let mut request = self.options.clone();
            request.urls = urls;
            request.append_to_id = None;
            let run = BatchRun {
                batch: count,
                id: None,
                results: results.clone(),
                reported: Vec::new(),
            };
            batches.spawn(run.run(self.client.clone(), self.poll_policy.clone(), request));
            count += 1;
        }
        while join_one(&mut batches).await {}
    }
}

/// Waits for one of the batches to end; returns false if none is left.
async fn join_one(batches: &mut JoinSet<()>) -> bool {
    let ended = batches.join_next().await;
    let any = ended.is_some();
    // A panic is propagated; nothing else stops a batch before its end.
    drop(ended.and_then(Result::err).map(prefetch::stopped));
    any
}

/// One batch of many.
struct BatchRun {
    batch: usize,
    id: Option<BatchId>,
    results: Sender<BatchResult>,
    /// The URLs whose outcomes were sent.
    reported: Vec<String>,
}

impl BatchRun {
    async fn run(mut self, client: Client, poll_policy: PollPolicy, request: BatchScrapeRequest) {
        let urls = request.urls.clone();
        let job = match client.batch_scrape(request).await {
            Ok(job) => job.poll_policy(poll_policy),
            Err(error) => {
                self.send(BatchOutcome::NotStarted { urls, error }).await;
                return;
            }
        };
        self.id = Some(job.id().clone());
        let started = job.started();
        let invalid = started.and_then(|started| started.response.invalid_urls.clone());
        for url in invalid.into_iter().flatten() {
            self.send(BatchOutcome::Invalid(url)).await;
        }
        let mut documents = job.documents();
        // Documents that may turn out to be failures.
        let mut doubtful = Vec::new();
        let mut complete = true;
        while let Some(document) = documents.next().await {
            let outcome = match document {
                Ok(document) if report::has_error(&document) => {
                    doubtful.push(document);
                    continue;
                }
                Ok(document) => BatchOutcome::Document(Box::new(document)),
                Err(error) => {
                    // If the documents broke off, the rest of them may still exist.
                    complete = error.kind().is_bad_end();
                    BatchOutcome::BrokenOff {
                        continuation: Box::new(documents.continuation()),
                        error,
                    }
                }
            };
            if !self.send(outcome).await {
                return;
            }
        }
        let errors = job.errors().await.map(Response::into_inner);
        let failures = errors.as_ref().ok().and_then(|list| list.errors.as_deref());
        let failed = report::failed_urls(failures.unwrap_or_default());
        doubtful.retain(|document| !report::has_failed(document, &failed));
        for document in doubtful {
            self.send(BatchOutcome::Document(Box::new(document))).await;
        }
        match errors {
            Ok(errors) => {
                for failed in errors.errors.into_iter().flatten() {
                    self.send(BatchOutcome::Failed(Box::new(failed))).await;
                }
                for url in errors.robots_blocked.into_iter().flatten() {
                    self.send(BatchOutcome::RobotsBlocked(url)).await;
                }
            }
            Err(error) => {
                let urls = url_matching::missing(&urls, &self.reported);
                self.send(BatchOutcome::ErrorsUnknown { urls, error }).await;
                return;
            }
        }
        if complete {
            for url in url_matching::missing(&urls, &self.reported) {
                self.send(BatchOutcome::Missing(url)).await;
            }
        }
    }

    /// Sends a result; returns false if the stream was dropped.
    async fn send(&mut self, outcome: BatchOutcome) -> bool {
        self.reported.extend(outcome.url().map(str::to_owned));
        let result = BatchResult {
            batch: self.batch,
            id: self.id.clone(),
            outcome,
        };
        self.results.send(result).await.is_ok()
    }
}
