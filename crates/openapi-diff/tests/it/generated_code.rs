//! Pairs of which the generated code decides the class: it differs, or it does not.

use openapi_diff::compare;
use serde_json::{Value, json};

use super::pairs::{check, check_schemas, contract, object};

const CHANGED: &[&str] = &[
    "breaking request-type-changed",
    "breaking response-type-changed",
];
const NONE: &[&str] = &[];

fn reference(name: &str) -> Value {
    json!({"$ref": format!("#/components/schemas/{name}")})
}

/// A contract whose response has a property of a schema, with further components.
fn response(schema: &Value, more: &Value) -> Value {
    let mut schemas = more.clone();
    schemas["Res"] = object(json!({"item": schema}));
    contract(&schemas)
}

#[test]
fn an_object_of_another_form_is_another_type() {
    let text = json!({"type": "string"});
    let free = json!({"type": "object"});
    let closed = json!({"type": "object", "additionalProperties": false});
    let map = json!({"type": "object", "additionalProperties": text});
    let record = object(json!({"b": text}));
    check_schemas(&[
        (free.clone(), map.clone(), CHANGED, CHANGED),
        (closed, map.clone(), CHANGED, CHANGED),
        (map, record.clone(), CHANGED, CHANGED),
        (free.clone(), record, CHANGED, CHANGED),
        (
            json!({"enum": ["a", 1]}),
            json!({"enum": ["a"]}),
            CHANGED,
            CHANGED,
        ),
        (
            free,
            json!({"type": "object", "additionalProperties": true}),
            NONE,
            NONE,
        ),
        (
            json!({"type": "array"}),
            json!({"type": "array", "items": {}}),
            NONE,
            NONE,
        ),
    ]);
}

#[test]
fn further_properties_of_a_request_have_a_field_where_they_are_stated() {
    let with = |extras: Value| {
        let mut schema = object(json!({"b": {"type": "string"}}));
        schema["additionalProperties"] = extras;
        schema
    };
    let plain = object(json!({"b": {"type": "string"}}));
    let (text, number) = (json!({"type": "string"}), json!({"type": "integer"}));
    check_schemas(&[
        (
            plain.clone(),
            with(json!(true)),
            &[
                "additive request-additional-properties-stated",
                "neutral response-additional-properties-stated",
            ],
            &[
                "breaking request-additional-properties-unstated",
                "neutral response-additional-properties-unstated",
            ],
        ),
        (
            plain,
            with(number.clone()),
            &[
                "breaking request-additional-properties-typed",
                "neutral response-additional-properties-typed",
            ],
            &[
                "breaking request-additional-properties-untyped",
                "neutral response-additional-properties-untyped",
            ],
        ),
        (
            with(text),
            with(number),
            &[
                "breaking request-additional-properties-changed",
                "neutral response-additional-properties-changed",
            ],
            &[
                "breaking request-additional-properties-changed",
                "neutral response-additional-properties-changed",
            ],
        ),
    ]);
}

#[test]
fn null_means_the_same_in_every_spelling() {
    let text = json!({"type": "string"});
    let listed = |values: Value| json!({"type": "string", "enum": values});
    let branches = |first: Value, more: Value| {
        let mut union = json!({"oneOf": [first, object(json!({"b": {"type": "string"}}))]});
        union
            .as_object_mut()
            .unwrap()
            .extend(more.as_object().unwrap().clone());
        union
    };
    let nullable = |mut schema: Value| {
        schema["nullable"] = json!(true);
        schema
    };
    let a = || object(json!({"a": {"type": "string"}}));
    check_schemas(&[
        (
            nullable(text.clone()),
            json!({"anyOf": [text, {"nullable": true, "enum": [null]}]}),
            NONE,
            NONE,
        ),
        (
            nullable(listed(json!(["a", "b"]))),
            nullable(listed(json!(["a", "b", null]))),
            NONE,
            NONE,
        ),
        (
            nullable(listed(json!(["a"]))),
            listed(json!(["a", null])),
            NONE,
            NONE,
        ),
        (
            branches(a(), json!({"nullable": true})),
            branches(nullable(a()), json!({})),
            NONE,
            NONE,
        ),
    ]);
    let page = json!({"Page": object(json!({"a": text}))});
    let whole = |part: Value| response(&part, &page);
    check(&[(
        whole(json!({"allOf": [reference("Page")], "nullable": true})),
        whole(json!({"allOf": [reference("Page"), {"nullable": true}]})),
        NONE,
        NONE,
    )]);
}

