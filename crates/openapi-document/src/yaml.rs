//! YAML 1.2 by its core schema, as the JSON value that it says.
//!
//! The events of the parser are put together here and not through serde, so that every fault has
//! its place in the document, `no` and `1_000` and dates stay text, and a key keeps its text.

use std::collections::HashMap;

use granit_parser::{Event, Parser, ScalarStyle, Tag};
use serde_json::{Map, Number, Value};

use crate::error::{Error, Result};
use crate::load::MAX_BYTES;
use crate::pointer::join;
use crate::strict::{MAX_DEPTH, empty, too_deep, twice};

/// Parses one YAML document.
///
/// # Errors
///
/// If the text is empty or not YAML, or says what JSON cannot say or what is dangerous to read.
pub fn parse(text: &str) -> Result<Value> {
    // The parser looks ahead by a thousand characters: what is too deep is found here, with its place.
    let options = granit_parser::options! { emit_comments: false, flow_nesting_limit: 2048 };
    let mut reader = Reader::default();
    for event in Parser::new_from_str_with_options(text, options) {
        let (event, span) = event.map_err(|cause| {
            let message = format!(
                "not YAML: {} in line {}",
                cause.info(),
                cause.marker().line()
            );
            let remedy = "correct the file or fetch it again";
            Error::new(message).at(reader.pointer()).remedy(remedy)
        })?;
        reader.line = span.start.line();
        reader.read(event)?;
    }
    reader.root.ok_or_else(empty)
}

#[derive(Default)]
struct Reader {
    root: Option<Value>,
    open: Vec<Open>,
    anchors: HashMap<usize, Node>,
    /// The size of all copies that anchors and aliases made.
    copied: usize,
    line: usize,
}

/// A value with what copies of it cost.
#[derive(Clone)]
struct Node {
    value: Value,
    /// The characters of its texts and the number of its values.
    size: usize,
    depth: usize,
}

/// A list or object whose end has not been read yet.
struct Open {
    value: Value,
    anchor: usize,
    size: usize,
    depth: usize,
    /// In an object, the key whose value comes next.
    key: Option<Key>,
    /// The values of the merge key `<<`.
    merged: Vec<Value>,
}

enum Key {
    Name(String),
    Merge,
}

impl Reader {
    fn read(&mut self, event: Event<'_>) -> Result<()> {
        match event {
            Event::DocumentStart(..) if self.root.is_some() => {
                Err(self.fault("a second document begins", "keep one document in a file"))
            }
            Event::Scalar(text, style, anchor, tag) => {
                self.scalar(&text, style, anchor, tag.as_deref())
            }
            Event::SequenceStart(_, anchor, tag) => {
                self.start(Value::Array(Vec::new()), anchor, tag.as_deref(), "seq")
            }
            Event::MappingStart(_, anchor, tag) => {
                self.start(Value::Object(Map::new()), anchor, tag.as_deref(), "map")
            }
            Event::SequenceEnd | Event::MappingEnd => self.end(),
            Event::Alias(anchor) => self.alias(anchor),
            _ => Ok(()),
        }
    }

    fn scalar(
        &mut self,
        text: &str,
        style: ScalarStyle,
        anchor: usize,
        tag: Option<&Tag>,
    ) -> Result<()> {
        let is_plain = style == ScalarStyle::Plain;
        let value = match tag {
            None if is_plain && !self.is_version() => self.plain(text)?,
            None => Value::from(text),
            Some(tag) => self.tagged(tag, text)?,
        };
        let size = text.len() + 1;
        let node = Node {
            value,
            size,
            depth: 0,
        };
        if !self.expects_key() {
            return self.add(node, anchor);
        }
        self.remember(anchor, &node)?;
        match text {
            "<<" if is_plain && tag.is_none() => self.set_key(Key::Merge),
            _ => self.set_key(Key::Name(text.to_owned())),
        }
    }

