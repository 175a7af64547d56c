//! The pages of a site as chunks for retrieval, each with its source, title and section.

use firecrawl_client::types::{CrawlRequest, Document};
use firecrawl_client::{Client, Error};
use serde::Serialize;

/// The length of a chunk in bytes, unless a paragraph alone is longer.
const LENGTH: usize = 1_000;

#[derive(Debug, Serialize)]
pub struct Chunk {
    pub url: String,
    pub title: String,
    pub section: String,
    pub text: String,
}

pub async fn run(client: &Client, site: &str) -> Result<Vec<Chunk>, Error> {
    let request = CrawlRequest::new(site).limit(10).formats(["markdown"]);
    let job = client.crawl(request.only_main_content(true)).await?;
    Ok(job.collect().await?.documents.iter().flat_map(chunks).collect())
}

fn chunks(page: &Document) -> Vec<Chunk> {
    let (url, title) = (page.url().unwrap_or_default(), page.title().unwrap_or_default());
    let (mut section, mut chunks) = (title.to_owned(), Vec::<Chunk>::new());
    let text = page.markdown.as_deref().unwrap_or_default();
    for paragraph in text.split("\n\n") {
        if paragraph.starts_with('#') {
            section = paragraph.trim_start_matches(['#', ' ']).to_owned();
            continue;
        }
        match chunks.last_mut() {
            Some(last) if last.section == section && last.text.len() < LENGTH => {
                last.text += &format!("\n\n{paragraph}");
            }
            _ => chunks.push(Chunk {
                url: url.to_owned(),
                title: title.to_owned(),
                section: section.clone(),
                text: paragraph.to_owned(),
            }),
        }
    }
    chunks
}
