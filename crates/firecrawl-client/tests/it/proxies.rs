//! Proxies on the way to a server, and access proxies in front of it.

use std::error::Error as _;

use firecrawl_client::{CallOptions, Client, ErrorKind, RetryPolicy};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;

use crate::setup::KEY;
use crate::wire::{Act, Wire, answer, header, json};

const GOOD: &str = r#"{"success":true,"data":{}}"#;

/// All that an error shows, with its sources.
fn shown(error: &firecrawl_client::Error) -> String {
    let mut shown = format!("{error} {error:?}");
    let mut source = error.source();
    while let Some(error) = source {
        shown.push_str(&format!(" {error} {error:?}"));
        source = error.source();
    }
    shown
}

#[tokio::test]
async fn a_proxy_sees_a_tunnel_and_its_own_credentials_only() {
    let wire = Wire::start(|_| Act::Answer(answer(407, &[], ""))).await;
    let builder = Client::builder()
        .key(KEY)
        .header("x-access-token", "5ecre7-of-the-server")
        .base_url("https://fire.example")
        .proxy(wire.url().replace("http://", "http://user:5ecre7word@"))
        .retry(RetryPolicy::off());
    assert!(!format!("{builder:?}").contains("5ecre7"), "{builder:?}");
    let client = builder.build().unwrap();
    assert!(!format!("{client:?}").contains("5ecre7"), "{client:?}");

    let error = client.scrape_status("7").await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Connect);
    assert!(!shown(&error).contains("5ecre7"), "{}", shown(&error));
    let seen = wire.seen();
    assert!(
        seen[0].starts_with("CONNECT fire.example:443 HTTP/1.1\r\n"),
        "{seen:?}"
    );
    assert_eq!(
        header(&seen[0], "proxy-authorization"),
        Some("Basic dXNlcjo1ZWNyZTd3b3Jk")
    );
    for request in &seen {
        assert!(!request.contains(KEY), "{request}");
        assert!(!request.contains("5ecre7-of-the-server"), "{request}");
        assert_eq!(header(request, "authorization"), None);
    }
}

#[test]
fn an_unsupported_proxy_names_the_supported_ones() {
    let error = Client::builder()
        .key(KEY)
        .proxy("socks6://user:5ecre7@127.0.0.1:1")
        .build()
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Config);
    for word in ["`socks6`", "`http`", "feature `socks`", "`socks5h`"] {
        assert!(error.message().contains(word), "{error}");
    }
    assert!(!shown(&error).contains("5ecre7"), "{}", shown(&error));
}

/// Serves one connection as a SOCKS proxy and as the server behind it; returns the name of the
/// server that it was asked for and the request.
async fn serve_socks(listener: TcpListener) -> std::io::Result<(String, String)> {
    let (mut socket, _) = listener.accept().await?;
    let mut methods = [0; 2];
    socket.read_exact(&mut methods).await?;
    socket
        .read_exact(&mut vec![0; usize::from(methods[1])])
        .await?;
    socket.write_all(&[5, 0]).await?;
    // Version, command, reserved, kind of address (3 is a name), length.
    let mut start = [0; 5];
    socket.read_exact(&mut start).await?;
    assert_eq!(start[..4], [5, 1, 0, 3]);
    let mut name = vec![0; usize::from(start[4]) + 2];
    socket.read_exact(&mut name).await?;
    socket.write_all(&[5, 0, 0, 1, 0, 0, 0, 0, 0, 0]).await?;

    let mut request = Vec::new();
    while !request.ends_with(b"\r\n\r\n") {
        socket.read_buf(&mut request).await?;
    }
    socket.write_all(&json(GOOD)).await?;
    name.truncate(name.len() - 2);
    let text = |bytes| String::from_utf8_lossy(bytes).into_owned();
    Ok((text(&name), text(&request)))
}

#[tokio::test]
async fn a_server_is_reached_through_socks() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let proxy = format!("socks5h://{}", listener.local_addr().unwrap());
    let served = tokio::spawn(serve_socks(listener));
    let builder = || Client::builder().base_url("http://fire.example").key(KEY);
    // The part behind the proxy is unencrypted.
    let error = builder().proxy(&proxy).build().unwrap_err();
    assert!(error.message().contains("unencrypted"), "{error}");

    let client = builder().proxy(&proxy).allow_plain_http(true).build();
    client.unwrap().scrape_status("7").await.unwrap();
    let (name, request) = served.await.unwrap().unwrap();
    assert_eq!(name, "fire.example");
    assert!(
        request.starts_with("GET /v2/scrape/7 HTTP/1.1\r\n"),
        "{request}"
    );
}

#[tokio::test]
async fn an_access_proxy_gets_its_authorization_in_place_of_a_key() {
    const BASIC: &str = "Basic dXNlcjo1ZWNyZTd3b3Jk";
    let wire = Wire::start(|_| {
        let body = format!(
            "{{\"error\":\"{BASIC} and 0123456789abcdef and fedcba9876543210 are wrong\"}}"
        );
        Act::Answer(answer(401, &["content-type: application/json"], body))
    })
    .await;
    let builder = Client::builder()
        .base_url(wire.url())
        .authorization(format!(" {BASIC}\n"))
        .header("CF-Access-Client-Secret", "0123456789abcdef");
    let client = builder.build().unwrap();
    let shown_client = format!("{client:?}");
    assert!(client.has_key() && !shown_client.contains("dXNl"));
    let options = CallOptions::new().header("x-of-this-call", "fedcba9876543210");
    let client = client.with_options(options.unwrap().retry(RetryPolicy::off()));

    let error = client.scrape_status("7").await.unwrap_err();
    let seen = wire.seen();
    assert_eq!(header(&seen[0], "authorization"), Some(BASIC));
    assert_eq!(
        header(&seen[0], "cf-access-client-secret"),
        Some("0123456789abcdef")
    );
    // A server that repeats them does not make them show.
    assert_eq!(error.message(), "Basic [key] and [key] and [key] are wrong");
    assert!(!shown(&error).contains("dXNl"), "{}", shown(&error));
}

#[test]
fn another_authorization_is_as_secret_as_a_key() {
    let refused = |url: &str, value: &str| {
        let builder = Client::builder().base_url(url).authorization(value);
        assert!(!format!("{builder:?}").contains("5ecre7"), "{builder:?}");
        let error = builder.build().unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Config);
        assert!(!shown(&error).contains("5ecre7"), "{error}");
        error.to_string()
    };
    let error = refused("http://fire.example", "Basic 5ecre7");
    assert!(error.contains("unencrypted to `fire.example`"), "{error}");
    refused("https://fire.example", " ");
    refused("https://fire.example", "Basic 5ecre7\r\nx-b: 5ecre7");
    let both = Client::builder().key(KEY).authorization("Basic 5ecre7");
    let error = both.build().unwrap_err();
    assert!(error.message().contains("both"), "{error}");
}
