//! The files that a run writes, compared with those on disk and written together.

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use indexmap::IndexMap;
use similar::TextDiff;

use crate::atomic_write::{Staged, failed};
use openapi_document::Result;

/// The files of one run below one folder, and the folder in which no other file may be.
#[derive(Debug)]
pub struct Output {
    root: PathBuf,
    files: IndexMap<String, String>,
    owned: Option<String>,
}

/// The difference between a file on disk and the result of a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
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
    pub fn word(self) -> &'static str {
        ["missing", "changed", "left over"][self as usize]
    }

    /// Returns the word for what writing does to the file.
    pub fn verb(self) -> &'static str {
        ["created", "updated", "removed"][self as usize]
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
            let difference = match fs::read(self.root.join(path)) {
                Ok(bytes) if bytes == text.as_bytes() => continue,
                Ok(_) => Difference::Changed,
                Err(error) if error.kind() == ErrorKind::NotFound => Difference::Missing,
                Err(error) => return Err(failed("cannot be read", error).in_file(path)),
            };
            found.push((path.clone(), difference));
        }
        if let Some(folder) = &self.owned {
            let mut files = files_below(&self.root, folder)?;
            files.retain(|path| !self.files.contains_key(path));
            found.extend(files.into_iter().map(|path| (path, Difference::LeftOver)));
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
        // One that is left over has no text.
        let text = |path: &str| self.files.get(path).map(String::as_str);
        let paths = differences.iter().map(|(path, _)| path.as_str());
        Staged::prepare(&self.root, paths.map(|path| (path, text(path))))
    }
}

/// Lists all files below a folder by their paths below `root`, sorted; none if it is missing.
///
/// # Errors
///
/// If a folder cannot be read.
pub fn files_below(root: &Path, folder: &str) -> Result<Vec<String>> {
    let unread = |error| failed("cannot be read", error).in_file(folder);
    let entries = match fs::read_dir(root.join(folder)) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
        entries => entries.map_err(unread)?,
    };
    let mut found = Vec::new();
    for entry in entries {
        let name = entry.map_err(unread)?.file_name();
        let path = format!("{folder}/{}", name.to_string_lossy());
        if root.join(&path).is_dir() {
            found.extend(files_below(root, &path)?);
        } else {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
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
