//! `cargo xtask diff`.

use std::io::Write;
use std::path::Path;

use clap::Args;
use serde_json::Value;

use super::arguments::printed;
use crate::effects::{Here, Repository};
use crate::fetch::{self, Limits, Response, is_address};
use crate::project::Project;
use openapi_codegen::pipeline;
use openapi_diff::{Titled, cli, compare};
use openapi_document::{Error, Result};

/// The word for the contract of the workspace.
const VENDORED: &str = "vendored";

/// The options of the command.
#[derive(Debug, Args)]
pub struct Options {
    /// The old contract: a file, an address, or `vendored`.
    old: String,
    /// The new contract: a file, an address, or `vendored`.
    new: String,
    #[command(flatten)]
    report: cli::ReportOptions,
    /// List the affected code of each change, even if neither contract is `vendored`.
    #[arg(long)]
    effects: bool,
}

/// Runs the command.
pub fn run(project: &Project, options: &Options, out: &mut dyn Write) -> Result<u8> {
    let old = read(project, &options.old)?;
    let new = read(project, &options.new)?;
    let mut report = compare(&old, &new);
    let here = match (&*options.old, &*options.new) {
        (VENDORED, _) => Some(Here::Old),
        (_, VENDORED) => Some(Here::New),
        _ => options.effects.then_some(Here::New),
    };
    if let (Some(here), false) = (here, report.changes.is_empty()) {
        // The pipeline takes far longer than the comparison.
        let inputs = project.inputs(None)?;
        let run = pipeline::run(&inputs, true)?;
        let facade = project.facade_methods()?;
        let repository = Repository::new(&inputs, &run, &facade)?;
        repository.add_effects(&mut report, &old, &new, here);
    }
    let titled = Titled {
        old: &options.old,
        new: &options.new,
        report: &report,
    };
    let text = options.report.render(&titled, &project.contract.file)?;
    printed(out.write_all(text.as_bytes()))?;
    Ok(options.report.exit_code(&report))
}

fn read(project: &Project, source: &str) -> Result<Value> {
    let contract = if source == VENDORED {
        project.vendored()?
    } else if is_address(source) {
        match fetch::get(source, None, Limits::default())? {
            Response::Content(content) => openapi_document::parse(source, &content.bytes)?,
            Response::NotModified => {
                return Err(Error::new("the server sent no content").in_file(source));
            }
        }
    } else {
        openapi_document::load(Path::new(source))?
    };
    Ok(contract.value)
}
