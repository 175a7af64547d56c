//! A fault of JSON, without the JSON.

use std::error::Error;
use std::fmt;

/// The place where JSON could not be read.
///
/// The messages of the parser quote what they found, which may be a page.
#[derive(Debug)]
pub struct JsonError {
    reason: &'static str,
    line: usize,
    column: usize,
}

impl JsonError {
    pub(crate) fn new(error: &serde_json::Error) -> Self {
        use serde_json::error::Category;
        Self {
            reason: match error.classify() {
                Category::Io => "cannot be read",
                Category::Syntax => "invalid JSON",
                Category::Data => "unexpected value",
                Category::Eof => "unexpected end",
            },
            line: error.line(),
            column: error.column(),
        }
    }
}

impl fmt::Display for JsonError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} at line {} column {}",
            self.reason, self.line, self.column
        )
    }
}

impl Error for JsonError {}
