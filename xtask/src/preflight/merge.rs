//! Merges that never end.
//!
//! The generator writes out what `allOf` and its like combine, and does not notice when a part
//! leads back to the whole. The stack then overflows, and that cannot be caught.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use super::recursion::{cycles, direct};
use super::report::{Place, Report};
use super::schema::merges;
use super::walk::{Kind, Node, subschemas};
use crate::document::schema_ref;

/// Checks every schema that is merged from parts.
pub(super) fn check(document: &Value, nodes: &[Node<'_>], report: &mut Report) {
    let empty = Map::new();
    let schemas = document
        .pointer("/components/schemas")
        .and_then(Value::as_object)
        .unwrap_or(&empty);
    for cycle in cycles(schemas, merged) {
        report.fault(
            &Place::default().keys(&["components", "schemas", cycle[0]]),
            format!(
                "`allOf` writes the schema into itself, by way of `{}`",
                cycle.join("`, `")
            ),
            "refer to the schema without other keywords beside it",
        );
    }
    for node in nodes {
        if node.kind != Kind::Schema || !merges(node.value) {
            continue;
        }
        let recursive = direct(node.value)
            .into_iter()
            .filter(|name| is_recursive(schemas, name))
            .collect::<BTreeSet<_>>();
        if recursive.len() > 1 {
            let names = recursive.into_iter().collect::<Vec<_>>().join("` and `");
            report.fault(
                &node.place,
                format!("the recursive schemas `{names}` cannot be merged"),
                "write out one of them, or combine them by `oneOf`",
            );
        }
    }
}

/// The components that are written into a schema, at any depth of it.
fn merged(schema: &Value) -> Vec<String> {
    if schema_ref(schema).is_some() {
        return Vec::new();
    }
    let here = if merges(schema) {
        direct(schema)
    } else {
        Vec::new()
    };
    subschemas(schema)
        .into_iter()
        .flat_map(|(_, inner)| merged(inner))
        .chain(here)
        .collect()
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
