//! A search whose hits are scraped in the same call, as context for a model.

use firecrawl_client::types::SearchRequest;
use firecrawl_client::{Client, Error};

/// Returns a text with the sources in it.
pub async fn run(client: &Client, question: &str) -> Result<String, Error> {
    let request = SearchRequest::new(question)
        .limit(5)
        .formats(["markdown"])
        .only_main_content(true);
    let results = client.search(request).await?;

    let mut context = String::new();
    for hit in &results.web {
        let url = hit.url().unwrap_or_default();
        let title = hit.title().unwrap_or(url);
        // A page that could not be scraped still has the description of the search.
        let text = hit.markdown.as_deref().or(hit.description.as_deref());
        let text = text.unwrap_or_default();
        context += &format!("# {title}\n\n<{url}>\n\n{text}\n\n");
    }
    Ok(context)
}
