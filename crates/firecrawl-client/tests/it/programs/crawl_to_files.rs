//! Crawls a site in one line, and saves each page as a file.

use std::error::Error;
use std::fs;
use std::path::Path;

use firecrawl_client::Client;
use firecrawl_client::types::CrawlRequest;

pub async fn run(client: &Client, url: &str, folder: &Path) -> Result<usize, Box<dyn Error>> {
    let request = CrawlRequest::new(url).limit(10).formats(["markdown"]);
    let site = client.crawl(request).await?.collect().await?;

    for page in &site.documents {
        let url = page.url().unwrap_or("unknown");
        let name = url.replace(|letter: char| !letter.is_alphanumeric(), "-");
        let text = page.markdown.as_deref().unwrap_or_default();
        fs::write(folder.join(name).with_extension("md"), text)?;
    }
    for failure in &site.failures {
        println!("{}: {}", failure.url, failure.error);
    }
    Ok(site.documents.len())
}
