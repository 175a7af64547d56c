//! Lists, maps, and the wrappers `Option` and `Box`.

use std::collections::{BTreeMap, HashMap};
use std::marker::PhantomData;

use serde::de::{Deserializer, Error, MapAccess, SeqAccess};
use serde_json::{Map, Value};

use super::drift::{self, Step};
use super::entries::Entries;
use super::lenient::{Absorb, Lenient, Reading, Shape, read_shape};
use super::size_limit;

/// `null` is a value here, so `Option<Option<T>>` distinguishes it from an absent field.
impl<T: Lenient> Lenient for Option<T> {
    const EXPECTED: &'static str = T::EXPECTED;
    const FALLIBLE: bool = T::FALLIBLE;

    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Reading<Self>, D::Error> {
        Ok(match T::read(deserializer)? {
            Reading::Null => Reading::Typed(None),
            reading => reading.map(Some),
        })
    }

    fn null() -> Option<Self> {
        Some(None)
    }

    fn into_value(self) -> Result<Value, serde_json::Error> {
        self.map_or(Ok(Value::Null), T::into_value)
    }
}

impl<T: Lenient> Lenient for Box<T> {
    const EXPECTED: &'static str = T::EXPECTED;
    const FALLIBLE: bool = T::FALLIBLE;

    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Reading<Self>, D::Error> {
        Ok(T::read(deserializer)?.map(Box::new))
    }

    fn null() -> Option<Self> {
        T::null().map(Box::new)
    }

    fn into_value(self) -> Result<Value, serde_json::Error> {
        T::into_value(*self)
    }
}

impl<T: Lenient> Lenient for Vec<T> {
    const EXPECTED: &'static str = "a list";

    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Reading<Self>, D::Error> {
        read_shape(List(PhantomData), deserializer)
    }

    fn into_value(self) -> Result<Value, serde_json::Error> {
        self.into_iter().map(T::into_value).collect()
    }
}

impl Lenient for Map<String, Value> {
    const EXPECTED: &'static str = "an object";

    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Reading<Self>, D::Error> {
        read_shape(Anything, deserializer)
    }

    fn into_value(self) -> Result<Value, serde_json::Error> {
        Ok(Value::Object(self))
    }
}

impl<T: Lenient> Lenient for BTreeMap<String, T> {
    const EXPECTED: &'static str = "an object";

    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Reading<Self>, D::Error> {
        read_shape(Keyed(PhantomData), deserializer)
    }

    fn into_value(self) -> Result<Value, serde_json::Error> {
        back_to_object(self).map(Value::Object)
    }
}

impl<T: Lenient> Lenient for HashMap<String, T> {
    const EXPECTED: &'static str = "an object";

    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Reading<Self>, D::Error> {
        read_shape(Keyed(PhantomData), deserializer)
    }

    fn into_value(self) -> Result<Value, serde_json::Error> {
        back_to_object(self).map(Value::Object)
    }
}

pub(super) struct List<T>(pub(super) PhantomData<T>);

impl<'de, T: Lenient> Shape<'de> for List<T> {
    type Out = Vec<T>;

    fn list<A: SeqAccess<'de>>(self, mut list: A) -> Result<Reading<Vec<T>>, A::Error> {
        let mut read = Vec::new();
        while let Some(reading) =
            drift::inside(Step::Item, || list.next_element_seed(Absorb::<T>::new()))?
        {
            let mismatched = match or_null(reading) {
                Ok(value) => {
                    size_limit::count::<T, A::Error>()?;
                    read.push(value);
                    continue;
                }
                Err(mismatched) => mismatched,
            };
            // One element of another type makes the whole list untyped: a list with gaps would be
            // worse than none.
            let mut plain = Vec::new();
            for value in read {
                plain.push(value.into_value().map_err(A::Error::custom)?);
            }
            plain.push(mismatched);
            while let Some(value) = list.next_element()? {
                size_limit::count::<Value, A::Error>()?;
                plain.push(value);
            }
            return Ok(Reading::Mismatched(Value::Array(plain)));
        }
        Ok(Reading::Typed(read))
    }
}

struct Anything;

impl<'de> Shape<'de> for Anything {
    type Out = Map<String, Value>;

    fn object<A: MapAccess<'de>>(
        self,
        entries: Entries<'de, A>,
    ) -> Result<Reading<Self::Out>, A::Error> {
        entries.into_map().map(Reading::Typed)
    }
}

struct Keyed<M, T>(PhantomData<(M, T)>);

impl<'de, M, T> Shape<'de> for Keyed<M, T>
where
    M: Default + Extend<(String, T)> + IntoIterator<Item = (String, T)>,
    T: Lenient,
{
    type Out = M;

    fn object<A: MapAccess<'de>>(
        self,
        mut entries: Entries<'de, A>,
    ) -> Result<Reading<M>, A::Error> {
        let mut read = M::default();
        while let Some(key) = entries.next_key()? {
            let key = key.into_owned();
            let next = || entries.next_value_seed(Absorb::<T>::new());
            match or_null(drift::inside(Step::Entry, next)?) {
                Ok(value) => {
                    size_limit::count::<(String, T), A::Error>()?;
                    read.extend([(key, value)]);
                }
                Err(mismatched) => {
                    let mut plain = back_to_object(read).map_err(A::Error::custom)?;
                    plain.insert(key, mismatched);
                    entries.drain_into(&mut plain)?;
                    return Ok(Reading::Mismatched(Value::Object(plain)));
                }
            }
        }
        Ok(Reading::Typed(read))
    }
}

/// The element, or the value in its place.
fn or_null<T: Lenient>(reading: Reading<T>) -> Result<T, Value> {
    match reading {
        Reading::Typed(value) => Ok(value),
        Reading::Null => T::null().ok_or(Value::Null),
        Reading::Mismatched(value) => Err(value),
    }
}

fn back_to_object<T: Lenient>(
    entries: impl IntoIterator<Item = (String, T)>,
) -> Result<Map<String, Value>, serde_json::Error> {
    entries
        .into_iter()
        .map(|(key, value)| Ok((key, value.into_value()?)))
        .collect()
}
