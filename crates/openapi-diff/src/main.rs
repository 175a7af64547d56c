//! `openapi-diff OLD NEW`: compares two OpenAPI documents.

use std::io::{ErrorKind, Write as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Parser;
use openapi_diff::cli::{ReportOptions, SAME};
use openapi_diff::{NOTICE_DAYS, Policy, Titled, compare_on};
use openapi_document::{Contract, Error, Result, follow_files, load};

/// Compares two OpenAPI documents, 3.0 or 3.1, and classifies each change for clients.
///
/// Exits with 0 if nothing changed, with 3 if there are changes, and with 1 after an error.
#[derive(Debug, Parser)]
#[command(name = "openapi-diff", version)]
struct Arguments {
    /// The old document, in JSON or YAML.
    #[arg(required_unless_present = "rules")]
    old: Option<PathBuf>,
    /// The new document, in JSON or YAML.
    #[arg(required_unless_present = "rules")]
    new: Option<PathBuf>,
    #[command(flatten)]
    options: ReportOptions,
}

fn main() -> ExitCode {
    run(&Arguments::parse()).unwrap_or_else(|error| {
        // An error output that is closed leaves the exit code to tell.
        let _ = writeln!(std::io::stderr(), "error: {error}");
        ExitCode::FAILURE
    })
}

fn run(arguments: &Arguments) -> Result<ExitCode> {
    let options = &arguments.options;
    let (text, code) = match (&arguments.old, &arguments.new) {
        (Some(old), Some(new)) if !options.rules => compared(options, old, new)?,
        _ => (options.listed_rules().unwrap_or_default(), SAME),
    };
    match std::io::stdout().write_all(text.as_bytes()) {
        // A reader that went away has read enough.
        Err(error) if error.kind() != ErrorKind::BrokenPipe => {
            Err(Error::new("the output cannot be written").caused_by(error))
        }
        _ => Ok(ExitCode::from(code)),
    }
}

fn compared(options: &ReportOptions, old: &Path, new: &Path) -> Result<(String, u8)> {
    let (old, new) = (read(old)?, read(new)?);
    let calendar = options.calendar(NOTICE_DAYS);
    let mut report = compare_on(Some(calendar), &old.value, &new.value);
    options.decide(Policy::default(), &mut report)?;
    let titled = Titled {
        old: &old.file,
        new: &new.file,
        report: &report,
    };
    let text = options.render(&titled, &new.file)?;
    Ok((text, options.exit_code(&report)))
}

/// Reads a document with the files in its folder that it refers to.
fn read(path: &Path) -> Result<Contract> {
    let mut contract = load(path)?;
    follow_files(&mut contract.value, path)?;
    Ok(contract)
}
