//! Faults of the document as a whole, and of its references.

use serde_json::{Value, json};

use super::super::check_contract;
use super::{assert_fault, document, with_operation, with_schemas};

#[test]
fn the_containers_must_be_what_they_are() {
    let mut no_list = document(json!({}), json!({}));
    no_list["servers"] = json!({"url": "x"});
    assert_fault(
        &no_list,
        "/servers: `servers` is an object, not a list; \
         list each server as an object with its `url`",
    );
    assert_fault(
        &document(json!({}), json!([])),
        "/components: `components` is a list, not an object; \
         hold each section, such as `schemas`, under its name",
    );
    assert_fault(
        &document(json!({}), json!({"schemas": 1})),
        "/components/schemas: `schemas` is a number, not an object; \
         hold each component under its name",
    );
    assert_fault(
        &with_schemas(json!({"a b": {}})),
        "/components/schemas/a b: \"a b\" cannot be the name of a component; \
         use the letters A to Z, digits, `.`, `_` and `-` only",
    );
    assert_fault(
        &document(json!([]), json!({})),
        "/paths: the paths are missing or not an object; map each path to its operations",
    );
    assert_fault(
        &json!([]),
        "the document is a list, not an object; give an OpenAPI 3.0 document",
    );
}

#[test]
fn what_openapi_does_not_allow_is_found_by_its_key() {
    let mut untitled = document(json!({}), json!({}));
    untitled["info"] = json!({"title": 7, "version": "1"});
    assert_fault(
        &untitled,
        "/info: not what OpenAPI 3.0 allows here: invalid type: integer `7`, expected a string; \
         correct it by an overlay",
    );
    let mut server = document(json!({}), json!({}));
    server["servers"] = json!([{"url": "/"}, {"url": "/", "description": []}]);
    assert_fault(
        &server,
        "/servers/1/description: not what OpenAPI 3.0 allows here: \
         invalid type: sequence, expected a string; correct it by an overlay",
    );
    assert_fault(
        &with_schemas(json!({"A": {"properties": {"b": {"items": {"nullable": 1}}}}})),
        "/components/schemas/A/properties/b/items/nullable: not what OpenAPI 3.0 allows here: \
         invalid type: integer `1`, expected a boolean; correct it by an overlay",
    );
    assert_fault(
        &with_operation(json!({"responses": {"200": {}}})),
        "/paths/~1a/get/responses/200: getA: not what OpenAPI 3.0 allows here: \
         missing field `description`; correct it by an overlay",
    );
    assert_fault(
        &with_operation(json!({"deprecated": "yes"})),
        "/paths/~1a/get/deprecated: getA: not what OpenAPI 3.0 allows here: \
         invalid type: string \"yes\", expected a boolean; correct it by an overlay",
    );
}

#[test]
fn a_document_that_is_nested_too_deeply_is_refused_before_it_is_walked() {
    let mut deep = json!({});
    for _ in 0..10_000 {
        deep = Value::Array(vec![deep]);
    }
    let mut nested = document(json!({}), json!({}));
    nested["x-deep"] = deep;
    let error = check_contract(&nested).unwrap_err();
    assert_eq!(error.message(), "nested more than 80 levels deep");
    assert!(error.pointer().unwrap().starts_with("/x-deep/0/0/"));
    // Dropping it would recurse.
    let mut rest = nested["x-deep"].take();
    while let Some(inner) = rest.as_array_mut().and_then(Vec::pop) {
        rest = inner;
    }
}

#[test]
fn security_must_name_a_declared_scheme() {
    assert_fault(
        &with_operation(json!({"security": [{"key": []}]})),
        "/paths/~1a/get/security/0/key: getA: the security scheme `key` is not declared; \
         declare it in `#/components/securitySchemes` or correct the name",
    );
    let mut top = document(json!({}), json!({}));
    top["security"] = json!([["key"]]);
    assert_fault(
        &top,
        "/security/0: `security` holds a list, not an object; \
         map the name of a scheme to its scopes",
    );
    top["components"] = json!({"securitySchemes": {"key": {"type": "http", "scheme": "bearer"}}});
    top["security"] = json!([{"key": []}, {}]);
    check_contract(&top).unwrap();
}

