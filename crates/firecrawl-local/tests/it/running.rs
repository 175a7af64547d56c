//! Starting, scripting, recording and stopping.

use std::time::Duration;

use firecrawl_local::{Fault, LocalServer, Response};
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

async fn post(server: &LocalServer, path: &str, body: Value) -> (u16, Value) {
    let request = reqwest::Client::new().post(format!("{}{path}", server.base_url()));
    let request = request
        .header("content-type", "application/json")
        .body(body.to_string());
    let response = request.send().await.unwrap();
    let status = response.status().as_u16();
    (
        status,
        serde_json::from_str(&response.text().await.unwrap()).unwrap(),
    )
}

/// Sends bytes and returns the response, up to the end of the connection or a pause.
async fn exchange(stream: &mut TcpStream, text: &str) -> String {
    stream.write_all(text.as_bytes()).await.unwrap();
    let mut response = Vec::new();
    let mut piece = [0; 4096];
    while let Ok(Ok(count)) =
        tokio::time::timeout(Duration::from_millis(40), stream.read(&mut piece)).await
    {
        if count == 0 {
            break;
        }
        response.extend_from_slice(&piece[..count]);
    }
    String::from_utf8_lossy(&response).into_owned()
}

const HEALTHY: &str = "GET /v2/team/queue-status HTTP/1.1\r\nhost: a.test:1\r\n\r\n";

#[tokio::test]
async fn scripts_see_requests_that_keep_the_contract() {
    let server = LocalServer::builder().start().await.unwrap();
    server
        .on("searchAndScrape", |call| {
            assert_eq!(call.id(), "searchAndScrape");
            Response::json(
                201,
                json!({"query": call.body["query"], "origin": call.origin}),
            )
        })
        .unwrap();
    let (status, body) = post(&server, "/v2/search", json!({"query": "q"})).await;
    assert_eq!(
        (status, body),
        (201, json!({"query": "q", "origin": server.base_url()}))
    );
    assert_eq!(
        post(&server, "/v2/search", json!({"bogus": 1})).await.0,
        400
    );
    server
        .on("POST /search", |_| Response::error(503, "later"))
        .unwrap();
    assert_eq!(
        post(&server, "/v2/search", json!({"query": "q"})).await.0,
        503
    );
    server.off("searchAndScrape").unwrap();
    assert_eq!(
        post(&server, "/v2/search", json!({"query": "q"})).await.0,
        200
    );
    let error = server
        .on("nope", |_| Response::ok(Value::Null))
        .unwrap_err();
    assert!(error.to_string().contains("nope"));
}

#[tokio::test]
async fn a_script_that_panics_is_a_500_and_no_more() {
    let server = LocalServer::builder().start().await.unwrap();
    server
        .on("searchAndScrape", |_| panic!("on purpose"))
        .unwrap();
    for _ in 0..2 {
        let (status, body) = post(&server, "/v2/search", json!({"query": "q"})).await;
        assert_eq!((status, &body["code"]), (500, &json!("UNKNOWN_ERROR")));
    }
}

#[tokio::test]
async fn what_is_made_up_says_so() {
    let server = LocalServer::builder().start().await.unwrap();
    let (status, body) = post(&server, "/v2/support/ask", json!({"question": "q"})).await;
    assert_eq!(status, 200);
    assert!(body["warning"].as_str().unwrap().contains("made up"));
}

#[tokio::test]
async fn coverage_grows_with_calls() {
    let server = LocalServer::builder().start().await.unwrap();
    server
        .on("searchAndScrape", |_| Response::ok(json!({})))
        .unwrap();
    server
        .on("getActivity", |_| Response::ok(json!({})))
        .unwrap();
    assert_eq!(server.coverage().operations().count(), 0);
    let body = json!({
        "query": "q",
        "scrapeOptions": {"formats": ["markdown", {"type": "json", "schema": {"mine": 1}}], "headers": {"x": "y"}},
    });
    post(&server, "/v2/search", body).await;
    post(&server, "/v2/search", json!({"bogus": 1, "limit": 3})).await;
    reqwest::get(format!(
        "{}/v2/team/activity?limit=3&mine=1",
        server.base_url()
    ))
    .await
    .unwrap();
    let coverage = server.coverage();
    assert_eq!(
        coverage.operations().collect::<Vec<_>>(),
        ["getActivity", "searchAndScrape"]
    );
    assert_eq!(coverage.calls("searchAndScrape"), 2);
    assert_eq!(
        coverage.properties("searchAndScrape").collect::<Vec<_>>(),
        [
            "query",
            "scrapeOptions",
            "scrapeOptions.formats",
            "scrapeOptions.formats.schema",
            "scrapeOptions.formats.type",
            "scrapeOptions.headers",
        ]
    );
    assert_eq!(
        coverage.properties("getActivity").collect::<Vec<_>>(),
        ["?limit"]
    );
    assert!(coverage.unused("getActivity").any(|name| name == "?cursor"));
    let all = firecrawl_api::OPERATIONS.len();
    assert_eq!(coverage.uncalled().count(), all - 2);
}

