//! `cargo xtask check`.

use std::collections::BTreeMap;
use std::io::Write;

use clap::Args;
use serde::Serialize;

use super::arguments::printed;
use super::list::Format;
use crate::crate_files;
use crate::exit;
use crate::facade;
use crate::workspace::Workspace;
use openapi_codegen::pipeline;
use openapi_document::{Error, Result};

/// The options of the command.
#[derive(Debug, Args)]
pub struct Options {
    /// How to print what was found.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

/// What the command found.
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
pub fn run(workspace: &Workspace, options: &Options, out: &mut dyn Write) -> Result<u8> {
    let inputs = workspace.inputs(None)?;
    let run = pipeline::run(&inputs, true)?;
    let output = crate_files::in_workspace(workspace, &inputs, &run, None)?;
    let stale: Vec<StaleFile> = output
        .differences()?
        .into_iter()
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
    findings.extend(undocumented(&run.code.files));
    let methods = facade::methods(workspace, &run.entries)?;
    let uncalled = facade::uncalled(&run.entries, &methods).into_values();
    findings.extend(uncalled.map(|text| Finding {
        kind: "operation without a facade method",
        text,
    }));
    let mut warnings = run.findings.warnings;
    warnings.extend(
        run.findings.unnamed.iter().map(|(place, name)| {
            format!("`{place}` is named {name} by rule: name it in names.toml")
        }),
    );
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
        Format::Text => text(&report, out)?,
        Format::Json => {
            let text = serde_json::to_string_pretty(&report)
                .map_err(|error| Error::new("the report cannot be written").caused_by(error))?;
            printed(writeln!(out, "{text}"))?;
        }
    }
    Ok(code)
}

fn text(report: &Report, out: &mut dyn Write) -> Result<()> {
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

/// The public items of the generated code that carry no documentation.
fn undocumented(files: &BTreeMap<String, String>) -> Vec<Finding> {
    files
        .iter()
        .flat_map(|(path, text)| crate::public_items::undocumented(path, text))
        .map(|text| Finding {
            kind: "undocumented item",
            text,
        })
        .collect()
}
