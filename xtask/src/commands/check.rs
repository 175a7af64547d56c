//! `cargo xtask check`.

use std::collections::BTreeSet;
use std::io::Write;

use clap::Args;
use openapi_codegen::pipeline::{self, Run};
use openapi_document::Result;
use serde::Serialize;

use super::arguments::{Format, print_json, printed};
use crate::crate_files;
use crate::exit;
use crate::project::{Documentation, Project};

/// The options of the command.
#[derive(Debug, Args)]
pub struct Options {
    /// The form of the output.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

/// The findings of the command.
#[derive(Debug, Serialize)]
struct Report {
    status: &'static str,
    operations: usize,
    types: usize,
    stale: Vec<StaleFile>,
    findings: Vec<Finding>,
    warnings: Vec<String>,
}

#[derive(Debug, Serialize)]
struct StaleFile {
    file: String,
    state: &'static str,
}

#[derive(Debug, Serialize)]
struct Finding {
    kind: &'static str,
    text: String,
}

/// Runs the command.
///
/// # Errors
///
/// If nothing can be generated from the inputs.
pub fn run(project: &Project, options: &Options, out: &mut dyn Write) -> Result<u8> {
    let inputs = project.inputs(None)?;
    let mut run = pipeline::run(&inputs, true)?;
    if project.check.documentation == Documentation::Optional {
        run.findings.missing_docs.clear();
    }
    let output = crate_files::in_workspace(project, &inputs, &run, None)?;
    let differences = output.differences()?.into_iter();
    let stale: Vec<StaleFile> = differences
        .map(|(file, difference)| StaleFile {
            file,
            state: difference.word(),
        })
        .collect();
    let mut findings: Vec<Finding> = run
        .findings
        .failures()
        .into_iter()
        .map(|(kind, text)| Finding { kind, text })
        .collect();
    findings.extend(facade_findings(project, &run)?);
    let mut warnings = run.findings.warnings;
    warnings.extend(run.findings.unnamed.iter().map(|(place, name)| {
        format!(
            "`{place}` is named {name} by rule: name it in {}",
            file_name(&inputs.names.name)
        )
    }));
    let (status, code) = match (findings.is_empty(), stale.is_empty()) {
        (true, true) => ("fresh", exit::FRESH),
        (true, false) => ("stale", exit::STALE),
        (false, _) => ("failed", exit::FAILURE),
    };
    let report = Report {
        status,
        operations: run.entries.len(),
        types: run.code.types.len(),
        stale,
        findings,
        warnings,
    };
    match options.format {
        Format::Text => print_text(&report, out)?,
        Format::Json => print_json(&report, out)?,
    }
    Ok(code)
}

/// Finds operations without a facade method, and methods without an operation.
fn facade_findings(project: &Project, run: &Run) -> Result<Vec<Finding>> {
    if project.facade.is_none() {
        return Ok(Vec::new());
    }
    let methods = project.facade_methods()?;
    let ids: BTreeSet<&str> = run.entries.iter().map(|entry| entry.id.as_str()).collect();
    let uncalled = run
        .entries
        .iter()
        .filter(|entry| !methods.contains_key(&entry.id));
    let uncalled = uncalled.map(|entry| Finding {
        kind: "operation without a facade method",
        text: entry.shown(),
    });
    let gone = methods.iter().filter(|(id, _)| !ids.contains(id.as_str()));
    let gone = gone.map(|(id, method)| Finding {
        kind: "facade method whose operation is gone",
        text: format!("{method} calls {id}"),
    });
    Ok(uncalled.chain(gone).collect())
}

fn print_text(report: &Report, out: &mut dyn Write) -> Result<()> {
    for warning in &report.warnings {
        printed(writeln!(out, "warning: {warning}"))?;
    }
    for finding in &report.findings {
        printed(writeln!(out, "{}: {}", finding.kind, finding.text))?;
    }
    for stale in &report.stale {
        printed(writeln!(out, "{}: {}", stale.state, stale.file))?;
    }
    let end = match report.status {
        "fresh" => format!(
            "fresh: {} operations, {} types",
            report.operations, report.types
        ),
        "stale" => "stale: run `cargo xtask generate`".to_owned(),
        _ => format!(
            "{} findings need a person, {} files are stale",
            report.findings.len(),
            report.stale.len()
        ),
    };
    printed(writeln!(out, "{end}"))
}

fn file_name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}
