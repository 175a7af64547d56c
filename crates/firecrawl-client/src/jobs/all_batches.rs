//! Lists of URLs that are longer than a batch.

use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use firecrawl_api::types::{BatchScrapeRequest, ScrapeOptions};
use futures_core::Stream;
use tokio::sync::mpsc::Sender;
use tokio::task::JoinSet;

use super::accounts;
use super::background::{self, Background};
use super::batch_result::{BatchOutcome, BatchResult};
use super::patience::Patience;
use crate::client::Client;
use crate::error::Error;

/// How many URLs a batch has unless set otherwise.
const CHUNK: usize = 100;

/// How many batches run at once unless set otherwise.
const AT_ONCE: usize = 4;

/// URLs from wherever they come.
type Urls = Pin<Box<dyn Stream<Item = String> + Send>>;

impl Client {
    /// Scrapes a list of URLs of any length in batches, and gives their results as one stream.
    ///
    /// Each batch is a `POST /batch/scrape` of 100 URLs; four run at once. The
    /// URLs are taken as they are needed, so an iterator without end is fine.
    /// What goes wrong with one batch is a result of the stream and touches no
    /// other. The results of batches that run at once come mixed. Costs credits
    /// for each page.
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
    pub fn batch_scrape_all<I>(&self, urls: I) -> AllBatches
    where
        I: IntoIterator<Item: Into<String> + 'static, IntoIter: Send + 'static>,
    {
        let urls = Listed(urls.into_iter().map(Into::into));
        AllBatches::new(self, Box::pin(urls))
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
    pub fn batch_scrape_stream<S>(&self, urls: S) -> AllBatches
    where
        S: Stream<Item: Into<String>> + Send + 'static,
    {
        AllBatches::new(self, Box::pin(Streamed(Box::pin(urls))))
    }
}

/// Many batches as one stream of results, from [`Client::batch_scrape_all`].
///
/// Nothing is started before the first result is asked for. Dropping it
/// starts no more batches and leaves the running ones alone.
#[must_use = "nothing is started before the first result is asked for"]
pub struct AllBatches {
    plan: Option<Plan>,
    running: Option<Background<BatchResult>>,
}

struct Plan {
    client: Client,
    urls: Urls,
    options: BatchScrapeRequest,
    chunk: usize,
    at_once: usize,
    patience: Patience,
}

impl AllBatches {
    fn new(client: &Client, urls: Urls) -> Self {
        Self {
            plan: Some(Plan {
                // One key for all would make every batch but the first a repetition.
                client: client.with_fresh_keys(),
                urls,
                options: BatchScrapeRequest::new([""; 0]),
                chunk: CHUNK,
                at_once: AT_ONCE,
                patience: Patience::default(),
            }),
            running: None,
        }
    }

    /// How each page is fetched and what is returned of it.
    pub fn scrape_options(self, options: impl Into<ScrapeOptions>) -> Self {
        let options = options.into();
        self.planned(|plan| plan.options.options = options)
    }

    /// All options of the batches, such as a webhook.
    ///
    /// The URLs of this request are not used, nor is its `append_to_id`: each
    /// batch is one of its own.
    pub fn options(self, options: impl Into<BatchScrapeRequest>) -> Self {
        let options = options.into();
        self.planned(|plan| plan.options = options)
    }

    /// How many URLs a batch has at most: 100.
    pub fn chunk(self, urls: usize) -> Self {
        self.planned(|plan| plan.chunk = urls.max(1))
    }

    /// How many batches run at once: 4.
    pub fn at_once(self, batches: usize) -> Self {
        self.planned(|plan| plan.at_once = batches.max(1))
    }

    /// How often and how long each batch is asked about.
    pub fn patience(self, patience: Patience) -> Self {
        self.planned(|plan| plan.patience = patience)
    }

