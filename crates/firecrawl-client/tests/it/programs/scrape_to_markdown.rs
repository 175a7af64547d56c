//! Scrapes a page to Markdown, with options.

use std::time::Duration;

use firecrawl_client::types::ScrapeRequest;
use firecrawl_client::{Client, Error};

pub async fn run(client: &Client, url: &str) -> Result<String, Error> {
    let request = ScrapeRequest::new(url)
        .formats(["markdown", "links"])
        .only_main_content(true)
        .exclude_tags(["nav", "footer"])
        .headers([("accept-language", "en")])
        .wait_for(Duration::from_millis(50))
        .timeout(Duration::from_secs(30))
        .max_age(Duration::from_secs(3600))
        .location("DE");
    let page = client.scrape(request).await?;

    let title = page.title().unwrap_or("untitled");
    let url = page.url().unwrap_or(url);
    let links = page.links.as_deref().unwrap_or_default();
    let text = page.markdown.as_deref().unwrap_or_default();
    Ok(format!("{title} <{url}>, {} links\n\n{text}", links.len()))
}
