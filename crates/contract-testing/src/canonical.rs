//! The canonical form of values, in which a value must survive a round trip.
//!
//! Four spellings mean the same and may change on the way; nothing else may:
//!
//! - a bare text and the object that has it as its tag and nothing else,
//! - a whole number and the same number with a fraction of nothing: `5`, `5.0`,
//! - in responses only, `null` for a declared field and no field, unless the field may hold any JSON
//!   and the contract names `null` beside that,
//! - in responses only, an empty list or map and no field, unless the contract tells them apart; an
//!   empty text and no field where the contract says so.

use serde_json::{Map, Value, json};

use crate::schema::{Kind, Object, Rest, Schema};

/// The greatest whole number up to which each has a float of its own.
const EXACT: f64 = 9_007_199_254_740_991.0;

/// The meaning of an explicit `null` for a declared field.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Nulls {
    /// A value of its own, such as "clear this field".
    Count,
    /// The same as no field.
    AreAbsent,
}

/// Returns the canonical form of a value of a schema.
pub fn canonical(schema: &Schema, value: &Value, nulls: Nulls) -> Value {
    match (&schema.kind, value) {
        (Kind::OneOf(_), _) => union(schema, value, nulls),
        (Kind::List { items, .. }, Value::Array(values)) => values
            .iter()
            .map(|value| canonical(items, value, nulls))
            .collect(),
        (Kind::Object(object), Value::Object(entries)) => fields(object, entries, nulls),
        _ => plain(value),
    }
}

/// Returns the branch of a union that a value belongs to.
pub fn branch<'a>(schema: &'a Schema, value: &Value) -> Option<&'a Schema> {
    let declared = |branch: &&Schema| match (&branch.kind, value) {
        (Kind::Object(object), Value::Object(entries)) => {
            let declared = entries.keys().filter(|key| object.field(key).is_some());
            declared.count()
        }
        _ => 0,
    };
    let fitting = leaves(schema).into_iter();
    fitting
        .filter(|branch| fits(branch, value))
        .max_by_key(declared)
}

/// Returns the field that distinguishes the objects of a union: required, with one value.
pub fn tag(object: &Object) -> Option<(&str, &str)> {
    let mut required = object.fields.iter().filter(|field| field.required);
    required.find_map(|field| match &field.schema.kind {
        Kind::Choice(texts) if texts.len() == 1 => Some((field.name.as_str(), texts[0].as_str())),
        _ => None,
    })
}

fn union(schema: &Schema, value: &Value, nulls: Nulls) -> Value {
    if let (Value::String(text), Some(tag)) = (value, bare_tag(schema)) {
        return json!({ tag: text });
    }
    match branch(schema, value) {
        Some(branch) => canonical(branch, value, nulls),
        None => plain(value),
    }
}

/// Returns the tag whose value a bare text is, in a union of objects and texts.
fn bare_tag(schema: &Schema) -> Option<&str> {
    let branches = leaves(schema);
    let texts = |branch: &&Schema| matches!(branch.kind, Kind::Choice(_));
    branches.iter().any(texts).then_some(())?;
    branches.iter().find_map(|branch| match &branch.kind {
        Kind::Object(object) => tag(object).map(|(name, _)| name),
        _ => None,
    })
}

fn leaves(schema: &Schema) -> Vec<&Schema> {
    match &schema.kind {
        Kind::OneOf(branches) => branches.iter().flat_map(leaves).collect(),
        _ => vec![schema],
    }
}

fn fits(schema: &Schema, value: &Value) -> bool {
    match (&schema.kind, value) {
        (Kind::Object(object), Value::Object(entries)) => {
            tag(object).is_none_or(|(name, text)| entries.get(name).is_none_or(|v| v == text))
        }
        (Kind::List { .. }, Value::Array(_))
        | (Kind::Text(_) | Kind::Choice(_), Value::String(_))
        | (Kind::Integer(_) | Kind::Number(_), Value::Number(_))
        | (Kind::Boolean, Value::Bool(_))
        | (Kind::Anything, _) => true,
        _ => false,
    }
}

fn fields(object: &Object, entries: &Map<String, Value>, nulls: Nulls) -> Value {
    let canonical = entries.iter().filter_map(|(key, value)| {
        let value = match (object.field(key), &object.rest) {
            (Some(field), _) if value.is_null() && nulls == Nulls::AreAbsent => {
                let is_free = matches!(field.schema.kind, Kind::Anything);
                return (field.schema.nullable && is_free).then(|| (key.clone(), Value::Null));
            }
            (Some(field), _) if nulls == Nulls::AreAbsent && field.schema.is_nothing(value) => {
                return None;
            }
            (Some(field), _) => canonical(&field.schema, value, nulls),
            (None, Rest::Open(schema)) => canonical(schema, value, nulls),
            (None, Rest::Closed) => plain(value),
        };
        Some((key.clone(), value))
    });
    Value::Object(canonical.collect())
}

