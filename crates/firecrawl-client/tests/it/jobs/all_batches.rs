//! Lists of URLs that are longer than a batch.

use std::collections::BTreeMap;

use firecrawl_client::{BatchOutcome, BatchResult};
use firecrawl_local::Fault;

use super::setting::patience;
use crate::setup::Setup;

fn urls(setup: &Setup, count: usize) -> Vec<String> {
    (0..count)
        .map(|number| setup.page(&format!("/visit?number={number}")))
        .collect()
}

async fn all(mut results: firecrawl_client::AllBatches) -> Vec<BatchResult> {
    let mut all = Vec::new();
    while let Some(result) = results.next().await {
        all.push(result);
    }
    all
}

fn source(result: &BatchResult) -> Option<String> {
    match &result.outcome {
        BatchOutcome::Document(document) => document.metadata.as_ref()?.source_url.clone(),
        _ => None,
    }
}

#[tokio::test]
async fn a_long_list_comes_back_whole() {
    let setup = Setup::new().await;
    let urls = urls(&setup, 23);
    let results = setup
        .client
        .batch_scrape_all(urls.clone())
        .chunk(5)
        .at_once(2)
        .patience(patience());
    let results = all(results).await;
    let mut found: Vec<String> = results.iter().filter_map(source).collect();
    let mut expected = urls;
    found.sort();
    expected.sort();
    assert_eq!(found, expected);
    assert_eq!(setup.server.coverage().calls("scrapeAndExtractFromUrls"), 5);
}

#[tokio::test]
async fn a_stream_of_urls_will_do() {
    let setup = Setup::new().await;
    let urls = futures_util::stream::iter(urls(&setup, 3));
    let results = setup.client.batch_scrape_stream(urls).patience(patience());
    assert_eq!(all(results).await.len(), 3);
}

#[tokio::test]
async fn what_goes_wrong_with_one_batch_touches_no_other() {
    let setup = Setup::new().await;
    setup
        .server
        .fault("scrapeAndExtractFromUrls", Fault::status(500))
        .unwrap();
    let urls = urls(&setup, 9);
    let results = setup
        .client
        .batch_scrape_all(urls.clone())
        .chunk(3)
        .at_once(1)
        .patience(patience());
    let results = all(results).await;
    let mut of_batch: BTreeMap<usize, usize> = BTreeMap::new();
    for result in &results {
        match &result.outcome {
            BatchOutcome::Document(_) => *of_batch.entry(result.batch).or_default() += 1,
            BatchOutcome::NotStarted { urls: lost, error } => {
                assert_eq!((result.batch, lost.as_slice()), (0, &urls[..3]));
                assert!(error.is_ambiguous_start());
            }
            other => panic!("{other:?}"),
        }
    }
    assert_eq!(of_batch, BTreeMap::from([(1, 3), (2, 3)]));
    assert_eq!(results.len(), 7);
}

#[tokio::test]
async fn nothing_is_started_before_it_is_asked_for() {
    let setup = Setup::new().await;
    drop(setup.client.batch_scrape_all(urls(&setup, 3)));
    assert!(
        setup
            .client
            .batch_scrape_all([""; 0])
            .next()
            .await
            .is_none()
    );
    assert_eq!(setup.server.coverage().operations().count(), 0);
}

#[tokio::test]
async fn failures_and_blocked_urls_are_results() {
    let setup = Setup::with(|server| server.batch_robots(true), |client| client).await;
    let urls = vec![
        "http://127.0.0.1:1/".to_owned(),
        setup.page("/private/staff-rota"),
        setup.page("/visit"),
    ];
    let results = setup.client.batch_scrape_all(urls).patience(patience());
    let mut words: Vec<&str> = Vec::new();
    for result in &all(results).await {
        words.push(match &result.outcome {
            BatchOutcome::Document(_) => "document",
            BatchOutcome::Failed(_) => "failed",
            BatchOutcome::RobotsBlocked(_) => "blocked",
            other => panic!("{other:?}"),
        });
    }
    words.sort_unstable();
    assert_eq!(words, ["blocked", "document", "failed"]);
}
