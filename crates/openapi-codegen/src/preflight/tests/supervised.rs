//! The generator under supervision: what fails is named.

use openapiv3::OpenAPI;
use progenitor::{GenerationSettings, Generator, InterfaceStyle};
use serde_json::{Value, json};

use super::super::{check_contract, check_generator_input, supervise, with_room};
use super::{document, faults, with_schemas};

pub(super) fn generate(spec: &OpenAPI) -> Result<String, progenitor::Error> {
    let mut settings = GenerationSettings::default();
    settings.with_interface(InterfaceStyle::Positional);
    Generator::new(&settings)
        .generate_tokens(spec)
        .map(|tokens| tokens.to_string())
}

fn spec(bad_operation: Value, bad_schema: Value) -> OpenAPI {
    let fine = json!({"operationId": "fine", "responses": {"200": {"description": ""}}});
    let value = document(
        json!({"/fine": {"get": fine, "post": bad_operation}}),
        json!({"schemas": {
            "Around": {"type": "object", "properties": {"p": {"$ref": "#/components/schemas/Bad"}}},
            "Bad": bad_schema,
            "Good": {"type": "string"},
        }}),
    );
    serde_json::from_value(value).unwrap()
}

fn operation(responses: Value) -> Value {
    json!({"operationId": "other", "responses": responses})
}

#[test]
fn what_works_is_passed_on() {
    let spec = spec(
        operation(json!({"200": {"description": ""}})),
        json!({"type": "string"}),
    );
    let code = supervise(&spec, generate).unwrap();
    assert!(code.contains("pub async fn other"));
}

#[test]
fn a_panic_of_one_operation_is_its_error() {
    let json = json!({"description": "", "content": {"application/json": {"schema": {}}}});
    let spec = spec(
        operation(json!({"200": json, "202": {"description": ""}})),
        json!({"type": "string"}),
    );
    assert_eq!(
        supervise(&spec, generate).unwrap_err().to_string(),
        "/paths/~1fine/post: POST /fine (other): the generator panicked: \
         assertion failed: response_types.len() <= 1; \
         correct the contract by an overlay, or add a pass that removes the construct"
    );
}

#[test]
fn an_error_of_one_schema_is_not_blamed_on_those_around_it() {
    let spec = spec(
        operation(json!({"200": {"description": ""}})),
        json!({"type": "string", "pattern": "("}),
    );
    let error = supervise(&spec, generate).unwrap_err();
    assert_eq!(error.pointer(), Some("/components/schemas/Bad"));
    assert!(error.message().contains("invalid pattern '('"), "{error}");
}

#[test]
fn a_failure_of_the_whole_names_no_part() {
    let spec = spec(
        operation(json!({"200": {"description": ""}})),
        json!({"type": "string"}),
    );
    let attempt = |spec: &OpenAPI| match spec.paths.iter().count() {
        1 if spec
            .paths
            .iter()
            .all(|(_, item)| item.as_item().unwrap().iter().count() == 2) =>
        {
            Err("only together")
        }
        _ => Ok(()),
    };
    let error = supervise(&spec, attempt).unwrap_err();
    assert_eq!(error.message(), "the generator failed: only together");
    assert_eq!((error.pointer(), error.operation()), (None, None));
}

#[test]
fn the_deepest_schema_that_passes_does_not_exhaust_the_stack_of_the_generator() {
    type Wrap = fn(Value) -> Value;
    let wraps: [Wrap; 4] = [
        |inner| json!({"type": "array", "items": inner}),
        |inner| json!({"type": "object", "properties": {"p": inner}}),
        |inner| json!({"oneOf": [{"type": "integer"}, inner]}),
        |inner| json!({"type": "object", "additionalProperties": inner}),
    ];
    for wrap in wraps {
        let nested = |levels| (0..levels).fold(json!({"type": "string"}), |inner, _| wrap(inner));
        let deepest = (1..)
            .map(|levels| with_schemas(json!({"A": nested(levels)})))
            .take_while(|document| faults(document).is_empty())
            .last()
            .unwrap();
        let spec = check_generator_input(&deepest).unwrap();
        with_room(|| generate(&spec).map(drop).unwrap()).unwrap();
    }
    let items = |levels| {
        with_schemas(json!({"A": (0..levels).fold(json!({}), |inner, _| wraps[0](inner))}))
    };
    check_contract(&items(23)).unwrap();
    let error = check_contract(&items(30)).unwrap_err().to_string();
    assert!(
        error.ends_with(
            "/items: more than 24 schemas inside each other; move inner schemas into the components"
        ),
        "{error}"
    );
}
