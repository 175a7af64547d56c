//! Faults of single schemas.

use serde_json::{Value, json};

use super::super::check_contract;
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
            "/type: `type` is a list, not a string; \
            name one type, with `nullable: true` if null is allowed; a list is of OpenAPI 3.1",
        ),
        (
            json!({"type": 1}),
            "/type: `type` is a number, not a string; \
            name one type, with `nullable: true` if null is allowed; a list is of OpenAPI 3.1",
        ),
    ]);
}

#[test]
fn the_parts_of_a_schema_have_their_shapes() {
    assert_faults(&[
        (
            json!({"properties": ["a"]}),
            "/properties: `properties` is a list, not an object; \
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
            `additionalProperties` is a string, not true, false or a schema; write one of these",
        ),
        (
            json!({"required": true}),
            "/required: `required` is a boolean, \
            not a list; list the required properties in the object",
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
            "/oneOf: `oneOf` has no schema; \
            list its schemas or remove the key",
        ),
        (
            json!({"allOf": {}}),
            "/allOf: `allOf` is an object, not a list; \
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
            "/enum: `enum` is a string, not a list; list its values",
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
            "/maxItems: `maxItems` is a number, \
            not a whole number from 0 on; correct or remove it",
        ),
        (
            json!({"exclusiveMinimum": true}),
            "/exclusiveMinimum: `exclusiveMinimum` is \
            without `minimum`; add `minimum` or remove `exclusiveMinimum`",
        ),
        (
            json!({"exclusiveMaximum": 5}),
            "/exclusiveMaximum: `exclusiveMaximum` is a number, not \
            true or false; write a number of OpenAPI 3.1 as `maximum`, with `exclusiveMaximum: true`",
        ),
    ]);
    let fine = json!({"A": {"minimum": 1, "maximum": 1}, "B": {"exclusiveMinimum": false}});
    check_contract(&with_schemas(fine)).unwrap();
}

#[test]
fn what_the_contract_does_oddly_is_tolerated() {
    check_contract(&with_schemas(json!({
        "List": {"type": "array", "nullable": true},
        "Strict": {"type": "object", "required": ["missing"]},
        "Default": {"type": "integer", "minimum": 1, "default": 0},
    })))
    .unwrap();
}
