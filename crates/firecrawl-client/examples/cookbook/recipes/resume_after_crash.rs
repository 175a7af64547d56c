//! A crawl that goes on after a crash, without missing or repeating a page.

use std::error::Error;
use std::fs;
use std::io::ErrorKind;
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
        // Any other error must not start another crawl.
        Err(error) if error.kind() != ErrorKind::NotFound => return Err(error.into()),
        Err(_) => {
            let request = CrawlRequest::new(site).limit(10);
            let pages = client.crawl(request).await?.documents();
            // The id of the job, before anything can happen.
            keep(state, &pages.continuation())?;
            pages
        }
    };
    let mut urls = Vec::new();
    while urls.len() < most
        && let Some(page) = pages.next().await
    {
        // Keep the page first, then the position behind it.
        urls.push(page?.url().unwrap_or_default().to_owned());
        keep(state, &pages.continuation())?;
    }
    Ok(urls)
}

/// Replaces the file as a whole, so that a crash leaves the old position or the new one.
fn keep(state: &Path, position: &Continuation<Crawl>) -> Result<(), Box<dyn Error>> {
    let next = state.with_extension("next");
    fs::write(&next, serde_json::to_string(position)?)?;
    Ok(fs::rename(next, state)?)
}
