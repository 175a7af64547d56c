//! Normalized schemas of real types, and of arbitrary ones.

use std::collections::{BTreeMap, HashMap};

use proptest::collection::{btree_map, vec};
use proptest::prelude::*;
use proptest::sample::{select, subsequence};
use proptest::test_runner::{Config, RngSeed};
use schemars::JsonSchema;
use serde_json::json;

use super::*;
use crate::extraction::schema_of;

fn fitted(schema: &Value) -> Value {
    Value::Object(normalize_schema(schema.clone(), "Test").unwrap())
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
        json!({"type": ["string", "null"], "enum": ["museum", "shop", null]})
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
    assert_eq!(
        definitions.keys().collect::<Vec<_>>(),
        ["Person", "Address"]
    );
    let person = &definitions["Person"]["properties"];
    assert_eq!(person["children"]["items"]["$ref"], "#/$defs/Person");
    assert_eq!(person["address"]["anyOf"][0]["$ref"], "#/$defs/Address");

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
fn values_that_look_like_schemas_stay() {
    let schema = json!({
        "type": "object",
        "properties": {"a": {"default": {"$schema": "x", "required": ["y"]}, "const": {"$ref": "#/z"}}},
    });
    assert_eq!(fitted(&schema), schema);
}

/// A type that is used twice at each of so many levels.
struct Doubled<const LEVEL: usize>;

macro_rules! doubled {
    ($($level:literal uses $next:literal),+) => {$(
        impl JsonSchema for Doubled<$level> {
            fn schema_name() -> std::borrow::Cow<'static, str> {
                concat!("D", $level).into()
            }

            fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
                let mut inner = || generator.subschema_for::<Doubled<$next>>();
                schemars::json_schema!({
                    "type": "object", "properties": {"l": inner(), "r": inner()},
                })
            }
        }
    )+};
}

doubled!(0 uses 1, 1 uses 2, 2 uses 3, 3 uses 4, 4 uses 5, 5 uses 6, 6 uses 7, 7 uses 8, 8 uses 9);
doubled!(9 uses 10, 10 uses 11, 11 uses 12, 12 uses 13, 13 uses 14, 14 uses 15, 15 uses 16);

impl JsonSchema for Doubled<16> {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "D16".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({"type": "string"})
    }
}

#[test]
fn what_would_grow_without_end_keeps_its_references() {
    let schema = of::<Doubled<0>>();
    assert!(schema.to_string().len() < 10_000);
    assert_eq!(schema["$defs"].as_object().unwrap().len(), 16);
    // From here on it is small enough.
    assert!(of::<Doubled<10>>().get("$defs").is_none());
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

/// Schemas whose references are below properties and items, so that every check terminates.
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
