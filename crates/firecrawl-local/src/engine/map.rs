//! `POST /map`: the URLs of a site.

use std::collections::HashSet;

use firecrawl_api::types::{MapRequest, ScrapeOptions, SitemapMode};
use serde_json::{Value, json};
use tokio::time::Instant;
use url::Url;

use super::elements::{self, Link};
use super::html_parser;
use super::page::{Page, PageKind};
use super::scrape::{Engine, timeout};
use super::scrape_response::valid_url;
use crate::request::Request;
use crate::response::{Handled, Response};

const DEFAULT_LIMIT: usize = 5000;
const MAX_LIMIT: usize = 100_000;

impl Engine {
    /// Handles `POST /map`.
    pub async fn map_response(&self, request: &Request) -> Handled {
        let body: MapRequest = request.parse_body()?;
        let start = valid_url(&body.url)?;
        let deadline = Instant::now() + timeout(body.timeout_ms);
        match tokio::time::timeout_at(deadline, self.map(&start, &body, deadline)).await {
            Ok(links) => Ok(Response::ok(json!({"success": true, "links": links})).billed(1)),
            Err(_) => Err(Response::error_with_code(408, "MAP_TIMEOUT", "Map timed out").into()),
        }
    }

    async fn map(&self, start: &Url, request: &MapRequest, deadline: Instant) -> Vec<Value> {
        let limit = request
            .limit
            .and_then(|limit| usize::try_from(limit).ok())
            .unwrap_or(DEFAULT_LIMIT)
            .min(MAX_LIMIT);
        let mode = request.sitemap.as_ref();
        let mut found = Vec::new();
        if mode != Some(&SitemapMode::Only) {
            found.push((start.clone(), String::new()));
        }
        if mode != Some(&SitemapMode::Skip) {
            let pages = self.sitemap_urls(start, MAX_LIMIT, deadline).await;
            found.extend(pages.into_iter().map(|page| (page, String::new())));
        }
        if mode != Some(&SitemapMode::Only) {
            found.extend(self.links_of(start).await);
        }

        let mut seen = HashSet::new();
        let mut links: Vec<Link> = found
            .into_iter()
            .map(|(mut url, text)| {
                url.set_fragment(None);
                if request.ignore_query_parameters.unwrap_or(true) {
                    url.set_query(None);
                }
                (url, text)
            })
            .filter(|(url, _)| is_of_site(start, url, request.include_subdomains.unwrap_or(true)))
            .filter(|(url, _)| seen.insert(url.clone()))
            .collect();
        if let Some(text) = &request.search {
            links = search(links, text);
        }
        links.truncate(limit);
        links
            .iter()
            .map(|(url, _)| json!({"url": as_text(url)}))
            .collect()
    }

    /// Returns the links of a page; none if it cannot be read.
    async fn links_of(&self, url: &Url) -> Vec<Link> {
        let options = ScrapeOptions::default();
        let fetched = self.fetcher.get(url, &options).await;
        let Ok(page) = fetched.and_then(|page| Page::decode(page, &options)) else {
            return Vec::new();
        };
        // On a blocking thread, since a large page takes its time.
        let links = tokio::task::spawn_blocking(move || {
            let is_html = page.kind == PageKind::Html;
            let parsed = is_html
                .then(|| html_parser::parse(&page.text).ok())
                .flatten()?;
            let base = elements::base(&parsed, &page.url);
            Some(elements::page_links(&parsed, &base))
        });
        links.await.ok().flatten().unwrap_or_default()
    }
}

/// Returns whether a URL is on the site, or on a subdomain of it if those count.
fn is_of_site(start: &Url, url: &Url, subdomains: bool) -> bool {
    let named = matches!(start.host(), Some(url::Host::Domain(_)));
    is_web(url)
        && (same_site(start, url)
            || (subdomains && named && start.port() == url.port() && is_subdomain(start, url)))
}

/// Returns whether a URL is on the web.
pub fn is_web(url: &Url) -> bool {
    matches!(url.scheme(), "http" | "https")
}

/// Returns the host without `www.`.
pub fn bare_host(url: &Url) -> &str {
    let host = url.host_str().unwrap_or_default();
    host.strip_prefix("www.").unwrap_or(host)
}

/// Ports count, since two ports of one machine are two sites; http and https are the same.
pub fn same_site(left: &Url, right: &Url) -> bool {
    bare_host(left) == bare_host(right) && left.port() == right.port()
}

/// Returns whether the host of a URL is below that of another one.
pub fn is_subdomain(base: &Url, url: &Url) -> bool {
    bare_host(url)
        .strip_suffix(bare_host(base))
        .is_some_and(|rest| rest.ends_with('.'))
}

/// Returns the links that contain a word of the search, those with the most words first.
fn search(links: Vec<Link>, search: &str) -> Vec<Link> {
    let words: Vec<String> = search.split_whitespace().map(str::to_lowercase).collect();
    if words.is_empty() {
        return links;
    }
    let mut found: Vec<(usize, Link)> = links
        .into_iter()
        .map(|link| {
            let text = format!("{} {}", link.0, link.1).to_lowercase();
            let hits = words.iter().filter(|word| text.contains(*word)).count();
            (hits, link)
        })
        .filter(|(hits, _)| *hits > 0)
        .collect();
    found.sort_by_key(|(hits, _)| std::cmp::Reverse(*hits));
    found.into_iter().map(|(_, link)| link).collect()
}

/// Returns a URL as the service writes it: the root of a site without the slash.
fn as_text(url: &Url) -> &str {
    match (url.path(), url.query()) {
        ("/", None) => url.as_str().trim_end_matches('/'),
        _ => url.as_str(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn url(text: &str) -> Url {
        Url::parse(text).unwrap()
    }

    #[test]
    fn a_site_ends_at_its_host_and_port() {
        let start = url("http://www.site.test:81/");
        let of_site = |text, subdomains| is_of_site(&start, &url(text), subdomains);
        assert!(of_site("http://site.test:81/a", false));
        assert!(of_site("http://docs.site.test:81/a", true));
        assert!(!of_site("http://docs.site.test:81/a", false));
        assert!(!of_site("http://mysite.test:81/a", true));
        assert!(!of_site("http://site.test:82/a", true));
        assert!(!of_site("mailto:a@site.test", true));
        let start = url("http://127.0.0.1:81/");
        assert!(!is_of_site(&start, &url("http://127.0.0.2:81/"), true));
    }

    #[test]
    fn a_search_ranks_by_words() {
        let links = ["http://s/x", "http://s/blog", "http://s/blog/rust"];
        let links = links.into_iter().map(|text| (url(text), String::new()));
        let links = links.collect();
        let found: Vec<_> = search(links, "Rust blog")
            .iter()
            .map(|(url, _)| url.to_string())
            .collect();
        assert_eq!(found, ["http://s/blog/rust", "http://s/blog"]);
    }

    #[test]
    fn the_root_is_written_without_slash() {
        assert_eq!(as_text(&url("http://s.test:1/")), "http://s.test:1");
        assert_eq!(as_text(&url("http://s.test/a/")), "http://s.test/a/");
        assert_eq!(as_text(&url("http://s.test/?q")), "http://s.test/?q");
    }
}
