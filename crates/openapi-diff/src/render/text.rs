//! A report as plain text.

use std::fmt::{Result, Write};

use super::Titled;
use super::entry::{CLASSES, by_rule, counts, details, headline};
use crate::change::Change;

const WIDTH: usize = 100;

/// Writes the report.
pub fn write(titled: &Titled<'_>, out: &mut dyn Write) -> Result {
    writeln!(out, "{} → {}", titled.old, titled.new)?;
    if titled.report.changes.is_empty() {
        writeln!(out, "no change: {}", counts(titled))?;
        return Ok(());
    }
    writeln!(out, "{}", counts(titled))?;
    for class in CLASSES {
        for (verdict, changes) in by_rule(titled, class) {
            writeln!(
                out,
                "\n{} {}: {}",
                class.word(),
                verdict.rule,
                verdict.reason
            )?;
            for change in changes {
                entry(change, out)?;
            }
        }
    }
    Ok(())
}

fn entry(change: &Change, out: &mut dyn Write) -> Result {
    let plain = |text: String| text.replace('`', "");
    writeln!(out, "  {}", plain(headline(change)))?;
    let mut details = details(change).into_iter();
    details.try_for_each(|(head, text)| wrapped(out, head, &plain(text)))
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
