//! Schemas, each by itself: types, properties, enums and bounds.

use serde_json::{Map, Value};

use super::report::{Place, Report};
use super::value::{misfit, wrong_type};
use super::walk::{Node, elements};
use openapi_document::kind;

/// Checks one schema that is no reference, but not those inside it.
pub(super) fn check(document: &Value, node: &Node<'_>, report: &mut Report) {
    let place = &node.place;
    let Some(schema) = node.value.as_object() else {
        let message = format!("the schema is {}, not an object", kind(node.value));
        return report.fault(place, message, "write `{}` for any value, or name its type");
    };
    check_type(place, schema, report);
    check_object(place, schema, report);
    check_inner(place, schema, report);
    check_enum(place, schema, report);
    check_bounds(place, schema, report);
    if let Some(default) = schema.get("default")
        && let Some(reason) = misfit(document, node.value, default)
    {
        report.note(
            &place.key("default"),
            format!("the default does not fit its schema: {reason}"),
            "correct it by an overlay",
        );
    }
    if let Some(discriminator) = schema.get("discriminator")
        && !discriminator
            .get("propertyName")
            .is_some_and(Value::is_string)
    {
        report.fault(
            &place.key("discriminator"),
            "the discriminator names no property",
            "set `propertyName`",
        );
    }
}

fn check_type(place: &Place, schema: &Map<String, Value>, report: &mut Report) {
    let place = place.key("type");
    match schema.get("type") {
        None => {}
        Some(Value::String(name)) => match name.as_str() {
            "string" | "number" | "integer" | "boolean" | "array" | "object" => {}
            "null" => report.fault(
                &place,
                "the type `null` is of OpenAPI 3.1",
                "use `nullable: true` beside the type of the value",
            ),
            other => report.fault(
                &place,
                format!("unknown type `{other}`"),
                "use string, number, integer, boolean, array or object",
            ),
        },
        Some(Value::Array(_)) => report.fault(
            &place,
            "a list of types is of OpenAPI 3.1",
            "name one type, with `nullable: true` if null is allowed",
        ),
        Some(other) => report.fault(
            &place,
            format!("the type is {}, not a string", kind(other)),
            "use string, number, integer, boolean, array or object",
        ),
    }
}

fn check_object(place: &Place, schema: &Map<String, Value>, report: &mut Report) {
    let properties = schema.get("properties");
    if let Some(other) = properties.filter(|value| !value.is_object()) {
        let message = format!("the properties are {}, not an object", kind(other));
        report.fault(
            &place.key("properties"),
            message,
            "map each name to its schema",
        );
    }
    match schema.get("additionalProperties") {
        None | Some(Value::Bool(_) | Value::Object(_)) => {}
        Some(other) => report.fault(
            &place.key("additionalProperties"),
            format!("`additionalProperties` is {}", kind(other)),
            "use true, false or a schema",
        ),
    }
    let Some(required) = schema.get("required") else {
        return;
    };
    let at = place.key("required");
    let Some(names) = required.as_array() else {
        let message = format!("`required` is {}, not a list of names", kind(required));
        return report.fault(&at, message, "list the required properties in the object");
    };
    for (index, name) in names.iter().enumerate() {
        let at = at.key(index.to_string());
        match name.as_str() {
            None => {
                let message = format!("`required` holds {}, not a name", kind(name));
                report.fault(&at, message, "list the names of properties");
            }
            // The property may come from another part of an `allOf`: worth a note only.
            Some(name) if properties.is_none_or(|list| list.get(name).is_none()) => report.note(
                &at,
                format!("the required `{name}` is no property of this schema"),
                "add the property or remove the name by an overlay",
            ),
            Some(_) => {}
        }
    }
}

fn check_inner(place: &Place, schema: &Map<String, Value>, report: &mut Report) {
    for key in ["allOf", "oneOf", "anyOf"] {
        let Some(value) = schema.get(key) else {
            continue;
        };
        if value.as_array().is_none_or(Vec::is_empty) {
            report.fault(
                &place.key(key),
                format!("`{key}` is not a list with at least one schema"),
                "list its schemas or remove the key",
            );
        }
    }
}

