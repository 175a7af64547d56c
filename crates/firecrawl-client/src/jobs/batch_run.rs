//! One batch of a long list of URLs, from its start to its end.

use std::collections::HashSet;
use std::time::UNIX_EPOCH;

use api_transport::{Error, ErrorKind, Response};
use firecrawl_api::types::{BatchScrapeRequest, JobErrors};
use serde_json::Value;
use tokio::sync::mpsc::{Sender, UnboundedSender};

use super::batch_result::{BatchOutcome, BatchResult};
use super::job::Job;
use super::kind::Batch;
use super::poll_policy::PollPolicy;
use super::report;
use super::url_matching::OpenUrls;
use crate::client::Client;
use crate::ids::BatchId;

/// A URL of the list.
#[derive(Clone, Debug)]
pub(super) struct Item {
    pub position: u64,
    pub url: String,
    /// The number of attempts that failed.
    pub tries: u32,
    /// True if its result was delivered by an earlier process.
    pub done: bool,
}

/// The URLs of a batch.
#[derive(Debug, Default)]
pub(super) struct Plan {
    pub items: Vec<Item>,
    /// The id of a batch that an earlier process started.
    pub id: Option<BatchId>,
    /// The time of that start, in seconds since 1970.
    pub at: Option<u64>,
    /// The number of results without a URL that were delivered by an earlier process.
    pub unassigned: u64,
}

/// The end of a batch.
#[derive(Debug, Default)]
pub(super) struct End {
    /// The URLs to scrape again.
    pub again: Vec<Item>,
    /// Set if the batch is new and was not started.
    pub unstarted: Option<Unstarted>,
}

/// A batch that was not started.
#[derive(Debug, Default)]
pub(super) struct Unstarted {
    /// The reason, if it may pass.
    pub error: Option<Error>,
    /// The batch, if it may be started again: the service has surely not accepted it.
    pub plan: Option<Plan>,
}

/// The ways of a batch to the stream.
#[derive(Clone)]
pub(super) struct Senders {
    /// The starts, which are delivered before anything else.
    pub starts: UnboundedSender<BatchResult>,
    pub results: Sender<BatchResult>,
}

/// One batch of many.
pub(super) struct BatchRun {
    batch: usize,
    id: Option<BatchId>,
    at: Option<u64>,
    items: Vec<Item>,
    open: OpenUrls,
    retries: u32,
    /// The number of results without a URL that were delivered before.
    known_unassigned: u64,
    /// True once a result matched no URL, so that a URL without a result may have one all the same.
    has_unassigned: bool,
    /// The URLs to scrape again.
    again: Vec<Item>,
    senders: Senders,
}

impl BatchRun {
    pub fn new(batch: usize, plan: Plan, retries: u32, senders: Senders) -> Self {
        let urls = plan.items.iter().map(|item| item.url.clone());
        Self {
            batch,
            open: OpenUrls::new(urls.collect()),
            id: plan.id,
            at: plan.at,
            items: plan.items,
            retries,
            known_unassigned: plan.unassigned,
            has_unassigned: false,
            again: Vec::new(),
            senders,
        }
    }

    /// Sends all results of the batch; another client starts it.
    pub async fn run(
        mut self,
        client: Client,
        starter: Client,
        request: BatchScrapeRequest,
        poll_policy: PollPolicy,
    ) -> End {
        let taken_up = self.id.clone();
        let taken_up = taken_up.map(|id| Job::taken_up(&client, id, self.at));
        let is_taken_up = taken_up.is_some();
        let job = match taken_up {
            Some(job) => job,
            None => match starter.batch_scrape(request).await {
                Ok(mut job) => {
                    job.client = client;
                    self.started(job).await
                }
                Err(error) => return self.unstarted(error).await,
            },
        };
        let job = job.poll_policy(poll_policy);
        let mut documents = job.documents();
        // Documents that may turn out to be failures.
        let mut doubtful = Vec::new();
        let mut end = None;
        while let Some(document) = documents.next().await {
            match document {
                Ok(document) if report::has_error(&document) => doubtful.push(document),
                Ok(document) => self.settle(BatchOutcome::of(document), false).await,
                // Its results are deleted.
                Err(error) if is_taken_up && error.is_not_found() => {
                    self.again = self.remaining().cloned().collect();
                    self.send(None, BatchOutcome::Finished).await;
                    return self.end();
                }
                Err(error) => {
                    end = Some(error.kind());
                    let continuation = Box::new(documents.continuation());
                    self.send(
                        None,
                        BatchOutcome::BrokenOff {
                            continuation,
                            error,
                        },
                    )
                    .await;
                }
            }
        }
        // If the documents broke off, the rest of them may still exist.
        let is_complete = end.is_none_or(ErrorKind::is_bad_end);
        let errors = job.errors().await.map(Response::into_inner);
        let failures = errors.as_ref().map_or(&[][..], |list| &list.errors);
        let failed = report::failed_urls(failures);
        doubtful.retain(|document| !report::has_failed(document, &failed));
        for document in doubtful {
            self.settle(BatchOutcome::of(document), false).await;
        }
        let errors = match errors {
            Ok(errors) => errors,
            // Each URL has its document.
            Err(_) if self.remaining().next().is_none() => JobErrors::default(),
            Err(error) => {
                let urls = self.remaining().map(|item| item.url.clone()).collect();
                self.send(None, BatchOutcome::ErrorsUnknown { urls, error })
                    .await;
                return self.end();
            }
        };
        // A batch that was cancelled was not meant to go on.
        let may_retry = is_complete && end != Some(ErrorKind::JobCancelled);
        for failure in errors.errors {
            let retry = may_retry && report::may_pass(&failure);
            self.settle(BatchOutcome::Failed(Box::new(failure)), retry)
                .await;
        }
        for url in errors.robots_blocked {
            self.settle(BatchOutcome::RobotsBlocked(url), false).await;
        }
        if is_complete {
            while let Some(url) = self.open.first().map(str::to_owned) {
                let retry = may_retry && !self.has_unassigned;
                self.settle(BatchOutcome::Missing(url), retry).await;
            }
            self.send(None, BatchOutcome::Finished).await;
        }
        self.end()
    }

