//! The results of jobs: lines of JSON, or a folder with files.

use std::collections::BTreeSet;
use std::fs::{File, OpenOptions};
use std::io::{self, Seek as _, SeekFrom, Write};
use std::path::{Path, PathBuf};

use clap::ArgMatches;
use firecrawl_client::types::Document;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::files::sync_folder;
use super::output::Output;
use super::page_files::files;
use super::target::{Form, Target};
use super::template;
use crate::failure::Failure;
use crate::input::NOT_A_URL;

/// The bytes of lines that wait for others at most.
const MOST_WAITING: usize = 1 << 17;

/// The lengths of the files so far, for a journal.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(default)]
pub struct Written {
    /// Bytes of the results.
    pub results: u64,
    /// Bytes of the failures.
    pub errors: u64,
    /// The last line of the list that is among the failures, as it is not a URL.
    pub line: u64,
}

/// The place of the results of several pages.
pub struct Pages {
    place: Place,
    formats: Vec<String>,
    template: Option<String>,
    errors: Option<PathBuf>,
    /// True if failed pages are among the results, with an error instead of content.
    inline: bool,
    error_file: Option<File>,
    /// True if the file of failures is removed at the end where there was none.
    is_own: bool,
    /// The lengths with the lines that wait.
    written: Written,
    /// Lines that wait for others, to be written with them.
    waiting: Vec<u8>,
    is_grouped: bool,
    /// The files of the folder that may not be on the disk yet.
    unsynced: Vec<PathBuf>,
    /// True if [`Self::sync`] is called from time to time.
    is_synced: bool,
}

enum Place {
    Lines(Box<dyn Write>),
    File(File),
    Folder(PathBuf),
    #[cfg(feature = "parquet")]
    Tables(Box<super::tables::Tables>),
}

/// The page that a result is about.
#[derive(Clone, Copy, Debug)]
pub struct Subject<'a> {
    /// The position in the list, from 0.
    pub position: Option<u64>,
    /// The URL as it was submitted, or else the one of the page.
    pub url: &'a str,
}

impl Pages {
    /// Opens the place that the flags name.
    ///
    /// # Errors
    ///
    /// If a file cannot be opened.
    pub fn open(
        output: &Output,
        matches: &ArgMatches,
        formats: Vec<String>,
    ) -> Result<Self, Failure> {
        Self::resume(Target::read(output, matches)?, formats, None)
    }

    /// Opens a place, with the file of failures, so that what cannot be written is known before anything is paid.
    /// With `resumed`, files are continued after what was written before.
    ///
    /// # Errors
    ///
    /// If a file cannot be opened.
    pub fn resume(
        target: Target,
        formats: Vec<String>,
        resumed: Option<Written>,
    ) -> Result<Self, Failure> {
        let place = match (target.form, target.path) {
            #[cfg(feature = "parquet")]
            (Form::Table, Some(path)) => tables(&path)?,
            (Form::Folder, Some(folder)) => {
                let made = std::fs::create_dir_all(&folder);
                made.map_err(|error| Failure::file(&folder, &error))?;
                Place::Folder(folder)
            }
            (_, Some(path)) => Place::File(open(&path, resumed.map(|at| at.results))?),
            (_, None) => {
                super::progress::lines_go_to(&io::stdout());
                Place::Lines(super::terminal::stdout())
            }
        };
        let written = resumed.unwrap_or_default();
        let mut pages = Self::new(place);
        // One that was there before, and is not continued, is another program's.
        let is_found = |path: &PathBuf| path.exists() && target.is_named;
        pages.is_own = resumed.is_some() || !target.errors.as_ref().is_some_and(is_found);
        let errors = target.errors.as_deref();
        let errors = errors.map(|path| open(path, Some(written.errors)));
        pages.error_file = errors.transpose()?;
        if !formats.is_empty() {
            pages.formats = formats;
        }
        pages.inline = target.form == Form::Table;
        (pages.errors, pages.template) = (target.errors, target.template);
        (pages.written, pages.is_synced) = (written, resumed.is_some());
        Ok(pages)
    }

    /// Opens one file for all results, failed pages among them, which `errors` gets once more.
    ///
    /// # Errors
    ///
    /// If it cannot be created, or is to be a table and the feature `parquet` is off.
    #[cfg(feature = "object-store")]
    pub fn in_file(path: &Path, errors: PathBuf, is_table: bool) -> Result<Self, Failure> {
        let place = match is_table {
            #[cfg(feature = "parquet")]
            true => tables(path)?,
            #[cfg(not(feature = "parquet"))]
            true => return Err(Failure::usage("this binary lacks the feature `parquet`")),
            false => Place::File(open(path, None)?),
        };
        let mut pages = Self::new(place);
        (pages.errors, pages.inline, pages.is_grouped) = (Some(errors), true, true);
        Ok(pages)
    }

