//! Makes values that a schema accepts.

use jsonschema::Draft;
use serde_json::Value;

use super::generate::{Generator, Style};

/// How often other branches are tried when a value does not fit its schema after all.
const ATTEMPTS: usize = 4;

/// A value that a user's JSON Schema accepts, the same for the same schema: every property is
/// there, recursion ends at the first repetition. A schema that nothing fits gets the nearest try.
pub fn from_json_schema(schema: &Value) -> Value {
    make(schema, Style::EVERYTHING)
}

/// An answer that a translated schema of the contract accepts: a success that has nothing more to
/// come.
pub fn from_answer_schema(schema: &Value) -> Value {
    make(schema, Style::ANSWER)
}

fn make(schema: &Value, style: Style) -> Value {
    let validator = jsonschema::options()
        .with_draft(Draft::Draft202012)
        .should_validate_formats(true)
        .build(schema)
        .ok();
    let mut first = None;
    for style in [
        style,
        Style {
            optional: false,
            ..style
        },
    ] {
        for attempt in 0..ATTEMPTS {
            let Some(value) = Generator::new(schema, style, attempt).value() else {
                continue;
            };
            if validator.as_ref().is_none_or(|v| v.is_valid(&value)) {
                return value;
            }
            first.get_or_insert(value);
        }
    }
    first.unwrap_or(Value::Null)
}

#[cfg(test)]
mod tests;
