//! Gives every schema the one spelling that the later passes look for.
//!
//! `type` is filled in where the shape tells it, `const` becomes an enum of
//! one value, a list without `items` is a list of anything, and an object
//! without properties is a free-form object.

use std::collections::HashSet;

use serde_json::{Map, Value, json};

use super::{Context, merge};
use crate::json::{NULL, is_of_type};
use crate::sources;
use openapi_document::{Result, each_schema_mut, members};

/// Normalizes schemas that may still be parts of an `allOf`, which require what another declares.
pub fn before_joining(document: &mut Value, context: &Context<'_>) -> Result<()> {
    each(document, context, |map, pointer, _| {
        if !is_part(pointer) {
            require_object(map);
        }
    })
}

/// Normalizes schemas, and drops the names of required properties that no part has declared.
pub fn run(document: &mut Value, context: &Context<'_>) -> Result<()> {
    each(document, context, |map, _, warn| {
        require_object(map);
        drop_unfit_required(map, warn);
    })
}

/// A further step on a schema, with its pointer and what is called with warnings.
type Step = fn(&mut Map<String, Value>, &str, &mut dyn FnMut(String));

fn each(document: &mut Value, context: &Context<'_>, more: Step) -> Result<()> {
    each_schema_mut(document, &mut |schema, pointer| {
        let place = sources::marks(schema).next().unwrap_or(pointer).to_owned();
        let mut warn = |fault: String| context.warn(format!("{place}: {fault}"));
        if let Some(map) = schema
            .as_object_mut()
            .filter(|map| !map.contains_key("$ref"))
        {
            normalize(map, &mut warn);
            more(map, pointer, &mut warn);
        }
        Ok(())
    })
}

