//! Enums whose variants are distinguished by a tag, or by their shape.

use serde_json::{Map, Value};

use crate::error::{Error, ErrorKind};
use crate::lenient::{Outcome, Slot};
use crate::reader::Reader;
use crate::record::Record;
use crate::view::View;

/// An enum whose variant is named by a field of the object.
pub trait TaggedUnion: Slot {
    /// Returns the field that holds the tag, and whether a bare string means the object with only
    /// this tag.
    fn tag(&self) -> (&'static str, bool);

    /// Becomes the blank variant of a tag; returns false for an unknown tag.
    fn select(&mut self, tag: &str) -> bool;

    /// Returns the fields of the variant; `None` if it has none.
    fn payload(&mut self) -> Option<&mut dyn Record>;

    /// Keeps a value that matches no variant.
    fn keep(&mut self, value: Value);
}

/// Implements the traits with which an enum with tagged variants is read and written.
#[doc(hidden)]
#[macro_export]
macro_rules! tagged_union {
    (@payload) => { ::std::option::Option::None };
    (@payload $payload:ident) => { ::std::option::Option::Some($payload) };
    (@blank $payload:ident) => { $crate::Lenient::blank() };
    (
        $name:ident: $field:literal, bare = $bare:literal,
        { $($tag:literal $variant:ident $(($payload:ident))?),* $(,)? }
    ) => {
        impl $crate::TaggedUnion for $name {
            fn tag(&self) -> (&'static str, bool) {
                ($field, $bare)
            }

            fn select(&mut self, tag: &str) -> bool {
                *self = match tag {
                    $($tag => Self::$variant $(($crate::tagged_union!(@blank $payload)))?,)*
                    _ => return false,
                };
                true
            }

            fn payload(&mut self) -> ::std::option::Option<&mut dyn $crate::Record> {
                match self {
                    $(Self::$variant $(($payload))? => {
                        $crate::tagged_union!(@payload $($payload)?)
                    })*
                    Self::Unknown(_) => ::std::option::Option::None,
                }
            }

            fn keep(&mut self, value: ::serde_json::Value) {
                *self = Self::Unknown(value);
            }
        }

        impl $crate::Slot for $name {
            fn read(
                &mut self,
                reader: &mut $crate::Reader<'_>,
            ) -> ::std::result::Result<$crate::Outcome, $crate::Error> {
                reader.union(self)
            }

            fn view(&self) -> $crate::View<'_> {
                match self {
                    $(Self::$variant $(($payload))? => {
                        let payload: ::std::option::Option<&dyn $crate::Record> =
                            $crate::tagged_union!(@payload $($payload)?);
                        $crate::View::Tagged($field, $tag, payload)
                    })*
                    Self::Unknown(value) => $crate::View::Any(value),
                }
            }
        }

        impl $crate::Lenient for $name {
            const EXPECTED: &'static str = "an object";

            fn blank() -> Self {
                Self::Unknown(::serde_json::Value::Null)
            }
        }

        $crate::serde_traits!($name);
    };
}

/// Implements the traits with which an enum is read as the first of its variants that fits.
#[doc(hidden)]
#[macro_export]
macro_rules! untagged_union {
    ($name:ident { $first:ident($first_type:ty) $(, $variant:ident($type:ty))* $(,)? }) => {
        impl $crate::Slot for $name {
            fn read(
                &mut self,
                reader: &mut $crate::Reader<'_>,
            ) -> ::std::result::Result<$crate::Outcome, $crate::Error> {
                let mut reason = ::std::option::Option::None;
                for is_whole in [true, false] {
                    let mut value = <$first_type as $crate::Lenient>::blank();
                    if reader.alternative(&mut value, is_whole, &mut reason)? {
                        *self = Self::$first(value);
                        return ::std::result::Result::Ok($crate::Outcome::Typed);
                    }
                    $(
                        let mut value = <$type as $crate::Lenient>::blank();
                        if reader.alternative(&mut value, is_whole, &mut reason)? {
                            *self = Self::$variant(value);
                            return ::std::result::Result::Ok($crate::Outcome::Typed);
                        }
                    )*
                }
                reader.no_alternative(reason)
            }

            fn view(&self) -> $crate::View<'_> {
                match self {
                    Self::$first(value) => $crate::Slot::view(value),
                    $(Self::$variant(value) => $crate::Slot::view(value),)*
                }
            }
        }

        impl $crate::Lenient for $name {
            const EXPECTED: &'static str = ::std::stringify!($name);

            fn blank() -> Self {
                Self::$first($crate::Lenient::blank())
            }
        }

        $crate::serde_traits!($name);
    };
}

