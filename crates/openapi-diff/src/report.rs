//! The comparison of two contracts as a whole.

use serde::Serialize;
use serde_json::Value;

use super::aggregate;
use super::change::{Change, Class};
use super::compare::{Cursor, Root, Walker};

/// What differs between two contracts.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Report {
    /// The changes: breaking, additive, neutral, each by their places.
    pub changes: Vec<Change>,
    /// How many pieces of prose and extensions differ in what both contracts have.
    pub prose: usize,
}

impl Report {
    /// How many changes have a class.
    pub fn count(&self, class: Class) -> usize {
        self.changes
            .iter()
            .filter(|change| change.class == class)
            .count()
    }
}

/// Compares two contracts.
///
/// References are followed; a shared part that changed is one change. Prose, the order of keys and
/// lists, and where an equal schema is written make no change. References that lead nowhere or
/// in a circle are taken for what they are, so any two JSON documents can be compared.
///
/// The recursion is as deep as the documents: very deep ones need a thread with a large stack.
pub fn compare(old: &Value, new: &Value) -> Report {
    let mut walker = Walker::new(old, new);
    let document = walker.root(Root::Document, &Cursor::root(old), &Cursor::root(new));
    let pairs = walker.operations(&document);
    walker.finish();
    walker.document(&document);
    walker.security(&pairs);
    walker.components();
    Report {
        changes: aggregate::changes(&walker.units, &pairs, old, new),
        prose: walker.prose,
    }
}
