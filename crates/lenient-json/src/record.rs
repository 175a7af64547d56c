//! Records: structs with named fields that keep unknown ones.

use serde::ser::{Serialize, SerializeMap};
use serde_json::{Map, Value};

use crate::error::{Error, ErrorKind};
use crate::lenient::{Lenient, Outcome};
use crate::outline::Part;
use crate::path::Step;
use crate::reader::{Mark, Reader};

/// A struct that is read field by field.
pub trait Record: Sized {
    /// The fields on the wire.
    const SHAPE: &'static Shape;

    /// Reads all fields of an object.
    ///
    /// # Errors
    ///
    /// For malformed JSON, and for a required field that is missing or of another type.
    fn read_fields(reader: &mut Reader<'_>) -> Result<Self, Error>;

    /// Writes all fields that have a value.
    ///
    /// # Errors
    ///
    /// Those of the map.
    fn write_fields<M: SerializeMap>(&self, map: &mut M) -> Result<(), M::Error>;
}

/// The fields of a record on the wire.
#[derive(Debug)]
pub struct Shape {
    /// The name of the type, for messages.
    pub name: &'static str,
    /// The names of the fields.
    pub fields: &'static [&'static str],
    /// The required fields, each with its type for messages.
    pub required: &'static [(&'static str, &'static str)],
    /// The treatment of undeclared fields, and of values of another type.
    pub others: Others,
}

/// The treatment of undeclared fields, and of values of another type than declared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Others {
    /// They are kept, as in a response.
    Kept,
    /// They are errors, as in a request.
    Rejected,
    /// They belong to a record whose fields are flattened into this one.
    Embedded,
}

/// Implements the traits with which serde and other records read and write a [`Record`].
#[doc(hidden)]
#[macro_export]
macro_rules! record {
    ($name:ident) => {
        $crate::lenient!($name, "an object", $crate::read_record);

        impl ::serde::Serialize for $name {
            fn serialize<S: ::serde::Serializer>(
                &self,
                serializer: S,
            ) -> ::std::result::Result<S::Ok, S::Error> {
                let mut map = serializer.serialize_map(::std::option::Option::None)?;
                $crate::Record::write_fields(self, &mut map)?;
                $crate::SerializeMap::end(map)
            }
        }
    };
}

/// Reads a record.
///
/// # Errors
///
/// As [`Record::read_fields`].
pub fn read_record<T: Record>(
    slot: &mut Option<T>,
    reader: &mut Reader<'_>,
) -> Result<Outcome, Error> {
    if !reader.at_object() {
        return reader.other();
    }
    *slot = Some(T::read_fields(reader)?);
    Ok(Outcome::Typed)
}

/// Reads a field that may be absent or `null`.
///
/// # Errors
///
/// As [`Lenient::read`].
pub fn field<T: Lenient>(field: &mut Option<T>, reader: &mut Reader<'_>) -> Result<Outcome, Error> {
    *field = None;
    T::read(field, reader)
}

/// Reads a list or map that is empty if it is absent or `null`.
///
/// # Errors
///
/// As [`Lenient::read`].
pub fn collection<T: Lenient + Default>(
    field: &mut T,
    reader: &mut Reader<'_>,
) -> Result<Outcome, Error> {
    let mut value = None;
    let outcome = T::read(&mut value, reader)?;
    *field = value.unwrap_or_default();
    Ok(outcome)
}

/// Reads a field for which `null` is an ordinary value.
///
/// # Errors
///
/// As [`Lenient::read`].
pub fn nullable<T: Lenient>(
    field: &mut Option<T>,
    reader: &mut Reader<'_>,
) -> Result<Outcome, Error> {
    *field = None;
    let outcome = T::read(field, reader)?;
    if outcome == Outcome::Null {
        *field = T::null();
        return Ok(Outcome::Typed);
    }
    Ok(outcome)
}

impl<'a> Reader<'a> {
    /// Reads the fields of a record, each with a function that gets its index; returns undeclared
    /// fields and values of unexpected types, under their own keys.
    ///
    /// The last occurrence of a duplicate key counts.
    ///
    /// # Errors
    ///
    /// For malformed JSON and a required field of another type.
    pub fn fields(
        &mut self,
        shape: &'static Shape,
        read: &mut dyn FnMut(usize, &mut Self) -> Result<Outcome, Error>,
    ) -> Result<Map<String, Value>, Error> {
        let tag = self.tag.take();
        let is_rejecting = shape.others == Others::Rejected;
        let outer = std::mem::replace(&mut self.is_strict, is_rejecting);
        let mut extra = Map::new();
        // Servers write fields in a fixed order, so that the next one is found soon.
        let mut next = 0;
        // A bit for each of the first fields that was there.
        let mut seen = 0_u128;
        self.entries(&mut |reader, key| {
            if tag.is_some_and(|tag| tag == key) {
                return reader.skip();
            }
            let (before, after) = shape.fields.split_at(next);
            let find = |names: &[&str]| names.iter().position(|name| *name == key);
            let place = find(after).map(|place| next + place);
            let Some(index) = place.or_else(|| find(before)) else {
                return reader.undeclared(shape, &mut extra, key.into_owned());
            };
            next = index + 1;
            let bit = 1_u128.checked_shl(index as u32).unwrap_or(u128::MAX);
            if seen & bit != 0 {
                extra.remove(shape.fields[index]);
            }
            seen |= bit;
            reader.declared(shape, index, &mut extra, read)
        })?;
        self.is_strict = outer;
        Ok(extra)
    }

