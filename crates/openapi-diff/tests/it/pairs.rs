//! Pairs of small contracts that differ in a schema, each with the rules that must be reported.

use openapi_diff::compare;
use serde_json::{Map, Value, json};

/// A contract with one operation, whose request is `Req` and whose response is `Res`.
pub fn contract(schemas: &Value) -> Value {
    let mut all = json!({
        "Req": {"type": "object", "properties": {"x": {"type": "string"}}},
        "Res": {"type": "object", "properties": {"y": {"type": "string"}}}
    });
    let more = schemas.as_object().cloned().unwrap_or_default();
    all.as_object_mut().unwrap().extend(more);
    let body = |name: &str| json!({"application/json": {"schema": {"$ref": format!("#/components/schemas/{name}")}}});
    json!({
        "openapi": "3.0.3",
        "info": {"title": "Pairs", "version": "1"},
        "paths": {"/a": {"post": {
            "operationId": "doA",
            "requestBody": {"required": true, "content": body("Req")},
            "responses": {"200": {"description": "ok", "content": body("Res")}}
        }}},
        "components": {"schemas": all}
    })
}

/// The class and the rule of each change.
fn rules(old: &Value, new: &Value) -> Vec<String> {
    let changes = compare(old, new).changes;
    let rules = changes
        .iter()
        .map(|change| format!("{} {}", change.class.word(), change.rule));
    let mut rules: Vec<String> = rules.collect();
    rules.sort();
    rules.dedup();
    rules
}

/// Compares pairs in both directions; nothing is reported of a copy.
pub fn check(pairs: &[(Value, Value, &[&str], &[&str])]) {
    for (old, new, there, back) in pairs {
        assert_eq!(rules(old, new), *there, "{old}\n{new}");
        assert_eq!(rules(new, old), *back, "back: {old}\n{new}");
        assert_eq!(rules(new, new), [""; 0]);
    }
}

pub fn object(properties: Value) -> Value {
    json!({"type": "object", "properties": properties})
}

/// One request and one response with a property of each schema.
fn both(old: &Value, new: &Value) -> (Value, Value) {
    let with = |schema: &Value| {
        let holder = object(json!({"a": schema}));
        contract(&json!({"Req": holder, "Res": holder}))
    };
    (with(old), with(new))
}

/// Compares one schema in a request and a response with another one.
pub fn check_schemas(pairs: &[(Value, Value, &[&str], &[&str])]) {
    for (old, new, there, back) in pairs {
        let (old, new) = both(old, new);
        check(&[(old, new, there, back)]);
    }
}

#[test]
fn a_type_that_is_generated_under_another_name_breaks_callers() {
    let text = json!({"type": "string"});
    let pets = json!({"Cat": object(json!({"name": text})), "Dog": object(json!({"name": text})), "Cow": object(json!({"milk": text})), "ResPet": object(json!({"b": text}))});
    let with = |schema: Value| {
        let mut schemas = pets.clone();
        schemas["Res"] = object(json!({"pet": schema}));
        contract(&schemas)
    };
    let reference = |name: &str| json!({"$ref": format!("#/components/schemas/{name}")});
    let union = |names: &[&str]| {
        let branches: Vec<Value> = names.iter().map(|name| reference(name)).collect();
        json!({"oneOf": branches})
    };
    let renamed: &[&str] = &["breaking response-type-renamed"];
    check(&[
        (
            with(reference("Cat")),
            with(reference("Dog")),
            renamed,
            renamed,
        ),
        (
            with(object(json!({"name": text}))),
            with(reference("Dog")),
            renamed,
            renamed,
        ),
        (
            with(union(&["Cat", "Dog", "Cow"])),
            with(union(&["Cat", "Cow"])),
            &["breaking response-branch-removed"],
            &["additive response-branch-added"],
        ),
        (
            with(union(&["Cat", "Cow"])),
            with(union(&["Dog", "Cow"])),
            renamed,
            renamed,
        ),
        // A union in a union is a union of all branches.
        (
            with(union(&["Cat", "Dog", "Cow"])),
            with(json!({"oneOf": [reference("Cat"), union(&["Dog", "Cow"])]})),
            &[],
            &[],
        ),
        (
            with(union(&["Cat", "Cow"])),
            with(json!({"anyOf": [reference("Cat"), reference("Cow")]})),
            &["neutral response-union-form-changed"],
            &["neutral response-union-form-changed"],
        ),
        (
            with(json!({"title": "Pet", "type": "object", "properties": {"a": text}})),
            with(json!({"title": "Animal", "type": "object", "properties": {"a": text}})),
            renamed,
            renamed,
        ),
        // Of a plain value no type is generated.
        (
            with(json!({"title": "Pet", "type": "string"})),
            with(text.clone()),
            &[],
            &[],
        ),
    ]);
}

