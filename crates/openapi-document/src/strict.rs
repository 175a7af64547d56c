//! Strict JSON: duplicate keys are an error, where serde_json keeps the last one.

use std::fmt;

use serde::de::{Deserialize, Deserializer, Error as _, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Number, Value};
use serde_path_to_error::{Segment, Track};

use crate::error::{Error, Result};
use crate::pointer::{join, segments};

/// The number of levels that a document may have, which is the limit of `serde_json`.
pub const MAX_DEPTH: usize = 127;

/// The message for a key that an object has twice.
const TWICE: &str = "duplicate key";

/// Parses one JSON document.
///
/// # Errors
///
/// If the text is empty, not JSON, nested too deeply, or has an object with a key twice.
pub fn parse(text: &str) -> Result<Value> {
    if text.trim().is_empty() {
        return Err(empty());
    }
    let mut json = serde_json::Deserializer::from_str(text);
    let mut track = Track::new();
    let parsed = Node::deserialize(serde_path_to_error::Deserializer::new(
        &mut json, &mut track,
    ));
    parsed
        .and_then(|node| json.end().map(|()| node.0))
        .map_err(|cause| {
            let path = track.path();
            let pointer = path.iter().fold(String::new(), |pointer, segment| {
                let key = match segment {
                    Segment::Seq { index } => index.to_string(),
                    other => other.to_string(),
                };
                join(&pointer, &key)
            });
            explain(&cause, pointer, text)
        })
}

fn explain(cause: &serde_json::Error, pointer: String, text: &str) -> Error {
    let line = cause.line();
    let cause = cause.to_string();
    if cause.starts_with(TWICE) {
        return twice(pointer, line);
    }
    if cause.starts_with("recursion limit exceeded") {
        return too_deep(pointer, line);
    }
    if text.trim_start().starts_with('<') {
        return Error::new("this is a page or XML, not JSON")
            .remedy("check the address: it may need the path of the file, or a login");
    }
    Error::new(format!("not JSON: {cause}")).remedy(match looks_like_yaml(text) {
        true => "this looks like YAML: convert it to JSON first",
        false => "correct the file or fetch it again",
    })
}

/// Describes a text without a value.
pub fn empty() -> Error {
    Error::new("the file is empty").remedy("restore the contract")
}

/// Describes a key that its object has twice, the second time in this line.
pub fn twice(pointer: String, line: usize) -> Error {
    let key = segments(&pointer).pop().unwrap_or_default();
    Error::new(format!("{TWICE} `{key}` in line {line}"))
        .at(pointer)
        .remedy("merge the two or remove one: only the last would count")
}

/// Describes a value with more levels than [`MAX_DEPTH`].
pub fn too_deep(pointer: String, line: usize) -> Error {
    Error::new(format!("nested too deeply in line {line}"))
        .at(pointer)
        .remedy(format!(
            "move inner schemas into the components; {MAX_DEPTH} levels can be read"
        ))
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

/// A value of which no object has a key twice.
struct Node(Value);

impl<'de> Deserialize<'de> for Node {
    fn deserialize<D: Deserializer<'de>>(json: D) -> std::result::Result<Self, D::Error> {
        json.deserialize_any(NodeVisitor).map(Self)
    }
}

/// The value of a key that its object has twice.
struct Twice;

impl<'de> Deserialize<'de> for Twice {
    fn deserialize<D: Deserializer<'de>>(_: D) -> std::result::Result<Self, D::Error> {
        Err(D::Error::custom(TWICE))
    }
}

struct NodeVisitor;

impl<'de> Visitor<'de> for NodeVisitor {
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
        let mut values = Vec::new();
        while let Some(Node(value)) = list.next_element()? {
            values.push(value);
        }
        Ok(Value::Array(values))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut object: A) -> std::result::Result<Value, A::Error> {
        let mut map = Map::new();
        while let Some(key) = object.next_key::<String>()? {
            if map.contains_key(&key) {
                // The value fails, so that the path of the error leads to the key.
                object.next_value::<Twice>()?;
            }
            let Node(value) = object.next_value()?;
            map.insert(key, value);
        }
        Ok(Value::Object(map))
    }
}