    fn new(place: Place) -> Self {
        Self {
            place,
            formats: vec!["markdown".to_owned()],
            template: None,
            errors: None,
            inline: false,
            error_file: None,
            is_own: true,
            written: Written::default(),
            waiting: Vec::new(),
            is_grouped: false,
            unsynced: Vec::new(),
            is_synced: false,
        }
    }

    /// Lets lines wait until [`Self::flush`], as there are many.
    pub fn grouped(mut self) -> Self {
        self.is_grouped = true;
        self
    }

    /// Returns the folder, if the results are files.
    pub fn folder(&self) -> Option<&Path> {
        match &self.place {
            Place::Folder(folder) => Some(folder),
            _ => None,
        }
    }

    /// Returns the file of the failures, if there is one.
    pub fn errors(&self) -> Option<&Path> {
        self.errors.as_deref()
    }

    /// Writes a page.
    ///
    /// # Errors
    ///
    /// If it cannot be written.
    pub fn document(
        &mut self,
        subject: Subject<'_>,
        mut document: Document,
    ) -> Result<(), Failure> {
        let wrong = |error: serde_json::Error| Failure::new(error.to_string());
        let value = || serde_json::to_value(&document).map_err(wrong);
        match &mut self.place {
            Place::Folder(folder) => {
                let written = files(folder, subject.url, &value()?, &self.formats)?;
                if self.is_synced {
                    let paths = written.into_iter().map(|(path, _)| path);
                    self.unsynced.extend(paths);
                }
                return Ok(());
            }
            #[cfg(feature = "parquet")]
            Place::Tables(tables) => return tables.page(subject, &value()?),
            Place::Lines(_) | Place::File(_) => {}
        }
        let metadata = document.metadata.as_ref();
        let status = metadata.and_then(|metadata| metadata.status_code);
        // The line has its own.
        (document.url, document.position) = (None, None);
        let line = Line {
            position: subject.position,
            url: subject.url,
            status,
            document: &document,
        };
        if let Some(template) = &self.template {
            let line = serde_json::to_value(&line).map_err(wrong)?;
            let text = template::render(template, &line)?;
            return self.line(text.as_bytes());
        }
        let start = self.waiting.len();
        if let Err(error) = serde_json::to_writer(&mut self.waiting, &line) {
            self.waiting.truncate(start);
            return Err(wrong(error));
        }
        self.waiting.push(b'\n');
        self.added(start)
    }

    fn line(&mut self, text: &[u8]) -> Result<(), Failure> {
        let start = self.waiting.len();
        self.waiting.extend_from_slice(text);
        self.added(start)
    }

    /// Counts what waits from a place on, and writes it if it is much.
    fn added(&mut self, start: usize) -> Result<(), Failure> {
        self.written.results += (self.waiting.len() - start) as u64;
        match self.is_grouped && self.waiting.len() < MOST_WAITING {
            true => Ok(()),
            false => self.flush(),
        }
    }

    /// Writes the lines that wait.
    ///
    /// # Errors
    ///
    /// If they cannot be written.
    pub fn flush(&mut self) -> Result<(), Failure> {
        let out: &mut dyn Write = match &mut self.place {
            Place::Lines(out) => out,
            Place::File(file) => file,
            _ => return Ok(()),
        };
        // Not a second time after an error.
        let mut lines = std::mem::take(&mut self.waiting);
        out.write_all(&lines)?;
        lines.clear();
        self.waiting = lines;
        Ok(out.flush()?)
    }
}

impl Drop for Pages {
    fn drop(&mut self) {
        // After an error of something else.
        let _ = self.flush();
    }
}

/// A page as a line of JSON.
#[derive(Serialize)]
struct Line<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    position: Option<u64>,
    url: &'a str,
    status: Option<u16>,
    #[serde(flatten)]
    document: &'a Document,
}

impl Pages {
    /// Writes a page that failed: to the file of failures, or as a line of the standard error.
    ///
    /// # Errors
    ///
    /// If it cannot be written.
    pub fn failure(
        &mut self,
        subject: Subject<'_>,
        code: &str,
        error: &str,
    ) -> Result<(), Failure> {
        if !self.failed(subject, None, code, error)? {
            super::terminal::warn(&format!("{}: {error}", subject.url));
        }
        Ok(())
    }

