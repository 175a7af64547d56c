//! Pairs that differ in keywords which restrict values and of which nothing is generated.

use openapi_diff::compare;
use serde_json::{Value, json};

use super::pairs::{check, check_schemas, contract, object};

#[test]
fn what_a_schema_excludes_is_judged_the_other_way_round() {
    let text = |not: Value| json!({"type": "string", "not": not});
    let listed = |values: &[&str]| text(json!({"type": "string", "enum": values}));
    let other: &[&str] = &[
        "breaking request-not-changed",
        "neutral response-not-changed",
    ];
    let widened: &[&str] = &[
        "breaking request-not-widened",
        "neutral response-not-widened",
    ];
    let narrowed: &[&str] = &[
        "additive request-not-narrowed",
        "neutral response-not-narrowed",
    ];
    let of = |properties: Value| json!({"type": "object", "not": object(properties)});
    check_schemas(&[
        (listed(&["a"]), listed(&["a", "b"]), widened, narrowed),
        (listed(&["a"]), listed(&["b"]), other, other),
        (
            text(json!({"maxLength": 5})),
            text(json!({"maxLength": 6})),
            widened,
            narrowed,
        ),
        (
            json!({"not": {"type": "string"}}),
            json!({"not": {"type": "integer"}}),
            other,
            other,
        ),
        (
            of(json!({"a": {"type": "string"}})),
            of(json!({"a": {"type": "string"}, "b": {"type": "string"}})),
            other,
            other,
        ),
        (
            text(json!({"not": {"maxLength": 5}})),
            text(json!({"not": {"maxLength": 6}})),
            narrowed,
            widened,
        ),
        (
            text(json!({"maxLength": 5, "description": "x"})),
            text(json!({"maxLength": 5, "description": "y"})),
            &[],
            &[],
        ),
    ]);
}

#[test]
fn a_schema_that_excludes_itself_is_compared_to_an_end() {
    let with = |length: u8| {
        let own = json!({"type": "string", "maxLength": length, "not": {"$ref": "#/components/schemas/Own"}});
        contract(
            &json!({"Req": object(json!({"a": {"$ref": "#/components/schemas/Own"}})), "Own": own}),
        )
    };
    let changes = compare(&with(5), &with(6)).changes;
    let rules: Vec<&str> = changes.iter().map(|change| change.rule.as_str()).collect();
    assert_eq!(rules, ["request-not-changed", "request-length-loosened"]);
}

#[test]
fn restrictions_are_ordered_by_their_entries_and_numbers() {
    let tighter: &[&str] = &[
        "breaking request-constraint-tightened",
        "neutral response-constraint-tightened",
    ];
    let looser: &[&str] = &[
        "additive request-constraint-loosened",
        "neutral response-constraint-loosened",
    ];
    let changed: &[&str] = &[
        "breaking request-constraint-changed",
        "neutral response-constraint-changed",
    ];
    let list =
        |key: &str, count: u8| json!({"type": "array", "contains": {"maxLength": 3}, key: count});
    let record = |key: &str, value: Value| {
        let mut record = object(json!({"a": {"type": "string"}, "b": {"type": "string"}}));
        record[key] = value;
        record
    };
    let needs = |value: Value| record("dependentRequired", value);
    let patterns = |value: Value| record("patternProperties", value);
    check_schemas(&[
        (
            list("minContains", 2),
            list("minContains", 3),
            tighter,
            looser,
        ),
        (
            list("maxContains", 2),
            list("maxContains", 3),
            looser,
            tighter,
        ),
        (
            json!({"type": "array", "contains": {"maxLength": 3}}),
            list("minContains", 1),
            &[],
            &[],
        ),
        (
            json!({"type": "array", "contains": {"maxLength": 3}}),
            list("minContains", 0),
            looser,
            tighter,
        ),
        (
            needs(json!({"a": ["b"]})),
            needs(json!({"a": ["b"], "b": ["a"]})),
            tighter,
            looser,
        ),
        (
            needs(json!({"a": ["b"]})),
            needs(json!({"a": ["c"]})),
            changed,
            changed,
        ),
        (
            patterns(json!({"^x": {"type": "string"}})),
            patterns(json!({"^x": {"type": "string", "description": "y"}, "^y": {}})),
            tighter,
            looser,
        ),
    ]);
}

