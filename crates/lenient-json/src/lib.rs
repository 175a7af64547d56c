//! Serialization for generated types: requests are strict, responses are read leniently.
//!
//! Reading a record from a JSON object does not fail because of an optional field, and loses
//! nothing: unknown keys, and values of an unexpected type, are kept in the record's `extra` under
//! their own key. A `null` for an optional field is the same as an absent field, except where the
//! contract accepts any JSON and declares `null` as a value of its own. Serializing the record
//! again yields the same JSON, apart from those nulls.
//!
//! Users work with [`Timestamp`], [`OneOrMany`] and [`UnknownValue`]. The rest is called by
//! generated code.

mod collections;
mod convert;
#[doc(hidden)]
pub mod drift;
#[doc(hidden)]
pub mod duration;
mod entries;
mod into_object;
mod lenient;
mod nullable;
#[doc(hidden)]
pub mod number;
mod one_or_many;
mod read_json;
mod record;
mod scalars;
mod size_limit;
mod tagged_union;
mod text_enum;
mod timestamp;

pub use into_object::IntoObject;
#[doc(hidden)]
pub use lenient::{Lenient, Reading, decode};
#[doc(hidden)]
pub use nullable::nullable;
pub use one_or_many::OneOrMany;
pub use read_json::read_json;
#[doc(hidden)]
pub use record::{Fields, Record, read_record};
#[doc(hidden)]
pub use scalars::read_text;
#[doc(hidden)]
pub use serde::de::MapAccess;
#[doc(hidden)]
pub use size_limit::is_too_large;
#[doc(hidden)]
pub use tagged_union::{TaggedUnion, decode_union, read_buffered, read_union, unit, variant};
pub use text_enum::UnknownValue;
pub use timestamp::Timestamp;

#[cfg(test)]
mod tests;

/// The examples of the README, which are compiled and run as tests.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
mod readme {}
