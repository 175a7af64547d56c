//! Made-up results of `POST /search` and `POST /search/gov`, because the server has no search engine.

use std::sync::Arc;

use firecrawl_api::types::ScrapeOptions;
use serde::Deserialize;
use serde_json::{Map, Value, json};
use url::Url;
use uuid::Uuid;

use super::document::CacheState;
use super::page::{Page, PageKind};
use super::scrape::make;
use crate::html::escape;
use crate::request::Request;
use crate::response::{Handled, Response};

/// The number of results without a limit.
const DEFAULT_LIMIT: usize = 10;
const MAX_LIMIT: usize = 100;
const WARNING: &str =
    "made up: this local server has no search engine; stub the operation, or use the service";

/// Handles `POST /search`: results of the sources that the request names, with documents only if it
/// has `scrapeOptions`.
pub async fn search(request: &Request) -> Handled {
    let body = &request.body;
    let sources = names(&body["sources"]);
    let sources = if sources.is_empty() {
        vec!["web"]
    } else {
        sources
    };
    let categories = names(&body["categories"]);
    let options = match &body["scrapeOptions"] {
        Value::Object(options) if !options.is_empty() => {
            let options = ScrapeOptions::deserialize(&body["scrapeOptions"]);
            Some(
                options
                    .map_err(|error| Response::invalid(&["scrapeOptions"], &error.to_string()))?,
            )
        }
        _ => None,
    };
    let (mut data, mut credits) = (Map::new(), 0);
    for source in ["web", "news", "images"] {
        if !sources.contains(&source) {
            continue;
        }
        let mut hits = Vec::new();
        for position in 1..=limit(&body["limit"]) {
            let mut hit = hit(source, request, position);
            if !categories.is_empty() && source == "web" {
                hit["category"] = categories[(position - 1) % categories.len()].into();
            }
            if let Some(options) = options.as_ref().filter(|_| source != "images") {
                credits += add_document(&mut hit, options).await?;
            }
            hits.push(hit);
        }
        data.insert(source.to_owned(), hits.into());
    }
    Ok(response(data, credits))
}

/// Handles `POST /search/gov`.
pub fn search_gov(request: &Request) -> Response {
    let hits = (1..=limit(&request.body["k"])).map(|position| hit("web", request, position));
    let hits: Vec<Value> = hits.collect();
    response(Map::from_iter([("web".to_owned(), hits.into())]), 0)
}

/// Returns the response; every ten results cost two credits, beside those of their pages.
fn response(data: Map<String, Value>, of_pages: i64) -> Response {
    let lists = data.values().filter_map(Value::as_array);
    let results: usize = lists.map(Vec::len).sum();
    let credits = of_pages + 2 * i64::try_from(results.div_ceil(10)).unwrap_or(0);
    Response::ok(json!({
        "success": true,
        "data": data,
        "warning": WARNING,
        "id": Uuid::new_v4().to_string(),
        "creditsUsed": credits,
    }))
    .billed(credits)
}

fn limit(given: &Value) -> usize {
    let given = given.as_u64().and_then(|limit| usize::try_from(limit).ok());
    given.unwrap_or(DEFAULT_LIMIT).clamp(1, MAX_LIMIT)
}

/// Returns the names in a list of texts and of objects with a `type`.
fn names(list: &Value) -> Vec<&str> {
    let items = list.as_array().into_iter().flatten();
    items
        .filter_map(|item| item.as_str().or_else(|| item["type"].as_str()))
        .collect()
}

