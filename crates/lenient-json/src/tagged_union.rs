//! Tagged unions, and other enums that need the whole value.

use serde::de::{DeserializeOwned, Deserializer, Error};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::UnknownValue;
use super::drift;
use super::lenient::{Reading, mismatch};

/// An enum whose variant is named by a field of the object.
pub trait TaggedUnion: Serialize + Sized {
    /// The name of the type, for messages.
    const NAME: &'static str;
    /// The field that holds the tag.
    const TAG: &'static str;
    /// All known tags, for messages.
    const TAGS: &'static [&'static str];
    /// True if a bare string means the object with only this tag.
    const BARE: bool = false;

    /// Creates the variant of a tag from the other fields; `None` for an unknown tag.
    fn from_tag(tag: &str, rest: Map<String, Value>) -> Result<Option<Self>, serde_json::Error>;

    /// Keeps a value that matches no variant; a union that cannot keep it returns it.
    fn unknown(value: Value) -> Result<Self, Value> {
        Err(value)
    }
}

/// Implements the traits with which serde and records read a [`TaggedUnion`].
#[doc(hidden)]
#[macro_export]
macro_rules! tagged_union {
    ($name:ident) => {
        impl<'de> ::serde::Deserialize<'de> for $name {
            fn deserialize<D: ::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::std::result::Result<Self, D::Error> {
                $crate::decode_union(deserializer)
            }
        }

        impl $crate::Lenient for $name {
            const EXPECTED: &'static str = "an object";

            fn read<'de, D: ::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::std::result::Result<$crate::Reading<Self>, D::Error> {
                $crate::read_union(deserializer)
            }
        }
    };
}

/// Implements the trait with which records read an enum that serde can read.
#[doc(hidden)]
#[macro_export]
macro_rules! buffered {
    ($name:ident) => {
        impl $crate::Lenient for $name {
            const EXPECTED: &'static str = ::std::stringify!($name);

            fn read<'de, D: ::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::std::result::Result<$crate::Reading<Self>, D::Error> {
                $crate::read_buffered(deserializer)
            }
        }
    };
}

/// Reads the payload of a variant from the fields beside the tag.
pub fn variant<T: DeserializeOwned>(rest: Map<String, Value>) -> Result<T, serde_json::Error> {
    serde_json::from_value(Value::Object(rest))
}

/// Reads a variant without a payload; a field beside the tag is an error.
pub fn unit<T>(rest: Map<String, Value>, variant: T) -> Result<T, serde_json::Error> {
    match rest.keys().next() {
        None => Ok(variant),
        Some(key) => Err(serde_json::Error::custom(format_args!(
            "takes no field `{key}`"
        ))),
    }
}

/// Reads a union; a value that matches no variant is kept unchanged, unless the union keeps it.
pub fn read_union<'de, T: TaggedUnion, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Reading<T>, D::Error> {
    Ok(match Value::deserialize(deserializer)? {
        Value::Null => Reading::Null,
        value => match select(value) {
            Ok(union) => Reading::Typed(union),
            Err(unfit) => Reading::Mismatched(unfit.value),
        },
    })
}

/// Reads a union; the error describes a value that it cannot keep.
pub fn decode_union<'de, T: TaggedUnion, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<T, D::Error> {
    select(Value::deserialize(deserializer)?).map_err(|unfit| D::Error::custom(unfit.reason))
}

/// Reads a type that serde can only read from the whole value.
pub fn read_buffered<'de, T: DeserializeOwned, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Reading<T>, D::Error> {
    let value = Value::deserialize(deserializer)?;
    if value.is_null() {
        return Ok(Reading::Null);
    }
    Ok(Reading::typed_or_mismatched(
        T::deserialize(&value).ok(),
        || value,
    ))
}

struct Unfit {
    value: Value,
    reason: serde_json::Error,
}

fn select<T: TaggedUnion>(value: Value) -> Result<T, Unfit> {
    let chosen = match &value {
        Value::Object(fields) => from_object(fields),
        Value::String(tag) if T::BARE => from_parts(tag, Map::new()),
        _ => {
            let expected = if T::BARE {
                "an object or its tag"
            } else {
                "an object"
            };
            let reason = mismatch(T::NAME, &value, expected);
            return Err(Unfit { value, reason });
        }
    };
    chosen.or_else(|reason| T::unknown(value).map_err(|value| Unfit { value, reason }))
}

fn from_object<T: TaggedUnion>(fields: &Map<String, Value>) -> Result<T, serde_json::Error> {
    match fields.get(T::TAG) {
        Some(Value::String(tag)) => {
            let rest = fields.iter().filter(|(key, _)| *key != T::TAG);
            from_parts(
                tag,
                rest.map(|(key, value)| (key.clone(), value.clone()))
                    .collect(),
            )
        }
        Some(mismatched) => {
            drift::other_type();
            let place = format_args!("{}: field `{}`", T::NAME, T::TAG).to_string();
            Err(mismatch(place, mismatched, "a string"))
        }
        None => {
            drift::other_type();
            Err(serde_json::Error::custom(format_args!(
                "{}: field `{}` is missing: expected one of {}",
                T::NAME,
                T::TAG,
                T::TAGS.join(", ")
            )))
        }
    }
}

fn from_parts<T: TaggedUnion>(tag: &str, rest: Map<String, Value>) -> Result<T, serde_json::Error> {
    match T::from_tag(tag, rest) {
        Ok(Some(union)) => Ok(union),
        Ok(None) => {
            drift::unknown_tag(T::TAG);
            let unknown = UnknownValue::new(T::NAME, tag, T::TAGS);
            Err(serde_json::Error::custom(unknown))
        }
        Err(error) => {
            drift::other_type();
            Err(serde_json::Error::custom(format_args!(
                "{} `{tag}`: {error}",
                T::NAME
            )))
        }
    }
}
