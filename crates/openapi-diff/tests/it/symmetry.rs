//! Properties of all pairs of contracts: a copy has no differences, and the reverse is symmetric.

use std::thread;

use openapi_diff::{Change, Kind, compare};
use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use serde_json::{Map, Value, json};

use crate::contracts::{contract, fixtures, read};

/// The contracts of both folders of fixtures, and the vendored one.
fn contracts() -> Vec<(String, Value)> {
    let mut found = vec![("vendored".to_owned(), contract())];
    for folder in ["history", "hostile"] {
        for path in fixtures(folder) {
            found.push((path.display().to_string(), read(&path)));
        }
    }
    assert!(found.len() > 10);
    found.sort_by(|one, two| one.0.cmp(&two.0));
    found
}

#[test]
fn a_contract_differs_from_no_copy_of_itself() {
    for (name, contract) in contracts() {
        let report = compare(&contract, &contract.clone());
        assert!(report.changes.is_empty(), "{name}: {:#?}", report.changes);
        assert_eq!(report.prose, 0, "{name}");
    }
}

#[test]
fn backwards_is_the_mirror_of_forwards() {
    let contracts = contracts();
    let mut reported = 0;
    for (index, (old_name, old)) in contracts.iter().enumerate() {
        for (new_name, new) in &contracts[index + 1..] {
            let there = compare(old, new);
            let back = compare(new, old);
            reported += there.changes.len();
            assert_eq!(
                lines(&there.changes, false),
                lines(&back.changes, true),
                "{old_name}, {new_name}"
            );
            assert_eq!(there.prose, back.prose);
        }
    }
    assert!(reported > 1_000, "{reported}");
}

/// Every change in a line, read forwards or backwards.
fn lines(changes: &[Change], backwards: bool) -> Vec<String> {
    let mut lines: Vec<String> = changes
        .iter()
        .map(|change| {
            let places = [&change.old_place, &change.new_place]
                .map(|place| place.as_ref().map(|place| place.pointer.clone()));
            let values = [&change.old, &change.new];
            // An operation can have another name in the other contract.
            let sides: Vec<_> = change
                .operations
                .iter()
                .map(|reached| reached.sides.len())
                .collect();
            let count = (sides.len(), sides.iter().sum::<usize>());
            if backwards {
                let [old, new] = places;
                let kind = change.kind.mirrored().name();
                format!(
                    "{kind} {:?} {:?} {count:?}",
                    [new, old],
                    [values[1], values[0]]
                )
            } else {
                format!("{} {places:?} {values:?} {count:?}", change.kind.name())
            }
        })
        .collect();
    lines.sort();
    lines
}

#[test]
fn order_and_prose_make_no_change() {
    let original = contract();
    let mut shuffled = original.clone();
    shuffle(&mut shuffled, "");
    assert_ne!(original.to_string(), shuffled.to_string());
    let mut changes = compare(&original, &shuffled).changes;
    // A constructor takes what is required in the order of the contract.
    changes.retain(|change| change.kind != Kind::ArgumentsReordered);
    assert_eq!(changes, []);
    let mut translated = original.clone();
    translate(&mut translated, false);
    let mut report = compare(&original, &translated);
    // A title can name a generated type.
    let is_title = |change: &Change| change.kind == Kind::TypeRenamed;
    report.changes.retain(|change| !is_title(change));
    assert_eq!(report.changes, []);
    assert!(report.prose > 500, "{}", report.prose);
}

/// Turns every object round, and every list that is a set.
fn shuffle(value: &mut Value, key: &str) {
    const SETS: [&str; 8] = [
        "allOf",
        "anyOf",
        "enum",
        "oneOf",
        "parameters",
        "required",
        "security",
        "tags",
    ];
    match value {
        Value::Object(map) => {
            let entries: Vec<(String, Value)> = std::mem::take(map).into_iter().rev().collect();
            for (key, mut value) in entries {
                shuffle(&mut value, &key);
                map.insert(key, value);
            }
        }
        Value::Array(list) => {
            list.iter_mut().for_each(|value| shuffle(value, ""));
            if SETS.contains(&key) {
                list.reverse();
            }
        }
        _ => {}
    }
}

/// Rewrites all prose and adds some.
fn translate(value: &mut Value, named: bool) {
    match value {
        Value::Object(map) => {
            for (key, value) in map.iter_mut() {
                if !named && ["description", "title", "summary"].contains(&key.as_str()) {
                    *value = json!("anders gesagt");
                } else if !["default", "enum", "example"].contains(&key.as_str()) {
                    translate(value, !named && key == "properties");
                }
            }
            if !named && map.contains_key("type") {
                map.insert("example".to_owned(), json!("Beispiel"));
                map.insert("x-note".to_owned(), json!({"a": 1}));
            }
        }
        Value::Array(list) => list.iter_mut().for_each(|value| translate(value, false)),
        _ => {}
    }
}

#[test]
fn where_an_equal_schema_is_written_changes_at_most_the_name_of_a_type() {
    let original = contract();
    let mut inlined = original.clone();
    let (mut count, mut renamed) = (0, 0);
    for pointer in super::places::schemas(&original) {
        let Some(target) = original
            .pointer(&pointer)
            .and_then(|schema| schema["$ref"].as_str())
        else {
            continue;
        };
        let content = original.pointer(&target[1..]).unwrap().clone();
        let place = inlined.pointer_mut(&pointer).unwrap();
        let kept = std::mem::replace(place, content);
        count += 1;
        for changes in [
            compare(&original, &inlined).changes,
            compare(&inlined, &original).changes,
        ] {
            let is_name =
                |change: &Change| matches!(change.kind, Kind::TypeRenamed | Kind::PartsChanged);
            assert!(changes.iter().all(is_name), "{pointer}: {changes:?}");
            assert!(changes.len() <= 1, "{pointer}: {changes:?}");
            renamed += changes.len();
        }
        *inlined.pointer_mut(&pointer).unwrap() = kept;
    }
    assert!(count > 50, "{count}");
    assert!(renamed > 50, "{renamed}");
}

