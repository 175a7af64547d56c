//! Faults of single schemas.

use serde_json::{Value, json};

use super::super::{check_contract, faults, notes};
use super::{assert_fault, with_schemas};

/// Each schema with the text of its fault behind the pointer of the schema.
fn assert_faults(cases: &[(Value, &str)]) {
    for (schema, expected) in cases {
        assert_fault(
            &with_schemas(json!({ "A": schema })),
            &format!("/components/schemas/A{expected}"),
        );
    }
}

#[test]
fn the_type_is_one_of_the_six() {
    assert_faults(&[
        (
            json!(true),
            ": the schema is a boolean, not an object; \
            write `{}` for any value, or name its type",
        ),
        (
            json!([]),
            ": the schema is a list, not an object; \
            write `{}` for any value, or name its type",
        ),
        (
            json!({"type": "int"}),
            "/type: unknown type `int`; \
            use string, number, integer, boolean, array or object",
        ),
        (
            json!({"type": "null"}),
            "/type: the type `null` is of OpenAPI 3.1; \
            use `nullable: true` beside the type of the value",
        ),
        (
            json!({"type": ["string", "null"]}),
            "/type: a list of types is of OpenAPI 3.1; \
            name one type, with `nullable: true` if null is allowed",
        ),
        (
            json!({"type": 1}),
            "/type: the type is a number, not a string; \
            use string, number, integer, boolean, array or object",
        ),
    ]);
}

#[test]
fn the_parts_of_a_schema_have_their_shapes() {
    assert_faults(&[
        (
            json!({"properties": ["a"]}),
            "/properties: the properties are a list, not an object; \
            map each name to its schema",
        ),
        (
            json!({"properties": {"a": 1}}),
            "/properties/a: the schema is a number, \
            not an object; write `{}` for any value, or name its type",
        ),
        (
            json!({"additionalProperties": "no"}),
            "/additionalProperties: \
            `additionalProperties` is a string; use true, false or a schema",
        ),
        (
            json!({"required": true}),
            "/required: `required` is a boolean, \
            not a list of names; list the required properties in the object",
        ),
        (
            json!({"required": [1]}),
            "/required/0: `required` holds a number, not a name; \
            list the names of properties",
        ),
        (
            json!({"items": [{}]}),
            "/items: the schema is a list, not an object; \
             write `{}` for any value, or name its type",
        ),
        (
            json!({"oneOf": []}),
            "/oneOf: `oneOf` is not a list with at least one schema; \
            list its schemas or remove the key",
        ),
        (
            json!({"allOf": {}}),
            "/allOf: `allOf` is not a list with at least one schema; \
            list its schemas or remove the key",
        ),
        (
            json!({"oneOf": [{}], "discriminator": {}}),
            "/discriminator: \
            the discriminator names no property; set `propertyName`",
        ),
    ]);
}

#[test]
fn an_enum_holds_different_values_of_its_type() {
    assert_faults(&[
        (
            json!({"enum": []}),
            "/enum: the enum has no values; list them or remove the enum",
        ),
        (
            json!({"enum": "a"}),
            "/enum: the enum is a string, not a list; list its values",
        ),
        (
            json!({"type": "string", "enum": ["a", "b", "a"]}),
            "/enum/2: the enum holds \"a\" \
            twice; remove one of the two",
        ),
        (
            json!({"type": "string", "enum": ["a", 1]}),
            "/enum/1: the enum holds a number \
            where the type is `string`; correct the value or the type",
        ),
        (
            json!({"type": "integer", "enum": [1.5]}),
            "/enum/0: the enum holds a number \
            where the type is `integer`; correct the value or the type",
        ),
    ]);
    let fine = json!({"A": {"type": "string", "nullable": true, "enum": ["a", null]}});
    check_contract(&with_schemas(fine)).unwrap();
}

