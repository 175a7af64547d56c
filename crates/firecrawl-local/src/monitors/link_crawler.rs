//! Finds the pages of a crawl target.

use std::collections::{BTreeSet, VecDeque};

use serde_json::Value;
use url::Url;

/// The maximum number of pages of a target.
pub(super) const MAX_PAGES: usize = 500;
/// The number of pages of a crawl target without a limit.
const DEFAULT_PAGES: usize = 100;

/// Follows the links of one host, breadth first.
pub(super) struct LinkCrawler {
    start: Url,
    waiting: VecDeque<(String, usize)>,
    seen: BTreeSet<String>,
    limit: usize,
    depth: usize,
    cut: bool,
}

impl LinkCrawler {
    /// Creates the crawler of a target; `None` if its URL is invalid.
    pub(super) fn new(target: &Value) -> Option<Self> {
        let start = Url::parse(target.get("url")?.as_str()?).ok()?;
        let number = |name: &str| {
            let number = target.get("crawlOptions")?.get(name)?.as_u64()?;
            usize::try_from(number).ok()
        };
        let mut crawler = Self {
            limit: number("limit").unwrap_or(DEFAULT_PAGES).clamp(1, MAX_PAGES),
            depth: number("maxDiscoveryDepth").unwrap_or(usize::MAX),
            waiting: VecDeque::new(),
            seen: BTreeSet::new(),
            cut: false,
            start: start.clone(),
        };
        crawler.visit(&start, 0);
        Some(crawler)
    }

    /// Takes the pages that wait to be fetched, with their depths.
    pub(super) fn take(&mut self) -> Vec<(String, usize)> {
        self.waiting.drain(..).collect()
    }

    /// Adds the links of a page.
    pub(super) fn links(&mut self, links: &[Url], depth: usize) {
        if depth < self.depth {
            for link in links {
                self.visit(link, depth + 1);
            }
        }
    }

    /// Returns whether pages were left out, so that a missing page may still exist.
    pub(super) fn cut(&self) -> bool {
        self.cut
    }

    fn visit(&mut self, url: &Url, depth: usize) {
        let mut url = url.clone();
        url.set_fragment(None);
        if url.origin() != self.start.origin() || self.seen.contains(url.as_str()) {
            return;
        }
        if self.seen.len() == self.limit {
            self.cut = true;
            return;
        }
        self.seen.insert(url.to_string());
        self.waiting.push_back((url.into(), depth));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn url(text: &str) -> Url {
        Url::parse(text).unwrap()
    }

    #[test]
    fn stays_on_its_host_and_meets_each_page_once() {
        let mut crawler = LinkCrawler::new(&json!({"type": "crawl", "url": "http://h/"})).unwrap();
        assert_eq!(crawler.take(), [("http://h/".to_owned(), 0)]);
        crawler.links(
            &[
                url("http://h/a#x"),
                url("http://h/a"),
                url("http://h/"),
                url("http://other/"),
            ],
            0,
        );
        assert_eq!(crawler.take(), [("http://h/a".to_owned(), 1)]);
        assert!(crawler.take().is_empty());
        assert!(!crawler.cut());
    }

    #[test]
    fn keeps_to_limit_and_depth() {
        let target =
            json!({"url": "http://h/", "crawlOptions": {"limit": 2, "maxDiscoveryDepth": 1}});
        let mut crawler = LinkCrawler::new(&target).unwrap();
        crawler.take();
        crawler.links(&[url("http://h/deep")], 1);
        assert!(crawler.take().is_empty());
        crawler.links(&[url("http://h/a"), url("http://h/b")], 0);
        assert_eq!(crawler.take(), [("http://h/a".to_owned(), 1)]);
        assert!(crawler.cut());
    }
}
