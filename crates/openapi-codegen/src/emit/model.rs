//! The model of the generated types for the syn passes.

use serde_json::{Map, Value};
use syn::Type;

use super::rust_type::{Shape, shape};
use crate::json::{ABSENT, EMPTY, MAY_BE_ONE};
use crate::passes::Direction;

/// One generated type.
#[derive(Debug)]
pub struct TypeModel {
    /// The Rust name.
    pub name: String,
    /// The direction in which its values are sent.
    pub direction: Direction,
    /// Its shape.
    pub kind: Kind,
}

/// The shape of a type.
#[derive(Debug, PartialEq)]
pub enum Kind {
    /// An object with named fields.
    Record(Vec<Field>),
    /// A string with known values.
    Text(Vec<TextValue>),
    /// Objects distinguished by a tag.
    Tagged(Tagged),
    /// Values distinguished by their shape.
    Untagged(Vec<Alternative>),
}

/// A field of a record.
#[derive(Debug, Clone, PartialEq)]
pub struct Field {
    /// The Rust name.
    pub ident: String,
    /// The name of the setter.
    pub setter: String,
    /// The name of the setter that sends `null`.
    pub clear: String,
    /// The name on the wire.
    pub wire: String,
    /// The type, without the option around it.
    pub ty: Type,
    /// True if the field is required.
    pub required: bool,
    /// True if `null` is a value of its own.
    pub nullable: bool,
    /// True if the fields of this record are flattened into the outer one.
    pub embedded: bool,
    /// The unit of a duration.
    pub unit: Option<Unit>,
    /// Bounds, default and the like, for the documentation.
    pub facts: Map<String, Value>,
}

impl Field {
    /// Returns true for a list, map or text whose absence means that it is empty.
    pub fn is_empty_if_absent(&self) -> bool {
        let is_fact = |key| self.facts.get(key) == Some(&Value::Bool(true));
        match self.is_collection() {
            true => !is_fact(ABSENT),
            false => is_fact(EMPTY),
        }
    }

    /// Returns true for a list or map, also for a list that may come as its only item.
    pub fn is_collection(&self) -> bool {
        matches!(shape(&self.ty), Shape::List(_) | Shape::Map(_))
            || self.facts.get(MAY_BE_ONE) == Some(&Value::Bool(true))
    }
}

/// The unit in which a duration travels.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Unit {
    /// Thousandths of a second.
    Milliseconds,
    /// Seconds.
    Seconds,
}

impl Unit {
    /// The word in documentation.
    pub fn word(self) -> &'static str {
        match self {
            Self::Milliseconds => "milliseconds",
            Self::Seconds => "seconds",
        }
    }

    /// The end of a field name that holds such a number.
    pub fn suffix(self) -> &'static str {
        match self {
            Self::Milliseconds => "ms",
            Self::Seconds => "secs",
        }
    }
}

/// A known value of a text enum.
#[derive(Debug, PartialEq)]
pub struct TextValue {
    /// The Rust name of the variant.
    pub ident: String,
    /// The text on the wire.
    pub wire: String,
    /// True if it was only observed.
    pub observed: bool,
    /// The places of the contract that have it, if there are some that do not.
    pub places: Option<Value>,
}

/// A tagged union.
#[derive(Debug, PartialEq)]
pub struct Tagged {
    /// The property that holds the tag.
    pub tag: String,
    /// True if a bare text means an object with only the tag.
    pub bare: bool,
    /// The variants.
    pub variants: Vec<TaggedVariant>,
}

/// A variant of a tagged union.
#[derive(Debug, PartialEq)]
pub struct TaggedVariant {
    /// The Rust name of the variant.
    pub ident: String,
    /// The tag.
    pub wire: String,
    /// The name of the record that holds the fields.
    pub payload: String,
    /// The fields beside the tag.
    pub fields: Vec<Field>,
    /// Bounds and the like, for the documentation.
    pub facts: Map<String, Value>,
}

/// A variant of an untagged enum.
#[derive(Debug, PartialEq)]
pub struct Alternative {
    /// The name that typify gives the shape, by which names and documentation are looked up.
    pub shape: String,
    /// The Rust name of the variant.
    pub ident: String,
    /// The content.
    pub ty: Type,
}
