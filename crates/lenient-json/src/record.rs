//! Records: structs of named fields that keep what they do not know.

use std::borrow::Cow;
use std::marker::PhantomData;

use serde::Serialize;
use serde::de::{DeserializeOwned, DeserializeSeed, Deserializer, Error, MapAccess};
use serde_json::{Map, Value};

use super::drift::{self, Odd, Step};
use super::entries::Entries;
use super::lenient::{Absorb, Lenient, Reading, Shape, mismatch, read_shape};

/// A struct that is read field by field.
pub trait Record: Serialize + Sized {
    /// The name of the type, for messages.
    const NAME: &'static str;
    /// Whether it has required fields.
    const FALLIBLE: bool;

    /// Reads all fields.
    fn read_fields<'de, A: MapAccess<'de>>(fields: Fields<'de, A>) -> Result<Self, A::Error>;
}

/// Makes a [`Record`] one that serde and other records can read.
#[doc(hidden)]
#[macro_export]
macro_rules! record {
    ($name:ident) => {
        impl<'de> ::serde::Deserialize<'de> for $name {
            fn deserialize<D: ::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::std::result::Result<Self, D::Error> {
                let name = <Self as $crate::Record>::NAME;
                $crate::decode(name, deserializer)
            }
        }

        impl $crate::Lenient for $name {
            const EXPECTED: &'static str = "an object";
            const FALLIBLE: bool = <Self as $crate::Record>::FALLIBLE;

            fn read<'de, D: ::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::std::result::Result<$crate::Reading<Self>, D::Error> {
                $crate::read_record(deserializer)
            }
        }
    };
}

/// Reads a record from an object.
pub fn read_record<'de, T: Record, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Reading<T>, D::Error> {
    read_shape(Object(PhantomData), deserializer)
}

struct Object<T>(PhantomData<T>);

impl<'de, T: Record> Shape<'de> for Object<T> {
    type Out = T;

    fn object<A: MapAccess<'de>>(self, entries: Entries<'de, A>) -> Result<Reading<T>, A::Error> {
        let fields = Fields {
            entries,
            extra: Map::new(),
            odd: Odd::default(),
            record: T::NAME,
        };
        T::read_fields(fields).map(Reading::Typed)
    }
}

/// The fields of a record while it is read.
///
/// A key that comes twice counts as it came last.
pub struct Fields<'de, A> {
    entries: Entries<'de, A>,
    extra: Map<String, Value>,
    odd: Odd,
    record: &'static str,
}

impl<'de, A: MapAccess<'de>> Fields<'de, A> {
    /// The next key; its value has to be read before the one after it.
    pub fn next_key(&mut self) -> Result<Option<Cow<'de, str>>, A::Error> {
        self.entries.next_key()
    }

    /// Reads a field that may be absent, `null` or odd.
    pub fn optional<T: Lenient>(
        &mut self,
        name: &'static str,
        field: &mut Option<T>,
    ) -> Result<(), A::Error> {
        let read = || self.entries.next_value_seed(Absorb::<T>::new());
        let reading = drift::inside(Step::Field(name), read)?;
        if !self.extra.is_empty() {
            self.extra.remove(name);
        }
        *field = match reading {
            Reading::Typed(value) => Some(value),
            Reading::Null => None,
            Reading::Odd(value) => {
                self.odd.note(name);
                self.extra.insert(name.to_owned(), value);
                None
            }
        };
        Ok(())
    }

    /// Reads a field of any kind for which `null` is a value like another.
    pub fn any_value(&mut self, field: &mut Option<Value>) -> Result<(), A::Error> {
        *field = Some(self.entries.next_value()?);
        Ok(())
    }

    /// Reads a field without which the record is of no use.
    pub fn required<T: Lenient>(
        &mut self,
        name: &'static str,
        field: &mut Option<T>,
    ) -> Result<(), A::Error> {
        let read = || self.entries.next_value_seed(Strict(PhantomData));
        let odd = match drift::inside(Step::Field(name), read)? {
            Reading::Typed(value) => {
                *field = Some(value);
                return Ok(());
            }
            Reading::Null => match T::null() {
                Some(value) => {
                    *field = Some(value);
                    return Ok(());
                }
                None => Value::Null,
            },
            Reading::Odd(value) => value,
        };
        let place = format_args!("{}: field `{name}`", self.record).to_string();
        Err(mismatch(place, &odd, T::EXPECTED))
    }

    /// The value of a required field once all keys are read.
    pub fn present<T>(&self, name: &'static str, field: Option<T>) -> Result<T, A::Error> {
        field.ok_or_else(|| {
            A::Error::custom(format_args!("{}: field `{name}` is missing", self.record))
        })
    }

    /// Keeps a field that the contract does not know.
    pub fn other(&mut self, key: Cow<'de, str>) -> Result<(), A::Error> {
        let value = self.entries.next_value()?;
        self.extra.insert(key.into_owned(), value);
        Ok(())
    }

    /// The record whose fields stand beside those of this one, read from what is left.
    ///
    /// Such a record has no required fields, so nothing is lost by its default.
    pub fn into_embedded<T: DeserializeOwned + Default>(self) -> T {
        serde_json::from_value(Value::Object(self.extra)).unwrap_or_default()
    }

    /// Unknown fields and odd values, under their own keys.
    pub fn into_extra(self) -> Map<String, Value> {
        drift::kept(self.record, &self.extra, &self.odd);
        self.extra
    }
}

/// Reads a value whose failure is the record's failure.
struct Strict<T>(PhantomData<T>);

impl<'de, T: Lenient> DeserializeSeed<'de> for Strict<T> {
    type Value = Reading<T>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Reading<T>, D::Error> {
        T::read(deserializer)
    }
}
