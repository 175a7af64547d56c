//! A server on a bare socket, which records every byte and can send invalid responses.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::AbortHandle;
use tokio_tungstenite::tungstenite::handshake::derive_accept_key;

/// A placeholder in a response for what accepts the key of a WebSocket.
pub const ACCEPT: &str = "<what accepts the key>";

/// The reaction to a request.
// It also serves the unit tests, which use all of it.
#[allow(dead_code)]
pub enum Act {
    /// These bytes, and the connection stays open.
    Answer(Vec<u8>),
    /// These bytes, and the connection closes.
    Close(Vec<u8>),
    /// The first bytes, and the others once there were so many requests; the connection stays open.
    Later(Vec<u8>, usize, Vec<u8>),
    /// The first bytes, and then the others again and again.
    Endless(Vec<u8>, Vec<u8>, Duration),
}

/// A server that responds by a script; dropping it stops it.
pub struct Wire {
    url: String,
    seen: Arc<Mutex<Vec<String>>>,
    connections: Arc<AtomicUsize>,
    accepting: AbortHandle,
}

impl Wire {
    /// Starts a server whose script receives the number of earlier requests.
    pub async fn start(script: impl Fn(usize) -> Act + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let seen: Arc<Mutex<Vec<String>>> = Arc::default();
        let connections: Arc<AtomicUsize> = Arc::default();
        let (script, notes, count) = (Arc::new(script), Arc::clone(&seen), connections.clone());
        let accepting = tokio::spawn(async move {
            while let Ok((socket, _)) = listener.accept().await {
                count.fetch_add(1, Ordering::SeqCst);
                tokio::spawn(serve(socket, Arc::clone(&script), Arc::clone(&notes)));
            }
        })
        .abort_handle();
        Self {
            url,
            seen,
            connections,
            accepting,
        }
    }

    /// Returns the URL, without a trailing slash.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// The requests so far, heads and bodies.
    pub fn seen(&self) -> Vec<String> {
        self.seen.lock().unwrap().clone()
    }

    /// Returns the number of connections.
    pub fn connections(&self) -> usize {
        self.connections.load(Ordering::SeqCst)
    }
}

impl Drop for Wire {
    fn drop(&mut self) {
        self.accepting.abort();
    }
}

/// A value of a header of a request.
pub fn header<'a>(request: &'a str, name: &str) -> Option<&'a str> {
    let head = request.split("\r\n\r\n").next()?;
    head.lines().skip(1).find_map(|line| {
        let (other, value) = line.split_once(':')?;
        other.eq_ignore_ascii_case(name).then(|| value.trim())
    })
}

/// Returns a response with these header lines.
pub fn answer(status: u16, headers: &[&str], body: impl AsRef<[u8]>) -> Vec<u8> {
    let body = body.as_ref();
    let mut bytes = head(status, headers);
    bytes.truncate(bytes.len() - 2);
    bytes.extend(format!("content-length: {}\r\n\r\n", body.len()).bytes());
    bytes.extend(body);
    bytes
}

/// Returns a JSON response with the status 200.
pub fn json(body: impl AsRef<[u8]>) -> Vec<u8> {
    answer(200, &["content-type: application/json"], body)
}

/// Returns the head of a response.
pub fn head(status: u16, headers: &[&str]) -> Vec<u8> {
    let mut text = format!("HTTP/1.1 {status} Any\r\n");
    for line in headers {
        text.push_str(line);
        text.push_str("\r\n");
    }
    text.push_str("\r\n");
    text.into_bytes()
}

async fn serve(
    mut socket: TcpStream,
    script: Arc<impl Fn(usize) -> Act>,
    seen: Arc<Mutex<Vec<String>>>,
) {
    while let Some(request) = read(&mut socket).await {
        let key = header(&request, "sec-websocket-key").map(str::to_owned);
        let before = {
            let mut seen = seen.lock().unwrap();
            seen.push(request);
            seen.len() - 1
        };
        match accepting(script(before), key.as_deref()) {
            Act::Answer(bytes) => {
                if socket.write_all(&bytes).await.is_err() {
                    return;
                }
            }
            Act::Close(bytes) => {
                let _ = socket.write_all(&bytes).await;
                return;
            }
            Act::Later(first, count, then) => {
                let _ = socket.write_all(&first).await;
                while seen.lock().unwrap().len() < count {
                    tokio::task::yield_now().await;
                }
                let _ = socket.write_all(&then).await;
            }
            Act::Endless(first, again, every) => {
                let mut next = first;
                while socket.write_all(&next).await.is_ok() {
                    next.clone_from(&again);
                    tokio::time::sleep(every).await;
                }
                return;
            }
        }
    }
}

/// Accepts the key of a WebSocket in an act with [`ACCEPT`].
fn accepting(act: Act, key: Option<&str>) -> Act {
    let accept = |bytes: Vec<u8>| {
        let key = key.unwrap_or_default();
        let at = bytes
            .windows(ACCEPT.len())
            .position(|part| part == ACCEPT.as_bytes());
        let Some(at) = at else { return bytes };
        let (before, after) = (&bytes[..at], &bytes[at + ACCEPT.len()..]);
        [before, derive_accept_key(key.as_bytes()).as_bytes(), after].concat()
    };
    match act {
        Act::Answer(bytes) => Act::Answer(accept(bytes)),
        Act::Close(bytes) => Act::Close(accept(bytes)),
        Act::Later(first, count, then) => Act::Later(accept(first), count, then),
        Act::Endless(first, again, every) => Act::Endless(accept(first), again, every),
    }
}

/// One request, its body by its length.
async fn read(socket: &mut TcpStream) -> Option<String> {
    let mut bytes = Vec::new();
    let end = loop {
        if let Some(end) = bytes.windows(4).position(|four| four == b"\r\n\r\n") {
            break end + 4;
        }
        if socket.read_buf(&mut bytes).await.ok()? == 0 {
            return None;
        }
    };
    let text = String::from_utf8_lossy(&bytes[..end]).into_owned();
    let length: usize = header(&text, "content-length").map_or(0, |length| length.parse().unwrap());
    while bytes.len() < end + length {
        if socket.read_buf(&mut bytes).await.ok()? == 0 {
            return None;
        }
    }
    String::from_utf8(bytes).ok()
}