/// Returns a value with whole floats as integers.
fn plain(value: &Value) -> Value {
    match value {
        Value::Number(number) => match number.as_f64() {
            Some(float) if number.is_f64() && float.fract() == 0.0 && float.abs() <= EXACT => {
                json!(float as i64)
            }
            _ => value.clone(),
        },
        Value::Array(values) => values.iter().map(plain).collect(),
        Value::Object(entries) => {
            let entries = entries
                .iter()
                .map(|(key, value)| (key.clone(), plain(value)));
            entries.collect()
        }
        _ => value.clone(),
    }
}

/// Describes the first difference of two values.
pub fn difference(before: &Value, after: &Value) -> Option<String> {
    differ("", before, after)
}

fn differ(path: &str, before: &Value, after: &Value) -> Option<String> {
    match (before, after) {
        (Value::Object(before), Value::Object(after)) => {
            let lost = before.iter().find_map(|(key, value)| match after.get(key) {
                None => Some(format!("{path}/{key}: {value} was lost")),
                Some(after) => differ(&format!("{path}/{key}"), value, after),
            });
            lost.or_else(|| {
                let added = after.iter().find(|(key, _)| !before.contains_key(*key));
                added.map(|(key, value)| format!("{path}/{key}: {value} was made up"))
            })
        }
        (Value::Array(before), Value::Array(after)) if before.len() == after.len() => before
            .iter()
            .zip(after)
            .enumerate()
            .find_map(|(at, (before, after))| differ(&format!("{path}/{at}"), before, after)),
        _ => (before != after).then(|| format!("{path}: {before} became {after}")),
    }
}

#[cfg(test)]
mod tests {
    use super::Nulls::{AreAbsent, Count};
    use super::*;

    #[test]
    fn only_the_three_spellings_are_the_same() {
        let schema = json!({"type": "object", "properties": {
            "n": {"type": "number", "nullable": true},
            "formats": {"type": "array", "items": {"oneOf": [
                {"type": "object", "required": ["type"], "properties": {
                    "type": {"type": "string", "enum": ["json"]}, "prompt": {"type": "string"}}},
                {"type": "string", "enum": ["json"]}
            ]}},
            "free": {"type": "object"},
            "asked": {"type": "array", "items": {}, "x-absent-is-not-empty": true},
            "title": {"type": "string", "x-absent-is-empty": true},
            "name": {"type": "string"},
            "any": {"nullable": true},
            "something": {}
        }});
        let schema = Schema::compile(&Value::Null, "test", &schema);
        let differs = |before: Value, after: Value, nulls| {
            let form = |value| canonical(&schema, &value, nulls);
            difference(&form(before), &form(after)).is_some()
        };
        let bare = || json!({"formats": ["json"]});
        assert!(!differs(
            bare(),
            json!({"formats": [{"type": "json"}]}),
            Count
        ));
        assert!(differs(
            bare(),
            json!({"formats": [{"type": "json", "prompt": ""}]}),
            Count
        ));
        assert!(!differs(json!({"n": 5}), json!({"n": 5.0}), Count));
        assert!(differs(json!({"n": 5}), json!({"n": 5.5}), Count));
        assert!(!differs(json!({"title": ""}), json!({}), AreAbsent));
        assert!(differs(json!({"title": ""}), json!({}), Count));
        assert!(differs(json!({"name": ""}), json!({}), AreAbsent));
        assert!(!differs(json!({"n": null}), json!({}), AreAbsent));
        assert!(differs(json!({"n": null}), json!({}), Count));
        assert!(differs(json!({"any": null}), json!({}), AreAbsent));
        assert!(!differs(json!({"something": null}), json!({}), AreAbsent));
        assert!(differs(
            json!({"free": {"x": null}}),
            json!({"free": {}}),
            AreAbsent
        ));
        assert!(differs(json!({"formats": []}), json!({}), Count));
        assert!(!differs(json!({"formats": []}), json!({}), AreAbsent));
        assert!(!differs(json!({"free": {}}), json!({}), AreAbsent));
        assert!(differs(json!({"asked": []}), json!({}), AreAbsent));
        assert!(differs(json!({"x": null}), json!({}), AreAbsent));
    }
}
