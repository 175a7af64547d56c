//! A report as JSON.

use std::fmt::{Error, Result, Write};

use openapi_codegen::code_diff::CodeChanges;
use openapi_diff::{Change, Class};
use serde::Serialize;

use crate::update::follow_ups::FollowUps;
use crate::update::report::{FileChange, Report, Status};

#[derive(Serialize)]
struct Whole<'a> {
    source: &'a str,
    status: Status,
    #[serde(skip_serializing_if = "Option::is_none")]
    refusal: Option<&'a str>,
    breaking: usize,
    additive: usize,
    neutral: usize,
    prose: usize,
    person: usize,
    needs: &'a FollowUps,
    code: &'a CodeChanges,
    files: &'a [FileChange],
    changes: &'a [Change],
}

/// Writes the report.
pub fn write(report: &Report, out: &mut dyn Write) -> Result {
    let changes = &report.changes;
    let whole = Whole {
        source: &report.source,
        status: report.status,
        refusal: report.refusal.as_deref(),
        breaking: changes.count(Class::Breaking),
        additive: changes.count(Class::Additive),
        neutral: changes.count(Class::Neutral),
        prose: changes.prose,
        person: report.needs.count(),
        needs: &report.needs,
        code: &report.code,
        files: &report.files,
        changes: &changes.changes,
    };
    let text = serde_json::to_string_pretty(&whole).map_err(|_| Error)?;
    writeln!(out, "{text}")
}
