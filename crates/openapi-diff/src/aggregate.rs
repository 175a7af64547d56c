//! From what the walk found to changes: each told once, with everything that it reaches.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::change::{Change, Place, Reached, Side};
use super::compare::{Found, Pair, Root, Unit};
use super::kind::Kind;
use super::label::label;
use super::reachability::Users;
use super::rules::verdicts;

/// Which operations lead to a unit, and from which side.
type Reach = BTreeSet<(usize, Option<Side>)>;

/// Makes changes of what was found, in the order in which they are reported.
pub fn changes(units: &[Unit], pairs: &[Pair<'_>], old: &Value, new: &Value) -> Vec<Change> {
    let reach = reach(units);
    let mut told: BTreeMap<Key, Telling> = BTreeMap::new();
    for (number, unit) in units.iter().enumerate() {
        for found in &unit.found {
            let telling = told.entry(key(found)).or_insert_with(|| Telling {
                found: found.clone(),
                reach: Reach::new(),
                everywhere: false,
            });
            telling.take(found);
            telling.reach.extend(reach[number].iter().copied());
            telling.everywhere |= unit.root == Root::Document;
        }
    }
    let place = |pointer: &Option<String>, document: &Value| {
        pointer.as_ref().map(|pointer| Place {
            pointer: pointer.clone(),
            label: label(pointer, document),
        })
    };
    let users = Users::of(old, new, pairs);
    let mut changes: Vec<Change> = told
        .into_values()
        .map(|telling| {
            let sides = telling.sides();
            let verdicts = verdicts(telling.found.kind, &sides);
            let first = &verdicts[0];
            Change {
                rule: first.rule.clone(),
                family: telling.found.kind.family(),
                kind: telling.found.kind,
                class: first.class,
                old_place: place(&telling.found.old, old),
                new_place: place(&telling.found.new, new),
                operations: match telling.found.kind {
                    // No walk of both contracts leads to what only one of them has.
                    Kind::SchemaAdded => users.of_new(telling.found.new.as_deref()),
                    Kind::SchemaRemoved => users.of_old(telling.found.old.as_deref()),
                    _ => operations(&telling.reach, pairs),
                },
                old: telling.found.old_value,
                new: telling.found.new_value,
                effect: None,
                verdicts,
            }
        })
        .collect();
    changes.sort_by_cached_key(|change| {
        let text = |value: &Option<Value>| value.as_ref().map(Value::to_string);
        (
            change.class,
            change.label().to_owned(),
            change.rule.clone(),
            text(&change.old),
            text(&change.new),
            change.place().cloned(),
        )
    });
    changes
}

/// What makes two findings one change: the kind, the values, and the shared place.
type Key = (super::kind::Kind, String, Option<String>, Option<String>);

fn key(found: &Found) -> Key {
    let shared = |pointer: &Option<String>| {
        pointer
            .clone()
            .filter(|pointer| pointer.starts_with("/components/"))
    };
    // One component that stood inline in many places has changed once.
    let places = match (&found.old, &found.new) {
        (Some(_), Some(_)) => match (shared(&found.old), shared(&found.new)) {
            (Some(old), None) => (Some(old), None),
            (None, Some(new)) => (None, Some(new)),
            _ => (found.old.clone(), found.new.clone()),
        },
        _ => (found.old.clone(), found.new.clone()),
    };
    let values = format!("{:?} {:?}", found.old_value, found.new_value);
    (found.kind, values, places.0, places.1)
}

/// A change that is being put together.
struct Telling {
    found: Found,
    reach: Reach,
    everywhere: bool,
}

impl Telling {
    /// Takes another finding of the same change; the first place by name stands for all.
    fn take(&mut self, found: &Found) {
        if (&found.old, &found.new) < (&self.found.old, &self.found.new) {
            self.found = found.clone();
        }
    }

    /// The sides that decide: all that it reaches, or both where a whole operation changes.
    fn sides(&self) -> Vec<Side> {
        let whole = self.everywhere || self.reach.iter().any(|(_, side)| side.is_none());
        [Side::Request, Side::Response]
            .into_iter()
            .filter(|side| {
                whole
                    || self
                        .reach
                        .iter()
                        .any(|(_, reached)| *reached == Some(*side))
            })
            .collect()
    }
}

/// The operations that lead to each unit.
fn reach(units: &[Unit]) -> Vec<Reach> {
    let mut reach = vec![Reach::new(); units.len()];
    for (start, unit) in units.iter().enumerate() {
        let Root::Operation(number, side) = unit.root else {
            continue;
        };
        let mut open = vec![start];
        while let Some(unit) = open.pop() {
            if reach[unit].insert((number, side)) {
                open.extend(&units[unit].inner);
            }
        }
    }
    reach
}

fn operations(reach: &Reach, pairs: &[Pair<'_>]) -> Vec<Reached> {
    let mut operations: BTreeMap<String, BTreeSet<Side>> = BTreeMap::new();
    for (number, side) in reach {
        let sides = operations.entry(pairs[*number].new.name()).or_default();
        sides.extend(*side);
    }
    listed(operations)
}

/// Operations with their sides, in the order of their names.
pub fn listed(operations: BTreeMap<String, BTreeSet<Side>>) -> Vec<Reached> {
    operations
        .into_iter()
        .map(|(operation, sides)| Reached {
            operation,
            sides: sides.into_iter().collect(),
        })
        .collect()
}
