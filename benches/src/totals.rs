//! The documents that the server sends or a subject receives, in numbers.

use std::ops::AddAssign;

use anyhow::{Result, ensure};
use serde::{Deserialize, Serialize};

/// The number of documents and the size of their Markdown.
#[derive(Clone, Copy, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
pub struct Totals {
    /// The number of documents.
    pub documents: u64,
    /// The bytes of their Markdown, in UTF-8 and without the escapes of JSON.
    pub markdown_bytes: u64,
}

impl Totals {
    /// Counts documents, given the Markdown of each.
    pub fn of<'a>(documents: impl IntoIterator<Item = Option<&'a str>>) -> Self {
        let mut totals = Self::default();
        for markdown in documents {
            totals.documents += 1;
            totals.markdown_bytes += markdown.map_or(0, |text| text.len() as u64);
        }
        totals
    }

    /// Returns the totals of the same documents, repeated.
    #[must_use]
    pub fn times(self, count: u64) -> Self {
        Self {
            documents: self.documents * count,
            markdown_bytes: self.markdown_bytes * count,
        }
    }

    /// Fails unless a subject received exactly the documents of the server.
    ///
    /// Otherwise a subject could be fast by dropping documents.
    pub fn verify(self, expected: Self, subject: &str) -> Result<()> {
        ensure!(
            self == expected,
            "{subject}: received {} documents with {} bytes of Markdown, but the server has {} with {}",
            self.documents,
            self.markdown_bytes,
            expected.documents,
            expected.markdown_bytes
        );
        Ok(())
    }
}

impl AddAssign for Totals {
    fn add_assign(&mut self, other: Self) {
        self.documents += other.documents;
        self.markdown_bytes += other.markdown_bytes;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dropped_document_is_an_error() {
        let expected = Totals::of([Some("abc"), None]);
        assert!(expected.verify(expected, "client").is_ok());
        let received = Totals::of([Some("abc")]);
        let error = received.verify(expected, "client").unwrap_err();
        assert_eq!(
            error.to_string(),
            "client: received 1 documents with 3 bytes of Markdown, but the server has 2 with 3"
        );
    }
}
