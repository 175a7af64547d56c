//! Fetching from a server of one connection each.

use std::net::TcpListener;
use std::thread::{self, JoinHandle};

use super::*;

/// A server that gives one answer and then the request that it got.
fn server(answer: &'static str) -> (String, JoinHandle<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!(
        "http://user:secret@{}/api.json",
        listener.local_addr().unwrap()
    );
    let thread = thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        let mut request = Vec::new();
        let mut byte = [0];
        while !request.ends_with(b"\r\n\r\n") {
            stream.read_exact(&mut byte).unwrap();
            request.push(byte[0]);
        }
        stream.write_all(answer.as_bytes()).unwrap();
        // Nothing more is said; the client ends it.
        let _ = stream.read(&mut byte);
        String::from_utf8(request).unwrap()
    });
    (address, thread)
}

fn limits(bytes: u64, time: Duration) -> Limits {
    Limits { bytes, time }
}

const LONG: Duration = Duration::from_secs(60);

#[test]
fn content_comes_with_its_etag() {
    let (address, thread) = server(
        "HTTP/1.1 200 OK\r\nETag: \"v1\"\r\nLast-Modified: Fri, 21 Aug 2026 07:28:00 GMT\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}",
    );
    let answer = get(&address, None, limits(2, LONG)).unwrap();
    let (bytes, origin) = answer.unwrap();
    assert_eq!(bytes, b"{}");
    assert_eq!(origin.etag.as_deref(), Some("\"v1\""));
    assert_eq!(origin.published.as_deref(), Some("2026-08-21"));
    assert!(
        thread
            .join()
            .unwrap()
            .starts_with("GET /api.json HTTP/1.1\r\n")
    );
}

#[test]
fn what_is_known_is_not_fetched_again() {
    let (address, thread) = server("HTTP/1.1 304 Not Modified\r\nConnection: close\r\n\r\n");
    let answer = get(&address, Some("\"v1\""), Limits::default()).unwrap();
    assert_eq!(answer, None);
    assert!(
        thread
            .join()
            .unwrap()
            .to_lowercase()
            .contains("if-none-match: \"v1\"")
    );
}

#[test]
fn what_cannot_be_fetched_is_told() {
    for (answer, bytes, time, words) in [
        (
            "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n",
            9,
            LONG,
            "the server responded with 404",
        ),
        (
            "HTTP/1.1 200 OK\r\nContent-Length: 3\r\nConnection: close\r\n\r\nabc",
            2,
            LONG,
            "larger than the limit of 2 bytes",
        ),
        (
            "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\na",
            9,
            Duration::from_millis(50),
            "no complete response within 50ms",
        ),
    ] {
        let (address, _thread) = server(answer);
        let error = get(&address, None, limits(bytes, time))
            .unwrap_err()
            .to_string();
        assert!(error.contains(words), "{error}");
        assert!(error.starts_with("http://127.0.0.1:"), "{error}");
        assert!(!error.contains("secret"), "{error}");
    }
}

#[test]
fn a_server_that_is_not_there_is_told() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}/", listener.local_addr().unwrap());
    drop(listener);
    let error = get(&address, None, Limits::default())
        .unwrap_err()
        .to_string();
    assert!(error.contains("cannot be fetched"), "{error}");
    assert!(error.contains("; check the address"), "{error}");
}

#[test]
fn addresses_are_told_from_files() {
    assert!(is_address("https://api.example.org/openapi.json"));
    assert!(is_address("HTTP://localhost"));
    assert!(!is_address("openapi/api.json"));
    assert!(!is_address("http"));
}

#[test]
fn redirects_come_before_the_response() {
    let headers = b"HTTP/1.1 302 Found\r\nLocation: /b\r\n\r\nHTTP/2 200 \r\nA: b\r\n\r\n";
    let output = [&headers[..], b"{}\r\n\r\n"].concat();
    let (head, body) = last_response(&output, headers);
    assert_eq!(head, "HTTP/2 200 \r\nA: b\r\n\r\n");
    assert_eq!(body, b"{}\r\n\r\n");
    assert_eq!(last_response(b"", b""), (String::new(), &b""[..]));
}

