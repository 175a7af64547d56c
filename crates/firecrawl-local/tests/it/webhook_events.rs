//! Events for the tests of a receiver: from the library and from the command line.

use std::sync::{Arc, Mutex};

use axum::Router;
use axum::http::{HeaderMap, StatusCode};
use axum::routing::post;
use bytes::Bytes;
use firecrawl_local::{LocalServer, WebhookEvent};
use firecrawl_webhooks::{CONTRACT, Event, Verifier};
use openapi_document::json_schema::{Mode, json_schema};
use serde_json::{Value, json};
use tokio::net::TcpListener;

const SECRET: &str = "whsec_1";

/// A receiver that checks what it is sent.
async fn receiver() -> (String, Arc<Mutex<Vec<Event>>>) {
    let events: Arc<Mutex<Vec<Event>>> = Arc::default();
    let kept = Arc::clone(&events);
    let verifier = Verifier::new(SECRET).unwrap();
    let receive = async move |headers: HeaderMap, body: Bytes| {
        match verifier.verify(&headers, body) {
            Ok(event) => kept.lock().unwrap().push(event),
            Err(error) => return error.status(),
        }
        StatusCode::NO_CONTENT
    };
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/hook", listener.local_addr().unwrap());
    let router = Router::new().route("/hook", post(receive));
    tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
    (url, events)
}

/// Returns the schema of each event by its type.
fn payloads() -> Vec<(String, Value)> {
    let document: Value = serde_json::from_str(CONTRACT).unwrap();
    let hooks = document["x-webhooks"].as_object().unwrap();
    let payloads = hooks.values().map(|item| {
        let schema = &item["post"]["requestBody"]["content"]["application/json"]["schema"];
        let target = document
            .pointer(&schema["$ref"].as_str().unwrap()[1..])
            .unwrap();
        let kind = target["properties"]["type"]["enum"][0].as_str().unwrap();
        (
            kind.to_owned(),
            json_schema(&document, schema, Mode::Response),
        )
    });
    payloads.collect()
}

#[test]
fn every_event_of_the_contract_has_a_valid_sample() {
    let payloads = payloads();
    assert_eq!(payloads.len(), WebhookEvent::kinds().count());
    for (kind, schema) in payloads {
        let event = WebhookEvent::new(&kind).unwrap().secret(SECRET);
        let body: Value = serde_json::from_slice(&event.body()).unwrap();
        let validator = jsonschema::validator_for(&schema).unwrap();
        let faults: Vec<_> = validator
            .iter_errors(&body)
            .map(|error| error.to_string())
            .collect();
        assert!(faults.is_empty(), "{kind}: {faults:?}");

        let verifier = Verifier::new(SECRET).unwrap();
        let read = verifier.verify(&event.headers(), event.body()).unwrap();
        assert_eq!(read.event_type(), kind);
        // Everything is in a field of its own.
        assert!(!format!("{read:?}").contains("extra: {\""), "{read:#?}");
    }
}

#[tokio::test]
async fn a_server_signs_with_its_secret() {
    let (url, events) = receiver().await;
    let server = LocalServer::builder()
        .webhook_secret(SECRET)
        .start()
        .await
        .unwrap();
    let event = server.webhook_event("crawl.page").unwrap().id("7");
    let event = event.metadata(json!({"k": "v"})).field("webhookId", "w");
    assert_eq!(event.send(&url).await.unwrap(), StatusCode::NO_CONTENT);
    let unsigned = WebhookEvent::new("crawl.page").unwrap();
    assert!(unsigned.headers().get("x-firecrawl-signature").is_none());
    assert_eq!(unsigned.send(&url).await.unwrap(), StatusCode::UNAUTHORIZED);

    let events = events.lock().unwrap();
    let [event] = events.as_slice() else {
        panic!("{events:?}")
    };
    assert_eq!((event.id(), event.webhook_id()), ("7", Some("w")));
    assert_eq!(event.metadata()["k"], "v");
    assert_eq!(event.documents().len(), 1);
    assert!(!format!("{:?}", server.webhook_event("crawl.page")).contains(SECRET));
}

#[test]
fn an_unknown_type_names_the_known_ones() {
    let error = WebhookEvent::new("crawl.failed").unwrap_err().to_string();
    assert!(error.starts_with("no event has the type `crawl.failed`; use one of crawl.started, "));
}

#[tokio::test]
async fn the_command_sends_every_type() {
    let (url, events) = receiver().await;
    let run = async |arguments: &[&str]| {
        let arguments: Vec<String> = arguments.iter().map(|word| (*word).to_owned()).collect();
        let run = tokio::task::spawn_blocking(move || {
            std::process::Command::new(env!("CARGO_BIN_EXE_firecrawl-local"))
                .arg("webhook")
                .args(arguments)
                .env_remove("FIRECRAWL_WEBHOOK_SECRET")
                .output()
                .unwrap()
        });
        run.await.unwrap()
    };
    let output = run(&["--to", &url, "--secret", SECRET]).await;
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(output.status.success(), "{text}");
    assert_eq!(text.lines().count(), 16);
    assert!(
        text.contains("monitor.check.completed: 204 No Content\n"),
        "{text}"
    );
    assert_eq!(events.lock().unwrap().len(), 16);

    let output = run(&["crawl.page", "--to", &url, "--secret", SECRET, "--id", "7"]).await;
    assert!(output.status.success());
    assert_eq!(events.lock().unwrap()[16].id(), "7");

    for (arguments, message) in [
        (
            vec!["crawl.page", "--to", &url],
            "1 of 1 events were not accepted",
        ),
        (
            vec!["crawl.lost", "--to", &url],
            "no event has the type `crawl.lost`",
        ),
    ] {
        let output = run(&arguments).await;
        assert!(!output.status.success());
        let text = String::from_utf8(output.stderr).unwrap();
        assert!(text.contains(message), "{text}");
    }
    assert_eq!(events.lock().unwrap().len(), 17);
}
