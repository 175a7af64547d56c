//! Collects the locations at which a response differs from the contract.

use std::collections::BTreeMap;

use crate::path::{Step, push};
use crate::reader::Reader;

/// The maximum number of locations per response; later ones are dropped.
const MAX_FINDINGS: usize = 256;

/// The longest field name that is reported, in bytes.
const MAX_NAME_BYTES: usize = 40;

/// The replacement for a key that does not look like a field name.
const HIDDEN_NAME: &str = "*";

/// A location at which a response differs from the contract, without the value there.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Finding {
    /// The path, such as `data[].metadata.title`, with `[]` for the items of a list and `{}` for
    /// the values of a map.
    pub path: String,
    /// The kind of difference.
    pub kind: Kind,
    /// The number of occurrences in this response.
    pub count: u64,
}

/// The kind of difference between a response and the contract.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Kind {
    /// A field that the contract does not declare.
    UnknownField,
    /// A text that is not among the declared values, or the tag of an unknown variant.
    UnknownValue,
    /// A value whose type differs from the declared one.
    OtherType,
}

/// The differences that a reader has found, if it was asked to collect them.
#[derive(Default)]
pub(crate) struct Collector(Option<Box<Found>>);

struct Found {
    open: &'static [&'static str],
    findings: BTreeMap<(String, Kind), u64>,
}

impl Reader<'_> {
    /// Begins to collect the differences between the text and the contract.
    ///
    /// Unknown fields of the `open` records are not reported, since a page chooses their keys. A
    /// key that does not look like a field name is reported as `*`.
    pub fn collect_drift(&mut self, open: &'static [&'static str]) {
        self.drift = Collector(Some(Box::new(Found {
            open,
            findings: BTreeMap::new(),
        })));
    }

    /// Returns what was collected.
    pub fn findings(&mut self) -> Vec<Finding> {
        let found = self.drift.0.take();
        let findings = found.into_iter().flat_map(|found| found.findings);
        findings
            .map(|((path, kind), count)| Finding { path, kind, count })
            .collect()
    }
}

impl Collector {
    /// Reports a field that the record does not declare.
    pub fn unknown_field(&mut self, path: &[Step<'_>], record: &'static str, key: &str) {
        let is_open = |found: &Found| found.open.contains(&record);
        if !self.0.as_deref().is_none_or(is_open) {
            let name = if is_name(key) { key } else { HIDDEN_NAME };
            self.note(path, Some(name), Kind::UnknownField);
        }
    }

    /// Reports a value of an unexpected type.
    pub fn other_type(&mut self, path: &[Step<'_>]) {
        self.note(path, None, Kind::OtherType);
    }

    /// Reports an object with an unknown tag.
    pub fn unknown_tag(&mut self, path: &[Step<'_>], tag: &str) {
        self.note(path, Some(tag), Kind::UnknownValue);
    }

    /// Reports a text that is not among the declared values.
    pub fn unknown_value(&mut self, path: &[Step<'_>]) {
        self.note(path, None, Kind::UnknownValue);
    }

    fn note(&mut self, steps: &[Step<'_>], name: Option<&str>, kind: Kind) {
        let Some(found) = &mut self.0 else {
            return;
        };
        let mut path = String::new();
        for step in steps {
            match step {
                Step::Field(name) => push(&mut path, name),
                Step::Item(_) => path.push_str("[]"),
                Step::Entry(_) => path.push_str("{}"),
            }
        }
        if let Some(name) = name {
            push(&mut path, name);
        }
        let is_full = found.findings.len() >= MAX_FINDINGS;
        let place = (path, kind);
        match found.findings.get_mut(&place) {
            Some(count) => *count += 1,
            None if is_full => {}
            None => {
                found.findings.insert(place, 1);
            }
        }
    }
}

/// Returns true if a key looks like a field name, and not like text of a page.
fn is_name(key: &str) -> bool {
    let letter = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-');
    key.len() <= MAX_NAME_BYTES
        && key.starts_with(|first: char| first.is_ascii_alphabetic() || first == '_')
        && key.bytes().all(letter)
}
