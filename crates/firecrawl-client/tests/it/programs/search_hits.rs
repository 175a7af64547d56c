//! Searches the web and reads the hits.

use firecrawl_client::types::SearchRequest;
use firecrawl_client::{Client, Error};

pub async fn run(client: &Client) -> Result<Vec<String>, Error> {
    let mut lines = Vec::new();
    let results = client.search("lighthouse keeper").await?;
    for hit in &results.web {
        let (title, url) = (hit.title(), hit.url());
        lines.push(format!(
            "{} <{}>",
            title.unwrap_or_default(),
            url.unwrap_or_default()
        ));
    }

    let request = SearchRequest::new("lighthouse keeper")
        .limit(5)
        .sources(["web", "news"])
        .location("Germany")
        .formats(["markdown"]);
    let results = client.search(request).await?.into_inner();
    for hit in results.news {
        lines.push(format!("{}: {}", hit.date, hit.title().unwrap_or_default()));
    }
    for hit in results.web {
        lines.extend(hit.markdown.or(hit.description));
    }
    Ok(lines)
}
