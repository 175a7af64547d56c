//! Input that is not passed to the generator.
//!
//! Each case is one on which it was seen to panic, to fail without a place, or to write code that
//! does not compile.

use openapiv3::OpenAPI;
use serde_json::{Value, json};

use super::super::{check_contract, check_generator_input};
use super::{document, vendored, with_operation, with_schemas};

/// Asserts that the first stage passes the document and the second one refuses it in these words.
#[track_caller]
fn assert_refused(document: &Value, expected: &str) {
    check_contract(document).unwrap();
    let error = check_generator_input(document).unwrap_err();
    assert_eq!(error.to_string(), expected);
}

#[test]
fn a_document_that_passes_is_converted_whole() {
    let fine = with_schemas(json!({
        "A": {"type": "object", "properties": {"b": {"$ref": "#/components/schemas/B"}}},
        "B": {"oneOf": [{"type": "string"}, {"type": "array", "items": {"type": "integer"}}]},
    }));
    let converted = check_generator_input(&fine).unwrap();
    assert_eq!(converted, serde_json::from_value::<OpenAPI>(fine).unwrap());
}

#[test]
fn the_contract_itself_is_not_fit_for_the_generator() {
    let error = check_generator_input(&vendored()).unwrap_err().to_string();
    assert!(error.contains("/components/schemas/"), "{error}");
}

#[test]
fn a_schema_has_one_of_the_forms_that_the_passes_leave() {
    let a = "/components/schemas/A";
    let remedy = "correct the type, or remove the keyword by an overlay";
    for (schema, key, form) in [
        (
            json!({"type": "integer", "default": "x"}),
            "default",
            "the type `integer`",
        ),
        (
            json!({"type": "string", "pattern": "("}),
            "pattern",
            "the type `string`",
        ),
        (
            json!({"not": {"type": "string"}}),
            "not",
            "a schema without a type",
        ),
        (
            json!({"anyOf": [{}, {}]}),
            "anyOf",
            "a schema without a type",
        ),
        (
            json!({"allOf": [{}, {}]}),
            "allOf",
            "a schema without a type",
        ),
        (json!({"enum": ["a", 1]}), "enum", "a schema without a type"),
        (
            json!({"type": "integer", "enum": [1]}),
            "enum",
            "the type `integer`",
        ),
        (
            json!({"type": "object", "format": "uuid"}),
            "format",
            "the type `object`",
        ),
        (
            json!({"nullable": true}),
            "nullable",
            "a schema without a type",
        ),
        (
            json!({"properties": {}}),
            "properties",
            "a schema without a type",
        ),
        (
            json!({"type": "string", "oneOf": [{}]}),
            "oneOf",
            "the type `string`",
        ),
        (
            json!({"type": "array", "properties": {}}),
            "properties",
            "the type `array`",
        ),
        (
            json!({"type": "object", "properties": {}, "additionalProperties": {}}),
            "additionalProperties",
            "the type `object`",
        ),
    ] {
        assert_refused(
            &with_schemas(json!({ "A": schema })),
            &format!("{a}/{key}: `{key}` does not go with {form}; {remedy}"),
        );
    }
}

#[test]
fn requests_that_the_generator_cannot_write_are_refused() {
    let at = "/paths/~1a/get/requestBody/content";
    let body = |media: &str, schema: Value| {
        with_operation(json!({"requestBody": {"content": {media: {"schema": schema}}}}))
    };
    for media in ["multipart/form-data", "application/merge-patch+json"] {
        assert_refused(
            &body(media, json!({"type": "object"})),
            &format!(
                "{at}/{}: getA: the generator cannot send {media}; remove the operation by a pass \
                 and write it by hand, or send `application/json`",
                media.replace('/', "~1")
            ),
        );
    }
    assert_refused(
        &body("application/octet-stream", json!({"type": "string"})),
        &format!(
            "{at}/application~1octet-stream/schema: getA: a body of application/octet-stream with \
             more than a plain schema; use a string with the format `binary` and nothing else"
        ),
    );
    assert_refused(
        &body("text/plain", json!({"type": "string", "enum": ["a"]})),
        &format!(
            "{at}/text~1plain/schema: getA: a body of text/plain with more than a plain schema; \
             use a string without format, bounds, enum or default"
        ),
    );
    let encoding = json!({"schema": {}, "encoding": {"a": {"contentType": "text/plain"}}});
    assert_refused(
        &with_operation(json!({"requestBody": {"content": {"application/json": encoding}}})),
        &format!(
            "{at}/application~1json/encoding: getA: the generator cannot encode parts of a body; \
             remove `encoding` by an overlay"
        ),
    );
    check_generator_input(&body(
        "application/octet-stream",
        json!({"type": "string", "format": "binary"}),
    ))
    .unwrap();
}

#[test]
fn names_that_clash_in_rust_are_refused() {
    let query = |name: &str| json!({"name": name, "in": "query", "schema": {"type": "string"}});
    assert_refused(
        &with_operation(json!({"parameters": [query("a-b"), query("a_b")]})),
        "/paths/~1a/get/parameters: getA: the parameters `a-b` and `a_b` both become the argument \
         `a_b`; rename or remove one of the two by an overlay",
    );
    assert_refused(
        &with_operation(json!({
            "parameters": [query("body")],
            "requestBody": {"content": {"application/json": {"schema": {}}}},
        })),
        "/paths/~1a/get/parameters: getA: the parameters `body` and `body` both become the \
         argument `body`; rename or remove one of the two by an overlay",
    );
    assert_refused(
        &with_operation(json!({"operationId": "New"})),
        "/paths/~1a/get/operationId: New: the generated client has a function `new` of its own; \
         rename the operation by an overlay",
    );
    assert_refused(
        &with_operation(json!({"x-dropshot-pagination": {}})),
        "/paths/~1a/get/x-dropshot-pagination: getA: an extension that changes the shape of the \
         generated code; remove it by an overlay",
    );
    let overridden = json!({"/a": {
        "parameters": [query("q")],
        "get": {"operationId": "getA", "parameters": [query("q")],
                "responses": {"200": {"description": ""}}},
    }});
    check_generator_input(&document(overridden, json!({}))).unwrap();
}
