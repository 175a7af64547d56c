//! Making a client: keys, addresses, headers, the environment.

use std::process::Command;
use std::time::Duration;

use firecrawl_client::{CallOptions, Client, ClientBuilder, ErrorKind};

use crate::setup::{Hurry, KEY, Setup};
use crate::wire::{Act, Wire, header, json};

const GOOD: &str = r#"{"success":true,"data":{}}"#;

fn refused(builder: ClientBuilder) -> String {
    let error = builder.build().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Config);
    assert!(!error.is_retryable() && error.attempts() == 0);
    let shown = format!("{error} {error:?}");
    assert!(!shown.contains("5ecre7"), "{shown}");
    error.to_string()
}

#[test]
fn a_key_that_is_none_is_refused_and_not_dropped() {
    for key in [
        "",
        " \n",
        "fc-5ecre7 fc-5ecre7",
        "\"fc-5ecre7\"",
        "Bearer fc-5ecre7",
        "fc-5ecre7\u{2026}",
        "fc-\u{0}5ecre7",
    ] {
        let words = refused(Client::builder().key(key));
        assert!(words.contains("API key"), "{words}");
        assert!(Client::new(key).is_err());
    }
    assert!(Client::new(format!(" {KEY}\n")).is_ok_and(|client| client.has_key()));
}

#[test]
fn an_address_that_is_none_is_refused() {
    for url in [
        "",
        "localhost:3002",
        "api.firecrawl.dev",
        "ftp://a.example",
        "https://",
        "https://5ecre7:5ecre7@a.example",
    ] {
        let words = refused(Client::builder().base_url(url));
        assert!(words.contains("base URL"), "{words}");
    }
}

#[test]
fn a_key_does_not_travel_in_the_open() {
    let words = refused(
        Client::builder()
            .key(KEY)
            .base_url("http://fire.example:3002"),
    );
    assert!(words.contains("fire.example"), "{words}");
    for url in [
        "http://10.0.0.1",
        "http://localhost.example",
        "http://[2001:db8::1]",
    ] {
        refused(Client::builder().key(KEY).base_url(url));
    }
    for url in [
        "http://localhost:3002",
        "http://127.9.9.9",
        "http://[::1]:3002",
        "https://fire.example",
    ] {
        assert!(
            Client::builder().key(KEY).base_url(url).build().is_ok(),
            "{url}"
        );
    }
    let open = Client::builder().base_url("http://fire.example");
    assert!(open.build().is_ok(), "there is nothing to lose");
    let allowed = Client::builder().key(KEY).base_url("http://fire.example");
    assert!(allowed.allow_plain_http(true).build().is_ok());
}

#[test]
fn nor_to_a_proxy() {
    let here = || Client::builder().key(KEY).base_url("http://localhost:3002");
    let words = refused(here().proxy("http://proxy.example:8080"));
    assert!(words.contains("proxy"), "{words}");
    assert!(here().proxy("http://127.0.0.1:8080").build().is_ok());
    assert!(
        here()
            .proxy("http://proxy.example:8080")
            .allow_plain_http(true)
            .build()
            .is_ok()
    );
    let cloud = Client::builder()
        .key(KEY)
        .proxy("http://user:word@proxy.example:8080");
    assert!(cloud.build().is_ok(), "what is inside is encrypted");
    refused(Client::builder().proxy("::"));
}

#[test]
fn the_clients_own_headers_cannot_be_set() {
    for name in [
        "Authorization",
        "content-length",
        "Content-Type",
        "Transfer-Encoding",
        "connection",
        "a b",
        "",
    ] {
        let words = refused(Client::builder().header(name, "5ecre7"));
        assert!(words.contains(&name.to_lowercase()), "{words}");
        assert!(CallOptions::new().header(name, "5ecre7").is_err());
    }
    refused(Client::builder().header("x-a", "5ecre7\r\nx-b: 5ecre7"));
    // One for all calls would make every start but the first a repetition.
    let words = refused(Client::builder().header("X-Idempotency-Key", "5ecre7"));
    assert!(words.contains("CallOptions::idempotency_key"), "{words}");
    refused(Client::builder().user_agent("5ecre7\n"));
}

#[test]
fn nothing_public_shows_a_key() {
    let builder = Client::builder()
        .key(KEY)
        .base_url(format!("https://user:{KEY}@a.example/{{}}?token={KEY}"))
        .header("x-proxy", KEY);
    assert!(!format!("{builder:?}").contains(KEY), "{builder:?}");
    let options = CallOptions::new().header("x-proxy", KEY).unwrap();
    let client = Client::new(KEY).unwrap().with_options(options.clone());
    let shown = format!("{client:?} {:#?} {options:?}", client);
    assert!(
        !shown.contains(KEY) && shown.contains("has_key: true"),
        "{shown}"
    );
}

#[tokio::test]
async fn four_ways_to_write_an_address_reach_the_same_place() {
    let wire = Wire::start(|_| Act::Answer(json(GOOD))).await;
    for end in ["", "/", "/v2", "/v2/"] {
        let url = format!("{}{end}", wire.url());
        let client = Client::builder().base_url(url).build().unwrap();
        assert_eq!(client.api_root(), format!("{}/v2", wire.url()));
        client.scrape_status("7").await.unwrap();
    }
    for request in wire.seen() {
        assert!(
            request.starts_with("GET /v2/scrape/7 HTTP/1.1\r\n"),
            "{request}"
        );
    }
}

