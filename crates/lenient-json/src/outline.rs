//! The fields of a response body, from which its envelope is made.

use std::borrow::Cow;

use serde_json::{Map, Value};

use crate::error::Error;
use crate::lenient::Slot;
use crate::reader::Reader;

/// The fields of the outermost object, as they were in the text.
#[derive(Debug, Default)]
pub struct Outline<'a>(pub(crate) Vec<Part<'a>>);

#[derive(Debug)]
pub(crate) struct Part<'a> {
    pub key: Cow<'a, str>,
    /// The value; `None` for a declared field that is `null`.
    pub text: Option<&'a str>,
    /// True if the value has the declared type, or is a list or map of which some items have it.
    pub is_typed: bool,
    /// True if the value has the declared type as a whole.
    pub is_complete: bool,
}

impl<'a> Reader<'a> {
    /// Reads a blank value, and returns the outline of its text.
    ///
    /// # Errors
    ///
    /// As [`read_json`](crate::read_json).
    pub fn read_outlined(
        &mut self,
        slot: &mut dyn Slot,
        expected: &str,
    ) -> Result<Outline<'a>, Error> {
        self.outline = Some(Outline::default());
        self.read_into(slot, expected)?;
        Ok(self.outline.take().unwrap_or_default())
    }
}

impl<'a> Outline<'a> {
    /// Returns the fields but those of these names that have the declared type as a whole.
    ///
    /// A list or map with items of another type is among them, so that these items are not lost.
    pub fn fields(&self, without: &[&str]) -> Map<String, Value> {
        self.fields_unless(&|part| part.is_complete && without.contains(&&*part.key))
    }

    fn fields_unless(&self, is_left_out: &dyn Fn(&Part<'a>) -> bool) -> Map<String, Value> {
        let mut fields = Map::new();
        for part in &self.0 {
            match part.text.filter(|_| !is_left_out(part)) {
                Some(text) if part.is_typed && !part.is_complete => {
                    let value = Reader::new(text).value_of_items().unwrap_or_default();
                    fields.insert(part.key.to_string(), value)
                }
                Some(text) => fields.insert(part.key.to_string(), value(text)),
                // The last occurrence of a duplicate key counts.
                None => fields.remove(&*part.key),
            };
        }
        fields
    }

    /// Returns the fields but lists and objects of these names, which the body itself keeps.
    pub fn short_fields(&self, without: &[&str]) -> Map<String, Value> {
        let is_long = |name: &&str| {
            let text = self.text(name);
            text.is_some_and(|text| text.starts_with(['[', '{']))
        };
        let without: Vec<&str> = without.iter().copied().filter(is_long).collect();
        self.fields_unless(&|part| part.is_typed && without.contains(&&*part.key))
    }

    /// Returns the text of a field that has the declared type, at least in some of its items.
    pub fn text(&self, name: &str) -> Option<&'a str> {
        let part = self.0.iter().rfind(|part| part.key == name)?;
        part.text.filter(|_| part.is_typed)
    }

    /// Returns true if a field has the declared type, or is a list of which no item has it.
    pub fn is_list(&self, name: &str) -> bool {
        let part = self.0.iter().rfind(|part| part.key == name);
        let is_list = |part: &Part<'_>| {
            let text = part.text?;
            Some(part.is_typed || text.starts_with('['))
        };
        part.and_then(is_list).unwrap_or_default()
    }

    /// Returns true if the value of a field is a list or object without content.
    pub fn is_empty(&self, name: &str) -> bool {
        match self.text(name).map(value) {
            Some(Value::Object(fields)) => fields.values().all(Value::is_null),
            Some(Value::Array(items)) => items.is_empty(),
            _ => false,
        }
    }
}

/// Reads the text of a value that was read before.
fn value(text: &str) -> Value {
    Reader::new(text).value().unwrap_or_default()
}
