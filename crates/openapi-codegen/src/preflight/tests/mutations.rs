//! Random damage to the vendored contract: the checks may find it or not, but never panic.

use proptest::prelude::*;
use proptest::sample::Index;
use proptest::test_runner::RngSeed;
use serde_json::{Value, json};

use super::super::check_generator_input;
use super::{faults, vendored};
use openapi_document::join;

#[derive(Clone, Debug)]
enum Damage {
    Delete,
    Replace(Value),
    /// Another node of the same document in place of this one.
    Copy(Index),
}

fn damage() -> impl Strategy<Value = Damage> {
    let value = prop::sample::select(vec![
        json!(null),
        json!(true),
        json!(-1),
        json!(1.5),
        json!("{x"),
        json!("$ref"),
        json!([]),
        json!([[null]]),
        json!({}),
        json!({"": {}}),
        json!({"$ref": "#/components/schemas/Formats"}),
        json!({"$ref": "#"}),
        json!({"$ref": 3}),
        json!({"allOf": [{"$ref": "#/components/schemas/Monitor"}, {"type": "string"}]}),
    ]);
    prop_oneof![
        Just(Damage::Delete),
        value.prop_map(Damage::Replace),
        any::<Index>().prop_map(Damage::Copy),
    ]
}

/// The contract with a few of its paths and schemas, to be quick.
fn small_contract() -> Value {
    let mut contract = vendored();
    let paths = contract["paths"].as_object_mut().unwrap();
    paths.retain(|path, _| ["/monitor", "/parse", "/crawl/{id}"].contains(&path.as_str()));
    let schemas = contract["components"]["schemas"].as_object_mut().unwrap();
    schemas.retain(|name, _| name.starts_with("Monitor") || name.ends_with("Formats"));
    contract
}

fn pointers(value: &Value) -> Vec<String> {
    let mut found = Vec::new();
    let mut open = vec![(String::new(), value)];
    while let Some((pointer, value)) = open.pop() {
        match value {
            Value::Object(members) => {
                open.extend(members.iter().map(|(key, v)| (join(&pointer, key), v)));
            }
            Value::Array(list) => {
                open.extend(
                    list.iter()
                        .enumerate()
                        .map(|(i, v)| (format!("{pointer}/{i}"), v)),
                );
            }
            _ => {}
        }
        found.push(pointer);
    }
    found
}

fn apply(document: &mut Value, pointer: &str, damage: &Damage, nodes: &[String]) {
    match damage {
        Damage::Replace(value) => *document.pointer_mut(pointer).unwrap() = value.clone(),
        Damage::Copy(index) => {
            let other = document
                .pointer(index.get(nodes).as_str())
                .cloned()
                .unwrap();
            *document.pointer_mut(pointer).unwrap() = other;
        }
        Damage::Delete => {
            let (parent, key) = pointer.rsplit_once('/').unwrap_or_default();
            let key = key.replace("~1", "/").replace("~0", "~");
            match document.pointer_mut(parent).unwrap() {
                Value::Object(members) => drop(members.shift_remove(&key)),
                Value::Array(list) => drop(list.remove(key.parse().unwrap())),
                _ => {}
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 256,
        failure_persistence: None,
        rng_seed: RngSeed::Fixed(1),
        ..ProptestConfig::default()
    })]

    #[test]
    fn no_damage_makes_a_check_panic(wounds in prop::collection::vec((any::<Index>(), damage()), 1..4)) {
        thread_local! {
            static CONTRACT: Value = small_contract();
        }
        let mut contract = CONTRACT.with(Clone::clone);
        for (index, damage) in &wounds {
            let nodes = pointers(&contract);
            let pointer = index.get(&nodes).clone();
            apply(&mut contract, &pointer, damage, &nodes);
        }
        // The second stage is of all that the first one is, and more.
        let passed = check_generator_input(&contract).is_ok();
        prop_assert!(!passed || faults(&contract).is_empty());
    }
}
