//! Enums whose variants are distinguished by a tag, or by their shape.

use serde_json::Value;

use crate::error::{Error, ErrorKind};
use crate::lenient::{Lenient, Outcome};
use crate::reader::Reader;
use crate::record::Record;
use crate::text_enum::read_text;

/// An enum whose variant is named by a field of the object.
pub trait TaggedUnion: Sized {
    /// The field that holds the tag.
    const TAG: &'static str;
    /// True if a bare string means the object with only this tag.
    const BARE: bool = false;

    /// Reads the variant of a tag; returns `None` for an unknown tag.
    ///
    /// # Errors
    ///
    /// If the other fields do not match the variant.
    fn from_tag(tag: &str, reader: &mut Reader<'_>) -> Result<Option<Self>, Error>;

    /// Keeps a value that matches no variant.
    fn unknown(value: Value) -> Self;
}

/// Reads a union; an object that matches no variant is kept by the union itself.
///
/// # Errors
///
/// For malformed JSON.
pub fn read_union<T: TaggedUnion>(
    slot: &mut Option<T>,
    reader: &mut Reader<'_>,
) -> Result<Outcome, Error> {
    let is_object = reader.at_object();
    let is_tag = T::BARE && reader.peek() == b'"';
    if !is_object && !is_tag {
        return reader.other();
    }
    let mark = reader.mark();
    let tag = match is_object {
        true => reader.find_tag(T::TAG)?,
        false => Some(reader.owned_string()?),
    };
    let found = match &tag {
        Some(tag) if is_object => T::from_tag(tag, reader),
        Some(tag) => T::from_tag(tag, &mut Reader::new("{}")),
        None => Ok(None),
    };
    *slot = Some(match found {
        Ok(Some(union)) => union,
        Err(error) if error.kind() != ErrorKind::Mismatch => return Err(error),
        other => {
            reader.undo(&mark);
            match tag.is_some() && other.is_ok() {
                true => reader.drift.unknown_tag(&reader.path, T::TAG),
                false => reader.drift.other_type(&reader.path),
            }
            T::unknown(reader.value()?)
        }
    });
    Ok(Outcome::Typed)
}

/// Reads a variant of a union that is distinguished by its shape; returns false if the value does
/// not have it, and stays before the value.
///
/// # Errors
///
/// For malformed JSON.
pub fn alternative<T: Lenient, U>(
    variant: fn(T) -> U,
    slot: &mut Option<U>,
    reader: &mut Reader<'_>,
) -> Result<bool, Error> {
    let mark = reader.mark();
    let mut value = None;
    match T::read(&mut value, reader) {
        Ok(Outcome::Typed) => *slot = value.map(variant),
        Err(error) if error.kind() != ErrorKind::Mismatch => return Err(error),
        _ => reader.undo(&mark),
    }
    Ok(slot.is_some())
}

impl Reader<'_> {
    /// Returns the tag of an object without reading it; `None` if it is missing or not a text.
    fn find_tag(&mut self, name: &'static str) -> Result<Option<String>, Error> {
        let mark = self.mark();
        let mut tag = None;
        self.entries(&mut |reader, key| {
            if key != name {
                return reader.skip();
            }
            let mut text = None;
            read_text(&mut text, reader, |text, _| Ok(text.into_owned()))?;
            tag = text;
            Ok(())
        })?;
        self.undo(&mark);
        self.tag = Some(name);
        Ok(tag)
    }

    /// Reads the payload of a variant from the fields beside the tag.
    ///
    /// # Errors
    ///
    /// As [`Record::read_fields`].
    pub fn variant<P: Record, T>(&mut self, variant: fn(P) -> T) -> Result<Option<T>, Error> {
        Ok(Some(variant(P::read_fields(self)?)))
    }

    /// Reads a variant without a payload; a field beside the tag is an error.
    ///
    /// # Errors
    ///
    /// For such a field.
    pub fn unit<T>(&mut self, variant: T) -> Result<Option<T>, Error> {
        let tag = self.tag.take();
        self.entries(&mut |reader, key| match tag {
            Some(tag) if key == tag => reader.skip(),
            _ => Err(reader.error(ErrorKind::Mismatch, format!("takes no field `{key}`"))),
        })?;
        Ok(Some(variant))
    }
}
