//! What the generator is not given.
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
    assert!(
        error.starts_with("/components/schemas/Formats/default: "),
        "{error}"
    );
}

#[test]
fn schemas_on_which_the_generator_panics_or_fails_are_refused() {
    let a = "/components/schemas/A";
    for (schema, expected) in [
        (
            json!({"type": "integer", "default": "x"}),
            "/default: the default does not fit its schema: a string where the type is `integer`; \
             let the pass that moves defaults into the documentation remove it",
        ),
        (
            json!({"anyOf": [{}, {}], "default": {}}),
            "/default: a default beside `anyOf`; \
             let the pass that moves defaults into the documentation remove it",
        ),
        (
            json!({"not": {"type": "string"}}),
            "/not: the generator cannot subtract schemas; \
             describe what is allowed instead, or remove `not` by an overlay",
        ),
        (
            json!({"oneOf": [{}], "anyOf": [{}]}),
            "/anyOf: the generator cannot combine `oneOf` and `anyOf`; keep one of the two",
        ),
        (
            json!({"enum": ["a", 1]}),
            "/enum: the enum has values of several types; keep one type, or use `oneOf`",
        ),
        (
            json!({"type": "integer", "enum": [1, null]}),
            "/enum: the enum of type `integer` holds null; set `nullable` or remove the null",
        ),
        (
            json!({"type": "string", "enum": ["a1", "A1"]}),
            "/enum: the values \"a1\" and \"A1\" become one variant; \
             remove one of the two, or the enum, so that it is a plain string",
        ),
        (
            json!({"type": "object", "format": "uuid"}),
            "/format: a format does not go with the type `object`; \
             remove the format or correct the type",
        ),
        (
            json!({"nullable": true, "minimum": 1}),
            ": bounds of a number, but no type; name the type, or split the schema with `oneOf`",
        ),
        (
            json!({"nullable": true, "pattern": "a"}),
            ": nullable, with bounds of a string, but no type; \
             name the type, or split the schema with `oneOf`",
        ),
        (
            json!({"properties": {}, "items": {}}),
            ": keywords of several types, but no type; \
             name the type, or split the schema with `oneOf`",
        ),
        (
            json!({"type": "object", "enum": [{}]}),
            "/enum: an enum of the type `object`; remove the enum: there is no such type in Rust",
        ),
        (
            json!({"type": "array", "items": {}, "minItems": 33, "maxItems": 33}),
            "/maxItems: a list of exactly 33 elements becomes an array that is too long; \
             remove one of the two bounds",
        ),
        (
            json!({"anyOf": [
                {"type": "object", "required": ["b"], "properties": {"a": {}}},
                {"type": "object", "properties": {"a": {}, "b": {}}},
            ]}),
            "/anyOf/0: the required `b` of this branch is none of its properties; \
             add the property, or remove the name from `required`",
        ),
        (
            json!({"type": "object", "properties": {"aB": {}, "a_b": {}}}),
            "/properties/a_b: the properties `aB` and `a_b` both become the field `a_b`; \
             keep one of the two, or move one into the additional properties",
        ),
        (
            json!({"properties": {"extra": {}}, "additionalProperties": {}}),
            "/properties/extra: the properties `extra` and `extra` both become the field `extra`; \
             keep one of the two, or move one into the additional properties",
        ),
        (
            json!({"oneOf": [
                {"type": "object", "properties": {"t": {"type": "string", "enum": ["x1"]}}},
                {"type": "object", "properties": {"t": {"type": "string", "enum": ["X1"]}}},
            ]}),
            "/oneOf: the branches \"x1\" and \"X1\" become one variant; \
             rename or remove one of the two by an overlay",
        ),
        (
            json!({"oneOf": [
                {"type": "object", "required": ["t", "c"],
                 "properties": {"t": {"type": "string", "enum": ["x"]}, "c": {}}},
                {"type": "object", "required": ["t", "c"],
                 "properties": {"t": {"type": "string", "enum": ["x"]}, "c": {}}},
            ]}),
            "/oneOf: the branches \"x\" and \"x\" become one variant; \
             rename or remove one of the two by an overlay",
        ),
        (
            json!({"anyOf": [{"enum": ["a"]}, {"required": ["A"], "properties": {"A": {}}}]}),
            "/anyOf: the branches \"a\" and \"A\" become one variant; \
             rename or remove one of the two by an overlay",
        ),
        (
            json!({"type": "string", "enum": ["a"], "oneOf": [{}]}),
            "/enum: an enum beside `oneOf`; write out the values of each branch",
        ),
        (
            json!({"nullable": true, "enum": ["a"]}),
            "/enum: a nullable enum without a type; name the type of its values",
        ),
        (
            json!({"format": "uri"}),
            "/format: a format without a type; remove the format or correct the type",
        ),
        (
            json!({"type": "string", "enum": ["", "x"]}),
            "/enum: the values \"\" and \"x\" become one variant; \
             remove one of the two, or the enum, so that it is a plain string",
        ),
    ] {
        assert_refused(
            &with_schemas(json!({ "A": schema })),
            &format!("{a}{expected}"),
        );
    }
    assert_refused(
        &with_schemas(json!({"my_type": {}, "MyType": {}})),
        "/components/schemas/MyType: the schemas `my_type` and `MyType` both become the type \
         `MyType`; rename one of the two",
    );
}

