//! `cargo xtask generate`.

use std::io::Write;
use std::path::PathBuf;

use clap::Args;
use openapi_codegen::pipeline::{self, Run};
use openapi_document::Result;

use super::arguments::printed;
use crate::crate_files;
use crate::exit;
use crate::output::Output;
use crate::project::Project;

/// The options of the command.
#[derive(Debug, Args)]
pub struct Options {
    /// Write nothing; exit 4 if something would change.
    #[arg(long)]
    check: bool,
    /// With --check: show what would change.
    #[arg(short, long, requires = "check")]
    verbose: bool,
    /// Another contract than the vendored one.
    #[arg(long, value_name = "FILE", requires = "out")]
    contract: Option<PathBuf>,
    /// Write a crate of its own into this folder and nothing into the workspace.
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Warn of overlay actions and names that match nothing, instead of failing.
    #[arg(long)]
    lenient: bool,
}

impl Options {
    /// Returns the call that writes the files that this one compares.
    fn without_check(&self) -> String {
        let mut call = "cargo xtask generate".to_owned();
        for (flag, path) in [("--contract", &self.contract), ("--out", &self.out)] {
            if let Some(path) = path {
                call = format!("{call} {flag} {}", path.display());
            }
        }
        if self.lenient {
            call.push_str(" --lenient");
        }
        call
    }
}

/// Runs the command.
///
/// # Errors
///
/// If nothing can be generated from the inputs, or a file cannot be written.
pub fn run(project: &Project, options: &Options, out: &mut dyn Write) -> Result<u8> {
    let inputs = project.inputs(options.contract.as_deref())?;
    let run = pipeline::run(&inputs, options.lenient)?;
    let output = match &options.out {
        Some(folder) => crate_files::stand_alone(project, folder, &run)?,
        None => crate_files::in_workspace(project, &inputs, &run, None)?,
    };
    if options.check {
        return check(&output, options.verbose, &options.without_check(), out);
    }
    warn(&run, options.lenient, out)?;
    let written = output.write()?;
    for (path, difference) in &written {
        printed(writeln!(out, "{} {path}", difference.verb()))?;
    }
    printed(writeln!(
        out,
        "{} operations, {} types, {} files: {}",
        run.entries.len(),
        run.code.types.len(),
        run.code.files.len(),
        if written.is_empty() {
            "nothing to change".to_owned()
        } else {
            format!("{} changed", written.len())
        }
    ))?;
    Ok(exit::FRESH)
}

fn check(output: &Output, verbose: bool, remedy: &str, out: &mut dyn Write) -> Result<u8> {
    let differences = output.differences()?;
    for (path, difference) in &differences {
        printed(writeln!(out, "{} {path}", difference.word()))?;
        if verbose {
            printed(write!(out, "{}", output.diff(path)))?;
        }
    }
    if differences.is_empty() {
        printed(writeln!(out, "the generated code is fresh"))?;
        Ok(exit::FRESH)
    } else {
        printed(writeln!(out, "the generated code is stale: run `{remedy}`"))?;
        Ok(exit::STALE)
    }
}

fn warn(run: &Run, lenient: bool, out: &mut dyn Write) -> Result<()> {
    let findings = &run.findings;
    let mut warnings = findings.warnings.clone();
    if lenient {
        warnings.extend(findings.stale_actions.iter().cloned());
        warnings.extend(findings.superseded.iter().cloned());
        warnings.extend(
            findings
                .unused_names
                .iter()
                .map(|entry| format!("names.toml: {entry} matches nothing")),
        );
    }
    warnings.extend(
        findings
            .unnamed
            .iter()
            .map(|(place, name)| format!("`{place}` is named {name} by rule")),
    );
    for warning in warnings {
        printed(writeln!(out, "warning: {warning}"))?;
    }
    Ok(())
}
