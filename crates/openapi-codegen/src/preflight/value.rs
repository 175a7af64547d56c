//! Whether a value, such as a default or a member of an enum, fits a schema.

use serde_json::Value;

use super::reference::resolve;
use super::walk::{Kind, elements, object};
use openapi_document::kind;

/// How deep references and nested values are followed.
const DEPTH: usize = 24;

/// Why the value does not fit the schema, or nothing if it fits as far as can be told.
pub(super) fn misfit(document: &Value, schema: &Value, value: &Value) -> Option<String> {
    within(document, schema, value, DEPTH)
}

/// Why the value is not of the type, or nothing if it is.
pub(super) fn wrong_type(kind_name: &str, value: &Value) -> Option<String> {
    let fits = match kind_name {
        "string" => value.is_string(),
        "boolean" => value.is_boolean(),
        "number" => value.is_number(),
        "integer" => {
            value.is_i64() || value.is_u64() || value.as_f64().is_some_and(|n| n.fract() == 0.0)
        }
        "array" => value.is_array(),
        "object" => value.is_object(),
        // Another name is a fault of the schema and not of the value.
        _ => true,
    };
    (!fits).then(|| format!("{} where the type is `{kind_name}`", kind(value)))
}

fn within(document: &Value, schema: &Value, value: &Value, depth: usize) -> Option<String> {
    let deeper = depth.checked_sub(1)?;
    let schema = resolve(document, Kind::Schema, schema).ok()?;
    let check = |schema: &Value, value: &Value| within(document, schema, value, deeper);
    if value.is_null() {
        let closed = schema.get("type").is_some()
            && schema.get("nullable") != Some(&Value::Bool(true))
            && !elements(schema, "enum").contains(value);
        return closed.then(|| "null where the schema is not nullable".to_owned());
    }
    if let Some(reason) = schema
        .get("type")
        .and_then(Value::as_str)
        .and_then(|name| wrong_type(name, value))
    {
        return Some(reason);
    }
    let allowed = elements(schema, "enum");
    if !allowed.is_empty() && !allowed.contains(value) {
        return Some(format!("{value} is none of the values of the enum"));
    }
    for part in elements(schema, "allOf") {
        if let Some(reason) = check(part, value) {
            return Some(reason);
        }
    }
    for key in ["oneOf", "anyOf"] {
        let branches = elements(schema, key);
        if !branches.is_empty() && branches.iter().all(|b| check(b, value).is_some()) {
            return Some(format!("{value} fits no branch of `{key}`"));
        }
    }
    match value {
        Value::Number(number) => number.as_f64().and_then(|n| out_of_bounds(schema, n)),
        Value::String(text) => count(schema, "Length", "letters", text.chars().count()),
        Value::Array(list) => count(schema, "Items", "elements", list.len()).or_else(|| {
            let items = schema.get("items")?;
            list.iter().find_map(|element| check(items, element))
        }),
        Value::Object(members) => elements(schema, "required")
            .iter()
            .filter_map(Value::as_str)
            .find(|name| !members.contains_key(*name))
            .map(|name| format!("the required property `{name}` is missing"))
            .or_else(|| {
                object(schema, "properties")
                    .find_map(|(name, property)| check(property, members.get(name)?))
            }),
        Value::Null | Value::Bool(_) => None,
    }
}

fn out_of_bounds(schema: &Value, number: f64) -> Option<String> {
    let bound = |key: &str| schema.get(key).and_then(Value::as_f64);
    let strict = |key: &str| schema.get(key) == Some(&Value::Bool(true));
    if let Some(least) = bound("minimum")
        && (number < least || (strict("exclusiveMinimum") && number <= least))
    {
        return Some(format!("{number} is below the minimum {least}"));
    }
    if let Some(most) = bound("maximum")
        && (number > most || (strict("exclusiveMaximum") && number >= most))
    {
        return Some(format!("{number} is above the maximum {most}"));
    }
    None
}

fn count(schema: &Value, what: &str, unit: &str, count: usize) -> Option<String> {
    let bound = |end: &str| schema.get(format!("{end}{what}")).and_then(Value::as_u64);
    let count = count as u64;
    if bound("min").is_some_and(|least| count < least) {
        return Some(format!("{count} {unit} are too few"));
    }
    bound("max")
        .is_some_and(|most| count > most)
        .then(|| format!("{count} {unit} are too many"))
}
