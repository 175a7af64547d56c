//! `cargo xtask update`.

use std::ffi::OsStr;
use std::fmt;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::Duration;

use clap::{Args, ValueEnum};
use indexmap::IndexMap;

use super::arguments::printed;
use crate::exit;
use crate::fetch::{Limits, shown};
use crate::lock::{Lock, PUBLISHED};
use crate::output::Output;
use crate::update::{Plan, Received, Report, Step, receive, take};
use crate::workspace::{LOCK, Workspace};
use openapi_document::{Error, Result};

/// The options of the command.
#[derive(Debug, Args)]
pub struct Options {
    /// The new contract: a file or an address. Without it: the address in openapi/lock.toml.
    #[arg(long, value_name = "FILE|URL")]
    from: Option<String>,
    /// Take the text as it comes, with its descriptions and examples.
    #[arg(long)]
    keep_prose: bool,
    /// Write nothing; print what would be done.
    #[arg(long)]
    dry_run: bool,
    /// Write the report into this file instead of printing it.
    #[arg(long, value_name = "FILE", conflicts_with = "dry_run")]
    report: Option<PathBuf>,
    /// The form of the report. Without it: by the ending of the file, or text.
    #[arg(long, value_enum)]
    format: Option<Format>,
    /// How long an address may take, in seconds.
    #[arg(long, value_name = "SECONDS", default_value = "30", value_parser = seconds)]
    timeout: Duration,
}

/// The form of the report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// Lines for people.
    Text,
    /// Markdown, as for a pull request.
    Markdown,
    /// JSON for programs.
    Json,
}

/// Runs the command.
pub fn run(workspace: &Workspace, options: &Options, out: &mut dyn Write) -> Result<u8> {
    let plan = plan(workspace, options)?;
    let report = written(&plan.report, options.form())
        .map_err(|error| Error::new("the report cannot be written").caused_by(error))?;
    if options.dry_run {
        printed(out.write_all(report.as_bytes()))?;
        return match plan.step {
            Step::Nothing => Ok(exit::FRESH),
            Step::Write(_) => Ok(exit::DIFFERENT),
            Step::Refuse(error) => Err(error),
        };
    }
    let (swapped, code) = match plan.step {
        Step::Write(mut output) => {
            // The report is written together with everything else, or not at all.
            options.add_report(&report, &mut output)?;
            (take(workspace, &output)?, Ok(exit::DIFFERENT))
        }
        step => {
            let mut output = Output::new(workspace.path(""), IndexMap::new(), &[]);
            options.add_report(&report, &mut output)?;
            let swapped = output.stage(&output.differences()?)?.swap()?;
            let code = match step {
                Step::Refuse(error) => Err(error),
                _ => Ok(exit::FRESH),
            };
            (swapped, code)
        }
    };
    if let Err(error) = told(&plan.report, &report, options, out) {
        swapped.undo()?;
        return Err(error);
    }
    code
}

impl Options {
    /// The form that was asked for, or that the name of the report's file asks for.
    fn form(&self) -> Format {
        let ending = self.report.as_ref().and_then(|file| file.extension());
        let by_name = match ending.and_then(OsStr::to_str) {
            Some("md") => Format::Markdown,
            Some("json") => Format::Json,
            _ => Format::Text,
        };
        self.format.unwrap_or(by_name)
    }

    /// Adds the file of the report, if there is to be one.
    fn add_report(&self, text: &str, output: &mut Output) -> Result<()> {
        let Some(file) = &self.report else {
            return Ok(());
        };
        let path = std::path::absolute(file).ok();
        let path = path.as_deref().and_then(Path::to_str);
        let path = path.ok_or_else(|| Error::new("this is no name for a file").in_file(file))?;
        output.add(path, text);
        Ok(())
    }
}

/// Prints the report, or where it is.
fn told(report: &Report, text: &str, options: &Options, out: &mut dyn Write) -> Result<()> {
    match &options.report {
        None => printed(out.write_all(text.as_bytes())),
        Some(file) => printed(writeln!(
            out,
            "{}: {}\nthe report is in {}",
            report.source,
            report.headline(),
            file.display()
        )),
    }
}

fn plan(workspace: &Workspace, options: &Options) -> Result<Plan> {
    let vendored = workspace.inputs(None)?;
    let lock = if workspace.path(LOCK).exists() {
        Some(Lock::parse(workspace.source(LOCK)?.text()?)?)
    } else {
        None
    };
    let source = match (&options.from, &lock) {
        (Some(source), _) => source,
        (None, Some(lock)) => lock.source(),
        (None, None) => PUBLISHED,
    };
    let etag = lock
        .as_ref()
        .and_then(|lock| lock.etag(&shown(source), &vendored.contract.sha256));
    let limits = Limits {
        time: options.timeout,
        ..Limits::default()
    };
    match receive(source, etag, limits)? {
        Received::NotModified => Ok(Plan::not_modified(&shown(source))),
        Received::Contract(incoming) => {
            Plan::new(workspace, &vendored, &incoming, options.keep_prose)
        }
    }
}

fn written(report: &Report, format: Format) -> std::result::Result<String, fmt::Error> {
    let mut text = String::new();
    match format {
        Format::Text => report.text(&mut text),
        Format::Markdown => report.markdown(&mut text),
        Format::Json => report.json(&mut text),
    }?;
    Ok(text)
}

/// A time that is more than none.
fn seconds(text: &str) -> std::result::Result<Duration, String> {
    let seconds: f64 = text.parse().map_err(|_| "this is no number".to_owned())?;
    Duration::try_from_secs_f64(seconds)
        .ok()
        .filter(|time| !time.is_zero())
        .ok_or_else(|| "this is no time to wait".to_owned())
}
