//! The report of a comparison.

use std::borrow::Cow;

use serde::Serialize;
use serde_json::Value;

use super::aggregate;
use super::change::{Change, Class};
use super::compare::{Cursor, Root, Walker};

/// The differences of two contracts.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Report {
    /// The changes: breaking, additive, neutral, each ordered by place.
    pub changes: Vec<Change>,
    /// The number of pieces of prose and extensions that differ in the parts that both have.
    pub prose: usize,
}

impl Report {
    /// Counts the changes of a class.
    pub fn count(&self, class: Class) -> usize {
        self.changes
            .iter()
            .filter(|change| change.class == class)
            .count()
    }
}

/// Compares two contracts, of OpenAPI 3.0 or 3.1.
///
/// A contract of 3.1 is compared as [`downgrade`](openapi_document::downgrade()) writes it.
/// References are followed; a shared part that changed is one change. Prose, the order of keys and
/// lists, and the place where an equal schema is written make no change. References that lead
/// nowhere or in a circle are compared as they are, so any two JSON documents can be compared.
///
/// The comparison recurses into inline schemas: documents that are nested by the thousand need a
/// thread with a larger stack.
pub fn compare(old: &Value, new: &Value) -> Report {
    let documents = [old, new].map(in_one_version);
    let [old, new] = [&*documents[0], &*documents[1]];
    let mut walker = Walker::default();
    let document = walker.root(Root::Document, &Cursor::root(old), &Cursor::root(new));
    let pairs = walker.operations(&document);
    walker.finish();
    walker.document(&document);
    walker.security(&document, &pairs);
    walker.components(&document);
    Report {
        changes: aggregate::changes(&walker.units, &pairs, old, new),
        prose: walker.prose,
    }
}

/// Returns a document in the version that the comparison knows.
fn in_one_version(document: &Value) -> Cow<'_, Value> {
    let version = document.get("openapi").and_then(Value::as_str);
    let mut document = Cow::Borrowed(document);
    if version.is_some_and(|version| version.starts_with("3.1")) {
        openapi_document::downgrade(document.to_mut());
    }
    document
}
