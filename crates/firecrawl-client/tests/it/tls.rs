//! Servers that cannot be trusted.

use std::io::{Read, Write};
use std::net::TcpListener;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use firecrawl_client::{Client, ErrorKind};

use crate::setup::KEY;

/// A server that does not speak TLS, and counts who comes.
fn plain_server() -> (String, Arc<AtomicUsize>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("https://{}", listener.local_addr().unwrap());
    let count = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&count);
    // It waits for the next connection when the test is over, and ends with the process.
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            counted.fetch_add(1, Ordering::Relaxed);
            let mut stream = stream.unwrap();
            let _ = stream.read(&mut [0; 1024]);
            let _ = stream.write_all(b"HTTP/1.1 400 Bad Request\r\ncontent-length: 0\r\n\r\n");
        }
    });
    (url, count)
}

#[tokio::test]
async fn a_server_without_tls_is_told_and_not_asked_again() {
    let (url, count) = plain_server();
    let client = Client::builder().base_url(url).key(KEY).build().unwrap();
    let error = client.scrape("https://example.com").await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Connect);
    assert!(error.message().contains("does not speak TLS"), "{error}");
    assert!(!error.is_retryable());
    assert_eq!(error.attempts(), 1);
    assert_eq!(count.load(Ordering::Relaxed), 1);
}

#[tokio::test]
async fn no_provider_is_needed_nor_installed_for_the_process() {
    // With two providers in the tree, as here, rustls panics where one is not named.
    let _both = (
        rustls::crypto::ring::default_provider(),
        rustls::crypto::aws_lc_rs::default_provider(),
    );
    let (url, _) = plain_server();
    let client = Client::builder().base_url(url).build().unwrap();
    let error = client.scrape_status("7").await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Connect);
    assert!(rustls::crypto::CryptoProvider::get_default().is_none());
}
