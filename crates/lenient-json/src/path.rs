//! The path of a value.

use std::borrow::Cow;
use std::fmt::Write;

/// The longest key that is shown: some keys come from a page.
const SHOWN: usize = 60;

/// A step from a value into a value that it contains.
#[derive(Clone)]
pub(crate) enum Step<'a> {
    /// A field of a record, by its name on the wire.
    Field(&'static str),
    /// An item of a list.
    Item(usize),
    /// A value of a map.
    Entry(Cow<'a, str>),
}

/// Writes a path such as `data[3].metadata`.
pub(crate) fn shown(path: &[Step<'_>]) -> String {
    let mut shown = String::new();
    for step in path {
        match step {
            Step::Field(name) => push(&mut shown, name),
            Step::Item(index) => {
                let _ = write!(shown, "[{index}]");
            }
            Step::Entry(key) if key.len() > SHOWN || key.contains(char::is_control) => {
                push(&mut shown, "?");
            }
            Step::Entry(key) => push(&mut shown, key),
        }
    }
    if shown.is_empty() {
        shown.push('.');
    }
    shown
}

pub(crate) fn push(path: &mut String, name: &str) {
    if !path.is_empty() {
        path.push('.');
    }
    path.push_str(name);
}
