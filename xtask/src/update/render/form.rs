//! The forms of a report.

use clap::ValueEnum;
use openapi_diff::Titled;
use openapi_document::{Error, Result};

use super::{headline, json, markdown, text};
use crate::update::report::Report;

/// The form of a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Form {
    /// Lines for people.
    Text,
    /// Markdown, as for a pull request.
    Markdown,
    /// JSON for programs.
    Json,
}

impl Report {
    /// Renders the report.
    ///
    /// # Errors
    ///
    /// None that a report can cause.
    pub fn render(&self, form: Form) -> Result<String> {
        let mut out = String::new();
        match form {
            Form::Text => text::write(self, &mut out),
            Form::Markdown => markdown::write(self, &mut out),
            Form::Json => json::write(self, &mut out),
        }
        .map_err(|error| Error::new("the report cannot be written").caused_by(error))?;
        Ok(out)
    }

    /// Returns the report in one line, without its source.
    pub fn headline(&self) -> String {
        headline::headline(self)
    }

    pub(super) fn titled(&self) -> Titled<'_> {
        Titled {
            old: "vendored",
            new: &self.source,
            report: &self.changes,
        }
    }
}