#[test]
fn a_reference_must_lead_to_a_component_of_its_section() {
    let refer = |text: &str| with_schemas(json!({"A": {"items": {"$ref": text}}, "B": {}}));
    check_contract(&refer("#/components/schemas/B")).unwrap();
    let at = "/components/schemas/A/items/$ref: the reference";
    for (text, rest) in [
        (
            "#/components/schemas/C",
            "is dangling: there is no such component; add the component or correct the name",
        ),
        (
            "other.json#/B",
            "leads to another file or address; move what it names into `#/components/schemas`",
        ),
        (
            "https://example.com/b.json",
            "leads to another file or address; move what it names into `#/components/schemas`",
        ),
        (
            "#/components/responses/B",
            "leads to another section than `schemas`; \
             refer to a component in `#/components/schemas`",
        ),
        (
            "#/components/schemas/B/properties/c",
            "does not lead to a whole component; \
             give what it names a place of its own in `#/components/schemas`",
        ),
    ] {
        assert_fault(&refer(text), &format!("{at} `{text}` {rest}"));
    }
    assert_fault(
        &with_schemas(json!({"A": {"items": {"$ref": 1}}})),
        "/components/schemas/A/items/$ref: the `$ref` is not a string; \
         write it as \"#/components/schemas/Name\"",
    );
}

#[test]
fn references_of_every_kind_are_followed() {
    let dangling = |section: &str| json!({"$ref": format!("#/components/{section}/X")});
    for (parts, at, section) in [
        (
            json!({"parameters": [dangling("parameters")]}),
            "parameters/0",
            "parameters",
        ),
        (
            json!({"requestBody": dangling("requestBodies")}),
            "requestBody",
            "requestBodies",
        ),
        (
            json!({"responses": {"200": dangling("responses")}}),
            "responses/200",
            "responses",
        ),
        (
            json!({"responses": {"200": {"description": "", "headers": {"H": dangling("headers")}}}}),
            "responses/200/headers/H",
            "headers",
        ),
    ] {
        assert_fault(
            &with_operation(parts),
            &format!(
                "/paths/~1a/get/{at}/$ref: getA: the reference `#/components/{section}/X` \
                 is dangling: there is no such component; add the component or correct the name"
            ),
        );
    }
    assert_fault(
        &with_schemas(json!({
            "A": {"oneOf": [{"$ref": "#/components/schemas/B"}],
                  "discriminator": {"propertyName": "kind", "mapping": {"b": "B", "c": "C"}}},
            "B": {},
        })),
        "/components/schemas/A/discriminator/mapping/c: the reference `C` is dangling: \
         there is no such component; add the component or correct the name",
    );
}

#[test]
fn a_reference_inside_a_value_is_no_reference() {
    let value = json!({"$ref": "#/nowhere"});
    check_contract(&with_schemas(json!({
        "A": {"type": "object", "example": value, "default": value, "x-note": value},
    })))
    .unwrap();
}

#[test]
fn loops_of_references_are_reported_once() {
    let to = |name: &str| json!({"$ref": format!("#/components/schemas/{name}")});
    for schemas in [
        json!({"A": to("B"), "B": to("A")}),
        json!({"A": {"allOf": [to("B"), {"type": "object"}]}, "B": to("A")}),
        json!({"A": {"oneOf": [{"anyOf": [to("B")]}]}, "B": {"allOf": [to("A")], "nullable": true}}),
    ] {
        assert_fault(
            &with_schemas(schemas),
            "/components/schemas/A: a reference loop with no way out: `A` → `B` → `A`; \
             let one of the loop be a definition instead of a reference",
        );
    }
    let responses = json!({"R": {"$ref": "#/components/responses/R"}});
    assert_fault(
        &document(json!({}), json!({ "responses": responses })),
        "/components/responses/R/$ref: the reference `#/components/responses/R` \
         is part of a reference loop; let one of the loop be a definition instead of a reference",
    );
}

#[test]
fn a_type_that_needs_itself_is_infinite_unless_there_is_a_way_out() {
    let to = |name: &str| json!({"$ref": format!("#/components/schemas/{name}")});
    let needs = |schema: Value| json!({"required": ["p"], "properties": {"p": schema}});
    for way_out in [
        json!({"type": "array", "items": to("A")}),
        json!({"type": "object", "additionalProperties": to("A")}),
        json!({"nullable": true, "allOf": [to("A")]}),
        json!({"oneOf": [to("A"), {"type": "string"}]}),
        json!({"properties": {"optional": to("A")}}),
    ] {
        check_contract(&with_schemas(json!({"A": needs(way_out)}))).unwrap();
    }
    for b in [
        needs(to("A")),
        json!({"allOf": [needs(to("A")), {"type": "object"}]}),
        needs(json!({"type": "array", "minItems": 1, "items": to("A")})),
    ] {
        assert_fault(
            &with_schemas(json!({"A": needs(to("B")), "B": b, "C": needs(to("A"))})),
            "/components/schemas/A: an infinitely large type: \
             each value needs another one: `A` → `B` → `A`; \
             make one of the properties optional, nullable or a list",
        );
    }
}
