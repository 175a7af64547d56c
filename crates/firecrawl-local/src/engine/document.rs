//! A document of a page: the formats that were asked for and the metadata.

use std::collections::HashMap;
use std::time::SystemTime;

use chrono::{DateTime, SecondsFormat, Utc};
use firecrawl_api::types::{Format, ProxyMode, ScrapeOptions};
use scraper::Html;
use serde_json::{Map, Value, json};
use url::Url;

use super::elements;
use super::main_content::{ContentFilter, filter_content};
use super::markdown::markdown;
use super::metadata::metadata;
use super::page::{Page, PageKind};
use super::synthetic;

/// The converter to Markdown recurses; deeper pages become plain text.
const DEEPEST: usize = 256;

/// Where a page came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CacheState {
    /// The options allow no cache.
    Off,
    /// It was fetched, since the cache had no fitting copy.
    Miss,
    /// It comes from the cache.
    Hit,
}

/// What the server knows of a scrape.
#[derive(Clone, Debug)]
pub struct ScrapeContext {
    /// The address that was asked for.
    pub source_url: String,
    /// The id of the scrape.
    pub scrape_id: String,
    /// Where the page came from.
    pub cache: CacheState,
}

/// What was made of a page.
pub struct Document {
    /// The document itself.
    pub fields: Map<String, Value>,
    /// Every link of the page over HTTP.
    pub links: Vec<Url>,
    /// The Markdown, also where only a comparison needs it.
    pub markdown: Option<String>,
}

/// Makes the formats of `options` from a page.
pub fn document(page: &Page, options: &ScrapeOptions, context: &ScrapeContext) -> Document {
    let default = [Format::Markdown];
    let formats = options.formats.as_deref().unwrap_or(&default);
    let parts = match page.kind {
        PageKind::Html => html_parts(page, options, formats),
        PageKind::Json | PageKind::Text => text_parts(page, formats),
    };
    let mut metadata = parts.metadata;
    let title = metadata
        .get("title")
        .and_then(Value::as_str)
        .unwrap_or("")
        .to_owned();
    add_context(&mut metadata, page, options, formats, context);

    let wants = |wanted: fn(&Format) -> bool| formats.iter().any(wanted);
    let mut fields = Map::new();
    if wants(|format| matches!(format, Format::Markdown))
        && let Some(markdown) = &parts.markdown
    {
        fields.insert("markdown".to_owned(), markdown.clone().into());
    }
    if wants(|format| matches!(format, Format::RawHtml)) {
        fields.insert("rawHtml".to_owned(), page.text.clone().into());
    }
    fields.insert("metadata".to_owned(), Value::Object(metadata));
    fields.extend(parts.fields);
    synthetic::add(&mut fields, page, options, formats, &title);
    Document {
        fields,
        links: parts.links,
        markdown: parts.markdown,
    }
}

struct Parts {
    metadata: Map<String, Value>,
    links: Vec<Url>,
    markdown: Option<String>,
    fields: Map<String, Value>,
}

fn html_parts(page: &Page, options: &ScrapeOptions, formats: &[Format]) -> Parts {
    let parsed = Html::parse_document(&page.text);
    let base = elements::base(&parsed, &page.url);
    let metadata = metadata(&parsed, &base);
    let page_links = elements::page_links(&parsed, &base);
    let mut late = Map::new();
    let mut attributes = Vec::new();
    for format in formats {
        match format {
            Format::Images => {
                late.insert("images".to_owned(), elements::images(&parsed, &base).into());
            }
            Format::Attributes(wanted) => attributes.extend(elements::attributes(&parsed, wanted)),
            _ => {}
        }
    }
    if formats
        .iter()
        .any(|format| matches!(format, Format::Attributes(_)))
    {
        late.insert("attributes".to_owned(), attributes.into());
    }

    let mut fields = Map::new();
    let mut text = None;
    if formats.iter().any(needs_cleaning) {
        let filter = ContentFilter {
            only_main_content: options.only_main_content.unwrap_or(true)
                || options.only_clean_content.unwrap_or(false),
            include_tags: options.include_tags.as_deref().unwrap_or(&[]),
            exclude_tags: options.exclude_tags.as_deref().unwrap_or(&[]),
        };
        let cleaned = filter_content(parsed, &base, filter);
        if formats.iter().any(|format| matches!(format, Format::Links)) {
            fields.insert("links".to_owned(), elements::links(&cleaned).into());
        }
        let html = cleaned.html();
        if formats.iter().any(needs_markdown) {
            let remove_images = options.remove_base64_images.unwrap_or(true);
            text = Some(if is_deep(&cleaned) {
                plain_text(&cleaned)
            } else {
                markdown(&html, remove_images)
            });
        }
        if formats.iter().any(|format| matches!(format, Format::Html)) {
            fields.insert("html".to_owned(), html.into());
        }
    }
    fields.extend(late);
    Parts {
        metadata,
        links: page_links.into_iter().map(|link| link.url).collect(),
        markdown: text,
        fields,
    }
}

