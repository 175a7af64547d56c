//! The journal of `batch --checkpoint`: lines of the client's [`BatchJournal`].
//!
//! A result is written to the output before its entry is written here, with the length of the output
//! as its mark. After a crash the output is cut to the last mark, so that it has each result once.

use std::fmt::Write as _;
use std::fs::{self, File, OpenOptions};
use std::io::{BufReader, Write as _};
use std::path::{Path, PathBuf};
use std::process;

use clap::ArgMatches;
use firecrawl_client::{BatchJournal, JournalEntry};
use fs4::{FileExt, TryLockError};
use serde_json::json;

use crate::failure::Failure;
use crate::output::terminal;
use crate::output::{Output, Pages, Written};

/// The number of entries after which the journal is synced to the disk.
const SYNC_EVERY: u32 = 1000;

/// The journal of one list, of which this process is the only writer.
pub struct Journal {
    /// The state of the list when the journal was opened.
    pub read: BatchJournal,
    /// The lengths of the output after the last entry.
    pub written: Written,
    path: PathBuf,
    /// Locked as long as it is open.
    file: File,
    /// Entries that wait for others, to be written with them.
    waiting: String,
    since_sync: u32,
}

impl Journal {
    /// Opens the journal that `--checkpoint` names; `None` without it.
    ///
    /// # Errors
    ///
    /// If it cannot be read, another process writes it, or the output cannot be continued.
    pub fn open(matches: &ArgMatches) -> Result<Option<Self>, Failure> {
        let Some(path) = matches.get_one::<String>("checkpoint").map(PathBuf::from) else {
            return Ok(None);
        };
        let output = Output::read(matches);
        let is_lines = matches.get_flag("jsonl") || output.json || output.template.is_some();
        if is_lines && output.path.is_none() {
            return Err(
                Failure::usage("`--checkpoint` cannot continue the standard output")
                    .remedy("name a file with `--output`"),
            );
        }
        let fault = |error: std::io::Error| Failure::file(&path, &error);
        let mut options = OpenOptions::new();
        let mut file = options
            .create(true)
            .read(true)
            .append(true)
            .open(&path)
            .map_err(fault)?;
        // Reading a device may never end.
        if !file.metadata().map_err(fault)?.is_file() {
            return Err(Failure::usage(format!("{} is not a file", path.display())));
        }
        lock(&file, &path)?;
        let read = BatchJournal::read(BufReader::new(&file)).map_err(|error| {
            let mut failure = Failure::from(error);
            failure.message = format!("{}: {}", path.display(), failure.message);
            failure.remedy("`--checkpoint` takes a file of its own, which is new or from this list")
        })?;
        // Ends a line that was cut off.
        file.write_all(b"\n").map_err(fault)?;
        let length = |name: &str| {
            read.mark()
                .and_then(|mark| mark[name].as_u64())
                .unwrap_or(0)
        };
        Ok(Some(Self {
            written: Written {
                results: length("results"),
                errors: length("errors"),
                line: length("line"),
            },
            read,
            path,
            file,
            waiting: String::new(),
            since_sync: 0,
        }))
    }

    /// Adds an entry, after its result; the start of a batch is on the disk afterwards.
    ///
    /// # Errors
    ///
    /// If it cannot be written.
    pub fn add(&mut self, entry: JournalEntry, pages: &mut Pages) -> Result<(), Failure> {
        let written = pages.written();
        let is_start = matches!(entry, JournalEntry::Started { .. });
        let mark =
            json!({"results": written.results, "errors": written.errors, "line": written.line});
        // Writing to a string cannot fail.
        let _ = writeln!(self.waiting, "{}", entry.with_mark(mark));
        self.since_sync += 1;
        // A start that a loss of power forgets would be paid twice.
        if is_start || self.since_sync >= SYNC_EVERY {
            self.since_sync = 0;
            // Before the disk is waited for, in case the process is killed meanwhile.
            self.commit(pages)?;
            pages.sync()?;
            let synced = self.file.sync_data();
            synced.map_err(|error| Failure::file(&self.path, &error))?;
        }
        Ok(())
    }

    /// Writes the results that wait, then their entries.
    ///
    /// # Errors
    ///
    /// If they cannot be written.
    pub fn commit(&mut self, pages: &mut Pages) -> Result<(), Failure> {
        pages.flush()?;
        // Not a second time after an error, which may leave a part of them.
        let entries = std::mem::take(&mut self.waiting);
        let written = self.file.write_all(entries.as_bytes());
        written.map_err(|error| Failure::file(&self.path, &error))
    }
}

impl Drop for Journal {
    fn drop(&mut self) {
        // It says nothing without the lock.
        let _ = fs::remove_file(owner(&self.path));
    }
}

/// Returns the file that names the process that has the lock.
fn owner(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".owner");
    name.into()
}

/// Locks the journal, and writes down who has it.
fn lock(file: &File, path: &Path) -> Result<(), Failure> {
    match FileExt::try_lock(file) {
        Ok(()) => {}
        Err(TryLockError::WouldBlock) => {
            let who = fs::read_to_string(owner(path)).unwrap_or_default();
            let who = match who.trim() {
                "" => "another process",
                who => who,
            };
            let message = format!("{}: {who} is at work with this checkpoint", path.display());
            return Err(Failure::usage(message)
                .remedy("wait for its end, or give each list a checkpoint and an output"));
        }
        Err(TryLockError::Error(error)) => terminal::warn(&format!(
            "{}: this file system has no locks ({error}); start the command only once at a time",
            path.display()
        )),
    }
    // The lock counts, also where this cannot be written.
    let _ = fs::write(owner(path), format!("process {}\n", process::id()));
    Ok(())
}
