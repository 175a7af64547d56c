//! A report as plain text.

use std::fmt::{Result, Write};

use openapi_document::printable;

use super::Titled;
use super::entry::{accepted, details, headline, plain};
use crate::change::Change;

const WIDTH: usize = 100;

impl Titled<'_> {
    /// Writes the report as plain text.
    pub fn text(&self, out: &mut dyn Write) -> Result {
        let mut text = String::new();
        self.lines(&mut text)?;
        out.write_str(&printable(&text))
    }

    fn lines(&self, out: &mut dyn Write) -> Result {
        writeln!(out, "{} → {}", self.old, self.new)?;
        let none = if self.report.changes.is_empty() {
            "no change: "
        } else {
            ""
        };
        writeln!(out, "{none}{}", self.counts())?;
        for (class, rules) in self.sections() {
            for (verdict, changes) in rules {
                let (word, reason) = (class.word(), verdict.reason);
                writeln!(out, "\n{word} {}: {reason}", verdict.rule)?;
                changes
                    .into_iter()
                    .try_for_each(|change| entry(change, out))?;
            }
        }
        if !self.report.accepted.is_empty() {
            writeln!(out, "\naccepted by the project")?;
        }
        for one in &self.report.accepted {
            writeln!(out, "  {}", plain(&accepted(one)))?;
        }
        let mut notes = self.report.notes.iter();
        notes.try_for_each(|note| writeln!(out, "\nnote: {note}"))
    }
}

fn entry(change: &Change, out: &mut dyn Write) -> Result {
    writeln!(out, "  {}", plain(&headline(change)))?;
    let mut details = details(change).into_iter();
    details.try_for_each(|(head, text)| wrapped(out, head, &plain(&text)))
}

/// Writes a line below an entry, broken at spaces where it gets long.
fn wrapped(out: &mut dyn Write, head: &str, text: &str) -> Result {
    let mut line = format!("      {head}");
    for word in text.split(' ') {
        if line.chars().count() + word.chars().count() >= WIDTH {
            writeln!(out, "{line}")?;
            line = "       ".to_owned();
        }
        line.push(' ');
        line.push_str(word);
    }
    writeln!(out, "{line}")
}
