//! The same functions without effect, for builds without the feature `drift-report`.

use serde_json::{Map, Value};

/// A step from a value into a value that it contains.
pub(crate) enum Step {
    Field(#[allow(dead_code)] &'static str),
    Item,
    Entry,
}

/// The fields of a record whose values have an unexpected type.
#[derive(Default)]
pub(crate) struct MismatchedFields(());

impl MismatchedFields {
    #[inline(always)]
    pub fn note(&mut self, _: &'static str) {}
}

#[inline(always)]
pub(crate) fn inside<R>(_: Step, read: impl FnOnce() -> R) -> R {
    read()
}

#[inline(always)]
pub(crate) fn kept(_: &'static str, _: &Map<String, Value>, _: &MismatchedFields) {}

#[inline(always)]
pub(crate) fn other_type() {}

#[inline(always)]
pub(crate) fn unknown_tag(_: &'static str) {}

#[inline(always)]
pub fn unknown_value() {}
