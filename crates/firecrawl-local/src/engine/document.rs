//! Makes the document of a page: the formats of the request and the metadata.

use std::sync::Arc;

use firecrawl_api::types::{Format, ProxyMode, ScrapeOptions};
use scraper::Html;
use serde_json::{Map, Value, json};
use url::Url;
use uuid::Uuid;

use super::elements;
use super::html_parser;
use super::main_content::filter_content;
use super::markdown::markdown;
use super::metadata::metadata;
use super::page::{Page, PageKind};
use super::scrape_error::ScrapeError;
use super::synthetic;
use crate::html::escape;
use crate::timestamp;

/// The depth up to which pages are converted to Markdown, since the converter is recursive; deeper
/// pages become plain text.
const MAX_DEPTH: usize = 256;

/// The use of the cache.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CacheState {
    /// The options do not allow the cache.
    Off,
    /// The cache had no fitting copy.
    Miss,
    /// The page is from the cache.
    Hit,
}

/// A page that was scraped, with any HTTP status.
#[derive(Debug)]
pub struct Scraped {
    /// The id of the scrape.
    pub id: Uuid,
    /// The page.
    pub page: Arc<Page>,
    /// The use of the cache.
    pub cache: CacheState,
    /// The document with its formats and metadata.
    pub document: Map<String, Value>,
    /// Every HTTP link of the page without its fragment, in order and without duplicates.
    pub links: Vec<Url>,
    /// The Markdown, also if only change tracking needs it.
    pub markdown: Option<String>,
    /// The credits that it costs.
    pub credits: i64,
}

impl Scraped {
    /// Adds the price of a request after which nothing is kept.
    pub fn bill_zero_retention(&mut self) {
        self.credits += 1;
        if let Some(metadata) = self.document.get_mut("metadata") {
            metadata["creditsUsed"] = self.credits.into();
        }
    }
}

/// Makes the document of a page; `source_url` is the URL as in the request.
pub fn document(
    page: Arc<Page>,
    options: &ScrapeOptions,
    source_url: &str,
    cache: CacheState,
) -> Result<Scraped, ScrapeError> {
    let id = Uuid::new_v4();
    let default = [Format::Markdown];
    let formats = options.formats.as_deref().unwrap_or(&default);
    let mut parts = match page.kind {
        PageKind::Html => html_parts(&page, options, formats)?,
        PageKind::Json | PageKind::Text => text_parts(&page, formats),
        PageKind::Image => Parts::default(),
    };
    let title = parts.metadata.get("title").and_then(Value::as_str);
    let title = title.unwrap_or_default().to_owned();

    let mut put = |name: &str, value: Value| parts.metadata.insert(name.to_owned(), value);
    put("scrapeId", id.to_string().into());
    put("sourceURL", source_url.into());
    put("url", page.url.as_str().into());
    put("statusCode", page.status.into());
    if let Some(content_type) = &page.content_type {
        put("contentType", content_type.as_str().into());
    }
    let is_enhanced = is_enhanced(options);
    let proxy = if is_enhanced { "stealth" } else { "basic" };
    put("proxyUsed", proxy.into());
    if cache == CacheState::Miss {
        put("cacheState", "miss".into());
    } else if cache == CacheState::Hit {
        put("cacheState", "hit".into());
        put("cachedAt", timestamp::millis(page.fetched).into());
    }
    let is_json = |format: &Format| matches!(format, Format::Json(_));
    let extras = [formats.iter().any(is_json), is_enhanced];
    let credits = 1 + extras.map(|extra| 4 * i64::from(extra)).iter().sum::<i64>();
    put("creditsUsed", credits.into());

    let mut fields = Map::new();
    if formats.contains(&Format::Markdown)
        && let Some(markdown) = &parts.markdown
    {
        fields.insert("markdown".to_owned(), markdown.clone().into());
    }
    if formats.contains(&Format::RawHtml) {
        fields.insert("rawHtml".to_owned(), page.text.clone().into());
    }
    if page.kind == PageKind::Image {
        fields.insert("rawBase64".to_owned(), page.text.clone().into());
    }
    fields.insert("metadata".to_owned(), Value::Object(parts.metadata));
    fields.extend(parts.fields);
    synthetic::add(&mut fields, &page, options, formats, &title);
    Ok(Scraped {
        id,
        page,
        cache,
        document: fields,
        links: parts.links,
        markdown: parts.markdown,
        credits,
    })
}

/// Returns whether a page is fetched through a proxy for sites that are hard to reach.
pub(super) fn is_enhanced(options: &ScrapeOptions) -> bool {
    matches!(
        options.proxy,
        Some(ProxyMode::Enhanced | ProxyMode::Stealth)
    )
}

#[derive(Default)]
struct Parts {
    metadata: Map<String, Value>,
    links: Vec<Url>,
    markdown: Option<String>,
    fields: Map<String, Value>,
}

