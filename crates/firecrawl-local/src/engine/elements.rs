//! Links, images and attributes of a page.

use std::collections::HashSet;
use std::sync::LazyLock;

use firecrawl_api::types::AttributesFormat;
use scraper::{Html, Selector};
use serde_json::{Value, json};
use url::Url;

use super::main_content::absolute;

static ANCHORS: LazyLock<Option<Selector>> =
    LazyLock::new(|| Selector::parse("a[href], area[href]").ok());
static BASE: LazyLock<Option<Selector>> = LazyLock::new(|| Selector::parse("base[href]").ok());
static IMAGES: LazyLock<Option<Selector>> =
    LazyLock::new(|| Selector::parse("img, picture source, video[poster], input[type=image]").ok());

/// The address that relative ones of the page start from.
pub fn base(page: &Html, url: &Url) -> Url {
    BASE.as_ref()
        .and_then(|selector| page.select(selector).next()?.attr("href"))
        .and_then(|href| url.join(href).ok())
        .filter(|base| !base.cannot_be_a_base())
        .unwrap_or_else(|| url.clone())
}

/// A link of a page and the text that it stands on.
pub struct Link {
    /// The address without its fragment.
    pub url: Url,
    /// What a reader sees of it.
    pub text: String,
}

/// Every link of the page over HTTP, without fragment, in order, once each.
pub fn page_links(page: &Html, base: &Url) -> Vec<Link> {
    let mut seen = HashSet::new();
    let mut links = Vec::new();
    for element in ANCHORS.iter().flat_map(|selector| page.select(selector)) {
        let Some(mut url) = element
            .attr("href")
            .and_then(|href| base.join(href.trim()).ok())
        else {
            continue;
        };
        url.set_fragment(None);
        if matches!(url.scheme(), "http" | "https") && seen.insert(url.clone()) {
            let text = element.text().collect::<String>();
            links.push(Link {
                url,
                text: text.split_whitespace().collect::<Vec<_>>().join(" "),
            });
        }
    }
    links
}

/// The `links` format: the addresses as the cleaned page has them, once each.
pub fn links(cleaned: &Html) -> Vec<String> {
    let mut seen = HashSet::new();
    // From the root, since the tree still holds what the filter detached.
    ANCHORS
        .iter()
        .flat_map(|selector| cleaned.root_element().select(selector))
        .filter_map(|element| element.attr("href"))
        .filter(|href| !href.is_empty() && !href.starts_with("javascript:"))
        .filter(|href| seen.insert(*href))
        .map(str::to_owned)
        .collect()
}

/// The `images` format: every address of a picture, absolute, once each.
pub fn images(page: &Html, base: &Url) -> Vec<String> {
    let mut seen = HashSet::new();
    let mut images = Vec::new();
    for element in IMAGES.iter().flat_map(|selector| page.select(selector)) {
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

/// The `attributes` format: an entry a selector, with the values of the elements that have any.
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
            .map(|link| (link.url.as_str(), link.text.as_str()))
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