#[test]
fn moving_a_field_between_parts_of_an_all_of_is_not_breaking() {
    let text = json!({"type": "string"});
    let base = || object(json!({"a": text}));
    let reference = json!({"$ref": "#/components/schemas/Base"});
    let with = |schema: Value| contract(&json!({"Res": schema, "Base": base()}));
    let flat = object(json!({"a": text, "b": text}));
    let moved: &[&str] = &["neutral response-all-of-parts-changed"];
    check(&[
        (
            with(flat.clone()),
            with(json!({"allOf": [reference, object(json!({"b": text}))]})),
            moved,
            moved,
        ),
        (with(flat.clone()), with(json!({"allOf": [flat]})), &[], &[]),
        (
            with(
                json!({"allOf": [object(json!({"a": text, "b": text})), object(json!({"c": text}))]}),
            ),
            with(
                json!({"allOf": [object(json!({"a": text})), object(json!({"b": text, "c": text}))]}),
            ),
            &[],
            &[],
        ),
        (
            with(object(json!({"x": {"allOf": [reference]}}))),
            with(object(json!({"x": reference}))),
            &[],
            &[],
        ),
        (
            with(object(json!({"x": text}))),
            with(object(
                json!({"x": {"type": "string", "allOf": [{"description": "in words"}]}}),
            )),
            &[],
            &[],
        ),
        // Beside the parts or in one of them, a field is required.
        (
            with(json!({"required": ["a"], "allOf": [reference, object(json!({"b": text}))]})),
            with(
                json!({"allOf": [reference, {"type": "object", "required": ["a"], "properties": {"b": text}}]}),
            ),
            &[],
            &[],
        ),
        (
            with(json!({"allOf": [reference, object(json!({"b": text}))]})),
            with(
                json!({"allOf": [reference, {"type": "object", "required": ["a"], "properties": {"b": text}}]}),
            ),
            &["breaking response-property-became-required"],
            &["breaking response-property-became-optional"],
        ),
        (
            with(json!({"allOf": [reference, object(json!({"b": text}))]})),
            with(json!({"allOf": [reference, object(json!({"b": text, "c": text}))]})),
            &["additive response-optional-property-added"],
            &["breaking response-optional-property-removed"],
        ),
    ]);
}

#[test]
fn the_order_of_required_fields_is_that_of_the_arguments() {
    let text = json!({"type": "string"});
    let with = |names: &[&str], required: &Value| {
        let properties: Map<String, Value> = names
            .iter()
            .map(|name| ((*name).to_owned(), text.clone()))
            .collect();
        let mut schema = object(Value::Object(properties));
        schema["required"] = required.clone();
        contract(&json!({"Req": schema, "Res": schema}))
    };
    let two = json!(["a", "b"]);
    check(&[
        (
            with(&["a", "b"], &two),
            with(&["b", "a"], &two),
            &[
                "breaking request-arguments-reordered",
                "neutral response-arguments-reordered",
            ],
            &[
                "breaking request-arguments-reordered",
                "neutral response-arguments-reordered",
            ],
        ),
        (
            with(&["a", "b"], &json!(["a"])),
            with(&["b", "a"], &json!(["a"])),
            &[],
            &[],
        ),
    ]);
}

