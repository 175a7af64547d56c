//! Random schemas: what passes both stages is generated, with neither a panic nor an error.

use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use serde_json::{Map, Value, json};

use super::super::{check_generator_input, guard, with_room};
use super::supervised::generate;
use super::with_schemas;

const NAMES: [&str; 3] = ["First", "Second", "third"];

/// Keywords with values that schemas of the wild have, fit for each other or not.
fn keyword() -> impl Strategy<Value = (&'static str, Value)> {
    prop::sample::select(vec![
        ("type", json!("string")),
        ("type", json!("object")),
        ("type", json!("array")),
        ("type", json!("integer")),
        ("type", json!("number")),
        ("type", json!("boolean")),
        ("nullable", json!(true)),
        ("format", json!("uuid")),
        ("format", json!("int32")),
        ("enum", json!(["a", "b-c", "b_c"])),
        ("enum", json!(["a"])),
        ("enum", json!(["A", null])),
        ("enum", json!([1, 2])),
        ("enum", json!([true])),
        ("default", json!("a")),
        ("default", json!({})),
        ("default", json!(1)),
        ("minimum", json!(1)),
        ("maximum", json!(300)),
        ("exclusiveMinimum", json!(true)),
        ("minLength", json!(1)),
        ("pattern", json!("^[a-z]+$")),
        ("minItems", json!(2)),
        ("maxItems", json!(2)),
        ("uniqueItems", json!(true)),
        ("required", json!(["p"])),
        ("required", json!(["p", "tag"])),
        ("additionalProperties", json!(true)),
        ("additionalProperties", json!(false)),
        ("additionalProperties", json!({})),
        ("title", json!("A title")),
    ])
}

fn schema() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        prop::sample::select(NAMES.to_vec())
            .prop_map(|name| json!({"$ref": format!("#/components/schemas/{name}")})),
        prop::collection::vec(keyword(), 0..4).prop_map(object),
        prop::sample::select(vec!["x", "y", "X"]).prop_map(|tag| json!({
            "type": "object",
            "required": ["tag"],
            "properties": {"tag": {"type": "string", "enum": [tag]}},
        })),
    ];
    leaf.prop_recursive(3, 12, 3, |inner| {
        let list = || prop::collection::vec(inner.clone(), 1..4);
        let around = prop_oneof![
            inner.clone().prop_map(|value| ("items", value)),
            inner
                .clone()
                .prop_map(|value| ("additionalProperties", value)),
            list().prop_map(|values| ("oneOf", json!(values))),
            list().prop_map(|values| ("anyOf", json!(values))),
            list().prop_map(|values| ("allOf", json!(values))),
            prop::collection::btree_map(
                prop::sample::select(vec!["p", "q", "P", "tag"]),
                inner,
                1..4
            )
            .prop_map(|values| ("properties", json!(values))),
        ];
        (
            prop::collection::vec(around, 1..3),
            prop::collection::vec(keyword(), 0..3),
        )
            .prop_map(|(around, keywords)| object([around, keywords].concat()))
    })
}

fn object(members: Vec<(&str, Value)>) -> Value {
    let members: Map<String, Value> = members
        .into_iter()
        .map(|(key, value)| (key.to_owned(), value))
        .collect();
    Value::Object(members)
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: std::env::var("CASES").map_or(512, |n| n.parse().unwrap()),
        failure_persistence: None,
        rng_seed: RngSeed::Fixed(std::env::var("SEED").map_or(2, |n| n.parse().unwrap())),
        max_shrink_iters: 2000,
        ..ProptestConfig::default()
    })]

    #[test]
    fn what_passes_the_checks_passes_the_generator(schemas in prop::array::uniform3(schema())) {
        let schemas: Map<String, Value> =
            NAMES.into_iter().map(str::to_owned).zip(schemas).collect();
        let document = with_schemas(Value::Object(schemas));
        if std::env::var("LAST").is_ok() { std::fs::write(std::env::var("LAST").unwrap(), document.to_string()).unwrap(); }
        if let Ok(spec) = check_generator_input(&document) {
            OKS.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
            let outcome = with_room(|| generate(&spec).map_err(|error| error.to_string()));
            prop_assert!(matches!(outcome, Ok(Ok(_))), "{:?}", outcome.map(drop));
        }
        let _ = guard(|| ());
    }
}
static OKS: std::sync::atomic::AtomicUsize = std::sync::atomic::AtomicUsize::new(0);
