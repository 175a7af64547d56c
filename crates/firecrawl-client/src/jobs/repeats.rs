//! Noticing documents that a server sends twice.

use std::collections::HashSet;
use std::hash::{DefaultHasher, Hash, Hasher};

use firecrawl_api::types::{Document, MonitorCheckPage};
use serde::Serialize;

use super::accounts;

/// By which an item is recognised.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Identity {
    /// By an id that no other item has.
    Sure(u64),
    /// By its looks, which another item may share.
    Likely(u64),
}

/// What can be told from others of its kind.
pub trait Recognised {
    /// By which it is recognised.
    fn identity(&self) -> Identity;
}

impl Recognised for Document {
    /// By its scrape, or by its address and texts.
    fn identity(&self) -> Identity {
        let metadata = self.metadata.as_ref();
        if let Some(id) = metadata.and_then(|metadata| metadata.scrape_id.as_ref()) {
            return Identity::Sure(lasting_hash(id));
        }
        let Some(address) = accounts::address(self) else {
            return Identity::of_json(self);
        };
        Identity::Likely(hash(&(
            address,
            &self.markdown,
            &self.html,
            &self.raw_html,
            &self.links,
            &self.summary,
        )))
    }
}

impl Recognised for MonitorCheckPage {
    /// By its id, or by its target and address.
    fn identity(&self) -> Identity {
        match &self.id {
            Some(id) => Identity::Sure(lasting_hash(id)),
            None if self.url.is_none() => Identity::of_json(self),
            None => Identity::Likely(hash(&(&self.target_id, &self.url, &self.current_scrape_id))),
        }
    }
}

impl Identity {
    /// Recognises what has neither an id nor an address by all that it has.
    fn of_json(item: &impl Serialize) -> Self {
        // These types are objects, which can be written. Through a value, as all
        // answers are written here: another writer would be compiled for it alone.
        let json = serde_json::to_value(item).unwrap_or_default();
        Self::Likely(hash(&json.to_string()))
    }

    /// By which it is recognised in another process.
    pub(super) fn lasting(&self) -> Option<u64> {
        match self {
            Self::Sure(hash) => Some(*hash),
            Self::Likely(_) => None,
        }
    }
}

/// The same for ever, as it is written down: FNV-1a, cut to what any JSON number can hold.
fn lasting_hash(id: &str) -> u64 {
    let hash = id.bytes().fold(0xcbf2_9ce4_8422_2325, |hash: u64, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    hash >> 11
}

fn hash(value: &impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}

/// What of the pages so far is remembered: the first one, the last one, and how each began.
///
/// Servers repeat the first page when they ignore `skip`, or the page before.
/// Of others one item is enough; to remember all would grow with the job.
#[derive(Debug, Default)]
pub(super) struct Seen {
    first: Vec<Identity>,
    last: Vec<Identity>,
    /// The first item of each page, where it is sure.
    begins: HashSet<u64>,
}

impl Seen {
    /// What is known of the pages that another process read: their first item and their last.
    pub fn before(first: Option<u64>, last: Option<u64>) -> Self {
        let sure = |id: Option<u64>| id.into_iter().map(Identity::Sure).collect();
        Self {
            first: sure(first),
            last: sure(last),
            begins: HashSet::new(),
        }
    }

    /// Whether a page at another address brings what was there before.
    pub fn repeats(&self, page: &[Identity]) -> bool {
        let known: HashSet<&Identity> = self.first.iter().chain(&self.last).collect();
        let surely = |identity: &&Identity| matches!(identity, Identity::Sure(_));
        let begin = page.first().and_then(Identity::lasting);
        page.iter()
            .filter(surely)
            .any(|identity| known.contains(identity))
            || begin.is_some_and(|begin| self.begins.contains(&begin))
            // Without ids: the first or the last page again, as a whole.
            || (!page.is_empty() && (page == self.first || page == self.last))
    }

    /// Whether a page at the same address still begins with what was there.
    pub fn continues(&self, page: &[Identity]) -> bool {
        page.starts_with(&self.last)
    }

    /// Remembers a page, of which so many items were known already.
    pub fn note(&mut self, page: Vec<Identity>, known: usize) {
        // An empty page is no page yet.
        let Some(begin) = page.first() else {
            return;
        };
        self.begins.extend(begin.lasting());
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
    fn the_beginning_of_any_page_is_known_again() {
        let mut seen = Seen::default();
        for page in [[1, 2], [3, 4], [5, 6], [7, 8]] {
            seen.note(page.map(sure).to_vec(), 0);
        }
        assert!(seen.repeats(&[3, 4].map(sure)));
        assert!(!seen.repeats(&[9, 10].map(sure)));
    }

    #[test]
    fn what_another_process_read_is_known_again() {
        let seen = Seen::before(Some(1), Some(4));
        assert!(seen.repeats(&[sure(1), sure(2)]) && seen.repeats(&[sure(3), sure(4)]));
        assert!(!seen.repeats(&[sure(5)]) && !seen.repeats(&[]));
        assert!(!Seen::before(None, None).repeats(&[likely(1)]));
    }

    #[test]
    fn what_is_written_down_means_the_same_for_ever() {
        assert_eq!(lasting_hash(""), 0xcbf2_9ce4_8422_2325 >> 11);
        assert_eq!(lasting_hash("a"), 0xaf63_dc4c_8601_ec8c >> 11);
        assert!(lasting_hash("0199c5a2") < 1 << 53);
    }

    #[test]
    fn a_document_without_a_mark_has_its_looks() {
        let document = |text: &str| {
            let mut document = Document::default();
            document.markdown = Some(text.to_owned());
            document
        };
        let looks = |text: &str| document(text).identity();
        assert_eq!(looks("a"), looks("a"));
        assert_ne!(looks("a"), looks("b"));
    }
}
