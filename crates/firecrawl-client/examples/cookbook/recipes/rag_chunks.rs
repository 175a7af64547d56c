//! The pages of a site as chunks for retrieval, each with its source, title and section.

use firecrawl_client::types::{CrawlRequest, Document};
use firecrawl_client::{Client, Error};
use serde::Serialize;

#[derive(Clone, Debug, Default, Serialize)]
pub struct Chunk {
    pub url: String,
    pub title: String,
    pub section: String,
    pub text: String,
}

pub async fn run(client: &Client, site: &str) -> Result<Vec<Chunk>, Error> {
    let request = CrawlRequest::new(site).limit(10).formats(["markdown"]);
    let job = client.crawl(request.only_main_content(true)).await?;
    let site = job.collect().await?;
    Ok(site.documents.iter().flat_map(chunks).collect())
}

/// Begins a chunk at each heading, and after 1,000 bytes.
fn chunks(page: &Document) -> Vec<Chunk> {
    let mut chunk = Chunk::default();
    chunk.url += page.url().unwrap_or_default();
    chunk.title += page.title().unwrap_or_default();
    let mut chunks = Vec::new();
    let text = page.markdown.as_deref().unwrap_or_default();
    for paragraph in text.split("\n\n") {
        let (first, rest) = paragraph.split_once('\n').unwrap_or((paragraph, "."));
        let is_heading = first.starts_with('#') || rest.trim_matches(['=', '-']).is_empty();
        if is_heading || chunk.text.len() + paragraph.len() > 1_000 {
            chunks.push(chunk.clone());
            chunk.text.clear();
        }
        if is_heading {
            chunk.section = first.trim_start_matches(['#', ' ']).to_owned();
        }
        chunk.text += &format!("{paragraph}\n\n");
    }
    chunks.push(chunk);
    chunks.retain(|chunk| !chunk.text.is_empty());
    chunks
}
