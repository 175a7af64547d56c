//! An operation, its arguments, and their kinds.

use super::OPERATIONS;

/// An operation with the arguments that it takes.
#[derive(Debug)]
pub struct Operation {
    /// The facts that the client goes by.
    pub operation: &'static firecrawl_api::Operation,
    /// The documentation; its first line is a summary.
    pub doc: &'static str,
    /// The parameters of the path, in its order.
    pub path: &'static [Argument],
    /// The parameters of the query.
    pub query: &'static [Argument],
    /// The fields of the JSON body.
    pub body: &'static [Argument],
}

/// A value that an operation takes.
#[derive(Debug)]
pub struct Argument {
    /// The name on the wire, below that of the object that it is in.
    pub place: &'static [&'static str],
    /// The documentation.
    pub doc: &'static str,
    /// The kind of value.
    pub kind: Kind,
    /// True if nearly every request has it; without most of them, the service rejects the request.
    pub required: bool,
}

/// A kind of value.
#[allow(dead_code, reason = "the contract decides which kinds there are")]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// `true` or `false`.
    Bool,
    /// A whole number.
    Integer,
    /// A number.
    Number,
    /// A text.
    Text,
    /// A text; these are the known ones.
    Word(&'static [&'static str]),
    /// One of these words, or JSON with more to it.
    WordOrJson(&'static [&'static str]),
    /// A text, or JSON with more to it.
    TextOrJson,
    /// JSON.
    Json,
    /// A duration that travels in milliseconds.
    Milliseconds,
    /// A duration that travels in seconds.
    Seconds,
    /// Several values.
    List(&'static Kind),
}

impl Operation {
    /// Finds an operation by its operationId.
    pub fn find(id: &str) -> Option<&'static Self> {
        OPERATIONS.iter().find(|known| known.operation.id == id)
    }

    /// Returns the first line of the documentation.
    pub fn summary(&self) -> &'static str {
        self.doc.lines().next().unwrap_or_default()
    }

    /// Returns the method and the path: `POST /scrape`.
    pub fn route(&self) -> String {
        format!("{} {}", self.operation.method, self.operation.path)
    }
}

impl Argument {
    /// Returns the name on the wire.
    pub fn name(&self) -> &'static str {
        self.place.last().copied().unwrap_or_default()
    }

    /// Returns true for a field of an object in the body.
    pub fn is_nested(&self) -> bool {
        self.place.len() > 1
    }
}
