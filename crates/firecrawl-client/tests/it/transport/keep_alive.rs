//! Connections that the server closes between two requests.

use std::time::Duration;

use firecrawl_local::{Fault, Response};

use super::operations::{OPERATIONS, Operation, operation};
use crate::setup::{Hurry, Setup};
use crate::wire::{Act, Wire, answer, head, json};
use firecrawl_api::RetryClass;
use firecrawl_client::CallOptions;
use firecrawl_client::Client;
use firecrawl_client::{Clock, Error, ErrorKind, RetryPolicy};

const GOOD: &str = r#"{"success":true,"id":"7","data":{}}"#;

fn client(wire: &Wire) -> Client {
    client_of(wire.url())
}

fn client_of(url: &str) -> Client {
    let builder = Client::builder().base_url(url);
    builder.clock(Hurry::default()).build().unwrap()
}

/// The ways to write the address of a server.
const HOSTS: [&str; 2] = ["127.0.0.1", "localhost"];

/// The nastiest moment: the server reads a request on a connection that it has used before, and closes.
///
/// It cannot be seen from outside whether it took the request.
async fn closes_used_connections() -> Wire {
    Wire::start(|before| match before {
        1 => Act::Close(Vec::new()),
        _ => Act::Answer(json(GOOD)),
    })
    .await
}

#[tokio::test]
async fn a_connection_that_closes_is_no_error_for_any_class() {
    let setup = Setup::new().await;
    for operation in OPERATIONS {
        let answer = operation.answer;
        let script =
            move |_: &firecrawl_local::Request| Response::ok(serde_json::from_str(answer).unwrap());
        setup.server.on(operation.id, script).unwrap();
        let fault = Fault::close_after().always();
        setup.server.fault(operation.id, fault).unwrap();
    }
    for operation in OPERATIONS {
        for round in 1..=20_u64 {
            // Leaves a connection behind that is just being closed.
            (OPERATIONS[0].call)(setup.client.clone()).await.unwrap();
            let attempts = (operation.call)(setup.client.clone()).await.unwrap();
            if operation.class.starts_work() {
                assert_eq!(attempts, 1, "{}", operation.id);
            }
            if operation.class != RetryClass::Idempotent {
                assert_eq!(setup.server.coverage().calls(operation.id), round);
            }
        }
    }
}

#[tokio::test]
async fn what_must_not_be_lost_goes_over_a_connection_of_its_own() {
    let wire = Wire::start(|_| Act::Answer(json(GOOD))).await;
    let client = client(&wire);
    for operation in OPERATIONS {
        // Leaves a good connection behind.
        (OPERATIONS[0].call)(client.clone()).await.unwrap();
        let before = wire.connections();
        (operation.call)(client.clone()).await.unwrap();
        let expected = match operation.class {
            RetryClass::Idempotent | RetryClass::Costly => 0,
            _ => 1,
        };
        assert_eq!(wire.connections() - before, expected, "{}", operation.id);
    }
}

#[tokio::test]
async fn a_read_that_met_a_closing_connection_is_read_again_over_a_fresh_one() {
    let wire = closes_used_connections().await;
    let client = client(&wire);
    assert_eq!((OPERATIONS[0].call)(client.clone()).await.unwrap(), 1);
    assert_eq!((OPERATIONS[0].call)(client.clone()).await.unwrap(), 2);
    assert_eq!(wire.connections(), 2);
}

#[tokio::test]
async fn without_retries_connections_are_kept_and_nothing_is_sent_twice() {
    let off = CallOptions::new().retry(RetryPolicy::off());
    let wire = Wire::start(|_| Act::Answer(json(GOOD))).await;
    let kept = client(&wire).with_options(off.clone());
    for id in ["getCreditUsage", "scrapeAndExtractFromUrl", "mapUrls"] {
        (operation(id).call)(kept.clone()).await.unwrap();
    }
    assert_eq!(wire.connections(), 1);

    let wire = closes_used_connections().await;
    let kept = client(&wire).with_options(off);
    (OPERATIONS[0].call)(kept.clone()).await.unwrap();
    let scrape = operation("scrapeAndExtractFromUrl");
    let error = (scrape.call)(kept).await.unwrap_err();
    assert_eq!((error.attempts(), wire.seen().len()), (1, 2));
}

/// A server that reads a second request on its first connection, and then does something.
async fn meets_a_used_connection(act: impl Fn() -> Act + Send + Sync + 'static) -> (Wire, Error) {
    let wire = Wire::start(move |before| match before {
        1 => act(),
        _ => Act::Answer(json(GOOD)),
    })
    .await;
    let limit = Duration::from_millis(200);
    let builder = Client::builder()
        .base_url(wire.url())
        .clock(Hurry::default());
    let client = builder
        .first_byte_timeout(limit)
        .stall_timeout(limit)
        .build()
        .unwrap();
    let scrape = operation("scrapeAndExtractFromUrl");
    (scrape.call)(client.clone()).await.unwrap();
    let error = (scrape.call)(client).await.unwrap_err();
    (wire, error)
}

