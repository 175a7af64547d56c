//! Changes of single pieces of a text.

use std::ops::Range;

use serde::Serialize;

/// A changed piece of one line.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Edit {
    /// The file, relative to the root of the workspace.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// The piece as it is.
    pub old: String,
    /// The piece as it becomes.
    pub new: String,
}

/// A place of a text with its new content.
pub type Piece = (Range<usize>, String);

/// Returns pieces of the text of a file as edits.
pub fn edits(file: &str, text: &str, pieces: &[Piece]) -> Vec<Edit> {
    let edits = pieces.iter().map(|(range, new)| Edit {
        file: file.to_owned(),
        line: line_of(text, range.start),
        old: text[range.clone()].to_owned(),
        new: new.clone(),
    });
    edits.collect()
}

/// Replaces pieces of the text of a file, and returns them as edits.
pub fn replace_in(file: &str, text: &mut String, pieces: Vec<Piece>) -> Vec<Edit> {
    let edits = edits(file, text, &pieces);
    if !edits.is_empty() {
        *text = replaced(text, pieces);
    }
    edits
}

/// Returns the number of the line that has a position.
pub fn line_of(text: &str, at: usize) -> usize {
    text[..at].matches('\n').count() + 1
}

/// Returns a text with pieces replaced; several at one position stay in their order, and those that
/// are cut may overlap.
pub fn replaced(text: &str, mut pieces: Vec<Piece>) -> String {
    pieces.sort_by_key(|(range, _)| range.start);
    let mut out = String::new();
    let mut at = 0;
    for (range, new) in pieces {
        out += &text[at..range.start.max(at)];
        out += &new;
        at = range.end.max(at);
    }
    out + &text[at..]
}
