//! Finds the pages of a crawl target.

use std::collections::BTreeSet;

use serde_json::Value;
use url::Url;

/// The maximum number of pages of a target.
pub(super) const MAX_PAGES: usize = 500;
/// The number of pages of a crawl target without a limit.
const DEFAULT_PAGES: usize = 100;

/// Follows the links of one host, breadth first.
pub(super) struct LinkCrawler {
    start: Url,
    /// The pages that wait to be fetched, all as many links away from the start.
    waiting: Vec<String>,
    seen: BTreeSet<String>,
    limit: usize,
    /// The number of times that links are still followed.
    levels: usize,
    /// `true` if pages were left out, so that a missing page may still exist.
    pub(super) cut: bool,
}

impl LinkCrawler {
    /// Creates the crawler of a target; `None` if its URL is invalid.
    pub(super) fn new(target: &Value) -> Option<Self> {
        let start = Url::parse(target["url"].as_str()?).ok()?;
        let number = |name: &str| {
            let number = target["crawlOptions"][name].as_u64()?;
            usize::try_from(number).ok()
        };
        let mut crawler = Self {
            limit: number("limit").unwrap_or(DEFAULT_PAGES).clamp(1, MAX_PAGES),
            levels: number("maxDiscoveryDepth").unwrap_or(usize::MAX),
            waiting: Vec::new(),
            seen: BTreeSet::new(),
            cut: false,
            start: start.clone(),
        };
        crawler.visit(start);
        Some(crawler)
    }

    /// Takes the pages that wait to be fetched.
    pub(super) fn take(&mut self) -> Vec<String> {
        std::mem::take(&mut self.waiting)
    }

    /// Adds the links of the pages that were taken.
    pub(super) fn follow(&mut self, links: Vec<Url>) {
        if let Some(levels) = self.levels.checked_sub(1) {
            self.levels = levels;
            links.into_iter().for_each(|link| self.visit(link));
        }
    }

    fn visit(&mut self, mut url: Url) {
        url.set_fragment(None);
        if url.origin() != self.start.origin() || self.seen.contains(url.as_str()) {
            return;
        }
        if self.seen.len() == self.limit {
            self.cut = true;
            return;
        }
        self.seen.insert(url.to_string());
        self.waiting.push(url.into());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn urls(texts: &[&str]) -> Vec<Url> {
        texts.iter().map(|text| Url::parse(text).unwrap()).collect()
    }

    #[test]
    fn stays_on_its_host_and_meets_each_page_once() {
        let mut crawler = LinkCrawler::new(&json!({"type": "crawl", "url": "http://h/"})).unwrap();
        assert_eq!(crawler.take(), ["http://h/"]);
        crawler.follow(urls(&[
            "http://h/a#x",
            "http://h/a",
            "http://h/",
            "http://other/",
        ]));
        assert_eq!(crawler.take(), ["http://h/a"]);
        assert!(crawler.take().is_empty());
        assert!(!crawler.cut);
    }

    #[test]
    fn keeps_to_limit_and_depth() {
        let target =
            json!({"url": "http://h/", "crawlOptions": {"limit": 2, "maxDiscoveryDepth": 1}});
        let mut crawler = LinkCrawler::new(&target).unwrap();
        crawler.take();
        crawler.follow(urls(&["http://h/a", "http://h/b"]));
        assert_eq!(crawler.take(), ["http://h/a"]);
        assert!(crawler.cut);
        crawler.follow(urls(&["http://h/deep"]));
        assert!(crawler.take().is_empty());
    }
}
