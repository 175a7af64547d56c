//! From a schema of OpenAPI 3.0 to the JSON Schema that answers are validated with.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use super::declared::Declared;
use openapi_document::SCHEMA_PREFIX;

const DEFINITIONS: &str = "#/$defs/";

/// A schema with the components that it refers to in `$defs`. Unknown fields pass: they are
/// looked for elsewhere, so that one of them does not hide what else is wrong.
pub(super) fn complete(declared: &Declared, schema: &Value) -> Value {
    let mut wanted = BTreeSet::new();
    let mut root = translate(schema, &mut wanted);
    let mut definitions = Map::new();
    while let Some(name) = wanted.pop_first() {
        if definitions.contains_key(&name) {
            continue;
        }
        let pointer = format!("/components/schemas/{name}");
        // A reference to nothing stays one, and the validator refuses it by name.
        if let Some(component) = declared.document().pointer(&pointer) {
            let translated = translate(component, &mut wanted);
            definitions.insert(name, translated);
        }
    }
    if let (Some(root), false) = (root.as_object_mut(), definitions.is_empty()) {
        root.insert("$defs".to_owned(), Value::Object(definitions));
    }
    root
}

fn translate(schema: &Value, wanted: &mut BTreeSet<String>) -> Value {
    let Value::Object(source) = schema else {
        return schema.clone();
    };
    if let Some(name) = source
        .get("$ref")
        .and_then(Value::as_str)
        .and_then(|reference| reference.strip_prefix(SCHEMA_PREFIX))
    {
        wanted.insert(name.to_owned());
        return json!({"$ref": format!("{DEFINITIONS}{name}")});
    }
    let mut target = Map::new();
    for (keyword, value) in source {
        match (keyword.as_str(), value) {
            ("nullable" | "discriminator" | "xml" | "example", _) => {}
            // Unknown fields pass; a map still says what its values are.
            ("additionalProperties", Value::Bool(_)) => {}
            (name, _) if name.starts_with("x-") => {}
            ("properties", Value::Object(properties)) => {
                let translated: Map<String, Value> = properties
                    .iter()
                    .map(|(name, schema)| (name.clone(), translate(schema, wanted)))
                    .collect();
                target.insert(keyword.clone(), Value::Object(translated));
            }
            ("items" | "additionalProperties" | "not", schema) => {
                target.insert(keyword.clone(), translate(schema, wanted));
            }
            // An answer that fits two branches is no fault of the service.
            ("oneOf" | "anyOf", Value::Array(branches)) => {
                target.insert("anyOf".to_owned(), all(branches, wanted));
            }
            ("allOf", Value::Array(parts)) => {
                target.insert(keyword.clone(), all(parts, wanted));
            }
            // In OpenAPI 3.0 an exclusive bound is a flag beside the bound.
            ("exclusiveMinimum", Value::Bool(flag)) => {
                exclusive(source, "minimum", keyword, *flag, &mut target);
            }
            ("exclusiveMaximum", Value::Bool(flag)) => {
                exclusive(source, "maximum", keyword, *flag, &mut target);
            }
            _ => {
                target.insert(keyword.clone(), value.clone());
            }
        }
    }
    if source.get("nullable") == Some(&Value::Bool(true)) {
        return json!({"anyOf": [target, {"type": "null"}]});
    }
    Value::Object(target)
}

fn all(schemas: &[Value], wanted: &mut BTreeSet<String>) -> Value {
    let translated = schemas.iter().map(|schema| translate(schema, wanted));
    Value::Array(translated.collect())
}

fn exclusive(
    source: &Map<String, Value>,
    bound: &str,
    keyword: &str,
    flag: bool,
    target: &mut Map<String, Value>,
) {
    if let (Some(limit), true) = (source.get(bound), flag) {
        target.insert(keyword.to_owned(), limit.clone());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn translated(schema: &Value) -> Value {
        let declared = Declared::new(json!({"components": {"schemas": {
            "A": {"type": "object", "properties": {"b": {"$ref": "#/components/schemas/B"}}},
            "B": {"type": "string", "x-observed": true},
            "C": {"type": "string"},
        }}}));
        complete(&declared, schema)
    }

    #[test]
    fn what_is_referred_to_comes_along_and_nothing_else() {
        assert_eq!(
            translated(&json!({"$ref": "#/components/schemas/A"})),
            json!({"$ref": "#/$defs/A", "$defs": {
                "A": {"type": "object", "properties": {"b": {"$ref": "#/$defs/B"}}},
                "B": {"type": "string"},
            }})
        );
    }

    #[test]
    fn null_bounds_and_open_objects_are_rewritten() {
        assert_eq!(
            translated(&json!({"type": "string", "enum": ["a"], "nullable": true})),
            json!({"anyOf": [{"type": "string", "enum": ["a"]}, {"type": "null"}]})
        );
        assert_eq!(
            translated(&json!({"type": "number", "minimum": 0, "exclusiveMinimum": true})),
            json!({"type": "number", "minimum": 0, "exclusiveMinimum": 0})
        );
        assert_eq!(
            translated(&json!({"type": "object", "additionalProperties": false})),
            json!({"type": "object"})
        );
    }

    #[test]
    fn properties_may_be_named_like_keywords() {
        let schema = json!({"properties": {"nullable": {"type": "boolean"}, "x-a": {}}});
        assert_eq!(translated(&schema), schema);
    }
}
