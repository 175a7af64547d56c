//! Each keyword and each part around schemas, and what must hold of every schema.

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

#[test]
fn inner_schemas_of_every_place_are_rewritten() {
    let nullable = json!({"type": ["string", "null"]});
    let media =
        json!({"content": {"application/json": {"schema": nullable, "example": {"schema": true}}}});
    let item = json!({
        "parameters": [{"name": "a", "in": "query", "schema": nullable}],
        "post": {
            "requestBody": media,
            "responses": {"200": {"headers": {"schema": {"schema": nullable}}, "content": media["content"]}},
            "callbacks": {"schema": {"{$url}": {"post": {"requestBody": media}}}}
        }
    });
    let (document, losses) = rewritten(json!({
        "paths": {"/a": item},
        "components": {
            "schemas": {"A": {"properties": {"schema": {"items": nullable}, "example": nullable, "x-a": nullable}}},
            "parameters": {"example": {"schema": nullable}},
            "responses": {"schema": media},
            "requestBodies": {"default": media},
            "headers": {"enum": {"schema": nullable}},
            "callbacks": {"a": {"{$url}": item}}
        }
    }));
    assert_eq!(losses, []);
    let text = document.to_string();
    assert!(!text.contains("[\"string\",\"null\"]"), "{text}");
    assert_eq!(
        text.matches("\"schema\":true").count(),
        8,
        "an example was rewritten: {text}"
    );
}

#[test]
fn definitions_become_components() {
    let (document, _) = rewritten(json!({
        "$defs": {"Root": {"type": "string"}},
        "components": {"schemas": {
            "Lamp": {
                "$defs": {
                    "Color": {"$defs": {"Red": {"const": "red"}}, "$ref": "#/components/schemas/Lamp/$defs/Color/$defs/Red"},
                    "Post": {"type": "integer"}
                },
                "properties": {
                    "color": {"$ref": "#/components/schemas/Lamp/$defs/Color"},
                    "post": {"$ref": "#/$defs/Post"},
                    "root": {"$ref": "#/$defs/Root"},
                    "name": {"$ref": "#/components/schemas/Named/properties/name"}
                }
            },
            "Post": {"definitions": {"Size": {"type": "number"}}, "items": {"$ref": "#/components/schemas/Post/definitions/Size"}},
            "Named": {"$id": "https://lamps.example/named", "properties": {"name": {"$anchor": "name", "type": "string"}}},
            "Tree": {"$dynamicAnchor": "node", "properties": {"next": {"$dynamicRef": "#node"}}},
            "Uses": {"properties": {
                "anchor": {"$ref": "#name"},
                "id": {"$ref": "https://lamps.example/named"},
                "inner": {"$ref": "https://lamps.example/named#/properties/name"}
            }},
            "Either": {"oneOf": [{"$ref": "#/components/schemas/Lamp/$defs/Post"}], "discriminator": {
                "propertyName": "kind", "mapping": {"post": "#/components/schemas/Lamp/$defs/Post"}
            }}
        }}
    }));
    let schemas = &document["components"]["schemas"];
    let to = |name: &str| json!({"$ref": format!("#/components/schemas/{name}")});
    assert_eq!(schemas["Root"], json!({"type": "string"}));
    assert_eq!(schemas["Color"], to("Red"));
    assert_eq!(schemas["Red"], json!({"type": "string", "enum": ["red"]}));
    assert_eq!(schemas["Lamp_Post"], json!({"type": "integer"}));
    assert_eq!(schemas["Post"], json!({"items": to("Size")}));
    assert_eq!(
        schemas["Lamp"],
        json!({"properties": {
            "color": to("Color"), "post": to("Lamp_Post"), "root": to("Root"), "name": to("Named/properties/name")
        }})
    );
    assert_eq!(schemas["Tree"], json!({"properties": {"next": to("Tree")}}));
    assert_eq!(
        schemas["Uses"]["properties"],
        json!({"anchor": to("Named/properties/name"), "id": to("Named"), "inner": to("Named/properties/name")})
    );
    assert_eq!(
        schemas["Either"]["discriminator"]["mapping"]["post"],
        to("Lamp_Post")["$ref"]
    );
}

