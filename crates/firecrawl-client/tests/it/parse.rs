//! Files of one's own.

use std::convert::Infallible;
use std::io::Write;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use bytes::Bytes;
use firecrawl_client::types::{ParseFormat, ParseOptions};
use firecrawl_client::{CallOptions, Client, ErrorKind, RetryPolicy, Upload};
use firecrawl_local::{Fault, LocalServer, Response};
use futures_util::stream;
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;

use crate::setup::{KEY, Setup};

const PAGE: &str = "<h1>Lamp</h1><p>Lit at dusk.</p><a href=\"https://example.com/a\">a</a>";

/// The content of one attempt.
pub struct Sent {
    content_type: String,
    length: Option<String>,
    options: Value,
    bytes: Bytes,
}

pub type Log = Arc<Mutex<Vec<Sent>>>;

/// The attempts so far.
pub fn taken(log: &Log) -> Vec<Sent> {
    std::mem::take(&mut log.lock().unwrap())
}

/// Records requests; responds with these error responses, then with a document.
pub fn record(server: &LocalServer, rejections: Vec<Response>) -> Log {
    let log = Log::default();
    let kept = Arc::clone(&log);
    let rejections = Mutex::new(rejections.into_iter());
    server
        .on("parseFile", move |call| {
            let header = |name| {
                let value = call.headers.get(name)?;
                Some(value.to_str().unwrap().to_owned())
            };
            kept.lock().unwrap().push(Sent {
                content_type: header("content-type").unwrap(),
                length: header("content-length"),
                options: call.body["options"].clone(),
                bytes: call.bytes.clone(),
            });
            let document = json!({"success": true, "data": {"markdown": "m"}});
            let rejection = rejections.lock().unwrap().next();
            rejection.unwrap_or_else(|| Response::ok(document))
        })
        .unwrap();
    log
}

fn going_on() -> Response {
    let details = json!({"state": "processing_continues", "retryAfterSeconds": 7});
    let body = json!({"success": false, "error": "still at it", "details": details});
    Response::json(408, body)
}

fn file(name: &str, content: &[u8]) -> (tempfile::TempDir, std::path::PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    std::fs::File::create(&path)
        .unwrap()
        .write_all(content)
        .unwrap();
    (folder, path)
}

/// A part of a form: name, file name, content type, bytes.
pub type Part = (String, Option<String>, Option<String>, Bytes);

/// The parts of the form, in their order.
pub async fn parts(sent: &Sent) -> Vec<Part> {
    let boundary = multer::parse_boundary(&sent.content_type).unwrap();
    let whole = stream::iter([Ok::<_, Infallible>(sent.bytes.clone())]);
    let mut form = multer::Multipart::new(whole, boundary);
    let mut parts = Vec::new();
    while let Some(part) = form.next_field().await.unwrap() {
        let name = part.name().unwrap().to_owned();
        let file_name = part.file_name().map(str::to_owned);
        let kind = part.content_type().map(ToString::to_string);
        parts.push((name, file_name, kind, part.bytes().await.unwrap()));
    }
    parts
}

#[tokio::test]
async fn a_file_becomes_a_document() {
    let setup = Setup::with(|server| server.keys([KEY]), |client| client.key(KEY)).await;
    let (_folder, path) = file("lamp.html", PAGE.as_bytes());
    let page = setup.client.parse(path.as_path()).await.unwrap();
    assert!(page.markdown.as_deref().unwrap().contains("Lit at dusk."));
    assert_eq!(page.envelope()["success"], true);

    let options = ParseOptions::new().formats([ParseFormat::Links]);
    let bytes = Upload::bytes("lamp.HTML", PAGE).options(options);
    let page = setup.client.parse(bytes).await.unwrap();
    assert_eq!(page.markdown, None);
    assert_eq!(page.links.as_deref().unwrap(), ["https://example.com/a"]);

    let pieces = PAGE.as_bytes().chunks(7).map(Ok::<_, Infallible>);
    let pieces: Vec<_> = pieces.collect();
    for stream in [
        Upload::stream("lamp.htm", stream::iter(pieces.clone())),
        Upload::sized_stream("lamp.htm", PAGE.len() as u64, stream::iter(pieces)),
    ] {
        let page = setup.client.parse(stream).await.unwrap();
        assert!(page.markdown.as_deref().unwrap().contains("Lit at dusk."));
    }
}

#[tokio::test]
async fn defaults_are_left_to_the_server() {
    let setup = Setup::new().await;
    let log = record(&setup.server, Vec::new());
    let upload = Upload::bytes("lamp.bin", "x");
    setup.client.parse(upload).await.unwrap();
    let sent = parts(&taken(&log)[0]).await;
    let names: Vec<&str> = sent.iter().map(|(name, ..)| name.as_str()).collect();
    assert_eq!(names, ["file"]);
    assert_eq!(sent[0].2.as_deref(), Some("application/octet-stream"));
}

