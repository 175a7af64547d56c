//! Small crawls and batches, and patience for servers in no hurry.

use std::time::Duration;

use firecrawl_client::types::{CrawlRequest, Document};
use firecrawl_client::{
    Batch, BatchOutcome, BatchResult, BatchScrapeAll, Crawl, Documents, Error, Job, JobKind, Paged,
    PollPolicy,
};

use crate::setup::Setup;

/// An id that no job has.
pub const UNKNOWN_ID: &str = "0199c5a2-0000-7000-8000-00000000000a";

/// More than a test can use up by asking, with a clock that does not wait.
pub fn patience() -> PollPolicy {
    PollPolicy::default().deadline(Duration::from_secs(1_000_000))
}

/// A handle with such patience.
pub fn patient<K: JobKind>(job: Job<K>) -> Job<K> {
    job.poll_policy(patience())
}

/// A crawl of some pages of the demo site.
pub async fn crawl(setup: &Setup, limit: i64) -> Job<Crawl> {
    let request = CrawlRequest::new(setup.page("/")).limit(limit);
    patient(setup.client.crawl(request).await.unwrap())
}

/// A batch of the pages at these paths.
pub async fn batch(setup: &Setup, paths: &[&str]) -> Job<Batch> {
    let urls = paths.iter().map(|path| setup.page(path));
    patient(
        setup
            .client
            .batch_scrape(urls.collect::<Vec<_>>())
            .await
            .unwrap(),
    )
}

/// Reads a stream to its end or its first error.
pub async fn all<K: Paged>(documents: &mut Documents<K>) -> (Vec<K::Item>, Option<Error>) {
    let mut items = Vec::new();
    while let Some(item) = documents.next().await {
        match item {
            Ok(item) => items.push(item),
            Err(error) => return (items, Some(error)),
        }
    }
    (items, None)
}

/// Returns the next result of a list of URLs, without the events of its batches.
pub async fn next_result(results: &mut BatchScrapeAll) -> Option<BatchResult> {
    loop {
        let result = results.next().await?;
        if !matches!(
            result.outcome,
            BatchOutcome::Started { .. } | BatchOutcome::Finished
        ) {
            return Some(result);
        }
    }
}

/// The URLs that were asked for.
pub fn sources(documents: &[Document]) -> Vec<String> {
    documents
        .iter()
        .map(|document| {
            let metadata = document.metadata.as_ref().unwrap();
            metadata.source_url.clone().unwrap()
        })
        .collect()
}
