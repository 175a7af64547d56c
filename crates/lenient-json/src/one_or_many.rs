//! Values that are sent alone or as a list.

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;
use std::slice;

use serde::de::value::MapAccessDeserializer;
use serde::de::{Deserializer, Error, IntoDeserializer, MapAccess, SeqAccess};
use serde::{Deserialize, Serialize};
use serde_json::{Number, Value};

use super::collections::List;
use super::entries::Entries;
use super::lenient::{Lenient, Reading, Shape, absorb, decode, read_shape};

/// A value, or a list of such values.
///
/// The form is preserved: `"a"` and `["a"]` are serialized as they were received.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(untagged)]
pub enum OneOrMany<T> {
    /// A single value.
    One(T),
    /// A list, possibly with one value or none.
    Many(Vec<T>),
}

impl<T> OneOrMany<T> {
    /// Returns all values as a slice.
    pub fn as_slice(&self) -> &[T] {
        match self {
            Self::One(value) => slice::from_ref(value),
            Self::Many(values) => values,
        }
    }

    /// Returns the value, or the first of the list.
    pub fn first(&self) -> Option<&T> {
        self.as_slice().first()
    }

    /// Returns an iterator over all values.
    pub fn iter(&self) -> slice::Iter<'_, T> {
        self.as_slice().iter()
    }

    /// Converts all values into a list.
    pub fn into_vec(self) -> Vec<T> {
        match self {
            Self::One(value) => vec![value],
            Self::Many(values) => values,
        }
    }
}

impl<T> From<T> for OneOrMany<T> {
    fn from(value: T) -> Self {
        Self::One(value)
    }
}

impl<T> From<Vec<T>> for OneOrMany<T> {
    fn from(values: Vec<T>) -> Self {
        Self::Many(values)
    }
}

impl From<&str> for OneOrMany<String> {
    fn from(text: &str) -> Self {
        Self::One(text.to_owned())
    }
}

impl<'a, T> IntoIterator for &'a OneOrMany<T> {
    type Item = &'a T;
    type IntoIter = slice::Iter<'a, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl fmt::Display for OneOrMany<String> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::One(text) => f.pad(text),
            Self::Many(texts) => f.pad(&texts.join(", ")),
        }
    }
}

impl<'de, T: Lenient> Deserialize<'de> for OneOrMany<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        decode("OneOrMany", deserializer)
    }
}

/// A failure of a fallible `T` yields the value unchanged, in a list and alone.
impl<T: Lenient> Lenient for OneOrMany<T> {
    const EXPECTED: &'static str = T::EXPECTED;

    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Reading<Self>, D::Error> {
        read_shape(Either(PhantomData), deserializer)
    }

    fn into_value(self) -> Result<Value, serde_json::Error> {
        match self {
            Self::One(value) => value.into_value(),
            Self::Many(values) => values.into_value(),
        }
    }
}

struct Either<T>(PhantomData<T>);

impl<T: Lenient> Either<T> {
    fn one<'de, D: Deserializer<'de>>(
        self,
        deserializer: D,
    ) -> Result<Reading<OneOrMany<T>>, D::Error> {
        Ok(absorb::<T, D>(deserializer)?.map(OneOrMany::One))
    }
}

impl<'de, T: Lenient> Shape<'de> for Either<T> {
    type Out = OneOrMany<T>;

    fn boolean<E: Error>(self, value: bool) -> Result<Reading<Self::Out>, E> {
        self.one(value.into_deserializer())
    }

    fn number<E: Error>(self, number: Number) -> Result<Reading<Self::Out>, E> {
        self.one(number).map_err(E::custom)
    }

    fn text<E: Error>(self, text: Cow<'_, str>) -> Result<Reading<Self::Out>, E> {
        self.one(text.into_deserializer())
    }

    fn list<A: SeqAccess<'de>>(self, list: A) -> Result<Reading<Self::Out>, A::Error> {
        Ok(List(PhantomData).list(list)?.map(OneOrMany::Many))
    }

    fn object<A: MapAccess<'de>>(
        self,
        entries: Entries<'de, A>,
    ) -> Result<Reading<Self::Out>, A::Error> {
        self.one(MapAccessDeserializer::new(entries))
    }
}
