//! The command line: `cargo xtask probe`.

use std::fs::{self, OpenOptions};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::Duration;

use clap::{Parser, ValueEnum};
use openapi_document::{Error, Result};

use crate::{Declared, Key, Report, Settings, Target, compare};

/// The variable that holds the key where `--key` is not given.
const KEY_VARIABLE: &str = "FIRECRAWL_API_KEY";
/// How long to wait between two looks at a job.
const PAUSE: Duration = Duration::from_secs(2);

/// The exit code where there is drift, or new drift.
const DRIFT: u8 = 3;

/// Compares the responses of a running server with the contract.
#[derive(Debug, Parser)]
#[command(
    name = "cargo xtask probe",
    bin_name = "cargo xtask probe",
    after_help = "Without --spend it reads (lists, jobs, the usage of the team) and sends requests \
                  that have to be refused; both cost nothing.\n\n\
                  With --spend it also makes, at the prices of November 2026:\n  \
                  one scrape                 1 credit\n  \
                  one map                    1 credit\n  \
                  one search                 2 credits\n  \
                  one crawl of one page      1 credit\n  \
                  one batch of one page      1 credit\n  \
                  searches of papers and developer pages, two results each: price not published\n\
                  It never starts an extract or agent run: what they cost is not known before.\n\n\
                  Exit codes: 0 nothing found (with --compare: nothing new), 3 drift, 1 failure."
)]
pub struct Arguments {
    /// The server: its address with or without /v2.
    #[arg(long, value_name = "URL")]
    url: String,
    /// The key; better kept in FIRECRAWL_API_KEY, which is read if this is not given. An empty
    /// one means none.
    #[arg(long, value_name = "KEY")]
    key: Option<Key>,
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
    /// How to print what was found.
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
    fn key(&self) -> Result<Option<Key>> {
        match &self.key {
            Some(key) => Key::read(key.expose()),
            None => match std::env::var(KEY_VARIABLE) {
                Ok(text) => Key::read(&text),
                Err(_) => Ok(None),
            },
        }
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
    let mut kept = arguments.out.as_deref().map(Kept::prepare).transpose()?;
    let declared = Declared::corrected()?;
    let target = Target::new(&arguments.url, arguments.key()?)?;
    let report = crate::run::run(&Settings {
        declared: &declared,
        target: &target,
        spend_on: arguments.spend.then_some(arguments.page.as_str()),
        pause: PAUSE,
    })?;
    if let Some(kept) = &mut kept {
        kept.write(&report.json()?)?;
    }
    let (text, drift) = match &last {
        Some(last) => {
            let compared = compare(&report, last);
            let text = match arguments.format {
                Format::Text => compared.text(arguments.verbose),
                Format::Json => compared.json()?,
            };
            (text, !compared.new.is_empty())
        }
        None => {
            let text = match arguments.format {
                Format::Text => report.text(arguments.verbose),
                Format::Json => report.json()?,
            };
            (text, !report.findings.is_empty())
        }
    };
    out.write_all(text.as_bytes())
        .map_err(|error| Error::new("the output cannot be written").caused_by(error))?;
    Ok(if drift { DRIFT } else { 0 })
}

/// The file of a report; one that was made for it goes away again if there is no report.
struct Kept<'a> {
    path: &'a Path,
    is_made: bool,
}

impl<'a> Kept<'a> {
    /// Sees that a report can be kept, and leaves what is there.
    fn prepare(path: &'a Path) -> Result<Self> {
        let is_made = !path.exists();
        let mut how = OpenOptions::new();
        let opened = how.write(true).create(true).truncate(false).open(path);
        opened.map_err(|error| unkept(path, error))?;
        Ok(Self { path, is_made })
    }

    fn write(&mut self, text: &str) -> Result<()> {
        self.is_made = false;
        fs::write(self.path, text).map_err(|error| unkept(self.path, error))
    }
}

impl Drop for Kept<'_> {
    fn drop(&mut self) {
        if self.is_made {
            // What cannot be removed is empty.
            let _ = fs::remove_file(self.path);
        }
    }
}

fn unkept(path: &Path, error: std::io::Error) -> Error {
    Error::new("the report cannot be kept")
        .in_file(path)
        .caused_by(error)
        .remedy("name a file in a folder that can be written to")
}