fn html_parts(
    page: &Page,
    options: &ScrapeOptions,
    formats: &[Format],
) -> Result<Parts, ScrapeError> {
    let parsed = html_parser::parse(&page.text)?;
    let base = elements::base(&parsed, &page.url);
    let links = elements::page_links(&parsed, &base).into_iter();
    let mut parts = Parts {
        metadata: metadata(&parsed, &base),
        links: links.map(|(url, _)| url).collect(),
        ..Parts::default()
    };
    // The content comes first in the document, but making it consumes the page.
    let mut late = Map::new();
    if formats.contains(&Format::Images) {
        let images = elements::images(&parsed, &base);
        late.insert("images".to_owned(), images.into());
    }
    let mut attributes = Vec::new();
    for format in formats {
        if let Format::Attributes(wanted) = format {
            attributes.extend(elements::attributes(&parsed, wanted));
            late.insert("attributes".to_owned(), attributes.clone().into());
        }
    }
    if formats.iter().any(needs_content) {
        let content = filter_content(parsed, &base, options);
        if formats.contains(&Format::Links) {
            let links = elements::links(&content);
            parts.fields.insert("links".to_owned(), links.into());
        }
        let html = content.html();
        if formats.iter().any(needs_markdown) {
            let remove_images = options.remove_base64_images.unwrap_or(true);
            parts.markdown = Some(if html_parser::depth(&content) > MAX_DEPTH {
                plain_text(&content)
            } else {
                markdown(&html, remove_images)
            });
        }
        if formats.contains(&Format::Html) {
            parts.fields.insert("html".to_owned(), html.into());
        }
    }
    parts.fields.extend(late);
    Ok(parts)
}

fn text_parts(page: &Page, formats: &[Format]) -> Parts {
    let mut parts = Parts::default();
    for format in formats {
        let (name, value) = match format {
            Format::Links => ("links", json!([])),
            Format::Images => ("images", json!([])),
            Format::Attributes(_) => ("attributes", json!([])),
            Format::Html => {
                let text = escape(&page.text);
                let html = format!("<!DOCTYPE html><html><body><pre>{text}</pre></body></html>");
                ("html", html.into())
            }
            _ => continue,
        };
        parts.fields.insert(name.to_owned(), value);
    }
    parts.markdown = formats.iter().any(needs_markdown).then(|| match page.kind {
        PageKind::Json => format!("```json\n{}\n```", page.text.trim_end()),
        _ => page.text.clone(),
    });
    parts
}

fn needs_content(format: &Format) -> bool {
    matches!(format, Format::Html | Format::Links) || needs_markdown(format)
}

fn needs_markdown(format: &Format) -> bool {
    matches!(format, Format::Markdown | Format::ChangeTracking(_))
}

fn plain_text(page: &Html) -> String {
    let lines = page.root_element().text().map(str::trim);
    let lines: Vec<&str> = lines.filter(|line| !line.is_empty()).collect();
    lines.join("\n\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn made(kind: PageKind, text: &str, formats: Value) -> Value {
        let url = Url::parse("http://site.test/a").unwrap();
        let page = Page::of_text(url, kind, "text/html", text.as_bytes());
        let options = serde_json::from_value(json!({"formats": formats})).unwrap();
        let source = "http://site.test/a";
        let made = document(Arc::new(page), &options, source, CacheState::Off).unwrap();
        let mut document = Value::Object(made.document);
        document["metadata"]["scrapeId"] = "id".into();
        document
    }

    #[test]
    fn no_format_gives_the_metadata_only() {
        let document = made(PageKind::Html, "<title>T</title><p>x", json!([]));
        assert_eq!(
            document,
            json!({"metadata": {
                "title": "T",
                "scrapeId": "id",
                "sourceURL": "http://site.test/a",
                "url": "http://site.test/a",
                "statusCode": 200,
                "contentType": "text/html",
                "proxyUsed": "basic",
                "creditsUsed": 1,
            }})
        );
    }

    #[test]
    fn json_is_fenced_and_text_is_kept() {
        let formats = json!(["markdown", "links", "html", "rawHtml"]);
        let json = made(PageKind::Json, "{\"a\":1}", formats.clone());
        assert_eq!(json["markdown"], "```json\n{\"a\":1}\n```");
        assert_eq!(json["links"], json!([]));
        let text = made(PageKind::Text, "a < b", formats);
        assert_eq!(text["markdown"], "a < b");
        assert_eq!(text["rawHtml"], "a < b");
        assert!(
            text["html"]
                .as_str()
                .unwrap()
                .contains("<pre>a &lt; b</pre>")
        );
    }

    #[test]
    fn a_very_deep_page_becomes_text() {
        let page = format!("{}deep", "<div>".repeat(2_000));
        let document = made(PageKind::Html, &page, json!(["markdown"]));
        assert_eq!(document["markdown"], "deep");
    }

    #[test]
    fn every_format_of_one_page() {
        let page = "<main><h1>T</h1><a href=/b data-x=1>b</a><img src=i.png></main>\
            <footer><a href=/c>c</a></footer>";
        let document = made(
            PageKind::Html,
            page,
            json!(["markdown", "html", "rawHtml", "links", "images",
                {"type": "attributes", "selectors": [{"selector": "a", "attribute": "data-x"}]}]),
        );
        let keys: Vec<_> = document.as_object().unwrap().keys().cloned().collect();
        assert_eq!(
            keys,
            [
                "markdown",
                "rawHtml",
                "metadata",
                "links",
                "html",
                "images",
                "attributes"
            ]
        );
        assert_eq!(document["links"], json!(["http://site.test/b"]));
        assert_eq!(document["images"], json!(["http://site.test/i.png"]));
        assert_eq!(document["attributes"][0]["values"], json!(["1"]));
        assert_eq!(document["rawHtml"], page);
    }
}
