//! A compact set of positions.

/// The number of words of a page.
const WORDS: usize = 16;

/// The number of positions of a page.
const PAGE: u64 = 64 * WORDS as u64;

/// A set of positions with a bit for each, in pages: a million take about 160 kB.
///
/// A single position takes a page, wherever it is, so that no journal can make it large.
#[derive(Clone, Debug, Default)]
pub(super) struct Positions {
    /// The pages, sorted.
    pages: Vec<(u64, [u64; WORDS])>,
}

impl Positions {
    /// Adds a position, and returns whether it is new.
    pub fn insert(&mut self, position: u64) -> bool {
        let (page, word, bit) = place(position);
        let at = self.find(page).unwrap_or_else(|at| {
            self.pages.insert(at, (page, [0; WORDS]));
            at
        });
        let word = &mut self.pages[at].1[word];
        let is_new = *word & bit == 0;
        *word |= bit;
        is_new
    }

    pub fn contains(&self, position: u64) -> bool {
        let (page, word, bit) = place(position);
        let found = self.find(page);
        found.is_ok_and(|at| self.pages[at].1[word] & bit != 0)
    }

    pub fn len(&self) -> u64 {
        let words = self.pages.iter().flat_map(|(_, words)| words);
        words.map(|word| u64::from(word.count_ones())).sum()
    }

    /// Returns the index of a page, or the one where it belongs.
    fn find(&self, page: u64) -> Result<usize, usize> {
        match self.pages.last() {
            // Most positions belong to the last page, or to a new one behind it.
            Some((last, _)) if *last < page => Err(self.pages.len()),
            _ => self.pages.binary_search_by_key(&page, |(page, _)| *page),
        }
    }
}

fn place(position: u64) -> (u64, usize, u64) {
    // Below the number of words, which fits any `usize`.
    let word = (position % PAGE / 64) as usize;
    (position / PAGE, word, 1 << (position % 64))
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_million_take_little_memory() {
        let mut positions = Positions::default();
        assert!((0..1_000_000).all(|position| positions.insert(position)));
        assert_eq!(positions.len(), 1_000_000);
        assert_eq!(positions.pages.len(), 977);
        assert!(positions.insert(u64::MAX));
        assert_eq!(positions.pages.len(), 978);
    }

    proptest! {
        #[test]
        fn it_is_a_set(list in proptest::collection::vec(0_u64..3000, 0..50), other: u64) {
            let mut positions = Positions::default();
            let mut expected = HashSet::new();
            for position in list {
                prop_assert_eq!(positions.insert(position), expected.insert(position));
            }
            for position in (0..3000).chain([other]) {
                prop_assert_eq!(positions.contains(position), expected.contains(&position));
            }
            prop_assert_eq!(positions.len(), expected.len() as u64);
        }
    }
}
