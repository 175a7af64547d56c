//! What is told of a place that is not as the contract says.

use std::fmt;

/// A place in the answers of an operation that is not as the contract says.
///
/// It tells where and in which way, never what stood there: no value, no key
/// that a page could have chosen. From
/// [`ClientBuilder::on_drift`](crate::ClientBuilder::on_drift) and
/// [`Client::drifts`](crate::Client::drifts), with the feature `drift-report`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub struct Drift {
    /// The operationId: `getCrawlStatus`.
    pub operation: &'static str,
    /// Where it is: `data[].newField`, with `[]` for the items of a list and
    /// `{}` for the values of a map.
    ///
    /// A field whose name looks like none is told as `*`.
    pub path: String,
    /// In which way it is not as the contract says.
    pub kind: DriftKind,
    /// How often the client and its clones have seen it.
    pub count: u64,
}

/// In which way an answer is not as the contract says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum DriftKind {
    /// A field that the contract does not have; its value is in `extra`.
    UnknownField,
    /// A text that is none of the values that the contract lists, or the tag
    /// of an unknown variant; read as `Unknown`.
    UnknownValue,
    /// A value of another type than the contract says; kept in `extra`.
    OtherType,
}

impl DriftKind {
    /// The word in events: `unknown field`, `unknown value`, `other type`.
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

/// As in `getCrawlStatus: unknown field at data[].newField`.
impl fmt::Display for Drift {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {} at {}", self.operation, self.kind, self.path)
    }
}