    /// The next result; `None` when all batches are done.
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

impl Stream for AllBatches {
    type Item = BatchResult;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<BatchResult>> {
        if let Some(plan) = self.plan.take() {
            match Background::start(|results| plan.run(results)) {
                Ok(running) => self.running = Some(running),
                Err(error) => return Poll::Ready(Some(stopped(error))),
            }
        }
        let Some(running) = &mut self.running else {
            return Poll::Ready(None);
        };
        let result = ready!(running.poll_next(context));
        if !matches!(result, Some(Ok(_))) {
            self.running = None;
        }
        Poll::Ready(result.map(|result| result.unwrap_or_else(stopped)))
    }
}

impl fmt::Debug for AllBatches {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AllBatches")
            .field("started", &self.running.is_some())
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
                one_less(&mut batches).await;
            }
            let mut urls = Vec::with_capacity(self.chunk.min(CHUNK));
            while urls.len() < self.chunk {
                match std::future::poll_fn(|context| self.urls.as_mut().poll_next(context)).await {
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
            let batch = One {
                client: self.client.clone(),
                patience: self.patience.clone(),
                batch: count,
                results: results.clone(),
            };
            batches.spawn(batch.run(request));
            count += 1;
        }
        while one_less(&mut batches).await {}
    }
}

/// Waits for one of the batches; `false` if there is none.
async fn one_less(batches: &mut JoinSet<()>) -> bool {
    match batches.join_next().await {
        Some(Err(error)) => background::pass_on(error),
        Some(Ok(())) => {}
        None => return false,
    }
    true
}

/// One batch of many.
struct One {
    client: Client,
    patience: Patience,
    batch: usize,
    results: Sender<BatchResult>,
}

impl One {
    async fn run(self, request: BatchScrapeRequest) {
        let urls = request.urls.clone();
        let job = match self.client.batch_scrape(request).await {
            Ok(job) => job.patience(self.patience.clone()),
            Err(error) => {
                let outcome = BatchOutcome::NotStarted { urls, error };
                self.give(None, outcome).await;
                return;
            }
        };
        let id = Some(job.id().clone());
        let mut told = Vec::new();
        let started = job.started();
        let invalid = started.and_then(|started| started.answer.invalid_urls.clone());
        for url in invalid.into_iter().flatten() {
            told.push(url.clone());
            self.give(id.clone(), BatchOutcome::Invalid(url)).await;
        }
        let mut documents = job.documents();
        let mut whole = true;
        while let Some(document) = documents.next().await {
            let outcome = match document {
                Ok(document) => {
                    told.extend(accounts::address(&document).map(str::to_owned));
                    BatchOutcome::Document(Box::new(document))
                }
                Err(error) => {
                    whole = error.kind().is_bad_end();
                    BatchOutcome::BrokenOff {
                        continuation: Box::new(documents.continuation()),
                        error,
                    }
                }
            };
            if !self.give(id.clone(), outcome).await {
                return;
            }
        }
        let errors = match job.errors().await {
            Ok(errors) => errors.into_inner(),
            Err(error) => {
                let urls = accounts::untold(&urls, &told);
                self.give(id, BatchOutcome::ErrorsUnknown { urls, error })
                    .await;
                return;
            }
        };
        for failed in errors.errors.into_iter().flatten() {
            told.extend(failed.url.clone());
            let outcome = BatchOutcome::Failed(Box::new(failed));
            self.give(id.clone(), outcome).await;
        }
        for url in errors.robots_blocked.into_iter().flatten() {
            told.push(url.clone());
            self.give(id.clone(), BatchOutcome::RobotsBlocked(url))
                .await;
        }
        // Where the documents broke off, the rest of them may still be there.
        if whole {
            for url in accounts::untold(&urls, &told) {
                self.give(id.clone(), BatchOutcome::Missing(url)).await;
            }
        }
    }

    /// Hands a result on; `false` if nobody listens any more.
    async fn give(&self, id: Option<crate::ids::BatchId>, outcome: BatchOutcome) -> bool {
        let result = BatchResult {
            batch: self.batch,
            id,
            outcome,
        };
        self.results.send(result).await.is_ok()
    }
}

/// A list as a stream.
struct Listed<I>(I);

impl<I: Iterator> Stream for Listed<I> {
    type Item = I::Item;

    fn poll_next(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<I::Item>> {
        Poll::Ready(self.get_mut().0.next())
    }
}

// Nothing in it is pinned.
impl<I> Unpin for Listed<I> {}

/// A stream of what can become a URL.
struct Streamed<S>(Pin<Box<S>>);

impl<S: Stream<Item: Into<String>>> Stream for Streamed<S> {
    type Item = String;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<String>> {
        let next = self.0.as_mut().poll_next(context);
        next.map(|url| url.map(Into::into))
    }
}
