//! Streamable HTTP, and who may use it.

use serde_json::{Value, json};
use tokio::io::{AsyncBufReadExt as _, AsyncReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::TcpStream;
use tokio::process::Child;

use super::host::hello;
use crate::harness::{Place, Run};

/// A server and its address.
struct Http {
    address: String,
    _child: Child,
}

/// A response.
#[derive(Debug)]
struct HttpResponse {
    status: u16,
    session: Option<String>,
    body: String,
}

impl Http {
    async fn start(place: &Place, token: Option<&str>) -> Self {
        let mut command = place.command(&["mcp", "--http", "127.0.0.1:0"]);
        if let Some(token) = token {
            command.env("FIRECRAWL_MCP_TOKEN", token);
        }
        let mut child = command.spawn().unwrap();
        let mut stderr = BufReader::new(child.stderr.take().unwrap()).lines();
        let line = stderr.next_line().await.unwrap().unwrap();
        let (_, rest) = line.split_once("http://").unwrap();
        Self {
            address: rest[..rest.find('/').unwrap()].to_owned(),
            _child: child,
        }
    }

    /// Posts a message with headers; one for `Host` replaces that of the address.
    async fn post(&self, path: &str, headers: &[(&str, &str)], message: &Value) -> HttpResponse {
        let body = message.to_string();
        let mut head = format!(
            "POST {path} HTTP/1.1\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\
             Accept: application/json, text/event-stream\r\nConnection: close\r\n",
            body.len()
        );
        if !headers.iter().any(|(name, _)| *name == "Host") {
            head += &format!("Host: {}\r\n", self.address);
        }
        for (name, value) in headers {
            head += &format!("{name}: {value}\r\n");
        }
        let mut stream = TcpStream::connect(&self.address).await.unwrap();
        stream
            .write_all(format!("{head}\r\n{body}").as_bytes())
            .await
            .unwrap();
        let mut text = Vec::new();
        stream.read_to_end(&mut text).await.unwrap();
        let text = String::from_utf8(text).unwrap();
        let (head, body) = text.split_once("\r\n\r\n").unwrap();
        let session = head.lines().find_map(|line| {
            let (name, value) = line.split_once(": ")?;
            name.eq_ignore_ascii_case("mcp-session-id")
                .then(|| value.to_owned())
        });
        HttpResponse {
            status: head.split(' ').nth(1).unwrap().parse().unwrap(),
            session,
            body: body.to_owned(),
        }
    }
}

fn request(id: u64, method: &str, params: Value) -> Value {
    json!({"jsonrpc": "2.0", "id": id, "method": method, "params": params})
}

/// Returns the response in an event stream.
fn event(response: &HttpResponse, id: u64) -> Value {
    let events = response
        .body
        .lines()
        .filter_map(|line| line.strip_prefix("data:"));
    let mut messages = events.filter_map(|data| serde_json::from_str::<Value>(data).ok());
    let found = messages.find(|message| message["id"] == id);
    assert!(found.is_some(), "{response:?}");
    found.unwrap()
}

#[tokio::test]
async fn a_page_is_scraped_over_http() {
    let place = Place::new().await;
    let http = Http::start(&place, None).await;
    let opened = http
        .post("/mcp", &[], &request(1, "initialize", hello()))
        .await;
    assert_eq!(
        event(&opened, 1)["result"]["serverInfo"]["name"],
        "firecrawl"
    );
    let session = opened.session.clone().unwrap();
    let headers = [
        ("Mcp-Session-Id", session.as_str()),
        ("MCP-Protocol-Version", "2025-11-25"),
    ];
    let ready = json!({"jsonrpc": "2.0", "method": "notifications/initialized"});
    assert_eq!(http.post("/mcp", &headers, &ready).await.status, 202);
    let tools = http
        .post("/mcp", &headers, &request(2, "tools/list", json!({})))
        .await;
    assert_eq!(
        event(&tools, 2)["result"]["tools"]
            .as_array()
            .unwrap()
            .len(),
        10
    );
    let scrape = json!({"name": "firecrawl_scrape", "arguments": {"url": place.site}});
    let page = http
        .post("/mcp", &headers, &request(3, "tools/call", scrape))
        .await;
    let page = event(&page, 3);
    let text = page["result"]["content"][0]["text"].as_str().unwrap();
    assert!(text.contains("statusCode: 200"), "{text}");
}

#[tokio::test]
async fn pages_and_other_names_are_kept_out() {
    let place = Place::new().await;
    let http = Http::start(&place, None).await;
    let hello = request(1, "initialize", hello());
    for (path, headers, status) in [
        ("/mcp", [("Origin", "https://evil.example")], 403),
        ("/mcp", [("Origin", "null")], 403),
        // A page of another server on this machine is a stranger as well.
        ("/mcp", [("Origin", "http://localhost:8080")], 403),
        // DNS rebinding: a name of the attacker leads to this machine.
        ("/mcp", [("Host", "evil.example")], 403),
        ("/other", [("X-None", "1")], 404),
        ("/mcp", [("X-None", "1")], 200),
    ] {
        let response = http.post(path, &headers, &hello).await;
        assert_eq!(response.status, status, "{headers:?}: {response:?}");
    }
    let http = Http::start(&place, Some("open-sesame")).await;
    for (token, status) in [("open", 401), ("open-sesame", 200)] {
        let bearer = format!("Bearer {token}");
        let response = http
            .post("/mcp", &[("Authorization", &bearer)], &hello)
            .await;
        assert_eq!(response.status, status, "{response:?}");
    }
    assert_eq!(http.post("/mcp", &[], &hello).await.status, 401);
}

#[tokio::test]
async fn other_machines_are_let_in_only_if_asked() {
    let place = Place::new().await;
    let run = place.run(&["mcp", "--http", "0.0.0.0:0"]).await;
    let Run { stdout, .. } = run.fails(2, &["other machines", "--allow-remote"]);
    assert!(stdout.is_empty(), "{stdout}");
    let run = place.run(&["mcp", "--tools", "firecrawl_mop"]).await;
    run.fails(2, &["firecrawl_mop", "firecrawl_map"]);
}
