//! A report as plain text.

use std::fmt::{Result, Write};

use super::headline::before;
use crate::update::report::{Report, Status};

/// Writes the report.
pub fn write(report: &Report, out: &mut dyn Write) -> Result {
    writeln!(out, "{}: {}", report.source, report.headline())?;
    if let Some(refusal) = &report.refusal {
        writeln!(out, "\n{refusal}\n")?;
        return report.titled().text(out);
    }
    if report.status != Status::Changed {
        return Ok(());
    }
    let needs = &report.needs;
    for task in &needs.tasks {
        writeln!(out, "\n{}: {}", task.kind, task.remedy)?;
        for item in &task.items {
            writeln!(out, "  {item}")?;
        }
    }
    if let Some(before) = before(report) {
        writeln!(out, "\n{before}")?;
    }
    for (kind, parts) in report.code.kinds() {
        for (word, items) in parts.lists() {
            writeln!(out, "\n{kind} {word}")?;
            for item in items {
                writeln!(out, "  {item}")?;
            }
        }
    }
    writeln!(out, "\nfiles")?;
    for file in &report.files {
        writeln!(out, "  {} {}", file.state, file.file)?;
    }
    writeln!(out)?;
    report.titled().text(out)
}
