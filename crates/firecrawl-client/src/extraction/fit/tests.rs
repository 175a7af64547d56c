//! What becomes of schemas: those of real types, and of any.

use std::collections::{BTreeMap, HashMap};

use proptest::collection::{btree_map, vec};
use proptest::prelude::*;
use proptest::sample::{select, subsequence};
use proptest::test_runner::{Config, RngSeed};
use schemars::JsonSchema;
use serde_json::json;

use super::*;
use crate::extraction::definitions::references;
use crate::extraction::schema_of;

fn fitted(schema: &Value) -> Value {
    Value::Object(fit(schema, "Test").unwrap())
}

fn of<T: JsonSchema>() -> Value {
    Value::Object(schema_of::<T>().unwrap())
}

/// Where to send things.
#[derive(JsonSchema)]
#[allow(dead_code)]
struct Address {
    street: String,
    zip: Option<String>,
}

#[derive(JsonSchema)]
#[serde(rename_all = "lowercase")]
#[allow(dead_code)]
enum Kind {
    Museum,
    Shop,
}

#[derive(JsonSchema)]
#[serde(tag = "by")]
#[allow(dead_code)]
enum Visit {
    Boat { minutes: u8 },
    Post(Address),
}

#[derive(JsonSchema)]
#[allow(dead_code)]
struct Place {
    /// The name on the door.
    name: String,
    kind: Option<Kind>,
    /// The front entrance.
    address: Address,
    others: Vec<Address>,
    prices: HashMap<String, f64>,
    visits: Vec<Visit>,
}

#[test]
fn types_are_written_out_in_place() {
    let schema = of::<Place>();
    let text = schema.to_string();
    for absent in ["$ref", "$defs", "$schema"] {
        assert!(!text.contains(absent), "{absent}: {schema:#}");
    }
    let properties = &schema["properties"];
    assert_eq!(properties["name"]["description"], "The name on the door.");
    // What is said where a type is used wins over what the type says of itself.
    assert_eq!(properties["address"]["description"], "The front entrance.");
    assert_eq!(properties["address"]["required"], json!(["street"]));
    assert_eq!(
        properties["others"]["items"]["description"],
        "Where to send things."
    );
    assert_eq!(
        properties["others"]["items"]["properties"]["zip"]["type"],
        json!(["string", "null"])
    );
    assert_eq!(
        properties["kind"],
        json!({"anyOf": [{"type": "string", "enum": ["museum", "shop"]}, {"type": "null"}]})
    );
    assert_eq!(properties["prices"]["type"], "object");
    assert_eq!(
        properties["prices"]["additionalProperties"]["type"],
        "number"
    );
}

#[test]
fn the_tag_of_an_enum_joins_the_fields_of_its_branch() {
    let visits = &of::<Place>()["properties"]["visits"]["items"]["oneOf"];
    let post = &visits[1];
    assert!(post.get("allOf").is_none(), "{post:#}");
    assert_eq!(post["properties"]["by"]["const"], "Post");
    assert_eq!(post["properties"]["street"]["type"], "string");
    let mut required: Vec<&str> = post["required"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(Value::as_str)
        .collect();
    required.sort_unstable();
    assert_eq!(required, ["by", "street"]);
}

#[derive(JsonSchema)]
#[allow(dead_code)]
struct Person {
    name: String,
    address: Option<Address>,
    children: Vec<Person>,
}

#[derive(JsonSchema)]
#[allow(dead_code)]
struct Family {
    eldest: Person,
}

#[test]
fn types_that_contain_themselves_keep_their_definition() {
    let schema = of::<Family>();
    assert_eq!(
        schema["properties"]["eldest"],
        json!({"$ref": "#/$defs/Person"})
    );
    let definitions = schema["$defs"].as_object().unwrap();
    assert_eq!(definitions.keys().collect::<Vec<_>>(), ["Person"]);
    let person = &definitions["Person"]["properties"];
    assert_eq!(person["children"]["items"]["$ref"], "#/$defs/Person");
    assert_eq!(person["address"]["anyOf"][0]["required"], json!(["street"]));

    let schema = of::<Person>();
    let again = &schema["properties"]["children"]["items"]["$ref"];
    assert_eq!(again, "#");
}

#[derive(JsonSchema)]
#[allow(dead_code)]
struct Loose {
    list: Vec<Meta>,
}

#[derive(JsonSchema)]
#[allow(dead_code)]
struct Meta {
    meta: HashMap<String, Value>,
}

#[derive(JsonSchema)]
#[allow(dead_code)]
struct Branch {
    branches: Vec<Branch>,
    meta: Map<String, Value>,
}

#[derive(JsonSchema)]
struct Nothing {}

#[test]
fn an_object_that_takes_anything_is_refused_with_its_place() {
    let refused = |result: Result<Map<String, Value>, Error>| {
        let error = result.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::InvalidRequest);
        error.to_string()
    };
    assert_eq!(
        refused(schema_of::<Loose>()),
        "the schema of `Loose` takes any object at `/properties/list/items/properties/meta`, which the \
         service refuses: give it fields, or values of one type such as `HashMap<String, String>`"
    );
    let error = refused(schema_of::<Branch>());
    assert!(error.contains("at `/properties/meta`"), "{error}");
    let error = refused(schema_of::<Vec<Branch>>());
    assert!(
        error.contains("at `/$defs/Branch/properties/meta`"),
        "{error}"
    );
    let error = refused(schema_of::<Nothing>());
    assert!(error.contains("takes any object at its root"), "{error}");
    let error = refused(schema_of::<Value>());
    assert!(error.contains("takes anything"), "{error}");
}

