//! Measures the server: cached scrapes per second, and a crawl of 10,000 pages.
//!
//! ```sh
//! cargo run --release -p firecrawl-local --example throughput
//! ```

use std::error::Error;
use std::io::Write;
use std::time::{Duration, Instant};

use axum::Router;
use axum::extract::Path;
use axum::response::Html;
use axum::routing::get;
use firecrawl_local::LocalServer;
use serde_json::{Value, json};

/// The number of pages of the site.
const PAGES: usize = 10_000;
/// The number of concurrent scrapes.
const IN_FLIGHT: usize = 32;
/// The duration of the measurement.
const COUNTED: Duration = Duration::from_secs(5);

/// A page with links to ten others.
async fn page(Path(number): Path<usize>) -> Html<String> {
    let links: String = (number * 10 + 1..=number * 10 + 10)
        .filter(|next| *next < PAGES)
        .map(|next| format!("<a href=\"/page/{next}\">page {next}</a> "))
        .collect();
    Html(format!(
        "<html><head><title>Page {number}</title></head><body><main><h1>Page {number}</h1><p>{links}</p></main></body></html>"
    ))
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let mut out = std::io::stdout();
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
    let site = format!("http://{}/page/0", listener.local_addr()?);
    let router = Router::new().route("/page/{number}", get(page));
    tokio::spawn(async move { axum::serve(listener, router).await });
    let server = LocalServer::builder().start().await?;
    let client = reqwest::Client::new();

    let rate = scrapes(&client, server.base_url(), &site).await?;
    writeln!(
        out,
        "cached scrapes: {rate:.0} a second, the client in the same process"
    )?;
    let (took, documents) = crawl(&client, server.base_url(), &site).await?;
    writeln!(
        out,
        "crawl: {documents} documents in {:.1} s",
        took.as_secs_f64()
    )?;
    if let Some(peak) = peak_memory() {
        writeln!(out, "peak memory of server, site and client: {peak}")?;
    }
    server.shutdown().await;
    Ok(())
}

async fn scrapes(client: &reqwest::Client, base: &str, url: &str) -> Result<f64, Box<dyn Error>> {
    let endpoint = format!("{base}/v2/scrape");
    let body = json!({"url": url}).to_string();
    let started = Instant::now();
    let workers: Vec<_> = (0..IN_FLIGHT)
        .map(|_| {
            let (client, endpoint, body) = (client.clone(), endpoint.clone(), body.clone());
            tokio::spawn(async move {
                let mut done = 0_u32;
                while started.elapsed() < COUNTED {
                    let sent = client
                        .post(&endpoint)
                        .header("content-type", "application/json")
                        .body(body.clone())
                        .send()
                        .await?;
                    sent.error_for_status()?.bytes().await?;
                    done += 1;
                }
                Ok::<u32, reqwest::Error>(done)
            })
        })
        .collect();
    let mut done = 0;
    for worker in workers {
        done += worker.await??;
    }
    Ok(f64::from(done) / started.elapsed().as_secs_f64())
}

async fn crawl(
    client: &reqwest::Client,
    base: &str,
    url: &str,
) -> Result<(Duration, u64), Box<dyn Error>> {
    let started = Instant::now();
    let request = json!({"url": url, "limit": PAGES, "sitemap": "skip", "crawlEntireDomain": true});
    let answer: Value = call(
        client
            .post(format!("{base}/v2/crawl"))
            .body(request.to_string()),
    )
    .await?;
    let id = answer["id"].as_str().ok_or("no id")?.to_owned();
    loop {
        let status = call(client.get(format!("{base}/v2/crawl/{id}?limit=1"))).await?;
        if status["status"] == "completed" {
            let documents = status["completed"].as_u64().unwrap_or_default();
            return Ok((started.elapsed(), documents));
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

async fn call(request: reqwest::RequestBuilder) -> Result<Value, Box<dyn Error>> {
    let answer = request
        .header("content-type", "application/json")
        .send()
        .await?;
    Ok(serde_json::from_slice(&answer.bytes().await?)?)
}

/// The peak memory of the process, if the system reports it.
fn peak_memory() -> Option<String> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    Some(
        line.split_whitespace()
            .skip(1)
            .collect::<Vec<_>>()
            .join(" "),
    )
}
