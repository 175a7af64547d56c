//! The list of jobs that were started from this machine.
//!
//! Each start is a line of JSON in one file, written as soon as the service has named the job, so
//! that its results are found a day later, whatever became of the process.

use std::fs::{self, OpenOptions};
use std::io::{BufRead, BufReader, Write as _};
use std::path::PathBuf;
use std::time::{SystemTime, UNIX_EPOCH};

use etcetera::{BaseStrategy, choose_base_strategy};
use serde::{Deserialize, Serialize};

use crate::failure::Failure;

const FILE: &str = "firecrawl-cli/jobs.jsonl";

/// A kind of job, as commands name it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize, clap::ValueEnum)]
#[serde(rename_all = "lowercase")]
pub enum JobKind {
    /// A crawl.
    Crawl,
    /// A batch scrape.
    Batch,
    /// An extraction.
    Extract,
    /// An agent run.
    Agent,
}

impl JobKind {
    /// Returns the word of the commands.
    pub fn word(self) -> &'static str {
        match self {
            Self::Crawl => "crawl",
            Self::Batch => "batch",
            Self::Extract => "extract",
            Self::Agent => "agent",
        }
    }
}

/// A job that was started.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct Started {
    /// The kind.
    pub kind: JobKind,
    /// The id.
    pub id: String,
    /// The subject: the URL or question.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub of: Option<String>,
    /// The time of the start, in seconds since 1970.
    pub at: u64,
}

/// Returns the path of the file.
///
/// # Errors
///
/// If the system has no home folder for the user.
pub fn path() -> Result<PathBuf, Failure> {
    let folders = choose_base_strategy().map_err(|error| Failure::new(error.to_string()))?;
    let folder = folders.state_dir().unwrap_or_else(|| folders.data_dir());
    Ok(folder.join(FILE))
}

/// Adds a job.
///
/// # Errors
///
/// If the file cannot be written.
pub fn add(kind: JobKind, id: &str, of: Option<&str>) -> Result<(), Failure> {
    let at = SystemTime::now().duration_since(UNIX_EPOCH);
    let started = Started {
        kind,
        id: id.to_owned(),
        of: of.map(str::to_owned),
        at: at.map_or(0, |time| time.as_secs()),
    };
    let path = path()?;
    let line = serde_json::to_string(&started).map_err(|error| Failure::new(error.to_string()))?;
    let write = || -> std::io::Result<()> {
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder)?;
        }
        let mut options = OpenOptions::new();
        options.create(true).append(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        // One write, so that lines of several processes do not mix.
        options
            .open(&path)?
            .write_all(format!("{line}\n").as_bytes())
    };
    write().map_err(|error| Failure::file(&path, &error))
}

/// Returns the jobs in the order of their starts; a line that is cut off is skipped.
///
/// # Errors
///
/// If the file cannot be read.
pub fn all() -> Result<Vec<Started>, Failure> {
    let path = path()?;
    let file = match fs::File::open(&path) {
        Ok(file) => file,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(Failure::file(&path, &error)),
    };
    let lines = BufReader::new(file).lines().map_while(Result::ok);
    Ok(lines
        .filter_map(|line| serde_json::from_str(&line).ok())
        .collect())
}

/// Returns the kind of a job that was started here.
pub fn kind_of(id: &str) -> Option<JobKind> {
    let all = all().unwrap_or_default();
    all.iter()
        .rfind(|started| started.id == id)
        .map(|started| started.kind)
}
