//! Texts of the command line as JSON values.

use std::ffi::OsStr;
use std::fs;
use std::time::Duration;

use clap::builder::{PossibleValue, TypedValueParser};
use clap::error::ErrorKind;
use clap::{Arg, Command};
use serde_json::{Number, Value};

use crate::operations::Kind;

/// Reads the value of a flag; an error does not repeat it, since it may be a secret.
#[derive(Clone)]
pub struct Parser<F> {
    /// Reads the text, or says what is wrong with it.
    pub read: F,
    /// The words that completions offer.
    pub words: &'static [&'static str],
}

/// A function that reads a text.
pub type Read = fn(&str) -> Result<Value, String>;

/// Reads JSON.
pub const JSON: Parser<Read> = Parser {
    read: json,
    words: &[],
};

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
        text.and_then(&self.read).map_err(|reason| {
            let name = arg.map_or_else(String::new, ToString::to_string);
            let message = format!("the value of `{name}` is {reason}\n");
            clap::Error::raw(ErrorKind::ValueValidation, message).with_cmd(command)
        })
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        match self.words {
            [] => None,
            words => Some(Box::new(words.iter().copied().map(PossibleValue::new))),
        }
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
        Kind::Milliseconds => milliseconds(text, 1).map(Value::from),
        Kind::Seconds => match milliseconds(text, 1000)? {
            whole if whole % 1000 == 0 => Ok(Value::from(whole / 1000)),
            _ => Err("a fraction of a second, and the service takes whole seconds".to_owned()),
        },
        Kind::DecimalSeconds => seconds(milliseconds(text, 1000)?),
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
    milliseconds(text, 1).map(Duration::from_millis)
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

/// Reads `1500`, `1500ms`, `0.5s`, `2m`, `1.5h` or `2d` as milliseconds, `unit` of which a bare number counts.
///
/// The digits are moved and never rounded.
fn milliseconds(text: &str, unit: u64) -> Result<u64, String> {
    let wrong = || "not a duration such as `1500ms`, `0.5s`, `2m`, `1.5h` or `2d`".to_owned();
    let end = text.find(|letter: char| !letter.is_ascii_digit() && letter != '.');
    let (number, suffix) = text.split_at(end.unwrap_or(text.len()));
    let unit = match suffix {
        "" => unit,
        "ms" => 1,
        "s" => 1000,
        "m" => 60_000,
        "h" => 3_600_000,
        "d" => 86_400_000,
        _ => return Err(wrong()),
    };
    let (whole, fraction) = number.split_once('.').unwrap_or((number, "0"));
    let fraction = fraction.trim_end_matches('0');
    let digits: u64 = format!("{whole}{fraction}").parse().map_err(|_| wrong())?;
    let scale = u32::try_from(fraction.len()).ok();
    let scale = scale.and_then(|places| 10_u64.checked_pow(places));
    let (all, scale) = digits.checked_mul(unit).zip(scale).ok_or_else(wrong)?;
    match all % scale {
        0 => Ok(all / scale),
        _ => Err("finer than a millisecond".to_owned()),
    }
}

/// Returns milliseconds as a number of seconds with at most three decimals.
fn seconds(milliseconds: u64) -> Result<Value, String> {
    let text = format!("{}.{:03}", milliseconds / 1000, milliseconds % 1000);
    let text = text.trim_end_matches('0').trim_end_matches('.');
    let number: Option<Number> = serde_json::from_str(text).ok();
    // A number of JSON has some sixteen digits.
    let exact = number.filter(|number| number.to_string() == text);
    exact
        .map(Value::Number)
        .ok_or_else(|| "too long to be exact".to_owned())
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
            (Kind::Milliseconds, "0.1s", json!(100)),
            (Kind::Milliseconds, "2d", json!(172_800_000)),
            (Kind::Milliseconds, "1.50h", json!(5_400_000)),
            (Kind::Milliseconds, "0.0", json!(0)),
            (Kind::Seconds, "1.5m", json!(90)),
            (Kind::DecimalSeconds, "0.5", json!(0.5)),
            (Kind::DecimalSeconds, ".5", json!(0.5)),
            (Kind::DecimalSeconds, "300ms", json!(0.3)),
            (Kind::DecimalSeconds, "4.35", json!(4.35)),
            (Kind::DecimalSeconds, "2.0", json!(2)),
            (Kind::DecimalSeconds, "1m", json!(60)),
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
            (Kind::Milliseconds, "1.5"),
            (Kind::Milliseconds, "0.0001s"),
            (Kind::Milliseconds, "0.00000000000000000000000000001s"),
            (Kind::Milliseconds, "."),
            (Kind::Milliseconds, "1.2.3s"),
            (Kind::Milliseconds, "-1s"),
            (Kind::Milliseconds, "1 s"),
            (Kind::Milliseconds, ""),
            (Kind::DecimalSeconds, "9007199254740993.007"),
            (Kind::DecimalSeconds, "1e3"),
            (Kind::DecimalSeconds, "NaN"),
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
