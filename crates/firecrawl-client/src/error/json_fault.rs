//! What is wrong with a piece of JSON, without the JSON.

use std::error::Error;
use std::fmt;

/// Where JSON could not be read.
///
/// The messages of the parser quote what they found, which may be a page.
#[derive(Debug)]
pub(crate) struct JsonFault {
    what: &'static str,
    line: usize,
    column: usize,
}

impl JsonFault {
    pub fn of(error: &serde_json::Error) -> Self {
        use serde_json::error::Category;
        Self {
            what: match error.classify() {
                Category::Io => "it cannot be read",
                Category::Syntax => "it is no JSON",
                Category::Data => "it has another shape",
                Category::Eof => "it ends too early",
            },
            line: error.line(),
            column: error.column(),
        }
    }
}

impl fmt::Display for JsonFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} at line {} column {}",
            self.what, self.line, self.column
        )
    }
}

impl Error for JsonFault {}