    /// Writes a line of the list that is not a URL in the same way, unless the run before has done it;
    /// the reader of the list has shown it.
    ///
    /// # Errors
    ///
    /// If it cannot be written.
    pub fn invalid(&mut self, line: u64, text: &str) -> Result<(), Failure> {
        if line > self.written.line {
            self.written.line = line;
            let subject = Subject {
                position: None,
                url: text,
            };
            self.failed(subject, Some(line), "INVALID_URL", NOT_A_URL)?;
        }
        Ok(())
    }

    /// Returns true if there is a place for failures.
    fn failed(
        &mut self,
        subject: Subject<'_>,
        line: Option<u64>,
        code: &str,
        error: &str,
    ) -> Result<bool, Failure> {
        let mut line = match line {
            Some(line) => json!({"line": line, "url": subject.url}),
            None => head(subject),
        };
        line["code"] = code.into();
        line["error"] = error.into();
        if self.inline {
            match &mut self.place {
                #[cfg(feature = "parquet")]
                Place::Tables(tables) => tables.failed(subject, code, error)?,
                _ => self.line(format!("{line}\n").as_bytes())?,
            }
        }
        let Some(path) = &self.errors else {
            return Ok(self.inline);
        };
        if self.error_file.is_none() {
            self.error_file = Some(open(path, Some(self.written.errors))?);
        }
        let text = format!("{line}\n");
        if let Some(file) = &mut self.error_file {
            let written = file.write_all(text.as_bytes());
            written.map_err(|error| Failure::file(path, &error))?;
        }
        self.written.errors += text.len() as u64;
        Ok(true)
    }

    /// Completes what has its name only once it is complete.
    ///
    /// # Errors
    ///
    /// If it cannot be written.
    pub fn finish(&mut self) -> Result<(), Failure> {
        if let Some(path) = self.errors.as_ref().filter(|path| path.is_file())
            && self.written.errors == 0
            && self.is_own
        {
            self.error_file = None;
            std::fs::remove_file(path).map_err(|error| Failure::file(path, &error))?;
        }
        match &mut self.place {
            #[cfg(feature = "parquet")]
            Place::Tables(tables) => tables.finish(),
            _ => self.flush(),
        }
    }

    /// Returns how much was written so far.
    pub fn written(&self) -> Written {
        self.written
    }

    /// Waits until everything is on the disk, so that a loss of power keeps it.
    ///
    /// # Errors
    ///
    /// If the disk reports an error.
    pub fn sync(&mut self) -> Result<(), Failure> {
        self.flush()?;
        if let Place::File(file) = &self.place
            && file.metadata()?.is_file()
        {
            file.sync_data()?;
        }
        let mut folders = BTreeSet::new();
        for path in self.unsynced.drain(..) {
            let synced = OpenOptions::new().write(true).open(&path);
            let synced = synced.and_then(|file| file.sync_data());
            synced.map_err(|error| Failure::file(&path, &error))?;
            folders.extend(path.parent().map(Path::to_owned));
        }
        // The names as well.
        folders.iter().for_each(|folder| sync_folder(folder));
        match &self.error_file {
            Some(file) if file.metadata()?.is_file() => Ok(file.sync_data()?),
            _ => Ok(()),
        }
    }
}

#[cfg(feature = "parquet")]
fn tables(path: &Path) -> Result<Place, Failure> {
    let tables = super::tables::Tables::create(path)?;
    Ok(Place::Tables(Box::new(tables)))
}

fn head(subject: Subject<'_>) -> Value {
    match subject.position {
        Some(position) => json!({"position": position, "url": subject.url}),
        None => json!({"url": subject.url}),
    }
}

/// Opens a file to write after its first bytes; without a length it begins empty.
fn open(path: &Path, length: Option<u64>) -> Result<File, Failure> {
    let open = || -> io::Result<File> {
        if let Some(folder) = path
            .parent()
            .filter(|folder| !folder.as_os_str().is_empty())
        {
            std::fs::create_dir_all(folder)?;
        }
        let mut file = OpenOptions::new()
            .create(true)
            .write(true)
            .truncate(false)
            .open(path)?;
        // A device or pipe has no length.
        let found = file.metadata()?;
        if found.is_file() {
            // What follows was written after the last mark of the journal.
            file.set_len(length.unwrap_or(0))?;
            file.seek(SeekFrom::End(0))?;
        }
        Ok(file)
    };
    open().map_err(|error| Failure::file(path, &error))
}
