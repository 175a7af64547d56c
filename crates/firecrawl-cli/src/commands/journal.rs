//! The journal of `batch --checkpoint`: lines of the client's [`BatchJournal`].
//!
//! Each run begins with a note of its output and its options, which the next one compares. Results are
//! written to the output and synced to the disk before their entries are written here, with a mark that has
//! the length of the output. After a crash the output is cut to the last mark, so that it has each result once.

use std::fmt::Write as _;
use std::fs::{self, File, OpenOptions};
use std::io::{self, BufRead as _, BufReader, Seek as _, SeekFrom, Write as _};
use std::path::{Path, PathBuf};
use std::process;

use clap::ArgMatches;
use firecrawl_client::{BatchJournal, JournalEntry};
use fs4::{FileExt, TryLockError};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use crate::failure::Failure;
use crate::output::progress::Counts;
use crate::output::terminal;
use crate::output::{Pages, Target, Written, hash, sync_folder};

/// The number of results that wait for their mark at most.
const SYNC_EVERY: u32 = 1000;
/// The number of commits after which results have their mark in any case.
const SYNC_COMMITS: u32 = 10;
/// The bytes of entries that are taken back with one write.
const BLANK_BYTES: usize = 1 << 16;

/// The state of the output after a result, and the counts of all runs.
#[derive(Clone, Copy, Debug, Default, Deserialize, Serialize)]
#[serde(default)]
struct Mark {
    #[serde(flatten)]
    written: Written,
    done: u64,
    failed: u64,
    blocked: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    credits: Option<i64>,
}

/// The journal of one list, of which this process is the only writer.
pub struct Journal {
    /// The state of the list when the journal was opened.
    pub read: BatchJournal,
    /// The counts of the runs before.
    pub counts: Counts,
    /// The lengths of the output at the last mark.
    pub written: Written,
    about: Value,
    path: PathBuf,
    /// Locked as long as it is open.
    file: File,
    /// Entries that wait for their mark.
    waiting: String,
    /// The number of these entries, and of commits since the last mark.
    since_sync: (u32, u32),
}

impl Journal {
    /// Opens the journal that `--checkpoint` names, for an output and the options of the pages; `None`
    /// without it.
    ///
    /// # Errors
    ///
    /// If it cannot be read, another process writes it, it belongs to another output or other options, or the
    /// output lacks a part.
    pub fn open(
        matches: &ArgMatches,
        target: &Target,
        options: &Map<String, Value>,
    ) -> Result<Option<Self>, Failure> {
        let Some(path) = matches.get_one::<String>("checkpoint").map(PathBuf::from) else {
            return Ok(None);
        };
        target.check_resumable()?;
        let fault = |error: io::Error| Failure::file(&path, &error);
        let is_new = !path.exists();
        let file = OpenOptions::new()
            .create(true)
            .read(true)
            .write(true)
            .truncate(false)
            .open(&path);
        let mut file = file.map_err(fault)?;
        // Reading a device may never end.
        if !file.metadata().map_err(fault)?.is_file() {
            return Err(Failure::usage(format!("{} is not a file", path.display())));
        }
        lock(&file, &path)?;
        if is_new {
            sync_folder(path.parent().unwrap_or(Path::new(".")));
        }
        let about = json!({
            "output": target.describe(&path).map_err(fault)?,
            "options": options_of(options),
        });
        let mut read = read(&file, &path)?;
        compare(&read, &about, &path)?;
        let mut mark = match read.mark() {
            None => Mark::default(),
            // Another one says nothing about this output, which must not be cut to its beginning.
            found => mark_of(found).ok_or_else(|| foreign(&path))?,
        };
        let found = target.found();
        if let Some(place) = found.lacks(mark.written, mark.pages()) {
            if !matches.get_flag("rewind") {
                let message = "a part of it is missing, which the checkpoint has as written";
                return Err(Failure::new(format!("{}: {message}", place.display())).remedy(
                    "put it back, or add `--rewind`: the pages from there on are read again, and those that \
                     the service has deleted are scraped and paid again",
                ));
            }
            let fits = |mark: &Mark| found.lacks(mark.written, mark.pages()).is_none();
            let pages = rewind(&mut file, fits).map_err(fault)?;
            terminal::note(&format!("{pages} results are taken back"));
            read = self::read(&file, &path)?;
            mark = mark_of(read.mark()).unwrap_or_default();
        }
        file.seek(SeekFrom::End(0)).map_err(fault)?;
        Ok(Some(Self {
            counts: Counts {
                done: mark.done,
                failed: mark.failed,
                blocked: mark.blocked,
                credits: mark.credits,
                total: None,
                invalid: 0,
            },
            written: mark.written,
            read,
            about,
            path,
            file,
            waiting: String::new(),
            since_sync: (0, 0),
        }))
    }

