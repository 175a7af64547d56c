//! Records: structs with named fields that keep unknown ones.

use std::borrow::Cow;
use std::marker::PhantomData;

use serde::Serialize;
use serde::de::{DeserializeOwned, DeserializeSeed, Deserializer, Error, MapAccess};
use serde_json::{Map, Value};

use super::drift::{self, MismatchedFields, Step};
use super::entries::Entries;
use super::lenient::{Absorb, Lenient, Reading, Shape, mismatch, read_shape};

/// A struct that is read field by field.
pub trait Record: Serialize + Sized {
    /// The name of the type, for messages.
    const NAME: &'static str;
    /// True if the record has required fields.
    const FALLIBLE: bool;

    /// Reads all fields.
    fn read_fields<'de, A: MapAccess<'de>>(fields: Fields<'de, A>) -> Result<Self, A::Error>;
}

/// Implements the traits with which serde and other records read a [`Record`].
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
            mismatched: MismatchedFields::default(),
            record: T::NAME,
        };
        T::read_fields(fields).map(Reading::Typed)
    }
}

/// The fields of a record while it is read.
///
/// The last occurrence of a duplicate key counts.
pub struct Fields<'de, A> {
    entries: Entries<'de, A>,
    extra: Map<String, Value>,
    mismatched: MismatchedFields,
    record: &'static str,
}

impl<'de, A: MapAccess<'de>> Fields<'de, A> {
    /// Returns the next key; its value has to be read before the key after it.
    pub fn next_key(&mut self) -> Result<Option<Cow<'de, str>>, A::Error> {
        self.entries.next_key()
    }

    /// Reads a field that may be absent, `null` or of an unexpected type.
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
            Reading::Mismatched(value) => {
                self.mismatched.note(name);
                self.extra.insert(name.to_owned(), value);
                None
            }
        };
        Ok(())
    }

    /// Reads a field of any type for which `null` is an ordinary value.
    pub fn any_value(&mut self, field: &mut Option<Value>) -> Result<(), A::Error> {
        *field = Some(self.entries.next_value()?);
        Ok(())
    }

    /// Reads a required field.
    pub fn required<T: Lenient>(
        &mut self,
        name: &'static str,
        field: &mut Option<T>,
    ) -> Result<(), A::Error> {
        let read = || self.entries.next_value_seed(Strict(PhantomData));
        let mismatched = match drift::inside(Step::Field(name), read)? {
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
            Reading::Mismatched(value) => value,
        };
        let place = format_args!("{}: field `{name}`", self.record).to_string();
        Err(mismatch(place, &mismatched, T::EXPECTED))
    }

    /// Returns the value of a required field once all keys are read.
    pub fn present<T>(&self, name: &'static str, field: Option<T>) -> Result<T, A::Error> {
        field.ok_or_else(|| {
            A::Error::custom(format_args!("{}: field `{name}` is missing", self.record))
        })
    }

    /// Keeps an unknown field.
    pub fn other(&mut self, key: Cow<'de, str>) -> Result<(), A::Error> {
        let value = self.entries.next_value()?;
        self.extra.insert(key.into_owned(), value);
        Ok(())
    }

    /// Reads a flattened record from the remaining fields.
    ///
    /// Such a record has no required fields, so nothing is lost by its default.
    pub fn into_embedded<T: DeserializeOwned + Default>(self) -> T {
        serde_json::from_value(Value::Object(self.extra)).unwrap_or_default()
    }

    /// Returns unknown fields and values of unexpected types, under their own keys.
    pub fn into_extra(self) -> Map<String, Value> {
        drift::kept(self.record, &self.extra, &self.mismatched);
        self.extra
    }
}

/// Reads a value whose failure fails the record.
struct Strict<T>(PhantomData<T>);

impl<'de, T: Lenient> DeserializeSeed<'de> for Strict<T> {
    type Value = Reading<T>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Reading<T>, D::Error> {
        T::read(deserializer)
    }
}
