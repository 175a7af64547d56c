//! Requests that are retried, requests that are not, and how to distinguish them.

// Examples print their results.
#![allow(clippy::print_stdout)]

use std::error::Error;
use std::time::Duration;

use firecrawl_client::{CallOptions, Client, RetryPolicy};
use firecrawl_local::{Fault, LocalServer};

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let server = LocalServer::builder().demo_site().start().await?;
    let page = format!("{}/tea-room", server.demo_url().unwrap_or_default());
    let quick = RetryPolicy::default().delays(Duration::from_millis(50), Duration::from_secs(1));
    let client = Client::builder()
        .base_url(server.base_url())
        .retry(quick.clone())
        .build()?;

    // Reads are repeated.
    server.fault("getCreditUsage", Fault::html(502).times(2))?;
    let usage = client.team().credit_usage().await?;
    println!("credit usage after {} attempts", usage.attempts());

    // A scrape costs credits: it is repeated when it surely was not taken …
    server.fault("scrapeAndExtractFromUrl", Fault::status(429))?;
    let scraped = client.scrape(&page).await?;
    println!("scraped after {} attempts", scraped.attempts());

    // … and otherwise only if you say so.
    server.fault("scrapeAndExtractFromUrl", Fault::html(502).times(2))?;
    match client.scrape(&page).await {
        Ok(_) => println!("scraped"),
        Err(error) => println!("not repeated: {error}"),
    }
    let options = CallOptions::new().retry(quick.repeat_costly(true));
    let scraped = client.with_options(options).scrape(&page).await?;
    println!(
        "scraped after {} attempts, as asked for",
        scraped.attempts()
    );

    // A start is never repeated when it may have been taken.
    server.fault("scrapeAndExtractFromUrls", Fault::reset())?;
    match client.batch_scrape([page.as_str()]).await {
        Ok(job) => println!("batch {}", job.id()),
        Err(error) if error.is_ambiguous_start() => println!("perhaps started: {error}"),
        Err(error) => return Err(error.into()),
    }
    Ok(())
}
