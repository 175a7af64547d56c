//! The other side of `scripts/measure-cli`: a fast server of batches, and the client without a command line.
//!
//! ```sh
//! cargo run --release -p firecrawl-cli --example batch_floor -- serve
//! cargo run --release -p firecrawl-cli --example batch_floor -- scrape http://127.0.0.1:PORT LIST OUTPUT
//! ```
//!
//! `serve` writes its address, and ends with its standard input. A batch is done when it is started; its
//! pages are made when they are read, and forgotten with its errors, so that the server stays small.
//! `scrape` does with the client alone as much as `firecrawl batch --jsonl -o OUTPUT -i LIST` does: it
//! reads the list as a stream, and writes each document as a line.

// The script reads the output.
#![allow(clippy::print_stdout)]

use std::collections::HashMap;
use std::convert::Infallible;
use std::error::Error;
use std::fs::File;
use std::io::{BufRead as _, BufReader, BufWriter, Write as _};
use std::sync::{Arc, Mutex, PoisonError};

use firecrawl_client::{BatchOutcome, Client};
use http_body_util::{BodyExt as _, Full};
use hyper::body::{Bytes, Incoming};
use hyper::header::{CONTENT_TYPE, HeaderValue};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Request, Response, StatusCode};
use hyper_util::rt::TokioIo;
use serde_json::{Value, json};

type Result<T> = std::result::Result<T, Box<dyn Error + Send + Sync>>;

/// The number of batches that run at once, as `firecrawl batch` has it for the plan of this server.
const AT_ONCE: usize = 4;

fn main() -> Result<()> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    match *words {
        ["serve"] => runtime.block_on(serve()),
        ["scrape", address, list, output] => runtime.block_on(scrape(address, list, output)),
        _ => Err("usage: batch_floor serve | scrape ADDRESS LIST OUTPUT".into()),
    }
}

async fn scrape(address: &str, list: &str, output: &str) -> Result<()> {
    let client = Client::builder().base_url(address).key("fc-test").build()?;
    let lines = BufReader::new(File::open(list)?).lines();
    let mut output = BufWriter::new(File::create(output)?);
    let mut results = client
        .batch_scrape_all(lines.map_while(std::result::Result::ok))
        .at_once(AT_ONCE);
    let mut pages = 0_u64;
    while let Some(result) = results.next().await {
        match &result.outcome {
            BatchOutcome::Document(page) => {
                serde_json::to_writer(&mut output, page)?;
                output.write_all(b"\n")?;
                pages += 1;
            }
            BatchOutcome::Started { .. } | BatchOutcome::Finished => {}
            other => return Err(format!("{other:?}").into()),
        }
    }
    output.flush()?;
    println!("{pages}");
    Ok(())
}

/// The URLs of the batches that run.
#[derive(Default)]
struct Batches {
    started: u64,
    urls: HashMap<u64, Vec<Value>>,
}

async fn serve() -> Result<()> {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
    println!("http://{}", listener.local_addr()?);
    std::thread::spawn(|| {
        let _ = std::io::copy(&mut std::io::stdin(), &mut std::io::sink());
        std::process::exit(0);
    });
    let batches = Arc::new(Mutex::new(Batches::default()));
    // A page of a usual size.
    let markdown: Arc<str> = "The tide comes in twice a day, and goes out as often.\n\n"
        .repeat(24)
        .into();
    loop {
        let (stream, _) = listener.accept().await?;
        stream.set_nodelay(true)?;
        let (batches, markdown) = (Arc::clone(&batches), Arc::clone(&markdown));
        let service = service_fn(move |request| {
            let (batches, markdown) = (Arc::clone(&batches), Arc::clone(&markdown));
            async move { Ok::<_, Infallible>(respond(request, &batches, &markdown).await) }
        });
        tokio::spawn(http1::Builder::new().serve_connection(TokioIo::new(stream), service));
    }
}

async fn respond(
    request: Request<Incoming>,
    batches: &Mutex<Batches>,
    markdown: &str,
) -> Response<Full<Bytes>> {
    let path = request.uri().path().to_owned();
    let body = request.into_body().collect().await;
    let body = body.map(|body| body.to_bytes()).unwrap_or_default();
    let mut batches = batches.lock().unwrap_or_else(PoisonError::into_inner);
    let mut words = path.trim_start_matches("/v2/").split('/');
    let body = match (words.next(), words.nth(1), words.next()) {
        (Some("concurrency-check"), ..) => {
            json!({"success": true, "concurrency": 0, "maxConcurrency": 200})
        }
        (Some("batch"), None, _) => {
            let mut body: Value = serde_json::from_slice(&body).unwrap_or_default();
            let urls = body["urls"].as_array_mut().map(std::mem::take);
            batches.started += 1;
            let number = batches.started;
            batches.urls.insert(number, urls.unwrap_or_default());
            json!({"success": true, "id": format!("00000000-0000-4000-8000-{number:012x}")})
        }
        (Some("batch"), Some(id), errors) => {
            let number = id.rsplit('-').next().unwrap_or_default();
            let number = u64::from_str_radix(number, 16).unwrap_or_default();
            if errors.is_some() {
                batches.urls.remove(&number);
                json!({"errors": [], "robotsBlocked": []})
            } else {
                let Some(urls) = batches.urls.get(&number) else {
                    return response(404, &json!({"success": false, "error": "Job not found"}));
                };
                let pages: Vec<Value> = urls.iter().map(|url| page(url, markdown)).collect();
                json!({"success": true, "status": "completed", "total": pages.len(),
                    "completed": pages.len(), "creditsUsed": pages.len(),
                    "expiresAt": "2030-01-01T00:00:00.000Z", "data": pages})
            }
        }
        _ => Value::Null,
    };
    response(200, &body)
}

fn response(status: u16, body: &Value) -> Response<Full<Bytes>> {
    let mut response = Response::new(Full::new(body.to_string().into()));
    *response.status_mut() = StatusCode::from_u16(status).unwrap_or_default();
    let json = HeaderValue::from_static("application/json");
    response.headers_mut().insert(CONTENT_TYPE, json);
    response
}

fn page(url: &Value, markdown: &str) -> Value {
    json!({"markdown": markdown, "metadata": {"title": "Tides", "description": "Of the sea",
        "language": "en", "sourceURL": url, "url": url, "statusCode": 200,
        "contentType": "text/html; charset=utf-8", "proxyUsed": "basic", "creditsUsed": 1}})
}
