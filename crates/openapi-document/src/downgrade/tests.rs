//! Each keyword of a schema.

mod document;
mod properties;

use serde_json::{Value, json};

use super::{Loss, downgrade};

/// Rewrites a document of version 3.1.
fn rewritten(mut document: Value) -> (Value, Vec<Loss>) {
    document["openapi"] = json!("3.1.0");
    let losses = downgrade(&mut document);
    assert_eq!(document["openapi"], "3.0.3");
    (document, losses)
}

/// Rewrites one schema; returns it with the pointers below it of what is lost.
fn schema(schema: Value) -> (Value, Vec<String>) {
    let (document, losses) = rewritten(json!({"components": {"schemas": {"A": schema}}}));
    let pointers = losses.into_iter().map(|loss| {
        let pointer = loss
            .pointer
            .strip_prefix("/components/schemas/A/")
            .map(str::to_owned);
        pointer.unwrap_or(loss.pointer)
    });
    let pointers = pointers.collect();
    (document["components"]["schemas"]["A"].clone(), pointers)
}

#[test]
fn each_keyword_is_written_as_3_0_writes_it() {
    let text = || json!({"type": "string"});
    for (before, after) in [
        (json!(true), json!({})),
        (json!(false), json!({"not": {}})),
        (
            json!({"type": "string", "minLength": 1}),
            json!({"type": "string", "minLength": 1}),
        ),
        // Types.
        (json!({"type": ["string"]}), text()),
        (
            json!({"type": ["string", "null"]}),
            json!({"type": "string", "nullable": true}),
        ),
        (
            json!({"type": "null"}),
            json!({"nullable": true, "enum": [null]}),
        ),
        (
            json!({"type": ["integer", "number"]}),
            json!({"type": "number"}),
        ),
        (
            json!({"type": ["string", "number", "boolean", "array", "object", "null"]}),
            json!({}),
        ),
        (
            json!({"type": ["string", "null"], "enum": ["a", "b"]}),
            json!({"type": "string", "enum": ["a", "b"]}),
        ),
        (
            json!({"type": ["string", "null"], "enum": ["a", null]}),
            json!({"type": "string", "enum": ["a", null], "nullable": true}),
        ),
        (
            json!({"type": ["string", "integer", "null"], "minLength": 1, "minimum": 2, "format": "int32", "title": "T"}),
            json!({"title": "T", "nullable": true, "anyOf": [
                {"type": "string", "minLength": 1},
                {"type": "integer", "minimum": 2, "format": "int32"},
            ]}),
        ),
        (
            json!({"type": ["array", "object"], "properties": {"a": true}, "required": ["a"]}),
            json!({"anyOf": [
                {"type": "array", "items": {}},
                {"type": "object", "properties": {"a": {}}, "required": ["a"]},
            ]}),
        ),
        (
            json!({"type": ["string", "integer"], "enum": [1, 2]}),
            json!({"type": "integer", "enum": [1, 2]}),
        ),
        (
            json!({"type": ["string", "boolean"], "anyOf": [{"minLength": 1}, {"maxLength": 0}]}),
            json!({
                "anyOf": [{"minLength": 1}, {"maxLength": 0}],
                "allOf": [{"anyOf": [{"type": "string"}, {"type": "boolean"}]}],
            }),
        ),
        // Constants.
        (
            json!({"const": "a"}),
            json!({"type": "string", "enum": ["a"]}),
        ),
        (json!({"const": 7}), json!({"type": "integer", "enum": [7]})),
        (
            json!({"const": null}),
            json!({"enum": [null], "nullable": true}),
        ),
        (
            json!({"type": ["string", "null"], "const": "a"}),
            json!({"type": "string", "enum": ["a"]}),
        ),
        (
            json!({"enum": ["a", "b"], "const": "b"}),
            json!({"type": "string", "enum": ["b"]}),
        ),
        (
            json!({"type": "integer", "oneOf": [{"title": "A", "const": 1}, {"title": "B", "const": 2}, {"type": "null"}]}),
            json!({"type": "integer", "enum": [1, 2], "nullable": true}),
        ),
        (
            json!({"anyOf": [{"const": "a"}, {"enum": ["b"], "type": "string"}]}),
            json!({"type": "string", "enum": ["a", "b"]}),
        ),
        (
            json!({"oneOf": [{"const": "a"}, {"const": "a"}, {"const": "b"}]}),
            json!({"oneOf": [{"type": "string", "enum": ["a"]}, {"type": "string", "enum": ["a"]}, {"type": "string", "enum": ["b"]}]}),
        ),
        // Branches for null.
        (
            json!({"anyOf": [{"$ref": "#/components/schemas/B"}, {"type": "null"}]}),
            json!({"nullable": true, "allOf": [{"$ref": "#/components/schemas/B"}]}),
        ),
        (
            json!({"title": "T", "oneOf": [{"type": "null"}, {"type": "string", "format": "date", "title": "U"}]}),
            json!({"title": "T", "nullable": true, "type": "string", "format": "date"}),
        ),
        (
            json!({"anyOf": [text(), {"type": "integer"}, {"const": null}]}),
            json!({"nullable": true, "anyOf": [text(), {"type": "integer"}]}),
        ),
        (
            json!({"type": "object", "properties": {"a": text()}, "anyOf": [{"additionalProperties": false}, {"type": "null"}]}),
            json!({"type": "object", "properties": {"a": text()}, "nullable": true, "allOf": [{"additionalProperties": false}]}),
        ),
        (
            json!({"anyOf": [{"type": "null"}, {"type": "null"}]}),
            json!({"nullable": true, "enum": [null]}),
        ),
        // Bounds.
        (
            json!({"exclusiveMinimum": 2}),
            json!({"minimum": 2, "exclusiveMinimum": true}),
        ),
        (
            json!({"minimum": 1, "exclusiveMinimum": 2, "maximum": 8, "exclusiveMaximum": 9}),
            json!({"minimum": 2, "exclusiveMinimum": true, "maximum": 8}),
        ),
        (
            json!({"minimum": 3, "exclusiveMinimum": 2.5}),
            json!({"minimum": 3}),
        ),
        // Prose.
        (
            json!({"type": "string", "examples": ["a", "b"]}),
            json!({"type": "string", "example": "a"}),
        ),
        (
            json!({"$comment": "c", "$schema": "s", "type": "string"}),
            text(),
        ),
        // References.
        (
            json!({"$ref": "#/components/schemas/B", "description": "d", "summary": "s"}),
            json!({"$ref": "#/components/schemas/B"}),
        ),
        (
            json!({"$ref": "#/components/schemas/B", "deprecated": true}),
            json!({"deprecated": true, "allOf": [{"$ref": "#/components/schemas/B"}]}),
        ),
        (
            json!({"$ref": "#/components/schemas/B", "allOf": [text()], "minLength": 1}),
            json!({"minLength": 1, "allOf": [{"$ref": "#/components/schemas/B"}, text()]}),
        ),
        (
            json!({"$ref": "#/components/schemas/B", "x-note": 1}),
            json!({"$ref": "#/components/schemas/B", "x-note": 1}),
        ),
        // Both have to allow `null`.
        (
            json!({"$ref": "#/components/schemas/B", "type": ["object", "null"]}),
            json!({"allOf": [{"$ref": "#/components/schemas/B"}, {"type": "object", "nullable": true}]}),
        ),
        (
            json!({"type": ["string", "integer", "null"], "minLength": 1, "allOf": [text()]}),
            json!({"minLength": 1, "allOf": [text(), {"anyOf": [{"type": "string"}, {"type": "integer"}], "nullable": true}]}),
        ),
        // Lists.
        (
            json!({"type": "array"}),
            json!({"type": "array", "items": {}}),
        ),
        (
            json!({"type": "array", "items": false}),
            json!({"type": "array", "items": {}, "maxItems": 0}),
        ),
        (
            json!({"type": "array", "prefixItems": [text(), text()], "maxItems": 2}),
            json!({"type": "array", "maxItems": 2, "items": text()}),
        ),
        (
            json!({"type": "array", "prefixItems": [text()], "items": false}),
            json!({"type": "array", "maxItems": 1, "items": text()}),
        ),
        (
            json!({"type": "array", "unevaluatedItems": text()}),
            json!({"type": "array", "items": text()}),
        ),
        // Objects.
        (
            json!({"type": "object", "unevaluatedProperties": false}),
            json!({"type": "object", "additionalProperties": false}),
        ),
        (
            json!({"type": "object", "patternProperties": {".*": text()}}),
            json!({"type": "object", "additionalProperties": text()}),
        ),
        // Content.
        (
            json!({"type": "string", "contentEncoding": "base64"}),
            json!({"type": "string", "format": "byte"}),
        ),
        (
            json!({"type": "string", "contentMediaType": "image/png"}),
            json!({"type": "string", "format": "binary", "x-json-schema": {"contentMediaType": "image/png"}}),
        ),
        (
            json!({"type": "string", "contentMediaType": "application/json"}),
            json!({"type": "string", "x-json-schema": {"contentMediaType": "application/json"}}),
        ),
    ] {
        let shown = before.to_string();
        assert_eq!(schema(before), (after, Vec::new()), "{shown}");
    }
}

