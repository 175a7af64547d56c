//! Files that are written as a whole.

use std::fs;
use std::io::{self, Write};
use std::path::Path;

use tempfile::NamedTempFile;

use crate::failure::Failure;

/// Writes a file as a whole: a reader sees the old one or the new one.
///
/// # Errors
///
/// If it cannot be written.
pub fn write_file(path: &Path, content: &[u8]) -> Result<(), Failure> {
    let folder = folder_of(path);
    let write = || -> io::Result<()> {
        fs::create_dir_all(folder)?;
        let found = fs::symlink_metadata(path).ok();
        // A pipe, a device and a link are not replaced.
        if found.as_ref().is_some_and(|found| !found.is_file()) {
            return fs::write(path, content);
        }
        let mut file = new_file(folder)?;
        file.write_all(content)?;
        if let Some(found) = found {
            file.as_file().set_permissions(found.permissions())?;
        }
        file.persist(path)?;
        Ok(())
    };
    write().map_err(|error| Failure::file(path, &error))
}

/// Checks that a file can be written, before its content is paid; makes its folder.
///
/// # Errors
///
/// If it cannot be written.
pub fn check_file(path: &Path) -> Result<(), Failure> {
    let folder = folder_of(path);
    let check = || -> io::Result<()> {
        fs::create_dir_all(folder)?;
        match fs::symlink_metadata(path) {
            _ if path.to_string_lossy().ends_with('/') => Err(io::ErrorKind::IsADirectory.into()),
            Ok(found) if found.is_dir() => Err(io::ErrorKind::IsADirectory.into()),
            // What is not replaced is written to, which a pipe shows only then.
            Ok(found) if !found.is_file() => Ok(()),
            _ => new_file(folder).map(drop),
        }
    };
    check().map_err(|error| Failure::file(path, &error))
}

fn folder_of(path: &Path) -> &Path {
    let folder = path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty());
    folder.unwrap_or(Path::new("."))
}

/// Waits until the names in a folder are on the disk, where the system can do that.
pub fn sync_folder(folder: &Path) {
    #[cfg(unix)]
    if let Ok(folder) = fs::File::open(folder) {
        let _ = folder.sync_all();
    }
    #[cfg(not(unix))]
    let _ = folder;
}

/// Creates a temporary file with the permissions of any other new file.
pub(super) fn new_file(folder: &Path) -> io::Result<NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".firecrawl-");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    builder.tempfile_in(folder)
}

#[cfg(all(test, unix))]
mod tests {
    use std::os::unix::fs::{PermissionsExt as _, symlink};

    use super::*;

    #[test]
    fn links_and_permissions_stay() {
        let folder = tempfile::tempdir().unwrap();
        let (file, link) = (folder.path().join("file"), folder.path().join("link"));
        fs::write(&file, "a longer text").unwrap();
        fs::set_permissions(&file, fs::Permissions::from_mode(0o600)).unwrap();
        symlink("file", &link).unwrap();
        for (path, text) in [(&file, "one"), (&link, "two")] {
            write_file(path, text.as_bytes()).unwrap();
            assert_eq!(fs::read_to_string(&file).unwrap(), text);
            assert_eq!(file.metadata().unwrap().permissions().mode() & 0o777, 0o600);
        }
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
    }
}
