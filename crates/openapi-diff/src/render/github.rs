//! A report as workflow commands of GitHub.

use std::fmt::{Result, Write};

use super::Titled;
use super::entry::{counts, headline, reach};
use crate::change::{Change, Class};

/// Writes the report: an annotation for each change, then the numbers.
pub fn write(titled: &Titled<'_>, file: &str, out: &mut dyn Write) -> Result {
    for change in &titled.report.changes {
        let command = match change.class {
            Class::Breaking => "error",
            Class::Additive => "warning",
            Class::Neutral => "notice",
        };
        let title = property(&format!("{} {}", change.class.word(), change.rule));
        writeln!(
            out,
            "::{command} file={file},title={title}::{}",
            message(change)
        )?;
    }
    let line = format!("{} → {}: {}", titled.old, titled.new, counts(titled));
    writeln!(out, "::notice title=contract::{}", data(&line))
}

fn message(change: &Change) -> String {
    let mut text = headline(change).replace('`', "");
    if let Some(verdict) = change.verdicts.first() {
        text.push_str(&format!("; {}", verdict.reason));
    }
    if !change.operations.is_empty() {
        text.push_str(&format!("\nin {}", reach(change).replace('`', "")));
    }
    data(&text)
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
