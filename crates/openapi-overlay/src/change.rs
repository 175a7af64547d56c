//! The changes that an overlay makes to a document, so that they can be reported.

use openapi_document::segments;
use serde_json::Value;

/// One change of the document, at a JSON pointer.
#[derive(Debug)]
pub(super) enum Change {
    /// A member was added to an object.
    Inserted { at: String },
    /// A scalar was replaced.
    Replaced { at: String },
    /// Entries were appended to a list that had `from` of them and has `to`.
    Extended { at: String, from: usize, to: usize },
    /// A member of an object was removed.
    RemovedMember { at: String, old: Value },
    /// An entry of a list was removed.
    RemovedEntry { at: String },
}

impl Change {
    /// Returns the pointers of the values that the change concerns.
    pub(super) fn pointers(&self) -> Vec<String> {
        match self {
            Change::Inserted { at }
            | Change::Replaced { at }
            | Change::RemovedMember { at, .. }
            | Change::RemovedEntry { at } => vec![at.clone()],
            Change::Extended { at, from, to } => {
                (*from..*to).map(|index| format!("{at}/{index}")).collect()
            }
        }
    }
}

/// Removes the value at a pointer. Returns `None` if there is none, or if it is the root.
///
/// The order of the remaining values is kept.
pub(super) fn remove(doc: &mut Value, at: String) -> Option<Change> {
    let (parent, _) = at.rsplit_once('/')?;
    let last = segments(&at).pop()?;
    match doc.pointer_mut(parent)? {
        Value::Object(map) => {
            let old = map.shift_remove(&last)?;
            Some(Change::RemovedMember { at, old })
        }
        Value::Array(list) => {
            let index = last.parse().ok().filter(|index| *index < list.len())?;
            list.remove(index);
            Some(Change::RemovedEntry { at })
        }
        _ => None,
    }
}
