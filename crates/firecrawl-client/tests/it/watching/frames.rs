//! Frames as the local server does not send them.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use firecrawl_client::types::Document;
use firecrawl_client::{Client, ErrorKind, WatchEvent};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use serde_json::{Value, json};

use super::{Watched, all};
use crate::setup::{ID, KEY};
use crate::wire::{ACCEPT, Act, Wire, answer, head, header, json as json_response};

const UPGRADE: [&str; 2] = ["connection: Upgrade", "upgrade: websocket"];

/// Documents without ids at one URL; two of them are the same.
fn document(text: &str) -> Value {
    json!({"markdown": text, "metadata": {"sourceURL": "https://a.example/"}})
}

fn documents(texts: &[&str]) -> Vec<Value> {
    texts.iter().map(|text| document(text)).collect()
}

fn status(word: &str, texts: &[&str]) -> Value {
    json!({
        "status": word, "completed": texts.len(), "total": texts.len(), "data": documents(texts),
    })
}

/// Writes a frame with these first byte and payload.
fn frame(first: u8, payload: &[u8]) -> Vec<u8> {
    let mut frame = vec![first, 126];
    frame.extend(u16::try_from(payload.len()).unwrap().to_be_bytes());
    if payload.len() < 126 {
        frame.truncate(1);
        frame.push(payload.len().try_into().unwrap());
    }
    frame.extend(payload);
    frame
}

fn text(message: &Value) -> Vec<u8> {
    frame(0x81, message.to_string().as_bytes())
}

fn catchup(texts: &[&str]) -> Vec<u8> {
    text(&json!({"type": "catchup", "data": status("scraping", texts)}))
}

fn found(name: &str) -> Vec<u8> {
    text(&json!({"type": "document", "data": document(name)}))
}

