//! The translation of OpenAPI 3.0 schemas to JSON Schema 2020-12.

use serde_json::{Map, Value, json};

use crate::pointer::{resolve, schema_ref};
use crate::walk::members;

const DEFINITIONS: &str = "#/$defs/";

/// The strictness of the translated schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// As a strict service reads requests: an object that declares properties takes no others, all
    /// parts of an `allOf` together, and a value may fit several branches of a union.
    Request,
    /// As the contract declares it, which leaves objects open.
    Response,
    /// As a lenient client reads responses: every object is open, and a value may fit several
    /// branches of a union.
    Lenient,
}

/// Translates a schema, with the component schemas that it refers to in `$defs`.
///
/// A reference that leads nowhere is kept, so that a validator reports it by name.
pub fn json_schema(document: &Value, schema: &Value, mode: Mode) -> Value {
    let mut translation = Translation {
        document,
        mode,
        referenced: Vec::new(),
    };
    let mut root = translation.schema(schema);
    let mut definitions = Map::new();
    while let Some(name) = translation.referenced.pop() {
        let component = crate::walk::schemas(document).and_then(|schemas| schemas.get(&name));
        if let (Some(component), false) = (component, definitions.contains_key(&name)) {
            let translated = translation.schema(component);
            definitions.insert(name, translated);
        }
    }
    definitions.sort_keys();
    if let (Some(root), false) = (root.as_object_mut(), definitions.is_empty()) {
        root.insert("$defs".to_owned(), Value::Object(definitions));
    }
    root
}

struct Translation<'d> {
    document: &'d Value,
    mode: Mode,
    /// The names of component schemas that are still to be translated.
    referenced: Vec<String>,
}

impl Translation<'_> {
    fn schema(&mut self, schema: &Value) -> Value {
        let Value::Object(source) = schema else {
            return schema.clone();
        };
        if let Some(name) = schema_ref(schema) {
            self.referenced.push(name.to_owned());
            return json!({ "$ref": format!("{DEFINITIONS}{name}") });
        }
        let is_request = self.mode == Mode::Request;
        let merged = is_request.then(|| merge_all_of(self.document, source));
        let merged = merged.flatten();
        let source = merged.as_ref().unwrap_or(source);
        let mut target = Map::new();
        for (keyword, value) in source {
            if let Some((keyword, value)) = self.keyword(source, keyword, value) {
                target.insert(keyword.to_owned(), value);
            }
        }
        if is_request && target.contains_key("properties") {
            let rest = target.entry("additionalProperties");
            rest.or_insert(Value::Bool(false));
        }
        if source.get("nullable") == Some(&Value::Bool(true)) {
            return nullable(target);
        }
        Value::Object(target)
    }

    fn keyword<'k>(
        &mut self,
        source: &Map<String, Value>,
        keyword: &'k str,
        value: &Value,
    ) -> Option<(&'k str, Value)> {
        let translated = match (keyword, value) {
            ("nullable" | "discriminator" | "xml" | "example", _) => return None,
            (extension, _) if crate::prose::is_extension(extension) => return None,
            ("additionalProperties", Value::Bool(_)) if self.mode == Mode::Lenient => return None,
            ("properties", properties) => members(Some(properties))
                .map(|(name, schema)| (name.clone(), self.schema(schema)))
                .collect(),
            ("items" | "additionalProperties" | "not", schema) => self.schema(schema),
            ("oneOf" | "anyOf" | "allOf", Value::Array(schemas)) => {
                let schemas = schemas.iter().map(|schema| self.schema(schema)).collect();
                let keeps = keyword == "allOf" || self.mode == Mode::Response;
                return Some((if keeps { keyword } else { "anyOf" }, schemas));
            }
            // In OpenAPI 3.0 an exclusive bound is a flag beside the bound.
            ("exclusiveMinimum" | "exclusiveMaximum", Value::Bool(flag)) => {
                let bound = keyword.trim_start_matches("exclusive").to_lowercase();
                source.get(&bound).filter(|_| *flag)?.clone()
            }
            ("format", Value::String(format)) if format == "url" => Value::from("uri"),
            _ => value.clone(),
        };
        Some((keyword, translated))
    }
}

/// Lets `null` pass beside the values of a translated schema.
fn nullable(mut schema: Map<String, Value>) -> Value {
    let Some(kind) = schema.get("type").and_then(Value::as_str) else {
        const REFUSE_NULL: [&str; 5] = ["anyOf", "oneOf", "allOf", "enum", "const"];
        return match REFUSE_NULL.iter().any(|key| schema.contains_key(*key)) {
            true => json!({"anyOf": [schema, {"type": "null"}]}),
            false => Value::Object(schema),
        };
    };
    let kinds = json!([kind, "null"]);
    schema.insert("type".to_owned(), kinds);
    for keyword in ["enum", "anyOf", "oneOf"] {
        let null = match keyword {
            "enum" => Value::Null,
            _ => json!({"type": "null"}),
        };
        if let Some(Value::Array(list)) = schema.get_mut(keyword)
            && !list.contains(&null)
        {
            list.push(null);
        }
    }
    Value::Object(schema)
}

