//! Answers that lead elsewhere: the key stays here.

use firecrawl_client::{Client, ErrorKind};

use crate::setup::{Hurry, KEY};
use crate::wire::{Act, Wire, answer, header, json};

const GOOD: &str = r#"{"success":true,"data":{"markdown":"elsewhere"}}"#;
const STATUSES: [u16; 5] = [301, 302, 303, 307, 308];

async fn leading_to(status: u16, target: String) -> Wire {
    Wire::start(move |_| Act::Answer(answer(status, &[&format!("location: {target}")], ""))).await
}

async fn elsewhere() -> Wire {
    Wire::start(|_| Act::Answer(json(GOOD))).await
}

fn client(wire: &Wire) -> Client {
    let builder = Client::builder().base_url(wire.url()).key(KEY);
    builder.clock(Hurry::default()).build().unwrap()
}

#[tokio::test]
async fn a_redirect_is_an_error_and_is_not_followed() {
    for status in STATUSES {
        let other = elsewhere().await;
        let wire = leading_to(status, format!("{}/v2/scrape?token=secret", other.url())).await;
        let client = client(&wire);
        let costly = client.scrape("https://example.com").await.unwrap_err();
        let read = client.scrape_status("7").await.unwrap_err();
        for error in [costly, read] {
            assert_eq!(error.kind(), ErrorKind::Redirect);
            assert_eq!(error.status().unwrap(), status);
            assert_eq!(error.attempts(), 1);
            assert!(!error.is_retryable() && !error.is_ambiguous_start());
            assert!(error.message().contains(other.url()), "{error}");
            assert!(!error.to_string().contains("secret"), "{error}");
        }
        assert_eq!(wire.seen().len(), 2);
        assert!(other.seen().is_empty() && other.connections() == 0);
    }
}

#[tokio::test]
async fn so_is_one_to_the_same_server_and_one_to_nowhere() {
    for target in [
        "/v2/elsewhere",
        "https://127.0.0.1:1/",
        "",
        "::",
        "javascript:1",
    ] {
        let wire = leading_to(307, target.to_owned()).await;
        let error = client(&wire)
            .scrape("https://example.com")
            .await
            .unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Redirect, "{target}");
        assert_eq!(wire.seen().len(), 1);
    }
}

#[tokio::test]
async fn a_redirect_is_reported_with_its_target_and_what_to_do() {
    for (target, words) in [
        ("/login?token=secret", "to `/login` on the same server"),
        (
            "https://other.example/v2?token=secret",
            "to https://other.example, another origin",
        ),
        (
            "//other.example:8080/",
            "to http://other.example:8080, another origin",
        ),
        ("data:secret", "without a valid address"),
    ] {
        let wire = leading_to(302, target.to_owned()).await;
        let error = client(&wire).scrape_status("7").await.unwrap_err();
        assert!(error.message().contains(words), "{error}");
        assert!(error.message().contains("base URL"), "{error}");
        assert!(!error.to_string().contains("secret"), "{error}");
        assert_eq!(wire.seen().len(), 1);
    }
}

#[tokio::test]
async fn a_client_that_follows_redirects_takes_no_key_and_no_answer_from_elsewhere() {
    for status in STATUSES {
        let other = elsewhere().await;
        // Another port is another server.
        let wire = leading_to(status, format!("{}/v2/scrape", other.url())).await;
        let client = Client::builder()
            .base_url(wire.url())
            .key(KEY)
            .http_client(reqwest::Client::new())
            .build()
            .unwrap();
        for result in [
            client.scrape("https://example.com").await,
            client.scrape_status("7").await,
        ] {
            let error = result.unwrap_err();
            assert_eq!(error.kind(), ErrorKind::Redirect, "{status}: {error}");
            assert!(error.message().contains(other.url()), "{error}");
            assert_eq!(error.attempts(), 1);
        }
        assert_eq!(
            header(&wire.seen()[0], "authorization"),
            Some(&*format!("Bearer {KEY}"))
        );
        assert!(!other.seen().is_empty());
        for request in other.seen() {
            assert!(!request.contains(KEY), "{request}");
        }
    }
}

#[tokio::test]
async fn a_client_that_follows_redirects_without_end_is_stopped() {
    let wire = leading_to(307, "/v2/again".to_owned()).await;
    let client = Client::builder()
        .base_url(wire.url())
        .key(KEY)
        .http_client(reqwest::Client::new())
        .build()
        .unwrap();
    let error = client.scrape_status("7").await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Redirect, "{error}");
    assert_eq!(error.attempts(), 1, "it is not tried again");
}