fn done() -> Vec<u8> {
    let mut payload = 1000_u16.to_be_bytes().to_vec();
    payload.extend(br#"{"type":"done"}"#);
    frame(0x88, &payload)
}

/// Watches a crawl of these documents whose socket sends these bytes; returns its events and the number
/// of requests.
async fn watched(handshake: Act, texts: &[&str]) -> (Watched, Vec<String>) {
    watched_as(handshake, status("completed", texts)).await
}

/// The same with this body of the status.
async fn watched_as(handshake: Act, body: Value) -> (Watched, Vec<String>) {
    let handshake = std::sync::Mutex::new(Some(handshake));
    let wire = Wire::start(move |before| {
        if before == 0 {
            return handshake.lock().unwrap().take().unwrap();
        }
        // A body with all of it serves as the status, as a page and as the errors.
        Act::Answer(json_response(body.to_string()))
    })
    .await;
    let client = Client::builder().base_url(format!("{}/fire", wire.url()));
    let client = client.key(KEY).build().unwrap();
    let watched = all(client.batch_job(ID).watch()).await;
    (watched, wire.seen())
}

fn accepted(key: &str) -> Vec<u8> {
    let accept = format!("sec-websocket-accept: {key}");
    head(101, &[&UPGRADE[..], &[accept.as_str()]].concat())
}

fn switched(frames: &[Vec<u8>]) -> Vec<u8> {
    [accepted(ACCEPT), frames.concat()].concat()
}

#[tokio::test]
async fn the_key_is_in_a_header_and_the_path_that_of_a_crawl() {
    let frames = [catchup(&["a"]), found("b"), done()];
    let (watched, seen) = watched(Act::Answer(switched(&frames)), &["a", "b"]).await;
    assert_eq!(watched.documents, ["a", "b"], "{watched:?}");
    assert_eq!(watched.progress, [1]);
    let paths: Vec<_> = seen.iter().map(|request| request.lines().next()).collect();
    let expected = [
        format!("GET /fire/v2/crawl/{ID} HTTP/1.1"),
        format!("GET /fire/v2/batch/scrape/{ID}?limit=1 HTTP/1.1"),
        format!("GET /fire/v2/batch/scrape/{ID}/errors HTTP/1.1"),
    ];
    assert_eq!(paths, expected.each_ref().map(|path| Some(path.as_str())));
    let bearer = format!("Bearer {KEY}");
    assert_eq!(header(&seen[0], "authorization"), Some(bearer.as_str()));
    assert_eq!(seen[0].matches(KEY).count(), 1, "{}", seen[0]);
    assert_eq!(header(&seen[0], "sec-websocket-protocol"), None);
    assert_eq!(header(&seen[0], "sec-websocket-version"), Some("13"));
    assert_eq!(header(&seen[0], "sec-websocket-key").unwrap().len(), 24);
}

#[tokio::test]
async fn a_status_without_counts_does_not_lose_documents() {
    let ended = json!({"type": "catchup", "data": {"status": "completed", "data": []}});
    let body = |counts: Value| {
        let mut body = json!({"status": "completed", "data": documents(&["a", "b"])});
        body.as_object_mut()
            .unwrap()
            .extend(counts.as_object().unwrap().clone());
        body
    };
    for counts in [
        json!({}),
        json!({"completed": null, "total": null}),
        json!({"completed": 0, "total": 0}),
        json!({"completed": 0}),
        json!({"total": 2}),
        json!({"completed": "2", "total": "2"}),
    ] {
        for frames in [vec![text(&ended)], vec![done()], Vec::new()] {
            let handshake = Act::Close(switched(&frames));
            let (watched, _) = watched_as(handshake, body(counts.clone())).await;
            assert_eq!(watched.documents, ["a", "b"], "{counts}: {watched:?}");
        }
    }
    // One came, and the total says that it is not all.
    let handshake = Act::Close(switched(&[catchup(&["a"]), done()]));
    let (all, _) = watched_as(handshake, body(json!({"completed": 1, "total": 2}))).await;
    assert_eq!(all.documents, ["a", "b"], "{all:?}");
    // A job without documents ends as well.
    let (watched, seen) = watched(Act::Close(switched(&[done()])), &[]).await;
    assert_eq!((watched.end(), seen.len()), ("completed", 5), "{watched:?}");
}

/// Starts a server whose socket sends the second document once the status was read twice; the job
/// runs until the flag is set.
async fn silent(ended: &Arc<AtomicBool>) -> (Wire, Client) {
    let ended = Arc::clone(ended);
    let wire = Wire::start(move |before| {
        let first = switched(&[catchup(&["a"])]);
        let second = [found("b"), done()].concat();
        match (before, ended.load(Ordering::SeqCst)) {
            (0, _) => Act::Later(first, 3, second),
            // A watch that left the socket ends, and fails its test.
            (1..40, false) => Act::Answer(json_response(status("scraping", &["a"]).to_string())),
            _ => Act::Answer(json_response(status("completed", &["a", "b"]).to_string())),
        }
    });
    let wire = wire.await;
    let client = Client::builder().base_url(wire.url()).build().unwrap();
    (wire, client)
}

#[tokio::test]
async fn a_silent_socket_is_kept_while_nothing_is_missing() {
    let ended = Arc::default();
    let (wire, client) = silent(&ended).await;
    let mut watch = client.batch_job(ID).watch();
    // Long enough for the first document, or the watch takes it from the pages.
    watch = watch.idle_timeout(Duration::from_millis(250));
    let mut documents = Vec::new();
    while let Some(event) = watch.next().await {
        if let WatchEvent::Document(document) = event.unwrap() {
            documents.extend(document.markdown);
            ended.store(documents.len() == 2, Ordering::SeqCst);
        }
    }
    assert_eq!(documents, ["a", "b"]);
    let seen = wire.seen();
    let first_lines = seen.iter().skip(1).filter_map(|head| head.lines().next());
    // Neither another socket nor a page.
    for line in first_lines {
        assert!(
            line.contains("?limit=1 ") || line.contains("/errors "),
            "{line}"
        );
    }
    assert!(seen.len() >= 5, "{seen:?}");
}

#[tokio::test]
async fn a_silent_job_has_a_deadline() {
    let (_wire, client) = silent(&Arc::default()).await;
    let job = client.batch_job(ID).deadline(Duration::ZERO);
    let watched = all(job.watch().idle_timeout(Duration::from_millis(1))).await;
    assert_eq!(watched.documents, ["a"]);
    let error = watched.error.unwrap();
    assert_eq!(error.kind(), ErrorKind::JobDeadline, "{error}");
    assert_eq!(error.job_id(), Some(ID));
}

#[tokio::test]
async fn an_end_is_reported_without_the_failures() {
    let handshake = std::sync::Mutex::new(Some(switched(&[catchup(&["a"]), done()])));
    let wire = Wire::start(move |before| match before {
        0 => Act::Answer(handshake.lock().unwrap().take().unwrap()),
        1 => Act::Answer(json_response(status("completed", &["a"]).to_string())),
        _ => Act::Answer(answer(403, &[], "{}")),
    })
    .await;
    let client = Client::builder().base_url(wire.url()).build().unwrap();
    let watched = all(client.crawl_job(ID).watch()).await;
    assert_eq!(watched.end(), "completed", "{watched:?}");
    let problem = watched.unknown.unwrap();
    assert_eq!(problem.status().map(|status| status.as_u16()), Some(403));
}

#[tokio::test]
async fn documents_that_look_alike_come_as_often_as_they_are_there() {
    // The second one is not known to be another one before the pages show both.
    let frames = [catchup(&["a"]), found("b"), found("b"), done()];
    let twice = watched(Act::Answer(switched(&frames)), &["a", "b", "b"]).await;
    assert_eq!(twice.0.documents, ["a", "b", "b"], "{twice:?}");
    assert_eq!(twice.1.len(), 5);
    let (again, seen) = watched(Act::Answer(switched(&frames)), &["a", "b"]).await;
    assert_eq!(again.documents, ["a", "b"], "{again:?}");
    assert_eq!(seen.len(), 3);
}

#[tokio::test]
async fn other_frames_are_skipped() {
    let message = json!({"type": "document", "data": document("b")}).to_string();
    let (start, end) = message.split_at(20);
    let frames = [
        frame(0x89, b"ping"),
        frame(0x82, &[0xff, 0x00]),
        catchup(&["a"]),
        // A message in two frames, with another one between them.
        frame(0x01, start.as_bytes()),
        frame(0x8a, b""),
        frame(0x80, end.as_bytes()),
        done(),
    ];
    let (watched, seen) = watched(Act::Answer(switched(&frames)), &["a", "b"]).await;
    assert_eq!(watched.documents, ["a", "b"], "{watched:?}");
    assert_eq!(seen.len(), 3);
}

#[tokio::test]
async fn a_document_with_deep_json_comes_over_the_socket() {
    let deep = format!("{}1{}", "[".repeat(5000), "]".repeat(5000));
    let message = format!(r#"{{"data":{{"markdown":"b","json":{deep}}},"type":"document"}}"#);
    let frames = [catchup(&["a"]), frame(0x81, message.as_bytes()), done()];
    let (watched, seen) = watched(Act::Answer(switched(&frames)), &["a", "b"]).await;
    assert_eq!(watched.documents, ["a", "b"], "{watched:?}");
    assert_eq!(seen.len(), 3);
}

#[tokio::test]
async fn invalid_frames_and_broken_connections_lead_to_the_pages() {
    let huge = [vec![0x81, 127], (1_u64 << 62).to_be_bytes().to_vec()].concat();
    let cut = found("b");
    let cut = cut[..cut.len() - 3].to_vec();
    let masked = vec![0x81, 0x81, 1, 2, 3, 4, 5];
    let frames = [
        ("an unknown kind", frame(0x83, b"x")),
        ("reserved bits", frame(0xf1, b"x")),
        ("a continuation of nothing", frame(0x80, b"x")),
        ("a close frame of one byte", frame(0x88, &[3])),
        ("a forbidden code", frame(0x88, &[3, 237])),
        ("invalid UTF-8", frame(0x81, &[0xff])),
        ("a huge frame", huge),
        ("masked", masked),
        ("cut off", cut),
        (
            "not frames at all",
            b"HTTP/1.1 502 Bad Gateway\r\n\r\n".to_vec(),
        ),
        ("nothing", Vec::new()),
    ];
    for (case, bad) in frames {
        let bytes = switched(&[catchup(&["a"]), bad]);
        let (watched, seen) = watched(Act::Close(bytes), &["a", "b"]).await;
        assert_eq!(watched.sorted(), ["a", "b"], "{case}: {watched:?}");
        assert_eq!(watched.end(), "completed", "{case}");
        assert_eq!(seen.len(), 5, "{case}: {seen:?}");
    }
}

#[tokio::test]
async fn a_handshake_that_is_not_accepted_leads_to_the_pages() {
    let page = status("completed", &["a", "b"]).to_string();
    let handshakes = [
        // A proxy that leaves out what it does not know.
        json_response(page),
        answer(404, &[], "<html>no such route</html>"),
        answer(301, &["location: https://elsewhere.example/"], ""),
        head(101, &["connection: Upgrade", "upgrade: h2c"]),
        // Of a cache, or of a server that does not know the protocol.
        [head(101, &UPGRADE), catchup(&["a"])].concat(),
        [accepted("s3pPLMBiTxaQ9kYGzzhZRbK+xOo="), catchup(&["a"])].concat(),
        head(101, &[]),
        b"not HTTP".to_vec(),
        Vec::new(),
    ];
    for bytes in handshakes {
        let case = String::from_utf8_lossy(&bytes).into_owned();
        let (watched, seen) = watched(Act::Close(bytes), &["a", "b"]).await;
        assert_eq!(watched.documents, ["a", "b"], "{case}: {watched:?}");
        assert_eq!(seen.len(), 5, "{case}: {seen:?}");
    }
}

/// Returns documents of which some look alike, or differ in what a format adds, as the server lists them.
fn lists() -> impl Strategy<Value = Vec<Value>> {
    let others = prop::sample::select(vec!["none", "json", "screenshot", "answer", "new"]);
    let documents = prop::collection::vec((0..3_u8, any::<bool>(), others, 0..2_u8), 0..6);
    documents.prop_map(|documents| {
        let documents = documents.into_iter().enumerate();
        let documents = documents.map(|(index, (text, has_id, format, other))| {
            let mut document = document(&format!("text {text}"));
            match format {
                "none" => {}
                "json" => document[format] = json!({"b": other, "a": [other]}),
                _ => document[format] = json!(format!("other {other}")),
            }
            if has_id {
                document["metadata"]["scrapeId"] = json!(format!("id {index}"));
            }
            document
        });
        documents.collect()
    })
}

/// Returns a frame, of which the documents are from the list.
fn frames(list: &[Value]) -> impl Strategy<Value = Vec<u8>> + use<> {
    let some = prop::sample::subsequence(list.to_vec(), 0..=list.len()).prop_shuffle();
    let words = prop::sample::select(vec!["scraping", "completed", "odd"]);
    let catchup = (some.clone(), words).prop_map(|(documents, word)| {
        let data = json!({"status": word, "completed": 0, "total": 0, "data": documents});
        text(&json!({"type": "catchup", "data": data}))
    });
    let document = some.prop_map(|documents| match documents.into_iter().next() {
        Some(document) => text(&json!({"type": "document", "data": document})),
        None => frame(0x89, b""),
    });
    let other = (
        prop::sample::select(vec![0x81_u8, 0x82, 0x01, 0x88]),
        "[\\[{}\"a-z0-9]{0,9}",
    );
    let other = other.prop_map(|(kind, payload)| frame(kind, payload.as_bytes()));
    prop_oneof![3 => catchup, 6 => document, 1 => other, 1 => Just(done())]
}

#[test]
fn any_frames_give_the_documents_of_the_pages() {
    let cases = lists().prop_flat_map(|list| {
        let frames = prop::collection::vec(frames(&list), 0..8);
        let counts = prop::sample::select(vec!["right", "absent", "null", "0"]);
        (frames, Just(list), any::<prop::sample::Index>(), counts)
    });
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let mut runner = TestRunner::new(Config::with_cases(128));
    let outcome = runner.run(&cases, |(frames, list, cut, counts)| {
        let mut bytes = frames.concat();
        // Some are cut off, and the others all there.
        bytes.truncate(cut.index(2 * bytes.len() + 1));
        let mut body = json!({"status": "completed", "data": list});
        for name in ["completed", "total"] {
            match counts {
                "right" => body[name] = list.len().into(),
                "0" => body[name] = 0.into(),
                "null" => body[name] = Value::Null,
                _ => {}
            }
        }
        let handshake = Act::Close(switched(&[bytes]));
        let (watched, _) = runtime.block_on(watched_as(handshake, body));
        let documents = list.into_iter().map(serde_json::from_value::<Document>);
        let mut expected: Vec<_> = documents
            .map(|document| serde_json::to_string(&document.unwrap()).unwrap())
            .collect();
        expected.sort();
        let mut contents = watched.contents.clone();
        contents.sort();
        prop_assert_eq!(contents, expected);
        prop_assert_eq!(watched.end(), "completed");
        Ok(())
    });
    outcome.unwrap();
}