#[tokio::test]
async fn the_contract_is_checked_by_the_server() {
    let setup = Setup::new().await;
    let extended = CallOptions::new().body_field("noSuchOption", 1).unwrap();
    let client = setup.client.with_options(extended);
    let error = client.parse(Upload::bytes("a.txt", "x")).await.unwrap_err();
    assert_eq!(error.status().unwrap(), 400);
    assert_eq!(error.operation(), Some("POST /parse"));
    assert!(error.message().contains("noSuchOption"), "{error}");
}

#[tokio::test]
async fn extra_fields_go_into_the_options() {
    let setup = Setup::new().await;
    let log = record(&setup.server, Vec::new());
    let extra = CallOptions::new().body_field("origin", "tests").unwrap();
    let client = setup.client.with_options(extra);
    client.parse(Upload::bytes("a.txt", "x")).await.unwrap();
    let options = ParseOptions::new().origin("mine").block_ads(false);
    let upload = Upload::bytes("a.txt", "x").options(options);
    client.parse(upload).await.unwrap();
    let log = taken(&log);
    assert_eq!(log[0].options, json!({"origin": "tests"}));
    assert_eq!(
        log[1].options,
        json!({"origin": "tests", "blockAds": false})
    );
}

#[tokio::test]
async fn names_and_types_can_be_chosen_and_do_not_break_out() {
    let setup = Setup::new().await;
    let log = record(&setup.server, Vec::new());
    let (_folder, path) = file("3f9a", b"x");
    let odd = "a\"; name=\"options\"\r\n\r\n{}\\.pdf";
    let upload = Upload::from(&path)
        .filename(odd)
        .content_type("application/x-odd");
    setup.client.parse(upload).await.unwrap();
    let sent = parts(&taken(&log)[0]).await;
    assert_eq!(sent.len(), 1);
    let (name, file_name, kind, bytes) = &sent[0];
    assert_eq!(name, "file");
    assert_eq!(
        file_name.as_deref(),
        Some("a%22; name=%22options%22%0D%0A%0D%0A{}%5C.pdf")
    );
    assert_eq!(kind.as_deref(), Some("application/x-odd"));
    assert_eq!(bytes, "x");

    for bad in ["", " ", "a\r\nx: y", "é\n"] {
        let upload = Upload::bytes("a.txt", "x").content_type(bad);
        let error = setup.client.parse(upload).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Upload, "{bad:?}");
    }
    let nameless = setup.client.parse(Upload::bytes("", "x")).await;
    assert!(nameless.unwrap_err().message().contains("filename"));
    assert!(taken(&log).is_empty());
}

#[tokio::test]
async fn a_resumed_upload_sends_the_very_same_bytes() {
    let setup = Setup::new().await;
    let log = record(&setup.server, vec![going_on(), going_on()]);
    let content: Vec<u8> = (0..200_000_u32).flat_map(u32::to_le_bytes).collect();
    let (_folder, path) = file("table.csv", &content);
    let options = ParseOptions::new().block_ads(false);
    let upload = Upload::path(&path).options(options);
    let page = setup.client.parse(upload).await.unwrap();
    assert_eq!(page.attempts(), 3);
    assert_eq!(setup.clock.slept(), [Duration::from_secs(7); 2]);
    let log = taken(&log);
    assert_eq!(log.len(), 3);
    for sent in &log[1..] {
        assert_eq!(sent.content_type, log[0].content_type);
        assert!(sent.bytes == log[0].bytes);
    }
    assert_eq!(log[0].length, Some(log[0].bytes.len().to_string()));
    let file = parts(&log[0]).await.pop().unwrap();
    assert!(file.3 == content);
}

#[tokio::test]
async fn a_file_that_changes_between_attempts_is_an_error() {
    let (_folder, path) = file("table.csv", b"a,b\n");
    let setup = Setup::new().await;
    let changing = path.clone();
    setup
        .server
        .on("parseFile", move |_| {
            std::fs::write(&changing, "a,b,c\n").unwrap();
            going_on()
        })
        .unwrap();
    let error = setup.client.parse(path.as_path()).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Upload);
    assert_eq!(error.operation(), Some("POST /parse"));
    assert!(error.message().contains("table.csv"), "{error}");
    assert!(error.message().contains("changed"), "{error}");
}

#[tokio::test]
async fn what_cannot_be_read_is_not_sent() {
    let setup = Setup::new().await;
    let log = record(&setup.server, Vec::new());
    let folder = tempfile::tempdir().unwrap();
    for path in [folder.path().join("no.pdf"), folder.path().to_owned()] {
        let error = setup.client.parse(path.clone()).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Upload);
        let name = path.file_name().unwrap().to_str().unwrap();
        assert!(error.message().contains(name), "{error}");
        assert_eq!(error.attempts(), 0);
    }
    assert!(taken(&log).is_empty());
}

