//! Many scrapes at once: in flight at most 16, at the pace that the service accepts.

use std::time::Duration;

use firecrawl_client::{Client, ClientBuilder, Error};
use tokio::task::JoinSet;

/// Builds a client; all clones share its pace and its places in flight.
pub fn client(builder: ClientBuilder) -> Result<Client, Error> {
    builder
        .max_in_flight(16)
        // With all waits; a 429 alone is not an error.
        .total_timeout(Duration::from_secs(600))
        .build()
}

/// Returns the number of pages, and the errors with the waits that the service caused.
pub async fn run(client: &Client, urls: Vec<String>) -> (usize, Vec<String>) {
    let mut calls = JoinSet::new();
    for url in urls {
        let client = client.clone();
        calls.spawn(async move { client.scrape(url).await });
    }
    let (mut pages, mut errors) = (0, Vec::new());
    while let Some(Ok(call)) = calls.join_next().await {
        match call {
            Ok(_) => pages += 1,
            Err(error) => errors.push(format!("{error}, {:?}", error.rate_limit_wait())),
        }
    }
    (pages, errors)
}