    /// Begins a run, once its output is open.
    ///
    /// # Errors
    ///
    /// If it cannot be written.
    pub fn begin(&mut self) -> Result<(), Failure> {
        let run = JournalEntry::run(std::mem::take(&mut self.about));
        // Ends a line that was cut off.
        self.write(&format!("\n{run}\n"))
    }

    /// Adds an entry, after its result; the start of a batch is on the disk afterwards.
    ///
    /// # Errors
    ///
    /// If it cannot be written.
    pub fn add(
        &mut self,
        entry: &JournalEntry,
        pages: &mut Pages,
        counts: &Counts,
    ) -> Result<(), Failure> {
        if let JournalEntry::Started { .. } = entry {
            self.write(&format!("{entry}\n"))?;
            // A start that a loss of power forgets would be paid twice.
            let synced = self.file.sync_data();
            return synced.map_err(|error| Failure::file(&self.path, &error));
        }
        // Writing to a string cannot fail.
        let _ = writeln!(self.waiting, "{entry}");
        self.since_sync.0 += 1;
        match self.since_sync.0 >= SYNC_EVERY {
            true => self.sync(pages, counts),
            false => Ok(()),
        }
    }

    /// Writes the results that wait, and from time to time their entries.
    ///
    /// # Errors
    ///
    /// If they cannot be written.
    pub fn commit(&mut self, pages: &mut Pages, counts: &Counts) -> Result<(), Failure> {
        self.since_sync.1 += 1;
        match self.since_sync.1 >= SYNC_COMMITS {
            true => self.sync(pages, counts),
            false => pages.flush(),
        }
    }

    /// Writes all results to the disk, then their entries with the mark.
    ///
    /// # Errors
    ///
    /// If they cannot be written.
    pub fn sync(&mut self, pages: &mut Pages, counts: &Counts) -> Result<(), Failure> {
        self.since_sync = (0, 0);
        if self.waiting.is_empty() {
            return pages.flush();
        }
        pages.sync()?;
        let mark = json!(Mark {
            written: pages.written(),
            done: counts.done,
            failed: counts.failed,
            blocked: counts.blocked,
            credits: counts.credits,
        });
        let mut entries = std::mem::take(&mut self.waiting);
        let _ = writeln!(entries, "{}", JournalEntry::Written { mark });
        self.write(&entries)?;
        entries.clear();
        self.waiting = entries;
        Ok(())
    }

    fn write(&mut self, entries: &str) -> Result<(), Failure> {
        let written = self.file.write_all(entries.as_bytes());
        written.map_err(|error| Failure::file(&self.path, &error))
    }
}

impl Mark {
    fn pages(&self) -> u64 {
        self.done + self.failed + self.blocked
    }
}

impl Drop for Journal {
    fn drop(&mut self) {
        // It says nothing without the lock.
        let _ = fs::remove_file(owner(&self.path));
    }
}

fn read(mut file: &File, path: &Path) -> Result<BatchJournal, Failure> {
    file.rewind().map_err(|error| Failure::file(path, &error))?;
    BatchJournal::read(BufReader::new(file)).map_err(|error| {
        let mut failure = Failure::from(error);
        failure.message = format!("{}: {}", path.display(), failure.message);
        failure.remedy("`--checkpoint` takes a file of its own, which is new or from this list")
    })
}

