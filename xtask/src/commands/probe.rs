//! `cargo xtask probe`.

use std::fs::{self, OpenOptions};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::arguments::printed;
use super::list::Format;
use crate::exit;
use clap::Args;
use openapi_document::{Error, Result};

use crate::probe::{self, Declared, Key, Report, Settings, Target};
use crate::workspace::Workspace;

/// The variable that holds the key where `--key` is not given.
const KEY_VARIABLE: &str = "FIRECRAWL_API_KEY";
/// How long to wait between two looks at a job.
const PAUSE: Duration = Duration::from_secs(2);

/// The options of the command.
#[derive(Debug, Args)]
#[command(
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
pub struct Options {
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

impl Options {
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

/// Runs the command.
pub fn run(workspace: &Workspace, options: &Options, out: &mut dyn Write) -> Result<u8> {
    // What can fail for nothing fails before the first call.
    let last = options.compare.as_deref().map(Report::read).transpose()?;
    let mut kept = options.out.as_deref().map(Kept::prepare).transpose()?;
    let declared = Declared::read(workspace)?;
    let target = Target::new(&options.url, options.key()?)?;
    let report = probe::run(&Settings {
        declared: &declared,
        target: &target,
        spend_on: options.spend.then_some(options.page.as_str()),
        pause: PAUSE,
    })?;
    if let Some(kept) = &mut kept {
        kept.write(&report.json()?)?;
    }
    let (text, drift) = match &last {
        Some(last) => {
            let compared = probe::compare(&report, last);
            let text = match options.format {
                Format::Text => compared.text(options.verbose),
                Format::Json => compared.json()?,
            };
            (text, !compared.new.is_empty())
        }
        None => {
            let text = match options.format {
                Format::Text => report.text(options.verbose),
                Format::Json => report.json()?,
            };
            (text, !report.findings.is_empty())
        }
    };
    printed(out.write_all(text.as_bytes()))?;
    Ok(if drift { exit::DIFFERENT } else { exit::FRESH })
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
