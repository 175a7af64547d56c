//! Extraction into your own types, from pages, crawls and questions.

// Examples print their results.
#![allow(clippy::print_stdout)]

use std::error::Error;

use firecrawl_client::types::{CrawlRequest, ExtractRequest, Format, ScrapeOptions, ScrapeRequest};
use firecrawl_client::{Client, ErrorKind, json_format_of};
use firecrawl_local::{LocalServer, Response};
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::json;

/// The doc comments are part of the schema that the model gets.
#[derive(Debug, Deserialize, JsonSchema)]
struct OpeningHours {
    /// Such as `April to September`.
    season: String,
    /// Local time, such as `09:30`.
    opens: String,
    closes: Option<String>,
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let (client, page, _server) = place().await?;

    let request = ScrapeRequest::new(&page);
    match client.scrape_as::<OpeningHours>(request).await {
        Ok(hours) => println!("{}", describe(&hours.value)),
        // Absent, null and another shape are three different errors.
        Err(error) if error.kind() == ErrorKind::JsonAbsent => println!("nothing: {error}"),
        Err(error) => return Err(error.into()),
    }

    // Of every page of a crawl.
    let options = ScrapeOptions::new().formats([Format::Json(json_format_of::<OpeningHours>()?)]);
    let crawl = CrawlRequest::new(&page).limit(3).scrape_options(options);
    let mut documents = client.crawl(crawl).await?.documents();
    while let Some(document) = documents.next().await {
        match document?.json_as::<OpeningHours>() {
            Ok(hours) => println!("{}", describe(&hours)),
            Err(error) => println!("{error}"),
        }
    }

    // Out of several pages at once.
    let question = ExtractRequest::new([&page]).prompt("When is it open?");
    let answer = client.extract_as::<OpeningHours>(question).await?;
    println!("{}", describe(&answer.value));
    Ok(())
}

fn describe(hours: &OpeningHours) -> String {
    let closes = hours.closes.as_deref().unwrap_or("late");
    format!("{}: {} to {closes}", hours.season, hours.opens)
}

/// Uses the cloud with a key; without one, a server with synthetic responses.
async fn place() -> Result<(Client, String, Option<LocalServer>), Box<dyn Error>> {
    if std::env::var_os("FIRECRAWL_API_KEY").is_some() {
        let page = "https://www.rijksmuseum.nl/en/visit".to_owned();
        return Ok((Client::from_env()?, page, None));
    }
    let server = LocalServer::builder().demo_site().start().await?;
    let page = format!(
        "{}/visit/opening-hours",
        server.demo_url().unwrap_or_default()
    );
    // There is no model here to read the page: the answer is scripted.
    let hours = json!({"season": "all year", "opens": "10:00", "closes": null});
    let source = page.clone();
    server.on("scrapeAndExtractFromUrl", move |_| {
        let metadata = json!({"sourceURL": source, "statusCode": 200});
        Response::ok(json!({"success": true, "data": {"json": hours, "metadata": metadata}}))
    })?;
    let client = Client::builder().base_url(server.base_url()).build()?;
    Ok((client, page, Some(server)))
}
