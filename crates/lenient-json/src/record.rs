//! Records: structs with named fields that keep unknown ones.

use std::borrow::Cow;
use std::collections::BTreeSet;

use serde_json::{Map, Value};

use crate::error::{Error, ErrorKind};
use crate::field::Field;
use crate::lenient::{Outcome, Slot};
use crate::outline::Part;
use crate::path::Step;
use crate::reader::{Mark, Reader};

/// A struct that is read and written field by field.
pub trait Record: Slot {
    /// Returns the fields on the wire.
    fn shape(&self) -> &'static Shape;

    /// Returns the field of an index.
    fn get(&self, index: usize) -> Option<&dyn Slot>;

    /// Returns the field of an index, to be read.
    fn get_mut(&mut self, index: usize) -> Option<&mut dyn Slot>;

    /// Returns the bytes that [`get_mut`](Self::get_mut) allocates for the field of an index.
    fn cost(&self, _index: usize) -> usize {
        0
    }

    /// Returns the undeclared fields and the values of unexpected types.
    fn extra(&self) -> Option<&Map<String, Value>> {
        None
    }

    /// Returns the place of what is not declared.
    fn extra_mut(&mut self) -> Option<&mut Map<String, Value>> {
        None
    }

    /// Returns the record whose fields are flattened into this one.
    fn embedded(&self) -> Option<&dyn Record> {
        None
    }

    /// Returns the record whose fields are flattened into this one, to be read.
    fn embedded_mut(&mut self) -> Option<&mut dyn Record> {
        None
    }
}

/// The fields of a record on the wire.
#[derive(Debug)]
pub struct Shape {
    /// The name of the type, for messages.
    pub name: &'static str,
    /// The fields, by their index.
    pub fields: &'static [Field],
    /// The treatment of undeclared fields, and of values of another type.
    pub others: Others,
}

/// The treatment of undeclared fields, and of values of another type than declared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Others {
    /// They are kept, as in a response.
    Kept,
    /// They are errors, as in a request.
    Rejected,
    /// They belong to a record whose fields are flattened into this one.
    Embedded,
}

/// Implements the traits with which a struct is read and written, by its `SHAPE` and its fields in
/// the same order.
#[doc(hidden)]
#[macro_export]
macro_rules! record {
    (
        $name:ident { $($index:literal $field:ident),* $(,)? }
        $(rare = $rare:ident: $group:ident { $($rare_index:literal $rare_field:ident),* $(,)? })?
        $(extra = $extra:ident)?
        $(embedded = $embedded:ident)?
    ) => {
        impl $crate::Record for $name {
            fn shape(&self) -> &'static $crate::Shape {
                Self::SHAPE
            }

            fn get(&self, index: usize) -> ::std::option::Option<&dyn $crate::Slot> {
                match index {
                    $($index => ::std::option::Option::Some(&self.$field),)*
                    $($($rare_index => ::std::option::Option::Some(&self.$rare.$rare_field),)*)?
                    _ => ::std::option::Option::None,
                }
            }

            fn get_mut(&mut self, index: usize) -> ::std::option::Option<&mut dyn $crate::Slot> {
                match index {
                    $($index => ::std::option::Option::Some(&mut self.$field),)*
                    $($($rare_index => ::std::option::Option::Some(&mut self.$rare.$rare_field),)*)?
                    _ => ::std::option::Option::None,
                }
            }

            $(
                fn cost(&self, index: usize) -> usize {
                    match index {
                        $($rare_index)|* => self.$rare.cost(),
                        _ => 0,
                    }
                }
            )?

            $(
                fn extra(&self) -> ::std::option::Option<&$crate::Object> {
                    ::std::option::Option::Some(&self.$extra)
                }

                fn extra_mut(&mut self) -> ::std::option::Option<&mut $crate::Object> {
                    ::std::option::Option::Some(&mut self.$extra)
                }
            )?
            $(
                fn embedded(&self) -> ::std::option::Option<&dyn $crate::Record> {
                    ::std::option::Option::Some(&self.$embedded)
                }

                fn embedded_mut(&mut self) -> ::std::option::Option<&mut dyn $crate::Record> {
                    ::std::option::Option::Some(&mut self.$embedded)
                }
            )?
        }

        impl $crate::Slot for $name {
            fn read(
                &mut self,
                reader: &mut $crate::Reader<'_>,
            ) -> ::std::result::Result<$crate::Outcome, $crate::Error> {
                reader.record(self)
            }

            fn view(&self) -> $crate::View<'_> {
                $crate::View::Record(self)
            }

            fn clear(&mut self) {
                $crate::clear_record(self);
            }
        }

        impl $crate::Lenient for $name {
            const EXPECTED: &'static str = "an object";

            fn blank() -> Self {
                Self {
                    $($field: $crate::Lenient::blank(),)*
                    $($rare: ::std::default::Default::default(),)?
                    $($extra: $crate::Object::new(),)?
                    $($embedded: $crate::Lenient::blank(),)?
                }
            }
        }

        $(
            impl $crate::Group for $group {
                fn absent() -> &'static Self {
                    static ABSENT: ::std::sync::LazyLock<$group> =
                        ::std::sync::LazyLock::new(::std::default::Default::default);
                    &ABSENT
                }
            }

            impl ::std::ops::Deref for $name {
                type Target = $group;

                fn deref(&self) -> &$group {
                    &self.$rare
                }
            }

            impl ::std::ops::DerefMut for $name {
                fn deref_mut(&mut self) -> &mut $group {
                    &mut self.$rare
                }
            }
        )?

        $crate::serde_traits!($name);
    };
}