fn hit(source: &str, request: &Request, position: usize) -> Value {
    let query = request.body_str("query").unwrap_or_default();
    let domain = request.body["includeDomains"][0].as_str();
    let domain = domain.unwrap_or("example.com");
    let url = format!("https://{domain}/{source}/{position}");
    let title = format!("Made-up result {position} for {query:?}");
    match source {
        "images" => json!({
            "title": title,
            "imageUrl": format!("{url}.png"),
            "imageWidth": 640,
            "imageHeight": 480,
            "url": url,
            "position": position,
        }),
        "news" => json!({
            "title": title,
            "url": url,
            "snippet": "A made-up snippet.",
            "date": "2026-01-01",
            "position": position,
        }),
        _ => json!({
            "url": url,
            "title": title,
            "description": "A made-up description.",
            "position": position,
        }),
    }
}

/// Adds the formats that the options ask for, of a made-up page, and returns its credits.
async fn add_document(hit: &mut Value, options: &ScrapeOptions) -> Result<i64, Box<Response>> {
    let url = hit["url"].as_str().unwrap_or_default().to_owned();
    let title = escape(hit["title"].as_str().unwrap_or_default());
    let html = format!(
        "<!DOCTYPE html><html lang=\"en\"><head><title>{title}</title></head>\
         <body><main><h1>{title}</h1><p>A made-up page.</p></main></body></html>"
    );
    let parsed =
        Url::parse(&url).map_err(|_| Response::invalid(&["includeDomains"], "Invalid url"))?;
    let page = Page::of_text(
        parsed,
        PageKind::Html,
        "text/html; charset=utf-8",
        html.as_bytes(),
    );
    let scraped = make(Arc::new(page), options, &url, CacheState::Off).await?;
    for (name, value) in scraped.document {
        hit[name] = value;
    }
    Ok(scraped.credits)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tests::{checked, request};

    async fn searched(body: Value) -> Value {
        let request = request("searchAndScrape", &[], json!({}), body);
        let response = search(&request).await.unwrap();
        let (status, body) = checked(&request, Some(response));
        assert_eq!(status, 200);
        body
    }

    fn keys(value: &Value) -> Vec<&str> {
        let mut keys: Vec<&str> = value
            .as_object()
            .unwrap()
            .keys()
            .map(String::as_str)
            .collect();
        keys.sort_unstable();
        keys
    }

    #[tokio::test]
    async fn only_what_was_requested_is_found() {
        let body = searched(json!({"query": "q", "limit": 2, "sources": ["web"]})).await;
        assert_eq!(keys(&body["data"]), ["web"]);
        let hits = body["data"]["web"].as_array().unwrap();
        assert_eq!(hits.len(), 2);
        assert_eq!(keys(&hits[0]), ["description", "position", "title", "url"]);

        let sources = json!([{"type": "images"}, "news"]);
        let body = searched(json!({"query": "q", "sources": sources})).await;
        assert_eq!(keys(&body["data"]), ["images", "news"]);
        assert_eq!(body["data"]["news"].as_array().unwrap().len(), 10);
        assert_eq!(
            keys(&searched(json!({"query": "q"})).await["data"]),
            ["web"]
        );
    }

    #[tokio::test]
    async fn documents_have_the_formats_of_the_options() {
        let body = searched(json!({
            "query": "<q>", "limit": 1, "categories": ["pdf"], "includeDomains": ["docs.test"],
            "scrapeOptions": {"formats": ["markdown"]},
        }))
        .await;
        let hit = &body["data"]["web"][0];
        assert_eq!(
            keys(hit),
            [
                "category",
                "description",
                "markdown",
                "metadata",
                "position",
                "title",
                "url"
            ]
        );
        assert_eq!(hit["metadata"]["statusCode"], 200);
        assert_eq!(hit["metadata"]["proxyUsed"], "basic");
        assert!(
            hit["url"]
                .as_str()
                .unwrap()
                .starts_with("https://docs.test/")
        );
    }

    #[test]
    fn government_sources_have_a_count_of_their_own() {
        let request = request("searchGov", &[], json!({}), json!({"query": "q", "k": 3}));
        let (_, body) = checked(&request, Some(search_gov(&request)));
        assert_eq!(body["data"]["web"].as_array().unwrap().len(), 3);
    }
}
