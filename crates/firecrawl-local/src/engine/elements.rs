//! Links, images and attributes of a page.

use std::collections::HashSet;
use std::sync::LazyLock;

use firecrawl_api::types::AttributesFormat;
use scraper::{ElementRef, Html, Selector};
use serde_json::{Value, json};
use url::Url;

use super::main_content::absolute;
use super::map::is_web;

/// A CSS selector; an invalid one matches nothing.
pub type Css = LazyLock<Option<Selector>>;

/// Returns the matching elements of a page.
pub fn select<'a>(page: &'a Html, css: &'a Css) -> impl Iterator<Item = ElementRef<'a>> {
    css.iter().flat_map(|selector| page.select(selector))
}

static ANCHORS: Css = LazyLock::new(|| Selector::parse("a[href], area[href]").ok());
static BASE: Css = LazyLock::new(|| Selector::parse("base[href]").ok());
static IMAGES: Css =
    LazyLock::new(|| Selector::parse("img, picture source, video[poster], input[type=image]").ok());

/// Returns the base URL of a page.
pub fn base(page: &Html, url: &Url) -> Url {
    select(page, &BASE)
        .next()
        .and_then(|element| url.join(element.attr("href")?).ok())
        .filter(|base| !base.cannot_be_a_base())
        .unwrap_or_else(|| url.clone())
}

/// The URL of a link without its fragment, and its text.
pub type Link = (Url, String);

/// Returns every HTTP link of a page without its fragment, in order and without duplicates.
pub fn page_links(page: &Html, base: &Url) -> Vec<Link> {
    let mut seen = HashSet::new();
    let mut links = Vec::new();
    for element in select(page, &ANCHORS) {
        let Some(mut url) = element
            .attr("href")
            .and_then(|href| base.join(href.trim()).ok())
        else {
            continue;
        };
        url.set_fragment(None);
        if is_web(&url) && seen.insert(url.clone()) {
            let text = element.text().collect::<String>();
            let words = text.split_whitespace();
            links.push((url, words.collect::<Vec<_>>().join(" ")));
        }
    }
    links
}

/// Returns the `links` format: the URLs of the content, without duplicates.
pub fn links(content: &Html) -> Vec<String> {
    let mut seen = HashSet::new();
    // From the root element, since the tree still holds what the filter has detached.
    let root = content.root_element();
    let anchors = ANCHORS.iter().flat_map(|selector| root.select(selector));
    anchors
        .filter_map(|element| element.attr("href"))
        .filter(|href| !href.is_empty() && !href.starts_with("javascript:"))
        .filter(|href| seen.insert(*href))
        .map(str::to_owned)
        .collect()
}

/// Returns the `images` format: every absolute URL of an image, without duplicates.
pub fn images(page: &Html, base: &Url) -> Vec<String> {
    let mut seen = HashSet::new();
    let mut images = Vec::new();
    for element in select(page, &IMAGES) {
        let single = ["src", "data-src", "poster"]
            .into_iter()
            .filter_map(|name| element.attr(name));
        let several = element
            .attr("srcset")
            .unwrap_or("")
            .split(", ")
            .filter_map(|candidate| candidate.split_whitespace().next());
        for address in single.chain(several) {
            if let Some(address) = absolute(base, address.trim_end_matches(','))
                && !address.starts_with("data:")
                && seen.insert(address.clone())
            {
                images.push(address);
            }
        }
    }
    images
}

/// Returns the `attributes` format: one entry for each selector, with the values of its elements.
pub fn attributes(page: &Html, format: &AttributesFormat) -> Vec<Value> {
    format
        .selectors
        .iter()
        .map(|wanted| {
            let values: Vec<&str> = Selector::parse(&wanted.selector)
                .iter()
                .flat_map(|selector| page.select(selector))
                .filter_map(|element| element.attr(&wanted.attribute))
                .collect();
            json!({
                "selector": wanted.selector,
                "attribute": wanted.attribute,
                "values": values,
            })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use firecrawl_api::types::AttributeSelector;

    fn url(text: &str) -> Url {
        Url::parse(text).unwrap()
    }

    #[test]
    fn links_are_absolute_and_unique() {
        let page = Html::parse_document(
            "<a href='b'>one  <b>two</b></a><a href='#x'></a><a href='/a/b#y'></a>\
             <a href='mailto:a@b.test'></a><a href='http://[bad'></a><a>none</a>",
        );
        let links = page_links(&page, &url("http://s.test/a/"));
        let found: Vec<_> = links
            .iter()
            .map(|(url, text)| (url.as_str(), text.as_str()))
            .collect();
        assert_eq!(
            found,
            [("http://s.test/a/b", "one two"), ("http://s.test/a/", "")]
        );
    }

    #[test]
    fn the_base_element_counts() {
        let page = Html::parse_document("<head><base href='/docs/'></head>");
        assert_eq!(
            base(&page, &url("http://s.test/x")).as_str(),
            "http://s.test/docs/"
        );
        let page = Html::parse_document("<head><base href='mailto:x'></head>");
        assert_eq!(
            base(&page, &url("http://s.test/x")).as_str(),
            "http://s.test/x"
        );
    }

    #[test]
    fn images_come_from_every_place() {
        let page = Html::parse_document(
            "<img src=a.png><img src=a.png srcset='b.png 1x, /c.png 2x'>\
             <img src='data:image/png;base64,xx'><video poster=p.jpg></video>",
        );
        assert_eq!(
            images(&page, &url("http://s.test/d/")),
            [
                "http://s.test/d/a.png",
                "http://s.test/d/b.png",
                "http://s.test/c.png",
                "http://s.test/d/p.jpg"
            ]
        );
    }

    #[test]
    fn attributes_are_listed_by_selector() {
        let page = Html::parse_document("<a data-id=1></a><a></a><a data-id=2></a>");
        let format = AttributesFormat::new([
            AttributeSelector::new("a", "data-id"),
            AttributeSelector::new("[[", "data-id"),
        ]);
        assert_eq!(
            Value::from(attributes(&page, &format)),
            json!([
                {"selector": "a", "attribute": "data-id", "values": ["1", "2"]},
                {"selector": "[[", "attribute": "data-id", "values": []},
            ])
        );
    }
}
