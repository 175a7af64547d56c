//! The work for long contracts, counted as allocations: it grows no faster than the contract.

use serde_json::{Map, Value, json};

use crate::schema_forms::Types;

/// Returns the allocations, and their bytes, of generating what `schemas` makes of a size.
fn work(schemas: fn(usize) -> Value, size: usize) -> [u64; 2] {
    let schemas = schemas(size);
    let info = allocation_counter::measure(|| drop(Types::of(schemas)));
    [info.count_total, info.bytes_total]
}

/// Asserts that four times as much contract is at most about four times as much work.
#[track_caller]
fn assert_linear(schemas: fn(usize) -> Value) {
    let (few, many) = (work(schemas, 200), work(schemas, 800));
    for (few, many) in few.into_iter().zip(many) {
        assert!(many * 10 < few * 45, "{few} grows to {many}");
    }
}

/// As many members as asked for, each made of its number.
fn members(count: usize, member: impl Fn(usize) -> (String, Value)) -> Value {
    Value::Object((0..count).map(member).collect::<Map<_, _>>())
}

#[test]
fn values_of_an_enum() {
    assert_linear(|count| {
        let values: Vec<String> = (0..count).map(|number| format!("lamp-{number}")).collect();
        json!({"Res": {"type": "string", "enum": values}})
    });
}

#[test]
fn properties_of_an_object() {
    assert_linear(|count| {
        let plain = |number| {
            (
                format!("lamp{number}"),
                json!({"type": "string", "default": "a"}),
            )
        };
        json!({"Res": {"type": "object", "properties": members(count, plain)}})
    });
}

#[test]
fn properties_that_have_names_of_their_own() {
    assert_linear(|count| {
        let inner = |number| {
            let mode = json!({"type": "string", "enum": ["on", "off"]});
            (
                format!("lamp{number}"),
                json!({"type": "object", "properties": {"mode": mode}}),
            )
        };
        json!({"Res": {"type": "object", "properties": members(count, inner)}})
    });
}

#[test]
fn names_that_become_one() {
    assert_linear(|count| {
        let same = |number: usize| {
            (
                format!(
                    "lamp{}",
                    "_".repeat(number % 2) + &"-".repeat(number / 2 % 40) + &number.to_string()
                ),
                json!({"type": "string"}),
            )
        };
        let values: Vec<String> = (0..count)
            .map(|number| "-".repeat(number % 40) + &(number / 40).to_string())
            .collect();
        json!({"Res": {"type": "object", "properties": members(count, same)}, "Req": {"type": "string", "enum": values}})
    });
}

#[test]
fn branches_of_a_union() {
    assert_linear(|count| {
        let branches: Vec<Value> = (0..count)
            .map(|number| json!({"type": "object", "properties": {
                "kind": {"type": "string", "enum": [format!("lamp{number}")]}, "watts": {"type": "integer"}
            }}))
            .collect();
        json!({"Res": {"oneOf": branches}})
    });
}

#[test]
fn schemas_that_extend_a_base() {
    assert_linear(|count| {
        let mut schemas = members(count, |number| {
            let part = json!({"type": "object", "properties": {"watts": {"type": "integer"}}});
            let base = json!({"$ref": "#/components/schemas/Res"});
            (format!("Lamp{number}"), json!({"allOf": [base, part]}))
        });
        schemas["Res"] = json!({
            "type": "object", "properties": {"kind": {"type": "string"}},
            "discriminator": {"propertyName": "kind"}
        });
        schemas
    });
}

#[test]
fn parts_of_one_all_of() {
    fn part(number: usize) -> Value {
        let name = format!("watts{number}");
        json!({"type": "object", "properties": {name: {"type": "integer"}}})
    }
    assert_linear(|count| json!({"Res": {"allOf": (0..count).map(part).collect::<Vec<_>>()}}));
    assert_linear(|count| {
        let mut schemas = members(count, |number| (format!("Lamp{number}"), part(number)));
        let reference = |number| json!({"$ref": format!("#/components/schemas/Lamp{number}")});
        schemas["Res"] = json!({"allOf": (0..count).map(reference).collect::<Vec<_>>()});
        schemas
    });
}

#[test]
fn components_that_each_need_all_later_ones() {
    // The number of ways through them doubles with each.
    let schemas = members(48, |number| {
        let others = members(48 - number, |behind| {
            let name = format!("Lamp{}", number + behind + 1);
            let schema = json!({"$ref": format!("#/components/schemas/{name}")});
            (format!("p{behind}"), schema)
        });
        let required: Vec<&String> = others.as_object().unwrap().keys().collect();
        let schema = json!({"type": "object", "required": required, "properties": others});
        (format!("Lamp{number}"), schema)
    });
    let mut all = schemas;
    all["Lamp48"] = json!({"type": "object", "properties": {"watts": {"type": "integer"}}});
    all["Res"] = json!({"$ref": "#/components/schemas/Lamp0"});
    assert_eq!(Types::of(all).fields("Lamp47"), ["p0: Lamp48"]);
}