#[tokio::test]
async fn faults_reach_the_wire() {
    let server = LocalServer::builder().start().await.unwrap();
    let id = "getQueueStatus";
    server
        .fault(id, Fault::status(418).header("x-mine", "1"))
        .unwrap();
    let mut stream = TcpStream::connect(server.address()).await.unwrap();
    let response = exchange(&mut stream, HEALTHY).await;
    assert!(response.starts_with("HTTP/1.1 418"), "{response}");
    assert!(response.contains("x-mine: 1\r\n"));
    assert!(
        exchange(&mut stream, HEALTHY)
            .await
            .starts_with("HTTP/1.1 200"),
        "once only"
    );

    server.fault(id, Fault::reset()).unwrap();
    assert_eq!(exchange(&mut stream, HEALTHY).await, "");

    let mut stream = TcpStream::connect(server.address()).await.unwrap();
    server.fault(id, Fault::reset_after(3)).unwrap();
    let response = exchange(&mut stream, HEALTHY).await;
    let (head, body) = response.split_once("\r\n\r\n").unwrap();
    assert_eq!(body.len(), 3);
    assert!(
        head.contains("content-length: ") && !head.contains("content-length: 3"),
        "{head}"
    );

    let mut stream = TcpStream::connect(server.address()).await.unwrap();
    server.fault(id, Fault::close_after()).unwrap();
    let response = exchange(&mut stream, HEALTHY).await;
    assert!(
        response.starts_with("HTTP/1.1 200") && response.contains("connection: keep-alive"),
        "{response}"
    );
    assert!(response.ends_with('}'), "{response}");
    let mut piece = [0; 1];
    assert_eq!(stream.read(&mut piece).await.unwrap_or(0), 0, "closed");
}

#[tokio::test]
async fn heads_and_methods() {
    let server = LocalServer::builder().start().await.unwrap();
    let mut stream = TcpStream::connect(server.address()).await.unwrap();
    let response = exchange(&mut stream, HEALTHY).await.to_ascii_lowercase();
    for line in [
        "connection: keep-alive",
        "keep-alive: timeout=5",
        "content-type: application/json; charset=utf-8",
    ] {
        assert!(response.contains(line), "{line}: {response}");
    }
    let head = exchange(&mut stream, &HEALTHY.replace("GET", "HEAD")).await;
    assert!(
        head.starts_with("HTTP/1.1 200") && head.ends_with("\r\n\r\n"),
        "{head}"
    );
    let options = exchange(&mut stream, &HEALTHY.replace("GET", "OPTIONS")).await;
    assert!(
        options.starts_with("HTTP/1.1 204") && options.contains("allow: GET, OPTIONS"),
        "{options}"
    );
    let closing = HEALTHY.replace("\r\n\r\n", "\r\nconnection: close\r\n\r\n");
    let response = exchange(&mut stream, &closing).await;
    assert!(!response.contains("keep-alive"), "{response}");
}

#[tokio::test]
async fn a_stopped_server_is_gone() {
    let server = LocalServer::builder().start().await.unwrap();
    let address = server.address();
    let mut idle = TcpStream::connect(address).await.unwrap();
    exchange(&mut idle, HEALTHY).await;
    server.shutdown().await;
    assert!(TcpStream::connect(address).await.is_err());
    assert_eq!(idle.read(&mut [0; 1]).await.unwrap_or(0), 0);

    let server = LocalServer::builder()
        .port(address.port())
        .start()
        .await
        .unwrap();
    server.fault("getQueueStatus", Fault::silence()).unwrap();
    let mut waiting = TcpStream::connect(address).await.unwrap();
    assert_eq!(exchange(&mut waiting, HEALTHY).await, "", "silence");
    drop(server);
    assert_eq!(waiting.read(&mut [0; 1]).await.unwrap_or(0), 0);
}

#[tokio::test]
async fn a_port_in_use_is_an_error_that_names_it() {
    let server = LocalServer::builder().start().await.unwrap();
    let port = server.address().port();
    let error = LocalServer::builder().port(port).start().await.unwrap_err();
    assert_eq!(
        error.to_string(),
        format!("cannot listen on 127.0.0.1:{port}")
    );
    assert!(std::error::Error::source(&error).is_some());
}

#[tokio::test]
async fn the_demo_site_comes_along() {
    let server = LocalServer::builder().demo_site().start().await.unwrap();
    let page = reqwest::get(server.demo_url().unwrap()).await.unwrap();
    assert_eq!(page.status().as_u16(), 200);
    let without = LocalServer::builder().start().await.unwrap();
    assert_eq!(without.demo_url(), None);
}