#[test]
fn keywords_have_the_class_of_their_direction() {
    let text = || json!({"type": "string"});
    let integer = || json!({"type": "integer"});
    let with = |mut schema: Value, key: &str, value: Value| {
        schema[key] = value;
        schema
    };
    let breaks_requests: &[&str] = &[
        "breaking request-format-narrowed",
        "neutral response-format-narrowed",
    ];
    check_schemas(&[
        (
            text(),
            with(text(), "readOnly", json!(true)),
            &[
                "breaking request-read-only-added",
                "neutral response-read-only-added",
            ],
            &[
                "additive request-read-only-removed",
                "neutral response-read-only-removed",
            ],
        ),
        (
            text(),
            with(text(), "writeOnly", json!(true)),
            &[
                "breaking response-write-only-added",
                "neutral request-write-only-added",
            ],
            &[
                "additive response-write-only-removed",
                "neutral request-write-only-removed",
            ],
        ),
        (
            text(),
            with(text(), "xml", json!({"name": "b"})),
            &["neutral keyword-changed"],
            &["neutral keyword-changed"],
        ),
        (
            with(text(), "default", json!("a")),
            with(text(), "default", json!("b")),
            &[
                "behavioral request-default-changed",
                "neutral response-default-changed",
            ],
            &[
                "behavioral request-default-changed",
                "neutral response-default-changed",
            ],
        ),
        (
            with(integer(), "format", json!("int64")),
            with(integer(), "format", json!("int32")),
            breaks_requests,
            &[
                "additive request-format-widened",
                "neutral response-format-widened",
            ],
        ),
        (
            integer(),
            json!({"type": "number"}),
            &[
                "breaking request-type-changed",
                "breaking response-type-changed",
            ],
            &[
                "breaking request-type-changed",
                "breaking response-type-changed",
            ],
        ),
        (
            integer(),
            with(integer(), "multipleOf", json!(5)),
            &[
                "breaking request-bound-tightened",
                "neutral response-bound-tightened",
            ],
            &[
                "additive request-bound-loosened",
                "neutral response-bound-loosened",
            ],
        ),
        (
            with(text(), "enum", json!(["p", "q"])),
            text(),
            &[
                "breaking request-enum-removed",
                "breaking response-enum-removed",
            ],
            &[
                "breaking request-enum-added",
                "breaking response-enum-added",
            ],
        ),
        // Of numbers no type is generated.
        (
            with(integer(), "enum", json!([1, 2])),
            with(integer(), "enum", json!([1])),
            &[
                "breaking request-listed-number-removed",
                "neutral response-listed-number-removed",
            ],
            &[
                "additive request-listed-number-added",
                "neutral response-listed-number-added",
            ],
        ),
        (
            with(text(), "enum", json!(["a"])),
            with(text(), "const", json!("a")),
            &[],
            &[],
        ),
        (
            with(text(), "x-extensible-enum", json!(["p", "q"])),
            with(text(), "x-extensible-enum", json!(["p"])),
            &[
                "breaking request-extensible-value-removed",
                "neutral response-extensible-value-removed",
            ],
            &[
                "additive request-extensible-value-added",
                "neutral response-extensible-value-added",
            ],
        ),
        (
            object(json!({"b": text()})),
            json!({"properties": {"b": text()}}),
            &[
                "neutral request-type-unstated",
                "neutral response-type-unstated",
            ],
            &[
                "neutral request-type-stated",
                "neutral response-type-stated",
            ],
        ),
        (
            object(json!({"b": text()})),
            with(
                object(json!({"b": text()})),
                "patternProperties",
                json!({"^x": text()}),
            ),
            &[
                "breaking request-constraint-added",
                "neutral response-constraint-added",
            ],
            &[
                "additive request-constraint-removed",
                "neutral response-constraint-removed",
            ],
        ),
    ]);
}
