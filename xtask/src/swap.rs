//! Replaces and removes files so that all of them change or none does.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use tempfile::{NamedTempFile, TempPath};

use openapi_document::{Error, Result};

/// The new content of some files, ready to be put in their places.
///
/// Content and backups lie hidden beside the files and go away with this value.
#[derive(Debug)]
pub struct Staged {
    steps: Vec<Step>,
    folders: Folders,
}

/// Files that have been replaced; dropping it keeps them.
#[derive(Debug)]
pub struct Swapped {
    done: Vec<Done>,
    folders: Folders,
}

/// One file that is to be replaced or removed.
#[derive(Debug)]
struct Step {
    name: String,
    target: PathBuf,
    /// The new content; nothing where the file is to be removed.
    content: Option<NamedTempFile>,
    /// What is there now.
    backup: Option<TempPath>,
}

#[derive(Debug)]
struct Done {
    name: String,
    target: PathBuf,
    backup: Option<TempPath>,
}

/// The folders that were made on the way, the outer ones first.
#[derive(Debug, Default)]
struct Folders(Vec<PathBuf>);

impl Staged {
    /// Writes new content beside its places below `root`; `None` stands for a file to remove.
    ///
    /// # Errors
    ///
    /// If a file is read-only or anything cannot be written. Nothing has changed then.
    pub fn prepare<'a>(
        root: &Path,
        files: impl IntoIterator<Item = (&'a str, Option<&'a str>)>,
    ) -> Result<Self> {
        let mut staged = Self {
            steps: Vec::new(),
            folders: Folders::default(),
        };
        for (name, text) in files {
            let target = root.join(name);
            match staged.step(&target, text) {
                Ok((content, backup)) => staged.steps.push(Step {
                    name: name.to_owned(),
                    target,
                    content,
                    backup,
                }),
                Err(error) => {
                    // The files inside of them go first.
                    staged.steps.clear();
                    staged.folders.remove();
                    return Err(error.in_file(name));
                }
            }
        }
        Ok(staged)
    }

    /// Puts everything in its place.
    ///
    /// # Errors
    ///
    /// If a file cannot be replaced or removed. Those before it are put back then.
    pub fn swap(self) -> Result<Swapped> {
        self.swap_after(&mut |_| Ok(()))
    }

    /// As [`Self::swap`], but asks before each step.
    fn swap_after(self, before: &mut dyn FnMut(usize) -> io::Result<()>) -> Result<Swapped> {
        let mut swapped = Swapped {
            done: Vec::new(),
            folders: self.folders,
        };
        let mut failed = None;
        for (number, step) in self.steps.into_iter().enumerate() {
            let done = before(number).and_then(|()| match step.content {
                Some(content) => content
                    .persist(&step.target)
                    .map(drop)
                    .map_err(|error| error.error),
                None => fs::remove_file(&step.target),
            });
            if let Err(error) = done {
                failed = Some(unwritten("cannot be replaced", error).in_file(&step.name));
                break;
            }
            swapped.done.push(Done {
                name: step.name,
                target: step.target,
                backup: step.backup,
            });
        }
        let Some(error) = failed else {
            return Ok(swapped);
        };
        swapped.undo()?;
        Err(error)
    }

    fn step(
        &mut self,
        target: &Path,
        text: Option<&str>,
    ) -> Result<(Option<NamedTempFile>, Option<TempPath>)> {
        let unwritten = |error| unwritten("cannot be written", error);
        let folder = target.parent().unwrap_or(Path::new("."));
        let backup = match fs::symlink_metadata(target) {
            Ok(data) if data.permissions().readonly() => {
                return Err(Error::new("is read-only").remedy("let it be written, or move it away"));
            }
            Ok(_) => Some(backup(target, folder).map_err(unwritten)?),
            Err(error) if error.kind() == io::ErrorKind::NotFound => None,
            Err(error) => return Err(unwritten(error)),
        };
        let content = match text {
            Some(text) => {
                self.folders.make(folder).map_err(unwritten)?;
                Some(content(text, folder).map_err(unwritten)?)
            }
            None => None,
        };
        Ok((content, backup))
    }
}

impl Swapped {
    /// Whether a file is there only to be put back.
    pub fn is_backup(&self, path: &Path) -> bool {
        let mut backups = self.done.iter().filter_map(|done| done.backup.as_deref());
        backups.any(|backup| backup == path)
    }

    /// Puts back what was there before.
    ///
    /// # Errors
    ///
    /// If a file cannot be put back; the error names all of these.
    pub fn undo(self) -> Result<()> {
        let mut lost = Vec::new();
        for done in self.done.into_iter().rev() {
            let back = match done.backup {
                Some(backup) => backup.persist(&done.target).map_err(|error| {
                    // Better a stray file than a lost one.
                    let _ = error.path.keep();
                    error.error
                }),
                None => fs::remove_file(&done.target),
            };
            if let Err(error) = back {
                lost.push((done.name, error));
            }
        }
        self.folders.remove();
        let names: Vec<&str> = lost.iter().map(|(name, _)| name.as_str()).collect();
        let names = names.join(", ");
        match lost.into_iter().next() {
            None => Ok(()),
            Some((_, error)) => Err(Error::new(format!("cannot be put back: {names}"))
                .caused_by(error)
                .remedy("restore these files from the repository")),
        }
    }
}

