//! Gives every schema the one spelling that the later passes look for.
//!
//! `type` is filled in where the shape tells it, `const` becomes an enum of
//! one value, a list without `items` is a list of anything, and an object
//! without properties is a free-form object.

use serde_json::{Map, Value, json};

use super::Context;
use openapi_document::Result;
use openapi_document::each_schema_mut;

pub fn run(document: &mut Value, _: &Context<'_>) -> Result<()> {
    each_schema_mut(document, &mut |schema, _| {
        if let Some(map) = schema.as_object_mut() {
            normalise(map);
        }
        Ok(())
    })
}

fn normalise(map: &mut Map<String, Value>) {
    if map.contains_key("$ref") {
        return;
    }
    if let Some(value) = map.remove("const") {
        map.insert("enum".to_owned(), json!([value]));
    }
    let composed = ["oneOf", "anyOf", "allOf"]
        .iter()
        .any(|key| map.contains_key(*key));
    if map.get("type").is_none() && !composed {
        let inferred = if map.contains_key("properties") || map.contains_key("additionalProperties")
        {
            Some("object")
        } else if map.contains_key("items") {
            Some("array")
        } else if all_strings(map.get("enum")) {
            Some("string")
        } else {
            None
        };
        if let Some(inferred) = inferred {
            map.insert("type".to_owned(), json!(inferred));
        }
    }
    if map.get("type") == Some(&json!("array")) && !map.contains_key("items") {
        map.insert("items".to_owned(), json!({}));
    }
    if map
        .get("properties")
        .and_then(Value::as_object)
        .is_some_and(Map::is_empty)
    {
        map.remove("properties");
    }
    drop_unfit_required(map);
    drop_null_values(map);
    keep_values_of_texts(map);
    keep_one_form(map);
}

/// Of keywords that no value can need together, those of the union or of the type stay.
///
/// The generator would merge a type into each branch of a union, and takes a text with items for a
/// list. Properties beside a union, and the parts of an `allOf`, are joined by later passes.
fn keep_one_form(map: &mut Map<String, Value>) {
    let is_union = map.contains_key("oneOf") || map.contains_key("anyOf");
    if map.contains_key("allOf") || (is_union && map.contains_key("properties")) {
        return;
    }
    let form: &[&str] = match map.get("type").and_then(Value::as_str) {
        _ if is_union => &[],
        Some("string") => &["type", "enum"],
        Some("array") => &["type", "items"],
        Some("object") => &["type", "properties", "required", "additionalProperties"],
        Some(_) => &["type"],
        // A part of an `allOf` may do no more than require.
        None => &["required"],
    };
    const STRUCTURE: [&str; 6] = [
        "type",
        "enum",
        "items",
        "properties",
        "required",
        "additionalProperties",
    ];
    map.retain(|key, _| form.contains(&key.as_str()) || !STRUCTURE.contains(&key.as_str()));
}

/// A name under `required` that is not a property would require a field that no type has.
fn drop_unfit_required(map: &mut Map<String, Value>) {
    let known: Vec<String> = map
        .get("properties")
        .and_then(Value::as_object)
        .map(|properties| properties.keys().cloned().collect())
        .unwrap_or_default();
    // A part of an `allOf` may require what another part declares.
    if map.contains_key("allOf") || (known.is_empty() && map.get("type").is_none()) {
        return;
    }
    if let Some(Value::Array(required)) = map.get_mut("required") {
        required.retain(|name| {
            name.as_str()
                .is_some_and(|name| known.iter().any(|k| k == name))
        });
        if required.is_empty() {
            map.remove("required");
        }
    }
}

/// `null` among the values of an enum is what `nullable` says.
fn drop_null_values(map: &mut Map<String, Value>) {
    if let Some(Value::Array(values)) = map.get_mut("enum") {
        let before = values.len();
        values.retain(|value| !value.is_null());
        if values.len() < before {
            map.insert("nullable".to_owned(), json!(true));
        }
    }
}

/// Moves the values of an enum of other values than strings to the facts.
fn keep_values_of_texts(map: &mut Map<String, Value>) {
    if !map.contains_key("enum") || all_strings(map.get("enum")) {
        return;
    }
    if let Some(values) = map.shift_remove("enum") {
        let facts = map.entry("x-facts").or_insert_with(|| json!({}));
        if let Some(facts) = facts.as_object_mut() {
            facts.insert("values".to_owned(), values);
        }
    }
}

fn all_strings(values: Option<&Value>) -> bool {
    values
        .and_then(Value::as_array)
        .is_some_and(|values| !values.is_empty() && values.iter().all(Value::is_string))
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use crate::passes::fixture::after;

    fn schema(schema: Value) -> Value {
        after(
            super::run,
            json!({"components": {"schemas": {"A": schema}}}),
        )["components"]["schemas"]["A"]
            .clone()
    }

    #[test]
    fn a_type_is_filled_in() {
        assert_eq!(schema(json!({"properties": {"x": {}}}))["type"], "object");
        assert_eq!(schema(json!({"enum": ["a"]}))["type"], "string");
        assert_eq!(
            schema(json!({"type": "array"})),
            json!({"type": "array", "items": {}})
        );
        assert_eq!(
            schema(json!({"const": "a"})),
            json!({"enum": ["a"], "type": "string"})
        );
    }

    #[test]
    fn what_does_not_go_with_the_type_goes() {
        assert_eq!(
            schema(json!({"type": "string", "items": {}, "properties": {"x": {}}})),
            json!({"type": "string"})
        );
        assert_eq!(
            schema(json!({"type": "object", "oneOf": [{"type": "string"}]})),
            json!({"oneOf": [{"type": "string"}]})
        );
        assert_eq!(
            schema(json!({"required": ["x"]})),
            json!({"required": ["x"]})
        );
    }

    #[test]
    fn required_names_are_properties() {
        assert_eq!(
            schema(json!({"properties": {"x": {}}, "required": ["x", "y"]}))["required"],
            json!(["x"])
        );
    }

    #[test]
    fn a_null_value_is_nullable() {
        assert_eq!(
            schema(json!({"type": "string", "enum": ["a", null]})),
            json!({"type": "string", "enum": ["a"], "nullable": true})
        );
    }
}
