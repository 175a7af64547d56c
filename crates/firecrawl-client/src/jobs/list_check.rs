//! The check that a resumed list is the one of its journal.

use std::collections::BTreeMap;
use std::hash::{BuildHasher, BuildHasherDefault, DefaultHasher};

use api_transport::{Error, ErrorKind};

use super::positions::Positions;

/// The number of positions that share a sum.
const BLOCK: u64 = 256;

/// The URLs that a journal has for positions, as a sum of hashes for each block of the list.
///
/// The sums are of one process, like the hashes. A million positions take about 400 kB.
#[derive(Clone, Debug, Default)]
pub(super) struct ListCheck {
    known: Positions,
    /// The sum of each block, and the number of its positions, less those of the list so far.
    blocks: BTreeMap<u64, (u64, u32)>,
}

impl ListCheck {
    /// Adds the URL of a position, by the journal.
    pub fn add(&mut self, position: u64, url: &str) {
        // A URL that was scraped again is there once more.
        if self.known.insert(position) {
            let (sum, count) = self.blocks.entry(position / BLOCK).or_default();
            (*sum, *count) = (sum.wrapping_add(hash(position, url)), *count + 1);
        }
    }

    /// Compares the URL of a position, by the list.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::InvalidRequest`] at the last known position of a block with another URL.
    pub fn compare(&mut self, position: u64, url: &str) -> Result<(), Error> {
        let block = position / BLOCK;
        if self.blocks.is_empty() || !self.known.contains(position) {
            return Ok(());
        }
        let Some((sum, count)) = self.blocks.get_mut(&block) else {
            return Ok(());
        };
        (*sum, *count) = (sum.wrapping_sub(hash(position, url)), *count - 1);
        let is_equal = *sum == 0;
        if *count > 0 {
            return Ok(());
        }
        self.blocks.remove(&block);
        match is_equal {
            true => Ok(()),
            false => Err(differs(format!(
                "other URLs between the positions {} and {position}",
                block * BLOCK
            ))),
        }
    }

    /// Checks at the end of the list that it is not shorter.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::InvalidRequest`] if the journal knows a position after the end.
    pub fn end(&mut self, length: u64) -> Result<(), Error> {
        match std::mem::take(&mut self.blocks).is_empty() {
            true => Ok(()),
            false => Err(differs(format!("no more than {length} URLs"))),
        }
    }
}

fn differs(how: String) -> Error {
    let message = format!("the list is not the one of the journal: it has {how}");
    Error::new(ErrorKind::InvalidRequest, message)
}

fn hash(position: u64, url: &str) -> u64 {
    BuildHasherDefault::<DefaultHasher>::default().hash_one((position, url))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(list: &[(u64, &str)], length: u64) -> Result<(), Error> {
        let mut check = ListCheck::default();
        for (position, url) in [(0, "a"), (1, "b"), (300, "c"), (1, "b")] {
            check.add(position, url);
        }
        for (position, url) in list {
            check.compare(*position, url)?;
        }
        check.end(length)
    }

    #[test]
    fn the_same_list_passes_and_another_does_not() {
        check(&[(0, "a"), (1, "b"), (2, "x"), (300, "c"), (301, "y")], 302).unwrap();
        for (list, words) in [
            (&[(0, "b"), (1, "a"), (300, "c")][..], "positions 0 and 1"),
            (&[(0, "a"), (1, "b"), (300, "d")], "positions 256 and 300"),
            (&[(0, "a"), (1, "b")], "no more than 2 URLs"),
            (&[(0, "a")], "no more than 1 URLs"),
        ] {
            let error = check(list, list.len() as u64).unwrap_err();
            assert_eq!(error.kind(), ErrorKind::InvalidRequest);
            assert!(error.message().contains(words), "{error}");
        }
    }
}
