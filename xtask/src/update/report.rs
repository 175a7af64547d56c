//! What an update says: what changed, what the code gains, what is left for a person.

use serde::Serialize;

use super::code_diff::CodeChanges;
use super::follow_ups::FollowUps;

/// The report of an update.
///
/// It is the same whether the update is taken or only looked at.
#[derive(Clone, Debug)]
pub struct Report {
    /// The file or address of the new contract.
    pub source: String,
    /// Whether there is a change.
    pub status: Status,
    /// Why the contract is refused, if it is.
    pub refusal: Option<String>,
    /// What changed in the contract.
    pub changes: openapi_diff::Report,
    /// What changed in the generated code.
    pub code: CodeChanges,
    /// What is left for a person.
    pub needs: FollowUps,
    /// The files that change, in the order in which they are made.
    pub files: Vec<FileChange>,
}

/// Whether there is a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Status {
    /// The address still has what it had.
    NotModified,
    /// The new contract means the same.
    Unchanged,
    /// The new contract means something else.
    Changed,
    /// The new contract means something else, and nothing can be generated from it.
    Refused,
}

/// A file that changes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FileChange {
    /// Its path in the workspace.
    pub file: String,
    /// `created`, `updated` or `removed`.
    pub state: &'static str,
}

impl Report {
    /// A report without any change.
    pub fn new(source: &str, status: Status) -> Self {
        Self {
            source: source.to_owned(),
            status,
            refusal: None,
            changes: openapi_diff::Report::default(),
            code: CodeChanges::default(),
            needs: FollowUps::default(),
            files: Vec::new(),
        }
    }
}
