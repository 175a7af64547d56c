//! A list of any length as JSON lines: a line for each URL, with its page or the reason.

use std::error::Error;
use std::io::Write;

use firecrawl_client::types::ScrapeOptions;
use firecrawl_client::{BatchOutcome, Client};
use serde_json::json;

/// Returns the number of pages.
pub async fn run(
    client: &Client,
    urls: Vec<String>,
    mut output: impl Write,
) -> Result<usize, Box<dyn Error>> {
    let mut pages = 0;
    let mut results = client
        .batch_scrape_all(urls)
        .scrape_options(ScrapeOptions::new().formats(["markdown"]))
        .chunk(100)
        .retries(2); // what may pass, such as a timeout of the site
    while let Some(result) = results.next().await {
        let (url, position) = (result.url, result.position);
        let line = match result.outcome {
            BatchOutcome::Started { .. } | BatchOutcome::Finished => continue,
            BatchOutcome::Document(page) => {
                pages += 1;
                json!({"position": position, "url": url, "markdown": page.markdown})
            }
            BatchOutcome::Failed(failure) => {
                json!({"position": position, "url": url, "error": failure.to_string()})
            }
            other => json!({"position": position, "url": url, "error": format!("{other:?}")}),
        };
        writeln!(output, "{line}")?;
    }
    Ok(pages)
}