    /// Returns the value of a plain scalar by the core schema of YAML 1.2.
    fn plain(&self, text: &str) -> Result<Value> {
        let value = match text {
            "" | "~" | "null" | "Null" | "NULL" => Value::Null,
            "true" | "True" | "TRUE" => Value::Bool(true),
            "false" | "False" | "FALSE" => Value::Bool(false),
            _ => match number(text) {
                None => Value::from(text),
                Some(Some(number)) => Value::Number(number),
                Some(None) => {
                    let message = format!("JSON has no number like `{text}`");
                    return Err(self.fault(&message, "quote it, or write another number"));
                }
            },
        };
        Ok(value)
    }

    fn tagged(&self, tag: &Tag, text: &str) -> Result<Value> {
        let value = match tag.core_suffix() {
            Some("str") => return Ok(Value::from(text)),
            // A single `!` says that a text is meant.
            None if is_unspecific(tag) => return Ok(Value::from(text)),
            _ => self.plain(text)?,
        };
        let fits = match tag.core_suffix() {
            Some("null") => value.is_null(),
            Some("bool") => value.is_boolean(),
            Some("int") => value.is_i64() || value.is_u64(),
            Some("float") => value.is_number(),
            _ => false,
        };
        match fits {
            true => Ok(value),
            false => Err(self.unfit(tag)),
        }
    }

    fn unfit(&self, tag: &Tag) -> Error {
        let message = format!("the tag `{}` does not fit JSON here", tag.original());
        self.fault(&message, "remove it, and write the value that is meant")
    }

    fn start(&mut self, value: Value, anchor: usize, tag: Option<&Tag>, kind: &str) -> Result<()> {
        if let Some(tag) = tag
            && tag.core_suffix() != Some(kind)
            && !is_unspecific(tag)
        {
            return Err(self.unfit(tag));
        }
        if self.expects_key() {
            return Err(self.fault("a key is not text", "write it as text"));
        }
        if self.open.len() == MAX_DEPTH {
            return Err(too_deep(self.pointer(), self.line));
        }
        self.open.push(Open {
            value,
            anchor,
            size: 1,
            depth: 1,
            key: None,
            merged: Vec::new(),
        });
        Ok(())
    }

    fn end(&mut self) -> Result<()> {
        let Some(mut open) = self.open.pop() else {
            return Ok(());
        };
        for merged in open.merged {
            if let (Value::Object(own), Value::Object(merged)) = (&mut open.value, merged) {
                for (key, value) in merged {
                    own.entry(key).or_insert(value);
                }
            }
        }
        let (value, size, depth) = (open.value, open.size, open.depth);
        self.add(Node { value, size, depth }, open.anchor)
    }

    fn alias(&mut self, anchor: usize) -> Result<()> {
        let Some(node) = self.anchors.get(&anchor) else {
            let remedy = "write the value out: JSON has no value that contains itself";
            return Err(self.fault("an alias leads to a value around it", remedy));
        };
        if self.open.len() + node.depth > MAX_DEPTH {
            return Err(too_deep(self.pointer(), self.line));
        }
        let size = node.size;
        self.charge(size)?;
        let node = self.anchors.get(&anchor).cloned();
        match node {
            Some(node) if !self.expects_key() => self.add(node, 0),
            Some(Node {
                value: Value::String(text),
                ..
            }) => self.set_key(Key::Name(text)),
            _ => Err(self.fault("a key is not text", "write it as text")),
        }
    }

    /// Puts a complete value into the list or object around it.
    fn add(&mut self, node: Node, anchor: usize) -> Result<()> {
        self.remember(anchor, &node)?;
        let Some(open) = self.open.last_mut() else {
            self.root = Some(node.value);
            return Ok(());
        };
        open.size += node.size;
        open.depth = open.depth.max(node.depth + 1);
        match (&mut open.value, open.key.take()) {
            (Value::Array(list), _) => list.push(node.value),
            (Value::Object(map), Some(Key::Name(key))) => {
                map.insert(key, node.value);
            }
            (_, Some(Key::Merge)) => match node.value {
                Value::Object(_) => open.merged.push(node.value),
                Value::Array(list) if list.iter().all(Value::is_object) => open.merged.extend(list),
                _ => return Err(self.fault("`<<` merges only objects", "write the keys out")),
            },
            _ => {}
        }
        Ok(())
    }

