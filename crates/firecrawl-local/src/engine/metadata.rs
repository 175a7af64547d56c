//! The metadata in the head of a page.

use std::sync::LazyLock;

use scraper::{Html, Selector};
use serde_json::{Map, Value};
use url::Url;

use super::elements::{Css, select};
use super::main_content::absolute;
use crate::json_list::append;

/// Tags that the service also returns under another name; the first of each counts.
const NAMED: &[(&str, &str)] = &[
    ("og:title", "ogTitle"),
    ("og:description", "ogDescription"),
    ("og:url", "ogUrl"),
    ("og:image", "ogImage"),
    ("og:audio", "ogAudio"),
    ("og:determiner", "ogDeterminer"),
    ("og:locale", "ogLocale"),
    ("og:site_name", "ogSiteName"),
    ("og:video", "ogVideo"),
    ("article:published_time", "publishedTime"),
    ("article:modified_time", "modifiedTime"),
    ("dcterms.created", "dcTermsCreated"),
    ("dc.date.created", "dcDateCreated"),
    ("dc.date", "dcDate"),
    ("dcterms.type", "dcTermsType"),
    ("dc.type", "dcType"),
    ("dcterms.audience", "dcTermsAudience"),
    ("dcterms.subject", "dcTermsSubject"),
    ("dc.subject", "dcSubject"),
    ("dc.description", "dcDescription"),
    ("dcterms.keywords", "dcTermsKeywords"),
];

/// Tags with another name only if they use `name`, as observed on the service.
const NAMED_BY_NAME: &[(&str, &str)] = &[
    ("article:tag", "articleTag"),
    ("article:section", "articleSection"),
];

/// Keys that the server sets, which a page cannot override.
const RESERVED: &[&str] = &[
    "scrapeId",
    "sourceURL",
    "url",
    "statusCode",
    "contentType",
    "proxyUsed",
    "creditsUsed",
    "cacheState",
    "cachedAt",
    "error",
    "numPages",
    "totalPages",
    "concurrencyLimited",
    "concurrencyQueueDurationMs",
    "timezone",
    "provider",
];

static TITLE: Css = LazyLock::new(|| Selector::parse("title").ok());
static ICON: Css = LazyLock::new(|| Selector::parse("link[rel~=icon][href]").ok());
static TAGS: Css = LazyLock::new(|| Selector::parse("meta[content]").ok());

/// Returns the metadata of a page.
pub fn metadata(page: &Html, base: &Url) -> Map<String, Value> {
    let mut metadata = Map::new();
    if let Some(language) = page.root_element().attr("lang") {
        metadata.insert("language".to_owned(), language.into());
    }
    if let Some(title) = select(page, &TITLE).next() {
        let title = title.text().collect::<String>().trim().to_owned();
        metadata.insert("title".to_owned(), title.into());
    }
    let icon = select(page, &ICON).next();
    let icon = icon.and_then(|icon| absolute(base, icon.attr("href")?));
    if let Some(icon) = icon {
        metadata.insert("favicon".to_owned(), icon.into());
    }
    for tag in select(page, &TAGS) {
        let content = tag.attr("content").unwrap_or("");
        let names = ["name", "property", "itemprop"];
        let Some(name) = names.into_iter().find_map(|name| tag.attr(name)) else {
            continue;
        };
        if RESERVED.contains(&name) || name.is_empty() {
            continue;
        }
        let lower = name.to_ascii_lowercase();
        let named = NAMED.iter().find(|(tag, _)| *tag == lower).or_else(|| {
            NAMED_BY_NAME
                .iter()
                .find(|(name, _)| *name == lower && tag.attr("name").is_some())
        });
        if let Some((_, own)) = named {
            let content = match *own {
                "ogImage" => absolute(base, content).unwrap_or_else(|| content.to_owned()),
                _ => content.to_owned(),
            };
            metadata
                .entry(*own)
                .or_insert_with(|| Value::String(content));
        }
        match lower.as_str() {
            // The title element wins over a tag with that name.
            "title" if metadata.contains_key("title") => {}
            // Repeated descriptions become one text.
            "description" => {
                let known = metadata.get("description").and_then(Value::as_str);
                let text = known.map_or(content.to_owned(), |text| format!("{text}, {content}"));
                metadata.insert("description".to_owned(), text.into());
            }
            "og:locale:alternate" => {
                append(&mut metadata, name, content.into());
                let list = metadata.entry("ogLocaleAlternate");
                if let Value::Array(list) = list.or_insert_with(|| Value::Array(Vec::new())) {
                    list.push(content.into());
                }
            }
            // The language is often in two places, with the same value.
            "language" if contains(metadata.get("language"), content) => {}
            "language" => append(&mut metadata, "language", content.into()),
            "keywords" | "robots" => append(&mut metadata, &lower, content.into()),
            _ => append(&mut metadata, name, content.into()),
        }
    }
    metadata
}

