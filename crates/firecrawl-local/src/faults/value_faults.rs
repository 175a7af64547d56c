//! Faults in the values of a response: unknown values, missing ones, and any text.

use serde_json::{Value, json};

use super::schema_walk::{Described, walk};
use crate::request::Request;

const UNKNOWN_STATUS: &str = "status_from_tomorrow";
const UNKNOWN_VALUE: &str = "value_from_tomorrow";
const UNKNOWN_FIELD: &str = "fieldFromTomorrow";

/// Marks the place of a text, for [`unmarked`], since it need not be a value; `false` without the
/// object or list that its pointer names.
pub(super) fn mark(body: &mut Value, pointer: &str, text: &str) -> bool {
    let Some((parent, name)) = pointer.rsplit_once('/') else {
        return false;
    };
    match body.pointer_mut(parent) {
        Some(Value::Object(fields)) => {
            let name = name.replace("~1", "/").replace("~0", "~");
            fields.insert(name, marked(text));
        }
        Some(Value::Array(items)) => {
            let end = items.len();
            items.insert(name.parse().unwrap_or(end).min(end), marked(text));
        }
        _ => return false,
    }
    true
}

/// Returns the JSON with a text at its marked place.
pub(super) fn unmarked(json: &str, text: &str) -> String {
    json.replacen(&marked(text).to_string(), text, 1)
}

fn marked(text: &str) -> Value {
    format!("\u{e000}{text}").into()
}

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
    let status = body.get("status").cloned();
    let changed = change(body, request, &|place, value| {
        let choices = place.schema["enum"].as_array();
        let known = choices.is_some_and(|choices| value.is_string() && choices.contains(value));
        if known {
            *value = UNKNOWN_VALUE.into();
        }
        let extended = value.is_object() && place.schema["properties"].is_object();
        if extended {
            value[UNKNOWN_FIELD] = json!({"since": "tomorrow", "list": [1, "two", null]});
        }
        known || extended
    });
    // An unknown status is a fault of its own.
    if let (Some(field), Some(status)) = (body.get_mut("status"), status) {
        *field = status;
    }
    changed
}

/// Sets optional fields to `null`, also absent ones.
pub(super) fn nulls(body: &mut Value, request: &Request) -> bool {
    change(body, request, &null_fields)
}

/// Changes every value that the schema of the response describes; `false` if nothing changed.
fn change(
    body: &mut Value,
    request: &Request,
    effect: &dyn Fn(&Described<'_>, &mut Value) -> bool,
) -> bool {
    let mut changed = false;
    if let Some(schema) = request.operation.response_schema() {
        walk(&schema, &schema, body, &mut |place, value| {
            changed |= effect(place, value);
        });
    }
    changed
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
