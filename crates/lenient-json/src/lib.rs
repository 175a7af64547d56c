//! Serialization for generated types: requests are strict, responses are read leniently.
//!
//! Reading a record from a JSON object does not fail because of an optional field, and loses
//! nothing: unknown keys, and values of an unexpected type, are kept in the record's `extra` under
//! their own key. A `null` for an optional field is the same as an absent field, except where the
//! contract accepts any JSON and declares `null` as a value of its own. A list or map of a response
//! that is absent or `null` is empty. Serializing the record again yields the same JSON, apart from
//! those nulls and from empty lists and maps.
//!
//! A list or map with items of an unexpected type has the other items; `extra` keeps it unchanged
//! under its key. What a [`Value`](serde_json::Value) cannot hold, numbers out of range and values
//! nested too deeply, is kept there as its text.
//!
//! ```
//! use lenient_json::{OneOrMany, read_json};
//!
//! let titles: Vec<OneOrMany<String>> = read_json(br#"["a", ["b", "c"]]"#)?;
//! assert_eq!(titles.len(), 2);
//! # Ok::<(), lenient_json::Error>(())
//! ```
//!
//! [`Reader`] reads the text itself and fills values in place, through the trait [`Slot`]; a value
//! shows itself as a [`View`] to be written. A type is compiled once, in the crate that declares it,
//! and what reads and writes it is not generic over it. Its `Deserialize` goes through the text and
//! costs only those who use it.
//!
//! Users work with [`Timestamp`], [`OneOrMany`], [`Rare`] and [`UnknownValue`]. The rest is called by
//! generated code.

#![cfg_attr(docsrs, feature(doc_cfg))]

mod collections;
mod convert;
#[doc(hidden)]
pub mod drift;
#[doc(hidden)]
pub mod duration;
mod error;
mod escapes;
mod field;
mod into_object;
mod lenient;
mod number;
mod one_or_many;
mod outline;
mod path;
mod rare;
mod reader;
mod record;
mod scalars;
mod tagged_union;
mod text_enum;
mod timestamp;
mod view;

pub use error::{Error, ErrorKind};
#[doc(hidden)]
pub use field::{
    Field, collection, optional, optional_nullable, required, required_any, required_nullable, text,
};
pub use into_object::IntoObject;
pub use lenient::{Lenient, read_json};
#[doc(hidden)]
pub use lenient::{Outcome, Slot, decode, read_with};
pub use one_or_many::OneOrMany;
#[doc(hidden)]
pub use outline::Outline;
#[doc(hidden)]
pub use rare::Group;
pub use rare::Rare;
#[doc(hidden)]
pub use reader::Reader;
#[doc(hidden)]
pub use record::{Others, Record, Shape, clear_record};
#[doc(hidden)]
pub use tagged_union::TaggedUnion;
#[doc(hidden)]
pub use text_enum::Text;
pub use text_enum::UnknownValue;
pub use timestamp::Timestamp;
#[doc(hidden)]
pub use view::View;

/// The undeclared fields of a record.
#[doc(hidden)]
pub type Object = serde_json::Map<String, serde_json::Value>;

#[cfg(test)]
mod tests;

/// The examples of the README, which are compiled and run as tests.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
mod readme {}