fn contains(known: Option<&Value>, content: &str) -> bool {
    let list = known.and_then(Value::as_array);
    known.is_some_and(|value| value == content)
        || list.is_some_and(|values| values.iter().any(|value| value == content))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn of(html: &str) -> Value {
        let base = Url::parse("http://site.test/a/").unwrap();
        Value::Object(metadata(&Html::parse_document(html), &base))
    }

    #[test]
    fn a_full_head_reads_as_the_service_gives_it() {
        let found = of("<html lang=en><head><title> Home </title>\
            <meta name=description content='a site'><meta name=keywords content=a,b>\
            <meta name=robots content=index,follow>\
            <meta property=og:title content='OG'><meta property=og:image content=/1.png>\
            <meta property=og:image content=/2.png>\
            <meta property=og:locale:alternate content=de_DE>\
            <meta property=article:tag content=t1><meta property=article:tag content=t2>\
            <meta property=article:published_time content=2024-01-02T03:04:05Z>\
            <meta name=dcterms.created content=2020-01-01><meta name=dc.subject content=subj>\
            <meta name=custom-number content=42><meta name=twitter:card content=summary>\
            <meta charset=utf-8><link rel='shortcut icon' href=/favicon.ico></head>");
        assert_eq!(
            found,
            json!({
                "language": "en",
                "title": "Home",
                "favicon": "http://site.test/favicon.ico",
                "description": "a site",
                "keywords": "a,b",
                "robots": "index,follow",
                "ogTitle": "OG",
                "og:title": "OG",
                "ogImage": "http://site.test/1.png",
                "og:image": ["/1.png", "/2.png"],
                "og:locale:alternate": "de_DE",
                "ogLocaleAlternate": ["de_DE"],
                "article:tag": ["t1", "t2"],
                "publishedTime": "2024-01-02T03:04:05Z",
                "article:published_time": "2024-01-02T03:04:05Z",
                "dcTermsCreated": "2020-01-01",
                "dcterms.created": "2020-01-01",
                "dcSubject": "subj",
                "dc.subject": "subj",
                "custom-number": "42",
                "twitter:card": "summary",
            })
        );
    }

    #[test]
    fn repeated_tags_become_lists() {
        let found = of("<html lang=en><title>T1</title><title>T2</title>\
            <meta name=description content=d1><meta name=description content=d2>\
            <meta name=keywords content=k1><meta name=keywords content=k2>\
            <meta name=robots content=noindex><meta name=robots content=nofollow>\
            <meta name=language content=en><meta name=language content=xx>\
            <meta property=og:title content=o1><meta property=og:title content=o2>\
            <meta name=empty content=''><meta name=title content=other>\
            <meta name=statusCode content=999>");
        assert_eq!(
            found,
            json!({
                "language": ["en", "xx"],
                "title": "T1",
                "description": "d1, d2",
                "keywords": ["k1", "k2"],
                "robots": ["noindex", "nofollow"],
                "ogTitle": "o1",
                "og:title": ["o1", "o2"],
                "empty": "",
            })
        );
    }

    #[test]
    fn a_page_without_head_says_nothing() {
        assert_eq!(of("no head at all"), json!({}));
    }
}
