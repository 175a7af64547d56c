//! Merges the value of an `update` or `copy` into a target.

use std::slice;

use serde_json::{Map, Value};

use super::change::Change;
use super::location::{Location, Step};
use super::stale::{Outcome, Reason};

/// Merges a value into the target at a location and records each change.
///
/// After an error the target may be half merged; the caller restores it.
pub(super) fn merge(
    target: &mut Value,
    at: Location,
    update: &Value,
    changes: &mut Vec<Change>,
) -> Outcome {
    let mut merge = Merge { at, changes };
    match (target, update) {
        // Only a list that is selected by the target accepts a single entry; a nested list does
        // not.
        (Value::Array(list), entry) if !entry.is_array() => {
            merge.extend(list, slice::from_ref(entry));
            Ok(())
        }
        (target, update) => merge.value(target, update),
    }
}

/// Returns the kind of a JSON value, as a word for messages; integers and floats are one kind.
pub(super) fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(_) => "number",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    }
}

struct Merge<'c> {
    at: Location,
    changes: &'c mut Vec<Change>,
}

impl Merge<'_> {
    fn value(&mut self, target: &mut Value, update: &Value) -> Outcome {
        match (target, update) {
            (Value::Object(map), Value::Object(update)) => self.members(map, update)?,
            (Value::Array(list), Value::Array(entries)) => self.extend(list, entries),
            (target, update) if kind(target) == kind(update) => {
                if target != update {
                    target.clone_from(update);
                    let at = self.at.clone();
                    self.changes.push(Change::Replaced { at });
                }
            }
            (target, update) => {
                return Err(Reason::OtherKind {
                    pointer: self.at.pointer(),
                    found: kind(target),
                    given: kind(update),
                });
            }
        }
        Ok(())
    }

    fn members(&mut self, map: &mut Map<String, Value>, update: &Map<String, Value>) -> Outcome {
        for (name, value) in update {
            match map.get_mut(name) {
                Some(member) => {
                    self.at.push(Step::Name(name.clone()));
                    self.value(member, value)?;
                    self.at.pop();
                }
                None => {
                    map.insert(name.clone(), value.clone());
                    let at = self.at.child(Step::Name(name.clone()));
                    self.changes.push(Change::Inserted { at });
                }
            }
        }
        Ok(())
    }

    fn extend(&mut self, list: &mut Vec<Value>, entries: &[Value]) {
        let from = list.len();
        for entry in entries {
            if !list[..from].contains(entry) {
                list.push(entry.clone());
            }
        }
        let to = list.len();
        if to > from {
            let at = self.at.clone();
            self.changes.push(Change::Extended { at, from, to });
        }
    }
}