/// Returns true for a value that is not an object, and for a record that declares all of its fields.
fn takes_all(view: &View<'_>) -> bool {
    match view {
        View::Record(record) => record.extra().is_none_or(Map::is_empty),
        View::Any(_) | View::Object(_) | View::Entries(_) => false,
        _ => true,
    }
}

impl Reader<'_> {
    /// Reads a union; an object that matches no variant is kept by the union itself.
    ///
    /// # Errors
    ///
    /// For malformed JSON.
    pub fn union(&mut self, union: &mut dyn TaggedUnion) -> Result<Outcome, Error> {
        let (field, is_bare) = union.tag();
        let is_object = self.at_object();
        let is_tag = is_bare && self.peek() == b'"';
        if !is_object && !is_tag {
            return self.other();
        }
        let mark = self.mark();
        let tag = match is_object {
            true => self.find_tag(field)?,
            false => Some(self.owned_string()?),
        };
        let is_known = tag.as_deref().is_some_and(|tag| union.select(tag));
        let result = match is_known {
            true if is_object => self.variant(union.payload()),
            true => Reader::new("{}").variant(union.payload()),
            false => Ok(()),
        };
        match result {
            Ok(()) if is_known => {}
            Err(error) if error.kind() != ErrorKind::Mismatch => return Err(error),
            result => {
                self.undo(&mark);
                match tag.is_some() && result.is_ok() {
                    true => self.drift.unknown_tag(&self.path, field),
                    false => self.drift.other_type(&self.path),
                }
                union.keep(self.value()?);
            }
        }
        Ok(Outcome::Typed)
    }

    /// Reads a value if it has a type; returns false and stays before it if it does not, with the
    /// reason if it is one within the value.
    ///
    /// If `is_whole`, an object has to be of a record that declares all of its fields, so that of two
    /// records with one field in common the right one is taken, whichever is first.
    ///
    /// # Errors
    ///
    /// For malformed JSON.
    pub fn alternative(
        &mut self,
        slot: &mut dyn Slot,
        is_whole: bool,
        reason: &mut Option<Error>,
    ) -> Result<bool, Error> {
        let mark = self.mark();
        match slot.read(self) {
            Ok(Outcome::Typed) if !is_whole || takes_all(&slot.view()) => return Ok(true),
            Err(error) if error.kind() != ErrorKind::Mismatch => return Err(error),
            Err(error) => *reason = Some(error),
            Ok(_) => {}
        }
        self.undo(&mark);
        Ok(false)
    }

    /// Reads a value of which no alternative fits.
    ///
    /// # Errors
    ///
    /// For malformed JSON, and in a strict record the reason within the value.
    pub fn no_alternative(&mut self, reason: Option<Error>) -> Result<Outcome, Error> {
        match reason.filter(|_| self.is_strict) {
            Some(reason) => Err(reason),
            None => self.other(),
        }
    }

    /// Returns the tag of an object without reading it; `None` if it is missing or not a text.
    fn find_tag(&mut self, field: &'static str) -> Result<Option<String>, Error> {
        let mark = self.mark();
        let mut tag = None;
        let mut has_more = self.enter_object();
        while has_more {
            let key = self.key()?;
            if key != field {
                self.skip()?;
            } else if self.peek() == b'"' {
                tag = Some(self.owned_string()?);
            } else {
                tag = None;
                self.other()?;
            }
            has_more = self.next_entry()?;
        }
        self.undo(&mark);
        self.tag = Some(field);
        Ok(tag)
    }

    /// Reads the fields beside the tag; one that the variant cannot have is an error.
    fn variant(&mut self, payload: Option<&mut dyn Record>) -> Result<(), Error> {
        if let Some(payload) = payload {
            return self.fields(payload);
        }
        let tag = self.tag.take();
        let mut has_more = self.enter_object();
        while has_more {
            let key = self.key()?;
            if tag.is_none_or(|tag| tag != key) {
                return Err(self.error(ErrorKind::Mismatch, format!("takes no field `{key}`")));
            }
            self.skip()?;
            has_more = self.next_entry()?;
        }
        Ok(())
    }
}
