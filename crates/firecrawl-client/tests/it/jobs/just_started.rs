//! A status route that does not know a job yet, right after its start.

use std::time::Duration;

use firecrawl_client::types::{
    ExtractRequest, MonitorCreateRequest, MonitorSchedule, MonitorTarget, ScrapeMonitorTarget,
};
use firecrawl_client::{BatchOutcome, CallOptions, Cancellable, Check, Error, Job, JobKind};
use firecrawl_local::Fault;

use super::setting::{UNKNOWN_ID, all, batch, crawl, next_result, patience, patient};
use crate::setup::Setup;

/// A server that does not find a job at the first requests of these operations.
async fn late(operations: &[&str]) -> Setup {
    let setup = Setup::new().await;
    for operation in operations {
        let fault = Fault::status(404).times(2);
        setup.server.fault(operation, fault).unwrap();
    }
    setup
}

/// A check of a monitor of one page.
async fn check(setup: &Setup) -> Job<Check> {
    let request = MonitorCreateRequest::new(
        "hours",
        MonitorSchedule::new().cron("0 6 * * *"),
        [MonitorTarget::Scrape(ScrapeMonitorTarget::new([
            setup.page("/visit")
        ]))],
    );
    let monitor = setup.client.monitors().create(request).await.unwrap();
    let id = monitor.id.as_str();
    patient(setup.client.monitors().run(id).await.unwrap())
}

#[tokio::test]
async fn the_end_of_every_kind_of_job_is_awaited() {
    async fn ended<K: JobKind>(job: Result<Job<K>, Error>) {
        let job = patient(job.unwrap());
        job.wait().await.unwrap_or_else(|error| panic!("{error}"));
    }
    let setup = late(&[
        "getCrawlStatus",
        "getBatchScrapeStatus",
        "getExtractStatus",
        "getAgentStatus",
        "getMonitorCheck",
    ])
    .await;
    let client = &setup.client;
    ended(client.crawl(setup.page("/visit")).await).await;
    ended(client.batch_scrape([setup.page("/visit")]).await).await;
    let request = ExtractRequest::new([setup.page("/visit")]).prompt("When is it open?");
    ended(client.extract(request).await).await;
    ended(client.agent("Find the tea room").await).await;
    ended(Ok(check(&setup).await)).await;
}

#[tokio::test]
async fn documents_are_awaited_and_so_is_a_single_status() {
    let setup = late(&["getBatchScrapeStatus"]).await;
    let job = batch(&setup, &["/visit", "/tea-room"]).await;
    let (documents, error) = all(&mut job.documents()).await;
    assert!(error.is_none(), "{error:?}");
    assert_eq!(documents.len(), 2);
    let setup = late(&["getCrawlStatus"]).await;
    let report = crawl(&setup, 2).await.collect().await.unwrap();
    assert_eq!(report.documents.len(), 2);
    let setup = late(&["getMonitorCheck"]).await;
    let (pages, error) = all(&mut check(&setup).await.documents()).await;
    assert!(error.is_none() && pages.len() == 1, "{error:?}");
    let setup = late(&["getCrawlStatus", "getCrawlErrors"]).await;
    crawl(&setup, 1).await.status().await.unwrap();
    crawl(&setup, 1).await.errors().await.unwrap();
}

#[tokio::test]
async fn every_batch_of_a_list_is_awaited() {
    let setup = late(&["getBatchScrapeStatus"]).await;
    let urls = [setup.page("/visit"), setup.page("/tea-room")];
    let results = setup.client.batch_scrape_all(urls).chunk(1);
    let mut results = results.poll_policy(patience());
    let mut count = 0;
    while let Some(result) = next_result(&mut results).await {
        assert!(
            matches!(result.outcome, BatchOutcome::Document(_)),
            "{result:?}"
        );
        count += 1;
    }
    assert_eq!(count, 2);
}

#[tokio::test]
async fn a_cancellation_waits_until_there_is_something_to_cancel() {
    async fn cancelled<K: Cancellable>(setup: &Setup, job: Job<K>, operation: &str) {
        drop(job.cancel_on_drop());
        for _ in 0..200 {
            if setup.server.coverage().calls(operation) == 3 {
                return;
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        panic!("{operation} was not repeated");
    }
    let setup = late(&["cancelBatchScrape", "cancelCrawl", "cancelAgent"]).await;
    let job = batch(&setup, &["/slow?ms=60000"]).await;
    cancelled(&setup, job, "cancelBatchScrape").await;
    cancelled(&setup, crawl(&setup, 3).await, "cancelCrawl").await;
    let agent = setup.client.agent("Find the horn").await.unwrap();
    cancelled(&setup, agent, "cancelAgent").await;
}

#[tokio::test]
async fn an_old_id_is_not_found_at_once() {
    let setup = Setup::new().await;
    let job = setup.client.crawl_job(UNKNOWN_ID).poll_policy(patience());
    assert!(job.status().await.unwrap_err().is_not_found());
    assert!(job.wait().await.unwrap_err().is_not_found());
    let (_, error) = all(&mut job.documents()).await;
    assert!(error.unwrap().is_not_found());
    assert!(job.cancel().await.unwrap_err().is_not_found());
    assert!(setup.clock.slept().is_empty());
}

#[tokio::test]
async fn a_job_that_never_appears_or_disappears_is_an_error_within_seconds() {
    let setup = Setup::new().await;
    let fault = || Fault::status(404).always();
    let job = batch(&setup, &["/visit"]).await;
    job.wait().await.unwrap();
    setup.server.fault("getBatchScrapeStatus", fault()).unwrap();
    let slept = setup.clock.slept().len();
    // It was found before, so that it is gone now.
    assert!(job.wait().await.unwrap_err().is_not_found());
    assert_eq!(setup.clock.slept().len(), slept);
    let job = batch(&setup, &["/visit"]).await;
    let before: Duration = setup.clock.slept().iter().sum();
    let error = job.wait().await.unwrap_err();
    assert!(error.is_not_found(), "{error}");
    let waited = setup.clock.slept().iter().sum::<Duration>() - before;
    let seconds = Duration::from_secs(5)..=Duration::from_secs(10);
    assert!(seconds.contains(&waited), "{waited:?}");
}

#[tokio::test]
async fn a_wait_for_a_job_that_is_not_known_yet_keeps_to_the_total_time() {
    let setup = Setup::new().await;
    let fault = Fault::status(404).always();
    setup.server.fault("getCrawlStatus", fault).unwrap();
    let client = setup
        .client
        .with_options(CallOptions::new().total_timeout(Duration::from_secs(2)));
    let job = client.crawl(setup.page("/visit")).await.unwrap();
    let error = job.status().await.unwrap_err();
    assert!(error.is_not_found(), "{error}");
    let slept: Duration = setup.clock.slept().iter().sum();
    assert!(slept < Duration::from_secs(2), "{slept:?}");
}
