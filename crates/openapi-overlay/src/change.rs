//! The changes that an overlay makes to a document, so that they can be reported.

use serde_json::Value;

use super::location::{Location, Step};

/// One change of the document.
#[derive(Debug)]
pub(super) enum Change {
    /// A member was added to an object.
    Inserted { at: Location },
    /// A scalar was replaced.
    Replaced { at: Location },
    /// Entries were appended to a list that had `from` of them and has `to`.
    Extended {
        at: Location,
        from: usize,
        to: usize,
    },
    /// A member or an entry was removed.
    Removed { at: Location, old: Value },
}

impl Change {
    /// Returns the pointers of the values that the change concerns.
    pub(super) fn pointers(&self) -> Vec<String> {
        match self {
            Change::Inserted { at } | Change::Replaced { at } | Change::Removed { at, .. } => {
                vec![at.pointer()]
            }
            Change::Extended { at, from, to } => (*from..*to)
                .map(|index| at.child(Step::Index(index)).pointer())
                .collect(),
        }
    }
}

/// Removes the value at a place. Returns `None` if there is none, or if it is the root.
///
/// The order of the remaining values is kept.
pub(super) fn remove(doc: &mut Value, at: Location) -> Option<Change> {
    let old = match (at.parent_mut(doc)?, at.last()?) {
        (Value::Object(map), Step::Name(name)) => map.shift_remove(name)?,
        (Value::Array(list), Step::Index(index)) if *index < list.len() => list.remove(*index),
        _ => return None,
    };
    Some(Change::Removed { at, old })
}
