//! Reads values of any type without failing because of the type.

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

use serde::de::value::SeqAccessDeserializer;
use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Serialize};
use serde_json::{Number, Value};

use super::entries::Entries;

/// The result of reading a value where a `T` was declared.
#[derive(Clone, Debug, PartialEq)]
pub enum Reading<T> {
    /// A value of the declared type.
    Typed(T),
    /// `null`.
    Null,
    /// A value of another type, kept unchanged.
    Mismatched(Value),
}

impl<T> Reading<T> {
    pub(super) fn map<U>(self, convert: impl FnOnce(T) -> U) -> Reading<U> {
        match self {
            Self::Typed(value) => Reading::Typed(convert(value)),
            Self::Null => Reading::Null,
            Self::Mismatched(value) => Reading::Mismatched(value),
        }
    }

    pub(super) fn typed_or_mismatched(
        typed: Option<T>,
        mismatched: impl FnOnce() -> Value,
    ) -> Self {
        typed.map_or_else(|| Self::Mismatched(mismatched()), Self::Typed)
    }
}

/// A type that responses may contain.
pub trait Lenient: Serialize + Sized {
    /// The declared type, for messages: "a string".
    const EXPECTED: &'static str;

    /// True if [`read`](Self::read) can fail on well-formed JSON, as for a record with required
    /// fields.
    const FALLIBLE: bool = false;

    /// Reads a value of any type; fails for malformed input, and if `FALLIBLE` for a record that
    /// lacks a required field.
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Reading<Self>, D::Error>;

    /// Returns the meaning of an explicit `null` where it cannot mean "no value".
    fn null() -> Option<Self> {
        None
    }

    /// Converts the value back to JSON, for a list in which a later element has another type.
    fn into_value(self) -> Result<Value, serde_json::Error> {
        serde_json::to_value(self)
    }
}

/// Reads a `T` and fails for any other type, without printing the value.
pub fn decode<'de, T: Lenient, D: Deserializer<'de>>(
    name: &'static str,
    deserializer: D,
) -> Result<T, D::Error> {
    match T::read(deserializer)? {
        Reading::Typed(value) => Ok(value),
        Reading::Null => Err(mismatch(name, &Value::Null, T::EXPECTED)),
        Reading::Mismatched(value) => Err(mismatch(name, &value, T::EXPECTED)),
    }
}

pub(super) fn mismatch<E: Error>(place: impl fmt::Display, found: &Value, expected: &str) -> E {
    let found = match found {
        Value::Null => "null",
        Value::Bool(_) => "a boolean",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    };
    if found == expected {
        E::custom(format_args!(
            "{place}: found {found} with parts of an unexpected type"
        ))
    } else {
        E::custom(format_args!(
            "{place}: found {found} where {expected} was expected"
        ))
    }
}

/// Reads a `T`; a failure of a fallible `T` yields the value unchanged.
///
/// Only a fallible `T` is buffered, since its input has to be read again.
pub(super) fn absorb<'de, T: Lenient, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Reading<T>, D::Error> {
    if !T::FALLIBLE {
        return T::read(deserializer);
    }
    let value = Value::deserialize(deserializer)?;
    Ok(match T::read(&value) {
        Ok(Reading::Typed(typed)) => Reading::Typed(typed),
        Ok(Reading::Null) => Reading::Null,
        Ok(Reading::Mismatched(_)) | Err(_) => Reading::Mismatched(value),
    })
}

/// [`absorb`] as a seed, for elements of lists and maps.
pub(super) struct Absorb<T>(PhantomData<T>);

impl<T> Absorb<T> {
    pub(super) const fn new() -> Self {
        Self(PhantomData)
    }
}

impl<'de, T: Lenient> DeserializeSeed<'de> for Absorb<T> {
    type Value = Reading<T>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Reading<T>, D::Error> {
        absorb(deserializer)
    }
}

/// Reads a value by its [`Shape`], in one pass over the input.
pub(super) fn read_shape<'de, S: Shape<'de>, D: Deserializer<'de>>(
    shape: S,
    deserializer: D,
) -> Result<Reading<S::Out>, D::Error> {
    deserializer.deserialize_any(Reader(shape))
}

/// The types of JSON values that a type accepts; all others are kept unchanged.
pub(super) trait Shape<'de>: Sized {
    type Out;

    fn boolean<E: Error>(self, value: bool) -> Result<Reading<Self::Out>, E> {
        Ok(Reading::Mismatched(value.into()))
    }

    fn number<E: Error>(self, number: Number) -> Result<Reading<Self::Out>, E> {
        Ok(Reading::Mismatched(number.into()))
    }

    fn text<E: Error>(self, text: Cow<'_, str>) -> Result<Reading<Self::Out>, E> {
        Ok(Reading::Mismatched(text.into()))
    }

    fn list<A: SeqAccess<'de>>(self, list: A) -> Result<Reading<Self::Out>, A::Error> {
        Value::deserialize(SeqAccessDeserializer::new(list)).map(Reading::Mismatched)
    }

    fn object<A: MapAccess<'de>>(
        self,
        entries: Entries<'de, A>,
    ) -> Result<Reading<Self::Out>, A::Error> {
        Ok(Reading::Mismatched(entries.into_map()?.into()))
    }
}

struct Reader<S>(S);

impl<'de, S: Shape<'de>> Visitor<'de> for Reader<S> {
    type Value = Reading<S::Out>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any JSON value")
    }

    fn visit_unit<E: Error>(self) -> Result<Self::Value, E> {
        Ok(Reading::Null)
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Self::Value, E> {
        self.0.boolean(value)
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Self::Value, E> {
        self.0.number(value.into())
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Self::Value, E> {
        self.0.number(value.into())
    }

    fn visit_i128<E: Error>(self, value: i128) -> Result<Self::Value, E> {
        match Number::from_i128(value) {
            Some(number) => self.0.number(number),
            None => self.visit_f64(value as f64),
        }
    }

    fn visit_u128<E: Error>(self, value: u128) -> Result<Self::Value, E> {
        match Number::from_u128(value) {
            Some(number) => self.0.number(number),
            None => self.visit_f64(value as f64),
        }
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Self::Value, E> {
        match Number::from_f64(value) {
            Some(number) => self.0.number(number),
            None => Ok(Reading::Null),
        }
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Self::Value, E> {
        self.0.text(Cow::Borrowed(text))
    }

    fn visit_string<E: Error>(self, text: String) -> Result<Self::Value, E> {
        self.0.text(Cow::Owned(text))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, list: A) -> Result<Self::Value, A::Error> {
        self.0.list(list)
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Self::Value, A::Error> {
        let entries = Entries::new(map)?;
        if !entries.is_number() {
            return self.0.object(entries);
        }
        match entries.into_number()? {
            Value::Number(number) => self.0.number(number),
            other => Ok(Reading::Mismatched(other)),
        }
    }
}
