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
    head: String,
    body: String,
}

impl HttpResponse {
    fn header(&self, wanted: &str) -> Option<&str> {
        self.head.lines().find_map(|line| {
            let (name, value) = line.split_once(": ")?;
            name.eq_ignore_ascii_case(wanted).then_some(value)
        })
    }
}

impl Http {
    async fn start(place: &Place, token: Option<&str>) -> Self {
        Self::with(place, &["--http", "0"], token).await
    }

    async fn with(place: &Place, arguments: &[&str], token: Option<&str>) -> Self {
        let mut command = place.command(&[&["mcp"], arguments].concat());
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
        self.send("POST", path, headers, &message.to_string()).await
    }

    async fn send(
        &self,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: &str,
    ) -> HttpResponse {
        let mut head = format!(
            "{method} {path} HTTP/1.1\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\
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
        // A server that rejects a body does not read all of it.
        let _ = stream
            .write_all(format!("{head}\r\n{body}").as_bytes())
            .await;
        let mut text = Vec::new();
        let _ = stream.read_to_end(&mut text).await;
        let text = String::from_utf8(text).unwrap();
        let (head, body) = text.split_once("\r\n\r\n").unwrap();
        HttpResponse {
            status: head.split(' ').nth(1).unwrap().parse().unwrap(),
            head: head.to_owned(),
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
    let session = opened.header("mcp-session-id").unwrap().to_owned();
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
    // A session that was ended is unknown.
    let list = request(4, "tools/list", json!({}));
    assert_eq!(http.send("DELETE", "/mcp", &headers, "").await.status, 200);
    assert_eq!(http.post("/mcp", &headers, &list).await.status, 404);
    let large = json!({"padding": "x".repeat(5 << 20)});
    assert_eq!(http.post("/mcp", &[], &large).await.status, 413);
}

#[tokio::test]
async fn sessions_are_bounded() {
    let place = Place::new().await;
    let http = Http::start(&place, None).await;
    let open = async || {
        let hello = request(1, "initialize", hello());
        let opened = http.post("/mcp", &[], &hello).await;
        opened.header("mcp-session-id").unwrap().to_owned()
    };
    let list = async |session: &str| {
        let headers = [("Mcp-Session-Id", session)];
        let list = request(2, "tools/list", json!({}));
        http.post("/mcp", &headers, &list).await.status
    };
    let mut sessions = Vec::new();
    for _ in 0..100 {
        sessions.push(open().await);
    }
    // The first one is used, so that the second one is idle for longest.
    assert_eq!(list(&sessions[0]).await, 200);
    // One that has ended takes no place.
    let ended = [("Mcp-Session-Id", sessions[5].as_str())];
    assert_eq!(http.send("DELETE", "/mcp", &ended, "").await.status, 200);
    let last = [open().await, open().await];
    let expected = [
        (&sessions[0], 200),
        (&sessions[1], 404),
        (&sessions[2], 200),
    ];
    for (session, status) in expected
        .into_iter()
        .chain([(&last[0], 200), (&last[1], 200)])
    {
        assert_eq!(list(session).await, status);
    }
}

#[tokio::test]
async fn pages_of_an_allowed_origin_may_use_it() {
    let place = Place::new().await;
    let own = "https://own.example";
    let arguments = ["--http", "127.0.0.1:0", "--allow-origin", own];
    let http = Http::with(&place, &arguments, Some("open-sesame")).await;
    // A browser asks first, without the token.
    let asks = ("Access-Control-Request-Method", "POST");
    let allowed = http
        .send("OPTIONS", "/mcp", &[("Origin", own), asks], "")
        .await;
    assert_eq!(allowed.status, 204, "{allowed:?}");
    let headers = allowed.header("access-control-allow-headers").unwrap();
    for name in [
        "authorization",
        "content-type",
        "mcp-session-id",
        "mcp-protocol-version",
    ] {
        assert!(headers.contains(name), "{headers}");
    }
    let bearer = ("Authorization", "Bearer open-sesame");
    let hello = request(1, "initialize", hello());
    let opened = http.post("/mcp", &[("Origin", own), bearer], &hello).await;
    assert_eq!(opened.status, 200);
    assert_eq!(opened.header("access-control-allow-origin"), Some(own));
    let exposed = opened.header("access-control-expose-headers").unwrap();
    assert!(exposed.contains("mcp-session-id"), "{exposed}");
    let other = ("Origin", "https://evil.example");
    let rejected = http.post("/mcp", &[other, bearer], &hello).await;
    assert_eq!(rejected.status, 403);
    assert_eq!(rejected.header("access-control-allow-origin"), None);
    let asked = http.send("OPTIONS", "/mcp", &[other, asks], "").await;
    assert_eq!(asked.header("access-control-allow-origin"), None);
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
    for (bearer, status) in [
        ("Bearer open", 401),
        ("Basic open-sesame", 401),
        ("Bearer open-sesame", 200),
        ("bearer open-sesame", 200),
    ] {
        let response = http
            .post("/mcp", &[("Authorization", bearer)], &hello)
            .await;
        assert_eq!(response.status, status, "{response:?}");
    }
    let without = http.post("/mcp", &[], &hello).await;
    assert_eq!(without.status, 401);
    assert_eq!(without.header("www-authenticate"), Some("Bearer"));
}

#[tokio::test]
async fn a_body_that_is_no_message_has_an_error_of_the_protocol() {
    let place = Place::new().await;
    let http = Http::start(&place, None).await;
    for body in ["not JSON", "[]"] {
        let response = http.send("POST", "/mcp", &[], body).await;
        assert_eq!(response.status, 400, "{response:?}");
        let error: Value = serde_json::from_str(&response.body).unwrap();
        assert_eq!(error["error"]["code"], -32700, "{error}");
    }
}

#[tokio::test]
async fn other_machines_are_let_in_only_if_asked() {
    let place = Place::new().await;
    let run = place.run(&["mcp", "--http", "0.0.0.0:0"]).await;
    let Run { stdout, .. } = run.fails(2, &["other machines", "--allow-remote"]);
    assert!(stdout.is_empty(), "{stdout}");
    let remote = ["--http", "0.0.0.0:0", "--allow-remote"];
    let run = place.run(&[&["mcp"], &remote[..]].concat()).await;
    run.fails(2, &["FIRECRAWL_MCP_TOKEN"]);
    let http = Http::with(&place, &remote, Some("open-sesame")).await;
    let port = http.address.rsplit(':').next().unwrap();
    let http = Http {
        address: format!("127.0.0.1:{port}"),
        ..http
    };
    let hello = request(1, "initialize", hello());
    assert_eq!(http.post("/mcp", &[], &hello).await.status, 401);
    let run = place.run(&["mcp", "--http", "example.com:80"]).await;
    run.fails(2, &["--http", "127.0.0.1:3010"]);
    let run = place.run(&["mcp", "--tools", "firecrawl_mop"]).await;
    run.fails(2, &["firecrawl_mop", "firecrawl_map"]);
}

#[tokio::test]
async fn the_session_that_was_silent_for_longest_ends_for_a_new_one() {
    let place = Place::new().await;
    let http = Http::start(&place, Some("t0ken")).await;
    let key = ("Authorization", "bearer t0ken");
    let mut sessions = Vec::new();
    let ready = json!({"jsonrpc": "2.0", "method": "notifications/initialized"});
    for _ in 0..101 {
        let hello = request(1, "initialize", hello());
        let opened = http.post("/mcp", &[key], &hello).await;
        let id = opened.header("mcp-session-id").unwrap().to_owned();
        // The first one is used, so that the second one is the silent one.
        let first = sessions.first().unwrap_or(&id);
        let headers = [key, ("Mcp-Session-Id", first.as_str())];
        assert_eq!(http.post("/mcp", &headers, &ready).await.status, 202);
        sessions.push(id);
    }
    for (at, status) in [(0, 202), (1, 404), (2, 202)] {
        let headers = [key, ("Mcp-Session-Id", sessions[at].as_str())];
        let response = http.post("/mcp", &headers, &ready).await;
        assert_eq!(response.status, status, "{at}");
    }
}

#[tokio::test]
async fn a_session_with_a_call_under_way_is_not_idle() {
    let slow = firecrawl_local::LocalServer::builder().keys([crate::harness::KEY]);
    let place = Place::with(slow.pace(std::time::Duration::from_secs(3600))).await;
    let http = Http::start(&place, None).await;
    let begin = request(1, "initialize", hello());
    let opened = http.post("/mcp", &[], &begin).await;
    let session = [("Mcp-Session-Id", opened.header("mcp-session-id").unwrap())];
    let ready = json!({"jsonrpc": "2.0", "method": "notifications/initialized"});
    http.post("/mcp", &session, &ready).await;
    let crawl = json!({"name": "firecrawl_crawl", "arguments": {"url": place.site}});
    let crawl = request(2, "tools/call", crawl);
    let started = event(&http.post("/mcp", &session, &crawl).await, 2);
    let text = started["result"]["content"][0]["text"].as_str().unwrap();
    let wait = json!({"id": text.split_whitespace().nth(2).unwrap(), "wait_seconds": 2});
    let wait = json!({"name": "firecrawl_job_status", "arguments": wait});
    let wait = request(3, "tools/call", wait);
    let others = async {
        for _ in 0..105 {
            http.post("/mcp", &[], &begin).await;
        }
    };
    let (waited, ()) = tokio::join!(http.post("/mcp", &session, &wait), others);
    assert_eq!(event(&waited, 3)["result"]["isError"], false);
    assert_eq!(http.post("/mcp", &session, &ready).await.status, 202);
}
