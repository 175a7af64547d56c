//! Sample values fit their schemas.

use proptest::prelude::*;
use serde_json::json;

use jsonschema::Draft;
use serde_json::Value;

use super::sample;

fn check(schema: &Value) -> Value {
    let value = sample(schema);
    let result = jsonschema::options()
        .with_draft(Draft::Draft202012)
        .should_validate_formats(true)
        .build(schema)
        .unwrap()
        .validate(&value)
        .map_err(|error| error.to_string());
    assert_eq!(result, Ok(()), "{schema} got {value}");
    value
}

#[test]
fn every_property_has_a_value_that_says_what_it_is() {
    let schema = json!({
        "type": "object",
        "properties": {
            "title": {"type": "string"},
            "price": {"type": "number", "minimum": 0},
            "count": {"type": ["integer", "null"], "minimum": 5},
            "url": {"type": "string"},
            "kind": {"enum": ["a", "b"]},
            "tags": {"type": "array", "items": {"type": "string", "maxLength": 3}},
            "country": {"type": "string", "pattern": "^[A-Z]{2}$"},
            "when": {"type": "string", "format": "date-time"},
        },
        "required": ["title", "other"],
        "additionalProperties": {"type": "boolean"},
    });
    assert_eq!(
        check(&schema),
        json!({
            "title": "example title", "price": 1.5, "count": 5, "url": "https://example.com/",
            "kind": "a", "tags": ["ags"], "country": "AA", "when": "2026-01-01T00:00:00Z",
            "other": true,
        })
    );
}

#[test]
fn recursion_ends() {
    let tree = json!({
        "$ref": "#/$defs/node",
        "$defs": {"node": {
            "type": "object",
            "properties": {
                "name": {"type": "string"},
                "parent": {"anyOf": [{"$ref": "#/$defs/node"}, {"type": "null"}]},
                "children": {"type": "array", "items": {"$ref": "#/$defs/node"}},
                "left": {"$ref": "#/$defs/node"},
            },
            "required": ["name", "parent", "children"],
        }},
    });
    assert_eq!(
        check(&tree),
        json!({"name": "example name", "parent": null, "children": []})
    );
    let own =
        json!({"type": "object", "properties": {"x": {"$ref": "#"}, "y": {"type": "integer"}}});
    assert_eq!(check(&own), json!({"y": 1}));
    let impossible =
        json!({"type": "object", "properties": {"x": {"$ref": "#"}}, "required": ["x"]});
    assert_eq!(sample(&impossible), Value::Null);
}

#[test]
fn parts_and_branches_are_brought_together() {
    for schema in [
        json!({"allOf": [{"type": "number", "minimum": 3}, {"type": "integer", "maximum": 3}]}),
        json!({"oneOf": [{"type": "integer"}, {"type": "number"}]}),
        json!({"anyOf": [{"type": "null"}, {"type": "string", "minLength": 30}]}),
        json!({"anyOf": [{"type": "string"}, {"type": "integer"}], "type": "integer"}),
        json!({"type": "object", "oneOf": [{"required": ["a"]}, {"required": ["b"]}], "properties": {"a": {"type": "string"}, "b": {"type": "string"}}}),
        json!({"if": {"properties": {"k": {"const": 1}}, "required": ["k"]}, "then": {"required": ["z"], "properties": {"z": {"type": "null"}}}, "type": "object"}),
        json!({"type": "array", "items": {"type": "string"}, "minItems": 3, "uniqueItems": true}),
        json!({"type": "array", "prefixItems": [{"type": "integer"}, {"type": "string"}], "items": false, "minItems": 2}),
        json!({"type": "string", "pattern": "^(foo|bar)-\\d{3,}[a-z]*$", "minLength": 12}),
        json!({"type": "number", "exclusiveMinimum": 0, "exclusiveMaximum": 1}),
        json!({"type": "integer", "multipleOf": 7, "minimum": 50}),
        json!({"const": {"a": null}}),
        json!({"type": "object", "minProperties": 3}),
        json!({"type": "object", "properties": {"a": {"type": "string"}}, "not": {"required": ["a"]}}),
        json!(true),
        json!({}),
    ] {
        check(&schema);
    }
}

