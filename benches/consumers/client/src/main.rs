//! Scrapes a page with the client and prints its Markdown.

use std::error::Error;
use std::io::Write;

use firecrawl_client::Client;

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let url = std::env::args().nth(1).ok_or("name a URL")?;
    let client = Client::from_env()?;
    let page = client.scrape(url).await?;
    let markdown = page.markdown.as_deref().unwrap_or_default();
    writeln!(std::io::stdout(), "{markdown}")?;
    Ok(())
}
