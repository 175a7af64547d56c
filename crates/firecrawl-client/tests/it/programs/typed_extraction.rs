//! Extracts data of a type of one's own.

use firecrawl_client::schemars::JsonSchema;
use firecrawl_client::types::{ExtractRequest, Format, JsonFormat, ScrapeRequest};
use firecrawl_client::{Client, Error};
use serde::Deserialize;
use serde_json::json;

#[derive(Debug, Deserialize, JsonSchema)]
pub struct Visit {
    /// The opening time, as HH:MM.
    pub opens: String,
    pub closes: Option<String>,
    pub season: Season,
}

#[derive(Debug, PartialEq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Season {
    Summer,
    Winter,
}

pub async fn run(client: &Client, url: &str) -> Result<Vec<Visit>, Error> {
    // The type alone.
    let first = client.scrape_as::<Visit>(url).await?.value;

    // With options and a prompt.
    let format = JsonFormat::new().prompt("When is it open?");
    let request = ScrapeRequest::new(url)
        .only_main_content(true)
        .formats([format]);
    let second = client.scrape_as::<Visit>(request).await?.value;

    // A question about many pages.
    let request = ExtractRequest::new([url]).prompt("When is it open?");
    let third = client.extract_as::<Visit>(request).await?.value;

    // A schema that is at hand as JSON.
    let schema = json!({"type": "object", "properties": {"opens": {"type": "string"}}});
    let request = ScrapeRequest::new(url).formats([Format::json(schema)]);
    let page = client.scrape(request).await?;
    let fourth: Visit = page.json_as()?;

    Ok(vec![first, second, third, fourth])
}
