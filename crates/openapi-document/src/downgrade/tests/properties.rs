//! What holds of every schema: the result is of 3.0, accepts the same values, and stays as it is.

use proptest::prelude::*;
use serde_json::{Map, Value, json};

use super::rewritten;
use crate::downgrade::{UNTRANSLATED, keywords};
use crate::json_schema::{Mode, json_schema};

/// Draws the value of one keyword, or of several that belong together.
fn keyword(inner: BoxedStrategy<Value>) -> BoxedStrategy<Value> {
    let several = prop::collection::vec(inner.clone(), 1..3);
    let named = prop::collection::btree_map("[ab]", inner.clone(), 1..3)
        .prop_map(|map| map.into_iter().collect::<Value>());
    let count = 0..3u8;
    let keyed = |key: &'static str, values: BoxedStrategy<Value>| {
        values.prop_map(move |value| json!({ key: value })).boxed()
    };
    let list = several.prop_map(Value::from).boxed();
    let types = prop::sample::subsequence(
        vec![
            "string", "integer", "number", "boolean", "array", "object", "null",
        ],
        1..4,
    );
    prop_oneof![
        keyed("type", types.prop_map(|types| json!(types)).boxed()),
        keyed("const", value().boxed()),
        keyed(
            "enum",
            prop::collection::vec(value(), 1..4)
                .prop_map(Value::from)
                .boxed()
        ),
        keyed(
            "exclusiveMinimum",
            count.clone().prop_map(Value::from).boxed()
        ),
        keyed(
            "exclusiveMaximum",
            count.clone().prop_map(Value::from).boxed()
        ),
        keyed("minimum", count.clone().prop_map(Value::from).boxed()),
        keyed("minLength", count.clone().prop_map(Value::from).boxed()),
        keyed("maxItems", count.clone().prop_map(Value::from).boxed()),
        keyed("minContains", count.prop_map(Value::from).boxed()),
        keyed("required", Just(json!(["a"])).boxed()),
        keyed("dependentRequired", Just(json!({"a": ["b"]})).boxed()),
        keyed("anyOf", list.clone()),
        keyed("oneOf", list.clone()),
        keyed("allOf", list.clone()),
        keyed("prefixItems", list),
        keyed("properties", named.clone().boxed()),
        keyed("patternProperties", named.boxed()),
        prop::sample::select(vec![
            "items",
            "additionalProperties",
            "unevaluatedItems",
            "unevaluatedProperties",
            "contains",
            "propertyNames",
            "if",
            "then",
            "else",
        ])
        .prop_flat_map(move |key| keyed(key, inner.clone())),
        Just(json!({"$ref": "#/components/schemas/Other"})),
    ]
    .boxed()
}

fn schema() -> BoxedStrategy<Value> {
    let leaf = prop_oneof![
        any::<bool>().prop_map(Value::from),
        Just(json!({"type": "null"})),
        Just(json!({"type": "string"})),
        Just(json!({"type": ["integer", "null"]})),
    ];
    leaf.prop_recursive(3, 20, 4, |inner| {
        prop::collection::vec(keyword(inner.boxed()), 1..4).prop_map(|keywords| {
            let members = keywords
                .into_iter()
                .filter_map(|keyword| keyword.as_object().cloned());
            Value::Object(members.flatten().collect::<Map<String, Value>>())
        })
    })
    .boxed()
}

/// Draws a small value that a schema may be about.
fn value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        (0..4i64).prop_map(Value::from),
        Just(json!(1.5)),
        "[ab]{0,2}".prop_map(Value::from),
    ];
    leaf.prop_recursive(2, 8, 3, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..3).prop_map(Value::from),
            prop::collection::btree_map("[abc]", inner, 0..3)
                .prop_map(|map| map.into_iter().collect::<Value>()),
        ]
    })
}

fn document(schema: &Value) -> Value {
    json!({"components": {"schemas": {
        "Other": {"type": ["object", "string"], "properties": {"a": {"type": "integer"}}},
        "A": schema
    }}})
}

/// Returns for each value whether a schema of JSON Schema 2020-12 accepts it.
fn accepted(schema: &Value, values: &[Value]) -> Vec<bool> {
    let validator = jsonschema::draft202012::new(schema).expect("a schema");
    values
        .iter()
        .map(|value| validator.is_valid(value))
        .collect()
}

/// Asserts that no keyword of 3.1 is left in a schema.
fn assert_is_3_0(schema: &Value) {
    let Some(map) = schema.as_object() else {
        assert!(schema.is_boolean(), "{schema}");
        return;
    };
    const KNOWN: [&str; 22] = [
        "$ref",
        "type",
        "enum",
        "nullable",
        "minimum",
        "exclusiveMinimum",
        "maximum",
        "exclusiveMaximum",
        "minLength",
        "items",
        "maxItems",
        "properties",
        "required",
        "additionalProperties",
        "anyOf",
        "oneOf",
        "allOf",
        "not",
        "example",
        "title",
        "format",
        UNTRANSLATED,
    ];
    for (keyword, value) in map {
        assert!(KNOWN.contains(&keyword.as_str()), "{keyword} in {schema}");
        match keyword.as_str() {
            "type" => assert!(value.is_string() && value != "null", "{schema}"),
            "exclusiveMinimum" | "exclusiveMaximum" => assert!(value.is_boolean(), "{schema}"),
            _ => {}
        }
    }
    let is_alone = map.keys().all(|key| key == "$ref" || key == UNTRANSLATED);
    assert!(!map.contains_key("$ref") || is_alone, "{schema}");
    let is_list = map.get("type") == Some(&json!("array"));
    assert!(!is_list || map.contains_key("items"), "{schema}");
    let mut map = map.clone();
    for (inner, at) in keywords::inner(&mut map, "") {
        assert!(
            !inner.is_boolean() || at == "/additionalProperties",
            "{schema}"
        );
        assert_is_3_0(inner);
    }
}

proptest! {
    #[test]
    fn the_result_is_of_3_0_and_accepts_what_the_original_accepts(
        schema in schema(),
        values in prop::collection::vec(value(), 8),
    ) {
        let before = document(&schema);
        let (after, losses) = rewritten(before.clone());
        let rewrite = &after["components"]["schemas"]["A"];
        assert_is_3_0(rewrite);

        let mut again = after.clone();
        again["openapi"] = json!("3.1.1");
        prop_assert_eq!(crate::downgrade(&mut again), Vec::new());
        prop_assert_eq!(&again, &after);

        // A map whose pattern is lost takes every name for one that matches.
        prop_assume!(!losses.iter().any(|loss| loss.pointer.ends_with("/patternProperties")));
        let to = json!({"$ref": "#/components/schemas/A"});
        let old = json!({"$ref": to["$ref"], "components": before["components"]});
        let old = accepted(&old, &values);
        let new = |mode| accepted(&json_schema(&after, &to, mode), &values);
        for ((old, new), value) in old.iter().zip(new(Mode::Lenient)).zip(&values) {
            prop_assert!(!old || new, "{} is no longer accepted: {}", value, rewrite);
        }
        // `nullable` accepts `null` whatever the keywords beside it say.
        if losses.is_empty() && !schema.to_string().contains("null") {
            prop_assert_eq!(old, new(Mode::Response), "{:?}: {}", values, rewrite);
        }
    }
}
