//! Pairs of which nothing breaks, or of which one cause is reported once.

use openapi_diff::compare;
use serde_json::{Value, json};

use super::pairs::{check, contract, object};

fn reference(name: &str) -> Value {
    json!({"$ref": format!("#/components/schemas/{name}")})
}

/// A request and a response that share an object with the schema as a property.
fn both(schema: &Value) -> Value {
    let holder = object(json!({"shared": reference("Shared")}));
    let shared = object(json!({"a": schema}));
    contract(&json!({"Req": holder, "Res": holder, "Shared": shared}))
}

#[test]
fn what_a_side_leaves_out_does_not_change_it() {
    let read =
        |length: u64| both(&json!({"type": "string", "maxLength": length, "readOnly": true}));
    let write = |kind: &str| both(&json!({"type": kind, "writeOnly": true}));
    let holder = |required: &[&str]| {
        let mut schema = object(json!({"id": {"type": "string", "readOnly": true}}));
        schema["required"] = json!(required);
        both(&schema)
    };
    check(&[
        (
            read(9),
            read(5),
            &["neutral response-length-tightened"],
            &["neutral response-length-loosened"],
        ),
        (
            write("string"),
            write("integer"),
            &["breaking request-type-changed"],
            &["breaking request-type-changed"],
        ),
        (
            holder(&[]),
            holder(&["id"]),
            &["breaking response-property-became-required"],
            &["breaking response-property-became-optional"],
        ),
    ]);
}

#[test]
fn the_null_of_a_component_matters_where_its_properties_are_required() {
    let with = |required: &[&str], nullable: bool| {
        let mut holder =
            object(json!({"word": reference("Word"), "more": {"allOf": [reference("Word")]}}));
        holder["required"] = json!(required);
        let word = json!({"type": "string", "enum": ["a"], "nullable": nullable});
        contract(&json!({"Res": holder, "Word": word}))
    };
    check(&[
        (
            with(&[], false),
            with(&[], true),
            &["neutral response-optional-became-nullable"],
            &["neutral response-optional-became-not-nullable"],
        ),
        (
            with(&["word"], false),
            with(&["word"], true),
            &["breaking response-became-nullable"],
            &["breaking response-became-not-nullable"],
        ),
    ]);
}

#[test]
fn an_object_that_becomes_a_text_is_one_change() {
    let with = |schema: Value| {
        let page = object(json!({"title": {"type": "string"}, "size": {"type": "integer"}}));
        let holder =
            object(json!({"pages": {"type": "array", "items": schema}, "last": reference("Page")}));
        contract(&json!({"Res": holder, "Page": page}))
    };
    let text = json!({"type": "string"});
    let old = with(reference("Page"));
    check(&[(
        old.clone(),
        with(text.clone()),
        &["breaking response-type-changed"],
        &["breaking response-type-changed"],
    )]);
    let report = compare(&old, &with(text));
    assert_eq!(report.changes[0].headline(), "Res.pages[]: Page → string");
}

#[test]
fn headers_and_patterns_that_say_nothing_do_not_break() {
    let headers = |headers: Value| {
        let mut contract = contract(&json!({}));
        contract["paths"]["/a"]["post"]["responses"]["200"]["headers"] = headers;
        contract
    };
    let header =
        |required: bool| json!({"X-A": {"required": required, "schema": {"type": "string"}}});
    let pattern = |pattern: &str| both(&json!({"type": "string", "pattern": pattern}));
    check(&[
        (
            headers(header(true)),
            headers(json!({})),
            &["behavioral header-removed"],
            &["additive header-added"],
        ),
        (
            headers(header(true)),
            headers(header(false)),
            &["behavioral header-became-optional"],
            &["neutral header-became-required"],
        ),
        (
            pattern("^[0-9]+$"),
            pattern("^.*$"),
            &["additive request-pattern-removed"],
            &["breaking request-pattern-added"],
        ),
    ]);
}