    fn end(self) -> End {
        End {
            again: self.again,
            unstarted: None,
        }
    }

    /// Ends a batch that was not started, with the results that its URLs have all the same.
    async fn unstarted(mut self, error: Error) -> End {
        let may_pass = error.is_retryable();
        let mut end = Unstarted::default();
        if may_pass && !error.is_ambiguous_start() {
            end.error = Some(error);
            end.plan = Some(Plan {
                items: std::mem::take(&mut self.items),
                ..Plan::default()
            });
        } else if self.rejects_each(&error) {
            // The service leaves invalid URLs out, but starts no batch without others.
            while let Some(url) = self.open.first().map(str::to_owned) {
                self.settle(BatchOutcome::Invalid(url), false).await;
            }
        } else {
            let urls = self.remaining().map(|item| item.url.clone()).collect();
            end.error = may_pass.then(|| copy(&error));
            self.send(None, BatchOutcome::NotStarted { urls, error })
                .await;
        }
        End {
            again: self.again,
            unstarted: Some(end),
        }
    }

    /// Returns true if an error response has a fault of each URL.
    fn rejects_each(&self, error: &Error) -> bool {
        let details = error.details().and_then(Value::as_array);
        let faults = details.into_iter().flatten().filter_map(|fault| {
            let at = (fault["path"][0] == "urls").then(|| fault["path"][1].as_u64());
            at.flatten()
        });
        let urls: HashSet<&str> = self.items.iter().map(|item| item.url.as_str()).collect();
        error.kind() == ErrorKind::BadRequest
            && faults.collect::<HashSet<u64>>().len() == urls.len()
    }

    /// Reports the start of the batch, and the URLs that are invalid.
    async fn started(&mut self, job: Job<Batch>) -> Job<Batch> {
        self.id = Some(job.id().clone());
        let now = job.clock().time_of_day().duration_since(UNIX_EPOCH);
        self.at = now.ok().map(|now| now.as_secs());
        let urls = self.items.iter();
        let urls = urls.map(|item| (item.position, item.url.clone())).collect();
        let start = self.result(None, BatchOutcome::Started { urls });
        // Without the stream, this is aborted.
        let _ = self.senders.starts.send(start);
        let invalid = job
            .started()
            .map(|started| started.response.invalid_urls.clone());
        for url in invalid.unwrap_or_default() {
            self.settle(BatchOutcome::Invalid(url), false).await;
        }
        job
    }

    /// Sends an outcome for each position of its URL, or notes them to be scraped again.
    async fn settle(&mut self, outcome: BatchOutcome, retry: bool) {
        let taken = outcome.url().map(|url| self.open.take(url));
        let taken = taken.unwrap_or_default();
        if taken.is_empty() {
            self.has_unassigned = true;
            match self.known_unassigned.checked_sub(1) {
                Some(left) => self.known_unassigned = left,
                None => self.send(None, outcome).await,
            }
            return;
        }
        let items = taken.into_iter().map(|at| self.items[at].clone());
        let (mut again, mut due) = items
            .filter(|item| !item.done)
            .partition::<Vec<_>, _>(|item| retry && item.tries < self.retries);
        for item in &mut again {
            item.tries += 1;
        }
        self.again.append(&mut again);
        let last = due.pop();
        for item in due {
            if let Some(copy) = outcome.copy() {
                self.send(Some(item), copy).await;
            }
        }
        if last.is_some() {
            self.send(last, outcome).await;
        }
    }

    /// Returns the URLs without a result.
    fn remaining(&self) -> impl Iterator<Item = &Item> {
        let items = self.items.iter().enumerate();
        items
            .filter(|(at, item)| self.open.is_open(*at) && !item.done)
            .map(|(_, item)| item)
    }

    fn result(&self, item: Option<Item>, outcome: BatchOutcome) -> BatchResult {
        BatchResult {
            batch: self.batch,
            id: self.id.clone(),
            position: item.as_ref().map(|item| item.position),
            url: item.map(|item| item.url),
            outcome,
            at: self.at,
        }
    }

    async fn send(&self, item: Option<Item>, outcome: BatchOutcome) {
        let result = self.result(item, outcome);
        // Without the stream, this is aborted.
        let _ = self.senders.results.send(result).await;
    }
}

/// Returns an error like another one.
fn copy(error: &Error) -> Error {
    let copy = Error::new(error.kind(), error.message()).retryable(error.is_retryable());
    let copy = copy.of_operation(error.operation().unwrap_or_default());
    match error.response() {
        Some(response) => copy.with_response(response.clone()),
        None => copy,
    }
}

/// Returns an error that ends the whole stream, as a result.
pub(super) fn stopped(batch: usize, error: Error) -> BatchResult {
    BatchResult {
        batch,
        id: None,
        position: None,
        url: None,
        outcome: BatchOutcome::Stopped { error },
        at: None,
    }
}
