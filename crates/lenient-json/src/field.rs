//! The fields of a record as they are declared.

use crate::view::View;

/// A field on the wire.
#[derive(Debug)]
pub struct Field {
    pub(crate) name: &'static str,
    presence: Presence,
}

/// When a field has a value.
#[derive(Debug)]
enum Presence {
    /// Always, and it has this type.
    Required(&'static str),
    /// Always; any JSON, of which `null` is one.
    RequiredAny,
    /// Always written, as `null` without a value.
    RequiredNullable,
    /// Or not; `null` says the same.
    Optional,
    /// Or not; `null` is a value.
    OptionalNullable,
    /// Or not, or `null`: both are the same as an empty list, map or text.
    OrEmpty,
}

/// Declares a field that every object has, with the name of its type.
pub const fn required(name: &'static str, expected: &'static str) -> Field {
    let presence = Presence::Required(expected);
    Field { name, presence }
}

/// Declares a field of any JSON that every object has.
pub const fn required_any(name: &'static str) -> Field {
    let presence = Presence::RequiredAny;
    Field { name, presence }
}

/// Declares a field that every object has, possibly with `null`.
pub const fn required_nullable(name: &'static str) -> Field {
    let presence = Presence::RequiredNullable;
    Field { name, presence }
}

/// Declares a field that may be absent or `null`.
pub const fn optional(name: &'static str) -> Field {
    let presence = Presence::Optional;
    Field { name, presence }
}

/// Declares a field that may be absent, and for which `null` is a value.
pub const fn optional_nullable(name: &'static str) -> Field {
    let presence = Presence::OptionalNullable;
    Field { name, presence }
}

/// Declares a list or map that is empty if it is absent or `null`.
pub const fn collection(name: &'static str) -> Field {
    let presence = Presence::OrEmpty;
    Field { name, presence }
}

/// Declares a text that is empty if it is absent or `null`.
pub const fn text(name: &'static str) -> Field {
    let presence = Presence::OrEmpty;
    Field { name, presence }
}

impl Field {
    /// Returns the name of the type that a value must have.
    pub(crate) fn expected(&self) -> Option<&'static str> {
        match self.presence {
            Presence::Required(expected) => Some(expected),
            Presence::RequiredAny => Some("any value"),
            _ => None,
        }
    }

    /// Returns true if `null` is a value of the field.
    pub(crate) fn takes_null(&self) -> bool {
        matches!(
            self.presence,
            Presence::RequiredAny | Presence::OptionalNullable
        )
    }

    /// Returns true if a value is written, and not left out.
    pub(crate) fn is_written(&self, view: &View<'_>) -> bool {
        match self.presence {
            Presence::Optional | Presence::OptionalNullable => !matches!(view, View::Absent),
            Presence::OrEmpty => !view.is_empty(),
            _ => true,
        }
    }
}