#[test]
fn trailers_of_a_redirect_are_not_the_response() {
    let headers = b"HTTP/1.1 302 Found\r\n\r\nX-Sum: 1\r\nHTTP/1.1 200\r\n\r\nX-Sum: 2\r\n";
    let output =
        b"HTTP/1.1 302 Found\r\n\r\nX-Sum: 1\r\nHTTP/1.1 200\r\n\r\nHTTP/\r\n\r\nX-Sum: 2\r\n";
    let (head, body) = last_response(output, headers);
    assert_eq!(head, "HTTP/1.1 200\r\n\r\n");
    assert_eq!(body, b"HTTP/\r\n\r\n");
    // Output that ends early has no body.
    assert_eq!(last_response(b"HTTP/1.1", headers).1, b"");
}

#[test]
fn trailers_are_not_part_of_the_body() {
    let (address, _thread) = server(
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nETag: \"v1\"\r\nConnection: close\r\n\r\n2\r\n{}\r\n0\r\nX-Sum: 1\r\nLast-Modified: Fri, 21 Aug 2026 07:28:00 GMT\r\n\r\n",
    );
    let response = get(&address, None, limits(2, LONG)).unwrap();
    let (bytes, origin) = response.unwrap();
    assert_eq!(String::from_utf8(bytes).unwrap(), "{}");
    assert_eq!(origin.etag.as_deref(), Some("\"v1\""));
    assert_eq!(origin.published, None);
}

#[test]
fn a_status_may_lack_a_reason() {
    let (address, _thread) = server(
        "HTTP/1.1 200\r\nContent-Type: application/json\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}",
    );
    let response = get(&address, None, Limits::default()).unwrap();
    assert_eq!(response.unwrap().0, b"{}");
}

#[test]
fn endless_headers_are_cut_off() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}/", listener.local_addr().unwrap());
    let thread = thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        let _ = stream.write_all(b"HTTP/1.1 200 OK\r\n");
        let line = format!("A: {}\r\n", "a".repeat(1000));
        let mut sent = 0;
        while sent < 64 << 20 && stream.write_all(line.as_bytes()).is_ok() {
            sent += line.len();
        }
        sent
    });
    assert!(get(&address, None, limits(2, LONG)).is_err());
    assert!(thread.join().unwrap() < 64 << 20);
}

#[test]
fn an_address_is_not_a_pattern() {
    let (address, thread) =
        server("HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}");
    let address = format!("{address}?{{a,b}}[1-100]");
    let response = get(&address, None, Limits::default()).unwrap();
    assert_eq!(response.unwrap().0, b"{}");
    let request = thread.join().unwrap();
    assert!(
        request.starts_with("GET /api.json?{a,b}[1-100] HTTP/1.1\r\n"),
        "{request}"
    );
}

#[test]
fn an_error_of_curl_shows_no_password() {
    let error = get("http://user:secret@127.0.0.1:1/{", None, Limits::default());
    let error = error.unwrap_err().to_string();
    assert!(!error.contains("secret"), "{error}");

    let address = "https://user:sec ret@host/a?b";
    for (text, expected) in [
        (
            "curl: (3) bad range:\nhttps://user:sec ret@host/a?b\n   ^",
            "curl: (3) bad range:\nhttps://host/a?b\n   ^",
        ),
        ("in user:sec ret@host/", "in host/"),
        ("in 'user:sec ret'", "in '***'"),
        ("in https://user:sec%20ret@host/a@b", "in https://host/a@b"),
        ("cannot resolve ret@host", "cannot resolve host"),
    ] {
        assert_eq!(redact(text, address), expected);
    }
    assert_eq!(redact("at a@b", "https://@host/"), "at b");
}

#[test]
fn the_headers_leave_no_file() {
    let folder = HeaderFolder::create().unwrap();
    let path = folder.0.clone();
    fs::write(folder.file(), "HTTP/1.1 200\r\n\r\n").unwrap();
    drop(folder);
    assert!(!path.exists());
}
