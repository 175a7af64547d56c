//! Collects the locations at which a response differs from the contract.

use std::cell::RefCell;
use std::collections::BTreeMap;

use serde_json::{Map, Value};

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

/// Reads a value and collects the differences from the contract.
///
/// Must not be nested. Unknown fields of the `open` records are not reported, since a page chooses
/// their keys. A key that does not look like a field name is reported as `*`.
pub fn collect<R>(open: &'static [&'static str], read: impl FnOnce() -> R) -> (R, Vec<Finding>) {
    // Stops collecting even if reading panics.
    struct End;
    impl Drop for End {
        fn drop(&mut self) {
            ACTIVE.take();
        }
    }
    let _end = End;
    ACTIVE.set(Some(Collector {
        open,
        ..Collector::default()
    }));
    let result = read();
    let found = ACTIVE.take().unwrap_or_default().found;
    let found = found
        .into_iter()
        .map(|((path, kind), count)| Finding { path, kind, count });
    (result, found.collect())
}

thread_local! {
    /// The collector of this thread; reading is never interrupted.
    static ACTIVE: RefCell<Option<Collector>> = const { RefCell::new(None) };
}

#[derive(Default)]
struct Collector {
    open: &'static [&'static str],
    /// The current location.
    path: String,
    found: BTreeMap<(String, Kind), u64>,
}

impl Collector {
    fn enter(&mut self, step: Step) {
        match step {
            Step::Field(name) => push(&mut self.path, name),
            Step::Item => self.path.push_str("[]"),
            Step::Entry => self.path.push_str("{}"),
        }
    }

    fn note(&mut self, name: Option<&str>, kind: Kind) {
        let mut path = self.path.clone();
        if let Some(name) = name {
            push(&mut path, name);
        }
        let full = self.found.len() >= MAX_FINDINGS;
        match self.found.get_mut(&(path.clone(), kind)) {
            Some(count) => *count += 1,
            None if full => {}
            None => {
                self.found.insert((path, kind), 1);
            }
        }
    }
}

fn push(path: &mut String, name: &str) {
    if !path.is_empty() {
        path.push('.');
    }
    path.push_str(name);
}

fn with(note: impl FnOnce(&mut Collector)) {
    ACTIVE.with_borrow_mut(|active| active.as_mut().map(note));
}

/// A step from a value into a value that it contains.
pub(crate) enum Step {
    /// A field of a record, by its name on the wire.
    Field(&'static str),
    /// An item of a list.
    Item,
    /// A value of a map.
    Entry,
}

/// Reads a value inside another.
pub(crate) fn inside<R>(step: Step, read: impl FnOnce() -> R) -> R {
    let length = ACTIVE.with_borrow_mut(|active| {
        active.as_mut().map(|collector| {
            let length = collector.path.len();
            collector.enter(step);
            length
        })
    });
    let result = read();
    if let Some(length) = length {
        with(|collector| collector.path.truncate(length));
    }
    result
}

/// The fields of a record whose values have an unexpected type.
#[derive(Default)]
pub(crate) struct MismatchedFields(Vec<&'static str>);

impl MismatchedFields {
    /// Adds a field.
    pub fn note(&mut self, name: &'static str) {
        with(|collector| {
            collector.note(Some(name), Kind::OtherType);
            self.0.push(name);
        });
    }
}

/// Reports the unknown fields that a record keeps.
pub(crate) fn kept(
    record: &'static str,
    extra: &Map<String, Value>,
    mismatched: &MismatchedFields,
) {
    if extra.is_empty() {
        return;
    }
    with(|collector| {
        if collector.open.contains(&record) {
            return;
        }
        for key in extra
            .keys()
            .filter(|key| !mismatched.0.contains(&key.as_str()))
        {
            let name = if is_name(key) { key } else { HIDDEN_NAME };
            collector.note(Some(name), Kind::UnknownField);
        }
    });
}

/// Returns true if a key looks like a field name, and not like text of a page.
fn is_name(key: &str) -> bool {
    let letter = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-');
    key.len() <= MAX_NAME_BYTES
        && key.starts_with(|first: char| first.is_ascii_alphabetic() || first == '_')
        && key.bytes().all(letter)
}

/// Reports a value of an unexpected type at the current location.
pub(crate) fn other_type() {
    with(|collector| collector.note(None, Kind::OtherType));
}

/// Reports an object with an unknown tag at the current location.
pub(crate) fn unknown_tag(tag: &'static str) {
    with(|collector| collector.note(Some(tag), Kind::UnknownValue));
}

/// Reports a text that is not among the declared values at the current location.
pub fn unknown_value() {
    with(|collector| collector.note(None, Kind::UnknownValue));
}
