//! A limit of the requests in flight, which all clones of a client share.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use firecrawl_client::{CallOptions, Client, Error, ErrorKind};
use firecrawl_local::Fault;
use futures_util::StreamExt;
use futures_util::future::join_all;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

use super::operations::OPERATIONS;
use crate::setup::{Hurry, Setup};
use crate::wire::{Act, Wire, json};

const GOOD: &str = r#"{"success":true,"id":"7","data":{}}"#;

/// The requests that a server works on, now and at most.
#[derive(Default)]
struct Busy {
    now: AtomicUsize,
    most: AtomicUsize,
}

/// Responds after all other connections had their turn.
async fn serve(mut socket: TcpStream, busy: Arc<Busy>) {
    let mut request = [0; 4096];
    while socket.read(&mut request).await.is_ok_and(|read| read > 0) {
        let now = busy.now.fetch_add(1, Ordering::SeqCst) + 1;
        busy.most.fetch_max(now, Ordering::SeqCst);
        tokio::time::sleep(Duration::from_millis(2)).await;
        busy.now.fetch_sub(1, Ordering::SeqCst);
        if socket.write_all(&json(GOOD)).await.is_err() {
            return;
        }
    }
}

async fn server() -> (String, Arc<Busy>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let busy = Arc::new(Busy::default());
    let shared = Arc::clone(&busy);
    tokio::spawn(async move {
        while let Ok((socket, _)) = listener.accept().await {
            tokio::spawn(serve(socket, Arc::clone(&shared)));
        }
    });
    (url, busy)
}

#[tokio::test]
async fn no_more_are_in_flight_than_allowed() {
    for most in [1, 3] {
        let (url, busy) = server().await;
        let client = Client::builder().base_url(url).max_in_flight(most).build();
        let client = client.unwrap();
        let calls = (0..40).map(|index| {
            let operation = &OPERATIONS[index % OPERATIONS.len()];
            (operation.call)(client.clone().with_options(CallOptions::new()))
        });
        for result in join_all(calls).await {
            result.unwrap();
        }
        assert_eq!(busy.most.load(Ordering::SeqCst), most);
    }
}

#[tokio::test]
async fn the_wait_counts_into_the_total_time_and_is_reported() {
    let wire = Wire::start(|_| Act::Endless(Vec::new(), Vec::new(), Duration::from_secs(60))).await;
    let clock = Hurry::default();
    let builder = Client::builder().base_url(wire.url()).clock(clock.clone());
    let client = builder.max_in_flight(1).build().unwrap();
    let first = tokio::spawn((OPERATIONS[0].call)(client.clone()));
    while wire.seen().is_empty() {
        tokio::task::yield_now().await;
    }
    let total = Duration::from_millis(90);
    let hurried = client.with_options(CallOptions::new().total_timeout(total));
    let error: Error = (OPERATIONS[3].call)(hurried).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Timeout);
    assert_eq!(error.attempts(), 0);
    assert!(error.in_flight_wait() > total / 2, "{error:?}");
    let words = "s of waiting for a place in flight";
    assert!(error.to_string().contains(words), "{error}");
    assert_eq!(wire.seen().len(), 1);
    // A call that ends makes room, also if it is dropped.
    first.abort();
    assert!(first.await.unwrap_err().is_cancelled());
    let limited = CallOptions::new().first_byte_timeout(Duration::from_millis(50));
    let second = (OPERATIONS[3].call)(client.with_options(limited)).await;
    assert_eq!(second.unwrap_err().attempts(), 1);
}

#[tokio::test]
async fn one_at_a_time_suffices_for_jobs_streams_and_retries() {
    let setup = Setup::with(|server| server, |client| client.max_in_flight(1)).await;
    setup
        .server
        .fault("getCrawlStatus", Fault::status(502))
        .unwrap();
    let job = setup.client.crawl(setup.page("/")).await.unwrap();
    // The clock is faster than the server crawls.
    let job = job.deadline(Duration::from_secs(1_000_000_000));
    let mut documents = std::pin::pin!(job.documents());
    let mut count = 0;
    while let Some(document) = documents.next().await {
        document.unwrap();
        count += 1;
        // A call while the stream fetches ahead.
        setup.client.team().credit_usage().await.unwrap();
    }
    assert!(count > 1);
}

#[test]
fn none_at_all_is_a_configuration_error() {
    let error = Client::builder().max_in_flight(0).build().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Config);
    assert!(error.message().contains("max_in_flight"), "{error}");
    assert!(Client::builder().max_in_flight(usize::MAX).build().is_ok());
}
