//! The report of an update: changes of the contract, of the code, and the remaining work.

use openapi_codegen::code_diff::CodeChanges;
use serde::Serialize;

use super::broken::Broken;
use super::follow_ups::FollowUps;
use super::renames::Rename;
use super::retired_actions::RetiredAction;

/// The report of an update.
///
/// It is the same whether the update is applied or only previewed.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// The file or address of the new contract.
    pub source: String,
    /// The kind of change.
    pub status: Status,
    /// The reason for rejecting the contract, if it is rejected.
    pub error: Option<String>,
    /// The changes in the contract.
    pub changes: openapi_diff::Report,
    /// The changes in the generated code.
    pub code: CodeChanges,
    /// The remaining manual work.
    pub needs: FollowUps,
    /// The renames, with what follows from them.
    pub renames: Vec<Rename>,
    /// True if the renames are carried through.
    pub are_renamed: bool,
    /// The number of items that would need a person if the renames were carried through.
    pub renamed_count: usize,
    /// The number of stubs that are added to the documentation.
    pub stubs: usize,
    /// The number of entries that are moved to the retired ones.
    pub retired: usize,
    /// The overlay actions that are moved to the retired entries.
    pub retired_actions: Vec<RetiredAction>,
    /// The lines of hand-written files that will not compile, or fail.
    pub broken: Vec<Broken>,
    /// The further contracts that have changed, a line each.
    pub others: Vec<String>,
    /// The files that change, in the order in which they are written.
    pub files: Vec<FileChange>,
}

/// The kind of change.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Status {
    /// The content at the address is unchanged.
    NotModified,
    /// The new contract is equivalent.
    #[default]
    Unchanged,
    /// The new contract differs.
    Changed,
    /// The new contract differs, and nothing can be generated from it.
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
