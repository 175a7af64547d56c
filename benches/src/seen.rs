//! What a client saw of what the server holds.

use std::iter::Sum;
use std::ops::{Add, AddAssign};

use serde::{Deserialize, Serialize};

use crate::error::{Error, Result};

/// How many documents, and how much Markdown stood in them.
#[derive(Clone, Copy, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
pub struct Seen {
    /// The documents.
    pub documents: u64,
    /// The bytes of their Markdown, in UTF-8 and without the escapes of JSON.
    pub markdown_bytes: u64,
}

impl Seen {
    /// One document with this Markdown.
    pub fn one(markdown: Option<&str>) -> Self {
        Self {
            documents: 1,
            markdown_bytes: markdown.map_or(0, |text| text.len() as u64),
        }
    }

    /// The same, so many times.
    #[must_use]
    pub fn times(self, count: u64) -> Self {
        Self {
            documents: self.documents * count,
            markdown_bytes: self.markdown_bytes * count,
        }
    }

    /// Fails if a client saw anything else than what was there: speed by dropping documents is none.
    pub fn must_be(self, held: Self, what: &str) -> Result<()> {
        if self == held {
            return Ok(());
        }
        Err(Error::new(format!(
            "{what}: saw {} documents with {} bytes of Markdown, but the server holds {} with {}",
            self.documents, self.markdown_bytes, held.documents, held.markdown_bytes
        )))
    }
}

impl Add for Seen {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self {
            documents: self.documents + other.documents,
            markdown_bytes: self.markdown_bytes + other.markdown_bytes,
        }
    }
}

impl AddAssign for Seen {
    fn add_assign(&mut self, other: Self) {
        *self = *self + other;
    }
}

impl Sum for Seen {
    fn sum<I: Iterator<Item = Self>>(all: I) -> Self {
        all.fold(Self::default(), Add::add)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dropped_document_is_an_error() {
        let held = Seen::one(Some("abc")) + Seen::one(None);
        assert!(held.must_be(held, "client").is_ok());
        let error = Seen::one(Some("abc")).must_be(held, "client").unwrap_err();
        assert_eq!(
            error.to_string(),
            "client: saw 1 documents with 3 bytes of Markdown, but the server holds 2 with 3"
        );
    }
}
