//! `openapi-diff OLD NEW`: compares two OpenAPI documents.

use std::io::{ErrorKind, Write as _};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Parser;
use openapi_diff::cli::ReportOptions;
use openapi_diff::{Titled, compare};
use openapi_document::{Error, Result, load};

/// Compares two OpenAPI documents, 3.0 or 3.1, and classifies each change for clients.
///
/// Exits with 0 if nothing changed, with 3 if there are changes, and with 1 after an error.
#[derive(Debug, Parser)]
#[command(name = "openapi-diff", version)]
struct Arguments {
    /// The old document, in JSON or YAML.
    old: PathBuf,
    /// The new document, in JSON or YAML.
    new: PathBuf,
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
    let [old, new] = [&arguments.old, &arguments.new].map(|path| load(path));
    let (old, new) = (old?, new?);
    let report = compare(&old.value, &new.value);
    let titled = Titled {
        old: &old.file,
        new: &new.file,
        report: &report,
    };
    let text = arguments.options.render(&titled, &new.file)?;
    match std::io::stdout().write_all(text.as_bytes()) {
        // A reader that went away has read enough.
        Err(error) if error.kind() != ErrorKind::BrokenPipe => {
            Err(Error::new("the output cannot be written").caused_by(error))
        }
        _ => Ok(ExitCode::from(arguments.options.exit_code(&report))),
    }
}
