//! Merges the value of an `update` or `copy` into a target.

use std::slice;

use openapi_document::join;
use serde_json::Value;

use super::change::Change;
use super::stale::{Outcome, Reason};

/// Merges a value into the target at a pointer and records each change.
///
/// After an error the target may be half merged; the caller restores it.
pub(super) fn merge(
    target: &mut Value,
    at: &str,
    update: &Value,
    changes: &mut Vec<Change>,
) -> Outcome {
    match (target, update) {
        // Only a list that is selected by the target accepts a single entry; a nested list does
        // not.
        (Value::Array(list), entry) if !entry.is_array() => {
            changes.extend(extend(list, slice::from_ref(entry), at));
            Ok(())
        }
        (target, update) => value(target, at, update, changes),
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

fn is_scalar(value: &Value) -> bool {
    !value.is_object() && !value.is_array()
}

fn value(target: &mut Value, at: &str, update: &Value, changes: &mut Vec<Change>) -> Outcome {
    match (target, update) {
        (Value::Object(map), Value::Object(update)) => {
            for (name, member) in update {
                let at = join(at, name);
                match map.get_mut(name) {
                    Some(target) => value(target, &at, member, changes)?,
                    None => {
                        map.insert(name.clone(), member.clone());
                        changes.push(Change::Inserted { at });
                    }
                }
            }
        }
        (Value::Array(list), Value::Array(entries)) => changes.extend(extend(list, entries, at)),
        (target, update) if is_scalar(target) && is_scalar(update) => {
            if target != update {
                target.clone_from(update);
                changes.push(Change::Replaced { at: at.to_owned() });
            }
        }
        (target, update) => {
            return Err(Reason::OtherKind {
                pointer: at.to_owned(),
                found: kind(target),
                given: kind(update),
            });
        }
    }
    Ok(())
}

/// Appends the entries that a list does not have yet.
fn extend(list: &mut Vec<Value>, entries: &[Value], at: &str) -> Option<Change> {
    let from = list.len();
    for entry in entries {
        if !list[..from].contains(entry) {
            list.push(entry.clone());
        }
    }
    let (at, to) = (at.to_owned(), list.len());
    (to > from).then_some(Change::Extended { at, from, to })
}
