//! What OpenAPI 3.0 cannot say.

use std::fmt;

use crate::error::visible;

/// Something that a document says and that OpenAPI 3.0 has no word for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Loss {
    /// The location in the document, as a JSON pointer.
    pub pointer: String,
    /// The consequence, as a lowercase fragment.
    pub message: String,
}

impl fmt::Display for Loss {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", visible(&self.pointer), self.message)
    }
}
