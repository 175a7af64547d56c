//! Compares a page with the check before.

use std::time::Duration;

use sha2::{Digest, Sha256};
use similar::TextDiff;

/// The length up to which a page's Markdown is kept for the next check.
const TEXT_BYTES: usize = 256 * 1024;
/// The time for a diff, after which it becomes coarser.
const DIFF_TIMEOUT: Duration = Duration::from_millis(250);

/// A page at the time of a check.
#[derive(Debug)]
pub(super) struct Snapshot {
    pub(super) scrape_id: String,
    pub(super) target_id: String,
    digest: [u8; 32],
    /// The Markdown; `None` if it is too long to keep.
    pub(super) text: Option<String>,
}

impl Snapshot {
    pub(super) fn new(markdown: String, scrape_id: String, target_id: String) -> Self {
        Self {
            scrape_id,
            target_id,
            digest: Sha256::digest(markdown.as_bytes()).into(),
            text: (markdown.len() <= TEXT_BYTES).then_some(markdown),
        }
    }

    /// Returns the bytes that it keeps.
    pub(super) fn size(&self) -> usize {
        self.text.as_ref().map_or(0, String::len)
    }

    pub(super) fn same(&self, other: &Self) -> bool {
        self.digest == other.digest
    }

    /// Returns the diff; `None` if one of the texts was not kept.
    pub(super) fn diff(&self, now: &Self) -> Option<String> {
        let (before, now) = (self.text.as_deref()?, now.text.as_deref()?);
        let diff = TextDiff::configure()
            .timeout(DIFF_TIMEOUT)
            .diff_lines(before, now);
        Some(
            diff.unified_diff()
                .context_radius(3)
                .missing_newline_hint(false)
                .header("previous", "current")
                .to_string(),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn snapshot(text: &str) -> Snapshot {
        Snapshot::new(text.to_owned(), "s".to_owned(), "t".to_owned())
    }

    #[test]
    fn the_diff_is_the_one_that_the_service_shows() {
        let before = snapshot("# Latest\nOld news.");
        let now = snapshot("# Latest\nNew news.");
        assert!(!before.same(&now));
        assert_eq!(
            before.diff(&now).unwrap(),
            "--- previous\n+++ current\n@@ -1,2 +1,2 @@\n # Latest\n-Old news.\n+New news.\n"
        );
    }

    #[test]
    fn a_long_text_is_told_apart_without_being_kept() {
        let long = "x\n".repeat(TEXT_BYTES);
        let (before, now) = (snapshot(&long), snapshot(&format!("{long}y")));
        assert_eq!(before.size(), 0);
        assert!(before.same(&snapshot(&long)));
        assert!(!before.same(&now));
        assert_eq!(before.diff(&now), None);
    }
}
