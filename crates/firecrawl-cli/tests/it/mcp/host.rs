//! A host that has started the server.

use serde_json::{Value, json};
use tokio::io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader, Lines};
use tokio::process::{Child, ChildStdin, ChildStdout};

use crate::harness::{KEY, Place};

/// A running server; whatever it writes must be a message of the protocol.
pub struct Host {
    child: Child,
    stdin: ChildStdin,
    stdout: Lines<BufReader<ChildStdout>>,
    last: u64,
    /// The notifications so far.
    pub notifications: Vec<Value>,
}

/// The result of a tool.
#[derive(Debug)]
pub struct Called {
    pub text: String,
    pub is_error: bool,
}

impl Called {
    #[track_caller]
    pub fn ok(self) -> String {
        assert!(!self.is_error, "{}", self.text);
        self.text
    }

    /// Expects an error with these words.
    #[track_caller]
    pub fn fails(self, words: &[&str]) {
        assert!(self.is_error, "{}", self.text);
        for word in words {
            assert!(self.text.contains(word), "{word}: {}", self.text);
        }
    }
}

impl Host {
    /// Starts the server with the key.
    pub async fn start(place: &Place, arguments: &[&str]) -> Self {
        Self::with_key(place, arguments, Some(KEY)).await
    }

    pub async fn with_key(place: &Place, arguments: &[&str], key: Option<&str>) -> Self {
        let mut command = place.command(&[&["mcp"], arguments].concat());
        match key {
            Some(key) => command.env("FIRECRAWL_API_KEY", key),
            None => command.env_remove("FIRECRAWL_API_KEY"),
        };
        let mut child = command.stdin(std::process::Stdio::piped()).spawn().unwrap();
        let mut host = Self {
            stdin: child.stdin.take().unwrap(),
            stdout: BufReader::new(child.stdout.take().unwrap()).lines(),
            child,
            last: 0,
            notifications: Vec::new(),
        };
        let hello = host.request("initialize", hello()).await;
        assert_eq!(
            hello["result"]["serverInfo"]["name"], "firecrawl",
            "{hello}"
        );
        host.notify("notifications/initialized", json!({})).await;
        host
    }

    async fn send(&mut self, message: Value) {
        self.write(&format!("{message}\n")).await;
    }

    pub async fn write(&mut self, lines: &str) {
        self.stdin.write_all(lines.as_bytes()).await.unwrap();
    }

    pub async fn notify(&mut self, method: &str, params: Value) {
        self.send(json!({"jsonrpc": "2.0", "method": method, "params": params}))
            .await;
    }

    /// Sends a request and returns its id.
    pub async fn ask(&mut self, method: &str, params: Value) -> u64 {
        self.last += 1;
        let id = self.last;
        self.send(json!({"jsonrpc": "2.0", "id": id, "method": method, "params": params}))
            .await;
        id
    }

    /// Waits for the next message.
    pub async fn next(&mut self) -> Value {
        let line = self.stdout.next_line().await.unwrap();
        // Without a line, the server has ended.
        let line = line.unwrap();
        assert!(!line.contains(KEY), "{line}");
        let message: Value = serde_json::from_str(&line).unwrap();
        assert_eq!(message["jsonrpc"], "2.0", "{line}");
        if message.get("id").is_none() {
            self.notifications.push(message.clone());
        }
        message
    }

    pub async fn request(&mut self, method: &str, params: Value) -> Value {
        let id = self.ask(method, params).await;
        self.response(id).await
    }

    pub async fn response(&mut self, id: u64) -> Value {
        loop {
            let message = self.next().await;
            if message.get("id").is_some() {
                assert_eq!(message["id"], id, "{message}");
                return message;
            }
        }
    }

    pub async fn tools(&mut self) -> Vec<Value> {
        let response = self.request("tools/list", json!({})).await;
        response["result"]["tools"].as_array().unwrap().clone()
    }

    pub async fn call(&mut self, name: &str, arguments: Value) -> Called {
        let params = json!({"name": name, "arguments": arguments});
        let response = self.request("tools/call", params).await;
        let result = &response["result"];
        assert!(result.is_object(), "{response}");
        // The text is sent once.
        assert!(result.get("structuredContent").is_none(), "{response}");
        assert_eq!(result["content"].as_array().unwrap().len(), 1, "{response}");
        Called {
            text: result["content"][0]["text"].as_str().unwrap().to_owned(),
            is_error: result["isError"] == true,
        }
    }

    /// Starts a job and returns its id.
    pub async fn start_job(&mut self, name: &str, arguments: Value) -> String {
        let text = self.call(name, arguments).await.ok();
        text.split_whitespace().nth(2).unwrap().to_owned()
    }

    /// Closes the input, and expects that the server ends by itself.
    pub async fn end(self) {
        drop(self.stdin);
        let output = self.child.wait_with_output().await.unwrap();
        assert!(output.status.success(), "{output:?}");
        assert!(!String::from_utf8(output.stderr).unwrap().contains(KEY));
    }
}

/// The parameters of `initialize`.
pub fn hello() -> Value {
    json!({
        "protocolVersion": "2025-11-25",
        "capabilities": {},
        "clientInfo": {"name": "test", "version": "1"},
    })
}

/// Returns the cursor at the end of a result.
pub fn cursor(text: &str) -> Option<String> {
    let (_, rest) = text.rsplit_once("the cursor ")?;
    let end = rest.find([';', ']'])?;
    Some(rest[..end].to_owned())
}
