//! A location where responses differ from the contract.

use std::fmt;

/// A location in the responses of an operation that differs from the contract.
///
/// It names the location and the kind of difference, never a value and never a
/// key that a page could have chosen.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub struct Drift {
    /// The operationId: `getCrawlStatus`.
    pub operation: &'static str,
    /// The location: `data[].newField`, with `[]` for the items of a list and
    /// `{}` for the values of a map.
    ///
    /// A field whose name does not look like the name of a field is reported as `*`.
    pub path: String,
    /// The kind of difference.
    pub kind: DriftKind,
    /// The number of times that the client and its clones have seen it.
    pub count: u64,
}

/// A kind of difference between a response and the contract.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum DriftKind {
    /// A field that the contract does not have; its value is in `extra`.
    UnknownField,
    /// A text that is not one of the values that the contract lists, or the tag
    /// of an unknown variant; read as `Unknown`.
    UnknownValue,
    /// A value of another type than the contract declares; kept in `extra`.
    OtherType,
}

impl DriftKind {
    /// Returns the words used in events: `unknown field`, `unknown value`, `other type`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::UnknownField => "unknown field",
            Self::UnknownValue => "unknown value",
            Self::OtherType => "other type",
        }
    }
}

impl fmt::Display for DriftKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// Writes it such as `getCrawlStatus: unknown field at data[].newField`.
impl fmt::Display for Drift {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {} at {}", self.operation, self.kind, self.path)
    }
}
