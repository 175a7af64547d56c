//! Parquet files under the name of `--output`: one, or a folder with parts.

use std::path::{Path, PathBuf};
use std::{fs, io};

use serde_json::Value;
use tempfile::NamedTempFile;

use super::Subject;
use super::files::new_file;
use super::parquet::Rows;
use crate::failure::Failure;

/// The bytes of a part, after which the next one begins.
const PART_BYTES: usize = 128 << 20;

/// The Parquet file that is being written, under a temporary name until it is complete.
pub struct Tables {
    path: PathBuf,
    /// The number of the next part; `None` if there is one file only.
    part: Option<u32>,
    rows: Option<Rows<NamedTempFile>>,
}

impl Tables {
    /// Begins a file; a path that is a folder, or ends with a slash, gets a file for each 128 MB.
    ///
    /// # Errors
    ///
    /// If it cannot be created, or the folder has such files already.
    pub fn create(path: &Path) -> Result<Self, Failure> {
        let is_folder = path.is_dir() || path.to_string_lossy().ends_with('/');
        if is_folder {
            let has_parts = fs::read_dir(path).into_iter().flatten().flatten();
            let mut has_parts = has_parts.map(|entry| entry.path());
            if has_parts.any(|path| path.extension().is_some_and(|end| end == "parquet")) {
                let message = format!("{} has Parquet files already", path.display());
                return Err(Failure::new(message).remedy("name another folder"));
            }
        }
        let mut tables = Self {
            path: path.to_owned(),
            part: is_folder.then_some(1),
            rows: None,
        };
        tables.begin()?;
        Ok(tables)
    }

    fn begin(&mut self) -> Result<(), Failure> {
        let folder = match self.part {
            Some(_) => Some(&*self.path),
            None => self.path.parent(),
        };
        let folder = folder.filter(|folder| !folder.as_os_str().is_empty());
        let folder = folder.unwrap_or(Path::new("."));
        let file = fs::create_dir_all(folder).and_then(|()| new_file(folder));
        self.rows = Some(Rows::new(file.map_err(|error| self.fault(&error))?)?);
        Ok(())
    }

    /// Adds a row, and ends the part if it is large enough.
    ///
    /// # Errors
    ///
    /// If it cannot be written.
    pub fn page(&mut self, subject: Subject<'_>, document: &Value) -> Result<(), Failure> {
        if let Some(rows) = &mut self.rows {
            rows.page(subject, document)?;
        }
        self.next_part()
    }

    /// Adds the row of a page that failed.
    ///
    /// # Errors
    ///
    /// As [`Self::page`].
    pub fn failed(&mut self, subject: Subject<'_>, code: &str, error: &str) -> Result<(), Failure> {
        if let Some(rows) = &mut self.rows {
            rows.failed(subject, code, error)?;
        }
        self.next_part()
    }

    fn next_part(&mut self) -> Result<(), Failure> {
        let is_full = |rows: &Rows<NamedTempFile>| rows.written() >= PART_BYTES;
        if self.part.is_none() || !self.rows.as_ref().is_some_and(is_full) {
            return Ok(());
        }
        self.finish()?;
        self.part = self.part.map(|part| part + 1);
        self.begin()
    }

    /// Completes the file and gives it its name.
    ///
    /// # Errors
    ///
    /// If it cannot be written.
    pub fn finish(&mut self) -> Result<(), Failure> {
        let Some(rows) = self.rows.take() else {
            return Ok(());
        };
        let path = match self.part {
            Some(part) => self.path.join(format!("part-{part:04}.parquet")),
            None => self.path.clone(),
        };
        let file = rows.finish()?;
        let named = file.as_file().sync_all();
        let named = named.and_then(|()| file.persist(path).map_err(|error| error.error));
        named.map(drop).map_err(|error| self.fault(&error))
    }

    fn fault(&self, error: &io::Error) -> Failure {
        Failure::file(&self.path, error)
    }
}
