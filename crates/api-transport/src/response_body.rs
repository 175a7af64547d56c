//! Response bodies: the value, and the envelope around it.

use std::collections::BTreeMap;

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

/// The fields of a response body around its value, such as `success` and `warning`.
pub type Envelope = Map<String, Value>;

/// The value of a body and its envelope, or the envelope alone if the value is missing.
pub type Split<V> = Result<(V, Envelope), Envelope>;

/// The body of a success response.
///
/// Generated code implements it for the response type of each operation, by
/// the `x-envelope` of the contract.
pub trait ResponseBody: DeserializeOwned {
    /// The value of the response: a field of the body, or the body itself.
    type Value;

    /// True if a body with `success: false` or an `error` may be an error response.
    const HAS_ENVELOPE: bool = false;

    /// Splits the body.
    ///
    /// # Errors
    ///
    /// The envelope of a body that lacks its value.
    fn split(self) -> Split<Self::Value>;
}

/// Returns whether an envelope without a value says so: by `success: false` or an `error`.
pub fn is_error(envelope: &Envelope) -> bool {
    envelope.get("success") == Some(&Value::Bool(false)) || has_error(envelope)
}

/// Splits a body whose value was taken out of one of its fields.
pub fn field_is_value<V: Serialize>(value: Option<V>, rest: &impl Serialize) -> Split<V> {
    let envelope = fields(rest);
    match value {
        // An empty value beside an error is none.
        Some(value) if has_value(&Some(&value), &envelope) => Ok((value, envelope)),
        _ => Err(envelope),
    }
}

/// Splits a body that is its own value.
pub fn body_is_value<T>(body: T, envelope: Envelope, has_value: bool) -> Split<T> {
    if has_value || !is_error(&envelope) {
        Ok((body, envelope))
    } else {
        Err(envelope)
    }
}

/// Returns whether a field has a value; an empty one beside an error is none.
pub fn has_value(field: &Option<impl Serialize>, envelope: &Envelope) -> bool {
    field
        .as_ref()
        .is_some_and(|value| !has_error(envelope) || !is_empty(value))
}

/// Returns the fields of a body.
pub fn fields(body: &impl Serialize) -> Envelope {
    match serde_json::to_value(body) {
        Ok(Value::Object(fields)) => fields,
        _ => Map::new(),
    }
}

fn has_error(envelope: &Envelope) -> bool {
    envelope.get("error").is_some_and(|error| !error.is_null())
}

/// Returns true if a value is empty: `{}` and `[]`.
fn is_empty(value: &impl Serialize) -> bool {
    match serde_json::to_value(value) {
        Ok(Value::Object(fields)) => fields.is_empty(),
        Ok(Value::Array(items)) => items.is_empty(),
        _ => false,
    }
}

/// Bodies that are their own value and have no envelope.
#[doc(hidden)]
#[macro_export]
macro_rules! plain_response_body {
    ($([$($generic:ident)?] $body:ty;)+) => {$(
        impl $(<$generic: $crate::DeserializeOwned>)? $crate::ResponseBody for $body {
            type Value = Self;

            fn split(self) -> $crate::Split<Self> {
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
    use serde_json::json;

    use super::*;

    fn envelope(value: Value) -> Envelope {
        value.as_object().unwrap().clone()
    }

    #[test]
    fn a_value_is_taken_out_of_its_field() {
        let rest = json!({"success": true, "id": "7"});
        let (value, around) = field_is_value(Some(json!([1])), &rest).unwrap();
        assert_eq!(value, json!([1]));
        assert_eq!(around, envelope(rest));
        let rest = json!({"success": true});
        assert_eq!(field_is_value::<Value>(None, &rest), Err(envelope(rest)));
    }

    #[test]
    fn an_empty_value_beside_an_error_is_none() {
        let rest = json!({"success": true, "error": "no"});
        for (value, is_value) in [(json!([]), false), (json!({}), false), (json!([1]), true)] {
            assert_eq!(
                field_is_value(Some(&value), &rest).is_ok(),
                is_value,
                "{value}"
            );
        }
        let rest = json!({"success": true, "error": null});
        assert!(field_is_value(Some(json!([])), &rest).is_ok());
    }

    #[test]
    fn only_a_body_without_its_value_can_be_an_error() {
        let is_ok =
            |around: Value, has_value| body_is_value((), envelope(around), has_value).is_ok();
        assert!(!is_ok(json!({"success": false}), false));
        assert!(!is_ok(json!({"error": "no"}), false));
        assert!(is_ok(json!({"success": false}), true));
        assert!(is_ok(json!({"success": true, "error": null}), false));
        assert!(is_ok(json!({}), false));
    }
}
