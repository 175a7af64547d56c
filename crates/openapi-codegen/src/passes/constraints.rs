//! Moves what narrows a value from the schema to `x-facts`.
//!
//! Defaults belong to the server, and typify would make newtypes of bounds and
//! patterns and `NonZeroU64` of a minimum of one. They are written into the
//! documentation of the field instead. `nullable` and `format` move too: the
//! code generation decides on them with the direction of the type in view.

use serde_json::{Map, Value};

use super::Context;
use openapi_document::Result;
use openapi_document::each_schema_mut;

/// The keywords that become facts.
const MOVED: &[&str] = &[
    "default",
    "deprecated",
    "exclusiveMaximum",
    "exclusiveMinimum",
    "format",
    "maxItems",
    "maxLength",
    "maxProperties",
    "maximum",
    "minItems",
    "minLength",
    "minProperties",
    "minimum",
    "multipleOf",
    "nullable",
    "pattern",
    "title",
    "x-observed",
    "x-observed-values",
    "x-unit",
];

/// The keywords that are of no use to a client.
const DROPPED: &[&str] = &[
    "discriminator",
    "not",
    "readOnly",
    "uniqueItems",
    "writeOnly",
];

pub fn run(document: &mut Value, _: &Context<'_>) -> Result<()> {
    each_schema_mut(document, &mut |schema, _| {
        if let Some(map) = schema.as_object_mut() {
            narrow(map);
        }
        Ok(())
    })
}

fn narrow(map: &mut Map<String, Value>) {
    map.retain(|key, _| !DROPPED.contains(&key.as_str()));
    let mut facts = Map::new();
    for key in MOVED {
        if let Some(value) = map.shift_remove(*key) {
            facts.insert((*key).to_owned(), value);
        }
    }
    let has_properties = map.contains_key("properties");
    let closed = match map.get("additionalProperties") {
        Some(Value::Bool(open)) => Some(!open),
        Some(Value::Object(inner)) if inner.is_empty() || has_properties => Some(false),
        _ => None,
    };
    if let Some(closed) = closed {
        map.shift_remove("additionalProperties");
        facts.insert("closed".to_owned(), Value::Bool(closed));
    }
    if facts.is_empty() {
        return;
    }
    // A second run adds to what the first has kept.
    if let Some(Value::Object(known)) = map.shift_remove("x-facts") {
        for (key, value) in known {
            facts.entry(key).or_insert(value);
        }
    }
    map.insert("x-facts".to_owned(), Value::Object(facts));
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::passes::fixture::after;

    #[test]
    fn bounds_become_facts() {
        let document = after(
            super::run,
            json!({"components": {"schemas": {
                "A": {"type": "integer", "minimum": 1, "default": 2, "nullable": true},
                "B": {"type": "object", "additionalProperties": true, "properties": {"x": {"type": "string", "pattern": "a"}}},
                "C": {"type": "object", "additionalProperties": {"type": "string"}}
            }}}),
        );
        assert_eq!(
            document["components"]["schemas"],
            json!({
                "A": {"type": "integer", "x-facts": {"default": 2, "minimum": 1, "nullable": true}},
                "B": {"type": "object", "properties": {"x": {"type": "string", "x-facts": {"pattern": "a"}}}, "x-facts": {"closed": false}},
                "C": {"type": "object", "additionalProperties": {"type": "string"}}
            })
        );
    }
}
