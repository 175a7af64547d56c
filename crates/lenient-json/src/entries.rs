//! The entries of an object whose first key was already read.

use std::borrow::Cow;
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, IntoDeserializer, MapAccess, Visitor};
use serde_json::{Map, Number, Value};

/// With its `arbitrary_precision` feature, which any crate of a build can enable, serde_json
/// represents numbers as objects with this single key.
const NUMBER: &str = "$serde_json::private::Number";

/// An object that is being read.
pub struct Entries<'de, A> {
    first: Option<Option<Cow<'de, str>>>,
    map: A,
}

impl<'de, A: MapAccess<'de>> Entries<'de, A> {
    pub(super) fn new(mut map: A) -> Result<Self, A::Error> {
        let first = map.next_key_seed(Key)?;
        Ok(Self {
            first: Some(first),
            map,
        })
    }

    pub(super) fn next_key(&mut self) -> Result<Option<Cow<'de, str>>, A::Error> {
        match self.first.take() {
            Some(first) => Ok(first),
            None => self.map.next_key_seed(Key),
        }
    }

    pub(super) fn next_value(&mut self) -> Result<Value, A::Error> {
        self.map.next_value()
    }

    pub(super) fn into_map(mut self) -> Result<Map<String, Value>, A::Error> {
        let mut map = Map::new();
        self.drain_into(&mut map)?;
        Ok(map)
    }

    pub(super) fn drain_into(&mut self, map: &mut Map<String, Value>) -> Result<(), A::Error> {
        while let Some(key) = self.next_key()? {
            let value = self.next_value()?;
            map.insert(key.into_owned(), value);
        }
        Ok(())
    }

    /// Returns true for a number as serde_json represents it in such a build.
    ///
    /// In other builds it is an object like any other: a page can have a meta tag of any name.
    pub(super) fn is_number(&self) -> bool {
        matches!(&self.first, Some(Some(key)) if key == NUMBER)
            && serde_json::from_str::<Number>("1e999").is_ok()
    }

    /// Returns the number, or the object if it only looked like one.
    pub(super) fn into_number(self) -> Result<Value, A::Error> {
        let map = self.into_map()?;
        let number = match map.get(NUMBER) {
            Some(Value::String(text)) if map.len() == 1 => serde_json::from_str(text).ok(),
            _ => None,
        };
        Ok(number.map_or(Value::Object(map), Value::Number))
    }
}

impl<'de, A: MapAccess<'de>> MapAccess<'de> for Entries<'de, A> {
    type Error = A::Error;

    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, A::Error> {
        match self.first.take() {
            Some(Some(key)) => seed.deserialize(key.into_deserializer()).map(Some),
            Some(None) => Ok(None),
            None => self.map.next_key_seed(seed),
        }
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, A::Error> {
        self.map.next_value_seed(seed)
    }
}

/// A key, borrowed from the input where that is possible.
struct Key;

impl<'de> DeserializeSeed<'de> for Key {
    type Value = Cow<'de, str>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl<'de> Visitor<'de> for Key {
    type Value = Cow<'de, str>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key")
    }

    fn visit_borrowed_str<E: Error>(self, key: &'de str) -> Result<Self::Value, E> {
        Ok(Cow::Borrowed(key))
    }

    fn visit_str<E: Error>(self, key: &str) -> Result<Self::Value, E> {
        Ok(Cow::Owned(key.to_owned()))
    }

    fn visit_string<E: Error>(self, key: String) -> Result<Self::Value, E> {
        Ok(Cow::Owned(key))
    }
}

#[cfg(test)]
mod tests {
    use serde::de::value::MapDeserializer;
    use serde_json::json;

    use super::*;

    fn entries(text: &str) -> Entries<'_, impl MapAccess<'_, Error = serde::de::value::Error>> {
        let map = MapDeserializer::new([(NUMBER, text)].into_iter());
        Entries::new(map).unwrap()
    }

    #[test]
    fn a_number_in_disguise_is_a_number() {
        assert_eq!(entries("5").into_number().unwrap(), json!(5));
        assert_eq!(entries("0.5").into_number().unwrap(), json!(0.5));
    }

    #[test]
    fn what_looks_like_a_number_is_kept_as_it_is() {
        let map = Map::from_iter([(NUMBER.to_owned(), json!("five"))]);
        assert_eq!(entries("five").into_number().unwrap(), Value::Object(map));
    }
}
