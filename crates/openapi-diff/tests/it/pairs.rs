//! Pairs of small contracts, each with the rules that must be reported.

use openapi_diff::{Calendar, Date, compare, compare_on};
use serde_json::{Map, Value, json};

/// A contract with one operation, whose request is `Req` and whose response is `Res`.
fn contract(schemas: &Value) -> Value {
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

/// The same with further keys of the operation.
fn operation(more: &Value) -> Value {
    let mut contract = contract(&json!({}));
    let operation = &mut contract["paths"]["/a"]["post"];
    for (key, value) in more.as_object().unwrap() {
        match (key.as_str(), operation[key].as_object_mut()) {
            ("responses", Some(known)) => known.extend(value.as_object().unwrap().clone()),
            _ => operation[key] = value.clone(),
        }
    }
    contract
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
fn check(pairs: &[(Value, Value, &[&str], &[&str])]) {
    for (old, new, there, back) in pairs {
        assert_eq!(rules(old, new), *there, "{old}\n{new}");
        assert_eq!(rules(new, old), *back, "back: {old}\n{new}");
        assert_eq!(rules(new, new), [""; 0]);
    }
}

fn object(properties: Value) -> Value {
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
fn check_schemas(pairs: &[(Value, Value, &[&str], &[&str])]) {
    for (old, new, there, back) in pairs {
        let (old, new) = both(old, new);
        check(&[(old, new, there, back)]);
    }
}

#[test]
fn a_type_that_is_generated_under_another_name_breaks_callers() {
    let text = json!({"type": "string"});
    let pets = json!({"Cat": object(json!({"name": text})), "Dog": object(json!({"name": text})), "Cow": object(json!({"milk": text}))});
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
            &["neutral title-changed"],
            &["neutral title-changed"],
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

#[test]
fn calls_of_the_service_are_compared_with_their_direction() {
    let payload = |properties: Value| json!({"post": {"requestBody": {"content": {"application/json": {"schema": object(properties)}}}, "responses": {"200": {"description": ""}}}});
    let text = json!({"type": "string"});
    let (two, one) = (
        payload(json!({"a": text, "b": text})),
        payload(json!({"a": text})),
    );
    let called =
        |item: &Value| operation(&json!({"callbacks": {"done": {"{$request.body#/url}": item}}}));
    let webhook = |item: &Value| {
        let mut contract = contract(&json!({}));
        contract["webhooks"] = json!({"done": item});
        contract
    };
    let gone: &[&str] = &["breaking response-optional-property-removed"];
    let more: &[&str] = &["additive response-optional-property-added"];
    check(&[
        (called(&two), called(&one), gone, more),
        (webhook(&two), webhook(&one), gone, more),
        (
            called(&two),
            operation(&json!({})),
            &["neutral callback-removed"],
            &["neutral callback-added"],
        ),
        (
            webhook(&two),
            contract(&json!({})),
            &["neutral callback-removed"],
            &["neutral callback-added"],
        ),
    ]);
    let changes = compare(&webhook(&two), &webhook(&one)).changes;
    assert_eq!(changes[0].label(), "webhook done.request.b");
    assert_eq!(changes[0].operations[0].operation, "webhook done");
}

#[test]
fn changes_without_generated_code_are_not_breaking() {
    let error = |properties: Value| json!({"description": "", "content": {"application/json": {"schema": object(properties)}}});
    let text = json!({"type": "string"});
    let with = |responses: Value| operation(&json!({"responses": responses}));
    let header = |schema: Value| {
        let mut contract = operation(&json!({}));
        contract["paths"]["/a"]["post"]["responses"]["200"]["headers"] =
            json!({"X-R": {"schema": schema}});
        contract
    };
    let linked = |links: Value| {
        let mut contract = operation(&json!({}));
        contract["paths"]["/a"]["post"]["responses"]["200"]["links"] = links;
        contract
    };
    let media = |more: Value| {
        let mut contract = operation(&json!({}));
        let content = &mut contract["paths"]["/a"]["post"]["responses"]["200"]["content"];
        content
            .as_object_mut()
            .unwrap()
            .extend(more.as_object().unwrap().clone());
        contract
    };
    let schemed = |schemes: Value, security: Value| {
        let mut contract = operation(&json!({"security": security}));
        contract["components"]["securitySchemes"] = schemes;
        contract
    };
    let oauth = |scopes: Value| json!({"o": {"type": "oauth2", "flows": {"clientCredentials": {"tokenUrl": "https://x.example/t", "scopes": scopes}}}});
    let two = || oauth(json!({"r": "", "w": ""}));
    check(&[
        (
            with(
                json!({"400": error(json!({"error": text})), "404": error(json!({"error": text}))}),
            ),
            with(json!({"400": error(json!({"error": text}))})),
            &["neutral known-status-removed"],
            &["neutral known-status-added"],
        ),
        (
            with(json!({"404": error(json!({"hint": text}))})),
            with(json!({})),
            &["breaking status-removed"],
            &["additive status-added"],
        ),
        (
            header(json!({"type": "string"})),
            header(json!({"type": "string", "nullable": true})),
            &["neutral header-schema-changed"],
            &["neutral header-schema-changed"],
        ),
        (
            linked(json!({})),
            linked(json!({"l": {"operationId": "doA"}})),
            &["neutral keyword-changed"],
            &["neutral keyword-changed"],
        ),
        (
            media(json!({})),
            media(json!({"application/xml": {}})),
            &["neutral response-other-media-type-added"],
            &["neutral response-other-media-type-removed"],
        ),
        (
            schemed(json!({"k": {"type": "http", "scheme": "basic"}}), json!([])),
            schemed(json!({}), json!([])),
            &["neutral unused-security-scheme-removed"],
            &["neutral unused-security-scheme-added"],
        ),
        (
            schemed(two(), json!([{"o": ["r"]}])),
            schemed(two(), json!([{"o": ["r", "w"]}])),
            &["breaking security-tightened"],
            &["additive security-loosened"],
        ),
        (
            schemed(oauth(json!({"r": ""})), json!([{"o": ["r"]}])),
            schemed(two(), json!([{"o": ["r"]}])),
            &["neutral security-scopes-changed"],
            &["neutral security-scopes-changed"],
        ),
    ]);
}

#[test]
fn announced_ends_are_judged_by_the_day() {
    let calendar = Calendar {
        today: Date::parse("2030-06-01").unwrap(),
        notice_days: 90,
    };
    let on = |old: &Value, new: &Value| -> Vec<String> {
        let changes = compare_on(Some(calendar), old, new).changes;
        changes.into_iter().map(|change| change.rule).collect()
    };
    let plain = operation(&json!({}));
    let ends = |date: &str| operation(&json!({"deprecated": true, "x-sunset": date}));
    let gone = json!({"openapi": "3.0.3", "info": plain["info"], "paths": {}, "components": plain["components"]});
    for (old, new, rules) in [
        (
            &plain,
            &ends("2030-12-01"),
            &["deprecated", "sunset-added"][..],
        ),
        (
            &plain,
            &ends("2030-06-30"),
            &["sunset-too-soon", "deprecated", "sunset-added"],
        ),
        (&plain, &ends("soon"), &["deprecated", "sunset-invalid"]),
        (
            &ends("2030-12-01"),
            &ends("2031-12-01"),
            &["sunset-postponed"],
        ),
        (
            &ends("2031-12-01"),
            &ends("2030-12-01"),
            &["sunset-advanced"],
        ),
        (
            &ends("2030-12-01"),
            &plain,
            &["no-longer-deprecated", "sunset-removed"],
        ),
        (
            &ends("2030-12-01"),
            &gone,
            &["operation-removed", "removed-before-sunset"],
        ),
        (
            &ends("2030-05-01"),
            &gone,
            &["operation-removed", "removed-after-sunset"],
        ),
    ] {
        assert_eq!(on(old, new), rules, "{new}");
    }
    let property = |more: Value| {
        let mut old = json!({"type": "string"});
        old.as_object_mut()
            .unwrap()
            .extend(more.as_object().unwrap().clone());
        contract(&json!({"Res": object(json!({"old": old, "y": {"type": "string"}}))}))
    };
    let old = property(json!({"deprecated": true, "x-sunset": "2030-12-01"}));
    assert_eq!(
        on(&old, &plain),
        [
            "removed-before-sunset",
            "response-optional-property-removed"
        ]
    );
}
