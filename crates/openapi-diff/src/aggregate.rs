//! Aggregates the findings of the walk into changes, each reported once with everything it reaches.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::change::{Change, Place, Reached, Side};
use super::compare::{Found, Pair, Root, Unit, is_markable};
use super::kind::{Family, Kind};
use super::label::label;
use super::reachability::users;
use super::rules::verdicts;

const NOT_GENERATED: &str =
    "nothing is generated from a callback; what is sent is allowed as before";

const LEFT_OUT: &str = "requests leave out what is read-only, and responses what is write-only";

/// The operations that lead to a unit, by number, with the side that does; true if a callback does.
type Reach = BTreeSet<(usize, Option<Side>, bool)>;

/// Makes changes of the findings, in the order in which they are reported.
pub fn changes(units: &[Unit], pairs: &[Pair<'_>], old: &Value, new: &Value) -> Vec<Change> {
    let reach = reach(units);
    let mut groups: BTreeMap<Key, Vec<(usize, &Found)>> = BTreeMap::new();
    for (number, unit) in units.iter().enumerate() {
        for found in &unit.found {
            let group = groups.entry(key(found)).or_default();
            group.push((number, found));
        }
    }
    // A walk of both contracts does not lead to a schema that only one of them has.
    let users_of = |kind, document| match groups.keys().any(|key| key.0 == kind) {
        true => users(document, pairs),
        false => BTreeMap::new(),
    };
    let old_users = users_of(Kind::SchemaRemoved, old);
    let new_users = users_of(Kind::SchemaAdded, new);
    let place = |pointer: &Option<String>, document: &Value| {
        pointer.as_ref().map(|pointer| Place {
            pointer: pointer.clone(),
            label: label(pointer, document),
        })
    };
    let change = |group: Vec<(usize, &Found)>| {
        // The first place by name represents all.
        let (_, found) = group.iter().min_by_key(|(_, one)| (&one.old, &one.new))?;
        let everywhere = |(unit, _): &(usize, _)| units[*unit].root == Root::Document;
        let reached = group.iter().flat_map(|(unit, _)| &reach[*unit]).copied();
        let reached: Reach = reached.collect();
        let mut sides = sides(&reached, group.iter().any(everywhere));
        let is_used = !sides.is_empty();
        sides.retain(|side| !is_left_out(found, *side, old, new));
        let mut verdicts = verdicts(found.kind, &sides);
        if is_used && sides.is_empty() {
            let unused = verdicts
                .iter_mut()
                .filter(|one| one.rule.starts_with("unused-"));
            unused.for_each(|verdict| verdict.reason = LEFT_OUT);
        }
        if !reached.is_empty() && reached.iter().all(|(.., is_callback)| *is_callback) {
            for verdict in &mut verdicts {
                let class = found.kind.wire_class(verdict.side, verdict.class);
                if class != verdict.class {
                    (verdict.class, verdict.reason) = (class, NOT_GENERATED);
                }
            }
            verdicts.sort_by_key(|verdict| (verdict.class, verdict.side));
        }
        let users = |users: &BTreeMap<String, Users>, pointer: &Option<String>| {
            let users = users.get(pointer.as_ref()?);
            users.cloned()
        };
        let operations = match found.kind {
            Kind::SchemaAdded => users(&new_users, &found.new).unwrap_or_default(),
            Kind::SchemaRemoved => users(&old_users, &found.old).unwrap_or_default(),
            _ => operations(&reached, pairs),
        };
        let operations = operations.into_iter().map(|(operation, sides)| Reached {
            operation,
            sides: sides.into_iter().collect(),
        });
        Some(Change {
            rule: verdicts[0].rule.clone(),
            family: found.kind.family(),
            kind: found.kind,
            class: verdicts[0].class,
            old_place: place(&found.old, old),
            new_place: place(&found.new, new),
            operations: operations.collect(),
            old: found.old_value.clone(),
            new: found.new_value.clone(),
            effect: None,
            verdicts,
        })
    };
    let mut changes: Vec<Change> = groups.into_values().filter_map(change).collect();
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

/// Reports whether a change concerns a read-only property, which requests leave out, or a write-only
/// one, which responses leave out, on that side.
fn is_left_out(found: &Found, side: Side, old: &Value, new: &Value) -> bool {
    let key = match side {
        Side::Request => "readOnly",
        Side::Response => "writeOnly",
    };
    let places = [(&found.old, old), (&found.new, new)];
    let mut places = places
        .into_iter()
        .filter_map(|(pointer, document)| Some((pointer.as_deref()?, document)));
    let is_marked = |(pointer, document): (&str, &Value)| {
        let ends = pointer
            .match_indices('/')
            .map(|(at, _)| at)
            .chain([pointer.len()]);
        let ends = ends.filter(|end| is_markable(&pointer[..*end]));
        let mut around = ends.filter_map(|end| document.pointer(&pointer[..end]));
        around.any(|value| value.get(key) == Some(&Value::Bool(true)))
    };
    found.kind.family() != Family::Operation && places.all(is_marked)
}

/// The identity of a change: the kind, the values, and the shared place.
type Key = (Kind, String, Option<String>, Option<String>);

fn key(found: &Found) -> Key {
    let (mut old, mut new) = (found.old.clone(), found.new.clone());
    if let (Some(before), Some(after)) = (&found.old, &found.new) {
        let is_shared = |pointer: &str| pointer.starts_with("/components/");
        // One component that was inline in many places has changed once.
        match (is_shared(before), is_shared(after)) {
            (true, false) => new = None,
            (false, true) => old = None,
            _ => {}
        }
    }
    let values = format!("{:?} {:?}", found.old_value, found.new_value);
    (found.kind, values, old, new)
}

/// Returns the decisive sides: all that are reached, or both where a whole operation changes.
fn sides(reach: &Reach, everywhere: bool) -> Vec<Side> {
    let whole = everywhere || reach.iter().any(|(_, side, _)| side.is_none());
    let reaches = |side| reach.iter().any(|(_, reached, _)| *reached == Some(side));
    let mut sides = vec![Side::Request, Side::Response];
    sides.retain(|side| whole || reaches(*side));
    sides
}

/// Returns the operations that lead to each unit.
fn reach(units: &[Unit]) -> Vec<Reach> {
    let mut reach = vec![Reach::new(); units.len()];
    for (start, unit) in units.iter().enumerate() {
        let (number, side, is_callback) = match unit.root {
            Root::Operation(number, side) => (number, side, false),
            Root::Callback(number, side) => (number, Some(side), true),
            _ => continue,
        };
        let mut open = vec![start];
        while let Some(unit) = open.pop() {
            if reach[unit].insert((number, side, is_callback)) {
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
    for (number, side, _) in reach {
        let sides = operations.entry(pairs[*number].1.name()).or_default();
        sides.extend(*side);
    }
    operations
}