#[test]
fn what_3_0_has_no_word_for_is_kept_and_named() {
    let text = || json!({"type": "string"});
    let kept = |keyword: &str, value: Value| json!({ keyword: value });
    for (before, mut after, lost) in [
        (
            json!({"if": {"required": ["a"]}, "then": {"required": ["b"]}, "else": {"const": 1}}),
            json!({}),
            &["if", "then", "else"] as &[&str],
        ),
        (
            json!({"dependentRequired": {"a": ["b"]}}),
            json!({}),
            &["dependentRequired"],
        ),
        (
            json!({"propertyNames": {"pattern": "a"}}),
            json!({}),
            &["propertyNames"],
        ),
        (
            json!({"type": "array", "items": {}, "contains": text(), "minContains": 2}),
            json!({"type": "array", "items": {}}),
            &["contains", "minContains"],
        ),
        (
            json!({"type": "array", "prefixItems": [text(), {"type": "integer"}], "items": false}),
            json!({"type": "array", "items": {"anyOf": [text(), {"type": "integer"}]}, "maxItems": 2}),
            &["prefixItems"],
        ),
        (
            json!({"type": "array", "prefixItems": [text()]}),
            json!({"type": "array", "items": {}}),
            &["prefixItems"],
        ),
        (
            json!({"type": "object", "patternProperties": {"^a": text()}}),
            json!({"type": "object", "additionalProperties": text()}),
            &["patternProperties"],
        ),
        (
            json!({"properties": {"b": text()}, "patternProperties": {"^a": text(), "^b": {"type": "integer"}}, "additionalProperties": false}),
            json!({"properties": {"b": text()}, "additionalProperties": {"anyOf": [text(), {"type": "integer"}]}}),
            &["patternProperties"],
        ),
        (
            json!({"allOf": [{"type": "object"}], "unevaluatedProperties": false}),
            json!({"allOf": [{"type": "object"}]}),
            &["unevaluatedProperties"],
        ),
        (
            json!({"type": "string", "lamps": 7}),
            json!({"type": "string"}),
            &["lamps"],
        ),
        (
            json!({"type": "string", "contentEncoding": "base64url"}),
            json!({"type": "string"}),
            &["contentEncoding"],
        ),
    ] {
        let shown = before.to_string();
        let untranslated: serde_json::Map<String, Value> = lost
            .iter()
            .filter_map(|keyword| kept(keyword, before[*keyword].clone()).as_object().cloned())
            .flatten()
            .collect();
        after["x-json-schema"] = json!(untranslated);
        assert_eq!(
            schema(before),
            (
                after,
                lost.iter().map(|keyword| (*keyword).to_owned()).collect()
            ),
            "{shown}"
        );
    }
    let (schema, lost) = schema(json!({"properties": {"a": false, "b": true, "c": 7}}));
    assert_eq!(
        (schema, lost),
        (
            json!({"properties": {"b": {}, "c": {}}}),
            vec!["properties/c".to_owned(), "properties/a".to_owned()]
        )
    );
}