fn text_parts(page: &Page, formats: &[Format]) -> Parts {
    let mut fields = Map::new();
    for format in formats {
        match format {
            Format::Links => fields.insert("links".to_owned(), json!([])),
            Format::Images => fields.insert("images".to_owned(), json!([])),
            Format::Attributes(_) => fields.insert("attributes".to_owned(), json!([])),
            Format::Html => fields.insert("html".to_owned(), preformatted(&page.text).into()),
            _ => None,
        };
    }
    let markdown = formats.iter().any(needs_markdown).then(|| match page.kind {
        PageKind::Json => format!("```json\n{}\n```", page.text.trim_end()),
        _ => page.text.clone(),
    });
    Parts {
        metadata: Map::new(),
        links: Vec::new(),
        markdown,
        fields,
    }
}

fn needs_cleaning(format: &Format) -> bool {
    matches!(format, Format::Html | Format::Links) || needs_markdown(format)
}

fn needs_markdown(format: &Format) -> bool {
    matches!(format, Format::Markdown | Format::ChangeTracking(_))
}

fn preformatted(text: &str) -> String {
    let text = text
        .replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;");
    format!("<!DOCTYPE html><html><body><pre>{text}</pre></body></html>")
}

fn is_deep(page: &Html) -> bool {
    let mut depths = HashMap::new();
    for node in page.tree.root().descendants() {
        let depth = node
            .parent()
            .and_then(|parent| depths.get(&parent.id()).copied())
            .unwrap_or(0)
            + 1;
        if depth > DEEPEST {
            return true;
        }
        depths.insert(node.id(), depth);
    }
    false
}

fn plain_text(page: &Html) -> String {
    let lines: Vec<&str> = page
        .root_element()
        .text()
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .collect();
    lines.join("\n\n")
}

fn add_context(
    metadata: &mut Map<String, Value>,
    page: &Page,
    options: &ScrapeOptions,
    formats: &[Format],
    context: &ScrapeContext,
) {
    let mut put = |name: &str, value: Value| metadata.insert(name.to_owned(), value);
    put("scrapeId", context.scrape_id.as_str().into());
    put("sourceURL", context.source_url.as_str().into());
    put("url", page.url.as_str().into());
    put("statusCode", page.status.into());
    if let Some(content_type) = &page.content_type {
        put("contentType", content_type.as_str().into());
    }
    let proxy = match options.proxy {
        Some(ProxyMode::Enhanced) => "stealth",
        _ => "basic",
    };
    put("proxyUsed", proxy.into());
    match context.cache {
        CacheState::Off => {}
        CacheState::Miss => {
            put("cacheState", "miss".into());
        }
        CacheState::Hit => {
            put("cacheState", "hit".into());
            put("cachedAt", timestamp(page.fetched).into());
        }
    }
    let structured = formats
        .iter()
        .any(|format| matches!(format, Format::Json(_)));
    put("creditsUsed", if structured { 5 } else { 1 }.into());
}

/// A time as the service writes it.
pub fn timestamp(time: SystemTime) -> String {
    DateTime::<Utc>::from(time).to_rfc3339_opts(SecondsFormat::Millis, true)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn made(kind: PageKind, text: &str, formats: Value) -> Value {
        let url = Url::parse("http://site.test/a").unwrap();
        let page = Page::of_text(url, kind, "text/html", text.as_bytes());
        let options = serde_json::from_value(json!({"formats": formats})).unwrap();
        let context = ScrapeContext {
            source_url: "http://site.test/a".to_owned(),
            scrape_id: "id".to_owned(),
            cache: CacheState::Off,
        };
        Value::Object(document(&page, &options, &context).fields)
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
