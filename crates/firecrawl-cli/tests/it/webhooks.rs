//! The receiver of webhooks.

use serde_json::json;
use std::time::Duration;
use tokio::io::{AsyncBufReadExt as _, BufReader, Lines};
use tokio::process::{Child, ChildStderr};

use firecrawl_local::LocalServer;

use super::harness::{KEY, Place, lines};

const SECRET: &str = "wh-5ecre7-of-the-receiver";

/// Starts a receiver, and returns its address.
async fn listen(
    place: &Place,
    secret: &str,
    more: &[&str],
) -> (Child, Lines<BufReader<ChildStderr>>, String) {
    let mut arguments = vec!["webhook", "listen", "--address", "127.0.0.1:0"];
    arguments.extend(more);
    let mut command = place.command(&arguments);
    let mut child = command
        .env("FIRECRAWL_WEBHOOK_SECRET", secret)
        .spawn()
        .unwrap();
    let mut stderr = BufReader::new(child.stderr.take().unwrap()).lines();
    let first = stderr.next_line().await.unwrap().unwrap();
    let address = first.rsplit(' ').next().unwrap().to_owned();
    (child, stderr, address)
}

async fn crawl(place: &Place, hook: &str) {
    let body = json!({"webhook": {"url": hook}}).to_string();
    let arguments = [
        "crawl",
        &place.site,
        "--limit",
        "2",
        "--body",
        &body,
        "--jsonl",
    ];
    place.run(&arguments).await.ok();
}

#[tokio::test]
async fn deliveries_are_checked_and_written() {
    let builder = LocalServer::builder().keys([KEY]).webhook_secret(SECRET);
    let place = Place::with(builder).await;
    let (mut child, _stderr, address) = listen(&place, SECRET, &[]).await;
    let mut stdout = BufReader::new(child.stdout.take().unwrap()).lines();
    crawl(&place, &address).await;
    let mut events = Vec::new();
    while !events
        .iter()
        .any(|event: &serde_json::Value| event["event"] == "crawl.completed")
    {
        let line = stdout.next_line().await.unwrap().unwrap();
        events.extend(lines(&line));
    }
    let pages = events.iter().filter(|event| event["event"] == "crawl.page");
    assert_eq!(pages.count(), 2);

    // What is forwarded keeps its signature, and the status of the receiver is passed back.
    let (mut second, mut said, relay) = listen(&place, SECRET, &["--forward", &address]).await;
    crawl(&place, &relay).await;
    let line = stdout.next_line().await.unwrap().unwrap();
    assert_eq!(lines(&line)[0]["event"], "crawl.started");
    child.kill().await.unwrap();
    crawl(&place, &relay).await;
    let line = tokio::time::timeout(Duration::from_secs(60), said.next_line()).await;
    assert!(line.unwrap().unwrap().unwrap().contains("did not respond"));
    second.kill().await.unwrap();
}

#[tokio::test]
async fn a_receiver_keeps_the_deliveries_of_the_one_before() {
    let builder = LocalServer::builder().keys([KEY]).webhook_secret(SECRET);
    let place = Place::with(builder).await;
    for round in 1..=2 {
        let (mut child, _stderr, address) = listen(&place, SECRET, &["-o", "events.jsonl"]).await;
        crawl(&place, &address).await;
        // The end of a crawl may be delivered before its last page.
        let delivered = || {
            let text = std::fs::read_to_string(place.path("events.jsonl")).unwrap();
            text.matches('\n').count()
        };
        while delivered() < 4 * round {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        child.kill().await.unwrap();
    }
    let text = std::fs::read_to_string(place.path("events.jsonl")).unwrap();
    assert_eq!(lines(&text).len(), 8, "{text}");
}

#[tokio::test]
async fn a_wrong_signature_is_rejected_and_said() {
    let builder = LocalServer::builder()
        .keys([KEY])
        .webhook_secret("another-secret-of-somebody");
    let place = Place::with(builder).await;
    let (mut child, mut stderr, address) = listen(&place, SECRET, &[]).await;
    crawl(&place, &address).await;
    let line = stderr.next_line().await.unwrap().unwrap();
    assert!(
        line.contains("signature") && !line.contains(SECRET),
        "{line}"
    );
    child.kill().await.unwrap();
    let output = child.wait_with_output().await.unwrap();
    assert_eq!(String::from_utf8_lossy(&output.stdout), "");
    let run = place.run(&["webhook", "listen"]).await;
    run.fails(2, &["FIRECRAWL_WEBHOOK_SECRET", "--unsigned"]);
}
