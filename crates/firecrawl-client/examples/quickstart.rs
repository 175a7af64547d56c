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
use firecrawl_client::types::{BatchScrapeRequest, CrawlRequest, Document, Format, ScrapeRequest};
use place::Place;

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let place = Place::new().await?;
    let client = &place.client;

    println!("\n# One page");
    let request = ScrapeRequest::new(place.page("/")).formats([Format::Markdown, Format::Links]);
    let page = client.scrape(request).await?;
    println!("{}", title(&page));
    println!("{} links", page.links.as_deref().unwrap_or_default().len());
    for line in page.markdown.as_deref().unwrap_or_default().lines().take(3) {
        println!("  | {line}");
    }

    println!("\n# The pages of a site");
    let map = client.map(&place.site).await?;
    let links = map.links.as_deref().unwrap_or_default();
    println!("{} pages, such as", links.len());
    for link in links.iter().take(3) {
        println!("  {}", link.url);
    }

    println!("\n# A crawl, as a stream while it runs");
    let job = client
        .crawl(CrawlRequest::new(&place.site).limit(5))
        .await?;
    println!("crawl {}", job.id());
    let mut documents = job.documents();
    while let Some(document) = documents.next().await {
        println!("  {}", title(&document?));
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
                let status = document.metadata.as_ref().and_then(|data| data.status_code);
                println!("  {url}: scraped, HTTP {}", status.unwrap_or_default());
            }
            UrlOutcome::Failed(failure) => {
                let reason = failure.error.as_deref().unwrap_or("no reason given");
                println!("  {url}: failed, {reason}");
            }
            UrlOutcome::RobotsBlocked => println!("  {url}: blocked by robots.txt"),
            other => println!("  {url}: {other:?}"),
        }
    }
    println!("{} worth another try", report.worth_retrying().len());
    Ok(())
}

fn title(document: &Document) -> &str {
    let metadata = document.metadata.as_ref();
    let title = metadata.and_then(|metadata| metadata.title.as_ref());
    title
        .and_then(|title| title.first())
        .map_or("(no title)", String::as_str)
}
