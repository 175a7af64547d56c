//! A fault of JSON, without the JSON.

use std::error::Error;
use std::fmt;

use lenient_json::ErrorKind;

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
    pub(crate) fn new(error: &lenient_json::Error) -> Self {
        Self {
            reason: match error.kind() {
                ErrorKind::UnexpectedEnd => "unexpected end",
                ErrorKind::Syntax => "invalid JSON",
                _ => "unexpected value",
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
