//! Scrapes a page with reqwest and serde_json and prints its Markdown.

use std::error::Error;
use std::io::Write;

use serde::Deserialize;
use serde_json::json;

#[derive(Deserialize)]
struct Response {
    data: Document,
}

#[derive(Deserialize)]
struct Document {
    markdown: Option<String>,
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let url = std::env::args().nth(1).ok_or("name a URL")?;
    let key = std::env::var("FIRECRAWL_API_KEY")?;
    let response: Response = reqwest::Client::new()
        .post("https://api.firecrawl.dev/v2/scrape")
        .bearer_auth(key)
        .json(&json!({ "url": url }))
        .send()
        .await?
        .error_for_status()?
        .json()
        .await?;
    let markdown = response.data.markdown.as_deref().unwrap_or_default();
    writeln!(std::io::stdout(), "{markdown}")?;
    Ok(())
}
