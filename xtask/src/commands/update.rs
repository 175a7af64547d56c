//! `cargo xtask update`.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::Duration;

use clap::Args;
use openapi_diff::Date;
use openapi_document::{Error, Result};

use super::arguments::print;
use crate::exit;
use crate::fetch::{Limits, fetch, shown};
use crate::lock::Lock;
use crate::output::Output;
use crate::project::Project;
use crate::update::{Form, Plan, Report, Rules, Status};

/// The options of the command.
#[derive(Debug, Args)]
pub struct Options {
    /// A further contract, by its name in `project.toml`. Without it: the first.
    #[arg(long, value_name = "NAME")]
    contract: Option<String>,
    /// The new contract: a file or an address. Without it: the address in the lock file.
    #[arg(long, value_name = "FILE|URL")]
    from: Option<String>,
    /// Keep the text as it comes, with its descriptions and examples.
    #[arg(long)]
    keep_prose: bool,
    /// Carry the renames of the report through names, documentation, overlays and the code that
    /// people write.
    #[arg(long)]
    apply_renames: bool,
    /// The day on which the contract was published, for the lock file.
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = day)]
    published_on: Option<String>,
    /// Take this day for today, for announced ends and accepted changes.
    #[arg(long, value_name = "DATE", value_parser = openapi_diff::cli::date)]
    today: Option<Date>,
    /// Write nothing but the report; print what would be done.
    #[arg(long)]
    dry_run: bool,
    /// Write the report into this file instead of printing it.
    #[arg(long, value_name = "FILE")]
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
    let project = &project.select(options.contract.as_deref())?;
    let Plan { mut report, output } = plan(project, options)?;
    if options.contract.is_none() && options.from.is_none() {
        report.others = others(project, options)?;
    }
    let text = report.render(form(options))?;
    let (output, code) = match output {
        Ok(Some(output)) => (Some(output), Ok(exit::DIFFERENT)),
        Ok(None) if report.others.is_empty() => (None, Ok(exit::FRESH)),
        Ok(None) => (None, Ok(exit::DIFFERENT)),
        Err(error) => (None, Err(error)),
    };
    let output = output.filter(|_| !options.dry_run);
    let mut output = output.unwrap_or_else(|| Output::empty(project.path("")));
    let ending = match &options.report {
        None => text,
        Some(file) => {
            add_report(project, file, text, &mut output)?;
            let (source, headline, file) = (&report.source, report.headline(), file.display());
            format!("{source}: {headline}\nthe report is in {file}\n")
        }
    };
    let staged = output.stage(&output.differences()?)?;
    // First, so that an update that cannot be reported is not applied.
    print(&ending, out)?;
    staged.commit()?;
    code
}

/// Returns the form that was asked for, or that the name of the report's file implies.
fn form(options: &Options) -> Form {
    let file = options.report.as_ref();
    let ending = file.and_then(|file| file.extension()?.to_str());
    match (options.format, ending) {
        (Some(form), _) => form,
        (None, Some("md")) => Form::Markdown,
        (None, Some("json")) => Form::Json,
        (None, _) => Form::Text,
    }
}

/// Adds the report to the files that are written together.
fn add_report(project: &Project, file: &Path, text: String, output: &mut Output) -> Result<()> {
    let path = std::path::absolute(file).ok();
    let path = path.as_deref().and_then(Path::to_str);
    let path = path.ok_or_else(|| Error::new("this is not the name of a file").in_file(file))?;
    if project.uses(Path::new(path)) {
        return Err(Error::new("the report would replace a file of the project")
            .in_file(file)
            .remedy("name another file"));
    }
    output.add(path, text);
    Ok(())
}

/// Returns a line for each further contract that has changed at its address, or cannot be fetched.
fn others(project: &Project, options: &Options) -> Result<Vec<String>> {
    let mut lines = Vec::new();
    for (name, project) in project.contracts.keys().zip(project.further()) {
        if Lock::read(&project)?.source().is_none() {
            continue;
        }
        match plan(&project, options) {
            Ok(Plan {
                output: Ok(None), ..
            }) => {}
            Ok(Plan { report, .. }) => lines.push(format!(
                "{name}: {}; take it with `cargo xtask update --contract {name}`",
                report.headline()
            )),
            Err(error) => lines.push(format!("{name}: {error}")),
        }
    }
    Ok(lines)
}

fn plan(project: &Project, options: &Options) -> Result<Plan> {
    let vendored = project.vendored()?;
    let lock = Lock::read(project)?;
    let source = options.from.as_deref().or(lock.source()).ok_or_else(|| {
        Error::new("it is not known where this contract is published")
            .in_file(&project.contract.file)
            .remedy("name a file or an address with --from")
    })?;
    let etag = lock.etag(&shown(source), &vendored.sha256);
    let limits = Limits {
        time: options.timeout,
        ..Limits::default()
    };
    if let Some(incoming) = fetch(source, etag, limits)? {
        let rules = Rules {
            keep_prose: options.keep_prose,
            apply_renames: options.apply_renames,
            published: options.published_on.clone(),
            today: options.today,
        };
        if !project.generates() {
            return Plan::vendored(project, &vendored, &incoming, &rules);
        }
        return Plan::new(project, &project.inputs(None)?, &incoming, &rules);
    }
    Ok(Plan {
        report: Report {
            source: shown(source),
            status: Status::NotModified,
            ..Report::default()
        },
        output: Ok(None),
    })
}

/// Reads a day such as `2026-08-21`.
fn day(text: &str) -> std::result::Result<String, &'static str> {
    // The lock file has the day without a time.
    let day = Some(text).filter(|text| text.len() == "YYYY-MM-DD".len());
    let day = day.ok_or("write the day as YYYY-MM-DD")?;
    openapi_diff::cli::date(day).map(|_| day.to_owned())
}

/// Reads a duration that is not zero.
fn seconds(text: &str) -> std::result::Result<Duration, &'static str> {
    let seconds: f64 = text.parse().map_err(|_| "this is not a number")?;
    let time = Duration::try_from_secs_f64(seconds).ok();
    time.filter(|time| !time.is_zero())
        .ok_or("this is not a time to wait")
}