fn check_enum(place: &Place, schema: &Map<String, Value>, report: &mut Report) {
    let Some(value) = schema.get("enum") else {
        return;
    };
    let place = place.key("enum");
    let Some(values) = value.as_array() else {
        let message = format!("the enum is {}, not a list", kind(value));
        return report.fault(&place, message, "list its values");
    };
    if values.is_empty() {
        report.fault(
            &place,
            "the enum has no values",
            "list them or remove the enum",
        );
    }
    let name = schema.get("type").and_then(Value::as_str);
    for (index, value) in values.iter().enumerate() {
        let place = place.key(index.to_string());
        if values[..index].contains(value) {
            report.fault(
                &place,
                format!("the enum holds {value} twice"),
                "remove one of the two",
            );
        }
        if let Some(reason) = name.and_then(|name| wrong_type(name, value))
            && !value.is_null()
        {
            report.fault(
                &place,
                format!("the enum holds {reason}"),
                "correct the value or the type",
            );
        }
    }
}

fn check_bounds(place: &Place, schema: &Map<String, Value>, report: &mut Report) {
    for what in ["Length", "Items", "Properties"] {
        let bounds = ["min", "max"].map(|end| {
            let key = format!("{end}{what}");
            let bound = schema.get(&key);
            if bound.is_some_and(|bound| !bound.is_u64()) {
                report.fault(
                    &place.key(&key),
                    format!("`{key}` is no count"),
                    "write it as a whole number from 0 on",
                );
            }
            bound.and_then(Value::as_u64)
        });
        if let [Some(least), Some(most)] = bounds
            && least > most
        {
            report.fault(
                &place.key(format!("min{what}")),
                format!("`min{what}` {least} is more than `max{what}` {most}"),
                "correct one of the two",
            );
        }
    }
    let mut number = |key: &str| {
        let bound = schema.get(key)?;
        if !bound.is_number() {
            let message = format!("`{key}` is {}, not a number", kind(bound));
            report.fault(&place.key(key), message, "write it as a number");
        }
        bound.as_f64()
    };
    let (least, most) = (number("minimum"), number("maximum"));
    if number("multipleOf").is_some_and(|step| step <= 0.0) {
        report.fault(
            &place.key("multipleOf"),
            "`multipleOf` is not above 0",
            "correct or remove it",
        );
    }
    let below = exclusive(place, schema, "exclusiveMinimum", "minimum", report);
    let above = exclusive(place, schema, "exclusiveMaximum", "maximum", report);
    if let (Some(least), Some(most)) = (least, most)
        && (least > most || ((below || above) && least >= most))
    {
        report.fault(
            &place.key("minimum"),
            format!("no number is from {least} to {most}"),
            "correct one of the two bounds",
        );
    }
}

/// Whether the bound is exclusive.
fn exclusive(
    place: &Place,
    schema: &Map<String, Value>,
    key: &str,
    bound: &str,
    report: &mut Report,
) -> bool {
    match schema.get(key) {
        Some(Value::Bool(true)) if !schema.contains_key(bound) => report.fault(
            &place.key(key),
            format!("`{key}` stands without `{bound}`"),
            format!("add `{bound}` or remove `{key}`"),
        ),
        None | Some(Value::Bool(_)) => {}
        Some(Value::Number(_)) => report.fault(
            &place.key(key),
            format!("`{key}` as a number is of OpenAPI 3.1"),
            format!("write the number as `{bound}` and `{key}: true`"),
        ),
        Some(other) => report.fault(
            &place.key(key),
            format!("`{key}` is {}", kind(other)),
            "use true or false",
        ),
    }
    schema.get(key) == Some(&Value::Bool(true))
}

/// Whether the schema mixes keywords that typify can only merge.
pub(super) fn merges(schema: &Value) -> bool {
    const KEYWORDS: [&str; 18] = [
        "type",
        "properties",
        "required",
        "additionalProperties",
        "items",
        "enum",
        "format",
        "pattern",
        "minimum",
        "maximum",
        "minLength",
        "maxLength",
        "multipleOf",
        "minItems",
        "maxItems",
        "uniqueItems",
        "minProperties",
        "maxProperties",
    ];
    let lists = ["allOf", "oneOf", "anyOf", "not"];
    let combined = lists
        .iter()
        .filter(|key| schema.get(**key).is_some())
        .count();
    let plain = KEYWORDS.iter().any(|key| schema.get(*key).is_some());
    elements(schema, "allOf").len() > 1 || combined > 1 || (combined == 1 && plain)
}
