//! Gives every schema the one spelling that the later passes look for.
//!
//! `type` is filled in where the shape tells it, `const` becomes an enum of
//! one value, a list without `items` is a list of anything, and an object
//! without properties is a free-form object.

use serde_json::{Map, Value, json};

use super::{Context, each_schema};
use openapi_document::{Result, members};

pub fn run(document: &mut Value, _: &Context<'_>) -> Result<()> {
    each_schema(document, normalize)
}

fn normalize(map: &mut Map<String, Value>) {
    if map.contains_key("$ref") {
        return;
    }
    if let Some(value) = map.remove("const") {
        map.insert("enum".to_owned(), json!([value]));
    }
    if map.get("type").is_none()
        && let Some(inferred) = inferred_type(map)
    {
        map.insert("type".to_owned(), json!(inferred));
    }
    if map.get("type") == Some(&json!("array")) && !map.contains_key("items") {
        map.insert("items".to_owned(), json!({}));
    }
    if map.get("properties") == Some(&json!({})) {
        map.remove("properties");
    }
    drop_unfit_required(map);
    split_values(map);
    keep_one_form(map);
}

fn inferred_type(map: &Map<String, Value>) -> Option<&'static str> {
    let has = |keys: &[&str]| keys.iter().any(|key| map.contains_key(*key));
    if has(&["oneOf", "anyOf", "allOf"]) {
        None
    } else if has(&["properties", "additionalProperties"]) {
        Some("object")
    } else if has(&["items"]) {
        Some("array")
    } else {
        map.get("enum").is_some_and(all_strings).then_some("string")
    }
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
    map.retain(|key, _| match key.as_str() {
        key @ ("type" | "enum" | "items" | "properties" | "required" | "additionalProperties") => {
            form.contains(&key)
        }
        _ => true,
    });
}

/// A name under `required` that is not a property would require a field that no type has.
fn drop_unfit_required(map: &mut Map<String, Value>) {
    let known: Vec<String> = members(map.get("properties"))
        .map(|(name, _)| name.clone())
        .collect();
    // A part of an `allOf` may require what another part declares.
    if map.contains_key("allOf") || (known.is_empty() && map.get("type").is_none()) {
        return;
    }
    if let Some(Value::Array(required)) = map.get_mut("required") {
        required.retain(|name| known.iter().any(|known| name == known));
        if required.is_empty() {
            map.remove("required");
        }
    }
}

/// Moves `null` among the values of an enum to `nullable`, and values other than texts to the facts.
fn split_values(map: &mut Map<String, Value>) {
    let Some(Value::Array(values)) = map.get_mut("enum") else {
        return;
    };
    let before = values.len();
    values.retain(|value| !value.is_null());
    if values.len() < before {
        map.insert("nullable".to_owned(), json!(true));
    }
    if !map.get("enum").is_some_and(all_strings)
        && let Some(values) = map.shift_remove("enum")
    {
        map.entry("x-facts").or_insert_with(|| json!({}))["values"] = values;
    }
}

fn all_strings(values: &Value) -> bool {
    let values = values.as_array();
    values.is_some_and(|values| !values.is_empty() && values.iter().all(Value::is_string))
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use crate::passes::tests::after;

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