/// Drops the content of a record, before it is read again.
pub fn clear_record(record: &mut dyn Record) {
    for index in 0..record.shape().fields.len() {
        if record.cost(index) == 0
            && let Some(slot) = record.get_mut(index)
        {
            slot.clear();
        }
    }
    if let Some(embedded) = record.embedded_mut() {
        embedded.clear();
    }
}

/// The fields that were there.
#[derive(Default)]
struct Seen {
    /// A bit for each of the first fields.
    first: u128,
    others: BTreeSet<usize>,
}

impl Seen {
    /// Adds a field; returns true if it was there before.
    fn insert(&mut self, index: usize) -> bool {
        let Some(bit) = 1_u128.checked_shl(index as u32) else {
            return !self.others.insert(index);
        };
        let was_there = self.first & bit != 0;
        self.first |= bit;
        was_there
    }

    fn contains(&self, index: usize) -> bool {
        match 1_u128.checked_shl(index as u32) {
            Some(bit) => self.first & bit != 0,
            None => self.others.contains(&index),
        }
    }
}

impl Shape {
    /// Returns the index of a field.
    ///
    /// Servers write fields in a fixed order, so that the one after the last is tried first.
    fn index(&self, key: &str, next: usize) -> Option<usize> {
        if self.fields.get(next).is_some_and(|field| field.name == key) {
            return Some(next);
        }
        let (before, after) = self.fields.split_at(next);
        let place = |fields: &[Field]| fields.iter().position(|field| field.name == key);
        place(after)
            .map(|place| next + place)
            .or_else(|| place(before))
    }
}

impl<'a> Reader<'a> {
    /// Reads a record.
    ///
    /// # Errors
    ///
    /// For malformed JSON, and for a required field that is missing or of another type.
    pub fn record(&mut self, record: &mut dyn Record) -> Result<Outcome, Error> {
        if !self.at_object() {
            return self.other();
        }
        self.fields(record)?;
        Ok(Outcome::Typed)
    }

    /// Reads the fields of a record; undeclared fields and values of unexpected types are kept
    /// under their own keys.
    ///
    /// The last occurrence of a duplicate key counts.
    pub(crate) fn fields(&mut self, record: &mut dyn Record) -> Result<(), Error> {
        let tag = self.tag.take();
        let shape = record.shape();
        let is_rejecting = shape.others == Others::Rejected;
        let outer = std::mem::replace(&mut self.is_strict, is_rejecting);
        let mut extra = Map::new();
        let mut next = 0;
        let mut seen = Seen::default();
        let mut nothing = None::<bool>;
        let mut has_more = self.enter_object();
        while has_more {
            let key = self.key()?;
            if tag.is_some_and(|tag| tag == key) {
                self.skip()?;
            } else if let Some(index) = shape.index(&key, next)
                && let Some(slot) = self.slot(record, index, &mut nothing)?
            {
                next = index + 1;
                if seen.insert(index) {
                    extra.remove(&*key);
                    slot.clear();
                }
                self.declared(shape, &shape.fields[index], slot, &mut extra)?;
            } else {
                self.undeclared(shape, &mut extra, key)?;
            }
            has_more = self.next_entry()?;
        }
        self.is_strict = outer;
        for (index, field) in shape.fields.iter().enumerate() {
            if field.expected().is_some() && !seen.contains(index) {
                let message = format!("{}: field `{}` is missing", shape.name, field.name);
                return Err(self.error(ErrorKind::Mismatch, message));
            }
        }
        if let Some(embedded) = record.embedded_mut() {
            return self.embedded(embedded, extra);
        }
        if let Some(kept) = record.extra_mut() {
            *kept = extra;
        }
        Ok(())
    }

