//! Live watches.

use std::collections::BTreeMap;
use std::time::Duration;

use firecrawl_local::LocalServer;
use futures_util::StreamExt;
use serde_json::{Value, json};
use tokio::time::timeout;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::client::IntoClientRequest;
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, connect_async};

use super::compare::Depth::{Kinds, Values};
use super::compare::{self, Depth};
use super::crawls::{at_least, slow_pages};
use super::recording::{Recording, poll, start, with_id};
use super::replay::{Replay, open};
use super::site::Site;

pub const WATCHED: &[&str] = &[
    "330-crawl-ws-running",
    "336-crawl-ws-subprotocol",
    "340-ws-no-such-route",
];

pub const AFTER: &[&str] = &[
    "331-crawl-ws-run-after-poll01",
    "332-crawl-ws-run-after-poll02",
    "333-crawl-ws-run-after-poll03",
];

type Socket = WebSocketStream<MaybeTlsStream<tokio::net::TcpStream>>;

/// Opens a socket as it was recorded; the handshake comes in the recorded form.
async fn connect(server: &LocalServer, recording: &Recording, id: &str) -> (Socket, Value) {
    let request = &recording.value["request"];
    let path = with_id(request["path"].as_str().unwrap(), id);
    let url = format!("{}{path}", server.base_url().replace("http://", "ws://"));
    let mut handshake = url.into_client_request().unwrap();
    for (name, value) in request["headers"].as_object().unwrap() {
        let name: axum::http::HeaderName = name.parse().unwrap();
        handshake
            .headers_mut()
            .insert(name, value.as_str().unwrap().parse().unwrap());
    }
    let (socket, response) = connect_async(handshake).await.unwrap();
    let echoed = response.headers().get("sec-websocket-protocol");
    let echoed = echoed.map(|value| value.to_str().unwrap());
    (
        socket,
        json!({"status": response.status().as_u16(), "protocol": echoed}),
    )
}

/// The recorded handshake in the same form.
fn recorded_handshake(recording: &Recording) -> Value {
    let handshake = &recording.value["handshake"];
    let line = handshake["status_line"].as_str().unwrap();
    let status: u16 = line.split(' ').nth(1).unwrap().parse().unwrap();
    let protocol = handshake["headers"]
        .as_array()
        .unwrap()
        .iter()
        .find(|header| header[0] == "Sec-WebSocket-Protocol")
        .map(|header| header[1].clone());
    json!({"status": status, "protocol": protocol})
}

/// The frames until the close, in the form of the recordings.
async fn frames(mut socket: Socket) -> Vec<Value> {
    let mut frames = Vec::new();
    let read = async {
        while let Some(Ok(message)) = socket.next().await {
            match message {
                Message::Text(text) => {
                    let body: Value = serde_json::from_str(&text).unwrap();
                    frames.push(json!({"opcode": "text", "json": body}));
                }
                Message::Close(close) => {
                    let code = close.as_ref().map(|close| u16::from(close.code));
                    let reason = close.map_or(String::new(), |close| close.reason.to_string());
                    frames.push(
                        json!({"opcode": "close", "close_code": code, "close_reason": reason}),
                    );
                    break;
                }
                other => panic!("{other:?}"),
            }
        }
    };
    timeout(Duration::from_secs(5), read).await.unwrap();
    frames
}

/// Compares frame by frame.
fn compare(recording: &Recording, handshake: &Value, got: &[Value]) -> BTreeMap<String, String> {
    let mut found = compare::in_bodies(&recorded_handshake(recording), handshake, Depth::Values);
    let recorded: Vec<Value> = recording.value["frames"]
        .as_array()
        .unwrap()
        .iter()
        .map(|frame| {
            let mut frame = frame.clone();
            for name in ["t_ms", "fin", "bytes"] {
                frame.as_object_mut().unwrap().shift_remove(name);
            }
            frame
        })
        .collect();
    for place in 0..recorded.len().max(got.len()) {
        let [was, is] =
            [&recorded[..], got].map(|frames| frames.get(place).cloned().unwrap_or_default());
        let differences = compare::in_bodies(&was, &is, Depth::Values);
        let differences = differences
            .into_iter()
            .map(|(at, what)| (format!("frame {place} {at}"), what));
        found.extend(differences);
    }
    found
}

#[tokio::test]
async fn watches() {
    let mut replay = Replay::new(WATCHED);
    for name in WATCHED {
        // A site of its own, whose robots.txt was not read yet.
        let site = Site::start().await;
        let server = open(&site).await;
        site.hold(["/robots.txt"]);
        // The recorded watches ended before the first document.
        let body = json!({"url": "http://site.test:13080/private/secret", "sitemap": "skip"});
        let id = start(&server, "/v2/crawl", &body).await;
        let recording = Recording::load(name);
        let (socket, handshake) = connect(&server, &recording, &id).await;
        site.release("/robots.txt");
        let frames = frames(socket).await;
        replay.note(name, compare(&recording, &handshake, &frames));
    }
    replay.finish();
}

#[tokio::test]
async fn the_crawl_goes_on_after_a_watch() {
    let site = Site::start().await;
    let server = open(&site).await;
    let mut replay = Replay::new(AFTER);
    site.hold(["/slowsite/"]);
    site.hold(slow_pages());
    let body = json!({"url": "http://site.test:13080/slowsite/", "limit": 5, "sitemap": "skip"});
    let id = start(&server, "/v2/crawl", &body).await;
    let queued = poll(&server, AFTER[0], &id, |body| body["total"] != 0).await;
    replay.compare(AFTER[0], &queued, Values);
    // Its total is ahead of its documents for a moment only.
    replay.about(&server, &id, AFTER[1], Kinds).await;
    site.release("/slowsite/");
    let begun = poll(&server, AFTER[2], &id, at_least(1)).await;
    replay.compare(AFTER[2], &begun, Values);
    replay.finish();
}
