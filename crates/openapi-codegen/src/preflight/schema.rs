//! Schemas, each by itself: types, enums and bounds.

use std::collections::HashSet;

use serde_json::Value;

use super::report::{Place, Report};
use super::walk::Node;
use crate::json::{elements, is_of_type, text};
use openapi_document::kind;

/// Checks one schema that is not a reference, but not those inside it.
///
/// Values of another kind than OpenAPI allows are found by the conversion.
pub(super) fn check(node: &Node<'_>, report: &mut Report) {
    let Node { place, value, .. } = node;
    check_type(place, value, report);
    for key in ["allOf", "oneOf", "anyOf"] {
        if value[key] == Value::Array(Vec::new()) {
            let message = format!("`{key}` has no schema");
            let remedy = "list its schemas or remove the key";
            report.fault(&place.key(key), message, remedy);
        }
    }
    check_enum(&place.key("enum"), value, report);
    check_bounds(place, value, report);
    if let Some(discriminator) = value.get("discriminator")
        && !discriminator["propertyName"].is_string()
    {
        let message = "the discriminator names no property";
        let remedy = "set `propertyName`";
        report.fault(&place.key("discriminator"), message, remedy);
    }
}

fn check_type(place: &Place, schema: &Value, report: &mut Report) {
    let (message, remedy) = match text(schema, "type") {
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

fn check_enum(place: &Place, schema: &Value, report: &mut Report) {
    let values = elements(schema, "enum");
    if schema.get("enum").is_some_and(Value::is_array) && values.is_empty() {
        let message = "the enum has no values";
        report.fault(place, message, "list them or remove the enum");
    }
    let name = text(schema, "type").unwrap_or_default();
    let mut seen = HashSet::new();
    for (index, value) in values.iter().enumerate() {
        let place = place.key(index.to_string());
        if !seen.insert(value) {
            let message = format!("the enum holds {value} twice");
            report.fault(&place, message, "remove one of the two");
        }
        if !value.is_null() && !is_of_type(name, value) {
            let found = kind(value);
            let message = format!("the enum holds {found} where the type is `{name}`");
            let remedy = "correct the value or the type";
            report.fault(&place, message, remedy);
        }
    }
}

fn check_bounds(place: &Place, schema: &Value, report: &mut Report) {
    let number = |key: &str| schema[key].as_f64();
    let mut fault = |key: &str, message: String, remedy: &str| {
        report.fault(&place.key(key), message, remedy);
    };
    for what in ["Length", "Items", "Properties"] {
        let (low, high) = (format!("min{what}"), format!("max{what}"));
        if let (Some(least), Some(most)) = (number(&low), number(&high))
            && least > most
        {
            let message = format!("`{low}` {least} is more than `{high}` {most}");
            fault(&low, message, "correct one of the two");
        }
    }
    if number("multipleOf").is_some_and(|step| step <= 0.0) {
        let message = "`multipleOf` is not above 0".to_owned();
        fault("multipleOf", message, "correct or remove it");
    }
    let mut exclusive = false;
    for what in ["Minimum", "Maximum"] {
        let (key, bound) = (format!("exclusive{what}"), what.to_lowercase());
        exclusive |= schema[&key] == true;
        if schema[&key] == true && schema.get(&bound).is_none() {
            let remedy = format!("add `{bound}` or remove `{key}`");
            fault(&key, format!("`{key}` is without `{bound}`"), &remedy);
        }
    }
    if let (Some(least), Some(most)) = (number("minimum"), number("maximum"))
        && (least > most || (exclusive && least == most))
    {
        let message = format!("no number is from {least} to {most}");
        fault("minimum", message, "correct one of the two bounds");
    }
}