#[test]
fn a_small_schema_of_a_huge_value_ends() {
    let mut schema =
        json!({"type": "array", "minItems": 900, "items": {"type": "string", "minLength": 1000}});
    for _ in 0..6 {
        schema = json!({"type": "array", "minItems": 900, "items": schema});
    }
    assert_eq!(sample(&schema), Value::Null);
}

fn scalar() -> impl Strategy<Value = Value> {
    prop_oneof![
        Just(json!({"type": "boolean"})),
        Just(json!({"type": "null"})),
        (0u64..20, 0u64..20).prop_map(|(least, more)| {
            json!({"type": "string", "minLength": least, "maxLength": least + more})
        }),
        prop::sample::select(vec![
            "uri",
            "uuid",
            "date-time",
            "date",
            "email",
            "hostname",
            "ipv4",
            "ipv6"
        ])
        .prop_map(|format| json!({"type": "string", "format": format})),
        prop::sample::select(vec![
            "^a+b?$",
            "^[a-z]{3,5}$",
            "[0-9]+",
            "^(x|y)z$",
            "^\\w+@\\w+$"
        ])
        .prop_map(|pattern| json!({"type": "string", "pattern": pattern})),
        (-50i64..50, 0i64..50).prop_map(|(least, more)| {
            json!({"type": "integer", "minimum": least, "maximum": least + more})
        }),
        (-50i64..50).prop_map(|limit| json!({"type": "number", "exclusiveMinimum": limit})),
        (-50i64..50)
            .prop_map(|limit| json!({"type": ["number", "null"], "exclusiveMaximum": limit})),
        prop::collection::vec("[a-z]{1,5}", 1..4).prop_map(|options| json!({"enum": options})),
        Just(json!({"$ref": "#/$defs/leaf"})),
        Just(json!({"anyOf": [{"$ref": "#/$defs/tree"}, {"type": "null"}]})),
    ]
}

fn schema() -> impl Strategy<Value = Value> {
    scalar().prop_recursive(4, 40, 5, |inner| {
        prop_oneof![
            (prop::collection::btree_map("[a-z]{1,6}", (inner.clone(), any::<bool>()), 0..5), any::<bool>())
                .prop_map(|(properties, open)| {
                    let required: Vec<&String> = properties
                        .iter()
                        .filter(|(_, (_, required))| *required)
                        .map(|(name, _)| name)
                        .collect();
                    let schemas: serde_json::Map<String, Value> = properties
                        .iter()
                        .map(|(name, (schema, _))| (name.clone(), schema.clone()))
                        .collect();
                    json!({"type": "object", "properties": schemas, "required": required, "additionalProperties": open})
                }),
            (inner.clone(), 0u64..3).prop_map(|(items, least)| {
                json!({"type": "array", "items": items, "minItems": least})
            }),
            prop::collection::vec(inner.clone(), 1..4).prop_map(|branches| json!({"anyOf": branches})),
            inner.clone().prop_map(|schema| json!({"allOf": [schema, {"description": "x"}]})),
            inner.prop_map(|schema| json!({"type": "object", "additionalProperties": schema, "minProperties": 1})),
        ]
    })
}

proptest! {
    #[test]
    fn values_fit_random_schemas(mut schema in schema()) {
        schema["$defs"] = json!({
            "leaf": {"type": "string", "minLength": 2},
            "tree": {
                "type": "object",
                "properties": {"left": {"$ref": "#/$defs/tree"}, "items": {"type": "array", "items": {"$ref": "#/$defs/tree"}}},
                "required": ["items"],
            },
        });
        check(&schema);
        prop_assert_eq!(sample(&schema), sample(&schema));
    }
}
