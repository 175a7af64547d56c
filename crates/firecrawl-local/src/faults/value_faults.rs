//! Faults in the values of a response: unknown values and missing ones.

use serde_json::{Value, json};

use super::schema_walk::{Described, walk};
use crate::request::Request;

const UNKNOWN_STATUS: &str = "status_from_tomorrow";
const UNKNOWN_VALUE: &str = "value_from_tomorrow";
const UNKNOWN_FIELD: &str = "fieldFromTomorrow";

/// Sets an unknown job status; `false` if the response has none.
pub(super) fn unknown_status(body: &mut Value) -> bool {
    let Some(status) = body.get_mut("status").filter(|status| status.is_string()) else {
        return false;
    };
    *status = Value::from(UNKNOWN_STATUS);
    true
}

/// Sets unknown values in enums and unknown fields in objects.
pub(super) fn unknown_values(body: &mut Value, request: &Request) -> bool {
    let mut changed = false;
    let status = body.get("status").cloned();
    walk_response(body, request, &mut |place, value| {
        changed |= unknown_choice(place, value) | unknown_field(place, value);
    });
    // An unknown status is a fault of its own.
    if let (Some(field), Some(status)) = (body.get_mut("status"), status) {
        *field = status;
    }
    changed
}

/// Sets optional fields to `null`, also absent ones.
pub(super) fn nulls(body: &mut Value, request: &Request) -> bool {
    let mut changed = false;
    walk_response(body, request, &mut |place, value| {
        changed |= null_fields(place, value);
    });
    changed
}

fn walk_response(
    body: &mut Value,
    request: &Request,
    visit: &mut impl FnMut(&Described<'_>, &mut Value),
) {
    if let Some(schema) = request.operation.response_schema() {
        walk(&schema, &schema, body, visit);
    }
}

fn unknown_choice(place: &Described<'_>, value: &mut Value) -> bool {
    let known = place.schema["enum"]
        .as_array()
        .is_some_and(|choices| value.is_string() && choices.contains(value));
    if known {
        *value = Value::from(UNKNOWN_VALUE);
    }
    known
}

fn unknown_field(place: &Described<'_>, value: &mut Value) -> bool {
    let Some(object) = value
        .as_object_mut()
        .filter(|_| place.schema["properties"].is_object())
    else {
        return false;
    };
    object.insert(
        UNKNOWN_FIELD.to_owned(),
        json!({"since": "tomorrow", "list": [1, "two", null]}),
    );
    true
}

fn null_fields(place: &Described<'_>, value: &mut Value) -> bool {
    let (Some(object), Some(properties)) = (
        value.as_object_mut(),
        place.schema["properties"].as_object(),
    ) else {
        return false;
    };
    let required = place.schema["required"].as_array();
    let mut changed = false;
    for name in properties.keys() {
        let is_required = required.is_some_and(|names| names.iter().any(|other| other == name));
        let present = object.get(name.as_str());
        let stays = match present {
            Some(value) => {
                value.is_null() || holds_objects(value) || is_essential(name, place.depth)
            }
            // Another of the alternatives may describe the value.
            None => place.alternative,
        };
        if !is_required && !stays {
            object.insert(name.clone(), Value::Null);
            changed = true;
        }
    }
    changed
}

/// Returns whether a value contains objects.
fn holds_objects(value: &Value) -> bool {
    match value {
        Value::Object(_) => true,
        Value::Array(items) => items.iter().any(Value::is_object),
        _ => false,
    }
}

/// Returns whether a client cannot go on without a field.
fn is_essential(name: &str, depth: usize) -> bool {
    matches!(name, "success" | "status" | "id" | "next" | "type") || (depth == 0 && name == "url")
}
