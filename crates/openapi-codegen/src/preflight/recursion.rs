//! Schemas that refer to themselves without a way out.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use super::report::{Place, Report};
use super::walk::{elements, object};
use openapi_document::schema_ref;

/// Finds loops of references with nothing between, and schemas whose every value is infinite.
pub(super) fn check(document: &Value, report: &mut Report) {
    let Some(schemas) = document
        .pointer("/components/schemas")
        .and_then(Value::as_object)
    else {
        return;
    };
    let mut looping = BTreeSet::new();
    for cycle in cycles(schemas, direct) {
        let place = component(cycle[0]);
        report.fault(
            &place,
            format!("a reference loop with no way out: {}", arrows(&cycle)),
            "let one of the loop be a definition instead of a reference",
        );
        looping.extend(cycle);
    }
    let finite = finite(schemas, &looping);
    let known = |name: &str| finite.contains(name) || !schemas.contains_key(name);
    let stuck = |schema: &Value| {
        let mut names = Vec::new();
        needs(schema, &known, &mut names);
        names
    };
    let open: Map<String, Value> = schemas
        .iter()
        .filter(|(name, _)| !finite.contains(name.as_str()))
        .map(|(name, schema)| (name.clone(), schema.clone()))
        .collect();
    for cycle in cycles(&open, stuck) {
        report.fault(
            &component(cycle[0]),
            format!(
                "an infinitely large type: each value needs another one: {}",
                arrows(&cycle)
            ),
            "make one of the properties optional, nullable or a list",
        );
    }
}

/// The component schemas that a schema is made of, with no property or list between.
pub(super) fn direct(schema: &Value) -> Vec<String> {
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

/// The cycles of the graph whose nodes are the components, each once, from its first component on.
pub(super) fn cycles(
    schemas: &Map<String, Value>,
    edges: impl Fn(&Value) -> Vec<String>,
) -> Vec<Vec<&str>> {
    let mut found = Vec::new();
    let mut done = BTreeSet::new();
    for start in schemas.keys() {
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
            let Some((next, schema)) = schemas.get_key_value(&next) else {
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

fn component(name: &str) -> Place {
    Place::default().keys(&["components", "schemas", name])
}

fn arrows(cycle: &[&str]) -> String {
    cycle
        .iter()
        .chain(cycle.first())
        .map(|name| format!("`{name}`"))
        .collect::<Vec<_>>()
        .join(" → ")
}

/// The components that have a value of finite size, as the least fixed point.
fn finite<'a>(schemas: &'a Map<String, Value>, known: &BTreeSet<&'a str>) -> BTreeSet<&'a str> {
    let mut finite = known.clone();
    loop {
        let before = finite.len();
        for (name, schema) in schemas {
            if !finite.contains(name.as_str())
                && is_finite(schema, &|target| {
                    finite.contains(target) || !schemas.contains_key(target)
                })
            {
                finite.insert(name);
            }
        }
        if finite.len() == before {
            return finite;
        }
    }
}

fn is_finite(schema: &Value, known: &impl Fn(&str) -> bool) -> bool {
    if let Some(name) = schema_ref(schema) {
        return known(name);
    }
    if schema.get("nullable") == Some(&Value::Bool(true)) {
        return true;
    }
    let one_of = |key| {
        let branches = elements(schema, key);
        branches.is_empty() || branches.iter().any(|branch| is_finite(branch, known))
    };
    required(schema).all(|property| is_finite(property, known))
        && held(schema).is_none_or(|item| is_finite(item, known))
        && elements(schema, "allOf")
            .iter()
            .all(|part| is_finite(part, known))
        && one_of("oneOf")
        && one_of("anyOf")
}

/// The component schemas that keep a schema from having a finite value.
fn needs(schema: &Value, known: &impl Fn(&str) -> bool, names: &mut Vec<String>) {
    if is_finite(schema, known) {
        return;
    }
    if let Some(name) = schema_ref(schema) {
        names.push(name.to_owned());
        return;
    }
    required(schema)
        .chain(held(schema))
        .chain(elements(schema, "allOf"))
        .chain(elements(schema, "oneOf"))
        .chain(elements(schema, "anyOf"))
        .for_each(|inner| needs(inner, known, names));
}

fn required(schema: &Value) -> impl Iterator<Item = &Value> {
    object(schema, "properties")
        .filter(|(name, _)| {
            elements(schema, "required")
                .iter()
                .any(|required| required.as_str() == Some(name))
        })
        .map(|(_, property)| property)
}

/// Returns the items of a list that must not be empty.
fn held(schema: &Value) -> Option<&Value> {
    let least = schema.get("minItems").and_then(Value::as_u64);
    schema.get("items").filter(|_| least.unwrap_or(0) > 0)
}
