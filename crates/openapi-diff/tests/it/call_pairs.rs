//! Pairs of small contracts that differ in a call, each with the rules that must be reported.

use openapi_diff::{Calendar, Date, compare, compare_on};
use serde_json::{Value, json};

use super::pairs::{check, contract, object};

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
            &["breaking webhook-removed"],
            &["additive webhook-added"],
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
        // The part works on its last day.
        (
            &ends("2030-06-01"),
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
