//! A report as plain text.

use std::fmt::{Result, Write};

use openapi_document::printable;

use super::Titled;
use super::entry::{details, headline, plain};
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
        if self.report.changes.is_empty() {
            return writeln!(out, "no change: {}", self.counts());
        }
        writeln!(out, "{}", self.counts())?;
        for (class, rules) in self.sections() {
            for (verdict, changes) in rules {
                let (word, reason) = (class.word(), verdict.reason);
                writeln!(out, "\n{word} {}: {reason}", verdict.rule)?;
                changes
                    .into_iter()
                    .try_for_each(|change| entry(change, out))?;
            }
        }
        Ok(())
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