#[tokio::test]
async fn a_costly_call_of_which_something_came_back_is_sent_once() {
    let late = Duration::from_secs(60);
    let begun = head(200, &["content-length: 40"]);
    let (cut, stalled) = (begun.clone(), begun);
    let acts: [(Box<dyn Fn() -> Act + Send + Sync>, ErrorKind); 4] = [
        // No response in time.
        (
            Box::new(move || Act::Endless(Vec::new(), Vec::new(), late)),
            ErrorKind::Timeout,
        ),
        (
            Box::new(move || Act::Close(cut.clone())),
            ErrorKind::Connection,
        ),
        (
            Box::new(move || Act::Endless(stalled.clone(), Vec::new(), late)),
            ErrorKind::Timeout,
        ),
        (
            Box::new(|| Act::Close(b"SSH-2.0-x\r\n".to_vec())),
            ErrorKind::Connection,
        ),
    ];
    for (act, kind) in acts {
        let (wire, error) = meets_a_used_connection(act).await;
        assert_eq!(error.kind(), kind, "{error}");
        assert_eq!((error.attempts(), wire.seen().len()), (1, 2), "{error}");
        assert_eq!(wire.connections(), 1, "{error}");
    }
}

#[tokio::test]
async fn plain_http_to_a_port_that_speaks_tls_is_reported() {
    // A handshake failure.
    let wire = Wire::start(|_| Act::Close(b"\x15\x03\x01\x00\x02\x02\x28".to_vec())).await;
    let error = (OPERATIONS[0].call)(client(&wire)).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Connection);
    assert!(error.message().contains("not valid HTTP"), "{error}");
    assert!(error.message().contains("`https`"), "{error}");
    assert!(!error.is_retryable());
    assert_eq!(wire.seen().len(), 1);
}

/// A client that has a used connection may open another one.
#[tokio::test]
async fn a_costly_call_over_a_new_connection_beside_a_used_one_is_sent_once() {
    for host in HOSTS {
        over_a_new_connection_beside_a_used_one(host).await;
    }
}

async fn over_a_new_connection_beside_a_used_one(host: &str) {
    let wire = Wire::start(|before| match before {
        // The kept connection is busy.
        1 => Act::Endless(Vec::new(), Vec::new(), Duration::from_secs(60)),
        2 => Act::Close(Vec::new()),
        _ => Act::Answer(json(GOOD)),
    })
    .await;
    let client = client_of(&wire.url().replace(HOSTS[0], host));
    let scrape = operation("scrapeAndExtractFromUrl");
    (scrape.call)(client.clone()).await.unwrap();
    let busy = tokio::spawn((scrape.call)(client.clone()));
    while wire.seen().len() < 2 {
        tokio::task::yield_now().await;
    }
    let error = (scrape.call)(client).await.unwrap_err();
    assert_eq!((error.attempts(), wire.seen().len()), (1, 3));
    busy.abort();
}

#[tokio::test]
async fn a_costly_call_that_met_a_stale_connection_is_sent_once_more() {
    for host in HOSTS {
        let wire = closes_used_connections().await;
        let client = client_of(&wire.url().replace(HOSTS[0], host));
        let costly = |one: &&Operation| one.class == RetryClass::Costly;
        for operation in OPERATIONS.iter().filter(costly) {
            (operation.call)(client.clone()).await.unwrap();
        }
        // The second went over the connection of the first, and was lost; four with one for each.
        assert_eq!(wire.seen().len(), 4);
        assert_eq!(wire.connections(), 3);
    }
}

#[tokio::test]
async fn a_costly_call_that_was_worked_on_is_not_sent_once_more() {
    let clock = Hurry::default();
    let ahead = clock.clone();
    let wire = Wire::start(move |before| match before {
        1 => {
            // It takes the request, and breaks down half a minute later.
            drop(ahead.sleep(Duration::from_secs(30)));
            Act::Close(Vec::new())
        }
        _ => Act::Answer(json(GOOD)),
    })
    .await;
    let client = Client::builder().base_url(wire.url()).clock(clock);
    let client = client.build().unwrap();
    let scrape = operation("scrapeAndExtractFromUrl");
    (scrape.call)(client.clone()).await.unwrap();
    let error = (scrape.call)(client).await.unwrap_err();
    assert_eq!((error.attempts(), wire.seen().len()), (1, 2));
}

#[tokio::test]
async fn a_costly_call_over_a_new_connection_is_sent_once() {
    let wire = Wire::start(|_| Act::Close(Vec::new())).await;
    for operation in OPERATIONS
        .iter()
        .filter(|one| one.class == RetryClass::Costly)
    {
        let before = wire.seen().len();
        let error = (operation.call)(client(&wire)).await.unwrap_err();
        assert_eq!(error.attempts(), 1, "{}", operation.id);
        assert_eq!(wire.seen().len() - before, 1);
    }
}

#[tokio::test]
async fn an_announced_end_is_heeded() {
    let wire = Wire::start(|_| Act::Close(answer(200, &["connection: close"], GOOD))).await;
    let client = client(&wire);
    for _ in 0..5 {
        assert_eq!((OPERATIONS[0].call)(client.clone()).await.unwrap(), 1);
    }
    assert_eq!(wire.connections(), 5);
}

#[tokio::test]
async fn a_dropped_call_leaves_nothing_behind() {
    let wire = Wire::start(|before| match before {
        0 => Act::Endless(Vec::new(), Vec::new(), Duration::from_secs(60)),
        _ => Act::Answer(json(GOOD)),
    })
    .await;
    let client = client(&wire);
    let first = (OPERATIONS[0].call)(client.clone());
    let sent = async {
        while wire.seen().is_empty() {
            tokio::task::yield_now().await;
        }
    };
    tokio::select! {
        _ = first => unreachable!("it is never answered"),
        () = sent => {}
    }
    assert_eq!((OPERATIONS[0].call)(client).await.unwrap(), 1);
    assert_eq!(
        wire.connections(),
        2,
        "the dropped call's connection is not used again"
    );
}
