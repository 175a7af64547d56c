//! A report as text, Markdown or JSON.

mod headline;
mod json;
mod markdown;
mod text;

use std::fmt;

use super::report::Report;
use headline::headline;
use openapi_diff::Titled;

impl Report {
    /// The report in one line.
    pub fn headline(&self) -> String {
        headline(self)
    }

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

    fn titled(&self) -> Titled<'_> {
        Titled {
            old: "vendored",
            new: &self.source,
            report: &self.changes,
        }
    }
}
