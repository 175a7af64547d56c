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

/// The text frames, and the code of the close frame; `None` without a close frame.
async fn ending(fault: Fault) -> (Vec<String>, Option<Option<u16>>) {
    let (server, url) = watched().await;
    server.fault("Crawl::status", fault).unwrap();
    let (mut socket, _) = connect_async(url.replacen("http", "ws", 1)).await.unwrap();
    let mut texts = Vec::new();
    while let Some(Ok(frame)) = socket.next().await {
        match frame {
            Message::Text(text) => texts.push(text.to_string()),
            Message::Close(close) => return (texts, Some(close.map(|close| close.code.into()))),
            other => panic!("unexpected frame {other:?}"),
        }
        if texts.last().is_some_and(|text| text == "last") {
            break;
        }
    }
    (texts, None)
}

#[tokio::test]
async fn a_watch_can_end_after_the_catchup_with_a_code_or_without_a_frame() {
    for code in [1000, 1008, 1011, 3000, 3003] {
        let (texts, close) = ending(Fault::watch_close(code)).await;
        assert_eq!((texts.len(), close), (1, Some(Some(code))));
        assert!(texts[0].contains("catchup") && texts[0].contains("scraping"));
    }
    let (texts, close) = ending(Fault::watch_cut()).await;
    assert_eq!((texts.len(), close), (1, None));
}

#[tokio::test]
async fn a_watch_can_send_other_messages_and_go_on() {
    let (texts, close) = ending(Fault::watch_text("last")).await;
    assert_eq!((texts[1].as_str(), close), ("last", None));
}

#[tokio::test]
async fn a_watch_can_be_silent_after_the_catchup() {
    let (server, url) = watched().await;
    let fault = Fault::watch_stall();
    server.fault("Crawl::status", fault).unwrap();
    let (mut socket, _) = connect_async(url.replacen("http", "ws", 1)).await.unwrap();
    assert!(matches!(socket.next().await, Some(Ok(Message::Text(_)))));
    // The crawl ends, which a watch would see.
    reqwest::Client::new().delete(&url).send().await.unwrap();
    let next = tokio::time::timeout(Duration::from_millis(40), socket.next());
    assert!(next.await.is_err(), "there is a frame");
}

#[tokio::test]
async fn a_watch_can_repeat_and_lose_documents() {
    for (fault, expected) in [
        (Fault::watch_documents_twice(), vec!["a", "a", "b", "b"]),
        (Fault::watch_documents_lost(), vec!["b"]),
    ] {
        let server = LocalServer::builder().start().await.unwrap();
        let urls = ["a", "b"].map(|name| format!("https://{name}.example.com/"));
        for (url, name) in urls.iter().zip(["a", "b"]) {
            server.page(url, format!("<p>{name}</p>")).unwrap();
        }
        let batch = format!("{}/v2/batch/scrape", server.base_url());
        let http = reqwest::Client::new();
        let body = json!({"urls": urls, "maxConcurrency": 1}).to_string();
        let started = http.post(&batch).header("content-type", "application/json");
        let started = started.body(body).send().await.unwrap();
        let started: Value = serde_json::from_str(&started.text().await.unwrap()).unwrap();
        let id = started["id"].as_str().unwrap();
        server.fault("Crawl::status", fault).unwrap();
        let url = format!("{}/v2/crawl/{id}", server.base_url());
        let mut seen: Vec<String> = Vec::new();
        for (frame, _) in frames(&url).await {
            let documents = match frame["type"].as_str() {
                Some("catchup") => frame["data"]["data"].as_array().unwrap().clone(),
                Some("document") => vec![frame["data"].clone()],
                _ => Vec::new(),
            };
            let text = |document: &Value| document["markdown"].as_str().unwrap().to_owned();
            seen.extend(documents.iter().map(text));
        }
        assert_eq!(seen, expected);
    }
}

#[tokio::test]
async fn a_handshake_can_be_rejected() {
    let (server, url) = watched().await;
    let fault = Fault::watch_refused(426);
    server.fault("Crawl::status", fault).unwrap();
    let rejected = connect_async(url.replacen("http", "ws", 1)).await;
    let Err(tokio_tungstenite::tungstenite::Error::Http(response)) = rejected else {
        panic!("{rejected:?}");
    };
    assert_eq!(response.status().as_u16(), 426);
}