/// Normalizes the keywords of one schema; `warn` is called about those that are left out.
pub(super) fn normalize(map: &mut Map<String, Value>, warn: &mut dyn FnMut(String)) {
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
    let typed = map.get("additionalProperties").and_then(Value::as_object);
    if map.contains_key("properties") && typed.is_some_and(|typed| !merge::is_any(&json!(typed))) {
        warn(
            "`additionalProperties` beside `properties`: by rule, other properties are any JSON"
                .to_owned(),
        );
        map.insert("additionalProperties".to_owned(), json!(true));
    }
    drop_unfit_default(map, warn);
    split_values(map);
    keep_one_form(map, warn);
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

/// Returns true if a schema is one of the parts of another one, or of its branches.
fn is_part(pointer: &str) -> bool {
    let mut keys = pointer.rsplit('/').skip(1);
    keys.next()
        .is_some_and(|key| ["allOf", "anyOf", "oneOf"].contains(&key))
}

/// Makes a schema that only requires properties an object; any other value has none.
fn require_object(map: &mut Map<String, Value>) {
    let has_form = ["type", "allOf", "anyOf", "oneOf"]
        .iter()
        .any(|key| map.contains_key(*key));
    if map.contains_key("required") && !has_form {
        map.insert("type".to_owned(), json!("object"));
    }
}

/// Of keywords that no value can need together, those of the union or of the type stay.
///
/// The generator would merge a type into each branch of a union, and takes a text with items for a
/// list. Properties beside a union, and the parts of an `allOf`, are joined by later passes.
fn keep_one_form(map: &mut Map<String, Value>, warn: &mut dyn FnMut(String)) {
    let is_union = map.contains_key("oneOf") || map.contains_key("anyOf");
    if map.contains_key("allOf") || (is_union && map.contains_key("properties")) {
        return;
    }
    let kind = map.get("type").and_then(Value::as_str).map(str::to_owned);
    let form: &[&str] = match kind.as_deref() {
        _ if is_union => &[],
        Some("string") => &["type", "enum"],
        Some("array") => &["type", "items"],
        Some("object") => &["type", "properties", "required", "additionalProperties"],
        Some(_) => &["type"],
        // A part of an `allOf` may do no more than require.
        None => &["required"],
    };
    map.retain(|key, value| match key.as_str() {
        key @ ("type" | "enum" | "items" | "properties" | "required" | "additionalProperties") => {
            let fits = form.contains(&key);
            // These two say nothing by themselves: that a value is closed, or that it has a type.
            if !fits && key != "type" && !value.is_boolean() {
                let beside = match &kind {
                    Some(kind) if !is_union => format!("the type `{kind}`"),
                    _ => "a union".to_owned(),
                };
                warn(format!("`{key}` does not go with {beside} and is left out"));
            }
            fits
        }
        _ => true,
    });
}

/// A name under `required` that is not a property would require a field that no type has.
fn drop_unfit_required(map: &mut Map<String, Value>, warn: &mut dyn FnMut(String)) {
    let known: HashSet<String> = members(map.get("properties"))
        .map(|(name, _)| name.clone())
        .collect();
    if map.contains_key("allOf") || (known.is_empty() && map.get("type").is_none()) {
        return;
    }
    if let Some(Value::Array(required)) = map.get_mut("required") {
        required.retain(|name| {
            let is_known = name.as_str().is_some_and(|name| known.contains(name));
            if !is_known {
                warn(format!("{name} is required and not among the properties"));
            }
            is_known
        });
        if required.is_empty() {
            map.remove("required");
        }
    }
}

/// A default is documentation, which one of another type would make wrong.
fn drop_unfit_default(map: &mut Map<String, Value>, warn: &mut dyn FnMut(String)) {
    let Some(default) = map.get("default") else {
        return;
    };
    let of_type = |kind: Option<&Value>, value: &Value| {
        is_of_type(kind.and_then(Value::as_str).unwrap_or_default(), value)
    };
    let values = map.get("enum").and_then(Value::as_array);
    let items = map.get("items").and_then(|items| items.get("type"));
    let mut inner = default.as_array().into_iter().flatten();
    let fits = match default.is_null() {
        true => map.get("nullable") == Some(&json!(true)) || !map.contains_key("type"),
        false => {
            of_type(map.get("type"), default)
                && values.is_none_or(|values| values.contains(default))
                && inner.all(|item| of_type(items, item))
        }
    };
    if !fits {
        warn("`default` does not fit the schema and is left out".to_owned());
        map.shift_remove("default");
    }
}

/// Moves `null` among the values of an enum to `nullable`, and values other than texts to the facts.
fn split_values(map: &mut Map<String, Value>) {
    let Some(Value::Array(values)) = map.get_mut("enum") else {
        return;
    };
    let before = values.len();
    values.retain(|value| !value.is_null());
    let (is_nullable, is_empty) = (values.len() < before, values.is_empty());
    if is_nullable {
        map.insert("nullable".to_owned(), json!(true));
    }
    if is_empty {
        // Nothing but `null`, which a union has as one of its branches.
        map.shift_remove("enum");
        map.shift_remove("type");
        map.insert(NULL.to_owned(), json!(true));
        return;
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
    fn what_would_be_lost_or_wrong_is_a_warning() {
        for (schema, left, warning) in [
            (
                json!({"properties": {"x": {}}, "additionalProperties": {"type": "integer"}}),
                json!({"properties": {"x": {}}, "additionalProperties": true, "type": "object"}),
                "`additionalProperties` beside `properties`: by rule, other properties are any JSON",
            ),
            (
                json!({"type": "integer", "default": "x"}),
                json!({"type": "integer"}),
                "`default` does not fit the schema and is left out",
            ),
            (
                json!({"type": "string", "enum": ["a"], "default": "b"}),
                json!({"type": "string", "enum": ["a"]}),
                "`default` does not fit the schema and is left out",
            ),
            (
                json!({"type": "array", "items": {"type": "string"}, "default": [1]}),
                json!({"type": "array", "items": {"type": "string"}}),
                "`default` does not fit the schema and is left out",
            ),
        ] {
            let mut map = schema.as_object().unwrap().clone();
            let mut warnings = Vec::new();
            super::normalize(&mut map, &mut |warning| warnings.push(warning));
            assert_eq!((json!(map), warnings), (left, vec![warning.to_owned()]));
        }
        let fine = json!({"type": "array", "items": {"type": "string"}, "default": ["a"]});
        assert_eq!(schema(fine.clone()), fine);
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
            json!({"type": "object"})
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
