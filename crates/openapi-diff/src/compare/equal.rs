//! Equality of values and of parts of a contract, whose prose does not count.

use openapi_document::UNTRANSLATED;
use openapi_document::prose::{self, Below};
use serde_json::{Map, Value};

/// Reports whether a keyword of an object of OpenAPI holds prose or an extension, which reaches no
/// client. A title counts as prose: translated copies of a contract translate it.
pub fn is_prose(key: &str) -> bool {
    let is_extension = prose::is_extension(key) && !EXTENSIONS.contains(&key);
    prose::is_prose(key) || is_extension || key == "title"
}

/// The extensions that have rules of their own.
pub const EXTENSIONS: [&str; 4] = [
    "x-extensible-enum",
    "x-stability-level",
    "x-sunset",
    UNTRANSLATED,
];

/// Counts the members that differ between two objects.
pub fn differences(
    old: &Map<String, Value>,
    new: &Map<String, Value>,
    counts: impl Fn(&str) -> bool,
) -> usize {
    let differs = |(key, value): &(&String, &Value)| new.get(*key) != Some(*value);
    let more = new.keys().filter(|key| !old.contains_key(*key));
    let keys = old.iter().filter(differs).map(|(key, _)| key).chain(more);
    keys.filter(|key| counts(key)).count()
}

/// Reports whether two values are the same data: the order of members and `1` or `1.0` do not
/// matter.
pub fn same_data(old: &Value, new: &Value) -> bool {
    same(old, new, &|_| false)
}

/// Reports whether two parts of a contract are the same apart from their prose.
pub fn same_part(old: &Value, new: &Value) -> bool {
    same(old, new, &is_prose)
}

/// Writes a value so that the texts of two are equal if and only if they are the same data.
pub fn canonical(value: &Value) -> String {
    match value {
        Value::Number(number) => match number.as_f64() {
            // As far as whole numbers are exact.
            Some(float) if float.abs() < 9e15 => float.to_string(),
            _ => number.to_string(),
        },
        Value::Array(list) => {
            let list: Vec<String> = list.iter().map(canonical).collect();
            format!("[{}]", list.join(","))
        }
        Value::Object(map) => {
            let member = |(key, value): (&String, &Value)| format!("{key:?}:{}", canonical(value));
            let mut members: Vec<String> = map.iter().map(member).collect();
            members.sort();
            format!("{{{}}}", members.join(","))
        }
        _ => value.to_string(),
    }
}

fn same(old: &Value, new: &Value, skipped: &dyn Fn(&str) -> bool) -> bool {
    match (old, new) {
        (Value::Object(old), Value::Object(new)) => {
            same_members(old, new, skipped, |key, value, other| {
                match (Below::of(key), value, other) {
                    (Below::Names, Value::Object(old), Value::Object(new)) => {
                        same_members(old, new, &|_| false, |_, value, other| {
                            same(value, other, skipped)
                        })
                    }
                    (Below::Data, ..) => same_data(value, other),
                    _ => same(value, other, skipped),
                }
            })
        }
        (Value::Array(old), Value::Array(new)) => {
            let mut pairs = old.iter().zip(new);
            old.len() == new.len() && pairs.all(|(old, new)| same(old, new, skipped))
        }
        (Value::Number(old), Value::Number(new)) => old == new || old.as_f64() == new.as_f64(),
        _ => old == new,
    }
}

/// Reports whether two objects have the same members, apart from those that are skipped.
fn same_members(
    old: &Map<String, Value>,
    new: &Map<String, Value>,
    skipped: &dyn Fn(&str) -> bool,
    same: impl Fn(&str, &Value, &Value) -> bool,
) -> bool {
    let counts = |key: &&String| !skipped(key);
    let mut members = old.iter().filter(|(key, _)| counts(key));
    old.keys().filter(counts).count() == new.keys().filter(counts).count()
        && members.all(|(key, value)| new.get(key).is_some_and(|other| same(key, value, other)))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn prose_is_skipped_where_it_is_prose() {
        let one = json!({"type": "x", "description": "a", "properties": {"description": {"type": "string", "title": "a"}}});
        let two =
            json!({"properties": {"description": {"title": "b", "type": "string"}}, "type": "x"});
        assert!(same_part(&one, &two));
        assert!(!same_data(&one, &two));
        assert!(!same_part(&one, &json!({"type": "x", "properties": {}})));
        assert_eq!(
            differences(one.as_object().unwrap(), two.as_object().unwrap(), is_prose),
            1
        );
    }

    #[test]
    fn numbers_are_what_they_say() {
        assert!(same_data(&json!([1, 2.0]), &json!([1.0, 2])));
        assert!(!same_data(&json!([1]), &json!([1, 1])));
        assert!(!same_data(&json!(18_446_744_073_709_551_615u64), &json!(1)));
    }
}
