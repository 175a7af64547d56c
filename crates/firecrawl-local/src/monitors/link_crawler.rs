//! Which pages a crawl target leads to.

use std::collections::{BTreeSet, VecDeque};

use serde_json::Value;
use url::Url;

/// How many pages one target has at most.
pub(super) const MOST_PAGES: usize = 500;
/// How many pages a crawl target has if it does not say it.
const PAGES: usize = 100;

/// A walk over the links of one host, breadth first.
pub(super) struct LinkCrawler {
    start: Url,
    waiting: VecDeque<(String, usize)>,
    seen: BTreeSet<String>,
    limit: usize,
    depth: usize,
    cut: bool,
}

impl LinkCrawler {
    /// `None` if the address is not one.
    pub(super) fn new(target: &Value) -> Option<Self> {
        let start = Url::parse(target.get("url")?.as_str()?).ok()?;
        let number = |name: &str| {
            let number = target.get("crawlOptions")?.get(name)?.as_u64()?;
            usize::try_from(number).ok()
        };
        let mut walk = Self {
            limit: number("limit").unwrap_or(PAGES).clamp(1, MOST_PAGES),
            depth: number("maxDiscoveryDepth").unwrap_or(usize::MAX),
            waiting: VecDeque::new(),
            seen: BTreeSet::new(),
            cut: false,
            start: start.clone(),
        };
        walk.meet(&start, 0);
        Some(walk)
    }

    /// The pages that are known and not yet fetched, with their depths.
    pub(super) fn take(&mut self) -> Vec<(String, usize)> {
        self.waiting.drain(..).collect()
    }

    /// Adds the links of a page.
    pub(super) fn links(&mut self, links: &[Url], depth: usize) {
        if depth < self.depth {
            for link in links {
                self.meet(link, depth + 1);
            }
        }
    }

    /// Whether pages were left out, so that a missing one need not be gone.
    pub(super) fn cut(&self) -> bool {
        self.cut
    }

    fn meet(&mut self, url: &Url, depth: usize) {
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
        let mut walk = LinkCrawler::new(&json!({"type": "crawl", "url": "http://h/"})).unwrap();
        assert_eq!(walk.take(), [("http://h/".to_owned(), 0)]);
        walk.links(
            &[
                url("http://h/a#x"),
                url("http://h/a"),
                url("http://h/"),
                url("http://other/"),
            ],
            0,
        );
        assert_eq!(walk.take(), [("http://h/a".to_owned(), 1)]);
        assert!(walk.take().is_empty());
        assert!(!walk.cut());
    }

    #[test]
    fn keeps_to_limit_and_depth() {
        let target =
            json!({"url": "http://h/", "crawlOptions": {"limit": 2, "maxDiscoveryDepth": 1}});
        let mut walk = LinkCrawler::new(&target).unwrap();
        walk.take();
        walk.links(&[url("http://h/deep")], 1);
        assert!(walk.take().is_empty());
        walk.links(&[url("http://h/a"), url("http://h/b")], 0);
        assert_eq!(walk.take(), [("http://h/a".to_owned(), 1)]);
        assert!(walk.cut());
    }
}
