//! The hook that sees each attempt.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use firecrawl_client::{
    Attempt, AttemptHook, CallOptions, Client, ErrorKind, HeaderMap, HeaderValue, ResponseHead,
};

use crate::setup::{Hurry, ID, KEY};
use crate::wire::{Act, Wire, answer, head, header, json};

const GOOD: &str = r#"{"success":true,"id":"7","url":"https://x.example/","data":{}}"#;

/// Notes what it sees, and adds headers.
#[derive(Clone, Default)]
struct Notes {
    seen: Arc<Mutex<Vec<String>>>,
    added: &'static [(&'static str, &'static str)],
}

impl AttemptHook for Notes {
    fn on_request(&self, attempt: &Attempt<'_>, headers: &mut HeaderMap) {
        assert!(headers.is_empty(), "{headers:?}");
        let mut note = format!("{attempt:?}");
        note.truncate(note.find("server").unwrap());
        self.seen.lock().unwrap().push(note);
        for (name, value) in self.added {
            headers.append(*name, HeaderValue::from_static(value));
        }
    }

    fn on_response(&self, attempt: &Attempt<'_>, response: &ResponseHead<'_>) {
        let kind = response.headers.get("x-kind").map(HeaderValue::as_bytes);
        let kind = String::from_utf8_lossy(kind.unwrap_or_default()).into_owned();
        let note = format!("{}: {} {kind}", attempt.number, response.status.as_u16());
        self.seen.lock().unwrap().push(note);
    }

    fn on_failure(&self, attempt: &Attempt<'_>, kind: ErrorKind, _: Duration) {
        let note = format!("{}: {kind:?}", attempt.number);
        self.seen.lock().unwrap().push(note);
    }
}

fn client(wire: &Wire, hook: Notes) -> Client {
    let builder = Client::builder().base_url(wire.url()).key(KEY);
    let builder = builder.clock(Hurry::default()).attempt_hook(hook);
    builder.header("x-team", "own").build().unwrap()
}

#[tokio::test]
async fn it_sees_each_attempt_and_nothing_private() {
    let wire = Wire::start(|before| match before {
        0 => Act::Answer(answer(503, &["x-kind: tea"], "{}")),
        1 => Act::Close(Vec::new()),
        2 => Act::Close(head(200, &["content-length: 9"])),
        _ => Act::Answer(json(GOOD)),
    })
    .await;
    let notes = Notes::default();
    let client = client(&wire, notes.clone());
    client.scrape_status(ID).await.unwrap();
    let begun = |number: u32| {
        assert!(number > 0);
        r#"Attempt { operation: "getScrapeStatus", method: "GET", path: "/scrape/{jobId}", "#
    };
    assert_eq!(
        *notes.seen.lock().unwrap(),
        [
            begun(1),
            "1: 503 tea",
            begun(2),
            "2: Connection",
            begun(3),
            "3: 200 ",
            "3: Connection",
            begun(4),
            "4: 200 ",
        ]
    );
    // The path of an unknown route may be private.
    let unknown = client.request(firecrawl_client::Method::GET, "/new/secret");
    unknown.send::<serde_json::Value>().await.unwrap();
    let said = format!("{:?}", notes.seen.lock().unwrap());
    for private in [KEY, "Bearer", ID, "secret"] {
        assert!(!said.contains(private), "{private} in {said}");
    }
}

#[tokio::test]
async fn its_headers_are_sent_and_those_of_the_client_are_not_replaced() {
    let wire = Wire::start(|_| Act::Answer(json(GOOD))).await;
    let hook = Notes {
        added: &[
            ("traceparent", "00-1-2-01"),
            ("tracestate", "a=1"),
            ("tracestate", "b=2"),
            ("x-team", "hook"),
            ("authorization", "Bearer other"),
            ("content-length", "1"),
            ("content-type", "text/plain"),
            ("transfer-encoding", "chunked"),
            ("x-idempotency-key", "other"),
        ],
        ..Notes::default()
    };
    let client = client(&wire, hook);
    let key = uuid::Uuid::new_v4();
    let options = CallOptions::new().idempotency_key(key);
    let job = client
        .with_options(options)
        .crawl("https://example.com")
        .await;
    job.unwrap();
    let seen = wire.seen();
    let sent = |name| header(&seen[0], name);
    assert_eq!(sent("traceparent"), Some("00-1-2-01"));
    assert_eq!(seen[0].matches("tracestate: ").count(), 2);
    assert_eq!(sent("x-team"), Some("hook"));
    assert_eq!(sent("authorization"), Some(&*format!("Bearer {KEY}")));
    assert_eq!(sent("content-type"), Some("application/json"));
    assert_eq!(sent("transfer-encoding"), None);
    assert_eq!(sent("x-idempotency-key"), Some(&*key.to_string()));
    let (_, body) = seen[0].split_once("\r\n\r\n").unwrap();
    assert_eq!(sent("content-length"), Some(&*body.len().to_string()));
}
