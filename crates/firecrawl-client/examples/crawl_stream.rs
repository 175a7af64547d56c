//! A crawl as a stream of documents, with bounded memory and a deadline.

// Examples print their results.
#![allow(clippy::print_stdout)]

mod place;

use std::error::Error;
use std::time::Duration;

use firecrawl_client::types::{CrawlRequest, Format, ScrapeOptions};
use place::Place;

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let place = Place::new().await?;
    let request = CrawlRequest::new(&place.site)
        .limit(20)
        .scrape_options(ScrapeOptions::new().formats([Format::Markdown]));
    // Nothing new for ten minutes is an error; the crawl itself goes on then.
    let job = place
        .client
        .crawl(request)
        .await?
        .deadline(Duration::from_secs(600));

    let (mut count, mut letters) = (0, 0);
    let mut documents = job.documents();
    while let Some(document) = documents.next().await {
        let document = document?;
        count += 1;
        letters += document.markdown.as_deref().unwrap_or_default().len();
    }
    println!("{count} documents, {letters} bytes of Markdown");

    let status = job.wait().await?;
    println!("{:?} credits", status.credits_used);
    Ok(())
}
