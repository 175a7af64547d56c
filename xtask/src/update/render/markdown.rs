//! A report as Markdown.

use std::fmt::{Result, Write};

use super::headline::before;
use crate::update::report::{Report, Status};

/// Writes the report.
pub fn write(report: &Report, out: &mut dyn Write) -> Result {
    writeln!(out, "## Update from `{}`\n", report.source)?;
    let headline = report.headline();
    let mut letters = headline.chars();
    if let Some(first) = letters.next() {
        writeln!(out, "{}{}.", first.to_uppercase(), letters.as_str())?;
    }
    if let Some(refusal) = &report.refusal {
        writeln!(out, "\n{}\n", escaped(refusal))?;
        return report.titled().markdown(out);
    }
    if report.status != Status::Changed {
        return Ok(());
    }
    let needs = &report.needs;
    if !needs.tasks.is_empty() || needs.before > 0 {
        writeln!(out, "\n### Needs a person")?;
    }
    for task in &needs.tasks {
        writeln!(out, "\n**{}**: {}\n", task.kind, task.remedy)?;
        for item in &task.items {
            writeln!(out, "- [ ] {}", escaped(item))?;
        }
    }
    if let Some(before) = before(report) {
        writeln!(out, "\n{before}.")?;
    }
    if !report.code.is_empty() {
        writeln!(out, "\n### Generated code")?;
    }
    for (kind, parts) in report.code.kinds() {
        for (word, items) in parts.lists() {
            writeln!(out, "\n**{kind} {word}**\n")?;
            for item in items {
                writeln!(out, "- `{item}`")?;
            }
        }
    }
    writeln!(out, "\n### Files\n")?;
    for file in &report.files {
        writeln!(out, "- {} `{}`", file.state, file.file)?;
    }
    writeln!(out)?;
    report.titled().markdown(out)
}

/// Escapes text so that nothing in it is markup.
fn escaped(text: &str) -> String {
    let mut out = String::new();
    for letter in text.chars() {
        match letter {
            '\n' => out.push(' '),
            '<' | '>' | '*' | '_' | '[' | ']' | '`' | '\\' | '|' | '@' | '#' => {
                out.push('\\');
                out.push(letter);
            }
            other => out.push(other),
        }
    }
    out
}
