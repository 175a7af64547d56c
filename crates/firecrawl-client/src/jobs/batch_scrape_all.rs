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
    client: Client,
    urls: Option<Urls>,
    /// The URLs of the next batch so far.
    next: Vec<String>,
    options: BatchScrapeRequest,
    chunk: usize,
    at_once: usize,
    poll_policy: PollPolicy,
    /// The number of batches so far.
    started: usize,
    running: JoinSet<()>,
    sender: Sender<BatchResult>,
    results: Receiver<BatchResult>,
}

impl BatchScrapeAll {
    fn new(client: &Client, urls: Urls) -> Self {
        let (sender, results) = channel(1);
        Self {
            // One idempotency key for all would make every batch but the first a repetition.
            client: client.with_fresh_keys(),
            urls: Some(urls),
            next: Vec::new(),
            options: BatchScrapeRequest::new([""; 0]),
            chunk: CHUNK,
            at_once: AT_ONCE,
            poll_policy: PollPolicy::default(),
            started: 0,
            running: JoinSet::new(),
            sender,
            results,
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

    /// Sets how often and how long each batch is polled.
    pub fn poll_policy(mut self, poll_policy: PollPolicy) -> Self {
        self.poll_policy = poll_policy;
        self
    }

    /// Returns the next result; `None` when all batches are done.
    pub async fn next(&mut self) -> Option<BatchResult> {
        std::future::poll_fn(|context| Pin::new(&mut *self).poll_next(context)).await
    }

    /// Starts batches as long as there are URLs and room.
    fn poll_start(&mut self, context: &mut Context<'_>) -> Result<(), Error> {
        while self.running.len() < self.at_once
            && let Some(urls) = &mut self.urls
        {
            while self.next.len() < self.chunk {
                match urls(context) {
                    Poll::Ready(Some(url)) => self.next.push(url),
                    Poll::Ready(None) => {
                        self.urls = None;
                        break;
                    }
                    Poll::Pending => return Ok(()),
                }
            }
            let urls = std::mem::take(&mut self.next);
            let mut request = self.options.clone().urls(urls);
            request.append_to_id = None;
            if !request.urls.is_empty() {
                let run = BatchRun {
                    batch: self.started,
                    id: None,
                    results: self.sender.clone(),
                    reported: Vec::new(),
                };
                let run = run.run(self.client.clone(), self.poll_policy.clone(), request);
                prefetch::spawn(&mut self.running, run)?;
                self.started += 1;
            }
        }
        Ok(())
    }

    /// Ends the stream early.
    fn stop(&mut self, error: Error) -> BatchResult {
        self.urls = None;
        BatchResult {
            batch: self.started,
            id: None,
            outcome: BatchOutcome::Stopped { error },
        }
    }
}

impl Stream for BatchScrapeAll {
    type Item = BatchResult;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<BatchResult>> {
        loop {
            if let Err(error) = self.poll_start(context) {
                return Poll::Ready(Some(self.stop(error)));
            }
            if let Poll::Ready(Some(result)) = self.results.poll_recv(context) {
                return Poll::Ready(Some(result));
            }
            match ready!(self.running.poll_join_next(context)) {
                // It may have sent a result just before, and there is room for another.
                Some(Ok(())) => {}
                Some(Err(error)) => {
                    let error = prefetch::stopped(error);
                    return Poll::Ready(Some(self.stop(error)));
                }
                None if self.urls.is_some() => return Poll::Pending,
                None => return Poll::Ready(None),
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
        let invalid = started.map(|started| started.response.invalid_urls.clone());
        for url in invalid.unwrap_or_default() {
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
        let failures = errors.as_ref().map_or(&[][..], |list| &list.errors);
        let failed = report::failed_urls(failures);
        doubtful.retain(|document| !report::has_failed(document, &failed));
        for document in doubtful {
            self.send(BatchOutcome::Document(Box::new(document))).await;
        }
        match errors {
            Ok(errors) => {
                for failed in errors.errors {
                    self.send(BatchOutcome::Failed(Box::new(failed))).await;
                }
                for url in errors.robots_blocked {
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
