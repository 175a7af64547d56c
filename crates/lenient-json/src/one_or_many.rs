//! Values that are sent alone or as a list.

use std::fmt;
use std::ops::Deref;
use std::slice;

use serde::Serialize;
use serde::de::{Deserialize, Deserializer};

use crate::error::Error;
use crate::lenient::{Lenient, Outcome, Slot, decode};
use crate::reader::Reader;
use crate::view::View;

/// A value, or a list of such values.
///
/// The form is preserved: `"a"` and `["a"]` are serialized as they were received. Texts compare,
/// display and dereference like their first one, so that a tag which a page has twice reads as one.
///
/// ```
/// use lenient_json::OneOrMany;
///
/// let title = OneOrMany::from(vec!["Lamps".to_owned(), "Lamps and more".to_owned()]);
/// assert_eq!(title, "Lamps");
/// assert_eq!(title.to_string(), "Lamps");
/// assert_eq!(title.to_uppercase(), "LAMPS");
/// assert_eq!(title.iter().len(), 2);
/// ```
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

/// An empty list.
impl<T> Default for OneOrMany<T> {
    fn default() -> Self {
        Self::Many(Vec::new())
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

/// Dereferences to the first text; that of an empty list is empty.
impl Deref for OneOrMany<String> {
    type Target = str;

    fn deref(&self) -> &str {
        self.first().map_or("", String::as_str)
    }
}

impl AsRef<str> for OneOrMany<String> {
    fn as_ref(&self) -> &str {
        self
    }
}

impl PartialEq<str> for OneOrMany<String> {
    fn eq(&self, other: &str) -> bool {
        **self == *other
    }
}

impl PartialEq<&str> for OneOrMany<String> {
    fn eq(&self, other: &&str) -> bool {
        **self == **other
    }
}

impl PartialEq<String> for OneOrMany<String> {
    fn eq(&self, other: &String) -> bool {
        **self == **other
    }
}

/// Shows the first text.
impl fmt::Display for OneOrMany<String> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self)
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
        let outcome = one.read(reader)?;
        // A value of another type, and `null`, are none.
        if matches!(outcome, Outcome::Typed | Outcome::Partial(_)) {
            *self = Self::One(one);
        }
        Ok(outcome)
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
        Self::default()
    }
}
