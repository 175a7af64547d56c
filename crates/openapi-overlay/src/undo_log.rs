//! The undo log of changes, so that they can be reported and undone without a copy of the document.

use serde_json::Value;

use super::location::{Location, Step};
use openapi_document::{Error, Result};

/// One change of the document, with the data to undo it.
#[derive(Debug)]
pub(super) enum Change {
    /// A member was added to an object.
    Inserted { at: Location },
    /// A scalar was replaced.
    Replaced { at: Location, old: Value },
    /// Entries were appended to a list that had `from` of them and has `to`.
    Extended {
        at: Location,
        from: usize,
        to: usize,
    },
    /// The member or entry at `position` was removed.
    Removed {
        at: Location,
        position: usize,
        old: Value,
    },
}

impl Change {
    /// Returns the pointers of the changed values.
    pub(super) fn pointers(&self) -> Vec<String> {
        match self {
            Change::Inserted { at } | Change::Replaced { at, .. } | Change::Removed { at, .. } => {
                vec![at.pointer()]
            }
            Change::Extended { at, from, to } => (*from..*to)
                .map(|index| at.child(Step::Index(index)).pointer())
                .collect(),
        }
    }

    fn at(&self) -> &Location {
        match self {
            Change::Inserted { at }
            | Change::Replaced { at, .. }
            | Change::Extended { at, .. }
            | Change::Removed { at, .. } => at,
        }
    }

    fn undo(self, doc: &mut Value) -> Option<()> {
        match self {
            Change::Inserted { at } => match (at.parent_mut(doc)?, at.last()?) {
                (Value::Object(map), Step::Name(name)) => map.shift_remove(name).map(drop),
                _ => None,
            },
            Change::Replaced { at, old } => at.get_mut(doc).map(|value| *value = old),
            Change::Extended { at, from, .. } => match at.get_mut(doc)? {
                Value::Array(list) => {
                    list.truncate(from);
                    Some(())
                }
                _ => None,
            },
            Change::Removed { at, position, old } => match (at.parent_mut(doc)?, at.last()?) {
                (Value::Object(map), Step::Name(name)) if position <= map.len() => {
                    map.shift_insert(position, name.clone(), old);
                    Some(())
                }
                (Value::Array(list), Step::Index(_)) if position <= list.len() => {
                    list.insert(position, old);
                    Some(())
                }
                _ => None,
            },
        }
    }
}

/// Removes the value at a location; returns `None` if there is none, or if it is the root.
///
/// The order of the remaining values is preserved.
pub(super) fn remove(doc: &mut Value, at: Location) -> Option<Change> {
    match (at.parent_mut(doc)?, at.last()?) {
        (Value::Object(map), Step::Name(name)) => {
            let position = map.keys().position(|key| key == name)?;
            let old = map.shift_remove(name)?;
            Some(Change::Removed { at, position, old })
        }
        (Value::Array(list), Step::Index(index)) if *index < list.len() => {
            let position = *index;
            let old = list.remove(position);
            Some(Change::Removed { at, position, old })
        }
        _ => None,
    }
}

/// Undoes the changes after the first `keep`, the last one first.
pub(super) fn undo(doc: &mut Value, changes: &mut Vec<Change>, keep: usize) -> Result<()> {
    while changes.len() > keep {
        let Some(change) = changes.pop() else { break };
        let pointer = change.at().pointer();
        change.undo(doc).ok_or_else(|| {
            Error::new("the overlay engine lost track of a change that it wanted to take back")
                .at(pointer)
                .remedy("report this as a fault of the overlay engine")
        })?;
    }
    Ok(())
}
