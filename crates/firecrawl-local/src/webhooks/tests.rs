//! Deliveries to a receiver of our own.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::Router;
use axum::http::{HeaderMap, StatusCode};
use axum::routing::post;
use bytes::Bytes;
use serde_json::{Value, json};

use super::deliver::sign;
use super::{Event, WebhookTarget, Webhooks};
use crate::settings::Settings;

type Seen = Arc<Mutex<Vec<(HeaderMap, Bytes)>>>;

/// A receiver that responds with these statuses in turn and then with 200.
async fn receiver(statuses: &[u16]) -> (String, Seen) {
    let seen = Seen::default();
    let statuses = Arc::new(Mutex::new(statuses.to_vec()));
    let record = Arc::clone(&seen);
    let state = Router::new().route(
        "/hook",
        post(move |headers: HeaderMap, body: Bytes| async move {
            record.lock().unwrap().push((headers, body));
            let mut statuses = statuses.lock().unwrap();
            let status = if statuses.is_empty() {
                200
            } else {
                statuses.remove(0)
            };
            StatusCode::from_u16(status).unwrap()
        }),
    );
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/hook", listener.local_addr().unwrap());
    tokio::spawn(async move { axum::serve(listener, state).await.unwrap() });
    (url, seen)
}

fn webhooks(secret: Option<&str>, retries: &[Duration]) -> Webhooks {
    Webhooks::new(&Settings {
        webhook_secret: secret.map(str::to_owned),
        webhook_retries: retries.to_vec(),
        ..Settings::default()
    })
}

fn event(name: &str) -> Event {
    Event::new(
        name,
        "e5b23b48-6ee0-4804-bdfc-803d629b9086",
        json!([]),
        None,
    )
}

async fn until(what: impl Fn() -> bool) {
    tokio::time::timeout(Duration::from_secs(5), async {
        while !what() {
            tokio::time::sleep(Duration::from_millis(2)).await;
        }
    })
    .await
    .expect("it should have happened by now");
}

#[tokio::test]
async fn delivers_what_is_wanted_signed_and_in_order() {
    let (url, seen) = receiver(&[]).await;
    let webhooks = webhooks(Some("secret"), &[]);
    let target = WebhookTarget::parse(&json!({
        "url": url, "headers": {"X-Hook": "1", "X-Firecrawl-Signature": "forged"},
        "metadata": {"k": "v"}, "events": ["started", "completed"],
    }))
    .unwrap();
    for name in ["crawl.started", "crawl.page", "crawl.completed"] {
        webhooks.send(&target, event(name));
    }
    until(|| webhooks.deliveries().delivered == 2).await;

    let seen = seen.lock().unwrap();
    let types: Vec<Value> = seen
        .iter()
        .map(|(_, body)| serde_json::from_slice::<Value>(body).unwrap()["type"].clone())
        .collect();
    assert_eq!(types, ["crawl.started", "crawl.completed"]);
    for (headers, body) in seen.iter() {
        assert_eq!(headers["content-type"], "application/json");
        assert_eq!(headers["x-hook"], "1");
        assert_eq!(
            headers["x-firecrawl-signature"],
            sign("secret", body).unwrap()
        );
    }
}

#[tokio::test]
async fn without_a_secret_nothing_is_signed() {
    let (url, seen) = receiver(&[]).await;
    let webhooks = webhooks(None, &[]);
    webhooks.send(
        &WebhookTarget::parse(&json!(url)).unwrap(),
        event("crawl.page"),
    );
    until(|| webhooks.deliveries().delivered == 1).await;
    assert!(
        !seen.lock().unwrap()[0]
            .0
            .contains_key("x-firecrawl-signature")
    );
}

#[tokio::test]
async fn repeats_the_same_bytes_until_a_2xx() {
    let (url, seen) = receiver(&[500, 302]).await;
    let webhooks = webhooks(Some("s"), &[Duration::ZERO; 3]);
    webhooks.send(
        &WebhookTarget::parse(&json!(url)).unwrap(),
        event("crawl.page"),
    );
    until(|| webhooks.deliveries().delivered == 1).await;
    let seen = seen.lock().unwrap();
    assert_eq!(seen.len(), 3);
    assert!(seen.iter().all(|(_, body)| *body == seen[0].1));
    assert_eq!(webhooks.deliveries().failed, 0);
}

#[tokio::test]
async fn a_bad_status_is_sent_once_when_no_retries_are_set() {
    let (url, seen) = receiver(&[500]).await;
    let webhooks = webhooks(None, &[]);
    let target = WebhookTarget::parse(&json!(url)).unwrap();
    webhooks.send(&target, event("crawl.started"));
    webhooks.send(&target, event("crawl.completed"));
    until(|| webhooks.deliveries().delivered + webhooks.deliveries().failed == 2).await;
    assert_eq!(webhooks.deliveries().failed, 1);
    assert_eq!(seen.lock().unwrap().len(), 2);
}

#[tokio::test]
async fn a_dead_receiver_fails_and_holds_up_no_other() {
    let (url, _seen) = receiver(&[]).await;
    let webhooks = webhooks(None, &[Duration::from_secs(3600)]);
    let dead = WebhookTarget::parse(&json!("http://127.0.0.1:1/")).unwrap();
    webhooks.send(&dead, event("crawl.started"));
    webhooks.send(
        &WebhookTarget::parse(&json!(url)).unwrap(),
        event("crawl.started"),
    );
    until(|| webhooks.deliveries().delivered == 1).await;
}

#[tokio::test]
async fn what_finds_no_space_is_dropped_and_counted() {
    let webhooks = Webhooks::with_capacity(&Settings::default(), 10_000);
    let dead = WebhookTarget::parse(&json!("http://127.0.0.1:1/")).unwrap();
    let large = || Event::new("crawl.page", "", "x".repeat(6_000).into(), None);
    webhooks.send(&dead, large());
    webhooks.send(&dead, large());
    assert_eq!(webhooks.deliveries().dropped, 1);
}

#[tokio::test]
async fn dropping_ends_what_still_waits() {
    let webhooks = webhooks(None, &[Duration::from_secs(3600)]);
    let shared = Arc::downgrade(&webhooks.shared_for_tests());
    let dead = WebhookTarget::parse(&json!("http://127.0.0.1:1/")).unwrap();
    webhooks.send(&dead, event("crawl.started"));
    drop(webhooks);
    until(|| shared.strong_count() == 0).await;
}
