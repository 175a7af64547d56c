//! Texts of the command line as JSON values.

use std::ffi::OsStr;
use std::fs;
use std::time::Duration;

use clap::builder::TypedValueParser;
use clap::error::ErrorKind;
use clap::{Arg, Command};
use serde_json::{Number, Value};

use crate::operations::Kind;

/// Reads the value of a flag; an error does not repeat it, since it may be a secret.
#[derive(Clone)]
pub struct Parser<F>(pub F);

impl<F> TypedValueParser for Parser<F>
where
    F: Fn(&str) -> Result<Value, String> + Clone + Send + Sync + 'static,
{
    type Value = Value;

    fn parse_ref(
        &self,
        command: &Command,
        arg: Option<&Arg>,
        value: &OsStr,
    ) -> Result<Value, clap::Error> {
        let text = value.to_str().ok_or_else(|| "not Unicode".to_owned());
        text.and_then(&self.0).map_err(|reason| {
            let name = arg.map_or_else(String::new, ToString::to_string);
            let message = format!("the value of `{name}` is {reason}\n");
            clap::Error::raw(ErrorKind::ValueValidation, message).with_cmd(command)
        })
    }
}

/// Reads a text as a value of a kind; a list may have several values, separated by commas.
///
/// # Errors
///
/// A sentence about the text, without it: it may be a secret.
pub fn parse(kind: Kind, text: &str) -> Result<Value, String> {
    match kind {
        Kind::Bool => match text {
            "true" | "yes" | "1" => Ok(Value::Bool(true)),
            "false" | "no" | "0" => Ok(Value::Bool(false)),
            _ => Err("neither `true` nor `false`".to_owned()),
        },
        Kind::Integer => text
            .parse::<i64>()
            .map(Value::from)
            .map_err(|_| "not a whole number".to_owned()),
        Kind::Number => text
            .parse::<f64>()
            .ok()
            .and_then(Number::from_f64)
            .map(Value::Number)
            .ok_or_else(|| "not a number".to_owned()),
        Kind::Milliseconds => duration(text, 1),
        Kind::Seconds => duration(text, 1000),
        Kind::Text | Kind::Word(_) => Ok(Value::from(text)),
        Kind::WordOrJson(_) | Kind::TextOrJson if !is_json(text) => Ok(Value::from(text)),
        Kind::WordOrJson(_) | Kind::TextOrJson | Kind::Json => json(text),
        Kind::List(item) => list(*item, text),
    }
}

/// Reads a time such as `90s`; it needs its unit, since no API says which one a number has.
///
/// # Errors
///
/// A sentence about the text.
pub fn time(text: &str) -> Result<Duration, String> {
    if text.parse::<f64>().is_ok() {
        return Err("without a unit; write it as `1500ms`, `30s` or `2m`".to_owned());
    }
    let value = duration(text, 1)?;
    Ok(Duration::from_millis(value.as_u64().unwrap_or_default()))
}

/// Reads a list: JSON, or values that commas separate.
fn list(item: Kind, text: &str) -> Result<Value, String> {
    if text.trim_start().starts_with('[') || text.starts_with('@') {
        return match json(text)? {
            list @ Value::Array(_) => Ok(list),
            _ => Err("not a JSON array".to_owned()),
        };
    }
    if is_json(text) {
        return Ok(Value::Array(vec![json(text)?]));
    }
    let items = text.split(',').map(str::trim);
    let items = items.filter(|item| !item.is_empty());
    items.map(|text| parse(item, text)).collect()
}

/// Returns true for what is meant as JSON or as a file of it, and not as a plain text.
fn is_json(text: &str) -> bool {
    text.trim_start().starts_with(['{', '[']) || text.starts_with('@')
}

/// Reads JSON, from a file after `@`.
pub fn json(text: &str) -> Result<Value, String> {
    let file;
    let text = match text.strip_prefix('@') {
        Some(path) => {
            file = fs::read_to_string(path).map_err(|error| format!("{path}: {error}"))?;
            &file
        }
        None => text,
    };
    serde_json::from_str(text)
        .map_err(|error| format!("not JSON: {error}; `@FILE` reads it from a file"))
}

/// Reads `1500`, `1500ms`, `90s`, `2m` or `1h` as a number of units of that many milliseconds.
fn duration(text: &str, unit: u64) -> Result<Value, String> {
    let wrong = || "not a duration such as `1500ms`, `30s` or `2m`".to_owned();
    let end = text
        .find(|letter: char| !letter.is_ascii_digit())
        .unwrap_or(text.len());
    let (digits, suffix) = text.split_at(end);
    let number: u64 = digits.parse().map_err(|_| wrong())?;
    let milliseconds = match suffix {
        "" => unit,
        "ms" => 1,
        "s" => 1000,
        "m" => 60_000,
        "h" => 3_600_000,
        _ => return Err(wrong()),
    };
    let all = number.checked_mul(milliseconds).ok_or_else(wrong)?;
    match all % unit {
        0 => Ok(Value::from(all / unit)),
        _ => Err("the service takes whole seconds here".to_owned()),
    }
}

/// Writes a value into an object, below the objects of its place.
pub fn insert(object: &mut Value, place: &[&str], value: Value) {
    let [outer @ .., name] = place else { return };
    let mut object = object;
    for step in outer {
        object = entry(object, step);
    }
    *entry(object, name) = value;
}

/// Returns the field of an object; whatever else is there becomes an object.
fn entry<'a>(value: &'a mut Value, name: &str) -> &'a mut Value {
    if !value.is_object() {
        *value = Value::Object(serde_json::Map::new());
    }
    &mut value[name]
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    const FORMATS: Kind = Kind::List(&Kind::WordOrJson(&["markdown"]));

    #[test]
    fn texts_become_values_of_their_kind() {
        for (kind, text, expected) in [
            (Kind::Bool, "false", json!(false)),
            (Kind::Integer, "-3", json!(-3)),
            (Kind::Number, "0.5", json!(0.5)),
            (Kind::Milliseconds, "1500", json!(1500)),
            (Kind::Milliseconds, "2s", json!(2000)),
            (Kind::Seconds, "2m", json!(120)),
            (FORMATS, "markdown, links", json!(["markdown", "links"])),
            (FORMATS, r#"{"type":"json"}"#, json!([{"type": "json"}])),
            (
                FORMATS,
                r#"["a",{"type":"b"}]"#,
                json!(["a", {"type": "b"}]),
            ),
            (Kind::TextOrJson, "DE", json!("DE")),
            (Kind::Json, "null", json!(null)),
        ] {
            assert_eq!(parse(kind, text), Ok(expected), "{text}");
        }
    }

    #[test]
    fn a_wrong_text_is_an_error_that_does_not_repeat_it() {
        for (kind, text) in [
            (Kind::Bool, "fc-5ecre7"),
            (Kind::Integer, "fc-5ecre7"),
            (Kind::Number, "NaN"),
            (Kind::Seconds, "1500ms"),
            (Kind::Milliseconds, "99999999999999999999h"),
            (Kind::Json, "fc-5ecre7"),
            (FORMATS, "[1"),
        ] {
            let error = parse(kind, text).unwrap_err();
            assert!(!error.contains("5ecre7"), "{error}");
        }
    }

    #[test]
    fn a_value_is_written_below_its_objects() {
        let mut body = json!({"a": 1});
        insert(&mut body, &["location", "country"], json!("de"));
        insert(&mut body, &["location", "languages"], json!(["de"]));
        assert_eq!(
            body,
            json!({"a": 1, "location": {"country": "de", "languages": ["de"]}})
        );
    }
}
