//! Searches the web and reads the hits.

use firecrawl_client::types::SearchRequest;
use firecrawl_client::{Client, Error};

pub async fn run(client: &Client) -> Result<Vec<String>, Error> {
    let mut lines = Vec::new();
    let results = client.search("lighthouse keeper").await?;
    for hit in &results.web {
        lines.push(format!("{} <{}>", hit.title, hit.url));
    }

    let request = SearchRequest::new("lighthouse keeper")
        .limit(5)
        .sources(["web", "news"])
        .location("Germany")
        .formats(["markdown"]);
    let results = client.search(request).await?.into_inner();
    for hit in results.news {
        lines.push(format!("{}: {}", hit.date, hit.title));
    }
    for hit in results.web {
        lines.push(hit.markdown.unwrap_or(hit.description));
    }
    Ok(lines)
}
