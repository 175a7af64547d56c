//! Going on from a place that was written down.

use firecrawl_client::{Batch, Continuation, ErrorKind};
use firecrawl_local::Fault;

use super::setting::{all, batch, patient, sources};
use crate::setup::Setup;

const PATHS: [&str; 5] = ["/", "/visit", "/tea-room", "/history", "/press"];

/// Writes a place down and reads it in again.
fn written(continuation: &Continuation<Batch>) -> Continuation<Batch> {
    let text = serde_json::to_string(continuation).unwrap();
    serde_json::from_str(&text).unwrap()
}

#[tokio::test]
async fn from_every_place_nothing_is_lost_or_repeated() {
    for page_documents in [1, 2, 3, 100] {
        let setup = Setup::with(
            |server| server.page_documents(page_documents),
            |client| client,
        );
        let setup = setup.await;
        let job = batch(&setup, &PATHS).await;
        let (whole, _) = all(&mut job.documents()).await;
        for place in 0..=PATHS.len() {
            let mut stream = job.documents();
            let mut documents = Vec::new();
            for _ in 0..place {
                documents.push(stream.next().await.unwrap().unwrap());
            }
            let continuation = written(&stream.continuation());
            assert_eq!(continuation.delivered(), place as u64);
            drop(stream);
            let mut rest = setup.client.resume(continuation);
            let (rest, error) = all(&mut rest).await;
            assert!(error.is_none(), "{error:?}");
            documents.extend(rest);
            assert_eq!(
                sources(&documents),
                sources(&whole),
                "after {place} of pages of {page_documents}"
            );
        }
    }
}

#[tokio::test]
async fn after_an_error_the_rest_is_still_there() {
    let setup = Setup::with(|server| server.page_documents(2), |client| client).await;
    let job = batch(&setup, &PATHS).await;
    job.wait().await.unwrap();
    let (whole, _) = all(&mut job.documents()).await;
    setup
        .server
        .fault("getBatchScrapeStatus", Fault::repeated_page().always())
        .unwrap();
    let mut stream = job.documents();
    let (mut documents, error) = all(&mut stream).await;
    assert!(error.is_some());
    setup.server.clear_faults("getBatchScrapeStatus").unwrap();
    let mut rest = setup.client.resume(written(&stream.continuation()));
    documents.extend(all(&mut rest).await.0);
    assert_eq!(sources(&documents), sources(&whole));
}

#[tokio::test]
async fn a_place_that_was_tampered_with_leads_nowhere() {
    let setup = Setup::new().await;
    for cursor in [
        "/team/credit-usage",
        "/crawl/x?skip=2",
        "//evil.example/",
        "",
    ] {
        let text = format!(r#"{{"id":"x","cursor":"{cursor}","offset":0,"delivered":0}}"#);
        let continuation: Continuation<Batch> = serde_json::from_str(&text).unwrap();
        let mut stream = setup.client.resume(continuation);
        let error = stream.next().await.unwrap().unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Paging, "{cursor}");
    }
    assert_eq!(setup.server.coverage().operations().count(), 0);
}

#[tokio::test]
async fn a_handle_is_made_again_from_its_id() {
    let setup = Setup::new().await;
    let id = batch(&setup, &PATHS).await.id().to_string();
    let job = patient(setup.client.batch_job(id));
    assert!(job.started().is_none());
    assert_eq!(job.report().await.unwrap().documents.len(), PATHS.len());
}
