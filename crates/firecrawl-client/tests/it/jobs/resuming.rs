//! Going on from a place that was written down.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use firecrawl_client::{Continuation, ErrorKind, Paged, PollPolicy};
use firecrawl_local::{Fault, Request, Response};

use super::scripts::Pages;
use super::setting::{UNKNOWN_ID, all, batch, patient, sources};
use crate::setup::Setup;

const PATHS: [&str; 5] = ["/", "/visit", "/tea-room", "/history", "/press"];

/// Writes a place down and reads it in again.
fn written<K: Paged>(continuation: &Continuation<K>) -> Continuation<K> {
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
        let continuation: Continuation<firecrawl_client::Batch> =
            serde_json::from_str(&text).unwrap();
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
    assert_eq!(job.collect().await.unwrap().documents.len(), PATHS.len());
}

/// Returns the response of a server for the page at `skip`, with a number of documents per page.
type Answers = fn(skip: usize, page: usize) -> usize;

#[tokio::test]
async fn a_server_that_comes_back_without_skip_repeats_nothing() {
    let first: Answers = |_, _| 0;
    let previous: Answers = |skip, page| skip.saturating_sub(page);
    for (page, broken) in [
        (1, first),
        (2, first),
        (3, first),
        (1, previous),
        (2, previous),
    ] {
        let setup = Setup::new().await;
        let pages = Pages::new(5, page);
        let is_broken = Arc::new(AtomicBool::new(false));
        let breaks = Arc::clone(&is_broken);
        let script = move |call: &Request| {
            let skip = usize::try_from(call.query_i64("skip").unwrap_or(0)).unwrap();
            let mut body = pages.page(skip);
            if breaks.load(Ordering::Relaxed) {
                body["data"] = pages.page(broken(skip, page))["data"].take();
            }
            Response::ok(body)
        };
        setup.server.on("getCrawlStatus", script).unwrap();
        let job = patient(setup.client.crawl_job(UNKNOWN_ID));
        let whole = sources(&all(&mut job.documents()).await.0);
        for place in 0..=5 {
            is_broken.store(false, Ordering::Relaxed);
            let mut stream = job.documents();
            let mut documents = Vec::new();
            for _ in 0..place {
                documents.push(stream.next().await.unwrap().unwrap());
            }
            let place_then = written(&stream.continuation());
            drop(stream);
            is_broken.store(true, Ordering::Relaxed);
            let (rest, error) = all(&mut setup.client.resume(place_then)).await;
            documents.extend(rest);
            let found = sources(&documents);
            let shown = format!("after {place} of pages of {page}: {found:?}, {error:?}");
            assert!(whole.starts_with(&found), "repeated {shown}");
            assert!(found == whole || error.is_some(), "lost {shown}");
        }
    }
}

#[tokio::test]
async fn a_stream_that_goes_on_can_be_given_a_deadline() {
    let setup = Setup::new().await;
    Pages::new(2, 2)
        .state("scraping")
        .serve(&setup, "getCrawlStatus");
    let mut stream = patient(setup.client.crawl_job(UNKNOWN_ID)).documents();
    stream.next().await.unwrap().unwrap();
    let minute = PollPolicy::default().deadline(Duration::from_secs(60));
    let mut rest = setup.client.resume(written(&stream.continuation()));
    rest = rest.poll_policy(minute);
    let (documents, error) = all(&mut rest).await;
    let error = error.unwrap();
    assert_eq!((documents.len(), error.kind()), (1, ErrorKind::JobDeadline));
    assert!(error.message().contains("within 60s"), "{error}");
}
