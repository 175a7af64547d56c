//! Detects documents that a server sends twice.

use std::collections::HashSet;
use std::hash::{DefaultHasher, Hash, Hasher};

use firecrawl_api::types::{Document, MonitorCheckPage};
use serde::Serialize;

/// The identity of an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Identity {
    /// A unique id.
    Unique(u64),
    /// A hash of the content, which another item may share.
    Content(u64),
}

/// An item that can be distinguished from others.
pub trait Identify {
    /// Returns a hash of its unique id, if it has one; it is stable across processes.
    fn unique_id(&self) -> Option<u64>;

    /// Returns a hash of its content.
    fn content(&self) -> u64;

    /// Returns its identity.
    fn identity(&self) -> Identity {
        match self.unique_id() {
            Some(id) => Identity::Unique(id),
            None => Identity::Content(self.content()),
        }
    }
}

impl Identify for Document {
    /// Uses the id of its scrape.
    fn unique_id(&self) -> Option<u64> {
        self.metadata
            .as_ref()?
            .scrape_id
            .as_deref()
            .map(stable_hash)
    }

    /// Uses all of it: two scrapes of a URL may differ in a screenshot or an extraction alone.
    fn content(&self) -> u64 {
        hash_of_json(self)
    }
}

impl Identify for MonitorCheckPage {
    fn unique_id(&self) -> Option<u64> {
        // An item of an unexpected type has an empty one.
        (!self.id.is_empty()).then(|| stable_hash(&self.id))
    }

    /// Uses its target and address.
    fn content(&self) -> u64 {
        match &*self.url {
            "" => hash_of_json(self),
            url => hash(&(&self.target_id, url, &self.current_scrape_id)),
        }
    }
}

impl Identity {
    /// Returns the unique id.
    pub(super) fn id(&self) -> Option<u64> {
        match self {
            Self::Unique(hash) => Some(*hash),
            Self::Content(_) => None,
        }
    }
}

/// Identifies an item by all its fields, in whatever order a server writes them.
fn hash_of_json(item: &impl Serialize) -> u64 {
    // Through a value, as everything is serialized here: another serializer would
    // be compiled for it alone. These types are always serializable.
    let mut json = serde_json::to_value(item).unwrap_or_default();
    json.sort_all_objects();
    hash(&json.to_string())
}

/// Returns a hash that never changes, since it is serialized: FNV-1a, cut to 53 bits, which any JSON number can hold.
fn stable_hash(id: &str) -> u64 {
    let hash = id.bytes().fold(0xcbf2_9ce4_8422_2325, |hash: u64, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    hash >> 11
}

pub(super) fn hash(value: &impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}

/// The pages so far: the first one, the last one, and of each its first item and a hash.
///
/// Servers repeat the first page when they ignore `skip`, or the page before.
/// That much of each other page is enough; remembering all would grow with the job.
#[derive(Debug, Default)]
pub(super) struct Seen {
    first: Vec<Identity>,
    last: Vec<Identity>,
    /// The first item of each page, where it has a unique id.
    begins: HashSet<u64>,
    /// The hash of each page, where its items have no ids.
    pages: HashSet<u64>,
}

impl Seen {
    /// Creates the state after pages that another process read, from their first and last items.
    pub fn before(first: Option<u64>, last: Option<u64>) -> Self {
        let unique = |id: Option<u64>| id.into_iter().map(Identity::Unique).collect();
        Self {
            first: unique(first),
            last: unique(last),
            ..Self::default()
        }
    }

    /// Returns whether a page at another address repeats earlier items.
    pub fn repeats(&self, page: &[Identity]) -> bool {
        let known: HashSet<&Identity> = self.first.iter().chain(&self.last).collect();
        let is_unique = |identity: &&Identity| matches!(identity, Identity::Unique(_));
        let begin = page.first().and_then(Identity::id);
        page.iter()
            .filter(is_unique)
            .any(|identity| known.contains(identity))
            || begin.is_some_and(|begin| self.begins.contains(&begin))
            // Without ids: any page again, as a whole.
            || (!page.is_empty() && self.pages.contains(&hash(&page)))
    }

    /// Returns whether a page at the same address still begins with the items that it had.
    pub fn continues(&self, page: &[Identity]) -> bool {
        page.starts_with(&self.last)
    }

    /// Notes a page, of which a number of items were known already.
    pub fn note(&mut self, page: Vec<Identity>, known: usize) {
        // An empty page does not count as a page yet.
        let Some(begin) = page.first() else {
            return;
        };
        self.begins.extend(begin.id());
        self.pages.insert(hash(&page.as_slice()));
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
        Identity::Unique(id)
    }

    const fn likely(looks: u64) -> Identity {
        Identity::Content(looks)
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
        assert_eq!(stable_hash(""), 0xcbf2_9ce4_8422_2325 >> 11);
        assert_eq!(stable_hash("a"), 0xaf63_dc4c_8601_ec8c >> 11);
        assert!(stable_hash("0199c5a2") < 1 << 53);
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