#[test]
fn a_pattern_more_is_tighter_only_where_names_are_open() {
    let rule = |class: &str, name: &str| {
        [
            format!("{class} request-{name}"),
            format!("neutral response-{name}"),
        ]
    };
    let changed = rule("breaking", "constraint-changed");
    let tighter = rule("breaking", "constraint-tightened");
    let looser = rule("additive", "constraint-loosened");
    let one = json!({"^x": {"type": "string"}});
    let two = json!({"^x": {"type": "string"}, "^y": {"type": "string"}});
    let of = |patterns: &Value, key: &str, rest: Value| {
        let mut schema = object(json!({"a": {"type": "string"}}));
        schema["patternProperties"] = patterns.clone();
        schema[key] = rest;
        schema
    };
    let part = |patterns: &Value, rest: bool| {
        let part = of(patterns, "minProperties", json!(1));
        json!({"allOf": [part, object(json!({"b": {"type": "string"}}))], "unevaluatedProperties": rest})
    };
    let extras = "additionalProperties";
    let unevaluated = "unevaluatedProperties";
    let without = |rest: Value| {
        let mut schema = object(json!({"a": {"type": "string"}}));
        schema[extras] = rest;
        schema
    };
    for (old, new, there, back) in [
        (
            of(&one, extras, json!(true)),
            of(&two, extras, json!(true)),
            &tighter,
            &looser,
        ),
        (
            of(&one, unevaluated, json!(true)),
            of(&two, unevaluated, json!(true)),
            &tighter,
            &looser,
        ),
        (
            of(&one, extras, json!(false)),
            of(&two, extras, json!(false)),
            &changed,
            &changed,
        ),
        (
            of(&one, extras, json!({"type": "integer"})),
            of(&two, extras, json!({"type": "integer"})),
            &changed,
            &changed,
        ),
        (
            of(&one, unevaluated, json!(false)),
            of(&two, unevaluated, json!(false)),
            &changed,
            &changed,
        ),
        (part(&one, true), part(&two, true), &tighter, &looser),
        (part(&one, false), part(&two, false), &changed, &changed),
        (
            without(json!(false)),
            of(&one, extras, json!(false)),
            &changed,
            &changed,
        ),
    ] {
        let [there, back] = [there, back].map(|rules| rules.each_ref().map(String::as_str));
        check_schemas(&[(old, new, &there, &back)]);
    }
}

#[test]
fn a_component_has_marks_whatever_its_name() {
    let breaking: &[&str] = &["breaking request-read-only-added"];
    let additive: &[&str] = &["additive request-read-only-removed"];
    let with = |name: &str, more: Value| {
        let reference = json!({"$ref": format!("#/components/schemas/{name}")});
        contract(&json!({"Req": object(json!({"a": reference})), name: more}))
    };
    for name in ["Lamp", "items", "schema", "not", "additionalProperties"] {
        check(&[(
            with(name, json!({"type": "string"})),
            with(name, json!({"type": "string", "readOnly": true})),
            breaking,
            additive,
        )]);
    }
}

#[test]
fn a_restriction_is_named_with_its_place() {
    let with = |then: Value| {
        let schema = json!({"type": "object", "properties": {"k": {"type": "string"}}, "if": {"required": ["k"]}, "then": then});
        let mut contract = contract(&json!({"Req": schema}));
        contract["openapi"] = json!("3.1.0");
        contract
    };
    let (old, new) = (
        with(json!({"minProperties": 1})),
        with(json!({"minProperties": 2})),
    );
    let changes = compare(&old, &new).changes;
    let shown: Vec<String> = changes.iter().map(|change| change.headline()).collect();
    assert_eq!(
        shown,
        [r#"Req: then {"minProperties":1} → then {"minProperties":2}"#]
    );
    assert_eq!(
        changes[0].place().unwrap().pointer,
        "/components/schemas/Req"
    );
}

#[test]
fn a_change_of_a_type_is_reported_once_and_a_hint_restricts_nothing() {
    let changed: &[&str] = &[
        "breaking request-type-changed",
        "breaking response-type-changed",
    ];
    let pair = (
        json!({"type": "integer", "enum": [1]}),
        json!({"type": "string", "enum": ["1"]}),
    );
    let hint: &[&str] = &["neutral keyword-changed"];
    check_schemas(&[
        (pair.0.clone(), pair.1.clone(), changed, changed),
        (
            json!({"type": "string"}),
            json!({"type": "string", "format": "password"}),
            hint,
            hint,
        ),
    ]);
    let holder = |schema: &Value| contract(&json!({"Res": object(json!({"a": schema}))}));
    assert_eq!(compare(&holder(&pair.0), &holder(&pair.1)).changes.len(), 1);
}

#[test]
fn marks_count_at_properties_alone() {
    let body = |side: &str, schema: Value| {
        let mut contract = contract(&json!({}));
        let place = match side {
            "sent" => "/paths/~1a/post/requestBody",
            _ => "/paths/~1a/post/responses/200",
        };
        contract.pointer_mut(place).unwrap()["content"]["application/json"]["schema"] = schema;
        contract
    };
    let sent = |more: Value| body("sent", more);
    let received = |more: Value| body("received", more);
    let keyword: &[&str] = &["neutral keyword-changed"];
    check(&[
        (
            sent(json!({"type": "string"})),
            sent(json!({"type": "string", "readOnly": true})),
            keyword,
            keyword,
        ),
        (
            received(json!({"type": "array", "items": {"type": "string"}})),
            received(json!({"type": "array", "items": {"type": "string", "writeOnly": true}})),
            keyword,
            keyword,
        ),
        (
            received(json!({"type": "string", "writeOnly": true})),
            received(json!({"type": "integer", "writeOnly": true})),
            &["breaking response-type-changed"],
            &["breaking response-type-changed"],
        ),
    ]);
    let with = |schema: Value| sent(object(json!({"a": schema})));
    let [old, new] =
        [5, 6].map(|length| with(json!({"type": "string", "readOnly": true, "maxLength": length})));
    let changes = compare(&old, &new).changes;
    assert_eq!(changes[0].rule, "unused-length-loosened");
    assert!(
        changes[0].verdicts[0].reason.contains("requests leave out"),
        "{changes:?}"
    );
}
