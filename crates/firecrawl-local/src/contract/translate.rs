//! From the schemas of OpenAPI 3.0 to JSON Schema.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

const COMPONENTS: &str = "#/components/schemas/";
const DEFINITIONS: &str = "#/$defs/";

/// How strictly a schema is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// As the service reads bodies: an object takes the keys that it names and no others.
    Request,
    /// As a client reads answers: any key may be added.
    Response,
}

/// A schema of the contract as JSON Schema, with the components that it refers to in `$defs`.
pub fn complete(schema: &Value, mode: Mode) -> Value {
    let mut root = translate(schema, mode);
    let mut definitions = Map::new();
    let mut wanted = references(&root);
    while let Some(name) = wanted.pop_first() {
        if definitions.contains_key(&name) {
            continue;
        }
        let Some(component) = component(&name) else {
            continue;
        };
        let translated = translate(component, mode);
        wanted.append(&mut references(&translated));
        definitions.insert(name, translated);
    }
    if let (Some(root), false) = (root.as_object_mut(), definitions.is_empty()) {
        root.insert("$defs".to_owned(), Value::Object(definitions));
    }
    root
}

fn component(name: &str) -> Option<&'static Value> {
    super::load::document()
        .ok()?
        .get("components")?
        .get("schemas")?
        .get(name)
}

fn references(schema: &Value) -> BTreeSet<String> {
    fn collect(value: &Value, found: &mut BTreeSet<String>) {
        match value {
            Value::Object(map) => {
                if let Some(Value::String(reference)) = map.get("$ref")
                    && let Some(name) = reference.strip_prefix(DEFINITIONS)
                {
                    found.insert(name.to_owned());
                }
                map.values().for_each(|value| collect(value, found));
            }
            Value::Array(list) => list.iter().for_each(|value| collect(value, found)),
            _ => {}
        }
    }
    let mut found = BTreeSet::new();
    collect(schema, &mut found);
    found
}

fn translate(schema: &Value, mode: Mode) -> Value {
    let Value::Object(source) = schema else {
        return schema.clone();
    };
    if let Some(reference) = source.get("$ref").and_then(Value::as_str) {
        let reference = reference.replace(COMPONENTS, DEFINITIONS);
        return json!({"$ref": reference});
    }
    let merged = match mode {
        Mode::Request => merge_all_of(source),
        Mode::Response => None,
    };
    let source = merged.as_ref().unwrap_or(source);
    let mut target = Map::new();
    for (keyword, value) in source {
        match keyword.as_str() {
            "nullable" => {}
            _ if keyword.starts_with("x-") => {}
            "properties" => {
                let properties = value.as_object().into_iter().flatten();
                let translated: Map<String, Value> = properties
                    .map(|(name, schema)| (name.clone(), translate(schema, mode)))
                    .collect();
                target.insert(keyword.clone(), Value::Object(translated));
            }
            "items" | "additionalProperties" | "not" => {
                target.insert(keyword.clone(), translate(value, mode));
            }
            // The service takes the first branch that fits, whether another fits or not.
            "oneOf" | "anyOf" => {
                let branches = value.as_array().into_iter().flatten();
                let translated: Vec<Value> = branches.map(|s| translate(s, mode)).collect();
                let keyword = match mode {
                    Mode::Request => "anyOf",
                    Mode::Response => keyword,
                };
                target.insert(keyword.to_owned(), Value::Array(translated));
            }
            "allOf" => {
                let parts = value.as_array().into_iter().flatten();
                let translated: Vec<Value> = parts.map(|s| translate(s, mode)).collect();
                target.insert(keyword.clone(), Value::Array(translated));
            }
            "exclusiveMinimum" | "exclusiveMaximum" if value.is_boolean() => {
                exclusive_bound(source, &mut target, keyword, value);
            }
            "format" if value == "url" => {
                target.insert(keyword.clone(), Value::from("uri"));
            }
            _ => {
                target.insert(keyword.clone(), value.clone());
            }
        }
    }
    if mode == Mode::Request && target.contains_key("properties") {
        target
            .entry("additionalProperties")
            .or_insert(Value::Bool(false));
    }
    if source.get("nullable") == Some(&Value::Bool(true)) {
        return nullable(target);
    }
    Value::Object(target)
}

/// In OpenAPI 3.0 an exclusive bound is a flag beside the bound.
fn exclusive_bound(
    source: &Map<String, Value>,
    target: &mut Map<String, Value>,
    keyword: &str,
    flag: &Value,
) {
    let bound = match keyword {
        "exclusiveMinimum" => "minimum",
        _ => "maximum",
    };
    if let (Some(limit), Value::Bool(true)) = (source.get(bound), flag) {
        target.insert(keyword.to_owned(), limit.clone());
    }
}

fn nullable(mut schema: Map<String, Value>) -> Value {
    let Some(kind) = schema.get("type").and_then(Value::as_str) else {
        let has_branches = ["anyOf", "oneOf", "allOf"]
            .iter()
            .any(|keyword| schema.contains_key(*keyword));
        if !has_branches {
            return Value::Object(schema);
        }
        return json!({"anyOf": [schema, {"type": "null"}]});
    };
    let kinds = json!([kind, "null"]);
    schema.insert("type".to_owned(), kinds);
    if let Some(Value::Array(options)) = schema.get_mut("enum")
        && !options.contains(&Value::Null)
    {
        options.push(Value::Null);
    }
    // Branches beside a type must let `null` pass too.
    for keyword in ["anyOf", "oneOf"] {
        if let Some(Value::Array(branches)) = schema.get_mut(keyword) {
            branches.push(json!({"type": "null"}));
        }
    }
    Value::Object(schema)
}

