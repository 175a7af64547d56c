//! Collects the places of an answer that the contract does not tell.

use std::cell::RefCell;
use std::collections::BTreeMap;

use serde_json::{Map, Value};

/// How many places one answer can have; what is found after them is left out.
const MOST_FINDINGS: usize = 256;

/// The longest name of a field that is told, in bytes.
const LONGEST_NAME: usize = 40;

/// What stands for a name that looks like no name of a field.
const UNTOLD: &str = "*";

/// A place of an answer that the contract does not tell, never what stood there.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Finding {
    /// Where it is: `data[].metadata.title`, with `[]` for the items of a list
    /// and `{}` for the values of a map.
    pub path: String,
    /// What is there.
    pub kind: Kind,
    /// How often it is there in this answer.
    pub count: u64,
}

/// In which way an answer is not as the contract says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Kind {
    /// A field that the contract does not have.
    UnknownField,
    /// A text that is none of the values that the contract lists, or the tag of an unknown variant.
    UnknownValue,
    /// A value of another type than the contract says.
    OtherType,
}

/// Reads something and gives with it what was found on the way.
///
/// Not to be used inside of itself. Unknown fields of the `open` records are no findings: there a page chooses
/// the keys. A key that looks like no name of a field is told as `*`.
pub fn collect<R>(open: &'static [&'static str], read: impl FnOnce() -> R) -> (R, Vec<Finding>) {
    // Ends the collecting even if the reading panics.
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
    /// Who collects on this thread; reading is never interrupted.
    static ACTIVE: RefCell<Option<Collector>> = const { RefCell::new(None) };
}

#[derive(Default)]
struct Collector {
    open: &'static [&'static str],
    /// Where the reading is.
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
        let full = self.found.len() >= MOST_FINDINGS;
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

/// A step from a value to one inside of it.
pub(crate) enum Step {
    /// Of a record, by its name on the wire.
    Field(&'static str),
    /// Of a list.
    Item,
    /// Of a map.
    Entry,
}

/// Reads a value inside of another.
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

/// The fields of a record that hold values of another kind.
#[derive(Default)]
pub(crate) struct Odd(Vec<&'static str>);

impl Odd {
    /// Notes one.
    pub fn note(&mut self, name: &'static str) {
        with(|collector| {
            collector.note(Some(name), Kind::OtherType);
            self.0.push(name);
        });
    }
}

/// Notes what a record keeps because it does not know it.
pub(crate) fn kept(record: &'static str, extra: &Map<String, Value>, odd: &Odd) {
    if extra.is_empty() {
        return;
    }
    with(|collector| {
        if collector.open.contains(&record) {
            return;
        }
        for key in extra.keys().filter(|key| !odd.0.contains(&key.as_str())) {
            let name = if is_name(key) { key } else { UNTOLD };
            collector.note(Some(name), Kind::UnknownField);
        }
    });
}

/// Whether a key looks like the name of a field, and not like a text of a page.
fn is_name(key: &str) -> bool {
    let letter = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-');
    key.len() <= LONGEST_NAME
        && key.starts_with(|first: char| first.is_ascii_alphabetic() || first == '_')
        && key.bytes().all(letter)
}

/// Notes a value of another type where the reading is.
pub(crate) fn other_type() {
    with(|collector| collector.note(None, Kind::OtherType));
}

/// Notes an object with an unknown tag where the reading is.
pub(crate) fn unknown_tag(tag: &'static str) {
    with(|collector| collector.note(Some(tag), Kind::UnknownValue));
}

/// Notes a text that is none of the listed values where the reading is.
pub fn unknown_value() {
    with(|collector| collector.note(None, Kind::UnknownValue));
}
