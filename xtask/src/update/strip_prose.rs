//! Takes the prose out of a published contract, which carries no licence, and leaves what is contract.

use serde_json::{Map, Value};

use openapi_document::{Error, Result};

/// The keys of any object of OpenAPI that only people read.
///
/// Titles stay: the overlays tell branches apart by them, and so do names.
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

/// The keys below which stand names that people chose; the parts are the values.
const NAMED: [&str; 13] = [
    "content",
    "encoding",
    "headers",
    "links",
    "parameters",
    "pathItems",
    "properties",
    "requestBodies",
    "responses",
    "schemas",
    "securitySchemes",
    "variables",
    "webhooks",
];

/// The keys below which stand values, and no parts of a contract.
const VALUES: [&str; 7] = [
    "const", "default", "enum", "mapping", "required", "security", "tags",
];

/// The contract without prose, as text.
///
/// Descriptions, summaries, examples, contact and extensions go; titles, names, order and all
/// that a program could go by stay. A response keeps an empty description, since OpenAPI wants
/// one. What has no prose stays as it is, byte for byte.
///
/// # Errors
///
/// If the document cannot be written as JSON.
pub fn stripped(mut document: Value) -> Result<String> {
    if let Value::Object(document) = &mut document {
        // Of these tags, and of these alone, the names are not all.
        for tag in document
            .get_mut("tags")
            .and_then(Value::as_array_mut)
            .into_iter()
            .flatten()
        {
            part(tag);
        }
        object(document);
    }
    let text = serde_json::to_string_pretty(&document)
        .map_err(|error| Error::new("the contract cannot be written").caused_by(error))?;
    Ok(format!("{text}\n"))
}

fn part(value: &mut Value) {
    match value {
        Value::Object(map) => object(map),
        Value::Array(list) => list.iter_mut().for_each(part),
        _ => {}
    }
}

fn object(map: &mut Map<String, Value>) {
    map.retain(|key, _| !(PROSE.contains(&key.as_str()) || is_extension(key)));
    for (key, value) in map {
        match (key.as_str(), value) {
            (key, _) if VALUES.contains(&key) => {}
            ("scopes", Value::Object(scopes)) => {
                for text in scopes.values_mut() {
                    *text = Value::String(String::new());
                }
            }
            // Each of them is a map of paths, too.
            ("callbacks", Value::Object(callbacks)) => {
                let maps = callbacks.values_mut().filter_map(Value::as_object_mut);
                maps.for_each(self::paths);
            }
            ("paths", Value::Object(paths)) => self::paths(paths),
            ("responses", Value::Object(responses)) => {
                for response in responses.values_mut() {
                    self::response(response);
                }
            }
            ("links", Value::Object(links)) => {
                // What a link gives are values.
                for link in links.values_mut().filter_map(Value::as_object_mut) {
                    link.retain(|key, _| !(PROSE.contains(&key.as_str()) || is_extension(key)));
                }
            }
            (key, Value::Object(named)) if NAMED.contains(&key) => {
                named.values_mut().for_each(part);
            }
            (_, value) => part(value),
        }
    }
}

/// A map from paths to what they offer, in which extensions can stand.
fn paths(paths: &mut Map<String, Value>) {
    paths.retain(|path, _| !is_extension(path));
    paths.values_mut().for_each(part);
}

/// OpenAPI wants a description, which stands last.
fn response(value: &mut Value) {
    part(value);
    if let Value::Object(response) = value
        && !response.contains_key("$ref")
    {
        response.insert("description".to_owned(), Value::String(String::new()));
    }
}

fn is_extension(key: &str) -> bool {
    key.starts_with("x-")
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn after(document: Value) -> Value {
        serde_json::from_str(&stripped(document).unwrap()).unwrap()
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
    fn a_described_response_comes_out_as_one_without_words() {
        let with = json!({"paths": {"/a": {"get": {"responses": {"200": {"description": "a", "content": {}}}}}}});
        let without = json!({"paths": {"/a": {"get": {"responses": {"200": {"content": {}, "description": ""}}}}}});
        assert_eq!(stripped(with).unwrap(), stripped(without).unwrap());
    }
}