/// The parts of an `allOf` as one object, so that closing it means all parts together. `None` if
/// there is no `allOf` or a part is no plain object.
fn merge_all_of(schema: &Map<String, Value>) -> Option<Map<String, Value>> {
    let parts = schema.get("allOf")?.as_array()?;
    let mut merged = schema.clone();
    merged.remove("allOf");
    let mut properties = Map::new();
    let mut required = Vec::new();
    let own = json!(merged);
    for part in parts.iter().chain([&own]) {
        let part = open_reference(part);
        let part = part.as_object()?;
        let nested = merge_all_of(part);
        let part = nested.as_ref().unwrap_or(part);
        if ["oneOf", "anyOf", "not"]
            .iter()
            .any(|k| part.contains_key(*k))
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

fn open_reference(schema: &Value) -> &Value {
    match schema.get("$ref").and_then(Value::as_str) {
        Some(reference) => reference
            .strip_prefix(COMPONENTS)
            .and_then(component)
            .map_or(schema, |component| component),
        None => schema,
    }
}

/// The dotted names of all properties of a translated schema.
pub(super) fn property_paths(schema: &Value, names: &mut BTreeSet<String>) {
    fn walk(
        root: &Value,
        schema: &Value,
        prefix: &str,
        depth: usize,
        names: &mut BTreeSet<String>,
    ) {
        if depth > 16 {
            return;
        }
        if let Some(pointer) = schema
            .get("$ref")
            .and_then(Value::as_str)
            .and_then(|reference| reference.strip_prefix('#'))
            && let Some(target) = root.pointer(pointer)
        {
            walk(root, target, prefix, depth + 1, names);
        }
        for (name, schema) in schema
            .get("properties")
            .and_then(Value::as_object)
            .into_iter()
            .flatten()
        {
            let path = if prefix.is_empty() {
                name.clone()
            } else {
                format!("{prefix}.{name}")
            };
            walk(root, schema, &path, depth + 1, names);
            names.insert(path);
        }
        if let Some(items) = schema.get("items") {
            walk(root, items, prefix, depth + 1, names);
        }
        for keyword in ["anyOf", "oneOf", "allOf"] {
            for branch in schema
                .get(keyword)
                .and_then(Value::as_array)
                .into_iter()
                .flatten()
            {
                walk(root, branch, prefix, depth + 1, names);
            }
        }
    }
    walk(schema, schema, "", 0, names);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn request(schema: &Value) -> Value {
        translate(schema, Mode::Request)
    }

    #[test]
    fn objects_that_name_their_keys_are_closed_in_requests_only() {
        let schema = json!({"type": "object", "properties": {"a": {"type": "object"}}});
        let closed = json!({
            "type": "object",
            "properties": {"a": {"type": "object"}},
            "additionalProperties": false,
        });
        assert_eq!(request(&schema), closed);
        assert_eq!(translate(&schema, Mode::Response), schema);
        let open = json!({"type": "object", "properties": {}, "additionalProperties": {}});
        assert_eq!(request(&open), open);
    }

    #[test]
    fn null_is_spelled_out() {
        assert_eq!(
            request(&json!({"type": "string", "enum": ["a"], "nullable": true})),
            json!({"type": ["string", "null"], "enum": ["a", null]})
        );
        assert_eq!(
            request(&json!({"oneOf": [{"type": "string"}], "nullable": true})),
            json!({"anyOf": [{"anyOf": [{"type": "string"}]}, {"type": "null"}]})
        );
        assert_eq!(request(&json!({"nullable": true})), json!({}));
    }

    #[test]
    fn parts_become_one_object() {
        let schema = json!({
            "allOf": [
                {"type": "object", "properties": {"url": {"type": "string"}}, "required": ["url"]},
                {"$ref": "#/components/schemas/AuditMetadata"},
            ],
            "default": {},
        });
        assert_eq!(
            request(&schema),
            json!({
                "default": {},
                "type": "object",
                "properties": {
                    "url": {"type": "string"},
                    "username": {"type": "string", "maxLength": 1024},
                },
                "required": ["url", "username"],
                "additionalProperties": false,
            })
        );
    }

    #[test]
    fn what_is_referred_to_comes_along() {
        let schema = complete(
            &json!({"$ref": "#/components/schemas/MonitorTarget"}),
            Mode::Request,
        );
        let definitions = schema["$defs"].as_object().unwrap();
        for name in [
            "MonitorTarget",
            "ScrapeOptions",
            "Formats",
            "RedactPIIOptions",
        ] {
            assert!(definitions.contains_key(name), "{name}");
        }
        assert_eq!(schema["$ref"], "#/$defs/MonitorTarget");
    }

    #[test]
    fn exclusive_bounds_are_numbers() {
        assert_eq!(
            request(&json!({"type": "number", "minimum": 0, "exclusiveMinimum": true})),
            json!({"type": "number", "minimum": 0, "exclusiveMinimum": 0})
        );
    }
}