#[test]
fn a_component_that_goes_inline_everywhere_changes_the_name_of_its_type() {
    let component = json!({"type": "object", "properties": {"a": {"type": "string"}}});
    let with = |schema: Value, schemas: Value| {
        json!({"openapi": "3.0.3", "components": {"schemas": schemas}, "paths": {"/a": {"get": {"responses":
            {"200": {"content": {"application/json": {"schema": schema}}}}}}}})
    };
    let shared = with(
        json!({"$ref": "#/components/schemas/A"}),
        json!({"A": component}),
    );
    let inline = with(component, json!({}));
    for (old, new) in [(&shared, &inline), (&inline, &shared)] {
        let changes = compare(old, new).changes;
        let kinds: Vec<Kind> = changes.iter().map(|change| change.kind).collect();
        assert_eq!(kinds, [Kind::TypeRenamed]);
    }
}

#[test]
fn null_is_told_the_same_in_all_spellings() {
    let with = |schema: Value| {
        json!({"paths": {"/a": {"get": {"operationId": "a", "responses": {"200": {"content": {"x": {"schema": schema}}}}}}},
        "components": {"schemas": {"A": {"type": "string"}}}})
    };
    let spellings = [
        json!({"type": "string", "nullable": true}),
        json!({"type": ["null", "string"]}),
        json!({"oneOf": [{"type": "null"}, {"type": "string"}]}),
        json!({"anyOf": [{"$ref": "#/components/schemas/A"}, {"type": "null"}]}),
    ];
    for one in &spellings {
        for two in &spellings {
            assert_eq!(
                compare(&with(one.clone()), &with(two.clone())).changes,
                [],
                "{one} {two}"
            );
        }
        let plain = compare(&with(json!({"type": "string"})), &with(one.clone())).changes;
        let rules: Vec<&str> = plain.iter().map(|change| &*change.rule).collect();
        assert_eq!(rules, ["response-became-nullable"], "{one}");
    }
}

#[test]
fn depth_and_circles_end() {
    // Values that are nested this deeply take room in all that is done with them.
    let thread = thread::Builder::new().stack_size(256 << 20).spawn(deep);
    let (there, back) = thread.unwrap().join().unwrap();
    assert!(there > 0);
    assert_eq!(there, back);
}

fn deep() -> (usize, usize) {
    let mut deep = json!({"type": "string"});
    for _ in 0..500 {
        deep = json!({"properties": {"a": deep}});
    }
    let circle = json!({"properties": {"a": {"$ref": "#/components/schemas/A"}, "b": {"$ref": "#/components/schemas/B"}}});
    let document = |schema: &Value| {
        json!({"paths": {"/a": {"get": {"requestBody": {"content": {"x": {"schema": schema}}}}}},
            "components": {"schemas": {"A": circle, "B": {"$ref": "#/components/schemas/C"}, "C": {"$ref": "#/components/schemas/B"}}}})
    };
    let old = document(&deep);
    let new = document(&json!({"$ref": "#/components/schemas/A"}));
    (
        compare(&old, &new).changes.len(),
        compare(&new, &old).changes.len(),
    )
}

fn junk() -> impl Strategy<Value = Value> {
    let words = [
        "string",
        "object",
        "null",
        "#/components/schemas/A",
        "#/components/schemas/B",
        "#/paths",
        "a",
        "path",
    ];
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        (-2i64..3).prop_map(Value::from),
        prop::sample::select(words.to_vec()).prop_map(Value::from),
    ];
    let keys = vec![
        "$ref",
        "type",
        "properties",
        "required",
        "items",
        "oneOf",
        "anyOf",
        "allOf",
        "enum",
        "nullable",
        "a",
        "b",
        "additionalProperties",
        "parameters",
        "requestBody",
        "responses",
        "content",
        "schema",
        "headers",
        "200",
        "security",
        "tags",
        "operationId",
        "name",
        "in",
        "default",
        "minimum",
        "maxLength",
        "description",
        "servers",
        "not",
        "const",
        "deprecated",
        "url",
        "style",
    ];
    leaf.prop_recursive(6, 48, 5, move |inner| {
        prop_oneof![
            2 => prop::collection::vec((prop::sample::select(keys.clone()), inner.clone()), 0..5).prop_map(|entries| {
                Value::Object(entries.into_iter().map(|(key, value)| (key.to_owned(), value)).collect::<Map<_, _>>())
            }),
            1 => prop::collection::vec(inner, 0..4).prop_map(Value::Array),
        ]
    })
}

fn document() -> impl Strategy<Value = Value> {
    (junk(), junk(), junk(), junk(), junk()).prop_map(|(a, b, get, post, servers)| {
        json!({"openapi": "3.0.3", "servers": servers, "components": {"schemas": {"A": a, "B": b}},
            "paths": {"/a/{x}": {"get": get, "post": {"operationId": "p", "requestBody": {"content": {"application/json": {"schema": post}}}}}}})
    })
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 400,
        failure_persistence: None,
        rng_seed: RngSeed::Fixed(1),
        ..ProptestConfig::default()
    })]

    #[test]
    fn any_two_documents_can_be_compared(old in document(), new in document()) {
        prop_assert_eq!(compare(&old, &old).changes, vec![]);
        let there = compare(&old, &new);
        let back = compare(&new, &old);
        prop_assert_eq!(lines(&there.changes, false), lines(&back.changes, true));
    }
}
