//! The definitions of a schema, and which of them refer to themselves.

use std::collections::{BTreeMap, BTreeSet};

use percent_encoding::percent_decode_str;
use serde_json::Value;

use super::subschemas::inside;

/// Where definitions stand, by the draft of the schema.
pub(super) const DEFINITIONS: [&str; 2] = ["$defs", "definitions"];

/// The definitions of a schema.
pub(super) struct Definitions<'a> {
    root: &'a Value,
    recursive: BTreeMap<String, bool>,
}

impl<'a> Definitions<'a> {
    pub fn of(root: &'a Value) -> Self {
        Self {
            root,
            recursive: BTreeMap::new(),
        }
    }

    /// What a reference inside of the schema leads to.
    pub fn get(&self, reference: &str) -> Option<&'a Value> {
        let pointer = reference.strip_prefix('#')?;
        self.root.pointer(pointer).or_else(|| {
            let decoded = percent_decode_str(pointer).decode_utf8().ok()?;
            self.root.pointer(&decoded)
        })
    }

    /// Whether what a reference leads to leads back to it.
    pub fn is_recursive(&mut self, reference: &str) -> bool {
        // Whatever refers to the whole is a part of it.
        if reference == "#" {
            return true;
        }
        if let Some(known) = self.recursive.get(reference) {
            return *known;
        }
        let mut seen = BTreeSet::new();
        let mut next = vec![reference.to_owned()];
        while let Some(reference) = next.pop() {
            let target = self.get(&reference);
            for found in target.map(references).unwrap_or_default() {
                if seen.insert(found.clone()) {
                    next.push(found);
                }
            }
        }
        let recursive = seen.contains(reference);
        self.recursive.insert(reference.to_owned(), recursive);
        recursive
    }
}

/// The reference of a schema to another place of the same document.
pub(super) fn reference(schema: &serde_json::Map<String, Value>) -> Option<&str> {
    let reference = schema.get("$ref")?.as_str()?;
    (reference == "#" || reference.starts_with("#/")).then_some(reference)
}

/// All references within a schema.
pub(super) fn references(schema: &Value) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    collect(&mut schema.clone(), &mut found);
    found
}

fn collect(schema: &mut Value, found: &mut BTreeSet<String>) {
    let Some(schema) = schema.as_object_mut() else {
        return;
    };
    if let Some(reference) = reference(schema) {
        found.insert(reference.to_owned());
    }
    for (_, inner) in inside(schema) {
        collect(inner, found);
    }
}
