//! Replaces and removes files so that all of them change or none does.
//!
//! All new content is written into temporary files beside its targets first,
//! where nearly everything that can fail does; then the files are renamed.

use std::fs;
use std::hash::{BuildHasher, RandomState};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use openapi_document::{Error, Result};

/// New content of some files, ready to be put in place; dropping it changes nothing.
#[derive(Debug, Default)]
pub struct Staged {
    changes: Vec<Change>,
}

/// A file that is to be replaced, or removed where there is no new content.
#[derive(Debug)]
struct Change {
    name: String,
    target: PathBuf,
    content: Option<Temporary>,
}

/// A file beside its target, which is removed unless it has been renamed.
#[derive(Debug)]
struct Temporary(PathBuf);

impl Staged {
    /// Writes new content beside its targets below `root`; without content a file is removed.
    ///
    /// # Errors
    ///
    /// If a file is read-only or anything cannot be written. Nothing has changed then.
    pub fn prepare<'a>(
        root: &Path,
        files: impl IntoIterator<Item = (&'a str, Option<&'a str>)>,
    ) -> Result<Self> {
        let change = |(name, text): (&str, Option<&str>)| {
            let target = root.join(name);
            let is_read_only = |data: fs::Metadata| data.permissions().readonly();
            if fs::symlink_metadata(&target).is_ok_and(is_read_only) {
                return Err(Error::new("is read-only")
                    .in_file(name)
                    .remedy("make it writable, or move it away"));
            }
            let content = text.map(|text| Temporary::beside(&target, text));
            let content = content.transpose();
            Ok(Change {
                name: name.to_owned(),
                content: content
                    .map_err(|error| failed("cannot be written", error).in_file(name))?,
                target,
            })
        };
        let changes: Result<_> = files.into_iter().map(change).collect();
        Ok(Self { changes: changes? })
    }

    /// Puts everything in place.
    ///
    /// # Errors
    ///
    /// If a file cannot be replaced or removed. Those before it are restored then.
    pub fn commit(self) -> Result<()> {
        let mut done: Vec<(PathBuf, Option<Vec<u8>>)> = Vec::new();
        for change in self.changes {
            let target = change.target;
            let before = fs::read(&target).ok();
            let result = match change.content {
                Some(content) => fs::rename(&content.0, &target),
                None => fs::remove_file(&target),
            };
            if let Err(error) = result {
                for (path, before) in done {
                    // The error that is reported is the one that began it.
                    let _ = match before {
                        Some(bytes) => fs::write(path, bytes),
                        None => fs::remove_file(path),
                    };
                }
                return Err(failed("cannot be replaced", error).in_file(&change.name));
            }
            done.push((target, before));
        }
        Ok(())
    }
}

impl Temporary {
    /// Writes a file into the folder of its target, which is created.
    fn beside(target: &Path, text: &str) -> io::Result<Self> {
        let folder = target.parent().unwrap_or(Path::new("."));
        fs::create_dir_all(folder)?;
        // Hidden and without an ending, so that no build takes it for source.
        let path = folder.join(unique_name(".generate-"));
        let mut file = fs::File::create_new(&path)?;
        // From here on it is removed where something fails.
        let temporary = Self(path);
        file.write_all(text.as_bytes())?;
        Ok(temporary)
    }
}

impl Drop for Temporary {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.0);
    }
}

/// Returns a new random name for a temporary file.
///
/// A process id would not do: in a container it is often the same for each run, and a killed run
/// leaves its files behind.
pub(crate) fn unique_name(prefix: &str) -> String {
    format!("{prefix}{:016x}", RandomState::new().hash_one(()))
}

/// Describes what an error of the disk prevents.
pub(crate) fn failed(message: &str, error: io::Error) -> Error {
    Error::new(message)
        .caused_by(error)
        .remedy("check the permissions and the space on the disk")
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    const CHANGES: [(&str, Option<&str>); 4] = [
        ("a", Some("new")),
        ("deep/er/b", Some("fresh")),
        ("c", None),
        ("d", Some("new too")),
    ];

    /// Every file below a folder, with its content.
    fn tree(folder: &Path) -> BTreeMap<PathBuf, String> {
        let mut found = BTreeMap::new();
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                found.extend(tree(&path));
            } else {
                found.insert(path.clone(), fs::read_to_string(&path).unwrap());
            }
        }
        found
    }

    fn start() -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        for name in ["a", "c", "d"] {
            fs::write(folder.path().join(name), "old").unwrap();
        }
        folder
    }

    #[test]
    fn all_change() {
        let folder = start();
        let staged = Staged::prepare(folder.path(), CHANGES).unwrap();
        staged.commit().unwrap();
        let texts: Vec<String> = tree(folder.path()).into_values().collect();
        assert_eq!(texts, ["new", "new too", "fresh"], "a, d, deep/er/b");
    }

    #[test]
    fn files_of_a_killed_run_do_not_matter() {
        let folder = start();
        // In a container, each run may have the same process id.
        for number in 0..CHANGES.len() {
            let name = format!(".generate-{}-{number}", std::process::id());
            fs::write(folder.path().join(name), "left behind").unwrap();
        }
        let staged = Staged::prepare(folder.path(), CHANGES).unwrap();
        staged.commit().unwrap();
        assert_eq!(fs::read_to_string(folder.path().join("a")).unwrap(), "new");
    }

    #[test]
    fn a_failure_restores_all() {
        let folder = start();
        let staged = Staged::prepare(folder.path(), CHANGES).unwrap();
        // Somebody else is faster.
        fs::remove_file(folder.path().join("c")).unwrap();
        let mut before = tree(folder.path());
        before.retain(|path, _| !path.to_string_lossy().contains(".generate-"));
        let error = staged.commit().unwrap_err();
        assert_eq!(error.file(), Some("c"));
        assert_eq!(tree(folder.path()), before);
    }

    #[test]
    fn what_cannot_be_staged_changes_nothing() {
        let folder = start();
        let file = folder.path().join("d");
        let mut permissions = fs::metadata(&file).unwrap().permissions();
        permissions.set_readonly(true);
        fs::set_permissions(&file, permissions).unwrap();
        let before = tree(folder.path());
        let error = Staged::prepare(folder.path(), CHANGES).unwrap_err();
        assert_eq!(
            error.to_string(),
            "d: is read-only; make it writable, or move it away"
        );
        assert_eq!(tree(folder.path()), before);
        // A file is in the place of a folder.
        let error = Staged::prepare(folder.path(), [("e/f", Some("")), ("a/b", Some(""))]);
        let error = error.unwrap_err().to_string();
        assert!(error.starts_with("a/b: cannot be written: "), "{error}");
        assert_eq!(tree(folder.path()), before);
    }
}
