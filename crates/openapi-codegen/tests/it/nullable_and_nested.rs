//! Values that can be null, and schemas within schemas.

use serde_json::{Value, json};

use crate::schema_forms::{Types, object, reference, text};
use crate::small::run_as;

#[test]
fn a_reference_to_what_can_be_null_can_be_null() {
    let nullable = |mut schema: Value| {
        schema["nullable"] = json!(true);
        schema
    };
    let record = || object(json!({"c": text()}), json!(["c"]));
    let names = ["Record", "Word", "Same", "Either", "Again", "List", "Plain"];
    let mut properties: serde_json::Map<String, Value> = names
        .iter()
        .map(|name| (name.to_lowercase(), reference(name)))
        .collect();
    let required: Vec<String> = properties.keys().cloned().collect();
    properties.insert("maybe".to_owned(), reference("Record"));
    let types = Types::of(json!({
        "Record": nullable(record()),
        "Word": nullable(json!({"type": "string", "enum": ["a"]})),
        "Same": {"type": "string", "enum": ["b", null]},
        "Either": {"oneOf": [reference("Record"), {"type": "integer"}]},
        "Again": {"allOf": [reference("Record")]},
        "List": {"type": "array", "items": reference("Record")},
        "Plain": record(),
        "Req": object(json!({"maybe": reference("Record")}), json!([])),
        "Res": object(Value::Object(properties), json!(required))
    }));
    assert_eq!(
        types.fields("Res"),
        [
            "record: Option<Record>",
            "word: Option<Word>",
            "same: Option<Same>",
            "either: Option<Either>",
            "again: Option<Record>",
            "list: Vec<Option<Record>>",
            "plain: Plain",
            "maybe: Option<Box<Record>>",
        ]
    );
    assert_eq!(types.fields("Req"), ["maybe: Option<Option<Record>>"]);
}

#[test]
fn items_and_values_of_maps_can_be_null() {
    let nullable = || json!({"type": "string", "nullable": true});
    let list = |items: Value| json!({"type": "array", "items": items});
    let map = |values: Value| json!({"type": "object", "additionalProperties": values});
    let mut inner = list(nullable());
    inner["nullable"] = json!(true);
    let properties = json!({
        "texts": list(nullable()),
        "sizes": map(json!({"type": "integer", "nullable": true})),
        "nested": list(inner),
        "mixed": map(list(nullable())),
        "any": list(json!({"nullable": true})),
        "rows": reference("Rows"),
        "either": {"oneOf": [{"type": "integer"}, list(nullable())]}
    });
    let types = Types::of(json!({
        "Rows": list(map(nullable())),
        "Res": object(properties, json!([]))
    }));
    assert_eq!(
        types.fields("Res"),
        [
            "texts: Vec<Option<String>>",
            "sizes: BTreeMap<String,Option<i64>>",
            "nested: Vec<Option<Vec<Option<String>>>>",
            "mixed: BTreeMap<String,Vec<Option<String>>>",
            "any: Vec<Value>",
            "rows: Vec<BTreeMap<String,Option<String>>>",
            "either: Option<ResEither>",
        ]
    );
    let either = types.variants("ResEither");
    assert!(
        either
            .iter()
            .any(|one| one.contains("(Vec<Option<String>>)")),
        "{either:?}"
    );
}

#[test]
fn a_property_of_a_part_may_have_parts_and_be_declared_again() {
    let by = |more: Value| json!({"allOf": [reference("User"), more]});
    let again = |by: Value| object(json!({"by": by}), json!([]));
    let types = Types::of(json!({
        "User": object(json!({"name": text()}), json!(["name"])),
        "Mini": object(json!({"id": text()}), json!(["id"])),
        "Folder": {"allOf": [
            reference("Mini"),
            object(json!({"by": by(json!({"description": "The maker"})), "all": {
                "type": "array", "items": by(json!({"nullable": true}))
            }}), json!(["by"]))
        ]},
        "Req": {"allOf": [reference("Folder"), again(json!({"nullable": false}))]},
        "Res": {"allOf": [reference("Folder"), again(json!({"description": "The owner"}))]}
    }));
    let expected = ["id: String", "by: User", "all: Vec<Option<User>>"];
    assert_eq!(types.fields("Res"), expected);
    assert_eq!(types.fields("Req")[..2], expected[..2]);
}

#[test]
fn what_only_requires_is_an_object() {
    let requires = json!({"required": ["zz"]});
    let types = Types::of(json!({
        "Only": requires,
        "A": object(json!({"zz": text()}), json!([])),
        "Both": {"allOf": [reference("A"), reference("Only")]},
        "Res": object(json!({
            "inner": requires,
            "list": {"type": "array", "items": requires},
            "only": reference("Only"),
            "both": reference("Both")
        }), json!(["inner"]))
    }));
    let expected = [
        "inner: Map<String,Value>",
        "list: Vec<Map<String,Value>>",
        "only: Map<String,Value>",
        "both: Option<Box<Both>>",
    ];
    assert_eq!(types.fields("Res"), expected);
    assert_eq!(types.fields("Both"), ["zz: String"]);
    let of = |warning: &String| warning.contains("\"zz\" is required and not among");
    assert!(types.warnings.iter().all(of), "{:?}", types.warnings);
}

#[test]
fn a_list_of_itself_has_any_json_inside() {
    let types = Types::of(json!({
        "Nested": {"type": "array", "items": reference("Nested")},
        "Tree": {"type": "object", "additionalProperties": reference("Tree")},
        "Res": object(json!({"nested": reference("Nested"), "tree": reference("Tree")}), json!([]))
    }));
    let expected = ["nested: Vec<Value>", "tree: Map<String,Value>"];
    assert_eq!(types.fields("Res"), expected);
    assert_eq!(types.warnings.len(), 2);
}

#[test]
fn null_beside_a_reference_is_a_value_only_if_both_allow_it() {
    let beside = |name: &str| json!({"$ref": format!("#/components/schemas/{name}"), "type": ["object", "null"]});
    let fields = json!({"plain": beside("Plain"), "maybe": beside("Maybe")});
    let record = |kind: Value| json!({"type": kind, "properties": {"c": text()}});
    let contract = json!({
        "openapi": "3.1.0",
        "info": {"title": "Lamps", "version": "1"},
        "components": {"schemas": {
            "Plain": record(json!("object")), "Maybe": record(json!(["object", "null"]))
        }},
        "paths": {"/lamps": {"get": {"operationId": "getLamp", "responses": {"200": {
            "description": "", "content": {"application/json": {"schema": object(fields, json!(["plain", "maybe"]))}}
        }}}}}
    });
    let run = run_as("lamps.json", &contract, false).unwrap();
    let types = &run.code.files["types/responses.rs"];
    for field in ["pub plain: Plain,", "pub maybe: Option<Maybe>,"] {
        assert!(types.contains(field), "{field} in {types}");
    }
    let bare = json!({"type": "object", "nullable": true});
    let both = json!({"allOf": [reference("Plain"), bare]});
    let types = Types::of(json!({
        "Plain": record(json!("object")), "Res": object(json!({"plain": both}), json!(["plain"]))
    }));
    assert_eq!(types.fields("Res"), ["plain: Plain"]);
}
