//! The files that a run writes, compared with those on disk and written together.

use std::fs;
use std::path::{Path, PathBuf};

use indexmap::IndexMap;
use similar::TextDiff;

use crate::atomic_write::Staged;
use openapi_document::{Error, Result};

/// The files of one run below one folder, and the folder in which no other file may be.
#[derive(Debug)]
pub struct Output {
    root: PathBuf,
    files: IndexMap<String, String>,
    owned: Option<String>,
}

/// The difference between a file on disk and the result of a run.
#[derive(Debug, PartialEq, Eq)]
pub enum Difference {
    /// The file is missing.
    Missing,
    /// The file has other content.
    Changed,
    /// The file is left over from an earlier run.
    LeftOver,
}

impl Difference {
    /// Returns the word in reports.
    pub fn word(&self) -> &'static str {
        match self {
            Self::Missing => "missing",
            Self::Changed => "changed",
            Self::LeftOver => "left over",
        }
    }

    /// Returns the word for what writing does to the file.
    pub fn verb(&self) -> &'static str {
        match self {
            Self::Missing => "created",
            Self::Changed => "updated",
            Self::LeftOver => "removed",
        }
    }
}

impl Output {
    /// Collects files by their paths below `root`; the folder `owned` holds nothing else.
    pub fn new(root: impl Into<PathBuf>, files: IndexMap<String, String>, owned: &str) -> Self {
        Self {
            root: root.into(),
            files,
            owned: Some(owned.to_owned()),
        }
    }

    /// Collects no files yet.
    pub fn empty(root: impl Into<PathBuf>) -> Self {
        Self {
            root: root.into(),
            files: IndexMap::new(),
            owned: None,
        }
    }

    /// Returns the files that differ, in a fixed order.
    ///
    /// # Errors
    ///
    /// If a file cannot be read.
    pub fn differences(&self) -> Result<Vec<(String, Difference)>> {
        let mut found = Vec::new();
        for (path, text) in &self.files {
            match fs::read(self.root.join(path)) {
                Ok(bytes) if bytes == text.as_bytes() => {}
                Ok(_) => found.push((path.clone(), Difference::Changed)),
                Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                    found.push((path.clone(), Difference::Missing));
                }
                Err(error) => return Err(failed("cannot be read", path, error)),
            }
        }
        if let Some(folder) = &self.owned {
            for path in self.files_in(folder)? {
                if !self.files.contains_key(&path) {
                    found.push((path, Difference::LeftOver));
                }
            }
        }
        Ok(found)
    }

    /// Returns a unified diff of one file, from its content on disk to the result of the run.
    pub fn diff(&self, path: &str) -> String {
        let before = fs::read_to_string(self.root.join(path)).unwrap_or_default();
        let after = self.files.get(path).map_or("", String::as_str);
        TextDiff::from_lines(before.as_str(), after)
            .unified_diff()
            .context_radius(3)
            .header(&format!("a/{path}"), &format!("b/{path}"))
            .to_string()
    }

    /// Adds a file; its path may also lead out of the folder.
    pub fn add(&mut self, path: impl Into<String>, text: impl Into<String>) {
        self.files.insert(path.into(), text.into());
    }

    /// Writes the files that differ and returns them; if it fails, nothing has changed.
    ///
    /// # Errors
    ///
    /// If a file cannot be read or written.
    pub fn write(&self) -> Result<Vec<(String, Difference)>> {
        let differences = self.differences()?;
        self.stage(&differences)?.commit()?;
        Ok(differences)
    }

    /// Prepares the files that differ to be written, without changing anything yet.
    ///
    /// # Errors
    ///
    /// If a file cannot be written.
    pub fn stage(&self, differences: &[(String, Difference)]) -> Result<Staged> {
        let files = differences.iter().map(|(path, _)| {
            // One that is left over has no text.
            let text = self.files.get(path).map(String::as_str);
            (path.as_str(), text)
        });
        Staged::prepare(&self.root, files)
    }

    /// Lists all files below a folder, by their paths below the root, sorted.
    fn files_in(&self, folder: &str) -> Result<Vec<String>> {
        let mut found = Vec::new();
        let mut open = vec![folder.to_owned()];
        while let Some(folder) = open.pop() {
            let entries = match fs::read_dir(self.root.join(&folder)) {
                Ok(entries) => entries,
                Err(error) if error.kind() == std::io::ErrorKind::NotFound => continue,
                Err(error) => return Err(failed("cannot be read", &folder, error)),
            };
            for entry in entries {
                let entry = entry.map_err(|error| failed("cannot be read", &folder, error))?;
                let path = format!("{folder}/{}", entry.file_name().to_string_lossy());
                if entry.path().is_dir() {
                    open.push(path);
                } else {
                    found.push(path);
                }
            }
        }
        found.sort();
        Ok(found)
    }
}

fn failed(what: &str, path: impl AsRef<Path>, error: std::io::Error) -> Error {
    Error::new(what)
        .in_file(path)
        .caused_by(error)
        .remedy("check the permissions and the space on the disk")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn output(root: &Path, files: &[(&str, &str)]) -> Output {
        let files = files
            .iter()
            .map(|(path, text)| ((*path).to_owned(), (*text).to_owned()))
            .collect();
        Output::new(root, files, "made")
    }

    #[test]
    fn only_what_differs_is_written() {
        let folder = tempfile::tempdir().unwrap();
        let first = output(
            folder.path(),
            &[("made/a.rs", "a"), ("made/deep/b.rs", "b"), ("lock", "1")],
        );
        assert_eq!(first.write().unwrap().len(), 3);
        assert!(first.differences().unwrap().is_empty());
        let before = fs::metadata(folder.path().join("made/a.rs"))
            .unwrap()
            .modified()
            .unwrap();

        let second = output(folder.path(), &[("made/a.rs", "a"), ("lock", "2")]);
        assert_eq!(
            second.differences().unwrap(),
            [
                ("lock".to_owned(), Difference::Changed),
                ("made/deep/b.rs".to_owned(), Difference::LeftOver)
            ]
        );
        second.write().unwrap();
        assert!(!folder.path().join("made/deep/b.rs").exists());
        let after = fs::metadata(folder.path().join("made/a.rs"))
            .unwrap()
            .modified()
            .unwrap();
        assert_eq!(before, after);
        assert_eq!(fs::read_to_string(folder.path().join("lock")).unwrap(), "2");
    }

    #[test]
    fn a_diff_shows_both_sides() {
        let folder = tempfile::tempdir().unwrap();
        output(folder.path(), &[("made/a.rs", "one\n")])
            .write()
            .unwrap();
        let diff = output(folder.path(), &[("made/a.rs", "two\n")]).diff("made/a.rs");
        assert!(diff.contains("-one\n+two\n"), "{diff}");
    }
}
