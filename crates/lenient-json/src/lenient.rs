//! Reads values of any type without failing because of the type.

use serde::de::{Deserialize, Deserializer, Error as _};
use serde_json::Value;

use crate::error::{Error, ErrorKind};
use crate::reader::Reader;
use crate::view::View;

/// The result of reading a value where a type was declared.
#[derive(Clone, Debug, PartialEq)]
pub enum Outcome {
    /// A value of the declared type.
    Typed,
    /// `null`.
    Null,
    /// A value of another type, kept unchanged.
    Mismatched(Value),
    /// A list or map of which some items have another type: those of the declared type were read,
    /// and all of them are kept unchanged.
    Partial(Value),
}

/// A type that responses may contain.
///
/// Reading begins with a blank value and fills it in place, so that nothing that reads a value is
/// generic over its type.
pub trait Lenient: Slot + Sized {
    /// The declared type, for messages: "a string".
    const EXPECTED: &'static str;

    /// Returns a value without content, to be read into.
    fn blank() -> Self;
}

/// A value that is read in place, and written as JSON.
pub trait Slot {
    /// Reads a value of any type; what is not typed or partial leaves a blank or unfinished value.
    ///
    /// # Errors
    ///
    /// For malformed JSON, and for a record that lacks a required field.
    fn read(&mut self, reader: &mut Reader<'_>) -> Result<Outcome, Error>;

    /// Returns the value as JSON.
    fn view(&self) -> View<'_>;

    /// Drops the content of a list, a map, a record, a text or an optional value, before it is read
    /// again.
    ///
    /// Reading another value replaces it.
    fn clear(&mut self) {}

    /// Becomes an explicit `null`; returns false where `null` can only mean "no value".
    fn null(&mut self) -> bool {
        false
    }
}

/// Reads JSON; invalid UTF-8 and lone surrogates become U+FFFD, and data after the first value is
/// ignored.
///
/// The UTF-8 of the text is validated once as a whole, many bytes at a time.
///
/// # Errors
///
/// Returns an error for invalid JSON, JSON that does not match `T`, or JSON whose items would take
/// many times its size in memory.
///
/// ```
/// let links: Vec<String> = lenient_json::read_json(br#"["https://example.com"]"#)?;
/// assert_eq!(links, ["https://example.com"]);
/// # Ok::<(), lenient_json::Error>(())
/// ```
pub fn read_json<T: Lenient>(json: &[u8]) -> Result<T, Error> {
    let mut value = None;
    read_with(json, &mut |reader| {
        value = Some(reader.read()?);
        Ok(())
    })?;
    value.ok_or_else(|| Error::mismatch("nothing was read".to_owned(), ".".to_owned()))
}

/// Reads JSON with a function; its error gets the line and the column.
///
/// # Errors
///
/// The error of the function.
pub fn read_with(
    json: &[u8],
    read: &mut dyn FnMut(&mut Reader<'_>) -> Result<(), Error>,
) -> Result<(), Error> {
    #[cfg(feature = "simdutf8")]
    let text = simdutf8::basic::from_utf8(json).ok();
    #[cfg(not(feature = "simdutf8"))]
    let text = std::str::from_utf8(json).ok();
    match text {
        Some(text) => read(&mut Reader::new(text)).map_err(|error| error.located(text)),
        None => {
            let text = String::from_utf8_lossy(json);
            read(&mut Reader::new(&text)).map_err(|error| error.located(&text))
        }
    }
}

impl Reader<'_> {
    /// Reads a value that must have the type.
    ///
    /// # Errors
    ///
    /// As [`read_json`].
    pub fn read<T: Lenient>(&mut self) -> Result<T, Error> {
        let mut value = T::blank();
        self.read_into(&mut value, T::EXPECTED)?;
        Ok(value)
    }

    /// Reads into a blank value, which must have the type, named for messages.
    ///
    /// # Errors
    ///
    /// As [`read_json`].
    pub fn read_into(&mut self, slot: &mut dyn Slot, expected: &str) -> Result<(), Error> {
        self.read_at(slot, "", expected)
    }

    fn read_at(&mut self, slot: &mut dyn Slot, place: &str, expected: &str) -> Result<(), Error> {
        match slot.read(self)? {
            Outcome::Typed => Ok(()),
            Outcome::Null if slot.null() => Ok(()),
            outcome => Err(self.mismatch(place, &outcome, expected)),
        }
    }

    /// Returns the error for a value of another type; it does not show the value.
    pub(crate) fn mismatch(&self, place: &str, found: &Outcome, expected: &str) -> Error {
        let found = match found {
            Outcome::Typed | Outcome::Null => "null",
            Outcome::Mismatched(value) | Outcome::Partial(value) => match value {
                Value::Null => "null",
                Value::Bool(_) => "a boolean",
                Value::Number(_) => "a number",
                Value::String(_) => "a string",
                Value::Array(_) => "a list",
                Value::Object(_) => "an object",
            },
        };
        let message = match found == expected {
            true => format!("{place}found {found} with parts of an unexpected type"),
            false => format!("{place}found {found} where {expected} was expected"),
        };
        self.error(ErrorKind::Mismatch, message)
    }
}

/// Reads a type through its JSON text, for other deserializers than the reader.
///
/// # Errors
///
/// For a value of another type, without showing it.
pub fn decode<'de, T: Lenient, D: Deserializer<'de>>(
    name: &'static str,
    deserializer: D,
) -> Result<T, D::Error> {
    let json = Value::deserialize(deserializer)?;
    let mut value = T::blank();
    decode_into(&mut value, name, T::EXPECTED, &json).map_err(D::Error::custom)?;
    Ok(value)
}

fn decode_into(slot: &mut dyn Slot, name: &str, expected: &str, json: &Value) -> Result<(), Error> {
    let text = json.to_string();
    Reader::new(&text).read_at(slot, &format!("{name}: "), expected)
}

/// Implements serde's traits for a type that the reader reads.
#[doc(hidden)]
#[macro_export]
macro_rules! serde_traits {
    ($name:ty) => {
        impl<'de> ::serde::Deserialize<'de> for $name {
            fn deserialize<D: ::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::std::result::Result<Self, D::Error> {
                $crate::decode(::std::stringify!($name), deserializer)
            }
        }

        impl ::serde::Serialize for $name {
            fn serialize<S: ::serde::Serializer>(
                &self,
                serializer: S,
            ) -> ::std::result::Result<S::Ok, S::Error> {
                ::serde::Serialize::serialize(&$crate::Slot::view(self), serializer)
            }
        }
    };
}
