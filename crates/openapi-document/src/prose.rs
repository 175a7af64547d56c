//! The parts of a contract that only people read.

use serde_json::{Map, Value};

use crate::downgrade::WEBHOOKS;

/// The keys of the objects of OpenAPI whose values are prose.
///
/// Titles are not among them: overlays and names tell branches apart by their titles.
const PROSE: [&str; 8] = [
    "$comment",
    "contact",
    "description",
    "example",
    "examples",
    "externalDocs",
    "summary",
    "termsOfService",
];

/// The keys whose values are maps from chosen names to parts of the contract.
const NAMES: [&str; 16] = [
    "$defs",
    "content",
    "definitions",
    "encoding",
    "headers",
    "links",
    "parameters",
    "pathItems",
    "patternProperties",
    "properties",
    "requestBodies",
    "responses",
    "schemas",
    "securitySchemes",
    "variables",
    "webhooks",
];

/// The keys whose values are data.
const DATA: [&str; 7] = [
    "const", "default", "enum", "mapping", "required", "security", "tags",
];

/// The meaning of the keys below a key of an object of OpenAPI.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Below {
    /// The value is a part of the contract: its keys are keywords.
    Part,
    /// The value maps names that the author chose to parts.
    Names,
    /// The value is data in which no key has a meaning.
    Data,
}

impl Below {
    /// Returns the meaning of the keys below `key`, where `key` is a keyword.
    pub fn of(key: &str) -> Self {
        match key {
            _ if NAMES.contains(&key) => Self::Names,
            _ if DATA.contains(&key) => Self::Data,
            _ => Self::Part,
        }
    }
}

/// Reports whether a keyword holds prose. A name that an author chose is not a keyword, see
/// [`Below`].
pub fn is_prose(key: &str) -> bool {
    PROSE.contains(&key)
}

/// Reports whether a keyword is an extension.
pub fn is_extension(key: &str) -> bool {
    key.starts_with("x-")
}

/// Removes prose and extensions from a document.
///
/// Titles, names, order and everything that a program could depend on stay. A response keeps an
/// empty description, because OpenAPI requires one. A document without prose does not change.
///
/// ```
/// let mut document = serde_json::json!({
///     "info": {"title": "Shop", "description": "All about the shop."},
///     "components": {"schemas": {"description": {"type": "string", "description": "A text."}}},
/// });
/// openapi_document::prose::strip(&mut document);
/// assert_eq!(document, serde_json::json!({
///     "info": {"title": "Shop"},
///     "components": {"schemas": {"description": {"type": "string"}}},
/// }));
/// ```
pub fn strip(document: &mut Value) {
    // At the top `tags` are objects that carry prose; everywhere else they are names.
    if let Some(tags) = document.get_mut("tags") {
        part(tags);
    }
    part(document);
}

/// Returns true for a keyword that holds examples, which in some contracts are most of the text.
pub fn is_example(key: &str) -> bool {
    matches!(key, "example" | "examples")
}

/// Copies a document without some of its keywords, and without what is below them.
///
/// Extensions that stay are copied as they are.
pub fn copy_without(document: &Value, is_dropped: fn(&str) -> bool) -> Value {
    copied(document, Below::Part, is_dropped)
}

fn copied(value: &Value, below: Below, is_dropped: fn(&str) -> bool) -> Value {
    let part = |value| copied(value, Below::Part, is_dropped);
    match (value, below) {
        (_, Below::Data) => value.clone(),
        (Value::Object(map), Below::Names) => {
            let named = map.iter();
            let named = named.map(|(name, value)| (name.clone(), part(value)));
            Value::Object(named.collect())
        }
        (Value::Object(map), Below::Part) => {
            let kept = map.iter().filter(|(key, _)| !is_dropped(key));
            let kept = kept.map(|(key, value)| {
                let below = match key.as_str() {
                    "paths" | WEBHOOKS => Below::Names,
                    "callbacks" => Below::Data,
                    key if is_extension(key) => Below::Data,
                    key => Below::of(key),
                };
                (key.clone(), copied(value, below, is_dropped))
            });
            Value::Object(kept.collect())
        }
        (Value::Array(list), _) => list.iter().map(part).collect(),
        (value, _) => value.clone(),
    }
}

fn part(value: &mut Value) {
    match value {
        Value::Object(map) => {
            retain(map);
            map.iter_mut().for_each(|(key, value)| member(key, value));
        }
        Value::Array(list) => list.iter_mut().for_each(part),
        _ => {}
    }
}

fn member(key: &str, value: &mut Value) {
    match (key, value) {
        ("scopes", Value::Object(scopes)) => {
            scopes.values_mut().for_each(|text| *text = Value::from(""));
        }
        // A map of paths may hold extensions beside the paths.
        ("paths", Value::Object(paths)) => self::paths(paths),
        ("callbacks", Value::Object(callbacks)) => callbacks
            .values_mut()
            .filter_map(Value::as_object_mut)
            .for_each(self::paths),
        ("responses", Value::Object(responses)) => responses.values_mut().for_each(response),
        // The parameters of a link are data.
        ("links", Value::Object(links)) => links
            .values_mut()
            .filter_map(Value::as_object_mut)
            .for_each(retain),
        (key, value) => match (Below::of(key), value) {
            (Below::Names, Value::Object(named)) => named.values_mut().for_each(part),
            (Below::Data, _) => {}
            (_, value) => part(value),
        },
    }
}

