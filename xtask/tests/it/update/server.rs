//! A server that gives prepared answers, one for each connection.

use std::io::{Read as _, Write as _};
use std::net::TcpListener;
use std::thread::{self, JoinHandle};

/// A server and its address.
pub struct Server {
    pub address: String,
    thread: JoinHandle<Vec<String>>,
}

impl Server {
    /// Gives these answers in turn. A client may leave before it has read all of one.
    pub fn answering(answers: impl IntoIterator<Item = Vec<u8>>) -> Self {
        let answers: Vec<Vec<u8>> = answers.into_iter().collect();
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = format!("http://{}/v2-openapi.json", listener.local_addr().unwrap());
        let thread = thread::spawn(move || {
            let mut requests = Vec::new();
            for answer in answers {
                let (mut stream, _) = listener.accept().unwrap();
                let mut request = Vec::new();
                let mut byte = [0];
                while !request.ends_with(b"\r\n\r\n") {
                    stream.read_exact(&mut byte).unwrap();
                    request.push(byte[0]);
                }
                requests.push(String::from_utf8(request).unwrap());
                // The client may have had enough.
                if stream.write_all(&answer).is_ok() {
                    // Nothing more is said; the client ends it.
                    let _ = stream.read(&mut byte);
                }
            }
            requests
        });
        Self { address, thread }
    }

    /// The requests, once all answers are given.
    pub fn requests(self) -> Vec<String> {
        self.thread.join().unwrap()
    }
}

/// An answer with a body.
pub fn answer(status: &str, headers: &[&str], body: impl AsRef<[u8]>) -> Vec<u8> {
    let body = body.as_ref();
    let mut text = format!("HTTP/1.1 {status}\r\nContent-Length: {}\r\n", body.len());
    for header in headers {
        text.push_str(header);
        text.push_str("\r\n");
    }
    text.push_str("Connection: close\r\n\r\n");
    [text.as_bytes(), body].concat()
}
