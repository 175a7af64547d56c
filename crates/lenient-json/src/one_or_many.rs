//! Values that are sent alone or as a list.

use std::fmt;
use std::slice;

use serde::Serialize;
use serde::de::{Deserialize, Deserializer};

use crate::error::Error;
use crate::lenient::{Lenient, Outcome, Slot, decode};
use crate::reader::Reader;
use crate::view::View;

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

impl<T: Lenient> Slot for OneOrMany<T> {
    fn read(&mut self, reader: &mut Reader<'_>) -> Result<Outcome, Error> {
        if reader.at_list() {
            let mut many = Vec::new();
            let outcome = many.read(reader);
            *self = Self::Many(many);
            return outcome;
        }
        let mut one = T::blank();
        let outcome = one.read(reader);
        *self = Self::One(one);
        outcome
    }

    fn view(&self) -> View<'_> {
        match self {
            Self::One(value) => value.view(),
            Self::Many(values) => values.view(),
        }
    }
}

impl<T: Lenient> Lenient for OneOrMany<T> {
    const EXPECTED: &'static str = T::EXPECTED;

    fn blank() -> Self {
        Self::Many(Vec::new())
    }
}
