//! `cargo xtask update`.

use std::ffi::OsStr;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::Duration;

use clap::Args;
use openapi_document::{Error, Result};

use super::arguments::printed;
use crate::exit;
use crate::fetch::{Limits, shown};
use crate::lock::Lock;
use crate::output::Output;
use crate::project::Project;
use crate::update::{Fetched, Form, Plan, Step, fetch};

/// The options of the command.
#[derive(Debug, Args)]
pub struct Options {
    /// The new contract: a file or an address. Without it: the address in the lock file.
    #[arg(long, value_name = "FILE|URL")]
    from: Option<String>,
    /// Keep the text as it comes, with its descriptions and examples.
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
    format: Option<Form>,
    /// The time limit for a download, in seconds.
    #[arg(long, value_name = "SECONDS", default_value = "30", value_parser = seconds)]
    timeout: Duration,
}

/// Runs the command.
///
/// # Errors
///
/// If the contract cannot be read, nothing can be generated from it, or a file
/// cannot be written. Nothing but the report has changed then.
pub fn run(project: &Project, options: &Options, out: &mut dyn Write) -> Result<u8> {
    let plan = plan(project, options)?;
    let report = plan.report.render(options.form())?;
    let (mut output, code) = match plan.step {
        Step::Nothing => (Output::empty(project.path("")), Ok(exit::FRESH)),
        Step::Refuse(error) => (Output::empty(project.path("")), Err(error)),
        Step::Write(output) => (output, Ok(exit::DIFFERENT)),
    };
    if options.dry_run {
        printed(out.write_all(report.as_bytes()))?;
        return code;
    }
    let ending = match &options.report {
        None => report,
        Some(file) => {
            add_report(project, file, report, &mut output)?;
            let (source, headline) = (&plan.report.source, plan.report.headline());
            format!(
                "{source}: {headline}\nthe report is in {}\n",
                file.display()
            )
        }
    };
    let staged = output.stage(&output.differences()?)?;
    // First, so that an update that cannot be reported is not applied.
    printed(out.write_all(ending.as_bytes()))?;
    staged.commit()?;
    code
}

impl Options {
    /// Returns the form that was asked for, or that the name of the report's file implies.
    fn form(&self) -> Form {
        let ending = self.report.as_ref().and_then(|file| file.extension());
        let by_name = match ending.and_then(OsStr::to_str) {
            Some("md") => Form::Markdown,
            Some("json") => Form::Json,
            _ => Form::Text,
        };
        self.format.unwrap_or(by_name)
    }
}

/// Adds the report to the files that are written together.
fn add_report(project: &Project, file: &Path, text: String, output: &mut Output) -> Result<()> {
    let path = std::path::absolute(file).ok();
    let path = path
        .as_deref()
        .and_then(Path::to_str)
        .ok_or_else(|| Error::new("this is not the name of a file").in_file(file))?;
    if project.uses(Path::new(path)) {
        return Err(Error::new("the report would replace a file of the project")
            .in_file(file)
            .remedy("name another file"));
    }
    output.add(path, text);
    Ok(())
}

fn plan(project: &Project, options: &Options) -> Result<Plan> {
    let vendored = project.inputs(None)?;
    let lock = Lock::read(project)?;
    let source = options.from.as_ref().unwrap_or(&lock.source);
    let etag = lock.etag(&shown(source), &vendored.contract.sha256);
    let limits = Limits {
        time: options.timeout,
        ..Limits::default()
    };
    match fetch(source, etag, limits)? {
        Fetched::NotModified => Ok(Plan::not_modified(&shown(source))),
        Fetched::Contract(incoming) => Plan::new(project, &vendored, &incoming, options.keep_prose),
    }
}

/// Reads a duration that is not zero.
fn seconds(text: &str) -> std::result::Result<Duration, String> {
    let seconds: f64 = text
        .parse()
        .map_err(|_| "this is not a number".to_owned())?;
    Duration::try_from_secs_f64(seconds)
        .ok()
        .filter(|time| !time.is_zero())
        .ok_or_else(|| "this is not a time to wait".to_owned())
}
