//! Which operations of one contract lead to a schema, whether the other one has it or not.

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet, HashSet};

use serde_json::Value;

use super::aggregate::listed;
use super::change::{Reached, Side};
use super::compare::{Operation, Pair};

/// The users of each component, by its pointer.
type Map = BTreeMap<String, BTreeMap<String, BTreeSet<Side>>>;

/// The users in two contracts, worked out when they are asked for.
pub struct Users<'a> {
    documents: [&'a Value; 2],
    pairs: &'a [Pair<'a>],
    found: [OnceCell<Map>; 2],
}

impl<'a> Users<'a> {
    /// The users in an old and a new contract.
    pub fn of(old: &'a Value, new: &'a Value, pairs: &'a [Pair<'a>]) -> Self {
        Self {
            documents: [old, new],
            pairs,
            found: [OnceCell::new(), OnceCell::new()],
        }
    }

    /// The operations of the old contract that lead to a place, by their new names.
    pub fn of_old(&self, pointer: Option<&str>) -> Vec<Reached> {
        self.at(0, pointer)
    }

    /// The operations of the new contract that lead to a place.
    pub fn of_new(&self, pointer: Option<&str>) -> Vec<Reached> {
        self.at(1, pointer)
    }

    fn at(&self, side: usize, pointer: Option<&str>) -> Vec<Reached> {
        let map = self.found[side].get_or_init(|| users(self.documents[side], self.pairs));
        let users = pointer.and_then(|pointer| map.get(pointer));
        listed(users.cloned().unwrap_or_default())
    }
}

fn users(document: &Value, pairs: &[Pair<'_>]) -> Map {
    let mut map = Map::new();
    for call in Operation::all(document) {
        let same = |pair: &&Pair<'_>| std::ptr::eq(pair.old.at.value, call.at.value);
        let name = match pairs.iter().find(same) {
            Some(pair) => pair.new.name(),
            None => call.name(),
        };
        let around = call.item.get("parameters");
        for (side, parts) in [
            (
                Side::Request,
                vec![
                    around,
                    call.at.get("parameters"),
                    call.at.get("requestBody"),
                ],
            ),
            (Side::Response, vec![call.at.get("responses")]),
        ] {
            let mut met = HashSet::new();
            for part in parts.into_iter().flatten() {
                follow(part.value, document, &mut met);
            }
            for pointer in met {
                let users = map.entry(pointer.to_owned()).or_default();
                users.entry(name.clone()).or_default().insert(side);
            }
        }
    }
    map
}

/// Adds the places to which the references in a value lead, and those behind them.
fn follow<'d>(value: &'d Value, document: &'d Value, met: &mut HashSet<&'d str>) {
    let mut open = vec![value];
    while let Some(value) = open.pop() {
        match value {
            Value::Object(map) => {
                let target = map.get("$ref").and_then(Value::as_str);
                if let Some(pointer) = target.and_then(|target| target.strip_prefix('#'))
                    && met.insert(pointer)
                {
                    open.extend(document.pointer(pointer));
                }
                open.extend(map.values());
            }
            Value::Array(list) => open.extend(list),
            _ => {}
        }
    }
}