#[tokio::test]
async fn a_call_carries_the_key_or_no_authorization_at_all() {
    let wire = Wire::start(|_| Act::Answer(json(GOOD))).await;
    let builder = || Client::builder().base_url(wire.url());
    let keyed = builder().key(KEY).header("X-Team", "a").build().unwrap();
    let options = CallOptions::new().header("x-team", "b").unwrap();
    for client in [
        keyed.clone(),
        keyed.with_options(options),
        builder()
            .key(KEY)
            .keyless()
            .user_agent("me/1")
            .build()
            .unwrap(),
    ] {
        client.scrape("https://example.com").await.unwrap();
    }
    let seen = wire.seen();
    let bearer = format!("Bearer {KEY}");
    assert_eq!(header(&seen[0], "authorization"), Some(&*bearer));
    assert_eq!(header(&seen[0], "x-team"), Some("a"));
    assert_eq!(header(&seen[1], "authorization"), Some(&*bearer));
    assert_eq!(header(&seen[1], "x-team"), Some("b"));
    assert_eq!(header(&seen[2], "authorization"), None);
    assert_eq!(header(&seen[2], "user-agent"), Some("me/1"));
    let ours = header(&seen[0], "user-agent").unwrap();
    assert!(ours.starts_with("firecrawl-rust/"), "{ours}");
}

#[tokio::test]
async fn a_wrong_key_is_told_without_the_key() {
    let setup = Setup::with(|server| server.keys(["another"]), |client| client.key(KEY)).await;
    let error = setup
        .client
        .scrape("https://example.com")
        .await
        .unwrap_err();
    assert!(error.is_auth() && !error.is_retryable(), "{error}");
    assert_eq!(error.status().unwrap(), 401);
    assert!(!format!("{error} {error:?} {:?}", error.response()).contains(KEY));
}

/// Tells the child process of a test what to expect.
const EXPECTED: &str = "FIRECRAWL_TEST_EXPECTS";

/// Settings from the environment; in a child process, since all threads share the environment.
#[test]
fn in_a_child_process() {
    let Ok(expected) = std::env::var(EXPECTED) else {
        return;
    };
    let found = match Client::from_env() {
        Ok(client) => format!("{} {}", client.api_root(), client.has_key()),
        Err(error) => format!("{:?}", error.kind()),
    };
    assert_eq!(found, expected);
}

#[test]
fn the_environment_gives_key_and_address() {
    for (key, url, expected) in [
        (None, None, "https://api.firecrawl.dev/v2 false"),
        (Some(KEY), None, "https://api.firecrawl.dev/v2 true"),
        (
            Some(KEY),
            Some("http://localhost:3002/"),
            "http://localhost:3002/v2 true",
        ),
        (
            None,
            Some("http://fire.example/v2"),
            "http://fire.example/v2 false",
        ),
        (Some(KEY), Some("http://fire.example"), "Config"),
        (Some(""), None, "Config"),
        (Some("  "), None, "Config"),
        (Some("fc-\u{2026}"), None, "Config"),
        (None, Some(""), "Config"),
    ] {
        let mut child = Command::new(std::env::current_exe().unwrap());
        child.args(["--exact", "construction::in_a_child_process"]);
        child
            .env_remove("FIRECRAWL_API_KEY")
            .env_remove("FIRECRAWL_API_URL");
        child.envs(key.map(|key| ("FIRECRAWL_API_KEY", key)));
        child.envs(url.map(|url| ("FIRECRAWL_API_URL", url)));
        let output = child.env(EXPECTED, expected).output().unwrap();
        let text = String::from_utf8_lossy(&output.stdout);
        assert!(
            output.status.success() && text.contains("1 passed"),
            "{expected}: {text}"
        );
    }
}

#[tokio::test]
async fn a_server_on_this_machine_is_reached_past_the_environments_proxy() {
    // The proxy would be asked for the whole address, with the key in the open.
    let Ok(url) = std::env::var("FIRECRAWL_TEST_LOCAL") else {
        let wire = Wire::start(|_| Act::Answer(json(GOOD))).await;
        let url = wire.url().to_owned();
        let output = tokio::task::spawn_blocking(move || {
            Command::new(std::env::current_exe().unwrap())
                .args([
                    "--exact",
                    "construction::a_server_on_this_machine_is_reached_past_the_environments_proxy",
                ])
                .env("FIRECRAWL_TEST_LOCAL", url)
                .envs(
                    ["http_proxy", "HTTP_PROXY", "ALL_PROXY"]
                        .map(|name| (name, "http://127.0.0.1:1")),
                )
                .env_remove("NO_PROXY")
                .env_remove("no_proxy")
                .output()
                .unwrap()
        })
        .await
        .unwrap();
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        assert!(
            output.status.success() && text.contains("1 passed"),
            "{text}"
        );
        assert_eq!(wire.seen().len(), 1);
        return;
    };
    let builder = Client::builder()
        .base_url(url)
        .key(KEY)
        .clock(Hurry::default());
    let client = builder
        .connect_timeout(Duration::from_secs(5))
        .build()
        .unwrap();
    client.scrape_status("7").await.unwrap();
}

#[test]
fn a_proxy_that_would_not_be_used_is_refused() {
    for address in [
        "ftp://proxy.example",
        "socks6://127.0.0.1:1080",
        "http://",
        "",
    ] {
        let words = refused(Client::builder().key(KEY).proxy(address));
        assert!(words.contains("proxy"), "{address}: {words}");
    }
    for address in [
        "proxy.example:8080",
        "127.0.0.1:8080",
        "https://proxy.example",
    ] {
        let client = Client::builder().key(KEY).proxy(address).build();
        assert!(client.is_ok(), "{address}");
    }
    // Without a scheme it is `http`, and as private as that.
    let here = || Client::builder().base_url("http://127.0.0.1:1").key(KEY);
    assert!(here().proxy("127.0.0.1:8080").build().is_ok());
    refused(here().proxy("proxy.example:8080"));
}
