//! A site as Markdown files, each written as soon as its page is there.

use std::error::Error;
use std::fs;
use std::path::Path;

use firecrawl_client::Client;
use firecrawl_client::types::CrawlRequest;

/// Returns the number of files.
pub async fn run(client: &Client, site: &str, folder: &Path) -> Result<usize, Box<dyn Error>> {
    let request = CrawlRequest::new(site).limit(10).formats(["markdown"]);
    let mut pages = client.crawl(request).await?.documents();
    let mut files = 0;
    while let Some(page) = pages.next().await {
        let page = page?;
        let (Some(url), Some(text)) = (page.url(), &page.markdown) else {
            continue;
        };
        let title = page.title().unwrap_or_default();
        let name = url.replace(|letter: char| !letter.is_alphanumeric(), "-");
        let head = format!("---\nsource: {url:?}\ntitle: {title:?}\n---\n\n");
        fs::write(folder.join(name + ".md"), head + text)?;
        files += 1;
    }
    Ok(files)
}
