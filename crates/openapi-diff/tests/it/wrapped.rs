//! One contract written in several ways, and a value that becomes one of several.

use openapi_diff::{Change, compare};
use serde_json::{Value, json};

/// A contract whose request and response have a property with this schema.
fn with(schema: &Value) -> Value {
    let holder = json!({"type": "object", "properties": {"a": schema}});
    let body = json!({"content": {"application/json": {"schema": holder}}});
    json!({
        "openapi": "3.0.3",
        "paths": {"/a": {"post": {"operationId": "a", "requestBody": body, "responses": {"200": body}}}},
        "components": {"schemas": {
            "Lamp": {"type": "object", "properties": {"beam": {"type": "string"}, "height": {"type": "integer"}}},
            "Other": {"type": "object", "properties": {"keeper": {"type": "boolean"}}}
        }}
    })
}

fn changes(old: &Value, new: &Value) -> Vec<Change> {
    compare(&with(old), &with(new)).changes
}

fn rules(old: &Value, new: &Value) -> Vec<String> {
    let mut rules: Vec<String> = changes(old, new)
        .into_iter()
        .map(|change| change.rule)
        .collect();
    // The request and the response are places of their own.
    rules.sort();
    rules
}

const LAMP: &str = "#/components/schemas/Lamp";

#[test]
fn what_only_wraps_a_schema_makes_no_change() {
    let lamp = json!({"$ref": LAMP});
    let same = [
        json!({"allOf": [lamp]}),
        json!({"allOf": [lamp], "description": "In words."}),
        json!({"allOf": [lamp, {"description": "In words."}]}),
        json!({"oneOf": [lamp]}),
        json!({"anyOf": [lamp]}),
        json!({"allOf": [{"oneOf": [lamp]}]}),
    ];
    for wrapped in &same {
        assert_eq!(changes(&lamp, wrapped), [], "{wrapped}");
        assert_eq!(changes(wrapped, &lamp), [], "{wrapped}");
    }
    let text = json!({"type": "string", "format": "uri"});
    assert_eq!(changes(&text, &json!({"allOf": [text]})), []);
}

#[test]
fn what_stands_around_a_schema_is_told() {
    let lamp = json!({"$ref": LAMP});
    let with = |key: &str, value: Value| {
        let mut schema = json!({"allOf": [lamp]});
        schema[key] = value;
        schema
    };
    for (schema, there, back) in [
        (
            with("nullable", json!(true)),
            "became-nullable",
            "became-not-nullable",
        ),
        (
            with("deprecated", json!(true)),
            "deprecated",
            "no-longer-deprecated",
        ),
        (
            with("default", json!({})),
            "default-changed",
            "default-changed",
        ),
    ] {
        for (found, rule) in [
            (rules(&lamp, &schema), there),
            (rules(&schema, &lamp), back),
        ] {
            assert_eq!(found.len(), 2, "{found:?}");
            assert!(found.iter().all(|found| found.ends_with(rule)), "{found:?}");
        }
    }
    // A schema with more than one part has the fields of all, in a type of its own.
    let more = json!({"allOf": [lamp, {"$ref": "#/components/schemas/Other"}]});
    for rule in ["request-optional-property-added", "request-type-renamed"] {
        assert!(rules(&lamp, &more).contains(&rule.to_owned()), "{rule}");
    }
}

#[test]
fn a_value_that_becomes_one_of_several_is_one_change() {
    let text = json!({"type": "string", "minLength": 1});
    let union = json!({"oneOf": [{"$ref": LAMP}, text]});
    let found = changes(&text, &union);
    let shown: Vec<(&str, &Option<Value>, &Option<Value>)> = found
        .iter()
        .map(|change| (&*change.rule, &change.old, &change.new))
        .collect();
    let (text_word, union_word) = (Some(json!("string")), Some(json!("one of 2")));
    let reported = ("request-union-added", &text_word, &union_word);
    assert_eq!(
        shown,
        [reported, ("response-union-added", &text_word, &union_word)]
    );
    let back = ["request-union-removed", "response-union-removed"];
    assert_eq!(rules(&union, &text), back);

    // The keywords that the branch has lost or gained are reported, too.
    let other = json!({"anyOf": [{"type": "string", "minLength": 9}, {"type": "integer"}]});
    let found = rules(&text, &other);
    assert!(
        found.contains(&"request-length-tightened".to_owned()),
        "{found:?}"
    );
    assert_eq!(found.len(), 4, "{found:?}");
    let none = json!({"anyOf": [{"type": "boolean"}, {"type": "integer"}]});
    assert_eq!(
        rules(&text, &none),
        ["request-union-added", "response-union-added"]
    );
}

#[test]
fn media_types_and_headers_have_no_case_and_json_no_charset() {
    let with = |media: &str, header: &str| {
        json!({"paths": {"/a": {"get": {"operationId": "a", "responses": {"200": {
            "content": {media: {"schema": {"type": "string"}}}, "headers": {header: {"schema": {"type": "string"}}}
        }}}}}})
    };
    let plain = with("application/json", "X-Rate");
    for other in [
        with("application/json; charset=utf-8", "X-Rate"),
        with("Application/JSON;charset=UTF-8", "x-rate"),
    ] {
        assert_eq!(compare(&plain, &other).changes, []);
        assert_eq!(compare(&other, &plain).changes, []);
    }
    let other = compare(&plain, &with("application/problem+json", "X-Rate")).changes;
    assert_eq!(other.len(), 2, "{other:?}");
}
