//! A batch as it happens: each page is shown as soon as it is there, then each failure, then the cost.

use std::error::Error;
use std::io::Write;

use firecrawl_client::{Client, WatchEvent};

/// Returns the number of pages.
pub async fn run(
    client: &Client,
    urls: Vec<String>,
    output: &mut impl Write,
) -> Result<usize, Box<dyn Error>> {
    let mut events = client.batch_scrape(urls).await?.watch();
    let mut pages = 0;
    while let Some(event) = events.next().await {
        match event? {
            WatchEvent::Document(page) => {
                pages += 1;
                writeln!(output, "{pages}: {}", page.title().unwrap_or("untitled"))?;
            }
            WatchEvent::Failed(failure) => writeln!(output, "{failure}")?,
            // From the service itself: a broken connection is not an end.
            WatchEvent::Ended(status) => {
                let credits = status.credits_used.unwrap_or_default();
                writeln!(output, "{}: {credits} credits", status.status)?;
            }
            _ => {}
        }
    }
    Ok(pages)
}
