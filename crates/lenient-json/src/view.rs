//! Values as they are written.
//!
//! A type shows its value as a [`View`], so that serializing is compiled once for a serializer, and
//! not again for each type.

use serde::ser::{Error as _, Serialize, SerializeMap, Serializer};
use serde_json::{Map, Value};

use crate::collections::List;
use crate::lenient::Slot;
use crate::number::is_exact;
use crate::record::Record;

/// A value as JSON, without a copy of it.
pub enum View<'a> {
    /// No value.
    Absent,
    /// `null`.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A whole number.
    Integer(i64),
    /// A whole number from 0 on.
    Unsigned(u64),
    /// A number, which must be finite; one without a fraction is written as an integer.
    ///
    /// A `7` in a response, read into a float, is written as `7` again.
    Float(f64),
    /// A text.
    Text(&'a str),
    /// Any JSON.
    Any(&'a Value),
    /// An object of any JSON.
    Object(&'a Map<String, Value>),
    /// A list.
    List(&'a dyn List),
    /// The entries of a map.
    Entries(Vec<(&'a str, &'a dyn Slot)>),
    /// A record.
    Record(&'a dyn Record),
    /// A variant of a union: the field with its tag, the tag, and the other fields.
    Tagged(&'static str, &'static str, Option<&'a dyn Record>),
}

impl View<'_> {
    /// Returns the view in a place where a value was set, if only to `null`.
    pub(crate) fn or_null(self) -> Self {
        match self {
            Self::Absent => Self::Null,
            view => view,
        }
    }

    /// Returns true for a list or map without items, and for an empty text.
    pub(crate) fn is_empty(&self) -> bool {
        match self {
            Self::Text(text) => text.is_empty(),
            Self::Object(map) => map.is_empty(),
            Self::List(list) => list.space().length == 0,
            Self::Entries(entries) => entries.is_empty(),
            _ => false,
        }
    }
}

impl Serialize for View<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Absent | Self::Null => serializer.serialize_none(),
            Self::Bool(value) => serializer.serialize_bool(*value),
            Self::Integer(value) => serializer.serialize_i64(*value),
            Self::Unsigned(value) => serializer.serialize_u64(*value),
            // JSON cannot represent it, and the server would reject the usual `null` without a
            // hint at the cause.
            Self::Float(value) if !value.is_finite() => Err(S::Error::custom(format_args!(
                "{value} cannot be written as JSON: use a finite number"
            ))),
            Self::Float(value) if is_exact(*value) => serializer.serialize_i64(*value as i64),
            Self::Float(value) => serializer.serialize_f64(*value),
            Self::Text(text) => serializer.serialize_str(text),
            Self::Any(value) => value.serialize(serializer),
            Self::Object(map) => map.serialize(serializer),
            Self::List(list) => {
                let mut items = Vec::with_capacity(list.space().length);
                list.each(&mut |item| items.push(item));
                serializer.collect_seq(items)
            }
            Self::Entries(entries) => {
                let mut map = serializer.serialize_map(Some(entries.len()))?;
                for (key, slot) in entries {
                    map.serialize_entry(key, &slot.view())?;
                }
                map.end()
            }
            Self::Record(record) => {
                let mut map = serializer.serialize_map(None)?;
                write_fields(*record, &mut map)?;
                map.end()
            }
            Self::Tagged(name, tag, payload) => {
                let mut map = serializer.serialize_map(None)?;
                map.serialize_entry(name, tag)?;
                if let Some(payload) = payload {
                    write_fields(*payload, &mut map)?;
                }
                map.end()
            }
        }
    }
}

/// Writes all fields that have a value.
///
/// What `extra` has under the name of a field is written in its place: a list with items of an
/// unexpected type is there as a whole.
fn write_fields<M: SerializeMap>(record: &dyn Record, map: &mut M) -> Result<(), M::Error> {
    let extra = extra(record);
    for (index, field) in record.shape().fields.iter().enumerate() {
        let Some(slot) = record.get(index) else {
            continue;
        };
        let view = slot.view();
        let is_replaced = || extra.is_some_and(|extra| extra.contains_key(field.name));
        if field.is_written(&view) && !is_replaced() {
            map.serialize_entry(field.name, &view)?;
        }
    }
    match record.embedded() {
        Some(embedded) => write_fields(embedded, map),
        None => {
            let mut entries = extra.into_iter().flatten();
            entries.try_for_each(|(name, value)| map.serialize_entry(name, value))
        }
    }
}

/// The undeclared fields of a record, or of the one that is embedded in it.
fn extra(record: &dyn Record) -> Option<&Map<String, Value>> {
    record.extra().or_else(|| extra(record.embedded()?))
}

impl Serialize for dyn Slot + '_ {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.view().serialize(serializer)
    }
}