#[test]
fn payloads_of_webhooks_become_components() {
    let (document, losses) = rewritten(json!({
        "webhooks": {
            "lamp.lit": {"post": {
                "requestBody": {"content": {"application/json": {"schema": {"type": ["object", "null"]}}}},
                "responses": {"200": {"description": ""}}
            }},
            "sold": {"post": {"requestBody": {"$ref": "#/components/requestBodies/Sold"}}},
            "again": {"$ref": "#/components/pathItems/Again"}
        },
        "components": {
            "requestBodies": {"Sold": {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Lamp"}}}}},
            "pathItems": {"Again": {"post": {"requestBody": {"content": {"application/json": {
                "schema": {"$ref": "#/webhooks/lamp.lit/post/requestBody/content/application~1json/schema"}
            }}}}}},
            "schemas": {"Lamp": {"type": "object"}}
        }
    }));
    assert_eq!(losses, []);
    assert_eq!(document["paths"], json!({}));
    assert!(document.get("webhooks").is_none());
    assert_eq!(
        document["components"]["schemas"]["lamp.lit-payload"],
        json!({"type": "object", "nullable": true})
    );
    let payload = |name: &str| {
        let pointer =
            format!("/x-webhooks/{name}/post/requestBody/content/application~1json/schema/$ref");
        document.pointer(&pointer).cloned().unwrap()
    };
    assert_eq!(payload("lamp.lit"), "#/components/schemas/lamp.lit-payload");
    assert_eq!(payload("sold"), "#/components/schemas/Lamp");
    assert_eq!(payload("again"), "#/components/schemas/again-payload");
}

#[test]
fn path_items_are_written_where_they_are_used() {
    let (document, losses) = rewritten(json!({
        "paths": {
            "/a": {"$ref": "#/components/pathItems/Lamps"},
            "/b": {"$ref": "#/components/pathItems/Lamps", "parameters": []},
            "/c": {"$ref": "#/components/pathItems/No"},
            "/d": {"$ref": "#/components/pathItems/Round"}
        },
        "components": {"pathItems": {
            "Lamps": {"get": {"operationId": "lamps"}},
            "Round": {"$ref": "#/components/pathItems/Round"}
        }}
    }));
    assert_eq!(
        document["paths"],
        json!({
            "/a": {"get": {"operationId": "lamps", "responses": {}}},
            "/b": {"parameters": [], "get": {"responses": {}}},
            "/c": {"$ref": "#/components/pathItems/No"},
            "/d": {"$ref": "#/components/pathItems/Round"}
        })
    );
    let pointers: Vec<_> = losses.iter().map(|loss| loss.pointer.as_str()).collect();
    assert_eq!(pointers, ["/paths/~1b/get"]);
    assert!(document["components"].get("pathItems").is_none());
}

#[test]
fn the_rest_of_the_document_is_rewritten() {
    let (document, losses) = rewritten(json!({
        "jsonSchemaDialect": "https://lamps.example/dialect",
        "info": {"title": "Lamps", "summary": "s", "license": {"name": "MIT", "identifier": "MIT"}},
        "security": [{"mtls": []}, {"key": []}],
        "paths": {"/a": {"get": {"security": [{"mtls": [], "key": []}]}}},
        "components": {"securitySchemes": {
            "mtls": {"type": "mutualTLS"},
            "key": {"type": "http", "scheme": "bearer"}
        }}
    }));
    assert_eq!(
        document,
        json!({
            "info": {"title": "Lamps", "license": {"name": "MIT", "url": "https://spdx.org/licenses/MIT"}},
            "security": [{}, {"key": []}],
            "paths": {"/a": {"get": {"security": [{"key": []}], "responses": {}}}},
            "components": {"securitySchemes": {"key": {"type": "http", "scheme": "bearer"}}},
            "openapi": "3.0.3"
        })
    );
    let shown: Vec<_> = losses.iter().map(ToString::to_string).collect();
    assert_eq!(
        shown,
        [
            "/jsonSchemaDialect: the dialect \"https://lamps.example/dialect\" is read as that of OpenAPI 3.1",
            "/components/securitySchemes/mtls: OpenAPI 3.0 has no `mutualTLS`: give the certificate to the HTTP client",
        ]
    );
}

#[test]
fn another_version_stays_as_it_is() {
    for version in ["3.0.3", "3.2.0"] {
        let mut document =
            json!({"openapi": version, "components": {"schemas": {"A": {"const": 1}}}});
        let before = document.clone();
        assert_eq!(downgrade(&mut document), []);
        assert_eq!(document, before);
    }
}
