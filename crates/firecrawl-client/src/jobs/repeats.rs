//! Noticing documents that a server sends twice.

use std::collections::HashSet;
use std::hash::{DefaultHasher, Hash, Hasher};

use firecrawl_api::types::{Document, MonitorCheckPage};

/// By which an item is recognised.
#[doc(hidden)]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Identity {
    /// By an id that no other item has.
    Sure(u64),
    /// By its looks, which another item may share.
    Likely(u64),
    /// Not at all: it has neither an id nor an address.
    Unknown,
}

impl Identity {
    /// Recognises a document by its scrape, or by its address and texts.
    pub fn of_document(document: &Document) -> Self {
        let metadata = document.metadata.as_ref();
        if let Some(id) = metadata.and_then(|metadata| metadata.scrape_id.as_ref()) {
            return Self::Sure(hash(id));
        }
        let source = metadata.and_then(|metadata| metadata.source_url.as_ref());
        let landed = metadata.and_then(|metadata| metadata.url.as_ref());
        let Some(address) = source.or(landed).or(document.url.as_ref()) else {
            return Self::Unknown;
        };
        Self::Likely(hash(&(
            address,
            &document.markdown,
            &document.html,
            &document.raw_html,
            &document.links,
            &document.summary,
        )))
    }

    /// Recognises a compared page by its id, or by its target and address.
    pub fn of_page(page: &MonitorCheckPage) -> Self {
        match &page.id {
            Some(id) => Self::Sure(hash(id)),
            None if page.url.is_none() => Self::Unknown,
            None => Self::Likely(hash(&(&page.target_id, &page.url, &page.current_scrape_id))),
        }
    }
}

fn hash(value: &impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}

/// What of the pages so far is remembered: the first one and the last one.
///
/// Servers repeat the first page when they ignore `skip`, or the page before.
/// More would grow with the job.
#[derive(Debug, Default)]
pub(super) struct Seen {
    first: Vec<Identity>,
    last: Vec<Identity>,
}

impl Seen {
    /// Whether a page at another address brings what was there before.
    pub fn repeats(&self, page: &[Identity]) -> bool {
        let known: HashSet<&Identity> = self.first.iter().chain(&self.last).collect();
        let surely = |identity: &&Identity| matches!(identity, Identity::Sure(_));
        page.iter()
            .filter(surely)
            .any(|identity| known.contains(identity))
            || self.looks_like(page)
    }

    /// Whether a page without ids is the first or the last one again.
    fn looks_like(&self, page: &[Identity]) -> bool {
        page.iter().any(|identity| *identity != Identity::Unknown)
            && (page == self.first || page == self.last)
    }

    /// Whether a page at the same address still begins with what was there.
    pub fn continues(&self, page: &[Identity]) -> bool {
        page.starts_with(&self.last)
    }

    /// Remembers a page, of which so many items were known already.
    pub fn note(&mut self, page: Vec<Identity>, known: usize) {
        // An empty page is no page yet.
        if page.is_empty() {
            return;
        }
        if self.first.is_empty() || (known > 0 && self.first == self.last) {
            self.first.clone_from(&page);
        }
        self.last = page;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn sure(id: u64) -> Identity {
        Identity::Sure(id)
    }

    const fn likely(looks: u64) -> Identity {
        Identity::Likely(looks)
    }

    #[test]
    fn one_sure_item_of_the_first_or_last_page_is_a_repeat() {
        let mut seen = Seen::default();
        for page in [[1, 2], [3, 4], [5, 6]] {
            assert!(!seen.repeats(&page.map(sure)));
            seen.note(page.map(sure).to_vec(), 0);
        }
        assert!(seen.repeats(&[sure(7), sure(6)]));
        assert!(seen.repeats(&[sure(1)]));
        assert!(!seen.repeats(&[sure(7), sure(8)]));
        assert!(!seen.repeats(&[]));
    }

    #[test]
    fn a_page_that_grows_stays_the_first() {
        let mut seen = Seen::default();
        seen.note(vec![sure(1)], 0);
        assert!(seen.continues(&[sure(1), sure(2)]));
        assert!(!seen.continues(&[sure(2), sure(1)]));
        seen.note(vec![sure(1), sure(2)], 1);
        seen.note(vec![sure(3)], 0);
        seen.note(Vec::new(), 0);
        assert!(seen.repeats(&[sure(2)]) && seen.repeats(&[sure(3)]));
    }

    #[test]
    fn alike_items_are_a_repeat_only_as_a_whole_page() {
        let mut seen = Seen::default();
        seen.note(vec![likely(1), likely(2)], 0);
        assert!(!seen.repeats(&[likely(2), likely(3)]));
        assert!(seen.repeats(&[likely(1), likely(2)]));
    }

    #[test]
    fn what_cannot_be_recognised_is_no_repeat() {
        let mut seen = Seen::default();
        seen.note(vec![Identity::Unknown; 2], 0);
        assert!(!seen.repeats(&[Identity::Unknown; 2]));
    }
}
