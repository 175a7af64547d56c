//! The recipes of the cookbook, on a server with a small site in this process.
//!
//! ```sh
//! cargo run -p firecrawl-client --example cookbook
//! ```

// Examples print their results.
#![allow(clippy::print_stdout)]

mod recipes;

use std::error::Error;

use firecrawl_client::{Client, HeaderMap};
use firecrawl_local::{LocalServer, Response};
use serde_json::json;

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let server = LocalServer::builder().demo_site().start().await?;
    let site = server.demo_url().unwrap_or_default().to_owned();
    let client = recipes::rate_limits::client(Client::builder().base_url(server.base_url()))?;
    let folder = tempfile::tempdir()?;
    let urls = || ["/visit", "/tea-room", "/lost-page"].map(|path| format!("{site}{path}"));

    let files = recipes::site_to_markdown::run(&client, &site, folder.path()).await?;
    println!("site to Markdown: {files} files");

    let chunks = recipes::rag_chunks::run(&client, &site).await?;
    println!("RAG: {} chunks", chunks.len());

    let mut lines = Vec::new();
    let pages = recipes::batch_to_jsonl::run(&client, urls().to_vec(), &mut lines).await?;
    println!("batch: {pages} pages, {} bytes of JSON", lines.len());

    let mut lines = Vec::new();
    let pages = recipes::live_watch::run(&client, urls().to_vec(), &mut lines).await?;
    println!("watch: {pages} pages, {} bytes of text", lines.len());

    let state = folder.path().join("position.json");
    for most in [4, usize::MAX] {
        let pages = recipes::resume_after_crash::run(&client, &site, &state, most).await?;
        println!("resume: {} pages", pages.len());
    }

    let hook = "https://hooks.example/firecrawl";
    let page = format!("{site}/tea-room");
    let monitor = recipes::monitor_with_webhook::run(&client, &page, hook).await?;
    println!("monitor: {monitor}");
    let verifier = firecrawl_client::webhook::Verifier::new("secret")?;
    let forged = recipes::monitor_with_webhook::changed(&verifier, &HeaderMap::new(), b"{}");
    println!("a forged webhook: {forged:?}");

    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
    let service = format!("http://{}/markdown?url={page}", listener.local_addr()?);
    let router = recipes::web_service::router(client.clone());
    tokio::spawn(async move { axum::serve(listener, router).await });
    println!("service: {}", reqwest::get(service).await?.status());

    let authority = folder.path().join("authority.pem");
    let certificate = rcgen::generate_simple_self_signed(["firecrawl.example".to_owned()])?;
    std::fs::write(&authority, certificate.cert.pem())?;
    let builder = Client::builder().base_url("https://firecrawl.example");
    let own = recipes::own_ca_and_proxy::run(builder, &authority, "http://127.0.0.1:9")?;
    println!("authority and proxy: {}", own.api_root());

    let (pages, errors) = recipes::rate_limits::run(&client, urls().to_vec()).await;
    println!("rate limits: {pages} pages, {} errors", errors.len());

    // The server has neither a search engine nor a model: their responses are scripted.
    let hit = json!({"url": page, "title": "Tea room", "description": "Tea and cake."});
    server.on("searchAndScrape", move |_| {
        Response::ok(json!({"success": true, "data": {"web": [hit]}}))
    })?;
    let context = recipes::search_and_scrape::run(&client, "Where is tea?").await?;
    println!("search: {} bytes of context", context.len());

    let product =
        json!({"name": "Tea", "availability": "in_stock", "price": {"kind": "on_request"}});
    server.on("scrapeAndExtractFromUrl", move |_| {
        Response::ok(json!({"success": true, "data": {"json": product}}))
    })?;
    let product = recipes::typed_extraction::run(&client, &page).await?;
    println!("typed extraction: {product:?}");
    Ok(())
}
