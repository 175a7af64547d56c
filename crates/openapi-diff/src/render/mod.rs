//! Renders a report as text, Markdown, JSON, or annotations for GitHub.

mod entry;
mod github;
mod json;
mod markdown;
#[cfg(feature = "cli")]
pub mod rules;
mod text;

pub use entry::{headline, plain};

use super::report::Report;

/// A report with the names of the two contracts.
#[derive(Clone, Copy, Debug)]
pub struct Titled<'a> {
    /// The name of the old contract.
    pub old: &'a str,
    /// The name of the new contract.
    pub new: &'a str,
    /// The report.
    pub report: &'a Report,
}
