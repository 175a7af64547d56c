//! A crawl that goes on after a crash, without missing or repeating a page.

use std::error::Error;
use std::fs;
use std::path::Path;

use firecrawl_client::types::CrawlRequest;
use firecrawl_client::{Client, Continuation, Crawl};

/// Returns the URLs of at most so many pages; the next call, also of another process, goes on there.
pub async fn run(
    client: &Client,
    site: &str,
    state: &Path,
    most: usize,
) -> Result<Vec<String>, Box<dyn Error>> {
    let mut pages = match fs::read_to_string(state) {
        Ok(position) => client.resume(serde_json::from_str::<Continuation<Crawl>>(&position)?),
        Err(_) => {
            let request = CrawlRequest::new(site).limit(10);
            let pages = client.crawl(request).await?.documents();
            // The id of the job, before anything can happen.
            fs::write(state, serde_json::to_string(&pages.continuation())?)?;
            pages
        }
    };
    let mut urls = Vec::new();
    while urls.len() < most
        && let Some(page) = pages.next().await
    {
        // Keep the page first, then the position behind it.
        urls.push(page?.url().unwrap_or_default().to_owned());
        fs::write(state, serde_json::to_string(&pages.continuation())?)?;
    }
    Ok(urls)
}
