//! The parts of a document around schemas, and the places of schemas.

use serde_json::json;

use super::rewritten;
use crate::downgrade::downgrade;

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
            "Filter": {"$recursiveAnchor": true, "items": {"$recursiveRef": "#"}},
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
    assert_eq!(schemas["Filter"], json!({"items": to("Filter")}));
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
