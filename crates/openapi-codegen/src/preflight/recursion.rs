//! Schemas that refer to themselves without a way out.

use std::collections::{BTreeSet, HashMap};

use serde_json::{Map, Value};

use super::report::{Place, Report};
use crate::json::elements;
use openapi_document::{schema_ref, schemas};

/// Finds loops of references with nothing between, and schemas whose every value is infinite.
pub(super) fn check(document: &Value, report: &mut Report) {
    let Some(schemas) = schemas(document) else {
        return;
    };
    let mut fault = |cycle: &[&str], message: &str, remedy: &str| {
        let names = cycle.iter().chain(cycle.first());
        let names: Vec<String> = names.map(|name| format!("`{name}`")).collect();
        let place = Place::default().keys(&["components", "schemas", cycle[0]]);
        report.fault(&place, format!("{message}: {}", names.join(" → ")), remedy);
    };
    let mut finite = BTreeSet::new();
    for cycle in cycles(schemas, |_| true, direct) {
        let remedy = "let one of the loop be a definition instead of a reference";
        fault(&cycle, "a reference loop with no way out", remedy);
        finite.extend(cycle);
    }
    for cycle in without_end(schemas, finite) {
        let message = "an infinitely large type: each value needs another one";
        let remedy = "make one of the properties optional, nullable or a list";
        fault(&cycle, message, remedy);
    }
}

/// The cycles of components whose every value is infinite, given those that are finite.
pub(crate) fn without_end<'a>(
    schemas: &'a Map<String, Value>,
    mut finite: BTreeSet<&'a str>,
) -> Vec<Vec<&'a str>> {
    let needs = |schema: &Value, finite: &BTreeSet<&str>| {
        needs(schema, &|name| {
            finite.contains(name) || !schemas.contains_key(name)
        })
    };
    // The least fixed point. A component is looked at again behind those that it needs, so that only
    // those of a cycle wait, each to be looked at whenever another one of them is finite.
    let mut waiting: HashMap<String, BTreeSet<&str>> = HashMap::new();
    let mut seen = BTreeSet::new();
    let mut open: Vec<&str> = schemas.keys().map(String::as_str).collect();
    while let Some(name) = open.pop() {
        if finite.contains(name) {
            continue;
        }
        let needed = needs(&schemas[name], &finite);
        if needed.is_empty() {
            finite.insert(name);
            open.extend(waiting.remove(name).unwrap_or_default());
        } else if seen.insert(name) {
            open.push(name);
            let needed = needed.iter();
            let needed = needed.filter_map(|name| schemas.get_key_value(name));
            let needed = needed.map(|(name, _)| name.as_str());
            open.extend(needed.filter(|name| !seen.contains(name)));
        } else {
            for needed in needed {
                waiting.entry(needed).or_default().insert(name);
            }
        }
    }
    let is_open = |name: &str| !finite.contains(name);
    cycles(schemas, is_open, |schema| needs(schema, &finite))
}

/// The component schemas that a schema is made of, with no property or list between.
fn direct(schema: &Value) -> Vec<String> {
    if let Some(name) = schema_ref(schema) {
        return vec![name.to_owned()];
    }
    ["allOf", "oneOf", "anyOf"]
        .into_iter()
        .flat_map(|key| elements(schema, key))
        .chain(schema.get("not"))
        .flat_map(direct)
        .collect()
}

/// The cycles of the graph whose nodes are some of the components, each once, from its first on.
fn cycles(
    schemas: &Map<String, Value>,
    is_node: impl Fn(&str) -> bool,
    edges: impl Fn(&Value) -> Vec<String>,
) -> Vec<Vec<&str>> {
    let mut found = Vec::new();
    let mut done = BTreeSet::new();
    for start in schemas.keys().filter(|name| is_node(name)) {
        // The path so far, each with the edges that are still to be tried.
        let mut path: Vec<(&str, Vec<String>)> = vec![(start, edges(&schemas[start]))];
        if !done.insert(start.as_str()) {
            continue;
        }
        while let Some((_, open)) = path.last_mut() {
            let Some(next) = open.pop() else {
                path.pop();
                continue;
            };
            let next = schemas.get_key_value(&next);
            let Some((next, schema)) = next.filter(|(name, _)| is_node(name)) else {
                continue;
            };
            if let Some(at) = path.iter().position(|(name, _)| name == next) {
                found.push(path[at..].iter().map(|(name, _)| *name).collect());
            } else if done.insert(next) {
                path.push((next, edges(schema)));
            }
        }
    }
    found
}

/// The component schemas that keep a schema from having a finite value; none if it has one.
pub(crate) fn needs(schema: &Value, known: &impl Fn(&str) -> bool) -> Vec<String> {
    if let Some(name) = schema_ref(schema) {
        return Vec::from_iter((!known(name)).then(|| name.to_owned()));
    }
    if schema["nullable"] == true {
        return Vec::new();
    }
    let required = elements(schema, "required")
        .iter()
        .filter_map(Value::as_str);
    let required = required.filter_map(|name| schema["properties"].get(name));
    // The items of a list that must not be empty.
    let held = schema
        .get("items")
        .filter(|_| schema["minItems"].as_u64() > Some(0));
    let mut names: Vec<String> = required
        .chain(held)
        .chain(elements(schema, "allOf"))
        .flat_map(|inner| needs(inner, known))
        .collect();
    for key in ["oneOf", "anyOf"] {
        let branches = elements(schema, key).iter();
        let branches: Vec<_> = branches.map(|branch| needs(branch, known)).collect();
        // One branch with a finite value is enough.
        if !branches.iter().any(Vec::is_empty) {
            names.extend(branches.into_iter().flatten());
        }
    }
    names
}
