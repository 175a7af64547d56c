//! The command line of a comparison, for the binary and for commands that compare more.

use std::fmt;

use clap::{Args, ValueEnum};
use openapi_document::{Error, Result};

use crate::change::Class;
use crate::render::Titled;
use crate::report::Report;

/// The exit code of a comparison that found no change at the limit.
pub const SAME: u8 = 0;
/// The exit code of a comparison that found changes at the limit.
pub const DIFFERENT: u8 = 3;

/// The options of a report.
#[derive(Clone, Copy, Debug, Args)]
pub struct ReportOptions {
    /// Print the changes in this form.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub format: Format,
    /// Exit with 3 only for these changes.
    #[arg(long, value_enum, default_value_t = FailOn::Any)]
    pub fail_on: FailOn,
}

/// The form of a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// Lines for people.
    Text,
    /// Markdown, as for a pull request.
    Markdown,
    /// JSON for programs.
    Json,
    /// Annotations of a GitHub workflow.
    Github,
}

/// The changes that the exit code reports.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum FailOn {
    /// Changes that may break a client.
    Breaking,
    /// All changes.
    Any,
}

impl ReportOptions {
    /// Renders a report; `file` is the file that annotations of GitHub belong to.
    ///
    /// # Errors
    ///
    /// If the report cannot be written.
    pub fn render(self, titled: &Titled<'_>, file: &str) -> Result<String> {
        let mut text = String::new();
        let written: fmt::Result = match self.format {
            Format::Text => titled.text(&mut text),
            Format::Markdown => titled.markdown(&mut text),
            Format::Json => titled.json(&mut text),
            Format::Github => titled.github(file, &mut text),
        };
        written.map_err(|error| Error::new("the report cannot be written").caused_by(error))?;
        Ok(text)
    }

    /// Returns the exit code for a report.
    pub fn exit_code(self, report: &Report) -> u8 {
        let found = match self.fail_on {
            FailOn::Breaking => report.count(Class::Breaking) > 0,
            FailOn::Any => !report.changes.is_empty(),
        };
        if found { DIFFERENT } else { SAME }
    }
}
