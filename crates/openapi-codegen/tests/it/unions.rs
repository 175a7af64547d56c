//! Unions whose form typify changes.

use serde_json::{Value, json};

use crate::schema_forms::Types;
use crate::small::generated;

#[test]
fn branches_with_a_tag_and_one_more_field_keep_their_fields() {
    let branch = |tag: &str, content: serde_json::Value| {
        json!({"type": "object", "required": ["kind", "value"], "properties": {
            "kind": {"type": "string", "enum": [tag]}, "value": content
        }})
    };
    let contract = json!({
        "openapi": "3.0.3",
        "info": {"title": "", "version": "1"},
        "paths": {"/a": {"get": {"operationId": "getA", "responses": {"200": {
            "description": "",
            "content": {"application/json": {"schema": {"type": "object", "properties": {
                "item": {"oneOf": [
                    branch("file", json!({"type": "string"})),
                    branch("size", json!({"type": "integer"}))
                ]}
            }}}}
        }}}}}
    });
    let code = generated("contract.json", &contract).unwrap().concat();
    assert!(code.contains("File(FileGetAResponseItem)"), "{code}");
    assert!(code.contains("pub value: String"), "{code}");
    assert!(code.contains("pub value: i64"), "{code}");
}

fn reference(name: &str) -> Value {
    json!({"$ref": format!("#/components/schemas/{name}")})
}

/// An object whose property `kind` has one value, with another property.
fn tagged(kind: &str, name: &str, schema: Value) -> Value {
    json!({"type": "object", "required": ["kind", name], "properties": {
        "kind": {"type": "string", "enum": [kind]}, name: schema
    }})
}

#[test]
fn a_property_that_branches_of_one_tag_declare_differently_is_a_union() {
    let types = Types::of(json!({"Res": {"oneOf": [
        tagged("git", "repo", json!({"oneOf": [{"type": "string"}, {"type": "boolean"}]})),
        tagged("git", "repo", json!({"type": "integer"})),
        tagged("file", "path", json!({"type": "string"}))
    ]}}));
    assert_eq!(
        types.variants("Res"),
        ["Git(GitRes)", "File(FileRes)", "Unknown(Value)"]
    );
    assert_eq!(types.fields("GitRes"), ["repo: GitResRepo"]);
    assert_eq!(
        types.variants("GitResRepo"),
        ["String(String)", "Boolean(bool)", "Integer(i64)"]
    );
}

#[test]
fn every_branch_has_what_is_beside_the_union() {
    let beside =
        json!({"type": "object", "properties": {"id": {"type": "string"}}, "required": ["id"]});
    let branches = json!([
        tagged("a", "x", json!({"type": "string"})),
        tagged("b", "y", json!({"type": "integer"}))
    ]);
    let mut in_place = beside.clone();
    in_place["oneOf"] = branches.clone();
    for schema in [in_place, json!({"allOf": [beside, {"oneOf": branches}]})] {
        let types = Types::of(json!({"Res": schema}));
        assert_eq!(
            types.variants("Res"),
            ["A(ARes)", "B(BRes)", "Unknown(Value)"]
        );
        assert_eq!(types.fields("ARes"), ["id: String", "x: String"]);
        assert_eq!(types.fields("BRes"), ["id: String", "y: i64"]);
        assert_eq!(types.warnings, [""; 0]);
    }
}

#[test]
fn branches_without_a_tag_beside_properties_are_one_object_with_a_warning() {
    let needs = |name: &str, kind: &str| json!({"required": ["z", name], "properties": {name: {"type": kind}, "z": {"type": kind}}});
    let types = Types::of(json!({"Res": {
        "properties": {"id": {"type": "string"}}, "oneOf": [needs("x", "string"), needs("y", "integer")]
    }}));
    assert_eq!(
        types.fields("Res"),
        [
            "id: Option<String>",
            "x: Option<String>",
            "z: ResZ",
            "y: Option<i64>"
        ]
    );
    assert_eq!(
        types.warnings,
        [
            "/components/schemas/Res: no property tells the branches of the union beside other \
          properties apart; by rule they are one object, which requires only what all of them do"
        ]
    );
}

#[test]
fn the_schemas_that_extend_a_base_are_its_variants() {
    let extended = |base: &str, name: &str| json!({"allOf": [reference(base), {"type": "object", "properties": {name: {"type": "string"}}}]});
    let types = Types::of(json!({
        "Pet": {
            "type": "object", "required": ["kind"],
            "properties": {"kind": {"type": "string"}, "friend": reference("Pet")},
            "discriminator": {"propertyName": "kind", "mapping": {"cat": "#/components/schemas/Cat"}}
        },
        "Cat": extended("Pet", "lives"),
        "Dog": extended("Pet", "bark"),
        "Pug": extended("Dog", "nose"),
        "Res": {"type": "object", "properties": {"pet": reference("Pet"), "cat": reference("Cat")}}
    }));
    assert_eq!(
        types.variants("Pet"),
        [
            "Cat(CatPet)",
            "Dog(DogPet)",
            "Pug(PugPet)",
            "Unknown(Value)"
        ]
    );
    let friend = "friend: Option<Box<Pet>>";
    let field = |name: &str| format!("{name}: Option<String>");
    assert_eq!(types.fields("CatPet"), [friend, &field("lives")]);
    assert_eq!(
        types.fields("PugPet"),
        [friend, &field("bark"), &field("nose")]
    );
    assert_eq!(
        types.fields("Cat"),
        ["kind: String", friend, &field("lives")]
    );
}

#[test]
fn a_text_that_is_no_tag_is_a_value_beside_the_object() {
    let types = Types::of(
        json!({"Res": {"type": "object", "properties": {"screen": {"anyOf": [
            {"type": "object", "properties": {"theme": {"type": "string", "enum": [""]}}},
            {"type": "string", "enum": [""]}
        ]}}}}),
    );
    assert_eq!(
        types.variants("ResScreen"),
        ["Object(ResScreenObject)", "String(ResScreenString)"]
    );
}

#[test]
fn a_union_of_one_branch_with_only_its_tag_is_that_object() {
    let types = Types::of(json!({
        "Pet": {
            "type": "object", "properties": {"kind": {"type": "string"}},
            "discriminator": {"propertyName": "kind"}
        },
        "Cat": {"allOf": [reference("Pet"), {"type": "object"}]},
        "Marker": {"type": "object", "properties": {"tag": {"type": "string", "enum": ["marker"]}}},
        "Res": {"type": "object", "properties": {
            "pet": reference("Pet"),
            "mark": {"oneOf": [reference("Marker")], "discriminator": {"propertyName": "tag"}}
        }}
    }));
    assert_eq!(
        types.fields("Res"),
        ["pet: Option<Box<PetBase>>", "mark: Option<Box<Marker>>"]
    );
    assert_eq!(types.fields("PetBase"), ["kind: Option<String>"]);
}
