//! Merges that never end.
//!
//! The generator writes out what `allOf` and its like combine, and does not notice when a part
//! leads back to the whole. The stack then overflows, and that cannot be caught.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::generator::implied_keyword;
use super::recursion::{cycles, direct};
use super::reference::resolve;
use super::report::{Place, Report};
use super::schema::merges;
use super::walk::{Kind, Node, elements, object, subschemas};
use openapi_document::schema_ref;

/// Checks every schema that is merged from parts.
pub(super) fn check(document: &Value, nodes: &[Node<'_>], report: &mut Report) {
    let empty = Map::new();
    let schemas = document
        .pointer("/components/schemas")
        .and_then(Value::as_object)
        .unwrap_or(&empty);
    for cycle in cycles(schemas, |schema| merged(schemas, schema)) {
        report.fault(
            &Place::default().keys(&["components", "schemas", cycle[0]]),
            format!(
                "merging writes the schema into itself, by way of `{}`",
                cycle.join("`, `")
            ),
            "refer to the schema without other keywords beside it",
        );
    }
    for node in nodes {
        if node.kind != Kind::Schema || !merges(node.value) {
            continue;
        }
        if let Some(name) = shared_recursion(document, schemas, node.value) {
            report.fault(
                &node.place,
                format!("the recursive `{name}` would be merged without end"),
                "describe it in one part only, or combine the parts by `oneOf`",
            );
        }
        if alternatives(document, node.value, DEPTH) > 1 {
            report.fault(
                &node.place,
                "several lists of alternatives would be multiplied by merging",
                "write out the combinations as one `oneOf`",
            );
        }
        check_typed(document, node, report);
    }
}

/// A property or list that several parts describe, one of them by a recursive schema.
fn shared_recursion<'a>(
    document: &'a Value,
    schemas: &Map<String, Value>,
    schema: &'a Value,
) -> Option<String> {
    let mut parts = vec![Slots::new()];
    own_slots(schema, &mut parts[0]);
    for part in combined(schema) {
        let mut slots = Slots::new();
        all_slots(document, part, &mut slots, DEPTH);
        parts.push(slots);
    }
    let others = |index: usize| {
        parts
            .iter()
            .enumerate()
            .filter(move |(other, _)| *other != index)
            .map(|(_, slots)| slots)
    };
    parts.iter().enumerate().find_map(|(index, slots)| {
        let recursive = |inner: &&Value| {
            references(inner)
                .iter()
                .any(|name| is_recursive(schemas, name))
        };
        slots
            .iter()
            .filter(|(_, inner)| inner.iter().any(recursive))
            // The schema of the additional properties is merged with that of each property.
            .find(|(name, _)| {
                others(index).any(|other| {
                    other.contains_key(*name)
                        || (other.contains_key(EXTRA) && *name != ITEMS)
                        || (*name == EXTRA && other.keys().any(|name| name != ITEMS))
                })
            })
            .map(|(name, _)| name.clone())
    })
}

/// What a schema says of each property, of the elements and of the additional properties.
type Slots<'a> = BTreeMap<String, Vec<&'a Value>>;

const ITEMS: &str = "items";
const EXTRA: &str = "additionalProperties";

/// How deep combinations are followed; loops of nothing else are a fault of their own.
const DEPTH: usize = 24;

fn own_slots<'a>(schema: &'a Value, slots: &mut Slots<'a>) {
    for (name, property) in object(schema, "properties") {
        slots
            .entry(format!("property {name}"))
            .or_default()
            .push(property);
    }
    for key in [ITEMS, EXTRA] {
        if let Some(inner) = schema.get(key).filter(|inner| inner.is_object()) {
            slots.entry(key.to_owned()).or_default().push(inner);
        }
    }
}

fn all_slots<'a>(document: &'a Value, schema: &'a Value, slots: &mut Slots<'a>, depth: usize) {
    let (Some(depth), Ok(schema)) = (
        depth.checked_sub(1),
        resolve(document, Kind::Schema, schema),
    ) else {
        return;
    };
    own_slots(schema, slots);
    for part in combined(schema) {
        all_slots(document, part, slots, depth);
    }
}

/// The parts of which a schema is combined.
fn combined(schema: &Value) -> impl Iterator<Item = &Value> {
    ["allOf", "oneOf", "anyOf"]
        .into_iter()
        .flat_map(|key| elements(schema, key))
}

/// How many lists of alternatives are merged. Two of them may take the generator for ever.
fn alternatives(document: &Value, schema: &Value, depth: usize) -> usize {
    let (Some(depth), Ok(schema)) = (
        depth.checked_sub(1),
        resolve(document, Kind::Schema, schema),
    ) else {
        return 0;
    };
    let here = ["oneOf", "anyOf"]
        .into_iter()
        .filter(|key| elements(schema, key).len() > 1)
        .count();
    combined(schema)
        .map(|part| alternatives(document, part, depth))
        .sum::<usize>()
        + here
}

/// Checks that what is merged says of which type it is, at any depth.
fn check_typed(document: &Value, node: &Node<'_>, report: &mut Report) {
    let mut seen: Vec<&Value> = Vec::new();
    let mut open = vec![node.value];
    while let Some(schema) = open.pop() {
        let schema = resolve(document, Kind::Schema, schema).unwrap_or(schema);
        if seen.iter().any(|known| std::ptr::eq(*known, schema)) {
            continue;
        }
        seen.push(schema);
        let implying = implied_keyword(schema).filter(|_| schema.get("type").is_none());
        if let Some(key) = implying {
            report.fault(
                &node.place,
                format!("the parts to be merged hold a schema with `{key}`, but without a type"),
                "name its type",
            );
            return;
        }
        open.extend(subschemas(schema).into_iter().map(|(_, inner)| inner));
    }
}

/// The components that are written into a schema, at any depth of it.
fn merged(schemas: &Map<String, Value>, schema: &Value) -> Vec<String> {
    if schema_ref(schema).is_some() {
        return Vec::new();
    }
    let mut found: Vec<String> = Vec::new();
    let mut open = if merges(schema) {
        direct(schema)
    } else {
        Vec::new()
    };
    // What is merged is merged with all of which it is made itself.
    while let Some(name) = open.pop() {
        if !found.contains(&name) {
            open.extend(schemas.get(&name).into_iter().flat_map(direct));
            found.push(name);
        }
    }
    for (_, inner) in subschemas(schema) {
        found.extend(merged(schemas, inner));
    }
    found
}

/// Whether a component refers to itself or to one that does.
fn is_recursive(schemas: &Map<String, Value>, name: &str) -> bool {
    let mut reached = Map::new();
    let mut open = vec![name.to_owned()];
    while let Some(name) = open.pop() {
        if let Some(schema) = schemas.get(&name)
            && reached.insert(name, schema.clone()).is_none()
        {
            open.extend(references(schema));
        }
    }
    !cycles(&reached, references).is_empty()
}

fn references(schema: &Value) -> Vec<String> {
    match schema_ref(schema) {
        Some(name) => vec![name.to_owned()],
        None => subschemas(schema)
            .into_iter()
            .flat_map(|(_, inner)| references(inner))
            .collect(),
    }
}