#[test]
fn merges_that_never_end_are_refused() {
    let to = |name: &str| json!({"$ref": format!("#/components/schemas/{name}")});
    let more = json!({"type": "object", "properties": {"more": {}}});
    assert_refused(
        &with_schemas(json!({
            "A": {"properties": {"inner": {"allOf": [to("B"), more]}}},
            "B": {"properties": {"back": {"allOf": [to("A"), more]}}},
        })),
        "/components/schemas/A: merging writes the schema into itself, by way of `A`, `B`; \
         refer to the schema without other keywords beside it",
    );
    assert_refused(
        &with_schemas(json!({
            "A": {"type": "array", "items": {"type": "object", "anyOf": [to("B")]}},
            "B": {"oneOf": [{"type": "string"}, to("A")]},
        })),
        "/components/schemas/A: merging writes the schema into itself, by way of `A`; \
         refer to the schema without other keywords beside it",
    );
    assert_refused(
        &with_schemas(json!({
            "A": {"properties": {"next": to("A")}},
            "B": {"properties": {"next": to("B")}},
            "C": {"allOf": [to("A"), to("B")]},
        })),
        "/components/schemas/C: the recursive `property next` would be merged without end; \
         describe it in one part only, or combine the parts by `oneOf`",
    );
    assert_refused(
        &with_schemas(json!({"A": {"oneOf": [{"enum": ["a"]}], "minItems": 2}})),
        "/components/schemas/A: the parts to be merged hold a schema with `minItems`, \
         but without a type; name its type",
    );
    let either = json!({"oneOf": [{"type": "string"}, {"type": "boolean"}]});
    assert_refused(
        &with_schemas(json!({"A": {"allOf": [either, to("B")]}, "B": either})),
        "/components/schemas/A: several lists of alternatives would be multiplied by merging; \
         write out the combinations as one `oneOf`",
    );
    check_generator_input(&with_schemas(json!({
        "Node": {"allOf": [to("Base"), more]},
        "Base": {"properties": {"parent": to("Node"), "children": {"type": "array", "items": to("Node")}}},
        "Tree": {"properties": {"left": {"allOf": [to("Tree")], "nullable": true}}},
    })))
    .unwrap();
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
fn responses_of_several_types_are_refused() {
    let json = |kind: &str| {
        json!({"description": "", "content": {"application/json":
        {"schema": {"type": kind}}}})
    };
    let empty = json!({"description": ""});
    for (responses, code, what, first) in [
        (
            json!({"200": json("object"), "202": empty}),
            "202",
            "success",
            "200",
        ),
        (
            json!({"200": empty, "default": json("object")}),
            "default",
            "success",
            "200",
        ),
        (
            json!({"200": empty, "404": json("object"), "4XX": empty}),
            "404",
            "error",
            "4XX",
        ),
        (
            json!({"201": json("string"), "2XX": json("object")}),
            "201",
            "success",
            "2XX",
        ),
    ] {
        assert_refused(
            &with_operation(json!({ "responses": responses })),
            &format!(
                "/paths/~1a/get/responses/{code}: getA: the {what} bodies of {first} and {code} \
                 differ, and there can be one type; \
                 let a pass give them one schema, or remove the content of both"
            ),
        );
    }
    for fine in [
        json!({"2XX": json("object"), "4XX": json("string"), "5XX": json("string"), "301": empty}),
        json!({"2XX": json("object"), "default": json("string")}),
        json!({"4XX": json("string")}),
    ] {
        check_generator_input(&with_operation(json!({ "responses": fine }))).unwrap();
    }
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
