//! Response bodies: the value, and the envelope around it.

use std::collections::BTreeMap;

use lenient_json::{Lenient, Outline};
use serde_json::{Map, Value};

/// The fields of a response body around its value, such as `success` and `warning`.
pub type Envelope = Map<String, Value>;

/// The value of a body and its envelope, or the envelope alone if the value is missing.
pub type Split<V> = Result<(V, Envelope), Envelope>;

/// The body of a success response.
///
/// Generated code implements it for the response type of each operation, by
/// the `x-envelope` of the contract.
pub trait ResponseBody: Lenient + Send {
    /// The value of the response: a field of the body, or the body itself.
    type Value: Send;

    /// True if a body with `success: false` or an `error` may be an error response.
    const HAS_ENVELOPE: bool = false;

    /// Splits the body, whose fields are in `outline` as they came.
    ///
    /// # Errors
    ///
    /// The envelope of a body that lacks its value.
    fn split(self, outline: &Outline<'_>) -> Split<Self::Value>;
}

/// Returns whether an envelope without a value says so: by `success: false` or an `error`.
pub fn is_error(envelope: &Envelope) -> bool {
    envelope.get("success") == Some(&Value::Bool(false)) || has_error(envelope)
}

/// Splits a body whose value was taken out of one of its fields.
pub fn field_is_value<V>(value: Option<V>, field: &str, outline: &Outline<'_>) -> Split<V> {
    let envelope = outline.fields(&[field]);
    match value {
        Some(value) if !is_empty(field, outline, &envelope) => Ok((value, envelope)),
        _ => Err(envelope),
    }
}

/// Splits a body that is its own value; without any of some fields it may be an error response.
pub fn body_is_value<T>(body: T, fields: &[&str], outline: &Outline<'_>) -> Split<T> {
    envelope_of(fields, outline).map(|envelope| (body, envelope))
}

fn envelope_of(fields: &[&str], outline: &Outline<'_>) -> Result<Envelope, Envelope> {
    let envelope = outline.short_fields(fields);
    let has_value =
        |field: &&str| outline.text(field).is_some() && !is_empty(field, outline, &envelope);
    match fields.iter().any(has_value) || !is_error(&envelope) {
        true => Ok(envelope),
        false => Err(envelope),
    }
}

/// Returns true for an empty value beside an error, which is none.
fn is_empty(field: &str, outline: &Outline<'_>, envelope: &Envelope) -> bool {
    has_error(envelope) && outline.is_empty(field)
}

/// Splits a body that is its own value and needs a text in one of its fields.
pub fn text_is_required<T>(body: T, field: &str, outline: &Outline<'_>) -> Split<T> {
    let envelope = outline.fields(&[]);
    match envelope.get(field) {
        Some(Value::String(text)) if !text.is_empty() => Ok((body, envelope)),
        _ => Err(envelope),
    }
}

/// Returns whether a body has its value: a field, or without one anything besides an error.
pub fn has_value(body: &Value, field: Option<&str>) -> bool {
    let Some(fields) = body.as_object() else {
        return field.is_none() && !body.is_null();
    };
    match field {
        Some(field) => {
            let is_empty = |value: &Value| match value {
                Value::Array(items) => items.is_empty(),
                Value::Object(fields) => fields.is_empty(),
                value => value.is_null(),
            };
            let value = fields.get(field).filter(|value| !value.is_null());
            value.is_some_and(|value| !(has_error(fields) && is_empty(value)))
        }
        None => {
            let of_errors = ["success", "error", "code", "details", "message"];
            let mut names = fields.keys().map(String::as_str);
            !is_error(fields) || names.any(|name| !of_errors.contains(&name))
        }
    }
}

fn has_error(envelope: &Envelope) -> bool {
    envelope.get("error").is_some_and(|error| !error.is_null())
}

/// Bodies that are their own value and have no envelope.
#[doc(hidden)]
#[macro_export]
macro_rules! plain_response_body {
    ($([$($generic:ident)?] $body:ty;)+) => {$(
        impl $(<$generic: $crate::Lenient + Send>)? $crate::ResponseBody for $body {
            type Value = Self;

            fn split(self, _: &$crate::Outline<'_>) -> $crate::Split<Self> {
                Ok((self, $crate::Envelope::new()))
            }
        }
    )+};
}

plain_response_body! {
    [] ();
    [] bool;
    [] i64;
    [] f64;
    [] String;
    [] Value;
    [] Map<String, Value>;
    [T] BTreeMap<String, T>;
    [T] Option<T>;
    [T] Vec<T>;
}

#[cfg(test)]
mod tests {
    use lenient_json::{Others, Shape, optional, read_with};
    use serde_json::json;

