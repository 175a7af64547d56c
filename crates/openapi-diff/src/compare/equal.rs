//! Equality of values, and which parts of a contract are prose.

use serde_json::{Map, Value};

/// The keys whose values only people read; they never make a change.
///
/// A title counts among them: translated copies of a contract translate it.
const PROSE: [&str; 8] = [
    "$comment",
    "description",
    "example",
    "examples",
    "externalDocs",
    "summary",
    "termsOfService",
    "title",
];

/// Keys below which stand names that people chose, and no keywords.
const NAMED: [&str; 6] = [
    "$defs",
    "definitions",
    "mapping",
    "patternProperties",
    "properties",
    "schemas",
];

/// Whether a key of an object of OpenAPI holds prose, or an extension, which reaches no client.
pub fn is_prose(key: &str) -> bool {
    key.starts_with("x-") || PROSE.contains(&key)
}

/// How many pieces of prose differ between two objects, without what stands deeper.
pub fn prose_differences(old: &Map<String, Value>, new: &Map<String, Value>) -> usize {
    let differs = old
        .iter()
        .filter(|(key, value)| is_prose(key) && new.get(*key) != Some(*value));
    let more = new
        .keys()
        .filter(|key| is_prose(key) && !old.contains_key(*key));
    differs.count() + more.count()
}

/// Whether two values are the same data: the order of members and `1` or `1.0` do not matter.
pub fn same_data(old: &Value, new: &Value) -> bool {
    same(old, new, &|_| false)
}

/// Whether two parts of a contract say the same, without their prose.
pub fn same_part(old: &Value, new: &Value) -> bool {
    same(old, new, &is_prose)
}

fn same(old: &Value, new: &Value, skipped: &dyn Fn(&str) -> bool) -> bool {
    match (old, new) {
        (Value::Object(old), Value::Object(new)) => {
            let count = |map: &Map<String, Value>| map.keys().filter(|key| !skipped(key)).count();
            count(old) == count(new)
                && old
                    .iter()
                    .filter(|(key, _)| !skipped(key))
                    .all(|(key, value)| {
                        new.get(key).is_some_and(|other| {
                            if NAMED.contains(&key.as_str()) {
                                same_named(value, other, skipped)
                            } else {
                                same(value, other, skipped)
                            }
                        })
                    })
        }
        (Value::Array(old), Value::Array(new)) => {
            old.len() == new.len()
                && old
                    .iter()
                    .zip(new)
                    .all(|(old, new)| same(old, new, skipped))
        }
        (Value::Number(old), Value::Number(new)) => old == new || old.as_f64() == new.as_f64(),
        _ => old == new,
    }
}

/// Compares a map from names to parts, none of whose names is a keyword.
fn same_named(old: &Value, new: &Value, skipped: &dyn Fn(&str) -> bool) -> bool {
    match (old, new) {
        (Value::Object(old), Value::Object(new)) => {
            old.len() == new.len()
                && old.iter().all(|(name, value)| {
                    new.get(name)
                        .is_some_and(|other| same(value, other, skipped))
                })
        }
        _ => same(old, new, skipped),
    }
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
            prose_differences(one.as_object().unwrap(), two.as_object().unwrap()),
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
