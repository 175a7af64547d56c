//! The list of jobs that were started from this machine.
//!
//! Each start is a line of JSON in one file, written as soon as the service has named the job, so
//! that its results are found a day later, whatever became of the process. A full file is kept under another
//! name until the next one is full, so that the list has thousands of jobs and no more.

use std::fs::{self, OpenOptions};
use std::io::{self, BufRead, BufReader, Read as _, Seek as _, SeekFrom, Write as _};
use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

use etcetera::{BaseStrategy, choose_base_strategy};
use fs4::FileExt;
use serde::{Deserialize, Serialize};

use crate::failure::Failure;
use crate::output::terminal;

const FILE: &str = "firecrawl-cli/jobs.jsonl";
/// The bytes of a full file: more than 10,000 jobs.
const FULL: u64 = 2 << 20;

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

/// Adds a job, or warns that it could not be added; the job goes on. Returns true if it was added.
pub fn remember(kind: JobKind, id: &str, of: Option<&str>) -> bool {
    let added = add(kind, id, of);
    if let Err(failure) = &added {
        terminal::warn(&format!(
            "`firecrawl jobs list` will not show it: {failure}"
        ));
    }
    added.is_ok()
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
    append(&path, &line, FULL).map_err(|error| Failure::file(&path, &error))
}

/// Returns the name of the file that was full last.
fn full(path: &Path) -> PathBuf {
    path.with_extension("old.jsonl")
}

/// Adds a line to a file to which other processes may add theirs at the same time.
fn append(path: &Path, line: &str, most: u64) -> io::Result<()> {
    let mut options = OpenOptions::new();
    options.create(true).read(true).append(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    // A file of its own, as the other one gets another name.
    let name = path.with_extension("lock");
    let lock = options.open(&name).or_else(|error| match path.parent() {
        Some(folder) if error.kind() == io::ErrorKind::NotFound => {
            fs::create_dir_all(folder)?;
            options.open(&name)
        }
        _ => Err(error),
    })?;
    // Some file systems have no locks; there, one write for all of the line must do.
    let _ = FileExt::lock(&lock);
    let mut file = options.open(path)?;
    let end = file.seek(SeekFrom::End(0))?;
    if end >= most {
        fs::rename(path, full(path))?;
        file = options.open(path)?;
    }
    // A process that was killed, or a full disk, may have left a part of a line.
    let is_cut = file.seek(SeekFrom::End(-1)).is_ok() && {
        let mut last = [0];
        file.read_exact(&mut last)?;
        last != *b"\n"
    };
    let start = if is_cut { "\n" } else { "" };
    file.write_all(format!("{start}{line}\n").as_bytes())
}

/// Returns the jobs in the order of their starts; a line that is cut off is skipped.
///
/// # Errors
///
/// If the file cannot be read.
pub fn all() -> Result<Vec<Started>, Failure> {
    let path = path()?;
    Ok([full(&path), path]
        .iter()
        .map(|path| read(path).map_err(|error| Failure::file(path, &error)))
        .collect::<Result<Vec<_>, _>>()?
        .concat())
}

fn read(path: &Path) -> io::Result<Vec<Started>> {
    let file = match fs::File::open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(error),
    };
    // A line may be cut off within a letter.
    let lines = BufReader::new(file).split(b'\n').map_while(Result::ok);
    Ok(lines
        .filter_map(|line| serde_json::from_slice(&line).ok())
        .collect())
}

/// Returns the kind of a job that was started here.
pub fn kind_of(id: &str) -> Option<JobKind> {
    let all = all().unwrap_or_default();
    all.iter()
        .rfind(|started| started.id == id)
        .map(|started| started.kind)
}

#[cfg(test)]
mod tests {
    use std::thread;

    use super::*;

    #[test]
    fn lines_of_several_writers_are_all_there() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("state/jobs.jsonl");
        let line = |writer: usize, number: usize| format!("{writer} {number} {}", "x".repeat(3000));
        append(&path, "first", FULL).unwrap();
        // A process was killed in the middle of a line.
        let mut file = OpenOptions::new().append(true).open(&path).unwrap();
        file.write_all(b"{\"kind\":").unwrap();
        thread::scope(|scope| {
            for writer in 0..4 {
                let path = &path;
                scope.spawn(move || {
                    (0..50).for_each(|number| {
                        append(path, &line(writer, number), FULL).unwrap();
                    });
                });
            }
        });
        let text = fs::read_to_string(&path).unwrap();
        let mut lines: Vec<&str> = text.lines().collect();
        assert_eq!(lines[..2], ["first", "{\"kind\":"]);
        lines.sort_unstable();
        lines.dedup();
        assert_eq!(lines.len(), 202);
        let job = Started {
            kind: JobKind::Crawl,
            id: "1".to_owned(),
            of: None,
            at: 0,
        };
        let mut file = OpenOptions::new().append(true).open(&path).unwrap();
        file.write_all(b"{\"kind\":\"crawl\",\"of\":\"\xc3")
            .unwrap();
        append(&path, &serde_json::to_string(&job).unwrap(), FULL).unwrap();
        assert_eq!(read(&path).unwrap().len(), 1);
        assert!((0..4).all(|writer| (0..50).all(|number| lines.contains(&&*line(writer, number)))));
    }
    #[test]
    fn the_list_is_bounded_and_has_the_last_jobs() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("jobs.jsonl");
        let most = 4000;
        thread::scope(|scope| {
            for writer in 0..4 {
                let path = &path;
                scope.spawn(move || {
                    for number in 0..100 {
                        append(path, &format!("{writer} {number:060}"), most).unwrap();
                    }
                });
            }
        });
        let files = [full(&path), path].map(|path| fs::read_to_string(path).unwrap_or_default());
        assert!(files.iter().all(|text| text.len() < 4000 + 63));
        let text = files.concat();
        for writer in 0..4 {
            let line = format!("{writer} ");
            let numbers = text.lines().filter_map(|text| text.strip_prefix(&line));
            let numbers: Vec<u32> = numbers.map(|number| number.parse().unwrap()).collect();
            // None is missing between those that are kept.
            let last = numbers.last().copied().unwrap_or(99);
            assert!(
                numbers.windows(2).all(|pair| pair[1] == pair[0] + 1),
                "{numbers:?}"
            );
            assert_eq!(last, 99);
        }
    }
}
