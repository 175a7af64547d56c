//! The differences between a response and the contract.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

/// The kinds of findings, in the order of the report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// No complete response came.
    #[serde(rename = "no-answer")]
    NoResponse,
    /// A request that must be rejected was not.
    #[serde(rename = "not-refused")]
    NotRejected,
    /// The contract does not list the status.
    UndeclaredStatus,
    /// The body is of another media type than the contract says, or is not what it claims to be.
    WrongMediaType,
    /// A header that the contract does not name and HTTP does not either.
    UndeclaredHeader,
    /// A field that the contract does not name.
    UndeclaredField,
    /// A value that a closed list of the contract lacks.
    UndeclaredValue,
    /// A value of another type than the contract says.
    WrongType,
    /// A field that the contract requires is not there.
    MissingField,
    /// A value breaks another rule of the contract: a format, a bound, a pattern.
    BrokenRule,
}

impl Kind {
    /// Returns the words in reports.
    pub fn words(self) -> &'static str {
        match self {
            Self::NoResponse => "no response",
            Self::NotRejected => "not rejected",
            Self::UndeclaredStatus => "undeclared status",
            Self::WrongMediaType => "wrong media type",
            Self::UndeclaredHeader => "undeclared header",
            Self::UndeclaredField => "undeclared field",
            Self::UndeclaredValue => "undeclared value",
            Self::WrongType => "wrong type",
            Self::MissingField => "missing field",
            Self::BrokenRule => "broken rule",
        }
    }
}

/// One difference between a response and the contract; it has no value of a page.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Difference {
    /// The kind.
    pub kind: Kind,
    /// Its place: `data[].metadata.scrapeId`, the name of a header, or empty for the whole response.
    pub place: String,
    /// The value found and the declared one; a kind or a word, never a page's text.
    pub detail: String,
    /// The operationId; empty for what is not of one operation.
    pub operation: String,
    /// The status of the response, if there was one.
    pub status: Option<u16>,
}

/// A difference with the calls that showed it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// The difference, the same in each run that shows it.
    #[serde(flatten)]
    pub difference: Difference,
    /// The names of the calls.
    pub calls: BTreeSet<String>,
}

/// The longest word that is shown.
const LONGEST_WORD: usize = 48;

/// A name or an enum value if it is a plain word, else only what it is.
///
/// Anything else could come from a page or a key, and a report shows neither.
pub(super) fn word(text: &str) -> Option<&str> {
    let plain = |c: char| c.is_ascii_alphanumeric() || "_-.:$@".contains(c);
    let shown = !text.is_empty() && text.len() <= LONGEST_WORD && text.chars().all(plain);
    (shown && !text.starts_with("fc-")).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::word;

    #[test]
    fn only_plain_words_are_shown() {
        assert_eq!(word("skipped_no_credits"), Some("skipped_no_credits"));
        for hidden in [
            "",
            "two words",
            "<b>",
            "fc-0123",
            "a\nb",
            &"x".repeat(49),
            "\u{e9}",
        ] {
            assert_eq!(word(hidden), None, "{hidden:?}");
        }
    }
}