/// Merges the parts of an `allOf` into one object, so that closing it means all parts together.
///
/// Returns `None` if there is no `allOf`, or if a part is a union and not an object. A property of
/// several parts is as the last one declares it, as in the service, which extends one object by
/// another; [`Merged`](crate::merge::Merged) takes what fits all of them.
fn merge_all_of(document: &Value, schema: &Map<String, Value>) -> Option<Map<String, Value>> {
    let parts = schema.get("allOf")?.as_array()?;
    let mut merged = schema.clone();
    merged.shift_remove("allOf");
    let mut properties = Map::new();
    let mut required = Vec::new();
    let own = Value::Object(merged.clone());
    for part in parts.iter().chain([&own]) {
        let part = resolve(document, part).as_object()?;
        let nested = merge_all_of(document, part);
        let part = nested.as_ref().unwrap_or(part);
        if ["oneOf", "anyOf", "not"]
            .iter()
            .any(|keyword| part.contains_key(*keyword))
        {
            return None;
        }
        if let Some(Value::Object(more)) = part.get("properties") {
            properties.extend(more.clone());
        }
        if let Some(Value::Array(more)) = part.get("required") {
            required.extend(more.iter().cloned());
        }
        match part.get("additionalProperties") {
            None | Some(Value::Bool(false)) => {}
            Some(open) => {
                merged.insert("additionalProperties".to_owned(), open.clone());
            }
        }
    }
    merged.insert("type".to_owned(), Value::from("object"));
    merged.insert("properties".to_owned(), Value::Object(properties));
    if !required.is_empty() {
        merged.insert("required".to_owned(), Value::Array(required));
    }
    Some(merged)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn document() -> Value {
        json!({"components": {"schemas": {
            "A": {"type": "object", "properties": {"b": {"$ref": "#/components/schemas/B"}}},
            "B": {"type": "string", "x-observed": true},
            "C": {"type": "string"},
            "Audit": {"type": "object", "properties": {"username": {"type": "string"}}, "required": ["username"]},
        }}})
    }

    fn translated(schema: &Value, mode: Mode) -> Value {
        json_schema(&document(), schema, mode)
    }

    #[test]
    fn objects_that_name_their_keys_are_closed_in_requests_only() {
        let schema = json!({"type": "object", "properties": {"a": {"type": "object"}}});
        let closed = json!({
            "type": "object",
            "properties": {"a": {"type": "object"}},
            "additionalProperties": false,
        });
        assert_eq!(translated(&schema, Mode::Request), closed);
        assert_eq!(translated(&schema, Mode::Response), schema);
        assert_eq!(translated(&closed, Mode::Response), closed);
        assert_eq!(translated(&closed, Mode::Lenient), schema);
        let open = json!({"type": "object", "properties": {}, "additionalProperties": {}});
        assert_eq!(translated(&open, Mode::Request), open);
    }

    #[test]
    fn null_is_spelled_out() {
        for mode in [Mode::Request, Mode::Lenient] {
            assert_eq!(
                translated(
                    &json!({"type": "string", "enum": ["a"], "nullable": true}),
                    mode
                ),
                json!({"type": ["string", "null"], "enum": ["a", null]})
            );
            assert_eq!(
                translated(
                    &json!({"oneOf": [{"type": "string"}], "nullable": true}),
                    mode
                ),
                json!({"anyOf": [{"anyOf": [{"type": "string"}]}, {"type": "null"}]})
            );
            assert_eq!(translated(&json!({"nullable": true}), mode), json!({}));
        }
    }

    #[test]
    fn parts_become_one_object() {
        let schema = json!({
            "allOf": [
                {"type": "object", "properties": {"url": {"type": "string"}}, "required": ["url"]},
                {"$ref": "#/components/schemas/Audit"},
            ],
            "default": {},
        });
        assert_eq!(
            translated(&schema, Mode::Request),
            json!({
                "default": {},
                "type": "object",
                "properties": {"url": {"type": "string"}, "username": {"type": "string"}},
                "required": ["url", "username"],
                "additionalProperties": false,
            })
        );
    }

    #[test]
    fn the_last_part_that_declares_a_property_decides() {
        let list = |most: u64| json!({"type": "array", "maxItems": most, "items": {}});
        let part = |most: u64| json!({"type": "object", "properties": {"list": list(most)}});
        let schema = json!({"allOf": [part(20), part(50)]});
        let translated = translated(&schema, Mode::Request);
        assert_eq!(translated["properties"]["list"], list(50));
    }

    #[test]
    fn what_is_referred_to_comes_along_and_nothing_else() {
        assert_eq!(
            translated(&json!({"$ref": "#/components/schemas/A"}), Mode::Lenient),
            json!({"$ref": "#/$defs/A", "$defs": {
                "A": {"type": "object", "properties": {"b": {"$ref": "#/$defs/B"}}},
                "B": {"type": "string"},
            }})
        );
    }

    #[test]
    fn exclusive_bounds_are_numbers() {
        assert_eq!(
            translated(
                &json!({"type": "number", "minimum": 0, "exclusiveMinimum": true}),
                Mode::Request
            ),
            json!({"type": "number", "minimum": 0, "exclusiveMinimum": 0})
        );
    }

    #[test]
    fn properties_may_be_named_like_keywords() {
        let schema = json!({"properties": {"nullable": {"type": "boolean"}, "x-a": {}}});
        assert_eq!(translated(&schema, Mode::Lenient), schema);
    }
}