    /// Returns the field of an index; a `null` that says the same as an absent field is read into
    /// `nothing`, so that no memory is allocated for it.
    fn slot<'s>(
        &mut self,
        record: &'s mut dyn Record,
        index: usize,
        nothing: &'s mut Option<bool>,
    ) -> Result<Option<&'s mut dyn Slot>, Error> {
        let cost = record.cost(index);
        if cost > 0 {
            if self.peek() == b'n' && !record.shape().fields[index].takes_null() {
                return Ok(Some(nothing));
            }
            self.charge(cost)?;
        }
        Ok(record.get_mut(index))
    }

    fn declared(
        &mut self,
        shape: &'static Shape,
        field: &'static Field,
        slot: &mut dyn Slot,
        extra: &mut Map<String, Value>,
    ) -> Result<(), Error> {
        self.path.push(Step::Field(field.name));
        let mark = self.mark();
        let expected = field.expected();
        let mut outcome = match expected {
            None => self.absorb(slot)?,
            Some(_) => slot.read(self)?,
        };
        if outcome == Outcome::Null && field.takes_null() && slot.null() {
            outcome = Outcome::Typed;
        }
        self.outline(field.name.into(), &mark, Some(&outcome))?;
        match (outcome, expected) {
            (Outcome::Typed, _) | (Outcome::Null, None) => {}
            (Outcome::Partial(value), _) | (Outcome::Mismatched(value), None)
                if !self.is_strict =>
            {
                self.drift.other_type(&self.path);
                self.keep(extra, field.name.to_owned(), value)?;
            }
            (outcome, expected) => {
                let place = format!("{}: field `{}`: ", shape.name, field.name);
                return Err(self.mismatch(&place, &outcome, expected.unwrap_or("another type")));
            }
        }
        self.path.pop();
        Ok(())
    }

    fn undeclared(
        &mut self,
        shape: &'static Shape,
        extra: &mut Map<String, Value>,
        key: Cow<'a, str>,
    ) -> Result<(), Error> {
        if self.is_strict {
            let names: Vec<_> = shape.fields.iter().map(|field| field.name).collect();
            let message = format!(
                "{}: unknown field `{key}`: expected one of {}",
                shape.name,
                names.join(", ")
            );
            return Err(self.error(ErrorKind::Mismatch, message));
        }
        if shape.others == Others::Kept {
            self.drift.unknown_field(&self.path, shape.name, &key);
        }
        let mark = self.mark();
        let value = self.value()?;
        self.outline(key.clone(), &mark, None)?;
        self.keep(extra, key.into_owned(), value)
    }

    /// Notes a field of the outermost object, with its outcome if it is declared.
    fn outline(
        &mut self,
        key: Cow<'a, str>,
        mark: &Mark,
        outcome: Option<&Outcome>,
    ) -> Result<(), Error> {
        let is_outermost = self.depth() == 1;
        if let Some(mut outline) = self.outline.take_if(|_| is_outermost) {
            self.grow(&mut outline.0)?;
            let has_value = outcome != Some(&Outcome::Null);
            outline.0.push(Part {
                key,
                text: has_value.then(|| &self.text[self.since(mark)]),
                is_typed: matches!(outcome, Some(Outcome::Typed | Outcome::Partial(_))),
                is_complete: outcome == Some(&Outcome::Typed),
            });
            self.outline = Some(outline);
        }
        Ok(())
    }

    /// Reads a record whose fields are flattened into another one from the other fields of that.
    fn embedded(
        &mut self,
        record: &mut dyn Record,
        others: Map<String, Value>,
    ) -> Result<(), Error> {
        let text = Value::Object(others).to_string();
        let mut reader = Reader::new(&text);
        reader.path = self.path.clone();
        reader.drift = std::mem::take(&mut self.drift);
        let result = reader.fields(record);
        self.drift = reader.drift;
        result
    }
}
