//! Schemas, each by itself: types, enums and bounds.

use serde_json::{Map, Value};

use super::report::{Place, Report};
use super::walk::Node;
use openapi_document::kind;

/// Checks one schema that is not a reference, but not those inside it.
///
/// Values of another kind than OpenAPI allows are found by the conversion.
pub(super) fn check(node: &Node<'_>, report: &mut Report) {
    let Some(schema) = node.value.as_object() else {
        return;
    };
    let place = &node.place;
    check_type(place, schema, report);
    for key in ["allOf", "oneOf", "anyOf"] {
        if schema
            .get(key)
            .and_then(Value::as_array)
            .is_some_and(Vec::is_empty)
        {
            report.fault(
                &place.key(key),
                format!("`{key}` has no schema"),
                "list its schemas or remove the key",
            );
        }
    }
    check_enum(place, schema, report);
    check_bounds(place, schema, report);
    if let Some(discriminator) = schema.get("discriminator")
        && !discriminator["propertyName"].is_string()
    {
        report.fault(
            &place.key("discriminator"),
            "the discriminator names no property",
            "set `propertyName`",
        );
    }
}

fn check_type(place: &Place, schema: &Map<String, Value>, report: &mut Report) {
    let (message, remedy) = match schema.get("type").and_then(Value::as_str) {
        None | Some("string" | "number" | "integer" | "boolean" | "array" | "object") => return,
        Some("null") => (
            "the type `null` is of OpenAPI 3.1".to_owned(),
            "use `nullable: true` beside the type of the value",
        ),
        Some(other) => (
            format!("unknown type `{other}`"),
            "use string, number, integer, boolean, array or object",
        ),
    };
    report.fault(&place.key("type"), message, remedy);
}

fn check_enum(place: &Place, schema: &Map<String, Value>, report: &mut Report) {
    let Some(values) = schema.get("enum").and_then(Value::as_array) else {
        return;
    };
    let place = place.key("enum");
    if values.is_empty() {
        report.fault(
            &place,
            "the enum has no values",
            "list them or remove the enum",
        );
    }
    let name = schema
        .get("type")
        .and_then(Value::as_str)
        .unwrap_or_default();
    for (index, value) in values.iter().enumerate() {
        let place = place.key(index.to_string());
        if values[..index].contains(value) {
            report.fault(
                &place,
                format!("the enum holds {value} twice"),
                "remove one of the two",
            );
        }
        if !value.is_null() && !is_of_type(name, value) {
            let found = kind(value);
            report.fault(
                &place,
                format!("the enum holds {found} where the type is `{name}`"),
                "correct the value or the type",
            );
        }
    }
}

/// Returns true if a value has a type; without a known type, every value has.
fn is_of_type(name: &str, value: &Value) -> bool {
    match name {
        "string" => value.is_string(),
        "boolean" => value.is_boolean(),
        "number" => value.is_number(),
        "integer" => value.as_f64().is_some_and(|number| number.fract() == 0.0),
        "array" => value.is_array(),
        "object" => value.is_object(),
        _ => true,
    }
}

fn check_bounds(place: &Place, schema: &Map<String, Value>, report: &mut Report) {
    let number = |key: &str| schema.get(key).and_then(Value::as_f64);
    for what in ["Length", "Items", "Properties"] {
        let (low, high) = (format!("min{what}"), format!("max{what}"));
        if let (Some(least), Some(most)) = (number(&low), number(&high))
            && least > most
        {
            report.fault(
                &place.key(&low),
                format!("`{low}` {least} is more than `{high}` {most}"),
                "correct one of the two",
            );
        }
    }
    if number("multipleOf").is_some_and(|step| step <= 0.0) {
        report.fault(
            &place.key("multipleOf"),
            "`multipleOf` is not above 0",
            "correct or remove it",
        );
    }
    let mut exclusive = false;
    for (key, bound) in [
        ("exclusiveMinimum", "minimum"),
        ("exclusiveMaximum", "maximum"),
    ] {
        if schema.get(key) == Some(&Value::Bool(true)) {
            exclusive = true;
            if !schema.contains_key(bound) {
                report.fault(
                    &place.key(key),
                    format!("`{key}` is without `{bound}`"),
                    format!("add `{bound}` or remove `{key}`"),
                );
            }
        }
    }
    if let (Some(least), Some(most)) = (number("minimum"), number("maximum"))
        && (least > most || (exclusive && least == most))
    {
        report.fault(
            &place.key("minimum"),
            format!("no number is from {least} to {most}"),
            "correct one of the two bounds",
        );
    }
}