fn paths(paths: &mut Map<String, Value>) {
    paths.retain(|path, _| !is_extension(path));
    paths.values_mut().for_each(part);
}

fn response(value: &mut Value) {
    part(value);
    if let Value::Object(response) = value
        && !response.contains_key("$ref")
    {
        response.insert("description".to_owned(), Value::from(""));
    }
}

fn retain(map: &mut Map<String, Value>) {
    map.retain(|key, _| !is_prose(key) && !is_extension(key));
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn after(mut document: Value) -> Value {
        strip(&mut document);
        document
    }

    #[test]
    fn names_that_look_like_prose_stay() {
        let document = json!({"components": {
            "schemas": {"description": {
                "title": "Kept",
                "properties": {"summary": {"type": "string"}, "x-id": {}, "example": {"enum": ["x-1"]}},
                "required": ["summary", "x-id"],
                "default": {"description": "kept", "x-a": 1},
                "discriminator": {"mapping": {"x-a": "#/a", "description": "#/b"}}
            }},
            "headers": {"x-a": {"schema": {}}},
            "securitySchemes": {"x-key": {"type": "apiKey"}},
            "links": {"next": {"parameters": {"x-a": 1, "example": "kept"}}}
        }});
        assert_eq!(after(document.clone()), document);
    }

    #[test]
    fn prose_goes_from_every_kind_of_part() {
        let document = json!({
            "info": {"title": "Kept", "description": "a", "contact": {}, "termsOfService": "a", "license": {"name": "Kept"}, "x-a": 1},
            "externalDocs": {"url": "a"},
            "servers": [{"url": "b", "description": "a", "variables": {"v": {"default": "c", "description": "a"}}}],
            "tags": [{"name": "Kept", "description": "a"}],
            "paths": {"x-a": {}, "/a": {"summary": "a", "get": {
                "tags": ["b"], "summary": "a", "x-codeSamples": [],
                "parameters": [{"name": "b", "description": "a", "example": 1, "schema": {"example": 1}}],
                "requestBody": {"description": "a", "content": {"b/c": {"examples": {}, "schema": {"items": {"description": "a"}, "oneOf": [{"$comment": "a"}]}}}},
                "responses": {"200": {"description": "a", "headers": {"X-B": {"description": "a"}}}, "400": {"$ref": "b"}},
                "callbacks": {"b": {"{$c}": {"post": {"description": "a"}}}}
            }}},
            "components": {
                "examples": {"b": {}},
                "responses": {"b": {"description": "a", "links": {"c": {"description": "a"}}}},
                "securitySchemes": {"b": {"description": "a", "flows": {"implicit": {"scopes": {"read": "a"}}}}}
            }
        });
        assert_eq!(
            after(document),
            json!({
                "info": {"title": "Kept", "license": {"name": "Kept"}},
                "servers": [{"url": "b", "variables": {"v": {"default": "c"}}}],
                "tags": [{"name": "Kept"}],
                "paths": {"/a": {"get": {
                    "tags": ["b"],
                    "parameters": [{"name": "b", "schema": {}}],
                    "requestBody": {"content": {"b/c": {"schema": {"items": {}, "oneOf": [{}]}}}},
                    "responses": {"200": {"headers": {"X-B": {}}, "description": ""}, "400": {"$ref": "b"}},
                    "callbacks": {"b": {"{$c}": {"post": {}}}}
                }}},
                "components": {
                    "responses": {"b": {"links": {"c": {}}, "description": ""}},
                    "securitySchemes": {"b": {"flows": {"implicit": {"scopes": {"read": ""}}}}}
                }
            })
        );
    }

    #[test]
    fn a_copy_without_examples_has_everything_else() {
        let document = json!({
            "paths": {"/a": {"get": {
                "parameters": [{"name": "b", "example": 1, "schema": {"example": 1, "default": {"example": 1}}}],
                "responses": {"default": {"content": {"b/c": {"examples": {}, "schema": {"type": "object"}}}}}
            }}},
            "x-webhooks": {"example": {"post": {"summary": "Kept"}}},
            "x-own": {"example": 1},
            "components": {
                "examples": {"b": {}},
                "schemas": {"example": {"properties": {"examples": {"enum": [{"example": 1}]}}, "examples": [1]}}
            }
        });
        assert_eq!(
            copy_without(&document, is_example),
            json!({
                "paths": {"/a": {"get": {
                    "parameters": [{"name": "b", "schema": {"default": {"example": 1}}}],
                    "responses": {"default": {"content": {"b/c": {"schema": {"type": "object"}}}}}
                }}},
                "x-webhooks": {"example": {"post": {"summary": "Kept"}}},
                "x-own": {"example": 1},
                "components": {
                    "schemas": {"example": {"properties": {"examples": {"enum": [{"example": 1}]}}}}
                }
            })
        );
    }

    #[test]
    fn a_described_response_comes_out_as_one_without_words() {
        let with = json!({"paths": {"/a": {"get": {"responses": {"200": {"description": "a", "content": {}}}}}}});
        let without = json!({"paths": {"/a": {"get": {"responses": {"200": {"content": {}, "description": ""}}}}}});
        assert_eq!(after(with).to_string(), after(without).to_string());
    }
}
