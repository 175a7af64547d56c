//! A report as text, Markdown, JSON, or commands for GitHub.

mod entry;
mod github;
mod json;
mod markdown;
mod text;

use std::fmt;

use super::report::Report;

/// A report and the names of what it compares.
#[derive(Clone, Copy, Debug)]
pub struct Titled<'a> {
    /// What the old contract is called.
    pub old: &'a str,
    /// What the new contract is called.
    pub new: &'a str,
    /// What was found.
    pub report: &'a Report,
}

impl Titled<'_> {
    /// The report as plain text.
    pub fn text(&self, out: &mut dyn fmt::Write) -> fmt::Result {
        text::write(self, out)
    }

    /// The report as Markdown, as for the body of a pull request.
    pub fn markdown(&self, out: &mut dyn fmt::Write) -> fmt::Result {
        markdown::write(self, out)
    }

    /// The report as a JSON object.
    pub fn json(&self, out: &mut dyn fmt::Write) -> fmt::Result {
        json::write(self, out)
    }

    /// The report as commands for a workflow of GitHub: an annotation of `file` for each change.
    pub fn github(&self, file: &str, out: &mut dyn fmt::Write) -> fmt::Result {
        github::write(self, file, out)
    }
}
