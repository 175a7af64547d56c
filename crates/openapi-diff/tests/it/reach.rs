//! Tests that the operations that lead to a place are those found by following references from each operation.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::places::operations;

/// For every operation the places that it leads to, by side.
pub struct Reach {
    /// The operation, the side, and the roots of what it leads to.
    rows: Vec<(String, &'static str, BTreeSet<String>)>,
}

impl Reach {
    /// Follows every operation of a contract.
    pub fn of(document: &Value) -> Self {
        let mut rows = Vec::new();
        for (pointer, operation) in operations(document) {
            let id = operation["operationId"].as_str().unwrap().to_owned();
            let item = pointer.rsplit_once('/').unwrap().0;
            for (side, parts) in [
                (
                    "request",
                    [
                        format!("{pointer}/parameters"),
                        format!("{pointer}/requestBody"),
                        format!("{item}/parameters"),
                    ],
                ),
                (
                    "response",
                    [
                        format!("{pointer}/responses"),
                        String::from("/none"),
                        String::from("/none"),
                    ],
                ),
            ] {
                let mut roots = BTreeSet::new();
                for part in parts {
                    follow(document, &part, &mut roots);
                }
                rows.push((id.clone(), side, roots));
            }
        }
        Self { rows }
    }

    /// The operations that lead to a place, each with its sides.
    pub fn at(&self, place: &str) -> BTreeMap<String, BTreeSet<String>> {
        let mut found: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for (id, side, roots) in &self.rows {
            if roots.iter().any(|root| within(place, root)) {
                found
                    .entry(id.clone())
                    .or_default()
                    .insert((*side).to_owned());
            }
        }
        found
    }
}

/// Reports whether a place is another one or lies within it.
pub fn within(place: &str, outer: &str) -> bool {
    place
        .strip_prefix(outer)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

fn follow(document: &Value, root: &str, roots: &mut BTreeSet<String>) {
    if !roots.insert(root.to_owned()) {
        return;
    }
    // An edit may add a place that does not exist yet.
    let mut open: Vec<&Value> = document.pointer(root).into_iter().collect();
    while let Some(value) = open.pop() {
        match value {
            Value::Object(map) => {
                if let Some(Value::String(target)) = map.get("$ref") {
                    follow(document, &target[1..], roots);
                }
                open.extend(map.values());
            }
            Value::Array(list) => open.extend(list),
            _ => {}
        }
    }
}
