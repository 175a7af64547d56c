//! Integers, and the types that have room for them.

use serde_json::{Value, json};

use crate::schema_forms::{Types, object};
use crate::small::run_as;

/// The field `n` of what is sent and of what is received, with the warnings.
fn number(schema: Value) -> ([Vec<String>; 2], Vec<String>) {
    let body = object(json!({"n": schema}), json!(["n"]));
    let types = Types::of(json!({"Req": body, "Res": body}));
    (
        ["Req", "Res"].map(|name| types.fields(name)),
        types.warnings,
    )
}

#[test]
fn what_is_above_the_signed_integers_is_unsigned() {
    for (keywords, ty) in [
        (json!({"format": "uint64"}), "u64"),
        (json!({"format": "uint64", "minimum": 1}), "u64"),
        (json!({"minimum": 0, "maximum": u64::MAX}), "u64"),
        (
            json!({"format": "int64", "minimum": 0, "maximum": 1e19}),
            "u64",
        ),
        (json!({"minimum": 0, "maximum": i64::MAX}), "i64"),
        (json!({"minimum": 0}), "i64"),
        (json!({"format": "uint32"}), "i64"),
        (json!({"format": "uint64", "minimum": -1}), "i64"),
    ] {
        let mut schema = keywords.clone();
        schema["type"] = json!("integer");
        let (fields, warnings) = number(schema);
        assert_eq!(
            fields,
            [[format!("n: {ty}")], [format!("n: {ty}")]],
            "{keywords}"
        );
        assert_eq!(warnings, Vec::<String>::new(), "{keywords}");
    }
}

#[test]
fn bounds_that_no_type_has_are_warned_of() {
    for keywords in [
        json!({"maximum": u64::MAX}),
        json!({"minimum": -1e30}),
        json!({"minimum": 0, "maximum": 1e30}),
    ] {
        let mut schema = keywords.clone();
        schema["type"] = json!("integer");
        let (_, warnings) = number(schema);
        let place = |name: &str| {
            format!(
                "/components/schemas/{name}/properties/n: the bounds allow numbers that a 64-bit \
                 integer cannot have; those are not read as the value"
            )
        };
        assert_eq!(warnings, ["Req", "Res"].map(place), "{keywords}");
    }
}

#[test]
fn both_parts_of_an_all_of_hold_and_either_of_two_places() {
    let part = |schema: Value| json!({"properties": {"n": schema}});
    let long = json!({"type": "integer", "format": "uint64"});
    let plain = json!({"type": "integer"});
    for (one, other) in [(&long, &plain), (&plain, &long)] {
        let all = json!({"allOf": [part(one.clone()), part(other.clone())]});
        let types = Types::of(json!({"Res": all}));
        assert_eq!(types.fields("Res"), ["n: Option<u64>"]);
    }
}

#[test]
fn arguments_lists_and_maps_are_unsigned_too() {
    let long = json!({"type": "integer", "format": "uint64"});
    let parameter = |name: &str, place: &str| json!({"name": name, "in": place, "required": true, "schema": long});
    let contract = json!({
        "openapi": "3.0.3",
        "info": {"title": "Tides", "version": "1"},
        "paths": {"/tides/{id}": {"get": {
            "operationId": "getTide",
            "parameters": [parameter("id", "path"), parameter("after", "query"), parameter("X-Turn", "header")],
            "responses": {"200": {"description": "", "content": {"application/json": {"schema": {
                "type": "object", "properties": {
                    "list": {"type": "array", "items": long},
                    "map": {"type": "object", "additionalProperties": long}
                }
            }}}}}
        }}}
    });
    let run = run_as("tides.json", &contract, false).unwrap();
    let code: String = run.code.files.into_values().collect();
    for part in [
        "id: u64",
        "after: u64",
        "x_turn: u64",
        "list: Vec<u64>",
        "map: BTreeMap<String, u64>",
    ] {
        assert!(code.contains(part), "{part} in {code}");
    }
}