    /// Keeps a copy of an anchored value for its aliases.
    fn remember(&mut self, anchor: usize, node: &Node) -> Result<()> {
        if anchor != 0 {
            self.charge(node.size)?;
            self.anchors.insert(anchor, node.clone());
        }
        Ok(())
    }

    fn charge(&mut self, size: usize) -> Result<()> {
        self.copied += size;
        match self.copied as u64 > MAX_BYTES {
            true => Err(self.fault(
                "anchors and aliases make the document too large",
                "write the values out, or refer to components",
            )),
            false => Ok(()),
        }
    }

    /// Returns true in `/info/version`, which is text by OpenAPI and in many contracts looks like a
    /// number.
    fn is_version(&self) -> bool {
        let is = |open: &Open, name: &str| matches!(&open.key, Some(Key::Name(key)) if key == name);
        matches!(&self.open[..], [info, version] if is(info, "info") && is(version, "version"))
    }

    fn expects_key(&self) -> bool {
        let open = self.open.last();
        open.is_some_and(|open| open.value.is_object() && open.key.is_none())
    }

    fn set_key(&mut self, key: Key) -> Result<()> {
        let Some(open) = self.open.last_mut() else {
            return Ok(());
        };
        let is_known = match &key {
            Key::Name(name) => open.value.get(name).is_some(),
            Key::Merge => false,
        };
        open.key = Some(key);
        match is_known {
            true => Err(twice(self.pointer(), self.line)),
            false => Ok(()),
        }
    }

    fn fault(&self, message: &str, remedy: &str) -> Error {
        Error::new(format!("{message} in line {}", self.line))
            .at(self.pointer())
            .remedy(remedy)
    }

    /// Returns the pointer to the value that is read.
    fn pointer(&self) -> String {
        self.open.iter().fold(String::new(), |pointer, open| {
            match (&open.value, &open.key) {
                (Value::Array(list), _) => join(&pointer, &list.len().to_string()),
                (_, Some(Key::Name(key))) => join(&pointer, key),
                (_, Some(Key::Merge)) => join(&pointer, "<<"),
                _ => pointer,
            }
        })
    }
}

fn is_unspecific(tag: &Tag) -> bool {
    matches!(tag.parts(), ("" | "!", "") | ("", "!"))
}

/// Returns the number that a plain scalar is by the core schema; an inner `None` if JSON has none
/// like it.
fn number(text: &str) -> Option<Option<Number>> {
    let radix = |prefix: &str, radix| {
        let digits = text.strip_prefix(prefix)?;
        let is_number = !digits.is_empty() && digits.chars().all(|c| c.is_digit(radix));
        is_number.then(|| u64::from_str_radix(digits, radix).ok().map(Number::from))
    };
    if let Some(number) = radix("0o", 8).or_else(|| radix("0x", 16)) {
        return Some(number);
    }
    let unsigned = text.strip_prefix(['-', '+']).unwrap_or(text);
    if [".inf", ".Inf", ".INF"].contains(&unsigned) || [".nan", ".NaN", ".NAN"].contains(&text) {
        return Some(None);
    }
    // The words that Rust takes for numbers, such as `inf`, are texts.
    let is_word = |c: char| !c.is_ascii_digit() && !"+-.eE".contains(c);
    if text.contains(is_word) {
        return None;
    }
    let positive = text.strip_prefix('+').unwrap_or(text);
    if let Ok(number) = positive.parse::<i64>() {
        return Some(Some(number.into()));
    }
    if let Ok(number) = positive.parse::<u64>() {
        return Some(Some(number.into()));
    }
    text.parse::<f64>().ok().map(Number::from_f64)
}

#[cfg(test)]
mod tests;