fn mark_of(mark: Option<&Value>) -> Option<Mark> {
    Mark::deserialize(mark?).ok()
}

fn foreign(path: &Path) -> Failure {
    let message = format!("{}: it was not written by this command", path.display());
    Failure::usage(message).remedy("`--checkpoint` takes a file of its own")
}

/// Returns a hash of each option, so that the journal has no header or cookie of a page.
fn options_of(options: &Map<String, Value>) -> Value {
    let hashed = options.iter().map(|(name, value)| {
        let mut value = value.clone();
        value.sort_all_objects();
        (name.clone(), hash(&value.to_string())[..16].into())
    });
    Value::Object(hashed.collect())
}

/// Checks that a run has the options of those before, and their output if there is anything in it.
fn compare(read: &BatchJournal, about: &Value, path: &Path) -> Result<(), Failure> {
    let is_new = read.done() == 0 && read.open_batches().next().is_none();
    let before = match read.about() {
        _ if is_new => return Ok(()),
        Some(before) => before,
        None => return Err(foreign(path)),
    };
    let mut differ = Vec::new();
    let names = |part: &str| {
        let objects = [before, about].map(|about| about[part].as_object());
        let mut names: Vec<String> = objects
            .into_iter()
            .flatten()
            .flat_map(Map::keys)
            .cloned()
            .collect();
        names.sort();
        names.dedup();
        names.retain(|name| before[part][name] != about[part][name]);
        names
    };
    if mark_of(read.mark()).is_some_and(|mark| mark.pages() > 0) {
        differ.extend(names("output").into_iter().map(|name| {
            let (ours, theirs) = (&about["output"][&name], &before["output"][&name]);
            format!("{name} {ours} instead of {theirs}")
        }));
    }
    differ.extend(
        names("options")
            .into_iter()
            .map(|name| format!("another `{name}`")),
    );
    if differ.is_empty() {
        return Ok(());
    }
    let message = format!(
        "{}: the checkpoint is of another run; this one has {}",
        path.display(),
        differ.join(", ")
    );
    Err(Failure::usage(message).remedy(
        "repeat the command as it was, or give this one a checkpoint and an output of its own",
    ))
}

/// Takes back the results after the last mark that fits, in place, so that their batches are open again.
///
/// Returns their number. A crash in between leaves whole lines, or some that begin with a space.
fn rewind(file: &mut File, fits: impl Fn(&Mark) -> bool) -> io::Result<u64> {
    let (mut at, mut from, mut line) = (0, 0, Vec::new());
    file.rewind()?;
    let mut reader = BufReader::new(&*file);
    while reader.read_until(b'\n', &mut line)? > 0 {
        at += line.len() as u64;
        if let Ok(JournalEntry::Written { mark }) = serde_json::from_slice(&line) {
            match mark_of(Some(&mark)).is_some_and(|mark| fits(&mark)) {
                true => from = at,
                false => break,
            }
        }
        line.clear();
    }
    let mut results = 0;
    loop {
        let mut lines = Vec::new();
        file.seek(SeekFrom::Start(from))?;
        let mut reader = BufReader::new(&*file);
        while lines.len() < BLANK_BYTES {
            let start = lines.len();
            if reader.read_until(b'\n', &mut lines)? == 0 {
                break;
            }
            let entry = serde_json::from_slice(&lines[start..]);
            results += u64::from(matches!(
                entry,
                Ok(JournalEntry::Done { .. } | JournalEntry::Unassigned { .. })
            ));
            if !matches!(
                entry,
                Ok(JournalEntry::Started { .. } | JournalEntry::Run { .. })
            ) {
                let bytes = lines[start..].iter_mut();
                bytes
                    .filter(|byte| **byte != b'\n')
                    .for_each(|byte| *byte = b' ');
            }
        }
        if lines.is_empty() {
            break;
        }
        file.seek(SeekFrom::Start(from))?;
        file.write_all(&lines)?;
        from += lines.len() as u64;
    }
    file.sync_data()?;
    Ok(results)
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
