//! Starts whose caller goes away.

use std::future::Future;
use std::pin::pin;
use std::sync::Arc;
use std::task::{Context, Waker};

use firecrawl_client::{Client, Error, StartedJob};
use firecrawl_local::{Request, Response};
use futures_util::future::{Either, FutureExt, select};
use serde_json::json;
use tokio::sync::Notify;
use tokio::sync::mpsc::{UnboundedReceiver, unbounded_channel};

use super::setting::UNKNOWN_ID;
use crate::setup::{ID, Setup};

/// Returns a client whose started jobs are sent there.
fn noting(client: &Client) -> (Client, UnboundedReceiver<StartedJob>) {
    let (sender, started) = unbounded_channel();
    let client = client.on_started(move |job| sender.send(job).unwrap());
    (client, started)
}

/// Starts a job, whatever its handle.
async fn start(client: Client, kind: &str) -> Result<(), Error> {
    match kind {
        "crawl" => client.crawl("https://a.example").await.map(drop),
        "batch scrape" => client.batch_scrape(["https://a.example"]).await.map(drop),
        "agent run" => client.agent("Find it").await.map(drop),
        "monitor check" => client.monitors().run(ID).await.map(drop),
        _ => {
            let request = firecrawl_client::types::ExtractRequest::new(["https://a.example"]);
            client.extract(request.prompt("what")).await.map(drop)
        }
    }
}

const KINDS: [(&str, &str); 5] = [
    ("crawl", "crawlUrls"),
    ("batch scrape", "scrapeAndExtractFromUrls"),
    ("agent run", "startAgent"),
    ("extraction", "extractData"),
    ("monitor check", "runMonitor"),
];

/// A server that starts anything, and a signal that it was asked to.
async fn starting() -> (Setup, Arc<Notify>) {
    let setup = Setup::new().await;
    let asked = Arc::new(Notify::new());
    for (_, operation) in KINDS {
        let asked = Arc::clone(&asked);
        let script = move |_: &Request| {
            asked.notify_one();
            Response::ok(json!({"success": true, "id": UNKNOWN_ID, "data": {"id": UNKNOWN_ID}}))
        };
        setup.server.on(operation, script).unwrap();
    }
    (setup, asked)
}

#[tokio::test]
async fn the_id_of_a_start_arrives_although_its_caller_is_gone() {
    let (setup, asked) = starting().await;
    for (kind, _) in KINDS {
        let (client, mut started) = noting(&setup.client);
        let call = Box::pin(start(client, kind));
        match select(pin!(asked.notified()), call).await {
            Either::Left(((), call)) => drop(call),
            Either::Right((result, _)) => panic!("{kind} came first: {result:?}"),
        }
        let job = started.recv().await.unwrap();
        assert_eq!(job.kind, kind);
        assert!(job.id.starts_with(UNKNOWN_ID), "{job:?}");
    }
}

#[tokio::test]
async fn every_started_job_is_seen_once() {
    let (setup, _) = starting().await;
    let (client, mut started) = noting(&setup.client);
    for (kind, _) in KINDS {
        start(client.clone(), kind).await.unwrap();
        let job = started.try_recv().unwrap();
        assert_eq!(job.kind, kind);
        assert!(started.try_recv().is_err());
    }
}

#[tokio::test]
async fn nothing_is_sent_for_a_caller_that_left_before() {
    let (setup, _) = starting().await;
    let (client, mut started) = noting(&setup.client);
    for (kind, operation) in KINDS {
        let mut call = Box::pin(start(client.clone(), kind));
        let polled = call.as_mut().poll(&mut Context::from_waker(Waker::noop()));
        assert!(polled.is_pending(), "{kind}");
        drop(call);
        // Others get their turn.
        setup.client.team().credit_usage().await.unwrap();
        assert_eq!(setup.server.coverage().calls(operation), 0, "{kind}");
    }
    drop(client);
    assert!(started.recv().await.is_none());
}

#[tokio::test]
async fn no_other_attempt_follows_when_the_caller_is_gone() {
    let (setup, _) = starting().await;
    let asked = Arc::new(Notify::new());
    let signal = Arc::clone(&asked);
    let script = move |_: &Request| {
        signal.notify_one();
        Response::error(503, "busy")
    };
    setup.server.on("crawlUrls", script).unwrap();
    let (client, mut started) = noting(&setup.client);
    let call = Box::pin(start(client, "crawl"));
    match select(pin!(asked.notified()), call).await {
        Either::Left(((), call)) => drop(call),
        Either::Right((result, _)) => panic!("{result:?}"),
    }
    assert!(started.recv().await.is_none(), "the task ended");
    assert_eq!(setup.server.coverage().calls("crawlUrls"), 1);
}

#[tokio::test]
async fn a_hook_that_panics_is_a_panic_of_the_call() {
    let (setup, _) = starting().await;
    let client = setup.client.on_started(|_| panic!("no"));
    let call = std::panic::AssertUnwindSafe(start(client, "crawl"));
    assert!(call.catch_unwind().await.is_err());
}