    fn declared(
        &mut self,
        shape: &'static Shape,
        index: usize,
        extra: &mut Map<String, Value>,
        read: &mut dyn FnMut(usize, &mut Self) -> Result<Outcome, Error>,
    ) -> Result<(), Error> {
        let name = shape.fields[index];
        self.path.push(Step::Field(name));
        let mark = self.mark();
        let required = shape.required.iter().find(|(field, _)| *field == name);
        let outcome = match required {
            None => self.absorb(&mut |reader| read(index, reader))?,
            Some(_) => read(index, self)?,
        };
        self.outline(name, &mark, Some(&outcome))?;
        match (outcome, required) {
            (Outcome::Typed, _) | (Outcome::Null, None) => {}
            (Outcome::Partial(value), _) | (Outcome::Mismatched(value), None)
                if !self.is_strict =>
            {
                self.drift.other_type(&self.path);
                self.keep(extra, name.to_owned(), value)?;
            }
            (outcome, required) => {
                let place = format!("{}: field `{name}`: ", shape.name);
                let expected = required.map_or("another type", |(_, expected)| *expected);
                return Err(self.mismatch(&place, &outcome, expected));
            }
        }
        self.path.pop();
        Ok(())
    }

    fn undeclared(
        &mut self,
        shape: &'static Shape,
        extra: &mut Map<String, Value>,
        key: String,
    ) -> Result<(), Error> {
        if self.is_strict {
            let message = format!(
                "{}: unknown field `{key}`: expected one of {}",
                shape.name,
                shape.fields.join(", ")
            );
            return Err(self.error(ErrorKind::Mismatch, message));
        }
        if shape.others == Others::Kept {
            self.drift.unknown_field(&self.path, shape.name, &key);
        }
        let mark = self.mark();
        let value = self.value()?;
        self.outline(&key, &mark, None)?;
        self.keep(extra, key, value)
    }

    /// Notes a field of the outermost object, with its outcome if it is declared.
    fn outline(&mut self, key: &str, mark: &Mark, outcome: Option<&Outcome>) -> Result<(), Error> {
        let is_outermost = self.depth() == 1;
        if let Some(mut outline) = self.outline.take_if(|_| is_outermost) {
            self.grow(&mut outline.0)?;
            let has_value = outcome != Some(&Outcome::Null);
            outline.0.push(Part {
                key: key.to_owned(),
                text: has_value.then(|| &self.text[self.since(mark)]),
                is_typed: matches!(outcome, Some(Outcome::Typed | Outcome::Partial(_))),
                is_complete: outcome == Some(&Outcome::Typed),
            });
            self.outline = Some(outline);
        }
        Ok(())
    }

    /// Reads a record whose fields are flattened into another one from the other fields of that.
    ///
    /// # Errors
    ///
    /// As [`Record::read_fields`].
    pub fn embedded<T: Lenient>(&mut self, others: Map<String, Value>) -> Result<T, Error> {
        let text = Value::Object(others).to_string();
        let mut reader = Reader::new(&text);
        reader.path = self.path.clone();
        reader.drift = std::mem::take(&mut self.drift);
        let record = reader.read();
        self.drift = reader.drift;
        record
    }

    /// Returns the value of a required field once all keys are read.
    ///
    /// # Errors
    ///
    /// If it is missing.
    pub fn present<T>(&self, shape: &Shape, name: &str, field: Option<T>) -> Result<T, Error> {
        field.ok_or_else(|| self.missing(shape, name))
    }

    fn missing(&self, shape: &Shape, name: &str) -> Error {
        self.error(
            ErrorKind::Mismatch,
            format!("{}: field `{name}` is missing", shape.name),
        )
    }
}

/// The fields of a record while it is written.
///
/// What `extra` has under the name of a field is written in its place: a list with items of an
/// unexpected type is there as a whole.
#[derive(Debug)]
pub struct Fields<'a, M> {
    map: &'a mut M,
    extra: Option<&'a Map<String, Value>>,
}

impl<'a, M: SerializeMap> Fields<'a, M> {
    /// Begins to write a record.
    pub fn new(map: &'a mut M) -> Self {
        Self { map, extra: None }
    }

    /// Adds undeclared fields and values of unexpected types.
    pub fn with_extra(self, extra: &'a Map<String, Value>) -> Self {
        Self {
            extra: Some(extra),
            ..self
        }
    }

    /// Writes a field that has a value.
    ///
    /// # Errors
    ///
    /// Those of the map.
    pub fn required(&mut self, name: &str, value: &impl Serialize) -> Result<(), M::Error> {
        match self.extra {
            Some(extra) if extra.contains_key(name) => Ok(()),
            _ => self.map.serialize_entry(name, value),
        }
    }

    /// Writes a field if it has a value.
    ///
    /// # Errors
    ///
    /// Those of the map.
    pub fn optional(&mut self, name: &str, value: &Option<impl Serialize>) -> Result<(), M::Error> {
        match value {
            Some(value) => self.required(name, value),
            None => Ok(()),
        }
    }

    /// Writes the undeclared fields.
    ///
    /// # Errors
    ///
    /// Those of the map.
    pub fn extra(self) -> Result<(), M::Error> {
        let mut entries = self.extra.into_iter().flatten();
        entries.try_for_each(|(name, value)| self.map.serialize_entry(name, value))
    }

    /// Writes the fields of a record that is flattened into this one.
    ///
    /// # Errors
    ///
    /// Those of the map.
    pub fn embedded(self, record: &impl Record) -> Result<(), M::Error> {
        record.write_fields(self.map)
    }
}