#[derive(JsonSchema)]
#[allow(dead_code)]
struct Open {
    name: String,
    #[serde(flatten)]
    extra: BTreeMap<String, Value>,
}

#[derive(JsonSchema)]
#[serde(deny_unknown_fields)]
#[allow(dead_code)]
struct Closed {
    name: String,
}

#[test]
fn fields_beside_the_declared_ones_are_left_to_the_service_unless_denied() {
    let open = of::<Open>();
    assert!(open.get("additionalProperties").is_none(), "{open:#}");
    assert_eq!(of::<Closed>()["additionalProperties"], false);
}

#[test]
fn required_names_have_a_property() {
    let schema = json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "properties": {
            "a": {"properties": {"$ref": {"type": "string"}}, "required": ["b"]},
            "required": {"type": "string"}
        },
        "required": ["b", "required", "a"],
        "additionalProperties": {"description": "anything"},
    });
    assert_eq!(
        fitted(&schema),
        json!({
            "properties": {
                "a": {"properties": {"$ref": {"type": "string"}}},
                "required": {"type": "string"}
            },
            "required": ["required", "a"],
        })
    );
}

#[test]
fn what_counts_the_fields_of_a_reference_still_sees_them() {
    let point = json!({"properties": {"x": {"type": "number"}}});
    let schema = json!({
        "properties": {"at": {"$ref": "#/$defs/P", "unevaluatedProperties": false}},
        "$defs": {"P": point},
    });
    assert_eq!(
        fitted(&schema)["properties"]["at"],
        json!({"unevaluatedProperties": false, "allOf": [point]})
    );
}

#[test]
fn values_that_look_like_schemas_stay() {
    let schema = json!({
        "type": "object",
        "properties": {"a": {"default": {"$schema": "x", "required": ["y"]}, "const": {"$ref": "#/z"}}},
    });
    assert_eq!(fitted(&schema), schema);
}

#[test]
fn a_reference_that_leads_nowhere_is_refused() {
    let schema = json!({"properties": {"a": {"$ref": "#/$defs/No"}}});
    let error = fit(&schema, "Test").unwrap_err();
    assert!(error.to_string().contains("`#/$defs/No`"), "{error}");
}

#[test]
fn names_of_definitions_may_be_escaped() {
    let schema = json!({
        "properties": {"a": {"$ref": "#/$defs/A%3CB~1C%3E"}, "t": {"$ref": "#/$defs/T%20T"}},
        "$defs": {
            "A<B/C>": {"type": "integer"},
            "T T": {"type": "array", "items": {"$ref": "#/$defs/T%20T"}},
        },
    });
    assert_eq!(
        fitted(&schema),
        json!({
            "properties": {"a": {"type": "integer"}, "t": {"$ref": "#/$defs/T%20T"}},
            "$defs": {"T T": {"type": "array", "items": {"$ref": "#/$defs/T%20T"}}},
        })
    );
}

#[test]
fn what_would_grow_without_end_keeps_its_references() {
    let mut definitions = Map::new();
    for level in 0..40 {
        let next = json!({"$ref": format!("#/$defs/D{}", level + 1)});
        definitions.insert(
            format!("D{level}"),
            json!({"type": "object", "properties": {"l": next, "r": next}}),
        );
    }
    definitions.insert("D40".to_owned(), json!({"type": "string"}));
    let schema = json!({"properties": {"a": {"$ref": "#/$defs/D0"}}, "$defs": definitions});
    let fitted = fitted(&schema);
    assert!(fitted.to_string().len() < 1_000_000);
    every_reference_leads_somewhere(&fitted);
}

fn every_reference_leads_somewhere(schema: &Value) {
    let mut parts = vec![schema];
    parts.extend(
        schema
            .get("$defs")
            .and_then(Value::as_object)
            .into_iter()
            .flat_map(Map::values),
    );
    for part in parts {
        for reference in references(part) {
            let pointer = reference.trim_start_matches('#');
            assert!(schema.pointer(pointer).is_some(), "{reference}: {schema:#}");
        }
    }
}

const NAMES: [&str; 3] = ["a", "b", "c"];

