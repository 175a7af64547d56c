//! Random schemas: what the passes make of them, and what passes both stages, can be generated.

use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use serde_json::{Map, Value, json};

use super::super::{check_contract, check_generator_input, supervise, with_room};
use super::supervised::generate;
use super::with_schemas;
use crate::names::Names;
use crate::passes::{Context, run_all};

const NAMES: [&str; 3] = ["First", "Second", "third"];

/// Keywords that may or may not fit the schema to which they are added.
fn keyword() -> impl Strategy<Value = (&'static str, Value)> {
    prop::sample::select(vec![
        ("type", json!("object")),
        ("type", json!("string")),
        ("nullable", json!(true)),
        ("format", json!("uuid")),
        ("enum", json!(["a", "b-c", "b_c"])),
        ("enum", json!(["A", null])),
        ("enum", json!([1, 2])),
        ("default", json!({})),
        ("minimum", json!(1)),
        ("minLength", json!(1)),
        ("minItems", json!(2)),
        ("maxItems", json!(2)),
        ("uniqueItems", json!(true)),
        ("required", json!(["p"])),
        ("properties", json!({"p": {"type": "string"}})),
        ("additionalProperties", json!(true)),
        ("additionalProperties", json!(false)),
        ("additionalProperties", json!({})),
        ("additionalProperties", json!({"type": "integer"})),
        (
            "oneOf",
            json!([{"type": "string"}, {"$ref": "#/components/schemas/First"}]),
        ),
        ("allOf", json!([{"$ref": "#/components/schemas/Second"}])),
        ("title", json!("A title")),
    ])
}

fn leaf() -> impl Strategy<Value = Value> {
    prop::sample::select(vec![
        json!({}),
        json!({"type": "string"}),
        json!({"type": "string", "enum": ["a", "b"]}),
        json!({"type": "string", "format": "date-time", "nullable": true}),
        json!({"type": "integer", "minimum": 1}),
        json!({"type": "number"}),
        json!({"type": "boolean"}),
        json!({"type": "object"}),
        json!({"$ref": "#/components/schemas/First"}),
        json!({"$ref": "#/components/schemas/Second"}),
        json!({"$ref": "#/components/schemas/third"}),
        tag("x", "p"),
        tag("y", "q"),
        tag("X", "p"),
    ])
}

fn tag(tag: &str, content: &str) -> Value {
    json!({
        "type": "object",
        "required": ["tag", content],
        "properties": {"tag": {"type": "string", "enum": [tag]}, content: {"type": "string"}},
    })
}

fn schema() -> impl Strategy<Value = Value> {
    leaf().prop_recursive(3, 12, 3, |inner| {
        let list = || prop::collection::vec(inner.clone(), 1..4);
        let name = prop::sample::select(vec!["p", "q", "r", "tag"]);
        let whole = prop_oneof![
            inner
                .clone()
                .prop_map(|value| json!({"type": "array", "items": value})),
            inner
                .clone()
                .prop_map(|value| json!({"type": "object", "additionalProperties": value})),
            list().prop_map(|values| json!({ "oneOf": values })),
            list().prop_map(|values| json!({ "anyOf": values })),
            list().prop_map(|values| json!({ "allOf": values })),
            prop::collection::btree_map(name, inner.clone(), 1..4)
                .prop_map(|values| json!({"type": "object", "properties": values})),
        ];
        (whole, prop::option::weighted(0.3, keyword())).prop_map(|(mut schema, keyword)| {
            if let Some((key, value)) = keyword {
                schema[key] = value;
            }
            schema
        })
    })
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 256,
        failure_persistence: None,
        rng_seed: RngSeed::Fixed(1),
        ..ProptestConfig::default()
    })]

    #[test]
    fn what_passes_the_checks_is_generated_or_named(schemas in prop::array::uniform3(schema())) {
        let schemas: Map<String, Value> =
            NAMES.into_iter().map(str::to_owned).zip(schemas).collect();
        let mut document = with_schemas(Value::Object(schemas));
        // Without an operation that takes them, the last pass would remove them.
        document["paths"]["/a"]["get"] = json!({
            "operationId": "getA",
            "parameters": NAMES.map(|name| json!({
                "name": name, "in": "query",
                "schema": {"$ref": format!("#/components/schemas/{name}")},
            })),
            "responses": {"200": {"description": ""}},
        });
        let names = Names::default();
        if check_contract(&document).is_err()
            || run_all(&mut document, &Context::lenient(&names)).is_err()
        {
            return Ok(());
        }
        let Ok(spec) = check_generator_input(&document) else {
            return Ok(());
        };
        // A stack that overflows ends the test: that is what must not happen.
        let outcome = with_room(|| supervise(&spec, |spec| generate(spec).map(drop))).unwrap();
        if let Err(error) = outcome {
            let place = error.pointer().unwrap_or_default();
            prop_assert!(document.pointer(place).is_some() && !place.is_empty(), "{error}");
        }
    }
}
