//! Resuming after a crash, without missing or repeating a document.

// Examples print their results.
#![allow(clippy::print_stdout)]

mod place;

use std::error::Error;

use firecrawl_client::types::CrawlRequest;
use firecrawl_client::{Continuation, Crawl};
use place::Place;

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let place = Place::new().await?;
    let job = place
        .client
        .crawl(CrawlRequest::new(&place.site).limit(12))
        .await?;

    let mut documents = job.documents();
    for _ in 0..4 {
        if let Some(document) = documents.next().await {
            document?;
        }
    }
    // Written to a file or a database after each document, or each hundredth.
    let written = serde_json::to_string(&documents.continuation())?;
    println!("written down: {written}");
    // Here the process ends. The crawl goes on at the service.
    drop(documents);
    drop(job);

    let place_in_crawl: Continuation<Crawl> = serde_json::from_str(&written)?;
    println!("{} documents were done", place_in_crawl.delivered());
    let mut rest = place.client.resume(place_in_crawl);
    let mut count = 0;
    while let Some(document) = rest.next().await {
        document?;
        count += 1;
    }
    println!("{count} more after the restart");
    Ok(())
}
