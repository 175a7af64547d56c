//! `cargo xtask diff`.

use std::fmt;
use std::io::Write;
use std::path::Path;

use clap::{Args, ValueEnum};
use serde_json::Value;

use super::arguments::printed;
use crate::effects::{Here, Repository};
use crate::exit;
use crate::fetch::{self, Limits, Response, is_address};
use crate::project::Project;
use openapi_codegen::pipeline;
use openapi_diff::{Class, Report, Titled, compare};
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
    /// The form of the output.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// Exit 3 only for these changes.
    #[arg(long, value_enum, default_value_t = Limit::Any)]
    fail_on: Limit,
    /// List the affected code of each change, even if neither contract is `vendored`.
    #[arg(long)]
    effects: bool,
}

/// How the command prints the changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// Lines for people.
    Text,
    /// Markdown, as for a pull request.
    Markdown,
    /// JSON for programs.
    Json,
    /// Annotations of a GitHub workflow.
    Github,
}

/// The class of changes from which on the exit code reports them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Limit {
    /// Those that may break a client.
    Breaking,
    /// All.
    Any,
}

impl Limit {
    /// Returns true if a report has a change at this limit or above it.
    fn is_reached(self, report: &Report) -> bool {
        match self {
            Self::Breaking => report.count(Class::Breaking) > 0,
            Self::Any => !report.changes.is_empty(),
        }
    }
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
    let mut text = String::new();
    written(&titled, options.format, &project.contract.file, &mut text)
        .map_err(|error| Error::new("the report cannot be written").caused_by(error))?;
    printed(out.write_all(text.as_bytes()))?;
    Ok(if options.fail_on.is_reached(&report) {
        exit::DIFFERENT
    } else {
        exit::FRESH
    })
}

fn written(titled: &Titled<'_>, format: Format, file: &str, text: &mut String) -> fmt::Result {
    match format {
        Format::Text => titled.text(text),
        Format::Markdown => titled.markdown(text),
        Format::Json => titled.json(text),
        Format::Github => titled.github(file, text),
    }
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
