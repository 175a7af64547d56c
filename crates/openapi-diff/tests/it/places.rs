//! The places of a contract: every schema, and pointers to edit.

use openapi_document::{METHODS, join};
use serde_json::Value;

/// The pointers of every schema of a contract, also of those that are references.
pub fn schemas(document: &Value) -> Vec<String> {
    let mut found = Vec::new();
    carried(document, "/paths", &mut found);
    for (section, entries) in members(document, "/components") {
        let pointer = join("/components", &section);
        if section == "schemas" {
            for (name, _) in members(entries, "") {
                schema(document, &join(&pointer, &name), &mut found);
            }
        } else {
            carried(document, &pointer, &mut found);
        }
    }
    found
}

/// The members of the object at a pointer.
pub fn members<'v>(value: &'v Value, pointer: &str) -> Vec<(String, &'v Value)> {
    let object = value.pointer(pointer).and_then(Value::as_object);
    object
        .into_iter()
        .flatten()
        .map(|(name, value)| (name.clone(), value))
        .collect()
}

/// Every operation with its pointer.
pub fn operations(document: &Value) -> Vec<(String, &Value)> {
    let mut found = Vec::new();
    for (path, item) in members(document, "/paths") {
        for (method, operation) in members(item, "") {
            if METHODS.contains(&method.as_str()) {
                found.push((join(&join("/paths", &path), &method), operation));
            }
        }
    }
    found
}

/// Looks for the values of `schema` keys.
fn carried(document: &Value, pointer: &str, found: &mut Vec<String>) {
    match document.pointer(pointer) {
        Some(Value::Object(map)) => {
            for key in map.keys() {
                let inner = join(pointer, key);
                if key == "schema" {
                    schema(document, &inner, found);
                } else {
                    carried(document, &inner, found);
                }
            }
        }
        Some(Value::Array(list)) => {
            for index in 0..list.len() {
                carried(document, &format!("{pointer}/{index}"), found);
            }
        }
        _ => {}
    }
}

fn schema(document: &Value, pointer: &str, found: &mut Vec<String>) {
    let Some(Value::Object(map)) = document.pointer(pointer) else {
        return;
    };
    found.push(pointer.to_owned());
    for (key, value) in map {
        let inner = join(pointer, key);
        match (key.as_str(), value) {
            ("properties", Value::Object(properties)) => {
                for name in properties.keys() {
                    schema(document, &join(&inner, name), found);
                }
            }
            ("items" | "additionalProperties" | "not", Value::Object(_)) => {
                schema(document, &inner, found);
            }
            ("oneOf" | "anyOf" | "allOf", Value::Array(list)) => {
                for index in 0..list.len() {
                    schema(document, &format!("{inner}/{index}"), found);
                }
            }
            _ => {}
        }
    }
}
