//! A self-hosted server: plain HTTP, a proxy, no key.

// Examples print their results.
#![allow(clippy::print_stdout)]

use std::error::Error;

use firecrawl_client::{Client, ErrorKind};
use firecrawl_local::LocalServer;

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let server = LocalServer::builder().demo_site().start().await?;

    // With or without `/v2`, with or without a slash at the end.
    let client = Client::builder()
        .base_url(format!("{}/v2/", server.base_url()))
        .header("x-forwarded-user", "reports")
        .build()?;
    let page = client
        .scrape(format!("{}/visit", server.demo_url().unwrap_or_default()))
        .await?;
    println!("{} says {}", client.api_root(), page.http_status());

    // A key travels over https, or to this machine, or not at all.
    let builder = Client::builder().base_url("http://firecrawl.internal:3002");
    match builder.key("fc-0123456789abcdef").build() {
        Ok(_) => println!("made a client"),
        Err(error) if error.kind() == ErrorKind::Config => println!("refused: {error}"),
        Err(error) => return Err(error.into()),
    }

    // A server that is not there.
    let unreachable = Client::builder()
        .base_url("http://127.0.0.1:9")
        .retry(firecrawl_client::RetryPolicy::off())
        .build()?;
    if let Err(error) = unreachable.scrape("https://example.com").await {
        println!("{:?}: {error}", error.kind());
    }
    Ok(())
}