    use super::*;

    /// Splits a body that is read as any fields.
    fn split<T>(body: &Value, split: impl Fn(&Outline<'_>) -> T) -> T {
        let mut result = None;
        read_with(body.to_string().as_bytes(), &mut |reader| {
            let outline = reader.read_outlined(&mut Body::blank(), Body::EXPECTED)?;
            result = Some(split(&outline));
            Ok(())
        })
        .unwrap();
        result.unwrap()
    }

    /// Any body.
    struct Body {
        data: Option<Value>,
        success: Option<Value>,
        error: Option<Value>,
        extra: Map<String, Value>,
    }

    impl Body {
        const SHAPE: &'static Shape = &Shape {
            name: "Body",
            fields: &[optional("data"), optional("success"), optional("error")],
            others: Others::Kept,
        };
    }

    lenient_json::record!(Body { 0 data, 1 success, 2 error } extra = extra);

    #[test]
    fn a_body_of_any_route_has_its_value() {
        for (body, field, expected) in [
            (json!({"success": true, "data": {}}), Some("data"), true),
            (json!({"success": false, "data": {}}), Some("data"), true),
            (
                json!({"success": true, "data": [], "error": "no"}),
                Some("data"),
                false,
            ),
            (json!({"success": true}), Some("data"), false),
            (json!({"success": false, "error": "no"}), None, false),
            (json!({"success": false, "status": "failed"}), None, true),
            (json!({"success": true}), None, true),
            (json!([1]), None, true),
            (json!(null), None, false),
        ] {
            assert_eq!(has_value(&body, field), expected, "{body} {field:?}");
        }
    }

    #[test]
    fn a_value_is_taken_out_of_its_field() {
        let body = json!({"success": true, "id": "7", "data": [1]});
        let around = json!({"success": true, "id": "7"});
        let result = split(&body, |outline| field_is_value(Some(()), "data", outline));
        assert_eq!(Value::Object(result.unwrap().1), around);
        let result = split(&around, |outline| {
            field_is_value::<()>(None, "data", outline)
        });
        assert_eq!(Value::Object(result.unwrap_err()), around);
    }

    #[test]
    fn an_empty_value_beside_an_error_is_none() {
        for (value, is_value) in [
            (json!([]), false),
            (json!({}), false),
            (json!({"a": null}), false),
            (json!([1]), true),
        ] {
            let body = json!({"success": true, "error": "no", "data": value});
            let result = split(&body, |outline| field_is_value(Some(()), "data", outline));
            assert_eq!(result.is_ok(), is_value, "{value}");
        }
        let body = json!({"success": true, "error": null, "data": []});
        assert!(split(&body, |outline| field_is_value(Some(()), "data", outline)).is_ok());
    }

    #[test]
    fn only_a_body_without_its_value_can_be_an_error() {
        let is_ok =
            |body: Value| split(&body, |outline| body_is_value((), &["data"], outline)).is_ok();
        assert!(!is_ok(json!({"success": false})));
        assert!(!is_ok(json!({"error": "no"})));
        assert!(is_ok(json!({"success": false, "data": 1})));
        assert!(is_ok(json!({"success": true, "error": null})));
        assert!(is_ok(json!({})));
    }
}
