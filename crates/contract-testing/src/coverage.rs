//! A few small values that together touch every part of a schema.
//!
//! Random values reach a field deep inside of a document rarely and among many
//! others. Here each field, branch and listed value has an instance of its own
//! with nothing beside it but what is required, so a finding names its cause.

use serde_json::{Map, Value, json};

use crate::instances::{Generator, count};
use crate::schema::{Kind, Object, Rest, Schema};

/// The key of the object that covers a part that may hold any JSON.
pub const FREE: &str = "any JSON";

/// Returns values that visit every field, branch and listed value, without unknown keys.
pub fn cover(schema: &Schema, generator: &mut Generator) -> Vec<Value> {
    let mut values = match &schema.kind {
        Kind::Anything => vec![json!({FREE: ["thing", 1.5, null]})],
        Kind::Boolean => vec![json!(false), json!(true)],
        Kind::Integer(_) | Kind::Number(_) | Kind::Text(_) => {
            vec![generator.least(schema), generator.least(schema)]
        }
        Kind::Choice(texts) => texts.iter().map(|text| json!(text)).collect(),
        Kind::List { items, bounds } => {
            let low = count(bounds, "minItems").unwrap_or(0);
            let mut lists: Vec<Value> = cover(items, generator)
                .into_iter()
                .map(|item| Value::Array(vec![item; low.max(1)]))
                .collect();
            if low == 0 {
                lists.push(json!([]));
            }
            lists
        }
        Kind::Object(object) => objects(object, generator),
        Kind::OneOf(branches) => branches
            .iter()
            .flat_map(|branch| cover(branch, generator))
            .collect(),
    };
    // Only scalars are drawn with a null of their own.
    values.retain(|value| schema.nullable || !value.is_null());
    // Where any JSON is allowed, a null is one more value that shows no kind.
    let kind = !matches!(schema.kind, Kind::Anything);
    if schema.nullable && kind && !values.contains(&Value::Null) {
        values.push(Value::Null);
    }
    values
}

fn objects(object: &Object, generator: &mut Generator) -> Vec<Value> {
    let mut least = Map::new();
    for field in object.fields.iter().filter(|field| field.required) {
        let values = cover(&field.schema, generator);
        let value = values.into_iter().find(|value| !value.is_null());
        least.insert(field.name.clone(), value.unwrap_or_default());
    }
    let mut values = vec![Value::Object(least.clone())];
    for field in &object.fields {
        for value in cover(&field.schema, generator) {
            let mut with = least.clone();
            with.insert(field.name.clone(), value);
            values.push(Value::Object(with));
        }
    }
    if let (true, Rest::Open(schema)) = (object.fields.is_empty(), &object.rest) {
        for value in cover(schema, generator) {
            values.push(json!({ "a key": value }));
        }
    }
    values
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_part_is_touched() {
        let schema = json!({"type": "object", "required": ["a"], "properties": {
            "a": {"type": "boolean"},
            "b": {"type": "array", "items": {"type": "string", "enum": ["x", "y"]}},
            "c": {"type": "object", "nullable": true, "properties": {"d": {"oneOf": [
                {"type": "boolean"}, {"type": "string", "enum": ["z"]}
            ]}}}
        }});
        let schema = Schema::compile(&Value::Null, "test", &schema);
        let mut values = cover(&schema, &mut Generator::new("test"));
        values.dedup();
        assert_eq!(
            values,
            [
                json!({"a": false}),
                json!({"a": true}),
                json!({"a": false, "b": ["x"]}),
                json!({"a": false, "b": ["y"]}),
                json!({"a": false, "b": []}),
                json!({"a": false, "c": {}}),
                json!({"a": false, "c": {"d": false}}),
                json!({"a": false, "c": {"d": true}}),
                json!({"a": false, "c": {"d": "z"}}),
                json!({"a": false, "c": null}),
            ]
        );
    }
}
