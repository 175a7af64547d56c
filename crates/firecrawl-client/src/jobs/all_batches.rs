//! Lists of URLs that are longer than a batch.

use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll};

use firecrawl_api::types::BatchScrapeRequest;
use futures_core::Stream;
use tokio::runtime::Handle;
use tokio::sync::mpsc::{Receiver, Sender, channel};
use tokio::task::{JoinHandle, JoinSet};

use super::batch_result::{BatchOutcome, BatchResult};
use super::patience::Patience;
use crate::client::Client;
use crate::error::{Error, ErrorKind};

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
    /// other. Costs credits for each page.
    ///
    /// ```no_run
    /// # async fn run(client: firecrawl_client::Client) -> Result<(), firecrawl_client::Error> {
    /// use firecrawl_client::BatchOutcome;
    /// use firecrawl_client::types::{BatchScrapeRequest, Format};
    ///
    /// let urls = (1..=5000).map(|page| format!("https://example.com/{page}"));
    /// let options = BatchScrapeRequest::new([""; 0]).formats([Format::Markdown]);
    /// let mut results = client.batch_scrape_all(urls).options(options).at_once(2);
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

    /// The same for URLs that come as a stream.
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
    running: Option<(Receiver<BatchResult>, JoinHandle<()>)>,
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
                client: client.clone(),
                urls,
                options: BatchScrapeRequest::new([""; 0]),
                chunk: CHUNK,
                at_once: AT_ONCE,
                patience: Patience::default(),
            }),
            running: None,
        }
    }

    /// The options of all batches; its own URLs are not used.
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
            let Ok(runtime) = Handle::try_current() else {
                let error = Error::new(ErrorKind::Config, "a stream needs a tokio runtime");
                let urls = Vec::new();
                return Poll::Ready(Some(BatchResult {
                    batch: 0,
                    id: None,
                    outcome: BatchOutcome::NotStarted { urls, error },
                }));
            };
            let (sender, receiver) = channel(1);
            self.running = Some((receiver, runtime.spawn(plan.run(sender))));
        }
        match &mut self.running {
            Some((receiver, _)) => receiver.poll_recv(context),
            None => Poll::Ready(None),
        }
    }
}

impl Drop for AllBatches {
    fn drop(&mut self) {
        if let Some((_, task)) = &self.running {
            task.abort();
        }
    }
}

impl fmt::Debug for AllBatches {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AllBatches")
            .field("started", &self.running.is_some())
            .finish_non_exhaustive()
    }
}

impl Plan {
    async fn run(mut self, results: Sender<BatchResult>) {
        let mut batches = JoinSet::new();
        let mut count = 0;
        loop {
            while batches.len() >= self.at_once {
                batches.join_next().await;
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
            let batch = One {
                client: self.client.clone(),
                patience: self.patience.clone(),
                batch: count,
                results: results.clone(),
            };
            batches.spawn(batch.run(request));
            count += 1;
        }
        while batches.join_next().await.is_some() {}
    }
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
        let started = job.started();
        let invalid = started.and_then(|started| started.answer.invalid_urls.clone());
        for url in invalid.into_iter().flatten() {
            self.give(id.clone(), BatchOutcome::Invalid(url)).await;
        }
        let mut documents = job.documents();
        while let Some(document) = documents.next().await {
            let outcome = match document {
                Ok(document) => BatchOutcome::Document(Box::new(document)),
                Err(error) => BatchOutcome::BrokenOff {
                    continuation: Box::new(documents.continuation()),
                    error,
                },
            };
            if !self.give(id.clone(), outcome).await {
                return;
            }
        }
        match job.errors().await {
            Ok(errors) => {
                let errors = errors.into_inner();
                for failed in errors.errors.into_iter().flatten() {
                    let outcome = BatchOutcome::Failed(Box::new(failed));
                    self.give(id.clone(), outcome).await;
                }
                for url in errors.robots_blocked.into_iter().flatten() {
                    self.give(id.clone(), BatchOutcome::RobotsBlocked(url))
                        .await;
                }
            }
            Err(error) => {
                self.give(id, BatchOutcome::ErrorsUnknown { error }).await;
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
