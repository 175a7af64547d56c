//! Responses that deviate from the contract.
//!
//! Each change is one that the service has been seen to make, or could make with its next version.
//! Required fields keep their type: without them a record is useless.

use serde_json::{Value, json};

use crate::canonical::branch;
use crate::instances::Generator;
use crate::schema::{Kind, Object, Schema};

/// The probability of each change, from 0 to 1.
#[derive(Clone, Copy, Debug, Default)]
pub struct Changes {
    /// A key that the contract does not know, in an object.
    pub unknown_fields: f64,
    /// A text that is not in the list.
    pub unknown_values: f64,
    /// `null` for an optional field.
    pub nulls: f64,
    /// `5.0` for `5`.
    pub floats: f64,
    /// One item more than there are.
    pub more_items: f64,
    /// A value of another type for an optional field or in an optional list.
    pub wrong_kinds: f64,
}

/// Every change alone everywhere, and all of them occasionally.
pub fn all() -> [(&'static str, Changes); 7] {
    let none = Changes::default();
    let some = 0.12;
    [
        (
            "unknown fields",
            Changes {
                unknown_fields: 1.0,
                ..none
            },
        ),
        (
            "unknown values",
            Changes {
                unknown_values: 1.0,
                ..none
            },
        ),
        ("nulls", Changes { nulls: 1.0, ..none }),
        (
            "whole floats",
            Changes {
                floats: 1.0,
                ..none
            },
        ),
        (
            "more items",
            Changes {
                more_items: 1.0,
                ..none
            },
        ),
        (
            "wrong kinds",
            Changes {
                wrong_kinds: 0.3,
                ..none
            },
        ),
        (
            "all changes",
            Changes {
                unknown_fields: some,
                unknown_values: some,
                nulls: some,
                floats: some,
                more_items: some,
                wrong_kinds: some,
            },
        ),
    ]
}

/// Changes a value that its schema allows.
pub fn mutate(schema: &Schema, value: &mut Value, changes: Changes, generator: &mut Generator) {
    match (&schema.kind, value) {
        (Kind::OneOf(_), value) => {
            if let Some(branch) = branch(schema, value) {
                mutate(branch, value, changes, generator);
            }
        }
        (Kind::Choice(_), value @ Value::String(_)) if generator.chance(changes.unknown_values) => {
            *value = json!(generator.unknown_key());
        }
        (Kind::Integer(_), value @ Value::Number(_)) => {
            if generator.chance(changes.floats)
                && let Some(whole) = value.as_i64().and_then(|whole| i32::try_from(whole).ok())
            {
                *value = json!(f64::from(whole));
            }
        }
        (Kind::List { items, .. }, Value::Array(values)) => {
            for value in values.iter_mut() {
                mutate(items, value, changes, generator);
            }
            if generator.chance(changes.more_items) {
                values.push(generator.least(items));
            }
        }
        (Kind::Object(object), value @ Value::Object(_)) => {
            mutate_fields(object, value, changes, generator);
        }
        _ => {}
    }
}

fn mutate_fields(object: &Object, value: &mut Value, changes: Changes, generator: &mut Generator) {
    let Value::Object(entries) = value else {
        return;
    };
    for field in &object.fields {
        if !field.required && generator.chance(changes.nulls) {
            entries.insert(field.name.clone(), Value::Null);
            continue;
        }
        let Some(value) = entries.get_mut(&field.name) else {
            continue;
        };
        if !field.required && generator.chance(changes.wrong_kinds) {
            break_kind(value, generator);
        } else {
            mutate(&field.schema, value, changes, generator);
        }
    }
    if generator.chance(changes.unknown_fields) {
        entries.insert(generator.unknown_key(), generator.anything(2));
    }
}

/// Replaces a value by one of another type, or adds one of another type to a list.
fn break_kind(value: &mut Value, generator: &mut Generator) {
    if let (Value::Array(values), true) = (&mut *value, generator.chance(0.5)) {
        let at = generator.below(values.len() + 1);
        values.insert(at, generator.anything(1));
        return;
    }
    *value = match value {
        Value::String(_) | Value::Null => json!({"was": ["a text", null]}),
        Value::Number(number) => json!(number.to_string()),
        Value::Array(values) => json!({ "list": values }),
        Value::Object(_) => json!("an object"),
        Value::Bool(_) => generator.anything(1),
    };
}
