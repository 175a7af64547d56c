//! Scalar values: text, booleans, numbers, and arbitrary JSON.

use std::borrow::Cow;
use std::marker::PhantomData;

use serde::Deserialize;
use serde::de::{Deserializer, Error};
use serde_json::{Number, Value};

use super::lenient::{Lenient, Reading, Shape, read_shape};
use super::number;

impl Lenient for String {
    const EXPECTED: &'static str = "a string";

    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Reading<Self>, D::Error> {
        read_text(deserializer)
    }

    fn into_value(self) -> Result<Value, serde_json::Error> {
        Ok(Value::String(self))
    }
}

impl Lenient for bool {
    const EXPECTED: &'static str = "a boolean";

    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Reading<Self>, D::Error> {
        read_shape(Boolean, deserializer)
    }
}

impl Lenient for i64 {
    const EXPECTED: &'static str = "a whole number";

    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Reading<Self>, D::Error> {
        read_shape(Numeric(number::to_i64), deserializer)
    }
}

impl Lenient for f64 {
    const EXPECTED: &'static str = "a number";

    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Reading<Self>, D::Error> {
        read_shape(Numeric(number::to_f64), deserializer)
    }

    fn into_value(self) -> Result<Value, serde_json::Error> {
        number::serialize(&self, serde_json::value::Serializer)
    }
}

impl Lenient for Value {
    const EXPECTED: &'static str = "any value";

    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Reading<Self>, D::Error> {
        Ok(match Value::deserialize(deserializer)? {
            Value::Null => Reading::Null,
            value => Reading::Typed(value),
        })
    }

    fn null() -> Option<Self> {
        Some(Value::Null)
    }

    fn into_value(self) -> Result<Value, serde_json::Error> {
        Ok(self)
    }
}

/// Reads a type that every text can be converted into.
pub fn read_text<'de, T, D>(deserializer: D) -> Result<Reading<T>, D::Error>
where
    T: From<String> + for<'a> From<&'a str>,
    D: Deserializer<'de>,
{
    read_shape(Text(PhantomData), deserializer)
}

struct Text<T>(PhantomData<T>);

impl<'de, T: From<String> + for<'a> From<&'a str>> Shape<'de> for Text<T> {
    type Out = T;

    fn text<E: Error>(self, text: Cow<'_, str>) -> Result<Reading<T>, E> {
        Ok(Reading::Typed(match text {
            Cow::Borrowed(text) => T::from(text),
            Cow::Owned(text) => T::from(text),
        }))
    }
}

struct Boolean;

impl<'de> Shape<'de> for Boolean {
    type Out = bool;

    fn boolean<E: Error>(self, value: bool) -> Result<Reading<bool>, E> {
        Ok(Reading::Typed(value))
    }
}

struct Numeric<T>(fn(&Number) -> Option<T>);

impl<'de, T> Shape<'de> for Numeric<T> {
    type Out = T;

    fn number<E: Error>(self, number: Number) -> Result<Reading<T>, E> {
        Ok(Reading::typed_or_mismatched((self.0)(&number), || {
            number.into()
        }))
    }
}
