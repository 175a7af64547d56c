//! Renders a report as text, Markdown, JSON, or annotations for GitHub.

mod entry;
mod github;
mod json;
mod markdown;
mod text;

use std::fmt;

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

impl Titled<'_> {
    /// Writes the report as plain text.
    pub fn text(&self, out: &mut dyn fmt::Write) -> fmt::Result {
        text::write(self, out)
    }

    /// Writes the report as Markdown, as for the body of a pull request.
    pub fn markdown(&self, out: &mut dyn fmt::Write) -> fmt::Result {
        markdown::write(self, out)
    }

    /// Writes the report as a JSON object.
    pub fn json(&self, out: &mut dyn fmt::Write) -> fmt::Result {
        json::write(self, out)
    }

    /// Writes the report as annotations of `file` for a GitHub workflow, one for each change.
    pub fn github(&self, file: &str, out: &mut dyn fmt::Write) -> fmt::Result {
        github::write(self, file, out)
    }
}
