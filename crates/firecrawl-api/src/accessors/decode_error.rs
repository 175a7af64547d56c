//! Errors for JSON that does not match a type, without its values.

use api_transport::{Error, ErrorKind};
use serde::de::DeserializeOwned;
use serde_json::Value;
use serde_path_to_error::{Path, Segment};

/// Reads JSON into a type.
pub(crate) fn read<T: DeserializeOwned>(value: &Value) -> Result<T, Error> {
    serde_path_to_error::deserialize(value).map_err(|error| {
        let path = error.path();
        let place = match path.iter().next() {
            Some(_) => format!("at `{path}`"),
            None => "as a whole".to_owned(),
        };
        let reason = reason(&error.inner().to_string(), found(value, path));
        let message = format!("the extracted JSON does not match the type {place}: {reason}");
        Error::new(ErrorKind::JsonMismatch, "")
            .with_message(&message)
            .with_json(value.clone())
    })
}

/// Returns the part of serde's message that comes from the type and not from the value.
fn reason(message: &str, found: &str) -> String {
    // Names of fields come from the type.
    if let Some(field) = message
        .strip_prefix("missing field `")
        .and_then(|rest| rest.strip_suffix('`'))
        && is_name(field)
    {
        return format!("the field `{field}` is missing");
    }
    if let Some(field) = message
        .strip_prefix("duplicate field `")
        .and_then(|rest| rest.strip_suffix('`'))
        && is_name(field)
    {
        return format!("the field `{field}` comes twice");
    }
    // The value comes first and may contain such words; the expectation comes last.
    let quoted = [
        "invalid type: ",
        "invalid value: ",
        "invalid length ",
        "unknown variant ",
        "unknown field ",
    ];
    let expected = quoted
        .iter()
        .any(|start| message.starts_with(start))
        .then(|| message.rsplit_once(", expected "))
        .flatten();
    match expected {
        Some((_, expected)) => format!("found {found}, expected {expected}"),
        None => format!("found {found}, which the type does not accept"),
    }
}

fn is_name(field: &str) -> bool {
    field.len() <= 100
        && field
            .chars()
            .all(|letter| letter.is_alphanumeric() || "_-.$@ ".contains(letter))
}

/// Returns the kind of value at a path, or that of the last value on the way.
fn found(value: &Value, path: &Path) -> &'static str {
    let mut value = value;
    for segment in path {
        let inner = match segment {
            Segment::Seq { index } => value.get(*index),
            Segment::Map { key } => value.get(key),
            Segment::Enum { variant } => value.get(variant),
            Segment::Unknown => None,
        };
        match inner {
            Some(inner) => value = inner,
            None => break,
        }
    }
    match value {
        Value::Null => "null",
        Value::Bool(_) => "a boolean",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;
    use std::error::Error as _;

    use serde::Deserialize;
    use serde_json::json;

    use super::*;

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    #[allow(dead_code)]
    struct Offer {
        price: f64,
        currency: Currency,
        stock: Option<u8>,
    }

    #[derive(Debug, Deserialize)]
    enum Currency {
        Euro,
        Pound,
    }

    #[derive(Debug, Deserialize)]
    #[allow(dead_code)]
    struct Shop {
        offers: Vec<Offer>,
        #[serde(default)]
        names: HashMap<String, String>,
    }

    fn message(value: Value) -> String {
        let error = read::<Shop>(&value).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::JsonMismatch);
        assert!(error.source().is_none());
        assert!(error.json().is_some());
        error.to_string()
    }

    #[test]
    fn the_place_and_the_kinds_are_told() {
        const START: &str = "the extracted JSON does not match the type ";
        for (value, words) in [
            (
                json!({"offers": [{"price": "SECRET, expected u8", "currency": "Euro"}]}),
                "at `offers[0].price`: found a string, expected f64",
            ),
            (
                json!({"offers": [{"price": 1, "currency": "SECRET"}]}),
                "at `offers[0].currency`: found a string, expected `Euro` or `Pound`",
            ),
            (
                json!({"offers": [{"price": 1, "currency": "Euro", "stock": 777}]}),
                "at `offers[0].stock`: found a number, expected u8",
            ),
            (
                json!({"offers": [{"price": 1}]}),
                "at `offers[0]`: the field `currency` is missing",
            ),
            (
                json!({"offers": [{"surplus": 1}]}),
                "at `offers[0].surplus`: found a number, expected one of `price`, `currency`, `stock`",
            ),
            (json!({}), "as a whole: the field `offers` is missing"),
            (
                json!("SECRET"),
                "as a whole: found a string, expected struct Shop",
            ),
            (
                json!({"offers": [], "names": {"a": ["SECRET"]}}),
                "at `names.a`: found a list, expected a string",
            ),
        ] {
            assert_eq!(message(value), format!("{START}{words}"));
        }
    }

    #[test]
    fn words_of_a_value_are_not_repeated() {
        for (message, words) in [
            (
                "SECRET, expected SECRET",
                "found a string, which the type does not accept",
            ),
            (
                "missing field `a\nSECRET`",
                "found a string, which the type does not accept",
            ),
            (
                "invalid type: string \"x, expected SECRET\", expected u8",
                "found a string, expected u8",
            ),
        ] {
            assert_eq!(reason(message, "a string"), words);
        }
    }

    #[test]
    fn numbers_fit_where_rust_takes_them() {
        let shop: Shop =
            read(&json!({"offers": [{"price": 3, "currency": "Pound", "stock": null}]})).unwrap();
        assert_eq!(shop.offers[0].price, 3.0);
    }
}
