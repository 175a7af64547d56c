//! Aggregates the findings of the walk into changes, each reported once with everything it reaches.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::change::{Change, Place, Reached, Side};
use super::compare::{Found, Pair, Root, Unit};
use super::kind::Kind;
use super::label::label;
use super::reachability::users;
use super::rules::verdicts;

/// The operations that lead to a unit, by number, with the side that does.
type Reach = BTreeSet<(usize, Option<Side>)>;

/// Makes changes of the findings, in the order in which they are reported.
pub fn changes(units: &[Unit], pairs: &[Pair<'_>], old: &Value, new: &Value) -> Vec<Change> {
    let reach = reach(units);
    let mut aggregates: BTreeMap<Key, Aggregate> = BTreeMap::new();
    for (number, unit) in units.iter().enumerate() {
        for found in &unit.found {
            let aggregate = aggregates.entry(key(found)).or_insert_with(|| Aggregate {
                found: found.clone(),
                reach: Reach::new(),
                everywhere: false,
            });
            // The first place by name represents all.
            if (&found.old, &found.new) < (&aggregate.found.old, &aggregate.found.new) {
                aggregate.found = found.clone();
            }
            aggregate.reach.extend(reach[number].iter().copied());
            aggregate.everywhere |= unit.root == Root::Document;
        }
    }
    let place = |pointer: &Option<String>, document: &Value| {
        pointer.as_ref().map(|pointer| Place {
            pointer: pointer.clone(),
            label: label(pointer, document),
        })
    };
    let has = |kind| aggregates.values().any(|one| one.found.kind == kind);
    // A walk of both contracts does not lead to a schema that only one of them has.
    let users_of = |kind, document| match has(kind) {
        true => users(document, pairs),
        false => BTreeMap::new(),
    };
    let old_users = users_of(Kind::SchemaRemoved, old);
    let new_users = users_of(Kind::SchemaAdded, new);
    let mut changes: Vec<Change> = aggregates
        .into_values()
        .map(
            |Aggregate {
                 found,
                 reach,
                 everywhere,
             }| {
                let verdicts = verdicts(found.kind, &sides(&reach, everywhere));
                let users = |users: &BTreeMap<String, Users>, pointer: &Option<String>| {
                    let users = pointer.as_ref().and_then(|pointer| users.get(pointer));
                    users.cloned().unwrap_or_default()
                };
                let operations = match found.kind {
                    Kind::SchemaAdded => users(&new_users, &found.new),
                    Kind::SchemaRemoved => users(&old_users, &found.old),
                    _ => operations(&reach, pairs),
                };
                let operations = operations.into_iter().map(|(operation, sides)| Reached {
                    operation,
                    sides: sides.into_iter().collect(),
                });
                Change {
                    rule: verdicts[0].rule.clone(),
                    family: found.kind.family(),
                    kind: found.kind,
                    class: verdicts[0].class,
                    old_place: place(&found.old, old),
                    new_place: place(&found.new, new),
                    operations: operations.collect(),
                    old: found.old_value,
                    new: found.new_value,
                    effect: None,
                    verdicts,
                }
            },
        )
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

/// The identity of a change: the kind, the values, and the shared place.
type Key = (Kind, String, Option<String>, Option<String>);

fn key(found: &Found) -> Key {
    let shared = |pointer: &Option<String>| {
        pointer
            .clone()
            .filter(|pointer| pointer.starts_with("/components/"))
    };
    // One component that was inline in many places has changed once.
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

/// A change that is being aggregated.
struct Aggregate {
    found: Found,
    reach: Reach,
    everywhere: bool,
}

/// Returns the decisive sides: all that are reached, or both where a whole operation changes.
fn sides(reach: &Reach, everywhere: bool) -> Vec<Side> {
    let whole = everywhere || reach.iter().any(|(_, side)| side.is_none());
    let reaches = |side| reach.iter().any(|(_, reached)| *reached == Some(side));
    let mut sides = vec![Side::Request, Side::Response];
    sides.retain(|side| whole || reaches(*side));
    sides
}

/// Returns the operations that lead to each unit.
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

/// The operations that use something, by name, with the sides that do.
pub type Users = BTreeMap<String, BTreeSet<Side>>;

fn operations(reach: &Reach, pairs: &[Pair<'_>]) -> Users {
    let mut operations = Users::new();
    for (number, side) in reach {
        let sides = operations.entry(pairs[*number].new.name()).or_default();
        sides.extend(*side);
    }
    operations
}
