//! Operations of every kind, and the facts that overlays add to them.

use openapi_codegen::pipeline::{self, Inputs, Source};
use serde_json::{Value, json};

fn source(name: &str) -> Source {
    Source {
        name: name.to_owned(),
        bytes: Vec::new(),
    }
}

/// The generated file of a contract with these paths, without its head.
fn generated(file: &str, paths: Value) -> openapi_document::Result<String> {
    let contract = json!({
        "openapi": "3.0.0",
        "info": {"title": "Lamps", "version": "1"},
        "security": [{"key": []}],
        "components": {
            "schemas": {"Lamp": lamp()},
            "securitySchemes": {"key": {"type": "http", "scheme": "bearer"}}
        },
        "paths": paths,
    });
    let inputs = Inputs {
        contract: openapi_document::parse("lamps.json", contract.to_string().as_bytes())?,
        overlays: Vec::new(),
        names: source("names.toml"),
        docs: source("docs.toml"),
        command: "cargo xtask generate".to_owned(),
        callers: [(
            "createLamp".to_owned(),
            "[`Lamps::create`](lamps)".to_owned(),
        )]
        .into(),
    };
    let mut run = pipeline::run(&inputs, false)?;
    let code = run.code.files.remove(file).unwrap();
    let (_, code) = code.split_once(": do not edit.\n\n").unwrap();
    Ok(code.to_owned())
}

fn object(properties: Value) -> Value {
    json!({"type": "object", "properties": properties, "additionalProperties": {}})
}

fn body(media: &str, schema: Value) -> Value {
    json!({"required": true, "description": "", "content": {media: {"schema": schema}}})
}

fn returns(schema: Value) -> Value {
    json!({"200": body("application/json", schema)})
}

fn parameter(name: &str, place: &str, required: bool) -> Value {
    json!({"name": name, "in": place, "required": required, "schema": {"type": "string"}})
}

#[test]
fn every_kind_of_body_parameter_and_response_comes_through() {
    let nothing = json!({"204": {"description": ""}});
    let paths = json!({
        "/lamps": {
            "post": {
                "operationId": "createLamp",
                "requestBody": body("application/json", object(json!({"name": {"type": "string"}}))),
                "responses": returns(object(json!({"id": {"type": "string"}})))
            },
            "put": {
                "operationId": "sendForm",
                "requestBody": body("application/x-www-form-urlencoded", object(json!({"name": {"type": "string"}}))),
                "responses": nothing
            },
            "patch": {
                "operationId": "sendNote",
                "requestBody": body("text/plain", json!({"type": "string"})),
                "responses": returns(json!({"type": "array", "items": {"type": "string"}}))
            }
        },
        "/lamps/{id}/beam": {
            "get": {
                "operationId": "getBeam",
                "parameters": [parameter("id", "path", true), parameter("X-Want", "header", false)],
                "responses": {"200": body("image/png", json!({"type": "string", "format": "binary"}))}
            },
            "put": {
                "operationId": "setBeam",
                "parameters": [parameter("id", "path", true), parameter("X-Need", "header", true)],
                "requestBody": body("application/octet-stream", json!({"type": "string", "format": "binary"})),
                "responses": nothing
            },
            "delete": {
                "operationId": "dropBeam",
                "parameters": [
                    parameter("id", "path", true),
                    parameter("url", "query", false),
                    parameter("query", "query", true)
                ],
                "responses": nothing
            }
        }
    });
    insta::assert_snapshot!(generated("operations.rs", paths).unwrap());
}

fn get(id: &str, extra: Value, schema: Value) -> Value {
    let mut operation = json!({"operationId": id, "responses": returns(schema)});
    operation
        .as_object_mut()
        .unwrap()
        .extend(extra.as_object().unwrap().clone());
    json!({"get": operation})
}

fn lamp() -> Value {
    let lamp = object(json!({"height": {"type": "number"}, "next": {"type": "string"}}));
    object(json!({
        "success": {"type": "boolean"},
        "id": {"type": "string"},
        "height": {"type": "number"},
        "next": {"type": "string"},
        "lamp": lamp,
        "lamps": {"type": "array", "items": {"type": "string"}}
    }))
}