#[tokio::test]
async fn a_stream_is_sent_once() {
    let setup = Setup::new().await;
    let log = record(&setup.server, vec![going_on()]);
    let upload = Upload::stream("a.txt", stream::iter([Ok::<_, Infallible>("x")]));
    let error = setup.client.parse(upload).await.unwrap_err();
    assert_eq!(error.status().unwrap(), 408);
    assert!(error.is_retryable());
    assert_eq!(error.attempts(), 1);
    let log = taken(&log);
    assert_eq!(log.len(), 1);
    assert_eq!(log[0].length, None);
}

#[tokio::test]
async fn a_stream_that_fails_or_is_cut_is_an_error_of_the_upload() {
    use std::error::Error as _;

    let policy = RetryPolicy::default().repeat_costly(true);
    let setup = Setup::with(|server| server, |client| client.retry(policy)).await;
    let log = record(&setup.server, Vec::new());
    let failing = [Ok("x"), Err("the tape is torn")];
    let error = setup
        .client
        .parse(Upload::stream("a.txt", stream::iter(failing)))
        .await
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Upload);
    assert_eq!(error.source().unwrap().to_string(), "the tape is torn");
    assert_eq!(error.attempts(), 1);
    for length in [1, 3] {
        let two = stream::iter([Ok::<_, Infallible>("x"), Ok("y")]);
        let upload = Upload::sized_stream("a.txt", length, two);
        let error = setup.client.parse(upload).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Upload, "{error}");
        assert!(error.message().contains("length"), "{error}");
    }
    assert!(taken(&log).is_empty());
}

#[tokio::test]
async fn a_lost_answer_is_not_repeated_unless_asked_for() {
    let setup = Setup::new().await;
    let log = record(&setup.server, Vec::new());
    setup.server.fault("parseFile", Fault::reset()).unwrap();
    let upload = || Upload::bytes("a.txt", "x");
    let error = setup.client.parse(upload()).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Connection);
    assert_eq!(error.attempts(), 1);

    setup.server.fault("parseFile", Fault::reset()).unwrap();
    let policy = RetryPolicy::default().repeat_costly(true);
    let patient = setup.client.with_options(CallOptions::new().retry(policy));
    let page = patient.parse(upload()).await.unwrap();
    assert_eq!(page.attempts(), 2);
    assert_eq!(taken(&log).len(), 1);
}

#[tokio::test]
async fn a_large_upload_is_read_no_faster_than_it_is_taken() {
    const PIECES: usize = 1_000;
    static PIECE: [u8; 64 * 1024] = [0; 64 * 1024];
    // A server that refuses once it has seen the head, and takes nothing more.
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let server = tokio::spawn(async move {
        let (mut socket, _) = listener.accept().await.unwrap();
        let mut head = Vec::new();
        while !head.windows(4).any(|end| end == b"\r\n\r\n") {
            socket.read_buf(&mut head).await.unwrap();
        }
        socket
            .write_all(b"HTTP/1.1 413 Payload Too Large\r\ncontent-length: 21\r\n\r\n{\"error\":\"too large\"}")
            .await
            .unwrap();
        socket
    });
    let client = Client::builder()
        .base_url(format!("http://{address}"))
        .build()
        .unwrap();
    let read = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&read);
    let pieces = stream::iter((0..PIECES).map(move |_| {
        counted.fetch_add(1, Ordering::Relaxed);
        Ok::<_, Infallible>(Bytes::from_static(&PIECE))
    }));
    let error = client
        .parse(Upload::stream("a.txt", pieces))
        .await
        .unwrap_err();
    assert_eq!(error.status().unwrap(), 413);
    assert_eq!(error.message(), "too large");
    // What fits into the buffers of the two sockets, and not the 64 MB.
    let read = read.load(Ordering::Relaxed);
    assert!(read < PIECES / 2, "{read} pieces");
    server.await.unwrap();
}

#[tokio::test]
async fn the_options_give_the_attempt_its_time() {
    let setup = Setup::with(
        |server| server,
        |client| client.first_byte_timeout(Duration::from_millis(50)),
    )
    .await;
    let slow = Fault::latency(Duration::from_millis(200));
    setup.server.fault("parseFile", slow.always()).unwrap();
    let upload = || Upload::bytes("a.txt", "x");
    let error = setup.client.parse(upload()).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Timeout);
    let options = ParseOptions::new().timeout(Duration::from_secs(1));
    setup.client.parse(upload().options(options)).await.unwrap();
}

#[test]
fn debug_shows_no_content() {
    let shown = format!("{:?}", Upload::bytes("a.txt", "SECRET"));
    assert!(
        shown.contains("6 bytes") && shown.contains("a.txt"),
        "{shown}"
    );
    assert!(!shown.contains("SECRET"));
}