#[test]
fn null_beside_a_reference_counts_and_breaks_where_the_value_is_required() {
    let with = |schema: Value| {
        let mut holder = object(json!({"v": schema}));
        holder["required"] = json!(["v"]);
        let text = json!({"type": "string"});
        contract(&json!({"Req": holder, "Res": holder, "T": object(json!({"a": text}))}))
    };
    let list = |items: Value| json!({"type": "array", "items": items});
    let there: &[&str] = &[
        "breaking request-became-nullable",
        "breaking response-became-nullable",
    ];
    let back: &[&str] = &[
        "breaking request-became-not-nullable",
        "breaking response-became-not-nullable",
    ];
    let null = json!({"$ref": "#/components/schemas/T", "nullable": true});
    let text = json!({"type": "string", "nullable": true});
    check(&[
        (with(reference("T")), with(null.clone()), there, back),
        (
            with(null),
            with(json!({"allOf": [reference("T")], "nullable": true})),
            NONE,
            NONE,
        ),
        (
            with(list(json!({"type": "string"}))),
            with(list(text)),
            there,
            back,
        ),
    ]);
}

#[test]
fn the_values_of_a_discriminator_are_variants() {
    let branch = |name: &str| {
        let mut branch = object(
            json!({"j": {"type": "string"}, "k": {"type": "string"}, name: {"type": "string"}}),
        );
        branch["required"] = json!(["j", "k"]);
        branch
    };
    let with = |discriminator: Value| {
        let union =
            json!({"oneOf": [reference("T"), reference("U")], "discriminator": discriminator});
        response(&union, &json!({"T": branch("t"), "U": branch("u")}))
    };
    let by = |mapping: &[(&str, &str)]| {
        let entries = mapping
            .iter()
            .map(|(value, name)| ((*value).to_owned(), reference(name)["$ref"].clone()));
        json!({"propertyName": "k", "mapping": entries.collect::<serde_json::Map<_, _>>()})
    };
    let two = [("t", "T"), ("u", "U")];
    let both: &[&str] = &[
        "additive response-discriminator-value-added",
        "breaking response-discriminator-value-removed",
    ];
    let property: &[&str] = &["breaking response-discriminator-property-changed"];
    let bare = |schemas: Value| {
        response(
            &json!({"oneOf": [reference("T"), reference("U")]}),
            &schemas,
        )
    };
    let stated = |name: &str| object(json!({"k": {"type": "string", "enum": [name]}}));
    let stated = json!({"T": stated("t"), "U": stated("u")});
    let mut stating = bare(stated.clone());
    stating["components"]["schemas"]["Res"]["properties"]["item"]["discriminator"] = by(&two);
    check(&[
        (
            bare(json!({"T": branch("t"), "U": branch("u")})),
            with(json!({"propertyName": "k"})),
            &["breaking response-discriminator-added"],
            &["breaking response-discriminator-removed"],
        ),
        // The branches say the same themselves.
        (
            bare(stated),
            stating,
            &["neutral response-discriminator-changed"],
            &["neutral response-discriminator-changed"],
        ),
        (
            with(json!({"propertyName": "k"})),
            with(json!({"propertyName": "j"})),
            property,
            property,
        ),
        (
            with(by(&two)),
            with(by(&[("tt", "T"), ("u", "U")])),
            both,
            both,
        ),
        (
            with(by(&two)),
            with(by(&[("t", "T"), ("t2", "T"), ("u", "U")])),
            &["additive response-discriminator-value-added"],
            &["breaking response-discriminator-value-removed"],
        ),
        // Without a mapping, the names of the components are the values.
        (
            with(by(&two)),
            with(json!({"propertyName": "k"})),
            both,
            both,
        ),
        (
            with(json!({"propertyName": "k"})),
            with(by(&[("T", "T"), ("U", "U")])),
            &["neutral response-discriminator-changed"],
            &["neutral response-discriminator-changed"],
        ),
    ]);
}

#[test]
fn what_names_a_type_is_reported_and_nothing_else() {
    let text = json!({"type": "string"});
    let branch = |name: &str, title: &str| {
        let mut branch = object(json!({name: text}));
        branch["required"] = json!([name]);
        branch["title"] = json!(title);
        branch
    };
    let titled = |[one, two]: [&str; 2]| {
        response(
            &json!({"oneOf": [branch("a", one), branch("b", two)]}),
            &json!({}),
        )
    };
    let inline = object(json!({"a": text}));
    let rival = json!({"ResItem": object(json!({"z": text}))});
    let named = |name: &str| response(&reference(name), &json!({name: inline}));
    let renamed: &[&str] = &["breaking response-type-renamed"];
    check(&[
        (
            titled(["One", "Two"]),
            titled(["One", "Second"]),
            renamed,
            renamed,
        ),
        // The first object of a union is called after its kind.
        (titled(["One", "Two"]), titled(["First", "Two"]), NONE, NONE),
        (
            response(&inline, &json!({})),
            response(&inline, &rival),
            &["breaking response-type-renamed", "neutral schema-added"],
            &["breaking response-type-renamed", "neutral schema-removed"],
        ),
        (named("page"), named("Page"), NONE, NONE),
    ]);
}