#[test]
fn facts_arrive_in_the_list_of_operations() {
    let facts = json!({
        "x-retry": "costly",
        "x-timeout": {"unit": "seconds", "fields": ["timeout", "options.timeout"]},
        "x-envelope": {"value": "lamp"},
        "x-keyless": true,
        "x-observed": true
    });
    let paths = json!({
        "/a": get("a", facts, lamp()),
        "/b": get("b", json!({}), lamp()),
        "/c": get("c", json!({"security": []}), lamp()),
    });
    insta::assert_snapshot!(generated("catalog.rs", paths).unwrap());
}

#[test]
fn envelopes_become_the_ways_to_split_a_body() {
    let paths: Value = [
        json!({"value": "lamp"}),
        json!({"value": "lamp", "replaced-by": ["next"], "completed-by": ["height"]}),
        json!({"error-unless": ["lamps", "id"]}),
        json!({"error-unless": []}),
        json!({"requires": "id"}),
        json!({}),
        json!({"value": "lamps"}),
    ]
    .into_iter()
    .enumerate()
    .map(|(number, envelope)| {
        let operation = get(
            &format!("get{number}"),
            json!({"x-envelope": envelope}),
            lamp(),
        );
        (format!("/{number}"), operation)
    })
    .collect::<serde_json::Map<_, _>>()
    .into();
    insta::assert_snapshot!(generated("response_bodies.rs", paths).unwrap());
}

#[test]
fn a_fact_that_does_not_fit_is_an_error_that_names_the_operation() {
    for (facts, expected) in [
        (
            json!({"x-retry": "often"}),
            "`x-retry` of getLamp cannot be read",
        ),
        (
            json!({"x-timeout": {"unit": "days", "fields": []}}),
            "`x-timeout` of getLamp cannot be read",
        ),
        (
            json!({"x-envelope": {"field": "lamp"}}),
            "`x-envelope` of getLamp cannot be read",
        ),
        (
            json!({"x-envelope": {"value": "light"}}),
            "`x-envelope` of getLamp: GetLampResponse has no `light`",
        ),
        (
            json!({"x-envelope": {"value": "lamp", "replaced-by": ["id"]}}),
            "`x-envelope` of getLamp: the value has no `id`",
        ),
        (
            json!({"x-envelope": {"value": "lamp", "completed-by": ["lamps"]}}),
            "`x-envelope` of getLamp: `lamps` is a list or map",
        ),
    ] {
        let error =
            generated("mod.rs", json!({"/lamp": get("getLamp", facts, lamp())})).unwrap_err();
        assert!(error.to_string().contains(expected), "{error}");
    }
}

#[test]
fn operations_of_one_response_type_have_one_envelope() {
    let shared = json!({"$ref": "#/components/schemas/Lamp"});
    let error = generated(
        "mod.rs",
        json!({
            "/a": get("first", json!({"x-envelope": {"value": "lamp"}}), shared.clone()),
            "/b": get("second", json!({}), shared),
        }),
    );
    let error = error.unwrap_err().to_string();
    assert!(
        error.contains("`x-envelope` of first and second differ, and both return Lamp"),
        "{error}"
    );
}

#[test]
fn the_page_of_a_request_leads_to_the_method_that_sends_it() {
    let post = |id: &str, field: &str| {
        let text = |name: &str| object(json!({name: {"type": "string"}}));
        let body = body("application/json", text(field));
        json!({"post": {"operationId": id, "requestBody": body, "responses": returns(text("id"))}})
    };
    let paths =
        json!({"/lamps": post("createLamp", "lamp"), "/shades": post("createShade", "shade")});
    let code = generated("types/shared.rs", paths).unwrap();
    assert!(code.contains("/// Body of `POST /lamps`. Sent by [`Lamps::create`](lamps).\n"));
    assert!(code.contains("/// Body of `POST /shades`.\n"));
}
