//! Watches over real sockets.

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::Path;
use axum::extract::ws::WebSocketUpgrade;
use axum::routing::any;
use futures_util::StreamExt;
use serde_json::{Value, json};
use tokio::time::timeout;
use tokio_tungstenite::connect_async;
use tokio_tungstenite::tungstenite::Message;
use url::Url;

use crate::jobs::{Job, JobKind};
use crate::settings::Settings;
use crate::state::ServerState;

type Client =
    tokio_tungstenite::WebSocketStream<tokio_tungstenite::MaybeTlsStream<tokio::net::TcpStream>>;

/// Serves watches of these jobs; returns the address to connect to.
async fn serve(state: &Arc<ServerState>, authorized: bool) -> String {
    let state = Arc::downgrade(state);
    let router = Router::new().route(
        "/{id}",
        any(
            move |Path(id): Path<String>, upgrade: WebSocketUpgrade| async move {
                let state = state.upgrade().unwrap();
                upgrade.on_upgrade(move |socket| super::watch(state, id, authorized, None, socket))
            },
        ),
    );
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("ws://{}", listener.local_addr().unwrap());
    tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
    address
}

async fn connect(address: &str, id: &str) -> Client {
    connect_async(format!("{address}/{id}")).await.unwrap().0
}

/// The next frame: its JSON, and the code if it is a close frame.
async fn next(client: &mut Client) -> (Value, Option<u16>) {
    let frame = timeout(Duration::from_secs(5), client.next()).await;
    match frame.unwrap().unwrap().unwrap() {
        Message::Text(text) => (serde_json::from_str(&text).unwrap(), None),
        Message::Close(Some(close)) => (
            serde_json::from_str(&close.reason).unwrap(),
            Some(close.code.into()),
        ),
        other => panic!("unexpected frame {other:?}"),
    }
}

fn state() -> Arc<ServerState> {
    Arc::new(ServerState::new(Settings::default()))
}

fn keep(job: &Job, name: &str) {
    let url = Url::parse("http://h/").unwrap();
    let document = json!({"markdown": name}).to_string();
    assert!(job.keep(&url, document.into(), 1));
}

#[tokio::test]
async fn documents_arrive_as_they_finish_and_the_end_is_the_close_reason() {
    let state = state();
    let job = state
        .jobs
        .add(Job::new(JobKind::Crawl, Duration::from_secs(60)));
    keep(&job, "a");
    let mut client = connect(&serve(&state, true).await, &job.id).await;

    let (catchup, _) = next(&mut client).await;
    assert_eq!(catchup["type"], "catchup");
    assert_eq!(catchup["data"]["status"], "scraping");
    assert_eq!(catchup["data"]["data"], json!([{"markdown": "a"}]));
    for name in ["b", "c"] {
        keep(&job, name);
        let (document, _) = next(&mut client).await;
        assert_eq!(
            document,
            json!({"type": "document", "data": {"markdown": name}})
        );
    }
    assert!(job.complete());
    assert_eq!(
        next(&mut client).await,
        (json!({"type": "done"}), Some(1000))
    );
    assert!(
        timeout(Duration::from_secs(5), client.next())
            .await
            .unwrap()
            .is_none()
    );
}

#[tokio::test]
async fn an_unknown_job_and_a_bad_key_are_told_in_the_close_frame() {
    let state = state();
    let mut client = connect(&serve(&state, true).await, "nope").await;
    let (reason, code) = next(&mut client).await;
    assert_eq!((&reason["type"], code), (&json!("error"), Some(1008)));
    let mut client = connect(&serve(&state, false).await, "nope").await;
    let (reason, code) = next(&mut client).await;
    assert_eq!((&reason["type"], code), (&json!("error"), Some(3000)));
}

#[tokio::test]
async fn a_client_that_goes_away_ends_its_watch() {
    let state = state();
    let job = state
        .jobs
        .add(Job::new(JobKind::Crawl, Duration::from_secs(60)));
    let mut client = connect(&serve(&state, true).await, &job.id).await;
    next(&mut client).await;
    assert_eq!(Arc::weak_count(&job), 1);
    drop(client);
    // A watch that waits holds its job weakly; what it held is given back.
    let ended = timeout(Duration::from_secs(5), async {
        while Arc::weak_count(&job) > 0 {
            tokio::time::sleep(Duration::from_millis(3)).await;
        }
    });
    ended.await.expect("the watch ends");
}

#[tokio::test]
async fn the_end_of_the_server_ends_a_watch() {
    let state = state();
    let job = state
        .jobs
        .add(Job::new(JobKind::Crawl, Duration::from_secs(60)));
    let mut client = connect(&serve(&state, true).await, &job.id).await;
    drop(job);
    next(&mut client).await;
    drop(state);
    let (reason, code) = next(&mut client).await;
    assert_eq!((&reason["type"], code), (&json!("error"), Some(1011)));
}
