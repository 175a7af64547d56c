//! A report as JSON.

use std::fmt::{Error, Result, Write};

use serde::Serialize;

use super::Titled;
use crate::change::{Change, Class};

#[derive(Serialize)]
struct Whole<'a> {
    old: &'a str,
    new: &'a str,
    breaking: usize,
    additive: usize,
    neutral: usize,
    prose: usize,
    changes: &'a [Change],
}

/// Writes the report.
pub fn write(titled: &Titled<'_>, out: &mut dyn Write) -> Result {
    let report = titled.report;
    let whole = Whole {
        old: titled.old,
        new: titled.new,
        breaking: report.count(Class::Breaking),
        additive: report.count(Class::Additive),
        neutral: report.count(Class::Neutral),
        prose: report.prose,
        changes: &report.changes,
    };
    let text = serde_json::to_string_pretty(&whole).map_err(|_| Error)?;
    writeln!(out, "{text}")
}
