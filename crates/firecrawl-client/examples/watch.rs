//! A crawl as it happens, over a WebSocket: documents, failures and the end.
//!
//! ```sh
//! cargo run -p firecrawl-client --example watch --features ws
//! ```

// Examples print their results.
#![allow(clippy::print_stdout)]

mod place;

use std::error::Error;
use std::time::Duration;

use firecrawl_client::WatchEvent;
use firecrawl_client::types::CrawlRequest;
use place::Place;

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let place = Place::new().await?;
    let request = CrawlRequest::new(&place.site).limit(20);
    let job = place.client.crawl(request).await?;
    println!("started crawl {}", job.id());

    // After a minute of silence, the pages of the job are read instead.
    let mut events = job.watch().idle_timeout(Duration::from_secs(60));
    while let Some(event) = events.next().await {
        match event? {
            WatchEvent::Document(page) => println!("{}", page.url().unwrap_or("no address")),
            WatchEvent::Progress(status) => println!("{status}"),
            WatchEvent::Failed(failure) => println!("{failure}"),
            WatchEvent::RobotsBlocked(url) => println!("{url}: blocked by robots.txt"),
            WatchEvent::Ended(status) => println!("{status}, {:?} credits", status.credits_used),
            other => println!("{other:?}"),
        }
    }
    Ok(())
}
