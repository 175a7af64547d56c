//! A report as JSON.

use std::fmt::{Error, Result, Write};

use serde_json::json;

use super::Titled;
use crate::change::Class;

/// Writes the report.
pub fn write(titled: &Titled<'_>, out: &mut dyn Write) -> Result {
    let report = titled.report;
    let object = json!({
        "old": titled.old,
        "new": titled.new,
        "breaking": report.count(Class::Breaking),
        "additive": report.count(Class::Additive),
        "neutral": report.count(Class::Neutral),
        "prose": report.prose,
        "changes": report.changes,
    });
    let text = serde_json::to_string_pretty(&object).map_err(|_| Error)?;
    writeln!(out, "{text}")
}