#[test]
fn a_union_is_one_if_it_has_two_branches_that_are_types() {
    let rule = |names: &[&str]| {
        let branches: Vec<Value> = names
            .iter()
            .map(|name| json!({"required": [name]}))
            .collect();
        let mut schema = object(json!({"a": {"type": "string"}, "b": {"type": "string"}}));
        if !branches.is_empty() {
            schema["oneOf"] = json!(branches);
        }
        schema
    };
    let numbers = |kinds: &[&str]| {
        let branches: Vec<Value> = kinds.iter().map(|kind| json!({"type": kind})).collect();
        json!({"oneOf": branches})
    };
    let added: &[&str] = &[
        "breaking request-constraint-added",
        "neutral response-constraint-added",
    ];
    let removed: &[&str] = &[
        "additive request-constraint-removed",
        "neutral response-constraint-removed",
    ];
    check_schemas(&[
        (rule(&[]), rule(&["a", "b"]), added, removed),
        (rule(&["a", "b"]), rule(&["b", "a"]), NONE, NONE),
        (
            numbers(&["number"]),
            numbers(&["integer", "number"]),
            &[
                "breaking request-union-added",
                "breaking response-union-added",
            ],
            &[
                "breaking request-union-removed",
                "breaking response-union-removed",
            ],
        ),
        // A name that is only required has no field.
        (
            object(json!({"b": {"type": "string"}})),
            json!({"type": "object", "properties": {"b": {"type": "string"}}, "required": ["zz"]}),
            added,
            removed,
        ),
        (
            json!({"allOf": [{"type": "string", "enum": ["a", "b"]}, {"enum": ["a"]}]}),
            json!({"type": "string", "enum": ["a"]}),
            NONE,
            NONE,
        ),
    ]);
}

#[test]
fn limits_are_judged_with_all_keywords_that_set_them() {
    let number = |kind: &str, more: Value| {
        let mut schema = json!({"type": kind});
        schema
            .as_object_mut()
            .unwrap()
            .extend(more.as_object().unwrap().clone());
        schema
    };
    let whole = |more: Value| number("integer", more);
    let tightened: &[&str] = &[
        "breaking request-bound-tightened",
        "neutral response-bound-tightened",
    ];
    let loosened: &[&str] = &[
        "additive request-bound-loosened",
        "neutral response-bound-loosened",
    ];
    let above_zero = || json!({"minimum": 0, "exclusiveMinimum": true});
    let below = |exclusive: bool| json!({"maximum": 5, "exclusiveMaximum": exclusive});
    check_schemas(&[
        (
            whole(json!({"minimum": 1})),
            whole(above_zero()),
            NONE,
            NONE,
        ),
        (
            number("number", json!({"minimum": 1})),
            number("number", above_zero()),
            loosened,
            tightened,
        ),
        (
            number("number", below(false)),
            number("number", below(true)),
            tightened,
            loosened,
        ),
        (whole(json!({"maximum": 4})), whole(below(true)), NONE, NONE),
        (
            whole(json!({"multipleOf": 5})),
            whole(json!({"multipleOf": 10})),
            tightened,
            loosened,
        ),
        (
            whole(json!({"multipleOf": 1})),
            whole(json!({})),
            NONE,
            NONE,
        ),
    ]);
}

#[test]
fn a_format_that_makes_a_type_of_its_own_is_reported_as_one() {
    let time = || json!({"type": "string", "format": "date-time"});
    let text = || json!({"type": "string"});
    let list = |items: Value| json!({"type": "array", "items": items});
    check_schemas(&[
        (
            text(),
            time(),
            &[
                "breaking request-date-time-format-added",
                "breaking response-date-time-format-added",
            ],
            &[
                "additive request-date-time-format-removed",
                "breaking response-date-time-format-removed",
            ],
        ),
        (
            list(text()),
            list(time()),
            &[
                "breaking request-format-added",
                "neutral response-format-added",
            ],
            &[
                "additive request-format-removed",
                "neutral response-format-removed",
            ],
        ),
        (
            json!({"type": "integer"}),
            json!({"type": "integer", "format": "uint64"}),
            CHANGED,
            CHANGED,
        ),
    ]);
}

#[test]
fn keywords_without_a_word_in_openapi_3_0_are_compared() {
    let with = |key: &str, value: Value| {
        let mut list = json!({"type": "array", "items": {"type": "string"}});
        list[key] = value;
        let mut contract = contract(&json!({"Req": object(json!({"v": list}))}));
        contract["openapi"] = json!("3.1.0");
        contract
    };
    let plain = with("minItems", json!(0));
    let one = |kind: &str| json!({"type": kind, "description": kind});
    let added: &[&str] = &["breaking request-constraint-added"];
    let removed: &[&str] = &["additive request-constraint-removed"];
    let changed: &[&str] = &["breaking request-constraint-changed"];
    for (key, value) in [
        ("contains", json!({"type": "string"})),
        ("if", json!({"minItems": 2})),
    ] {
        check(&[(plain.clone(), with(key, value), added, removed)]);
    }
    check(&[(
        with("contains", one("string")),
        with("contains", one("integer")),
        changed,
        changed,
    )]);
    let report = compare(&plain, &with("contains", json!({"type": "string"})));
    assert_eq!(report.prose, 0);
}