fn leaf() -> impl Strategy<Value = Value> {
    prop_oneof![
        Just(json!({"type": "string"})),
        Just(json!({"type": "integer", "minimum": 0})),
        Just(json!({"type": ["boolean", "null"]})),
        Just(json!({"enum": ["x", 1]})),
        Just(json!(true)),
        Just(json!({"type": "string", "default": {"$ref": "#/nowhere"}})),
    ]
}

/// A reference to a definition, perhaps with keywords beside it.
fn reference_to(targets: &'static [&'static str]) -> impl Strategy<Value = Value> {
    let beside = prop_oneof![
        3 => Just(json!({})),
        1 => Just(json!({"description": "near", "title": "T"})),
        1 => Just(json!({"properties": {"kind": {"const": "k"}}, "required": ["kind"]})),
        1 => Just(json!({"properties": {"a": {"type": "string"}}})),
        1 => Just(json!({"type": "object"})),
        1 => Just(json!({"properties": {"a": {}}, "additionalProperties": false})),
        1 => Just(json!({"allOf": [{"required": ["a"], "properties": {"a": {}}}]})),
    ];
    (select(targets), beside).prop_map(|(target, mut beside)| {
        beside["$ref"] = format!("#/$defs/{target}").into();
        beside
    })
}

/// Schemas whose references stand below properties and items, so that every check ends.
fn schema() -> impl Strategy<Value = Value> {
    let start = prop_oneof![2 => leaf(), 1 => Just(json!({"type": "object", "additionalProperties": {"type": "string"}}))];
    start.prop_recursive(3, 24, 4, |inner| {
        let below = prop_oneof![2 => inner.clone(), 3 => reference_to(&["A", "B", "C"])];
        prop_oneof![
            4 => (
                btree_map(select(NAMES.to_vec()).prop_map(str::to_owned), below.clone(), 1..4),
                subsequence(NAMES.to_vec(), 0..3),
                select(vec![None, Some(json!(true)), Some(json!(false)), Some(json!({}))]),
            ).prop_map(|(properties, required, others)| {
                let required: Vec<&str> = required
                    .into_iter()
                    .filter(|name| properties.contains_key(*name))
                    .collect();
                let mut schema = json!({"type": "object", "properties": properties});
                if !required.is_empty() {
                    schema["required"] = json!(required);
                }
                if let Some(others) = others {
                    schema["additionalProperties"] = others;
                }
                schema
            }),
            1 => below.prop_map(|items| json!({"type": "array", "items": items})),
            1 => vec(inner.clone(), 1..3).prop_map(|all| json!({"anyOf": all})),
            1 => (inner.clone(), inner).prop_map(|(one, other)| json!({"allOf": [one, other]})),
        ]
    })
}

fn document() -> impl Strategy<Value = Value> {
    let root = btree_map(
        select(NAMES.to_vec()).prop_map(str::to_owned),
        prop_oneof![schema(), reference_to(&["A", "B", "C"])],
        1..4,
    );
    (root, schema(), schema(), schema()).prop_map(|(properties, a, b, c)| {
        json!({
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "type": "object",
            "properties": properties,
            "$defs": {"A": a, "B": b, "C": c},
        })
    })
}

fn instance() -> impl Strategy<Value = Value> {
    let leaf = select(vec![
        json!("x"),
        json!("k"),
        json!(1),
        json!(-1),
        json!(true),
        json!(null),
    ]);
    leaf.prop_recursive(4, 24, 4, |inner| {
        let name = select(vec!["a", "b", "c", "kind", "z"]).prop_map(str::to_owned);
        prop_oneof![
            3 => btree_map(name, inner.clone(), 0..5).prop_map(|fields| json!(fields)),
            1 => vec(inner, 0..3).prop_map(Value::from),
        ]
    })
}

proptest! {
    #![proptest_config(Config {
        rng_seed: RngSeed::Fixed(0x5eed),
        failure_persistence: None,
        ..Config::with_cases(400)
    })]

    #[test]
    fn a_fitted_schema_takes_what_it_took_before(
        schema in document(),
        instances in vec(instance(), 12),
    ) {
        let after = fitted(&schema);
        let text = after.to_string();
        prop_assert!(!text.contains("$schema"));
        every_reference_leads_somewhere(&after);
        let mut definitions = super::super::definitions::Definitions::of(&after);
        for reference in references(&after) {
            prop_assert!(definitions.is_recursive(&reference), "{} in {:#}", reference, after);
        }
        prop_assert_eq!(&fitted(&after), &after, "not the same again");

        let before = jsonschema::validator_for(&schema).unwrap();
        let validator = jsonschema::validator_for(&after).unwrap();
        for instance in instances {
            let object = json!({"a": instance, "b": instance});
            for value in [instance, object] {
                prop_assert_eq!(
                    before.is_valid(&value),
                    validator.is_valid(&value),
                    "{:#} became {:#} and judges {} in another way", schema, after, value
                );
            }
        }
    }
}
