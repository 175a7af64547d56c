//! The keywords of objects.

use serde_json::{Value, json};

use super::Loss;
use super::lists::any_of;
use super::schema::Schema;
use crate::pointer::join;

/// The keywords whose schemas evaluate properties and items of the same value.
pub const PARTS: &[&str] = &[
    "$ref",
    "$dynamicRef",
    "allOf",
    "anyOf",
    "oneOf",
    "if",
    "x-json-schema",
];

/// The patterns that every name matches.
const ANY_NAME: [&str; 6] = ["", ".*", "^.*", ".*$", "^.*$", "^"];

/// A property may be anything, or must be absent, which no type says.
pub fn impossible_properties(schema: &mut Schema<'_>) {
    let Some(Value::Object(properties)) = schema.map.get_mut("properties") else {
        return;
    };
    let at = join(schema.pointer, "properties");
    properties.retain(|name, property| {
        match property {
            Value::Bool(true) => *property = json!({}),
            Value::Bool(false) => schema.losses.push(Loss {
                pointer: join(&at, name),
                message: "the property must be absent, which is not checked".to_owned(),
            }),
            _ => {}
        }
        !property.is_boolean()
    });
}

/// Without parts that evaluate properties, these are the same as `additionalProperties`.
pub fn unevaluated_properties(schema: &mut Schema<'_>) {
    let is_open = schema.map.get("unevaluatedProperties") == Some(&Value::Bool(true));
    if is_open || schema.has(&["additionalProperties"]) {
        schema.take("unevaluatedProperties");
    } else if schema.has(PARTS) {
        schema.lose("unevaluatedProperties", "further properties are accepted");
    } else if let Some(rest) = schema.take("unevaluatedProperties") {
        schema.set("additionalProperties", rest);
    }
}

/// Properties by pattern are the further properties, of whatever name.
pub fn pattern_properties(schema: &mut Schema<'_>) {
    let patterns = match schema.map.get("patternProperties") {
        Some(Value::Object(patterns)) => patterns.clone(),
        _ => return drop(schema.take("patternProperties")),
    };
    let is_any_name = |pattern: &str| ANY_NAME.contains(&pattern);
    let declares = schema.has(&["properties"]);
    let further = schema.map.get("additionalProperties").cloned();
    let is_exact =
        !declares && patterns.len() == 1 && patterns.keys().all(|name| is_any_name(name));
    if is_exact {
        schema.take("patternProperties");
    } else {
        schema.lose("patternProperties", "the properties are those of any name");
    }
    let values: Vec<Value> = patterns.into_iter().map(|(_, value)| value).collect();
    // A name that may not be adds nothing to what the others may hold.
    let is_never = |value: &Value| *value == Value::Bool(false) || *value == json!({"not": {}});
    let all_never = values.iter().all(is_never);
    let values = values.into_iter();
    let values = values.filter(|value| all_never || !is_never(value));
    let values = match further {
        _ if is_exact => any_of(values),
        Some(Value::Bool(false)) => any_of(values),
        Some(further) if !further.is_boolean() => any_of([further].into_iter().chain(values)),
        None if !declares => any_of(values),
        _ => return,
    };
    schema.set("additionalProperties", values);
}
