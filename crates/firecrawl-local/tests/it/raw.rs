//! Requests by hand, for what an HTTP client hides.

use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::timeout;

/// The bytes of the server up to the end of the connection.
pub struct Exchange {
    /// Status line and headers.
    pub head: String,
    /// The part of the body that arrived.
    pub body: Vec<u8>,
    /// `true` if the server closed the connection, `false` if it was open after the wait.
    pub closed: bool,
}

impl Exchange {
    /// A header of the response.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.head.lines().skip(1).find_map(|line| {
            let (other, value) = line.split_once(':')?;
            other.eq_ignore_ascii_case(name).then(|| value.trim())
        })
    }
}

/// Sends a GET over a connection that may be kept, and reads until it closes or the wait ends.
pub async fn get(base: &str, path: &str, wait: Duration) -> Exchange {
    let address = base.strip_prefix("http://").unwrap();
    let mut stream = TcpStream::connect(address).await.unwrap();
    let request = format!("GET {path} HTTP/1.1\r\nHost: {address}\r\n\r\n");
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut bytes = Vec::new();
    let mut piece = vec![0; 4096];
    let closed = loop {
        match timeout(wait, stream.read(&mut piece)).await {
            Err(_) => break false,
            // A reset is an end too.
            Ok(Ok(0) | Err(_)) => break true,
            Ok(Ok(count)) => bytes.extend_from_slice(&piece[..count]),
        }
    };
    let end = bytes.windows(4).position(|four| four == b"\r\n\r\n");
    let (head, body) = match end {
        Some(end) => (bytes[..end].to_vec(), bytes[end + 4..].to_vec()),
        None => (bytes, Vec::new()),
    };
    Exchange {
        head: String::from_utf8(head).unwrap(),
        body,
        closed,
    }
}
