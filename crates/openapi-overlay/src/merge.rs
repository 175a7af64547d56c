//! Merges the value of an `update` or `copy` into a target.

use std::collections::HashSet;
use std::slice;

use openapi_document::prose::Below;
use openapi_document::{join, segments};
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

/// Appends entries to a list; to one that is a set, those that it does not have yet.
fn extend(list: &mut Vec<Value>, entries: &[Value], at: &str) -> Option<Change> {
    let from = list.len();
    let known: HashSet<&Value> = match is_sequence(at) {
        true => HashSet::new(),
        false => list.iter().collect(),
    };
    let new = entries.iter().filter(|entry| !known.contains(entry));
    let new: Vec<Value> = new.cloned().collect();
    list.extend(new);
    let (at, to) = (at.to_owned(), list.len());
    (to > from).then_some(Change::Extended { at, from, to })
}

/// The keywords whose values are data of the service, in which a list is a sequence.
const VALUES: [&str; 4] = ["const", "default", "example", "examples"];

/// Returns true if a list may hold an entry twice: in an example or another value, or as the items
/// of a tuple.
fn is_sequence(pointer: &str) -> bool {
    let segments = segments(pointer);
    let mut below = Below::Part;
    for (index, segment) in segments.iter().enumerate() {
        let is_last = index + 1 == segments.len();
        below = match below {
            Below::Part if VALUES.contains(&segment.as_str()) => return true,
            Below::Part if segment == "prefixItems" && is_last => return true,
            Below::Part if segment == "enum" => return !is_last,
            Below::Part => Below::of(segment),
            Below::Names => Below::Part,
            Below::Data => return false,
        };
    }
    false
}
