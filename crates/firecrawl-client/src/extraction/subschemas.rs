//! The direct subschemas of a schema.

use serde_json::{Map, Value};

/// The form in which a keyword contains schemas.
enum Holds {
    /// One, or a list of them.
    Some,
    /// Some by name.
    Named,
}

fn holds(keyword: &str) -> Option<Holds> {
    Some(match keyword {
        "additionalItems"
        | "additionalProperties"
        | "allOf"
        | "anyOf"
        | "contains"
        | "contentSchema"
        | "else"
        | "if"
        | "items"
        | "not"
        | "oneOf"
        | "prefixItems"
        | "propertyNames"
        | "then"
        | "unevaluatedItems"
        | "unevaluatedProperties" => Holds::Some,
        "$defs" | "dependentSchemas" | "patternProperties" | "properties" => Holds::Named,
        _ => return None,
    })
}

/// Returns the schemas directly inside of a schema, each with its JSON pointer from there.
pub(super) fn inside(schema: &mut Map<String, Value>) -> Vec<(String, &mut Value)> {
    let mut found = Vec::new();
    for (keyword, value) in schema {
        match (holds(keyword), value) {
            (Some(Holds::Some), Value::Array(list)) => {
                for (index, schema) in list.iter_mut().enumerate() {
                    found.push((format!("/{keyword}/{index}"), schema));
                }
            }
            (Some(Holds::Named), Value::Object(named)) => {
                for (name, schema) in named {
                    found.push((format!("/{keyword}/{}", escaped(name)), schema));
                }
            }
            (Some(Holds::Some), schema) => found.push((format!("/{keyword}"), schema)),
            _ => {}
        }
    }
    found
}

/// Escapes a name as a part of a JSON pointer.
pub(super) fn escaped(name: &str) -> String {
    name.replace('~', "~0").replace('/', "~1")
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn schemas_are_told_from_values() {
        let mut schema = json!({
            "properties": {"a/b": {}, "items": true},
            "items": [{}, {}],
            "not": {},
            "enum": [{"not": {}}],
            "default": {"properties": {"x": {}}},
            "$defs": {"x": {}},
            "required": ["a"],
        });
        let mut found: Vec<String> = inside(schema.as_object_mut().unwrap())
            .into_iter()
            .map(|(place, _)| place)
            .collect();
        found.sort();
        assert_eq!(
            found,
            [
                "/$defs/x",
                "/items/0",
                "/items/1",
                "/not",
                "/properties/a~1b",
                "/properties/items"
            ]
        );
    }
}
