//! The command line: `cargo xtask probe`.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::Duration;

use clap::{Parser, ValueEnum};
use openapi_document::{Error, Result};
use tempfile::NamedTempFile;

use crate::report::json;
use crate::{Declared, Report, Server, Settings};

/// The variable that holds the key where `--key` is not given.
const KEY_VARIABLE: &str = "FIRECRAWL_API_KEY";
/// The pause between two polls of a job.
const PAUSE: Duration = Duration::from_secs(2);

/// The exit code where there is drift, or new drift.
const DRIFT: u8 = 3;

/// Compares the responses of a running server with the contract.
#[derive(Debug, Parser)]
#[command(
    name = "cargo xtask probe",
    bin_name = "cargo xtask probe",
    after_help = "Without --spend it reads (lists, jobs, the usage of the team) and sends requests \
                  that must be rejected; both cost nothing.\n\n\
                  With --spend it also makes, at the prices of November 2026:\n  \
                  one scrape                 1 credit\n  \
                  one map                    1 credit\n  \
                  one search                 2 credits\n  \
                  one crawl of one page      1 credit\n  \
                  one batch of one page      1 credit\n  \
                  searches of papers and developer pages, two results each: price not published\n\
                  It never starts an extract or agent run: what they cost is not known before.\n\n\
                  Exit codes: 0 nothing found (with --compare: nothing new), 3 drift, 1 failure, 2 invalid arguments."
)]
pub struct Arguments {
    /// The server: its address with or without /v2.
    #[arg(long, value_name = "URL")]
    url: String,
    /// The key; better kept in FIRECRAWL_API_KEY, which is read if this is not given. An empty
    /// one means none.
    #[arg(long, value_name = "KEY")]
    key: Option<String>,
    /// Also make calls that cost credits, about six.
    #[arg(long)]
    spend: bool,
    /// The page that --spend scrapes, maps and crawls.
    #[arg(
        long,
        value_name = "URL",
        requires = "spend",
        default_value = "https://example.com"
    )]
    page: String,
    /// The form of the output.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// Print only what is new and what is gone since the run that wrote this file.
    #[arg(long, value_name = "FILE")]
    compare: Option<PathBuf>,
    /// Keep the whole report in this file, as JSON.
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// Name every operation, and every declared field and status that was not seen.
    #[arg(short, long)]
    verbose: bool,
}

impl Arguments {
    /// Returns the key that was given, or that of the environment; an empty one means none.
    fn key(&self) -> Option<String> {
        let given = self.key.clone();
        let key = given.or_else(|| std::env::var(KEY_VARIABLE).ok())?;
        (!key.trim().is_empty()).then_some(key)
    }
}

/// The form of the output.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// Lines for people.
    Text,
    /// JSON for programs.
    Json,
}

/// Runs the command and returns its exit code.
///
/// # Errors
///
/// If the server cannot be asked, or a report cannot be read or kept.
pub fn run(arguments: &Arguments, out: &mut dyn Write) -> Result<u8> {
    // What can fail for nothing fails before the first call.
    let last = arguments.compare.as_deref().map(Report::read).transpose()?;
    let kept = arguments.out.as_deref().map(prepare).transpose()?;
    let declared = Declared::corrected()?;
    let server = Server::new(&arguments.url, arguments.key())?;
    let report = crate::run::run(&Settings {
        declared: &declared,
        server: &server,
        spend_on: arguments.spend.then_some(arguments.page.as_str()),
        pause: PAUSE,
    })?;
    if let Some((path, mut file)) = kept {
        let written = file.write_all(json(&report)?.as_bytes());
        written.map_err(|error| unkept(path, error))?;
        file.persist(path)
            .map_err(|error| unkept(path, error.error))?;
    }
    let compared = last.map(|last| report.since(&last));
    let verbose = arguments.verbose;
    let (drift, text, json) = match &compared {
        Some(since) => (&since.new, since.text(verbose), json(since)?),
        None => (&report.findings, report.text(verbose), json(&report)?),
    };
    let text = match arguments.format {
        Format::Text => text,
        Format::Json => json,
    };
    out.write_all(text.as_bytes())
        .map_err(|error| Error::new("the output cannot be written").caused_by(error))?;
    Ok(if drift.is_empty() { 0 } else { DRIFT })
}

/// Prepares the file of a report for its path, and leaves the one that is there.
fn prepare(path: &Path) -> Result<(&Path, NamedTempFile)> {
    if path.is_dir() {
        return Err(unkept(path, "it is a folder"));
    }
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    let file = NamedTempFile::new_in(folder);
    Ok((path, file.map_err(|error| unkept(path, error))?))
}

fn unkept(path: &Path, error: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Error {
    Error::new("the report cannot be kept")
        .in_file(path)
        .caused_by(error)
        .remedy("name a file in a writable folder")
}
