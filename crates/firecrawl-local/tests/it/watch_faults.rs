//! The faults of live watches.

use std::time::Duration;

use firecrawl_local::{Fault, LocalServer};
use futures_util::StreamExt;
use serde_json::{Value, json};
use tokio_tungstenite::connect_async;
use tokio_tungstenite::tungstenite::Message;

/// A server with a crawl that does not end, and the URL of its watch.
async fn watched() -> (LocalServer, String) {
    let server = LocalServer::builder().pace(Duration::from_secs(3600));
    let server = server.start().await.unwrap();
    server.page("https://a.example.com/", "<h1>A</h1>").unwrap();
    let started = reqwest::Client::new()
        .post(format!("{}/v2/crawl", server.base_url()))
        .header("content-type", "application/json")
        .body(r#"{"url": "https://a.example.com"}"#)
        .send()
        .await
        .unwrap();
    let started: Value = serde_json::from_str(&started.text().await.unwrap()).unwrap();
    let id = started["id"].as_str().unwrap();
    let url = format!("{}/v2/crawl/{id}", server.base_url());
    (server, url)
}

/// The frames until the end of the socket: texts, and the close frame with its code.
async fn frames(url: &str) -> Vec<(Value, Option<u16>)> {
    let (mut socket, _) = connect_async(url.replacen("http", "ws", 1)).await.unwrap();
    let mut frames = Vec::new();
    while let Some(Ok(frame)) = socket.next().await {
        match frame {
            Message::Text(text) => frames.push((serde_json::from_str(&text).unwrap(), None)),
            Message::Close(Some(close)) => {
                let reason = serde_json::from_str(&close.reason).unwrap();
                frames.push((reason, Some(close.code.into())));
            }
            Message::Close(None) => frames.push((Value::Null, None)),
            other => panic!("unexpected frame {other:?}"),
        }
    }
    frames
}

#[tokio::test]
async fn a_watch_can_end_before_its_job() {
    let (server, url) = watched().await;
    server
        .fault("Crawl::status", Fault::watch_early_end())
        .unwrap();
    let status = reqwest::get(&url).await.unwrap().text().await.unwrap();
    assert!(
        status.contains("\"scraping\""),
        "a request without a socket: {status}"
    );
    assert_eq!(server.faults_left("Crawl::status"), Ok(1));
    let frames = frames(&url).await;
    let (catchup, _) = &frames[0];
    assert_eq!(
        (&catchup["type"], &catchup["data"]["status"]),
        (&"catchup".into(), &"completed".into())
    );
    assert_eq!(
        (&catchup["data"]["total"], &catchup["data"]["data"]),
        (&0.into(), &json!([]))
    );
    assert_eq!(frames[1], (json!({"type": "done"}), Some(1000)));
    let status = reqwest::get(&url).await.unwrap().text().await.unwrap();
    assert!(status.contains("\"scraping\""), "{status}");
    assert_eq!(server.faults_left("Crawl::status"), Ok(0));
}

#[tokio::test]
async fn a_watch_can_close_without_a_code_or_say_too_much() {
    let (server, url) = watched().await;
    server
        .fault("Crawl::status", Fault::watch_close_without_code())
        .unwrap();
    let seen = frames(&url).await;
    assert_eq!(seen[0].0["data"]["status"], "scraping");
    assert_eq!(seen[1], (Value::Null, None));

    let ending = Fault::watch_large_catchup(100_000);
    server.fault("Crawl::status", ending).unwrap();
    let (mut socket, _) = connect_async(url.replacen("http", "ws", 1)).await.unwrap();
    let Some(Ok(Message::Text(text))) = socket.next().await else {
        panic!("no catchup")
    };
    assert!(text.len() > 100_000 && text.contains("catchup"));
}

#[tokio::test]
async fn a_watch_can_be_silent() {
    let (server, url) = watched().await;
    server
        .fault("Crawl::status", Fault::watch_silence().always())
        .unwrap();
    let (mut socket, _) = connect_async(url.replacen("http", "ws", 1)).await.unwrap();
    assert_eq!(server.faults_left("Crawl::status"), Ok(1));
    // The crawl ends, which a watch would see.
    let cancelled = reqwest::Client::new().delete(&url).send().await.unwrap();
    assert_eq!(cancelled.status().as_u16(), 200);
    let next = tokio::time::timeout(Duration::from_millis(40), socket.next());
    assert!(next.await.is_err(), "there is a frame");
}