impl Folders {
    fn make(&mut self, folder: &Path) -> io::Result<()> {
        let missing: Vec<&Path> = folder
            .ancestors()
            .take_while(|folder| !folder.as_os_str().is_empty() && !folder.exists())
            .collect();
        for folder in missing.into_iter().rev() {
            fs::create_dir(folder)?;
            self.0.push(folder.to_owned());
        }
        Ok(())
    }

    fn remove(&self) {
        for folder in self.0.iter().rev() {
            // What somebody else has put there meanwhile stays.
            let _ = fs::remove_dir(folder);
        }
    }
}

/// A second name for a file, under which it outlives being replaced.
fn backup(target: &Path, folder: &Path) -> io::Result<TempPath> {
    let made = hidden().make_in(folder, |path| {
        // A copy where the file system has no links.
        fs::hard_link(target, path).or_else(|error| match error.kind() {
            io::ErrorKind::AlreadyExists => Err(error),
            _ => fs::copy(target, path).map(drop),
        })
    })?;
    Ok(made.into_temp_path())
}

fn content(text: &str, folder: &Path) -> io::Result<NamedTempFile> {
    let mut builder = hidden();
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(fs::Permissions::from_mode(0o644));
    }
    let mut file = builder.tempfile_in(folder)?;
    file.write_all(text.as_bytes())?;
    Ok(file)
}

/// Names that are hidden and without the ending, so that no build takes them for source.
fn hidden() -> tempfile::Builder<'static, 'static> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".generate-");
    builder
}

fn unwritten(what: &str, error: io::Error) -> Error {
    Error::new(what)
        .caused_by(error)
        .remedy("see to the rights and the space on the disk")
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    /// Everything below a folder: files with their content, folders with nothing.
    fn tree(folder: &Path) -> BTreeMap<PathBuf, Option<String>> {
        let mut found = BTreeMap::new();
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                found.extend(tree(&path));
                found.insert(path, None);
            } else {
                found.insert(path.clone(), Some(fs::read_to_string(&path).unwrap()));
            }
        }
        found
    }

    const STEPS: [(&str, Option<&str>); 4] = [
        ("a", Some("new")),
        ("deep/er/b", Some("fresh")),
        ("c", None),
        ("d", Some("new too")),
    ];

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
        Staged::prepare(folder.path(), STEPS)
            .unwrap()
            .swap()
            .unwrap();
        let texts: Vec<Option<String>> = tree(folder.path()).into_values().collect();
        let text = |text: &str| Some(text.to_owned());
        assert_eq!(
            texts,
            [text("new"), text("new too"), None, None, text("fresh")],
            "a, d, deep, deep/er, deep/er/b and nothing hidden"
        );
    }

    #[test]
    fn a_failure_at_any_step_takes_all_back() {
        for (at, (path, _)) in STEPS.iter().enumerate() {
            let folder = start();
            let before = tree(folder.path());
            let staged = Staged::prepare(folder.path(), STEPS).unwrap();
            let error = staged
                .swap_after(&mut |step| {
                    if step == at {
                        return Err(io::ErrorKind::StorageFull.into());
                    }
                    Ok(())
                })
                .unwrap_err();
            assert_eq!(error.file(), Some(*path));
            assert_eq!(tree(folder.path()), before, "failed at step {at}");
        }
    }

    #[test]
    fn what_was_swapped_can_be_taken_back() {
        let folder = start();
        let before = tree(folder.path());
        let swapped = Staged::prepare(folder.path(), STEPS).unwrap().swap();
        let swapped = swapped.unwrap();
        let hidden = tree(folder.path());
        let hidden = hidden.keys().filter(|path| swapped.is_backup(path));
        assert_eq!(hidden.count(), 3);
        assert!(!swapped.is_backup(&folder.path().join("a")));
        swapped.undo().unwrap();
        assert_eq!(tree(folder.path()), before);
    }

    #[test]
    fn what_cannot_be_staged_changes_nothing() {
        let folder = start();
        let file = folder.path().join("d");
        let mut rights = fs::metadata(&file).unwrap().permissions();
        rights.set_readonly(true);
        fs::set_permissions(&file, rights).unwrap();
        let before = tree(folder.path());
        let error = Staged::prepare(folder.path(), STEPS).unwrap_err();
        assert_eq!(
            error.to_string(),
            "d: is read-only; let it be written, or move it away"
        );
        assert_eq!(tree(folder.path()), before);
        // A file stands where a folder is needed.
        let error = Staged::prepare(folder.path(), [("e/f", Some("")), ("a/b", Some(""))]);
        let error = error.unwrap_err().to_string();
        assert!(error.starts_with("a/b: cannot be written: "), "{error}");
        assert_eq!(tree(folder.path()), before);
    }

    #[test]
    fn what_cannot_be_put_back_is_named() {
        let folder = start();
        let swapped = Staged::prepare(folder.path(), STEPS)
            .unwrap()
            .swap()
            .unwrap();
        fs::remove_file(folder.path().join("d")).unwrap();
        fs::create_dir_all(folder.path().join("d/in the way")).unwrap();
        let error = swapped.undo().unwrap_err().to_string();
        assert!(error.starts_with("cannot be put back: d: "), "{error}");
        assert_eq!(
            fs::read_to_string(folder.path().join("a")).unwrap(),
            "old",
            "the others are put back"
        );
    }
}
