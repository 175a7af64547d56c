//! Scrape, map, crawl, batch, and the failed URLs with their reasons.
//!
//! ```sh
//! cargo run -p firecrawl-client --example quickstart
//! ```
//!
//! Without a key it starts a server with a small site in this process. With
//! `FIRECRAWL_API_KEY` it calls the cloud, and costs about 10 credits.

// Examples print their results.
#![allow(clippy::print_stdout)]

mod place;

use std::error::Error;

use firecrawl_client::UrlOutcome;
use firecrawl_client::types::{BatchScrapeRequest, CrawlRequest, Format, ScrapeRequest};
use place::Place;

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let place = Place::new().await?;
    let client = &place.client;

    println!("\n# One page");
    let request = ScrapeRequest::new(place.page("/")).formats([Format::Markdown, Format::Links]);
    let page = client.scrape(request).await?;
    println!("{}", page.title().unwrap_or("(no title)"));
    println!("{} links", page.links.as_deref().unwrap_or_default().len());
    for line in page.markdown.as_deref().unwrap_or_default().lines().take(3) {
        println!("  | {line}");
    }

    println!("\n# The pages of a site");
    let map = client.map(&place.site).await?;
    println!("{} pages, such as", map.links.len());
    for link in map.links.iter().take(3) {
        println!("  {}", link.url);
    }

    println!("\n# A crawl, as a stream while it runs");
    let job = client
        .crawl(CrawlRequest::new(&place.site).limit(5))
        .await?;
    println!("crawl {}", job.id());
    let mut documents = job.documents();
    while let Some(document) = documents.next().await {
        println!("  {}", document?.title().unwrap_or("(no title)"));
    }

    println!(
        "\n# A batch with a page that is not there, one without a server, and one that robots may not read"
    );
    let urls = [
        place.page("/tea-room"),
        place.page("/lost-page"),
        "http://127.0.0.1:9/closed".to_owned(),
        place.page("/private/staff-rota"),
    ];
    let job = client
        .batch_scrape(BatchScrapeRequest::new(urls).formats([Format::Markdown]))
        .await?;
    let report = job.collect().await?;
    for (url, outcome) in report.outcomes() {
        match outcome {
            UrlOutcome::Document(document) => {
                println!(
                    "  {url}: scraped, HTTP {}",
                    document.status().unwrap_or_default()
                );
            }
            UrlOutcome::Failed(failure) => println!("  failed: {failure}"),
            UrlOutcome::RobotsBlocked => println!("  {url}: blocked by robots.txt"),
            other => println!("  {url}: {other:?}"),
        }
    }
    println!("{} worth another try", report.worth_retrying().len());
    Ok(())
}
