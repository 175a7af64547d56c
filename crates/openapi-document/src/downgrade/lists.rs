//! The keywords of lists.

use serde_json::{Value, json};

use super::schema::Schema;
use super::{keywords, objects};

/// `false` says that there are no items; every list has `items` in 3.0.
pub fn items(schema: &mut Schema<'_>) {
    match schema.map.get("items") {
        Some(Value::Bool(true)) => schema.set("items", json!({})),
        Some(Value::Bool(false)) => {
            schema.set("items", json!({}));
            at_most(schema, 0);
        }
        _ => {}
    }
}

/// Without parts that evaluate items, these are the same as `items`.
pub fn unevaluated_items(schema: &mut Schema<'_>) {
    if schema.map.get("unevaluatedItems") == Some(&Value::Bool(true)) || schema.has(&["items"]) {
        schema.take("unevaluatedItems");
    } else if schema.has(objects::PARTS) || schema.has(&["contains"]) {
        schema.lose("unevaluatedItems", "further items are accepted");
    } else if let Some(rest) = schema.take("unevaluatedItems") {
        schema.set("items", rest);
    }
}

/// The items of a tuple are those of any of its positions.
pub fn prefix_items(schema: &mut Schema<'_>) {
    let prefix = match schema.map.get("prefixItems") {
        Some(Value::Array(prefix)) => prefix.clone(),
        _ => Vec::new(),
    };
    let length = prefix.len() as u64;
    let most = schema.map.get("maxItems").and_then(Value::as_u64);
    let rest = match schema.take("items") {
        _ if most.is_some_and(|most| most <= length) => None,
        Some(Value::Bool(false)) => {
            at_most(schema, length);
            None
        }
        Some(rest) if !rest.is_boolean() => Some(rest),
        _ => Some(json!({})),
    };
    let is_uniform = prefix
        .iter()
        .chain(&rest)
        .all(|item| Some(item) == prefix.first());
    let is_open = rest == Some(json!({}));
    if is_uniform {
        schema.take("prefixItems");
    } else {
        schema.lose("prefixItems", "an item may have the type of any position");
    }
    let items = if is_open {
        json!({})
    } else {
        any_of(prefix.into_iter().chain(rest))
    };
    schema.set("items", items);
}

/// Lowers the number of items.
fn at_most(schema: &mut Schema<'_>, length: u64) {
    let most = schema.map.get("maxItems").and_then(Value::as_u64);
    schema.set("maxItems", most.map_or(length, |most| most.min(length)));
}

/// Returns a schema for what fits one of these.
pub fn any_of(schemas: impl IntoIterator<Item = Value>) -> Value {
    let mut different: Vec<Value> = Vec::new();
    for schema in schemas {
        if !different.contains(&schema) {
            different.push(schema);
        }
    }
    match different.len() {
        0 => json!({}),
        1 => different.swap_remove(0),
        _ => {
            let mut union = json!({"anyOf": different});
            // The branches are rewritten: only `null` among them is of concern.
            keywords::rewrite(&mut union, "", &mut Vec::new());
            union
        }
    }
}