#[test]
fn bounds_leave_room_for_values() {
    assert_faults(&[
        (
            json!({"minimum": 2, "maximum": 1}),
            "/minimum: no number is from 2 to 1; \
            correct one of the two bounds",
        ),
        (
            json!({"minimum": 1, "maximum": 1, "exclusiveMaximum": true}),
            "/minimum: \
            no number is from 1 to 1; correct one of the two bounds",
        ),
        (
            json!({"minimum": "1"}),
            "/minimum: `minimum` is a string, not a number; \
            write it as a number",
        ),
        (
            json!({"multipleOf": 0}),
            "/multipleOf: `multipleOf` is not above 0; \
            correct or remove it",
        ),
        (
            json!({"minLength": 2, "maxLength": 1}),
            "/minLength: `minLength` 2 is more than \
            `maxLength` 1; correct one of the two",
        ),
        (
            json!({"maxItems": -1}),
            "/maxItems: `maxItems` is no count; \
            write it as a whole number from 0 on",
        ),
        (
            json!({"exclusiveMinimum": true}),
            "/exclusiveMinimum: `exclusiveMinimum` stands \
            without `minimum`; add `minimum` or remove `exclusiveMinimum`",
        ),
        (
            json!({"exclusiveMaximum": 5}),
            "/exclusiveMaximum: `exclusiveMaximum` as a number \
            is of OpenAPI 3.1; write the number as `maximum` and `exclusiveMaximum: true`",
        ),
    ]);
    let fine = json!({"A": {"minimum": 1, "maximum": 1}, "B": {"exclusiveMinimum": false}});
    check_contract(&with_schemas(fine)).unwrap();
}

#[test]
fn what_the_contract_does_oddly_is_noted_and_tolerated() {
    let odd = with_schemas(json!({
        "List": {"type": "array", "nullable": true},
        "Strict": {"type": "object", "required": ["missing"]},
        "Default": {"type": "integer", "minimum": 1, "default": 0},
    }));
    assert!(faults(&odd).is_empty());
    let notes: Vec<String> = notes(&odd).iter().map(ToString::to_string).collect();
    assert_eq!(
        notes,
        [
            "/components/schemas/Strict/required/0: the required `missing` is no property \
             of this schema; add the property or remove the name by an overlay",
            "/components/schemas/Default/default: the default does not fit its schema: \
             0 is below the minimum 1; correct it by an overlay",
        ]
    );
}

#[test]
fn a_default_is_held_against_the_whole_schema() {
    let to_b = json!({"$ref": "#/components/schemas/B"});
    for (schema, default, reason) in [
        (
            json!({"type": "string"}),
            json!(1),
            Some("a number where the type is `string`"),
        ),
        (
            json!({"type": "string"}),
            json!(null),
            Some("null where the schema is not nullable"),
        ),
        (
            json!({"type": "string", "nullable": true}),
            json!(null),
            None,
        ),
        (json!({"type": "integer"}), json!(2.0), None),
        (
            json!({"enum": ["a"]}),
            json!("b"),
            Some("\"b\" is none of the values of the enum"),
        ),
        (json!({"type": "string", "maxLength": 1}), json!("é"), None),
        (
            json!({"type": "string", "maxLength": 1}),
            json!("éé"),
            Some("2 letters are too many"),
        ),
        (
            json!({"maximum": 1, "exclusiveMaximum": true}),
            json!(1),
            Some("1 is above the maximum 1"),
        ),
        (
            json!({"items": to_b}),
            json!(["x"]),
            Some("a string where the type is `boolean`"),
        ),
        (json!({"items": to_b}), json!([true]), None),
        (
            json!({"allOf": [to_b]}),
            json!("x"),
            Some("a string where the type is `boolean`"),
        ),
        (
            json!({"oneOf": [to_b, {"type": "object"}]}),
            json!(false),
            None,
        ),
        (
            json!({"anyOf": [to_b, {"type": "object"}]}),
            json!(7),
            Some("7 fits no branch of `anyOf`"),
        ),
        (
            json!({"required": ["a"], "properties": {"a": {}}}),
            json!({}),
            Some("the required property `a` is missing"),
        ),
        (
            json!({"properties": {"a": {"minItems": 1}}}),
            json!({"a": []}),
            Some("0 elements are too few"),
        ),
    ] {
        let mut schema = schema;
        schema["default"] = default;
        let notes = notes(&with_schemas(
            json!({"A": schema, "B": {"type": "boolean"}}),
        ));
        let expected = reason.map(|text| format!("the default does not fit its schema: {text}"));
        assert_eq!(
            notes.first().map(|note| note.message().to_owned()),
            expected
        );
    }
}
