//! A report as Markdown.

use std::fmt::{Result, Write};

use super::Titled;
use super::entry::{accepted, code, details, headline};
use crate::change::Change;

impl Titled<'_> {
    /// Writes the report as Markdown, as for the body of a pull request.
    pub fn markdown(&self, out: &mut dyn Write) -> Result {
        let (old, new) = (code(self.old), code(self.new));
        writeln!(out, "## Contract: {old} → {new}\n")?;
        let none = if self.report.changes.is_empty() {
            "No change: "
        } else {
            ""
        };
        writeln!(out, "{none}{}.", self.counts())?;
        for (class, rules) in self.sections() {
            writeln!(out, "\n### {class:?}")?;
            for (verdict, changes) in rules {
                writeln!(out, "\n**{}**: {}\n", verdict.rule, verdict.reason)?;
                changes
                    .into_iter()
                    .try_for_each(|change| entry(change, out))?;
            }
        }
        if !self.report.accepted.is_empty() {
            writeln!(out, "\n### Accepted by the project\n")?;
        }
        for one in &self.report.accepted {
            writeln!(out, "- {}", accepted(one))?;
        }
        let mut notes = self.report.notes.iter();
        notes.try_for_each(|note| writeln!(out, "\nNote: {note}."))
    }
}

fn entry(change: &Change, out: &mut dyn Write) -> Result {
    writeln!(out, "- {}", headline(change))?;
    let mut details = details(change).into_iter();
    details.try_for_each(|(head, text)| match head {
        "in" | "also" => writeln!(out, "  - {head} {text}"),
        effect => writeln!(out, "  - {effect}: {text}"),
    })
}
