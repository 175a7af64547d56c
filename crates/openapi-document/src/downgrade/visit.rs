//! The places of a document where schemas are.

use serde_json::Value;

use super::WEBHOOKS;
use crate::pointer::join;
use crate::prose::{Below, is_extension};

/// Returns the members of an object or the entries of a list, each with its key.
pub fn children(value: &mut Value) -> Vec<(String, &mut Value)> {
    match value {
        Value::Object(map) => map
            .iter_mut()
            .map(|(key, value)| (key.clone(), value))
            .collect(),
        Value::Array(list) => {
            let entries = list.iter_mut().enumerate();
            entries
                .map(|(index, value)| (index.to_string(), value))
                .collect()
        }
        _ => Vec::new(),
    }
}

/// A function that is called with a schema and its pointer.
pub type Visit<'a> = dyn FnMut(&mut Value, &str) + 'a;

/// Calls `visit` with each outermost schema of a document.
pub fn each_schema(document: &mut Value, visit: &mut Visit<'_>) {
    let Some(document) = document.as_object_mut() else {
        return;
    };
    for key in ["paths", WEBHOOKS] {
        if let Some(items) = document.get_mut(key) {
            named(items, &join("", key), visit);
        }
    }
    let Some(components) = document.get_mut("components") else {
        return;
    };
    for (section, entries) in children(components) {
        let pointer = join("/components", &section);
        match section.as_str() {
            "schemas" => children(entries)
                .into_iter()
                .for_each(|(name, schema)| visit(schema, &join(&pointer, &name))),
            "examples" | "links" | "securitySchemes" => {}
            _ => named(entries, &pointer, visit),
        }
    }
}

/// Visits the parts that have a chosen name.
fn named(parts: &mut Value, pointer: &str, visit: &mut Visit<'_>) {
    for (name, value) in children(parts) {
        if !is_extension(&name) {
            part(value, &join(pointer, &name), visit);
        }
    }
}

/// Visits the schemas of a part of the document that is not a schema itself.
fn part(value: &mut Value, pointer: &str, visit: &mut Visit<'_>) {
    let is_object = value.is_object();
    for (key, value) in children(value) {
        let pointer = join(pointer, &key);
        match (key.as_str(), Below::of(&key)) {
            ("schema", _) if is_object => visit(value, &pointer),
            ("example" | "examples" | "links", _) | (_, Below::Data) => {}
            (key, _) if is_extension(key) => {}
            ("callbacks", _) => {
                for (name, callback) in children(value) {
                    named(callback, &join(&pointer, &name), visit);
                }
            }
            (_, Below::Names) => named(value, &pointer, visit),
            (_, Below::Part) => part(value, &pointer, visit),
        }
    }
}
