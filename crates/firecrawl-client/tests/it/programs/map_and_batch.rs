//! Lists the pages of a site, scrapes those that match, and reports what failed.

use firecrawl_client::types::{BatchScrapeRequest, MapRequest};
use firecrawl_client::{Client, Error, UrlOutcome};

pub async fn run(client: &Client, site: &str, word: &str) -> Result<Vec<String>, Error> {
    let map = client.map(MapRequest::new(site).limit(100)).await?;
    let mut urls: Vec<String> = Vec::new();
    for link in &map.links {
        if link.url.contains(word) {
            urls.push(link.url.clone());
        }
    }
    urls.push("http://127.0.0.1:9/closed".to_string());

    let request = BatchScrapeRequest::new(&urls).formats(["markdown"]);
    let report = client.batch_scrape(request).await?.collect().await?;

    let mut lines = Vec::new();
    for (url, outcome) in report.outcomes() {
        lines.push(match outcome {
            UrlOutcome::Document(page) => format!("{url}: {}", page.title().unwrap_or("untitled")),
            UrlOutcome::Failed(failure) => format!("failed: {failure}"),
            UrlOutcome::RobotsBlocked => format!("{url}: blocked by robots.txt"),
            _ => format!("{url}: missing"),
        });
    }
    Ok(lines)
}
