//! Moves what narrows a value from the schema to `x-facts`.
//!
//! Defaults belong to the server, and typify would make newtypes of bounds and
//! patterns and `NonZeroU64` of a minimum of one. They are written into the
//! documentation of the field instead. `nullable` and `format` move too: the
//! code generation decides on them with the direction of the type in view.
//! A reference to a component that can be `null`, or is an enum of texts, says so itself.

use std::collections::HashSet;

use serde_json::{Map, Value, json};

use super::Context;
use crate::json::{ABSENT, EMPTY, MAY_BE_ONE, NULL, RARE, TO_TEXTS, UNSIGNED, add_facts, elements};
use crate::sources;
use openapi_document::{Result, each_schema_mut, members, schema_ref};

pub fn run(document: &mut Value, context: &Context<'_>) -> Result<()> {
    each_schema_mut(document, &mut |schema, pointer| {
        let Some(map) = schema.as_object_mut() else {
            return Ok(());
        };
        narrow(map);
        let facts = map.get("x-facts").unwrap_or(&Value::Null);
        if map.get("type") == Some(&json!("integer")) && is_beyond(facts) {
            let place = sources::marks(schema).next().unwrap_or(pointer);
            context.warn(format!(
                "{place}: the bounds allow numbers that a 64-bit integer cannot have; those are not \
                 read as the value"
            ));
        }
        Ok(())
    })?;
    let nullable = components(document, can_be_null);
    let texts = components(document, |schema, texts| {
        (schema["type"] == "string" && schema.get("enum").is_some()) || leads_to(schema, texts)
    });
    each_schema_mut(document, &mut |schema, _| {
        let is_reference = schema.get("$ref").is_some();
        if (is_reference || schema.get("allOf").is_some()) && can_be_null(schema, &nullable) {
            schema["x-facts"]["nullable"] = json!(true);
        }
        if is_reference && leads_to(schema, &texts) {
            schema[TO_TEXTS] = json!(true);
        }
        Ok(())
    })
}

/// The names of the components that a test finds, given those that it has found before.
fn components(
    document: &Value,
    is_one: impl Fn(&Value, &HashSet<String>) -> bool,
) -> HashSet<String> {
    let mut found = HashSet::new();
    loop {
        let known = found.len();
        for (name, schema) in members(document.pointer("/components/schemas")) {
            if is_one(schema, &found) {
                found.insert(name.clone());
            }
        }
        if found.len() == known {
            return found;
        }
    }
}

fn leads_to(schema: &Value, names: &HashSet<String>) -> bool {
    schema_ref(schema).is_some_and(|name| names.contains(name))
}

/// Returns true if `null` is a value of a schema, given the components that can be `null`.
fn can_be_null(schema: &Value, nullable: &HashSet<String>) -> bool {
    let inner = |part: &Value| can_be_null(part, nullable);
    let parts = elements(schema, "allOf");
    schema["x-facts"]["nullable"] == true
        || schema[NULL] == true
        || leads_to(schema, nullable)
        || ["oneOf", "anyOf"]
            .iter()
            .any(|key| elements(schema, key).iter().any(inner))
        || (!parts.is_empty() && schema.get("type").is_none() && parts.iter().all(inner))
}

pub(super) fn narrow(map: &mut Map<String, Value>) {
    let mut facts = Map::new();
    let kind = map.get("type").and_then(Value::as_str).map(str::to_owned);
    let kind = kind.as_deref();
    if kind == Some("integer") {
        match is_unsigned(map) {
            true => drop(map.insert("format".to_owned(), json!(UNSIGNED))),
            false if map.get("format") == Some(&json!(UNSIGNED)) => {
                map.shift_remove("format");
            }
            false => {}
        }
    }
    map.retain(|key, value| match key.as_str() {
        EMPTY if kind != Some("string") => false,
        MAY_BE_ONE if kind != Some("array") => false,
        "exclusiveMaximum" | "exclusiveMinimum" | "maximum" | "minimum" | "multipleOf"
        | "maxItems" | "minItems" | "maxLength" | "minLength" | "maxProperties"
        | "minProperties" | "default" | "deprecated" | "format" | "nullable" | "pattern"
        | "readOnly" | "title" | "writeOnly" | ABSENT | EMPTY | MAY_BE_ONE | RARE
        | "x-observed" | "x-observed-values" | "x-text" | "x-given" | "x-unit" => {
            facts.insert(key.clone(), value.take());
            false
        }
        // Of no use to a client.
        "not" | "uniqueItems" => false,
        _ => true,
    });
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
    // A second run adds to what the first has kept.
    let known = map.shift_remove("x-facts");
    add_facts(map, facts);
    if let Some(Value::Object(known)) = known {
        add_facts(map, known);
    }
}

/// Returns true if bounds allow more integers than the type for them has.
fn is_beyond(facts: &Value) -> bool {
    let (least, most) = match facts["format"] == UNSIGNED {
        true => (0.0, u64::MAX as f64),
        false => (i64::MIN as f64, i64::MAX as f64),
    };
    facts["minimum"].as_f64().is_some_and(|bound| bound < least)
        || facts["maximum"].as_f64().is_some_and(|bound| bound > most)
}

/// Returns true for integers from 0 on, of which some are above those of `i64`.
fn is_unsigned(map: &Map<String, Value>) -> bool {
    let bound = |key: &str| map.get(key).and_then(Value::as_f64);
    let least = bound("minimum");
    let is_above = bound("maximum").is_some_and(|most| most > i64::MAX as f64);
    match map.get("format") {
        Some(format) if format == UNSIGNED => least.is_none_or(|least| least >= 0.0),
        _ => is_above && least.is_some_and(|least| least >= 0.0),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::passes::tests::after;

    #[test]
    fn bounds_become_facts() {
        let document = after(
            super::run,
            json!({"components": {"schemas": {
                "A": {"type": "integer", "minimum": 1, "default": 2, "nullable": true},
                "B": {"type": "object", "additionalProperties": true, "properties": {"x": {"type": "string", "pattern": "a"}}},
                "C": {"type": "object", "additionalProperties": {"type": "string"}},
                "D": {"type": "array", "items": {}, "x-absent-is-not-empty": true},
                "E": {"type": "string", "x-absent-is-empty": true},
                "F": {"type": "integer", "x-absent-is-empty": true},
                "G": {"type": "array", "items": {}, "x-may-be-one": true},
                "H": {"type": "string", "x-may-be-one": true}
            }}}),
        );
        assert_eq!(
            document["components"]["schemas"],
            json!({
                "A": {"type": "integer", "x-facts": {"default": 2, "minimum": 1, "nullable": true}},
                "B": {"type": "object", "properties": {"x": {"type": "string", "x-facts": {"pattern": "a"}}}, "x-facts": {"closed": false}},
                "C": {"type": "object", "additionalProperties": {"type": "string"}},
                "D": {"type": "array", "items": {}, "x-facts": {"x-absent-is-not-empty": true}},
                "E": {"type": "string", "x-facts": {"x-absent-is-empty": true}},
                "F": {"type": "integer"},
                "G": {"type": "array", "items": {}, "x-facts": {"x-may-be-one": true}},
                "H": {"type": "string"}
            })
        );
    }
}
