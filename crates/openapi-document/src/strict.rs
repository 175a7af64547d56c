//! Strict JSON: duplicate keys are an error, where serde_json keeps the last one.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error as _, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Number, Value};

use crate::error::{Error, Result};
use crate::pointer::join;

/// Parses one JSON document.
///
/// # Errors
///
/// If the text is empty, not JSON, nested too deeply, or has an object with a key twice.
pub fn parse(text: &str) -> Result<Value> {
    if text.trim().is_empty() {
        return Err(Error::new("the file is empty").remedy("restore the contract"));
    }
    let mut trail = Trail::default();
    let mut json = serde_json::Deserializer::from_str(text);
    Node(&mut trail)
        .deserialize(&mut json)
        .and_then(|value| json.end().map(|()| value))
        .map_err(|cause| trail.explain(&cause, text))
}

/// The way down to the node being read. It is not taken back on failure, so that it then leads to
/// the place of the fault.
#[derive(Default)]
struct Trail {
    keys: Vec<String>,
    twice: bool,
}

impl Trail {
    fn explain(&self, cause: &serde_json::Error, text: &str) -> Error {
        let line = cause.line();
        if self.twice {
            let key = self.keys.last().map_or("", String::as_str);
            return Error::new(format!("duplicate key `{key}` in line {line}"))
                .at(self.pointer())
                .remedy("merge the two or remove one: only the last would count");
        }
        let cause = cause.to_string();
        if cause.starts_with("recursion limit exceeded") {
            return Error::new(format!("nested too deeply in line {line}"))
                .at(self.pointer())
                .remedy("move inner schemas into the components; 127 levels can be read");
        }
        if text.trim_start().starts_with('<') {
            return Error::new("this is a page or XML, not JSON")
                .remedy("check the address: it may need the path of the file, or a login");
        }
        let error = Error::new(format!("not JSON: {cause}"));
        if looks_like_yaml(text) {
            error.remedy("this looks like YAML: convert it to JSON first")
        } else {
            error.remedy("correct the file or fetch it again")
        }
    }

    fn pointer(&self) -> String {
        self.keys
            .iter()
            .fold(String::new(), |pointer, key| join(&pointer, key))
    }
}

fn looks_like_yaml(text: &str) -> bool {
    let Some(line) = text
        .lines()
        .find(|line| !line.trim().is_empty() && !line.starts_with('#'))
    else {
        return false;
    };
    let key = line.split_once(':').map(|(key, _)| key.trim_matches('"'));
    line.starts_with("---")
        || line.starts_with("%YAML")
        || key.is_some_and(|key| {
            !key.is_empty() && key.chars().all(|c| c.is_alphanumeric() || "_-".contains(c))
        })
}

struct Node<'a>(&'a mut Trail);

impl<'de> DeserializeSeed<'de> for Node<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, json: D) -> std::result::Result<Value, D::Error> {
        json.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Node<'_> {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_unit<E>(self) -> std::result::Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E>(self, value: bool) -> std::result::Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> std::result::Result<Value, E> {
        Ok(Value::Number(value.into()))
    }

    fn visit_u64<E>(self, value: u64) -> std::result::Result<Value, E> {
        Ok(Value::Number(value.into()))
    }

    fn visit_f64<E>(self, value: f64) -> std::result::Result<Value, E> {
        Ok(Number::from_f64(value).map_or(Value::Null, Value::Number))
    }

    fn visit_str<E>(self, value: &str) -> std::result::Result<Value, E> {
        Ok(Value::String(value.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> std::result::Result<Value, A::Error> {
        let trail = self.0;
        let mut values = Vec::new();
        loop {
            trail.keys.push(values.len().to_string());
            let next = list.next_element_seed(Node(&mut *trail))?;
            trail.keys.pop();
            match next {
                Some(value) => values.push(value),
                None => return Ok(Value::Array(values)),
            }
        }
    }

    fn visit_map<A: MapAccess<'de>>(self, mut object: A) -> std::result::Result<Value, A::Error> {
        let trail = self.0;
        let mut map = Map::new();
        while let Some(key) = object.next_key::<String>()? {
            trail.keys.push(key.clone());
            if map.contains_key(&key) {
                trail.twice = true;
                return Err(A::Error::custom("duplicate key"));
            }
            map.insert(key, object.next_value_seed(Node(&mut *trail))?);
            trail.keys.pop();
        }
        Ok(Value::Object(map))
    }
}
