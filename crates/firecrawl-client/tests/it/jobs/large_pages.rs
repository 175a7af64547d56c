//! Pages that come in many pieces, into memory that is used again, and wait until they are wanted.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use firecrawl_client::{CallOptions, ErrorKind, PollPolicy};
use firecrawl_local::{Fault, Response};
use serde_json::{Value, json};

use super::scripts::{Pages, document};
use super::setting::{UNKNOWN_ID, all};
use crate::setup::Setup;

/// Documents whose texts have these lengths, each of letters of its own.
fn documents(lengths: &[usize]) -> Vec<Value> {
    let long = |(number, length): (usize, &usize)| {
        let mut document = document(number);
        let letter = char::from(b'a' + u8::try_from(number).unwrap());
        document["markdown"] = json!(letter.to_string().repeat(*length));
        document
    };
    lengths.iter().enumerate().map(long).collect()
}

#[tokio::test]
async fn a_page_holds_nothing_of_the_one_before() {
    // The memory is too small, too large, and as large as it was.
    let lengths = [300_000, 900_000, 200_000, 200_000, 5, 700_000];
    let written = documents(&lengths);
    for keep_body in [false, true] {
        let setup = Setup::new().await;
        Pages::of(written.clone(), 1).serve(&setup, "getCrawlStatus");
        let options = CallOptions::new().keep_body(keep_body);
        let client = setup.client.with_options(options);
        let (read, error) = all(&mut client.crawl_job(UNKNOWN_ID).documents()).await;
        assert!(error.is_none(), "{error:?}");
        assert_eq!(read.len(), lengths.len());
        for (read, written) in read.iter().zip(&written) {
            assert_eq!(read.markdown.as_deref(), written["markdown"].as_str());
        }
    }
}

#[tokio::test]
async fn large_and_small_pages_are_given_in_turn() {
    // Large ones wait until they are wanted, and small ones do not.
    let lengths = [3, 1_200_000, 1_300_000, 4, 5, 1_100_000, 6];
    let written = documents(&lengths);
    let setup = Setup::new().await;
    Pages::of(written, 1).serve(&setup, "getCrawlStatus");
    let mut documents = setup.client.crawl_job(UNKNOWN_ID).documents();
    for length in lengths {
        // However long the consumer waits.
        for _ in 0..100 {
            tokio::task::yield_now().await;
        }
        let document = documents.next().await.unwrap().unwrap();
        assert_eq!(document.markdown.unwrap().len(), length);
    }
    assert!(documents.next().await.is_none());
    assert!(setup.clock.slept().is_empty());
}

#[tokio::test]
async fn what_came_while_a_large_page_lay_here_is_asked_for_at_once() {
    let setup = Setup::new().await;
    let texts = documents(&[1_200_000, 1_200_000]);
    let asked = AtomicUsize::new(0);
    let script = move |_: &firecrawl_local::Request| {
        // The first page grows, but not before it was asked for twice.
        let count = 1 + asked.fetch_add(1, Ordering::Relaxed) / 2;
        let status = ["scraping", "completed"][count.min(2) - 1];
        Response::ok(json!({"status": status, "data": texts[..count.min(2)]}))
    };
    setup.server.on("getCrawlStatus", script).unwrap();
    let mut documents = setup.client.crawl_job(UNKNOWN_ID).documents();
    documents.next().await.unwrap().unwrap();
    let calls = || setup.server.coverage().calls("getCrawlStatus");
    while calls() < 2 {
        tokio::task::yield_now().await;
    }
    // The response without anything new has arrived, or is on its way.
    tokio::time::sleep(Duration::from_millis(50)).await;
    documents.next().await.unwrap().unwrap();
    assert!(documents.next().await.is_none());
    assert!(setup.clock.slept().is_empty(), "{:?}", setup.clock.slept());
}

#[tokio::test]
async fn a_stream_keeps_its_deadline() {
    let setup = Setup::new().await;
    let fault = Fault::status(503).always();
    setup.server.fault("getCrawlStatus", fault).unwrap();
    let minute = PollPolicy::default().deadline(Duration::from_secs(60));
    let job = setup.client.crawl_job(UNKNOWN_ID).poll_policy(minute);
    let (documents, error) = all(&mut job.documents()).await;
    let error = error.unwrap();
    assert_eq!((documents.len(), error.kind()), (0, ErrorKind::JobDeadline));
    let slept: Duration = setup.clock.slept().iter().sum();
    assert!(slept <= Duration::from_secs(60), "{slept:?}");
}
