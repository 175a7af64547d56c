//! A report as workflow commands of GitHub.

use std::fmt::{Result, Write};

use super::Titled;
use super::entry::{accepted, headline, plain, reach};
use crate::change::{Change, Class};

impl Titled<'_> {
    /// Writes the report as annotations of `file` for a GitHub workflow: one for each change, then
    /// one with the numbers.
    pub fn github(&self, file: &str, out: &mut dyn Write) -> Result {
        for change in &self.report.changes {
            let command = match change.class {
                Class::Breaking => "error",
                Class::Behavioral | Class::Additive => "warning",
                Class::Neutral => "notice",
            };
            let title = property(&format!("{} {}", change.class.word(), change.rule));
            let message = data(&message(change));
            writeln!(
                out,
                "::{command} file={},title={title}::{message}",
                property(file)
            )?;
        }
        for one in &self.report.accepted {
            let message = data(&plain(&accepted(one)));
            writeln!(out, "::notice file={file},title=accepted::{message}")?;
        }
        for note in &self.report.notes {
            writeln!(out, "::warning title=accepted::{}", data(note))?;
        }
        let line = format!("{} → {}: {}", self.old, self.new, self.counts());
        writeln!(out, "::notice title=contract::{}", data(&line))
    }
}

fn message(change: &Change) -> String {
    let mut text = plain(&headline(change));
    if let Some(verdict) = change.verdicts.first() {
        text.push_str(&format!("; {}", verdict.reason));
    }
    if !change.operations.is_empty() {
        text.push_str(&format!("\nin {}", plain(&reach(change))));
    }
    text
}

/// Escapes the text of a command.
fn data(text: &str) -> String {
    text.replace('%', "%25")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}

/// Escapes a property of a command, which ends at a comma or colon.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
