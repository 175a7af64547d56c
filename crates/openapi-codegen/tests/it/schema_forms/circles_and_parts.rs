//! Properties of parts, schemas that only require, and lists of themselves.

use serde_json::json;

use super::{Types, object, reference, text};

#[test]
fn a_property_of_a_part_may_have_parts_and_be_declared_again() {
    let by = |more: serde_json::Value| json!({"allOf": [reference("User"), more]});
    let again = |by: serde_json::Value| object(json!({"by": by}), json!([]));
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
