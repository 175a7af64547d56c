//! Cancelling, and dropping handles.

use firecrawl_client::ErrorKind;

use super::setting::{batch, patient};
use crate::setup::{KEY, Setup};

async fn slow(setup: &Setup) -> firecrawl_client::Job<firecrawl_client::Batch> {
    batch(setup, &["/slow?ms=60000"]).await
}

#[tokio::test]
async fn a_cancelled_job_says_so() {
    let setup = Setup::new().await;
    let job = slow(&setup).await;
    job.cancel().await.unwrap();
    let error = job.wait().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::JobCancelled);
    assert_eq!(error.job_id(), Some(job.id().as_str()));
}

#[tokio::test]
async fn dropping_a_handle_leaves_the_job_alone() {
    let setup = Setup::new().await;
    let job = slow(&setup).await;
    let id = job.id().clone();
    drop(job);
    let job = slow(&setup).await.cancel_on_drop().keep();
    drop(job);
    tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    assert_eq!(setup.server.coverage().calls("cancelBatchScrape"), 0);
    let status = patient(setup.client.batch_job(id)).status().await.unwrap();
    assert_eq!(status.status.as_str(), "scraping");
}

#[tokio::test]
async fn cancel_on_drop_cancels() {
    let setup = Setup::new().await;
    let job = slow(&setup).await.cancel_on_drop();
    let id = job.id().clone();
    drop(job);
    let error = patient(setup.client.batch_job(id))
        .wait()
        .await
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::JobCancelled);
}

#[tokio::test]
async fn a_job_that_ended_is_not_cancelled_on_drop() {
    let setup = Setup::new().await;
    let job = batch(&setup, &["/visit"]).await.cancel_on_drop();
    job.wait().await.unwrap();
    drop(job);
    tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    assert_eq!(setup.server.coverage().calls("cancelBatchScrape"), 0);
}

#[tokio::test]
async fn a_job_that_ended_keeps_its_results_when_it_is_cancelled() {
    // A server without keys acts like an older one, which cancels it.
    let setup = Setup::with(|server| server.keys([KEY]), |client| client.key(KEY)).await;
    let job = batch(&setup, &["/visit"]).await;
    job.wait().await.unwrap();
    assert!(job.cancel().await.unwrap_err().is_conflict());
    assert_eq!(job.wait().await.unwrap().status.as_str(), "completed");
    assert_eq!(job.collect().await.unwrap().documents.len(), 1);
}
